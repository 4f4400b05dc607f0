//! The family for the branch-and-Benders-cut search: estimates of the cost of groups of rows, and their cuts.

use super::demand::{Charge, sort_by_place};
use super::fate::Fate;
use super::form::Service;
use super::interchange::{descend, shake};
use super::layout::Layout;
use super::limit::Limit;
use super::settle::{from_fractions, from_names, most_open};
use crate::solve::search::{Column, Estimate, Master, Point, Row, Subproblem};
use fastrand::Rng;

/// Estimates θ\[k\] of Σ {cost of row i : i in group k}. For a row and any level C up to its cap
///
/// (1) cost of row i ≥ C − Σ {(C − c\[i,j\])·y\[j\] : c\[i,j\] < C},
///
/// and the best C at a point is where the y of the row's cheapest sites have come to 1 (Cornuejols, Nemhauser and
/// Wolsey 1980; Magnanti and Wong 1981; Duran-Mateluna, Alès and Elloumi 2023). A group's cut is the sum of its rows'.
#[derive(Debug)]
pub(super) struct Benders<'s, 'a> {
    service: &'s Service<'a>,
    /// Rows by group.
    groups: Vec<Vec<u32>>,
}

/// A sum of y of at least this counts as 1.
const ONE: f64 = 1.0 - 1e-9;

impl<'s, 'a> Benders<'s, 'a> {
    pub(super) fn new(service: &'s Service<'a>) -> Self {
        Self { service, groups: groups(service) }
    }

    /// The cuts (1) at levels λ: with them the master's bound is L(λ).
    pub(super) fn cuts_at_prices(&self, prices: &[f64]) -> Vec<Row> {
        let mut sum = Sum::new(self.service.sites());
        let mut cuts = Vec::new();
        for (group, rows) in self.groups.iter().enumerate() {
            for &row in rows {
                let (sites, costs) = self.service.rows.row(row as usize);
                sum.add(sites, costs, prices[row as usize]);
            }
            cuts.push(sum.take(self.service.sites() + group));
        }
        cuts
    }

    /// An open set rounded from the fractions, improved among the sites with positive fractions.
    fn among_likely(&self, sites: &[f64]) -> Layout<'s, 'a> {
        const LEAST: f64 = 1e-3;
        const WORK: u64 = 5_000_000;
        let service = self.service;
        let fate = |&y: &f64| {
            if y > LEAST { Fate::Free(0) } else { Fate::Closed }
        };
        let fates: Vec<Fate> = sites.iter().map(fate).collect();
        let (core, _) = service.settled(&fates, false);
        if core.is_impossible() || core.sites() == 0 {
            return from_fractions(service, sites);
        }
        let value = |name: &u32| service.names.binary_search(name).map_or(0.0, |site| sites[site]);
        let fractions: Vec<f64> = core.names.iter().map(value).collect();
        let mut layout = from_fractions(&core, &fractions);
        let work = (50 * core.rows.pairs() as u64).min(WORK) + 1_000_000;
        shake(&mut layout, &mut Rng::with_seed(1), work);
        let members = layout.members().iter();
        let mut open: Vec<u32> = members.map(|&site| core.names[site as usize]).collect();
        open.sort_unstable();
        from_names(service, &open)
    }

    /// Adds the cut of a row that is best at `sites`.
    fn add_best(&self, row: usize, sites: &[f64], sum: &mut Sum) {
        let (members, costs) = self.service.rows.row(row);
        if let Some(level) = critical(members, costs, sites) {
            sum.add(members, costs, level);
        } else if let Some(point) = self.service.rows.whole_of(row) {
            let (whole, cap) = self.service.whole_row(point);
            let (members, costs): (Vec<u32>, Vec<f64>) = whole.into_iter().unzip();
            let level = critical(&members, &costs, sites).unwrap_or(cap);
            let last = costs.last().copied().unwrap_or(0.0);
            sum.add(&members, &costs, if level.is_finite() { level } else { last });
        } else {
            // A row with an infinite cap has a constraint of its own in the master.
            let last = costs.last().copied().unwrap_or(0.0);
            let cap = self.service.rows.cap(row);
            sum.add(members, costs, if cap.is_finite() { cap } else { last });
        }
    }
}

/// The cost at which the y of the cheapest sites have come to 1.
fn critical(members: &[u32], costs: &[f64], sites: &[f64]) -> Option<f64> {
    let mut mass = 0.0;
    for (&site, &cost) in members.iter().zip(costs) {
        mass += sites[site as usize];
        if mass >= ONE {
            return Some(cost);
        }
    }
    None
}

/// A cut under construction: θ + Σ factor·y ≥ level.
struct Sum {
    level: f64,
    factors: Vec<f64>,
    touched: Vec<u32>,
}

impl Sum {
    fn new(sites: usize) -> Self {
        Self { level: 0.0, factors: vec![0.0; sites], touched: Vec::new() }
    }

