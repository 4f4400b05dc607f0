//! The rules on open sites.

use super::fault::{Named, PlacementFault};
use crate::domain::location::{Goal, Instance, Opening, Question, SiteRule};

/// Relative tolerance of sums of money, for rounding.
const ROUNDING: f64 = 1e-9;

/// The open sites that exist, each once and ascending.
pub(super) fn known(
    instance: &Instance,
    open: &[u32],
    faults: &mut Vec<PlacementFault>,
) -> Vec<u32> {
    let sound = open.windows(2).all(|pair| pair[0] < pair[1]);
    let mut known: Vec<u32> =
        open.iter().copied().filter(|&site| (site as usize) < instance.sites()).collect();
    if !sound || known.len() < open.len() {
        faults.push(PlacementFault::OpenList);
        known.sort_unstable();
        known.dedup();
    }
    known
}

/// The open sites that count against numbers and budgets: existing ones do not.
pub(super) fn opened(instance: &Instance, open: &[u32]) -> impl Iterator<Item = usize> {
    let counts = |&site: &usize| instance.rules()[site] != SiteRule::Existing;
    open.iter().map(|&site| site as usize).filter(counts)
}

/// The fixed costs of the opened sites.
pub(super) fn cost(instance: &Instance, open: &[u32]) -> f64 {
    let costs = opened(instance, open).map(|site| instance.fixed_costs()[site]);
    // An empty sum is a negative zero.
    costs.sum::<f64>() + 0.0
}

/// Every rule on sites that `open` breaks.
pub(super) fn check(
    instance: &Instance,
    question: &Question,
    open: &[u32],
    faults: &mut Vec<PlacementFault>,
) {
    let mut is_open = vec![false; instance.sites()];
    for &site in open {
        is_open[site as usize] = true;
    }
    let those = |rule, opens| {
        let rules = instance.rules().iter().zip(&is_open).enumerate();
        let meant = rules.filter(move |(_, (known, open))| **known == rule && **open == opens);
        Named::of(instance.site_ids(), meant.map(|(site, _)| site))
    };
    for rule in [SiteRule::Existing, SiteRule::Required] {
        let sites = those(rule, false);
        if !sites.is_empty() {
            faults.push(PlacementFault::Closed { rule, sites });
        }
    }
    let sites = those(SiteRule::Forbidden, true);
    if !sites.is_empty() {
        faults.push(PlacementFault::Forbidden { sites });
    }
    let opened = opened(instance, open).count();
    let exactly = matches!(question.goal, Goal::Median { .. } | Goal::Dispersion { .. });
    if let Some(wanted) = question.count()
        && (opened > wanted || (exactly && opened < wanted))
    {
        faults.push(PlacementFault::Count { opened, wanted });
    }
    if let Goal::MaximalCover { opening: Opening::Budget(budget), .. } = question.goal {
        let cost = cost(instance, open);
        if cost > budget * (1.0 + ROUNDING) {
            faults.push(PlacementFault::OverBudget { cost, budget });
        }
    }
}
