//! What is asked of a ranking, and what it gives.

use super::super::answer::PROVED;
use super::super::outcome::LocateStatus;
use crate::domain::location::{Placement, Sense};
use crate::plan::location::Figures;
use crate::solve::effort::Effort;
use crate::solve::gap::{improvement, scale};
use crate::solve::outcome::Stop;
use crate::units::{Seconds, Share};

/// Which placements are asked for, the best among them.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Ranks {
    /// How many at most.
    pub count: usize,
    /// In how many sites each differs from those before it at least: sites that are open in one of the two and closed in
    /// the other, so that a site in place of another counts 2.
    pub differ: usize,
    /// How much worse than the best each may be, relative to the best; no limit if none.
    pub lose: Option<Share>,
}

impl Ranks {
    /// The best `count`, however similar and however much worse than the best.
    pub fn best(count: usize) -> Self {
        Self { count, differ: 1, lose: None }
    }

    /// Sets in how many sites each differs from those before it.
    pub fn with_differ(self, differ: usize) -> Self {
        Self { differ, ..self }
    }

    /// Sets how much worse than the best each may be.
    pub fn with_lose(self, lose: Share) -> Self {
        Self { lose: Some(lose), ..self }
    }
}

/// A placement in its place among all.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RankedPlacement {
    /// Which sites are open and who is served where.
    pub placement: Placement,
    /// Its sums over the demand, as audited.
    pub figures: Figures,
    /// Its objective, as audited.
    pub objective: f64,
    /// How much worse than the first it is, relative to that; 0 where only rounding tells them apart.
    pub loss: f64,
    /// No placement that differs enough from those before it is better than this.
    pub bound: Option<f64>,
    /// How much better than the objective the bound is, over max(|objective|, 1).
    pub gap: Option<f64>,
    /// Whether its place is proved, to the gap asked for or not.
    pub status: LocateStatus,
}

/// The best placements of a question, from the best on.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Ranking {
    /// The direction of the objective.
    pub sense: Sense,
    /// What was asked for.
    pub ranks: Ranks,
    /// Whether all that differ from those before them at all are ranked, not only those that differ in more sites.
    pub of_all: bool,
    /// The placements.
    pub placements: Vec<RankedPlacement>,
    /// Whether it is proved that there are no others, within the loss and so different.
    pub complete: bool,
    /// No placement that is not among them is better than this; not known where they are to differ in more than a site.
    pub rest: Option<f64>,
    /// Why there are fewer than asked for, where that is not proved to be all.
    pub stop: Option<Stop>,
    /// Work done.
    pub effort: Effort,
    /// Wall time.
    pub time: Seconds,
}

impl Ranking {
    /// How many of the placements share the best value, and whether it is proved that no others do.
    pub fn sharing(&self) -> (usize, bool) {
        let sharing = self.placements.iter().take_while(|placement| placement.loss == 0.0).count();
        let first = self.placements.first();
        let others_are_worse = first
            .zip(self.rest)
            .is_some_and(|(first, rest)| improvement(self.sense, rest, first.objective) > PROVED);
        (sharing, self.complete || others_are_worse)
    }

    /// Whether the best placement is the only one of its value; none where that is not proved or was not asked.
    pub fn is_unique(&self) -> Option<bool> {
        let best = self.placements.first()?;
        match self.sharing() {
            _ if best.status != LocateStatus::Optimal => None,
            (2.., _) => Some(false),
            (1, true) if self.of_all => Some(true),
            _ => None,
        }
    }
}

/// How much worse `value` is than `best`, relative to `best`; 0 where it is no worse but for rounding.
pub(super) fn loss(sense: Sense, value: f64, best: f64) -> f64 {
    let worse = improvement(sense, value, best) * scale(value);
    if worse <= PROVED * scale(best) { 0.0 } else { worse / best.abs() }
}

/// Whether a loss is within `lose`.
pub(super) fn is_within(loss: f64, lose: Option<Share>) -> bool {
    lose.is_none_or(|lose| loss <= lose.fraction() + PROVED)
}
