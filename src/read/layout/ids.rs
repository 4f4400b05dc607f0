//! What a layout may name.

use crate::domain::Problem;
use crate::read::register::{Kind, Register};

/// The ids of the plan, and what its sources are in a layer.
pub(super) struct Ids {
    pub(super) sites: Register,
    pub(super) tiers: Register,
    pub(super) units: Register,
    pub(super) sources: Register,
    /// The property that says what each source pays.
    pub(super) paid: Vec<String>,
}

impl Ids {
    pub(super) fn new(problem: &Problem) -> Self {
        let names = problem.sites.iter().map(|site| site.name.as_str());
        Self {
            sites: Register::of(Kind::SITE, &problem.sites, |site| &site.id).with_names(names),
            tiers: Register::of(Kind::TIER, &problem.tiers, |tier| &tier.id),
            units: Register::of(Kind::UNIT, &problem.units, |unit| &unit.id),
            sources: Register::of(Kind::SOURCE, &problem.funding, |source| &source.id),
            paid: problem.funding.iter().map(|own| format!("plan_paid_{}_yuan", own.id)).collect(),
        }
    }
}
