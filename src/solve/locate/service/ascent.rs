//! Dual ascent: improves the prices of the relaxation, which gives a bound, sites fixed by it, and an average of its
//! choices.

use super::fate::Fate;
use super::form::Service;
use super::price::{Choice, Priced};
use super::rows::NONE;
use crate::solve::locate::solution::Run;

/// The volume algorithm (Barahona and Anbil 2000) on L(λ) of [`Choice`]: steps from the best prices along an average of
/// subgradients g\[i\] = 1 − Σ {y\[j\] : c\[i,j\] < λ\[i\]}. The same average of the choices y approximates an optimum
/// of the linear relaxation. A form is anything [`Priced`].
#[derive(Debug, Clone)]
pub(super) struct Ascent {
    /// The best λ known.
    pub(super) prices: Vec<f64>,
    /// L(λ): a lower bound on the value of every open set.
    pub(super) bound: f64,
    /// The average choice.
    pub(super) sites: Vec<f64>,
    /// Sites that are closed, and sites that are open, in every set better than the cutoff.
    pub(super) closed: Vec<bool>,
    pub(super) opened: Vec<bool>,
    slope: Vec<f64>,
    length: f64,
    share: f64,
    unimproved: usize,
    since_check: usize,
    checked: f64,
    trial: Trial,
}

#[derive(Debug, Clone, Default)]
struct Trial {
    prices: Vec<f64>,
    reduced: Vec<f64>,
    order: Vec<u32>,
    choice: Choice,
    slope: Vec<f64>,
}

impl Ascent {
    /// Starts from `prices`, one for each row.
    pub(super) fn new(form: &impl Priced, prices: Vec<f64>) -> Self {
        let mut ascent = Self {
            prices: Vec::new(),
            bound: f64::NEG_INFINITY,
            sites: vec![0.0; form.site_count()],
            closed: vec![false; form.site_count()],
            opened: vec![false; form.site_count()],
            slope: vec![1.0; prices.len()],
            length: 0.1,
            share: 0.5,
            unimproved: 0,
            since_check: 0,
            checked: f64::NEG_INFINITY,
            trial: Trial { prices, ..Trial::default() },
        };
        if !ascent.evaluate(form, f64::INFINITY) {
            ascent.prices.clone_from(&ascent.trial.prices);
            return ascent;
        }
        for &(site, part) in &ascent.trial.choice.sites {
            ascent.sites[site as usize] = part;
        }
        ascent.slope.clone_from(&ascent.trial.slope);
        ascent.prices.clone_from(&ascent.trial.prices);
        ascent.bound = ascent.trial.choice.value;
        ascent.checked = ascent.bound;
        ascent
    }

    /// The ascent continued in the form `service`, which results from settling sites by `fates`; `became` maps the old
    /// rows to the new ones.
    pub(super) fn carried(&self, service: &Service<'_>, fates: &[Fate], became: &[u32]) -> Self {
        let mut prices = vec![0.0; service.rows.count()];
        let mut slope = prices.clone();
        for (row, &to) in became.iter().enumerate() {
            if to != NONE {
                prices[to as usize] += self.prices[row];
                slope[to as usize] = self.slope[row];
            }
        }
        for (row, price) in prices.iter_mut().enumerate() {
            *price = price.min(service.finite_cap(row));
        }
        let mut carried = Ascent::new(service, prices);
        carried.slope = slope;
        carried.length = self.length;
        carried.share = self.share;
        let free = fates.iter().zip(&self.sites);
        let free = free.filter(|(fate, _)| matches!(fate, Fate::Free(_)));
        let values: Vec<f64> = free.map(|(_, &value)| value).collect();
        // A form may close more sites than `fates` says, because they no longer fit the limit.
        if values.len() == carried.sites.len() {
            carried.sites = values;
        }
        carried
    }

    /// The ascent continued in the form `form`, which has the same rows and only the sites that `fates` leaves free.
    pub(super) fn with_sites(&self, form: &impl Priced, fates: &[Fate]) -> Self {
        let mut less = Ascent::new(form, self.prices.clone());
        // Without the closed sites L is no lower; but where there was no time to compute it.
        less.bound = less.bound.max(self.bound);
        less.slope.clone_from(&self.slope);
        (less.length, less.share) = (self.length, self.share);
        (less.unimproved, less.since_check) = (self.unimproved, self.since_check);
        less.checked = self.checked;
        let free = fates.iter().zip(&self.sites);
        let free = free.filter(|(fate, _)| matches!(fate, Fate::Free(_)));
        let values: Vec<f64> = free.map(|(_, &value)| value).collect();
        if values.len() == less.sites.len() {
            less.sites = values;
        }
        less
    }

