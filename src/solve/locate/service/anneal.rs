//! Simulated annealing for covering with a radius: rows are covered or not, so only the number of open sites of each
//! row matters.

use super::demand::Charge;
use super::form::Service;
use super::interchange::descend;
use super::layout::Layout;
use crate::domain::location::Decay;
use crate::solve::locate::solution::Run;
use fastrand::Rng;

/// Whether a form can be annealed: every row is either covered or not, and there are sites to exchange.
pub(super) fn suits(service: &Service<'_>) -> bool {
    matches!(service.demand.charge, Charge::Uncovered(Decay::Step(_)))
}

/// Anneals a layout for about `work` visits of pairs; it ends at the best set found.
pub(super) fn anneal(layout: &mut Layout<'_, '_>, random: &mut Rng, work: u64, run: &Run<'_>) {
    let service = layout.service;
    let open = layout.members().len();
    if open > 0 && open < service.sites() {
        let cover = Cover::new(service, layout.members());
        *layout = Layout::with(service, &cover.anneal(random, work, run));
        let pairs = service.rows.pairs() as u64;
        descend(layout, &mut Vec::new(), 10 * pairs);
    }
}

/// An open set of a covering form, with the number of open sites of each row.
#[derive(Debug)]
struct Cover<'s, 'a> {
    service: &'s Service<'a>,
    counts: Vec<u32>,
    /// The open sites, and the closed ones.
    open: Vec<u32>,
    closed: Vec<u32>,
    /// The index of each site in the list that contains it.
    position: Vec<u32>,
    is_open: Vec<bool>,
    money: f64,
    /// The weight of rows without an open site.
    uncovered: f64,
    /// The rows of the leaving site, marked with the number of the trial.
    leaving: Vec<u32>,
    look: u32,
    work: u64,
}

impl<'s, 'a> Cover<'s, 'a> {
    fn new(service: &'s Service<'a>, members: &[u32]) -> Self {
        let mut is_open = vec![false; service.sites()];
        let mut counts = vec![0; service.rows.count()];
        for &site in members {
            is_open[site as usize] = true;
            for &(row, _) in service.columns.of(site as usize) {
                counts[row as usize] += 1;
            }
        }
        let of = |wanted: bool| -> Vec<u32> {
            let sites = 0..service.sites() as u32;
            sites.filter(|&site| is_open[site as usize] == wanted).collect()
        };
        let (open, closed) = (of(true), of(false));
        let mut position = vec![0; service.sites()];
        for list in [&open, &closed] {
            for (place, &site) in list.iter().enumerate() {
                position[site as usize] = place as u32;
            }
        }
        let uncovered = (0..counts.len()).filter(|&row| counts[row] == 0);
        Self {
            service,
            uncovered: uncovered.map(|row| service.rows.cap(row)).sum(),
            leaving: vec![0; counts.len()],
            counts,
            money: open.iter().map(|&site| service.money[site as usize]).sum(),
            open,
            closed,
            position,
            is_open,
            look: 0,
            work: 0,
        }
    }

    /// The change of the uncovered weight if `leave` closes and `enter` opens.
    fn change(&mut self, leave: u32, enter: u32) -> f64 {
        self.look += 1;
        let (look, rows) = (self.look, &self.service.rows);
        let mut change = 0.0;
        let left = self.service.columns.of(leave as usize);
        for &(row, _) in left {
            let row = row as usize;
            self.leaving[row] = look;
            if self.counts[row] == 1 {
                change += rows.cap(row);
            }
        }
        let entered = self.service.columns.of(enter as usize);
        for &(row, _) in entered {
            let row = row as usize;
            let without = self.counts[row] - u32::from(self.leaving[row] == look);
            if without == 0 {
                change -= rows.cap(row);
            }
        }
        self.work += (left.len() + entered.len()) as u64;
        change
    }

    fn swap(&mut self, leave: u32, enter: u32, change: f64) {
        for &(row, _) in self.service.columns.of(leave as usize) {
            self.counts[row as usize] -= 1;
        }
        for &(row, _) in self.service.columns.of(enter as usize) {
            self.counts[row as usize] += 1;
        }
        let (from, to) = (self.position[leave as usize], self.position[enter as usize]);
        self.open[from as usize] = enter;
        self.closed[to as usize] = leave;
        self.position[enter as usize] = from;
        self.position[leave as usize] = to;
        self.is_open[leave as usize] = false;
        self.is_open[enter as usize] = true;
        let money = &self.service.money;
        self.money += money[enter as usize] - money[leave as usize];
        self.uncovered += change;
    }

    /// Whether the limit still holds after `enter` replaces `leave`.
    fn fits(&self, leave: u32, enter: u32) -> bool {
        let money = &self.service.money;
        let left = self.money - money[leave as usize];
        let limit = self.service.limit;
        limit.admits(self.open.len() - 1, left, money[enter as usize])
    }

    /// A random closed site: with probability ½ one that could serve a row of `leave`, else any.
    fn entering(&self, leave: u32, random: &mut Rng) -> Option<u32> {
        if random.bool() {
            let column = self.service.columns.of(leave as usize);
            if !column.is_empty() {
                let (row, _) = column[random.usize(0..column.len())];
                let (sites, _) = self.service.rows.row(row as usize);
                let site = sites[random.usize(0..sites.len())];
                return (!self.is_open[site as usize]).then_some(site);
            }
        }
        Some(self.closed[random.usize(0..self.closed.len())])
    }

    /// Exchanges random open and closed sites: an exchange is accepted if it covers more, else with probability
    /// e^(−loss / temperature), the temperature falling (Kirkpatrick, Gelatt and Vecchi 1983). Returns the best set
    /// found.
    fn anneal(mut self, random: &mut Rng, work: u64, run: &Run<'_>) -> Vec<bool> {
        // Temperatures relative to the average value of an open site.
        const HOT: f64 = 0.05;
        const COLD: f64 = 0.002;
        const COOLINGS: u64 = 1000;
        let weights = (0..self.counts.len()).map(|row| self.service.rows.cap(row));
        let total: f64 = weights.sum();
        let worth = (total - self.uncovered).max(0.0) / self.open.len() as f64;
        let mut best = (self.uncovered, self.is_open.clone());
        for cooling in 0..COOLINGS {
            if run.is_over() {
                break;
            }
            let passed = cooling as f64 / COOLINGS as f64;
            let temperature = worth * HOT * (COLD / HOT).powf(passed);
            let end = work / COOLINGS * (cooling + 1);
            while self.work < end {
                self.work += 4;
                let leave = self.open[random.usize(0..self.open.len())];
                let Some(enter) = self.entering(leave, random) else {
                    continue;
                };
                if !self.fits(leave, enter) {
                    continue;
                }
                let change = self.change(leave, enter);
                if change <= 0.0 || random.f64() < (-change / temperature).exp() {
                    self.swap(leave, enter, change);
                    if self.uncovered < best.0 - 1e-9 * total {
                        best.0 = self.uncovered;
                        best.1.clone_from(&self.is_open);
                    }
                }
            }
        }
        best.1
    }
}
