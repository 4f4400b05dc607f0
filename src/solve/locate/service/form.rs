//! The internal form of the family, and how it shrinks when sites are settled.

use super::demand::{Charge, Demand};
use super::fate::Fate;
use super::limit::Limit;
use super::rows::{Builder, Columns, NONE, Rows};
use crate::solve::clock::Clock;

/// Minimise constant + Σ_j f\[j\]·y\[j\] + Σ_i min(cap\[i\], min {c\[i,j\] : y\[j\] = 1}) over y ∈ {0, 1}ⁿ within a
/// [`Limit`]. Sites settled as open or closed are not part of it: both are removed from the rows, and an open one
/// lowers caps.
#[derive(Debug, Clone)]
pub(super) struct Service<'a> {
    pub(super) demand: Demand<'a>,
    pub(super) rows: Rows,
    pub(super) columns: Columns,
    /// f\[j\].
    pub(super) costs: Vec<f64>,
    /// What each site takes from a budget.
    pub(super) money: Vec<f64>,
    pub(super) limit: Limit,
    pub(super) constant: f64,
    /// Sites open to choice, by position in the instance.
    pub(super) names: Vec<u32>,
    /// Sites settled as open, by position in the instance.
    pub(super) opened: Vec<u32>,
    /// Whether the rows assume that at least one site is open.
    pub(super) must_open: bool,
    /// Values differ by integer multiples of this; 0 if not known.
    pub(super) step: f64,
    /// More than any placement that serves all can cost; replaces an infinite cap where a number is needed.
    pub(super) penalty: f64,
    /// The most pairs that its rows hold, but for the least of each row.
    pub(super) pairs: usize,
    /// The search for open sets ends when this is over.
    pub(super) clock: Clock<'a>,
}

/// What a form is made from.
pub(super) struct Parts<'a> {
    pub(super) demand: Demand<'a>,
    pub(super) costs: Vec<f64>,
    pub(super) money: Vec<f64>,
    pub(super) limit: Limit,
    pub(super) constant: f64,
    pub(super) names: Vec<u32>,
    pub(super) opened: Vec<u32>,
    pub(super) must_open: bool,
    pub(super) pairs: usize,
    pub(super) clock: Clock<'a>,
}

/// A row in sites of the form before.
pub(super) struct RowBefore {
    pub(super) row: Vec<(u32, f64)>,
    pub(super) cap: f64,
    pub(super) cut_short: u32,
    pub(super) place: u32,
}