    fn add(&mut self, members: &[u32], costs: &[f64], level: f64) {
        self.level += level;
        for (&site, &cost) in members.iter().zip(costs) {
            if cost >= level {
                break;
            }
            let factor = &mut self.factors[site as usize];
            if *factor == 0.0 {
                self.touched.push(site);
            }
            *factor += level - cost;
        }
    }

    /// The lower bound that the cut puts on its estimate at a point.
    fn asked(&self, sites: &[f64]) -> f64 {
        let touched = self.touched.iter();
        let covered = touched.map(|&site| self.factors[site as usize] * sites[site as usize]);
        self.level - covered.sum::<f64>()
    }

    fn clear(&mut self) {
        for site in self.touched.drain(..) {
            self.factors[site as usize] = 0.0;
        }
        self.level = 0.0;
    }

    fn take(&mut self, estimate: usize) -> Row {
        self.touched.sort_unstable();
        let factor = |&site: &u32| (site, self.factors[site as usize]);
        let mut terms: Vec<(u32, f64)> = self.touched.iter().map(factor).collect();
        terms.push((estimate as u32, 1.0));
        let lower = self.level;
        self.clear();
        Row { terms, lower, upper: f64::INFINITY }
    }
}

impl Subproblem for Benders<'_, '_> {
    fn master(&self) -> Master {
        let service = self.service;
        let all = |factor: &dyn Fn(usize) -> f64| -> Vec<(u32, f64)> {
            (0..service.sites()).map(|site| (site as u32, factor(site))).collect()
        };
        let mut rows = Vec::new();
        let mut limit = |terms, lower, upper| rows.push(Row { terms, lower, upper });
        match service.limit {
            Limit::Exactly(count) => limit(all(&|_| 1.0), count as f64, count as f64),
            Limit::AtMost(count) => limit(all(&|_| 1.0), 0.0, count as f64),
            Limit::Budget(budget) => {
                let room = budget + 1e-9 * budget.abs().max(1.0);
                limit(all(&|site| service.money[site]), 0.0, room);
            }
            Limit::Free => {}
        }
        if service.must_open {
            limit(all(&|_| 1.0), 1.0, f64::INFINITY);
        }
        for row in 0..service.rows.count() {
            if service.rows.cap(row).is_infinite() {
                let (sites, _) = service.rows.row(row);
                limit(sites.iter().map(|&site| (site, 1.0)).collect(), 1.0, f64::INFINITY);
            }
        }
        let site = |&cost: &f64| Column { cost, lower: 0.0, upper: 1.0 };
        let estimate = |rows: &Vec<u32>| {
            let first = |&row: &u32| service.rows.row(row as usize).1.first().copied();
            let least = |row: &u32| first(row).unwrap_or(0.0);
            Estimate { cost: 1.0, lower: rows.iter().map(least).sum() }
        };
        Master {
            constant: service.constant,
            sites: service.costs.iter().map(site).collect(),
            estimates: self.groups.iter().map(estimate).collect(),
            rows,
        }
    }

    fn cuts(&self, point: Point<'_>, tolerance: f64, cuts: &mut Vec<Row>) {
        let mut sum = Sum::new(self.service.sites());
        for (group, rows) in self.groups.iter().enumerate() {
            // The search ends when it next asks; the cuts found by then hold.
            if self.service.clock.is_over() {
                return;
            }
            for &row in rows {
                self.add_best(row as usize, point.sites, &mut sum);
            }
            let asked = sum.asked(point.sites);
            if asked - point.estimates[group] > tolerance * asked.abs().max(1.0) {
                cuts.push(sum.take(self.service.sites() + group));
            } else {
                sum.clear();
            }
        }
    }

    fn value(&self, open: &[bool]) -> Option<f64> {
        self.service.value(open)
    }

    fn propose(&self, sites: &[f64], thorough: bool) -> Option<Vec<bool>> {
        let pairs = self.service.rows.pairs() as u64;
        let mut layout =
            if thorough { self.among_likely(sites) } else { from_fractions(self.service, sites) };
        let most = if thorough { 10 * pairs } else { 2 * pairs };
        descend(&mut layout, &mut Vec::new(), most);
        Some(layout.open().to_vec()).filter(|_| most_open(self.service, &layout))
    }

    fn step(&self) -> f64 {
        self.service.step
    }
}

/// Groups the rows. For distances each row is a group of its own while there are few, which gives the strongest cuts;
/// for cover, with many similar rows, groups of neighbours work better, more groups for more sites.
fn groups(service: &Service<'_>) -> Vec<Vec<u32>> {
    const FEW: usize = 6000;
    let rows = service.rows.count();
    let is_cover = matches!(service.demand.charge, Charge::Uncovered(_));
    if rows <= FEW && !is_cover {
        return (0..rows as u32).map(|row| vec![row]).collect();
    }
    let wanted = if is_cover { service.sites().clamp(25, 200) } else { FEW };
    let mut order: Vec<u32> = (0..rows as u32).collect();
    sort_by_place(&mut order, |row| service.place(row as usize));
    let size = rows.div_ceil(wanted).max(1);
    order.chunks(size).map(<[u32]>::to_vec).collect()
}
