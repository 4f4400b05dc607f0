//! The limit on how many free sites may open.

use super::fate::Fate;

/// A limit on the open sites.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::solve::locate) enum Limit {
    /// Exactly this number.
    Exactly(usize),
    /// At most this number.
    AtMost(usize),
    /// Total cost of at most this.
    Budget(f64),
    /// No limit.
    Free,
}

impl Limit {
    /// Whether `count` sites costing `money` in total satisfy it.
    pub(super) fn holds(self, count: usize, money: f64) -> bool {
        match self {
            Limit::Exactly(limit) => count == limit,
            Limit::AtMost(limit) => count <= limit,
            Limit::Budget(budget) => money <= budget + slack(budget),
            Limit::Free => true,
        }
    }

    /// Whether a site of `price` can be added to `count` sites costing `money` without exceeding an upper limit.
    pub(super) fn admits(self, count: usize, money: f64, price: f64) -> bool {
        match self {
            Limit::Exactly(limit) | Limit::AtMost(limit) => count < limit,
            Limit::Budget(budget) => money + price <= budget + slack(budget),
            Limit::Free => true,
        }
    }

    /// Whether an open set consistent with the fates can satisfy a limit on the number.
    pub(super) fn fits(self, fates: &[Fate]) -> bool {
        let count = |wanted: fn(&Fate) -> bool| fates.iter().filter(|fate| wanted(fate)).count();
        let open = count(|fate| *fate == Fate::Open);
        let free = count(|fate| matches!(fate, Fate::Free(_)));
        match self {
            Limit::Exactly(limit) => open <= limit && open + free >= limit,
            Limit::AtMost(limit) => open <= limit,
            Limit::Budget(_) | Limit::Free => true,
        }
    }

    /// Whether a site of this price can open at all.
    pub(super) fn allows_one(self, price: f64) -> bool {
        self.admits(0, 0.0, price)
    }

    /// Subtracts what an open site uses.
    pub(super) fn take(&mut self, price: f64) {
        match self {
            Limit::Exactly(count) | Limit::AtMost(count) => *count = count.saturating_sub(1),
            Limit::Budget(budget) => *budget -= price,
            Limit::Free => {}
        }
    }

    /// The least number of open sites.
    pub(super) fn least(self) -> usize {
        match self {
            Limit::Exactly(count) => count,
            _ => 0,
        }
    }

    /// Whether a site may close without another one opening.
    pub(super) fn may_close(self) -> bool {
        !matches!(self, Limit::Exactly(_))
    }

    /// How many of the nearest sites a row lists at first, as far as this number of pairs allows.
    pub(super) fn row_length(self, points: usize, sites: usize, pairs: usize) -> usize {
        let most = (pairs / points.max(1)).max(LEAST_ROW.min(pairs.max(1)));
        self.row_wanted(sites).min(most).min(sites)
    }

    /// How many it should list: with p open, the first and second server of a row are nearly always among a small
    /// multiple of n/p nearest sites.
    pub(super) fn row_wanted(self, sites: usize) -> usize {
        let wanted = match self {
            Limit::Exactly(count) => 4 * sites / count.max(1) + LEAST_ROW,
            _ => sites,
        };
        wanted.min(sites)
    }
}

/// The least length of rows.
const LEAST_ROW: usize = 32;

/// Tolerance on a budget, for the rounding of sums.
fn slack(budget: f64) -> f64 {
    1e-9 * budget.abs().max(1.0)
}