    /// Makes `steps` steps; only sets with a value below `cutoff` matter. Returns whether the bound closed at least a
    /// hundredth of the distance to the cutoff.
    pub(super) fn go(
        &mut self,
        form: &impl Priced,
        steps: usize,
        cutoff: f64,
        run: &Run<'_>,
    ) -> bool {
        let before = self.bound;
        for _ in 0..steps {
            if self.bound >= cutoff {
                return true;
            }
            if run.is_over() || !self.step(form, cutoff) {
                break;
            }
        }
        self.bound - before > 1e-2 * (cutoff - before)
    }

    /// Settles sites by the best prices against a new cutoff.
    pub(super) fn settle(&mut self, form: &impl Priced, cutoff: f64) {
        self.trial.prices.clone_from(&self.prices);
        self.evaluate(form, cutoff);
    }

    /// One step; whether there was time for it.
    fn step(&mut self, form: &impl Priced, cutoff: f64) -> bool {
        let rows = self.prices.len();
        let mut norm = 0.0;
        for row in 0..rows {
            let slope = self.slope[row];
            let (least, most) = form.range(row);
            let blocked = (slope > 0.0 && self.prices[row] >= most)
                || (slope < 0.0 && self.prices[row] <= least);
            if !blocked {
                norm += slope * slope;
            }
        }
        let way = (cutoff - self.bound).min(self.bound.abs().max(1.0));
        let stride = self.length * way / norm.max(1e-12);
        for row in 0..rows {
            let price = self.prices[row] + stride * self.slope[row];
            let (least, most) = form.range(row);
            self.trial.prices[row] = price.clamp(least, most);
        }
        if !self.evaluate(form, cutoff) {
            return false;
        }
        let (mut along, mut toward, mut apart) = (0.0, 0.0, 0.0);
        for (&old, &new) in self.slope.iter().zip(&self.trial.slope) {
            along += old * new;
            toward += old * (old - new);
            apart += (old - new) * (old - new);
        }
        let share = if apart > 0.0 { toward / apart } else { 1.0 };
        let share = share.clamp(self.share / 10.0, self.share);
        for (slope, &new) in self.slope.iter_mut().zip(&self.trial.slope) {
            *slope += share * (new - *slope);
        }
        for site in &mut self.sites {
            *site *= 1.0 - share;
        }
        for &(site, part) in &self.trial.choice.sites {
            self.sites[site as usize] += share * part;
        }
        self.judge(along, cutoff);
        true
    }

    /// Keeps the trial prices if they are better, and adjusts the step length and the weight of new choices.
    fn judge(&mut self, along: f64, cutoff: f64) {
        if self.trial.choice.value > self.bound {
            std::mem::swap(&mut self.prices, &mut self.trial.prices);
            self.bound = self.trial.choice.value;
            self.unimproved = 0;
            if along >= 0.0 {
                self.length = (self.length * 1.1).min(2.0);
            }
        } else {
            self.unimproved += 1;
            if self.unimproved >= 20 {
                self.length = (self.length * 0.66).max(1e-4);
                self.unimproved = 0;
            }
        }
        self.since_check += 1;
        if self.since_check == 100 {
            if self.bound - self.checked < 0.01 * (cutoff - self.checked).abs() {
                self.share = (self.share * 0.5).max(1e-4);
            }
            self.since_check = 0;
            self.checked = self.bound;
        }
    }

    /// L, its choice and its slope at the trial prices; settles sites by them. False where time was over.
    fn evaluate(&mut self, form: &impl Priced, cutoff: f64) -> bool {
        let trial = &mut self.trial;
        if !form.reduced_costs(&trial.prices, &mut trial.reduced) {
            return false;
        }
        form.choose(&trial.prices, &trial.reduced, &mut trial.order, &mut trial.choice);
        trial.slope.clear();
        trial.slope.resize(trial.prices.len(), 1.0);
        for &(site, part) in &trial.choice.sites {
            form.each_below(site as usize, &trial.prices, |row| trial.slope[row] -= part);
        }
        for (site, &price) in trial.reduced.iter().enumerate() {
            let money = form.money(site);
            if trial.choice.with(price, money) >= cutoff {
                self.closed[site] = true;
            }
            if trial.choice.without(price, money) >= cutoff {
                self.opened[site] = true;
            }
        }
        true
    }

    /// The state of each site in sets with a value below the cutoff.
    pub(super) fn fates(&self) -> Vec<Fate> {
        let settled = self.closed.iter().zip(&self.opened);
        let fate = |(&closed, &opened)| match (closed, opened) {
            (true, _) => Fate::Closed,
            (_, true) => Fate::Open,
            _ => Fate::Free(0),
        };
        settled.map(fate).collect()
    }

    /// How many sites are settled.
    pub(super) fn count_settled(&self) -> usize {
        let settled = self.closed.iter().zip(&self.opened);
        settled.filter(|(closed, opened)| **closed || **opened).count()
    }
}