impl<'a> Parts<'a> {
    /// Settles sites by `fates` (renumbering the free ones) and adds the rows; returns the new index of each row.
    pub(super) fn assemble(
        self,
        mut fates: Vec<Fate>,
        rows: impl Iterator<Item = RowBefore>,
    ) -> (Service<'a>, Vec<u32>) {
        let Parts {
            demand, mut limit, mut constant, mut opened, mut must_open, pairs, clock, ..
        } = self;
        for (site, fate) in fates.iter().enumerate() {
            if *fate == Fate::Open {
                opened.push(self.names[site]);
                constant += self.costs[site];
                limit.take(self.money[site]);
            }
        }
        opened.sort_unstable();
        let (mut costs, mut money, mut names) = (Vec::new(), Vec::new(), Vec::new());
        for (site, fate) in fates.iter_mut().enumerate() {
            if matches!(fate, Fate::Free(_)) && limit.allows_one(self.money[site]) {
                *fate = Fate::Free(names.len() as u32);
                costs.push(self.costs[site]);
                money.push(self.money[site]);
                names.push(self.names[site]);
            } else if *fate != Fate::Open {
                *fate = Fate::Closed;
            }
        }
        let free = names.len();
        must_open &= !fates.contains(&Fate::Open);
        let mut builder = Builder::new();
        let (mut list, mut became) = (Vec::new(), Vec::new());
        for before in rows {
            let (mut cap, mut cut_short) = (before.cap, before.cut_short);
            list.clear();
            for (site, cost) in before.row {
                if cost >= cap {
                    break;
                }
                match fates[site as usize] {
                    Fate::Closed => {}
                    Fate::Free(site) => list.push((site, cost)),
                    Fate::Open => (cap, cut_short) = (cost, NONE),
                }
            }
            if list.len() == free && free > 0 && cut_short == NONE {
                // In the worst case the nearest free − p sites stay closed.
                let least = limit.least().max(usize::from(cap == f64::INFINITY));
                must_open |= cap == f64::INFINITY && limit.least() == 0;
                let worst = free.checked_sub(least).and_then(|worst| list.get(worst));
                if let Some(&(_, worst)) = worst
                    && worst < cap
                {
                    cap = worst;
                    list.truncate(list.partition_point(|&(_, cost)| cost < cap));
                }
            }
            became.push(builder.push(&list, cap, cut_short, before.place));
        }
        constant += builder.constant;
        let rows = builder.done();
        let columns = rows.columns(free);
        let worst = |row| {
            let cap = Some(rows.cap(row)).filter(|cap| cap.is_finite());
            cap.or(rows.row(row).1.last().copied()).unwrap_or(0.0)
        };
        let penalty = (0..rows.count()).map(worst).sum::<f64>() + costs.iter().sum::<f64>() + 1.0;
        let mut service = Service {
            demand,
            rows,
            columns,
            costs,
            money,
            limit,
            constant,
            names,
            opened,
            must_open,
            step: 0.0,
            penalty,
            pairs,
            clock,
        };
        service.step = service.common_step();
        (service, became)
    }
}

impl<'a> Service<'a> {
    /// How many sites are open to choice.
    pub(super) fn sites(&self) -> usize {
        self.names.len()
    }

    /// Whether it is a covering form with few sites: the search is then quick, so the steps before it are kept short.
    pub(super) fn is_small_cover(&self) -> bool {
        const FEW: usize = 200;
        matches!(self.demand.charge, Charge::Uncovered(_)) && self.sites() <= FEW
    }

    /// Whether no open set is feasible: some demand is out of reach of all sites, or too few sites are left.
    pub(super) fn is_impossible(&self) -> bool {
        let unreached = |row| self.rows.row(row).0.is_empty() && self.rows.cap(row).is_infinite();
        (0..self.rows.count()).any(unreached) || self.limit.least() > self.sites()
    }

    /// A row's cap as a number.
    pub(super) fn finite_cap(&self, row: usize) -> f64 {
        self.rows.cap(row).min(self.penalty)
    }

    /// Where a row is.
    pub(super) fn place(&self, row: usize) -> [f64; 2] {
        match self.rows.place(row) {
            Some(point) => self.demand.place_of(point),
            None => {
                let sites = self.rows.row(row).0.iter();
                self.demand.place_amid(sites.map(|&site| self.names[site as usize]))
            }
        }
    }

    /// The value of an open set; `None` if it breaks the limit or leaves demand unserved that must be served.
    pub(super) fn value(&self, open: &[bool]) -> Option<f64> {
        let members: Vec<usize> = (0..self.sites()).filter(|&site| open[site]).collect();
        let money = members.iter().map(|&site| self.money[site]).sum();
        if !self.limit.holds(members.len(), money) || (self.must_open && members.is_empty()) {
            return None;
        }
        let mut value: f64 = members.iter().map(|&site| self.costs[site]).sum();
        for row in 0..self.rows.count() {
            let (sites, costs) = self.rows.row(row);
            let cost = match sites.iter().position(|&site| open[site as usize]) {
                Some(position) => costs[position],
                None => match self.rows.whole_of(row) {
                    None => self.rows.cap(row),
                    Some(point) => {
                        let free = members.iter().map(|&site| self.names[site]);
                        let all = free.chain(self.opened.iter().copied());
                        all.map(|site| self.demand.cost(point, site))
                            .fold(self.demand.cap(point), f64::min)
                    }
                },
            };
            value += cost;
        }
        value.is_finite().then_some(value + self.constant)
    }

