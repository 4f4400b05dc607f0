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

/// Residents of an institution that goes, or has too few beds then, who get a bed elsewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Move {
    /// The service whose beds they have.
    pub tier: TierIdx,
    /// Where they live today.
    pub from: SiteIdx,
    /// Where they get a bed.
    pub to: SiteIdx,
    /// How many; above 0.
    pub persons: f64,
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
    /// Which residents move where.
    pub moves: Vec<Move>,
    /// Whether allocations and moves say all. Where they do not, a tier for which nothing is stated shares its places out as
    /// well as it can.
    pub is_shared: bool,
}

impl Layout {
    /// The layout of today: every site stays as it is.
    pub fn today(problem: &Problem) -> Self {
        Self::of(vec![Choice::Stay; problem.sites.len()].into())
    }

    /// The layout of `choices`, in which nobody leads or pays and places are shared out as well as they can be.
    pub fn of(choices: TiVec<SiteIdx, Choice>) -> Self {
        Self {
            leaders: vec![None; choices.len()].into(),
            payments: vec![Vec::new(); choices.len()].into(),
            allocations: Vec::new(),
            moves: Vec::new(),
            is_shared: false,
            choices,
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
    /// Moves, when the file states any.
    pub moves: Option<Vec<Move>>,
}

impl StatedLayout {
    /// A layout that states nothing but its choices.
    pub fn new(choices: TiVec<SiteIdx, Choice>) -> Self {
        Self { choices, leaders: None, payments: None, allocations: None, moves: None }
    }
}
