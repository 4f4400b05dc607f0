//! Faults of placements.

use crate::domain::location::{Ids, SiteRule};
use std::fmt;
use thiserror::Error;

/// The number of ids that are named; the rest are counted.
const NAMED: usize = 20;

/// The ids of some points: the first twenty, and the number of all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// The first ids, in the instance's order.
    pub ids: Vec<String>,
    /// The number of points.
    pub count: usize,
}

impl Named {
    /// Adds the point at `position`.
    pub(super) fn add(&mut self, ids: &Ids, position: usize) {
        if self.ids.len() < NAMED {
            self.ids.push(ids.label(position).into_owned());
        }
        self.count += 1;
    }

    /// The points at these positions.
    pub(super) fn of(ids: &Ids, positions: impl IntoIterator<Item = usize>) -> Self {
        let mut named = Self::default();
        positions.into_iter().for_each(|position| named.add(ids, position));
        named
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, id) in self.ids.iter().enumerate() {
            let comma = if at == 0 { "" } else { ", " };
            write!(f, "{comma}`{id}`")?;
        }
        match self.count - self.ids.len() {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

/// A rule that a placement breaks.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum PlacementFault {
    /// The list of open sites is not ascending, names a site twice or one that the instance does not have.
    #[error(
        "the list of open sites is not ascending, has duplicates or names sites that do not exist"
    )]
    OpenList,
    /// Existing or required sites are closed.
    #[error("{} sites are closed: {sites}", if *.rule == SiteRule::Existing { "existing" } else { "required" })]
    Closed {
        /// [`SiteRule::Existing`] or [`SiteRule::Required`].
        rule: SiteRule,
        /// The sites.
        sites: Named,
    },
    /// Forbidden sites are open.
    #[error("forbidden sites are open: {sites}")]
    Forbidden {
        /// The sites.
        sites: Named,
    },
    /// The number of sites opened, besides existing ones, is not the number asked for.
    #[error("sites opened: {opened}, asked for: {wanted}")]
    Count {
        /// The number opened.
        opened: usize,
        /// p.
        wanted: usize,
    },
    /// The opened sites cost more than the budget.
    #[error("the sites cost {cost}, the budget is {budget}")]
    OverBudget {
        /// What it costs.
        cost: f64,
        /// The budget.
        budget: f64,
    },
    /// Demand that must be covered is not.
    #[error("{} within reach of {demand}", too_few(*.times))]
    NotCovered {
        /// The demand points.
        demand: Named,
        /// How many open sites each must have within reach.
        times: u8,
    },
    /// Less is covered than the share asked for.
    #[error("{covered} of the demand is covered, {wanted} must be")]
    ShareMissed {
        /// The weight covered.
        covered: f64,
        /// The weight to be covered.
        wanted: f64,
    },
    /// Demand that must be served is not, or not completely.
    #[error("not completely served: {demand}")]
    Unserved {
        /// The demand points.
        demand: Named,
    },
    /// Capacities hold, the placement has no allocations, and they cannot be computed here.
    #[error("the placement must state who is served where: {why}")]
    AssignmentMissing {
        /// Why not.
        why: &'static str,
    },
    /// The allocations are not ordered by demand then site, or refer to points that do not exist.
    #[error(
        "the list of who is served where is not ordered by demand then site, has duplicates or names points that do not exist"
    )]
    ServedList,
    /// Demand is served in shares that are not above 0, or together more than 1.
    #[error("shares are not above 0, or exceed 1 in sum: {demand}")]
    Shares {
        /// The demand points.
        demand: Named,
    },
    /// Demand is split that must go to one site.
    #[error("split over sites where one must serve all: {demand}")]
    Divided {
        /// The demand points.
        demand: Named,
    },
    /// Demand is served at sites that are not open.
    #[error("sites that are not open serve demand: {sites}")]
    ServedAtClosed {
        /// The sites.
        sites: Named,
    },
    /// Demand is served at sites that do not reach it.
    #[error("served where no site reaches: {demand}")]
    ServedBeyondReach {
        /// The demand points.
        demand: Named,
    },
    /// A site serves more than it can.
    #[error("`{site}` serves {load}, its capacity is {capacity}")]
    OverCapacity {
        /// The site.
        site: String,
        /// What it serves.
        load: f64,
        /// Its capacity.
        capacity: f64,
    },
    /// Fewer than two sites are open, so that there is no distance between two.
    #[error("fewer than two sites are open, so there is no distance between two")]
    NoPair,
}

impl PlacementFault {
    /// The word for it in files.
    pub fn word(&self) -> &'static str {
        match self {
            PlacementFault::OpenList => "open-list",
            PlacementFault::Closed { rule: SiteRule::Existing, .. } => "existing-closed",
            PlacementFault::Closed { .. } => "required-closed",
            PlacementFault::Forbidden { .. } => "forbidden-open",
            PlacementFault::Count { .. } => "number-of-sites",
            PlacementFault::OverBudget { .. } => "over-budget",
            PlacementFault::NotCovered { .. } => "not-covered",
            PlacementFault::ShareMissed { .. } => "share-missed",
            PlacementFault::Unserved { .. } => "unserved",
            PlacementFault::AssignmentMissing { .. } => "assignment-missing",
            PlacementFault::ServedList => "served-list",
            PlacementFault::Shares { .. } => "shares",
            PlacementFault::Divided { .. } => "divided",
            PlacementFault::ServedAtClosed { .. } => "served-at-closed",
            PlacementFault::ServedBeyondReach { .. } => "served-beyond-reach",
            PlacementFault::OverCapacity { .. } => "over-capacity",
            PlacementFault::NoPair => "no-pair",
        }
    }
}

/// `no open site is`, `fewer than 2 open sites are`.
fn too_few(times: u8) -> String {
    match times {
        1 => "no open site is".into(),
        times => format!("fewer than {times} open sites are"),
    }
}