    /// The complete form of a row that is cut short: all sites below its cap, cheapest first, and its cap.
    pub(super) fn whole_row(&self, point: usize) -> (Vec<(u32, f64)>, f64) {
        let settled = self.opened.iter().map(|&site| self.demand.cost(point, site));
        let cap = settled.fold(self.demand.cap(point), f64::min);
        let mut row: Vec<(u32, f64)> = (0..self.sites() as u32)
            .map(|site| (site, self.demand.cost(point, self.names[site as usize])))
            .filter(|&(_, cost)| cost < cap)
            .collect();
        row.sort_unstable_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        (row, cap)
    }

    /// Lists up to `most` of a row's sites that are not settled as closed.
    fn lengthen(&self, before: &mut RowBefore, fates: &[Fate], most: usize) {
        let (mut row, cap) = self.whole_row(before.cut_short as usize);
        row.retain(|&(site, _)| fates[site as usize] != Fate::Closed);
        (before.cap, before.cut_short) = match row.get(most) {
            Some(&(_, beyond)) => (beyond, before.cut_short),
            None => (cap, NONE),
        };
        row.truncate(most);
        before.row = row;
    }

    /// The form with some sites settled, and the new index of each row. If `lengthen`, rows that were cut short and
    /// have too few sites left list more.
    pub(super) fn settled(&self, fates: &[Fate], lengthen: bool) -> (Service<'a>, Vec<u32>) {
        let free = fates.iter().filter(|f| matches!(f, Fate::Free(_))).count();
        let most = self.limit.row_length(self.rows.count(), free, self.pairs);
        let rows = (0..self.rows.count()).map(|row| {
            let (sites, costs) = self.rows.row(row);
            let mut before = RowBefore {
                row: sites.iter().copied().zip(costs.iter().copied()).collect(),
                cap: self.rows.cap(row),
                cut_short: NONE,
                place: self.rows.place(row).map_or(NONE, |point| point as u32),
            };
            if let Some(point) = self.rows.whole_of(row) {
                before.cut_short = point as u32;
                let is_free = |&&site: &&u32| matches!(fates[site as usize], Fate::Free(_));
                let left = sites.iter().filter(is_free).count();
                let served = sites.iter().any(|&site| fates[site as usize] == Fate::Open);
                // A row that stays short only bounds less.
                if lengthen && left < most / 2 && !served && !self.clock.is_over() {
                    self.lengthen(&mut before, fates, most);
                }
            }
            before
        });
        let parts = Parts {
            demand: self.demand,
            costs: self.costs.clone(),
            money: self.money.clone(),
            limit: self.limit,
            constant: self.constant,
            names: self.names.clone(),
            opened: self.opened.clone(),
            must_open: self.must_open,
            pairs: self.pairs,
            clock: self.clock,
        };
        parts.assemble(fates.to_vec(), rows)
    }

    /// The greatest common divisor of all costs and caps if they are integers.
    fn common_step(&self) -> f64 {
        const MOST: f64 = 9_007_199_254_740_992.0;
        let mut step = 0u64;
        for number in self.rows.numbers().chain(self.costs.iter().copied()) {
            if number.fract() != 0.0 || number >= MOST {
                return 0.0;
            }
            step = gcd(step, number as u64);
        }
        if (0..self.rows.count()).any(|row| self.rows.whole_of(row).is_some()) {
            // The costs of pairs left out may be any integers, or not integers at all.
            let weights = self.demand.instance.weights();
            if !self.demand.is_whole_beyond() || weights.iter().any(|weight| weight.fract() != 0.0)
            {
                return 0.0;
            }
            step = step.min(1);
        }
        step as f64
    }
}

fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
