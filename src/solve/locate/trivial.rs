//! What is known of a question before any work: a bound, and a placement that answers it if any does.

use crate::domain::location::{Goal, Instance, Question, SiteRule};

/// No placement is better than this: what is required costs what it costs, nothing costs less than nothing, and nobody
/// beyond all demand is covered. None where nothing is known.
pub(super) fn bound(instance: &Instance, question: &Question) -> Option<f64> {
    let required = |by_cost: bool| {
        let sites = instance.rules().iter().zip(instance.fixed_costs());
        let required = sites.filter(|(rule, _)| **rule == SiteRule::Required);
        required.map(|(_, &cost)| if by_cost { cost } else { 1.0 }).sum()
    };
    match question.goal {
        Goal::SetCover { by_cost, .. } | Goal::PartialCover { by_cost, .. } => {
            Some(required(by_cost))
        }
        Goal::FixedCharge { .. } => Some(required(true)),
        Goal::Median { .. } | Goal::Center { .. } => Some(0.0),
        Goal::MaximalCover { .. } => Some(instance.weights().iter().sum()),
        Goal::Dispersion { .. } => None,
    }
}

/// For covers, whatever may be open: if that covers too little, nothing covers enough.
pub(super) fn placement(instance: &Instance, question: &Question) -> Option<Vec<u32>> {
    let is_cover = matches!(question.goal, Goal::SetCover { .. } | Goal::PartialCover { .. });
    let sites = (0_u32..).zip(instance.rules());
    let open = sites.filter(|(_, rule)| **rule != SiteRule::Forbidden);
    is_cover.then(|| open.map(|(site, _)| site).collect())
}
