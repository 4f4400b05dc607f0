//! What a question demands, by name.

use crate::domain::location::{Capacity, Goal, Instance, Question, SiteRule};

/// A condition of a question. Without it the question asks for less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LocateCondition {
    /// Sites cover no farther than the reach; without it any distance will do that is known.
    Reach,
    /// Two sites are within reach, not one.
    Twice,
    /// No more than a number of sites open.
    Count,
    /// A share of the demand is covered.
    Share,
    /// Capacities hold.
    Capacities,
    /// Each demand point goes to one site.
    OneSite,
    /// The site at this position opens.
    Required(u32),
    /// The site at this position stays closed.
    Forbidden(u32),
}

impl LocateCondition {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            LocateCondition::Reach => "reach",
            LocateCondition::Twice => "twice",
            LocateCondition::Count => "sites",
            LocateCondition::Share => "share",
            LocateCondition::Capacities => "capacities",
            LocateCondition::OneSite => "one-site",
            LocateCondition::Required(_) => "required",
            LocateCondition::Forbidden(_) => "forbidden",
        }
    }

    /// The site that it is of.
    pub fn site(self) -> Option<u32> {
        match self {
            LocateCondition::Required(site) | LocateCondition::Forbidden(site) => Some(site),
            _ => None,
        }
    }
}

/// All conditions of a question that may make it infeasible.
pub(super) fn conditions(instance: &Instance, question: &Question) -> Vec<LocateCondition> {
    let limits_sites = question.count().is_some();
    let mut all = match &question.goal {
        Goal::SetCover { times, .. } => {
            let twice = (*times > 1).then_some(LocateCondition::Twice);
            std::iter::once(LocateCondition::Reach).chain(twice).collect()
        }
        Goal::PartialCover { .. } => vec![LocateCondition::Share, LocateCondition::Reach],
        _ if limits_sites => vec![LocateCondition::Count],
        _ => Vec::new(),
    };
    if question.capacity != Capacity::Ignored {
        all.push(LocateCondition::Capacities);
    }
    if question.capacity == Capacity::SingleSource {
        all.push(LocateCondition::OneSite);
    }
    let rules = || instance.rules().iter().zip(0..);
    let required = rules().filter(|(rule, _)| **rule == SiteRule::Required && limits_sites);
    all.extend(required.map(|(_, site)| LocateCondition::Required(site)));
    let forbidden = rules().filter(|(rule, _)| **rule == SiteRule::Forbidden);
    all.extend(forbidden.map(|(_, site)| LocateCondition::Forbidden(site)));
    all
}
