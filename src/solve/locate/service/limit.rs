//! How many of the sites that are open to choice may open.

use super::fate::Fate;

/// A limit on the open sites.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::solve::locate) enum Limit {
    /// Exactly so many.
    Exactly(usize),
    /// At most so many.
    AtMost(usize),
    /// Costs of at most so much.
    Budget(f64),
    /// None.
    Free,
}

impl Limit {
    /// Whether so many sites of so much money keep it.
    pub(super) fn holds(self, count: usize, money: f64) -> bool {
        match self {
            Limit::Exactly(limit) => count == limit,
            Limit::AtMost(limit) => count <= limit,
            Limit::Budget(budget) => money <= budget + slack(budget),
            Limit::Free => true,
        }
    }

    /// Whether one more of `price` fits to so many of so much money, and how many and how much is then never too much.
    pub(super) fn admits(self, count: usize, money: f64, price: f64) -> bool {
        match self {
            Limit::Exactly(limit) | Limit::AtMost(limit) => count < limit,
            Limit::Budget(budget) => money + price <= budget + slack(budget),
            Limit::Free => true,
        }
    }

    /// Whether an open set of the fates' sites can keep the number of the limit.
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

    /// Sets aside what an open site takes.
    pub(super) fn take(&mut self, price: f64) {
        match self {
            Limit::Exactly(count) | Limit::AtMost(count) => *count = count.saturating_sub(1),
            Limit::Budget(budget) => *budget -= price,
            Limit::Free => {}
        }
    }

    /// How many open at least.
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

    /// How many of the nearest sites a row lists at first: with p open, who serves a row and who would next are with few
    /// exceptions among the nearest few times n/p.
    pub(super) fn row_length(self, points: usize, sites: usize) -> usize {
        const MOST_PAIRS: usize = 16_000_000;
        const LEAST: usize = 32;
        let wanted = match self {
            Limit::Exactly(count) => 4 * sites / count.max(1) + LEAST,
            _ => sites,
        };
        wanted
            .min((MOST_PAIRS / points.max(1)).max(LEAST))
            .min(sites)
    }
}

/// What a budget may be exceeded by, for rounding of sums.
fn slack(budget: f64) -> f64 {
    1e-9 * budget.abs().max(1.0)
}
