use super::ids::{FundingIdx, SiteIdx, TierIdx, UnitIdx};
use super::problem::Problem;
use super::site::Choice;
use crate::units::Yuan;
use typed_index_collections::TiVec;

/// The part of a unit's people that a site serves, at a tier whose places are limited.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Allocation {
    /// The tier of service.
    pub tier: TierIdx,
    /// The unit whose people are served.
    pub unit: UnitIdx,
    /// The site that serves them.
    pub site: SiteIdx,
    /// Their share of the unit's people, above 0 and at most 1.
    pub share: f64,
}

/// A layout: what is decided about every site, who leads whom and who pays what.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// The choice for each site.
    pub choices: TiVec<SiteIdx, Choice>,
    /// Which site leads each site; none where it needs no leader or has none.
    pub leaders: TiVec<SiteIdx, Option<SiteIdx>>,
    /// Who pays for each site's work.
    pub payments: TiVec<SiteIdx, Vec<(FundingIdx, Yuan)>>,
    /// Who has places where, for tiers whose places are limited; other tiers' people go to the nearest site.
    pub allocations: Vec<Allocation>,
}

impl Layout {
    /// The layout of today: every site stays as it is.
    pub fn today(problem: &Problem) -> Self {
        let sites = problem.sites.len();
        Self {
            choices: vec![Choice::Stay; sites].into(),
            leaders: vec![None; sites].into(),
            payments: vec![Vec::new(); sites].into(),
            allocations: Vec::new(),
        }
    }
}

/// A layout as a file states it; the audit completes what the file leaves out.
#[derive(Debug, Clone, PartialEq)]
pub struct StatedLayout {
    /// The choice for each site; a site that the file leaves out stays as it is.
    pub choices: TiVec<SiteIdx, Choice>,
    /// Leaders, when the file states any.
    pub leaders: Option<TiVec<SiteIdx, Option<SiteIdx>>>,
    /// Payments, when the file states any.
    pub payments: Option<TiVec<SiteIdx, Vec<(FundingIdx, Yuan)>>>,
    /// Allocations, when the file states any.
    pub allocations: Option<Vec<Allocation>>,
}
