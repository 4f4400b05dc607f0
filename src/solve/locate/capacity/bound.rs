//! The Lagrangian bound: serving each customer is rewarded with a price v\[i\] instead of being required.
//!
//! L(v) = Σ_i v\[i\] + min { Σ_j (f\[j\] − z\[j\](v))·y\[j\] : y keeps the limits and Σ s\[j\]·y\[j\] ≥ Σ w }, where
//! z\[j\](v) = max { Σ_i (v\[i\] − c\[i,j\]·w\[i\])·x\[i\] : Σ w\[i\]·x\[i\] ≤ s\[j\], 0 ≤ x ≤ 1 (or whole) }, 0 ≤
//! v\[i\] ≤ `leave`·w\[i\]. Its maximum is the bound of the strong linear program with the aggregate capacity
//! constraint (Görtz and Klose 2012), more with whole x. It is maximised with the volume algorithm (Barahona and Anbil
//! 2000), whose running mean of y estimates the linear program's open sites.

use super::choice::{Choice, Limits, choose, counts};
use super::knapsack::{self, Item, KnapsackResult};
use super::model::Model;
use crate::solve::locate::solution::Run;

/// What is decided about a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Free,
    Open,
    Closed,
}

/// A part of the search space: the sites decided and the range of the number of open sites.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Region {
    pub(super) fates: Vec<Fate>,
    pub(super) least: usize,
    pub(super) most: usize,
}

/// L(v) and the solution of the subproblem that gives it.
#[derive(Debug, Clone, Default)]
pub(super) struct Evaluation {
    pub(super) value: f64,
    /// 1 − Σ_j x·y of each customer.
    pub(super) gradient: Vec<f64>,
    /// y of each site.
    pub(super) share: Vec<f64>,
    /// The knapsack result of each site that is not closed.
    pub(super) earned: Vec<KnapsackResult>,
    /// The value without the contribution of the free sites, and the choice among them.
    base: f64,
    choice: Choice,
}

/// The result of a climb.
#[derive(Debug, Clone)]
pub(super) struct Climb {
    pub(super) multipliers: Vec<f64>,
    /// At those multipliers.
    pub(super) best: Evaluation,
    /// The running mean of y.
    pub(super) mean: Vec<f64>,
    /// The best value with each site closed, and with it open; infinite for those decided.
    pub(super) forced: Vec<[f64; 2]>,
}

/// Step length and stopping rules of a climb.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    pub(super) rounds: usize,
    /// Length of the first step, relative to the distance to the target.
    pub(super) stride: f64,
    /// An estimate of the greatest bound.
    pub(super) target: f64,
    /// A bound at which the climb may stop, because the region holds nothing better than the incumbent.
    pub(super) cutoff: f64,
}

/// The data for choosing among free sites.
struct Free {
    sites: Vec<usize>,
    room: Vec<f64>,
    limits: Limits,
}

impl Region {
    /// The whole search space: only what the model's rules decide is decided.
    pub(super) fn whole(model: &Model) -> Self {
        let fate = |must| if must { Fate::Open } else { Fate::Free };
        Self {
            fates: model.sites.iter().map(|site| fate(site.must)).collect(),
            least: model.least,
            most: model.most,
        }
    }

    /// The limits on the free sites; `None` if no choice satisfies them.
    fn free(&self, model: &Model) -> Option<Free> {
        let of = |fate| {
            let with = move |&j: &usize| self.fates[j] == fate;
            (0..self.fates.len()).filter(with)
        };
        let sites: Vec<usize> = of(Fate::Free).collect();
        let counted = of(Fate::Open).filter(|&j| model.sites[j].counted).count();
        let (room, need): (Vec<f64>, f64) = if model.leave.is_none() {
            let open: f64 = of(Fate::Open).map(|j| model.sites[j].capacity).sum();
            let room = sites.iter().map(|&j| model.sites[j].capacity).collect();
            (room, model.total * (1.0 - 1e-11) - open)
        } else if model.budget.is_finite() {
            let spent: f64 = of(Fate::Open).map(|j| model.sites[j].price).sum();
            let room = sites.iter().map(|&j| -model.sites[j].price).collect();
            (room, spent - model.budget)
        } else {
            (vec![0.0; sites.len()], -1.0)
        };
        let limits = Limits {
            need,
            least: self.least.saturating_sub(counted),
            most: self.most.checked_sub(counted)?.min(sites.len()),
        };
        let limits = counts(&room, limits)?;
        Some(Free { sites, room, limits })
    }

    /// Decides the sites that the limits leave no choice about. Returns false if the region is empty.
    pub(super) fn settle(&mut self, model: &Model) -> bool {
        let Some(free) = self.free(model) else {
            return false;
        };
        if free.limits.most == 0 || free.limits.least == free.sites.len() {
            let fate = if free.limits.most == 0 { Fate::Closed } else { Fate::Open };
            for site in free.sites {
                self.fates[site] = fate;
            }
        }
        true
    }

    /// The open sites, if all sites are decided.
    pub(super) fn open(&self) -> Option<Vec<bool>> {
        let is_decided = self.fates.iter().all(|&fate| fate != Fate::Free);
        is_decided.then(|| self.fates.iter().map(|&fate| fate == Fate::Open).collect())
    }
}

/// The bound of one region.
pub(super) struct Bound<'a> {
    model: &'a Model,
    region: &'a Region,
    free: Free,
    items: Vec<Item>,
    takes: Vec<(u32, f64)>,
    starts: Vec<usize>,
    unit: Vec<f64>,
    guess: f64,
}

impl<'a> Bound<'a> {
    /// Returns `None` if the region is empty.
    pub(super) fn new(model: &'a Model, region: &'a Region) -> Option<Self> {
        Some(Self {
            model,
            region,
            free: region.free(model)?,
            items: Vec::new(),
            takes: Vec::new(),
            starts: Vec::new(),
            unit: Vec::new(),
            guess: 0.0,
        })
    }

    /// Evaluates L(v). Cost: all pairs of sites that are not closed, and a sort of the pairs with a gain.
    pub(super) fn evaluate(&mut self, multipliers: &[f64]) -> Evaluation {
        let model = self.model;
        let sites = model.sites.len();
        self.unit.clear();
        let units = multipliers.iter().zip(&model.weights).map(|(v, w)| v / w);
        self.unit.extend(units);
        self.takes.clear();
        self.starts.clear();
        let mut earned = vec![KnapsackResult::default(); sites];
        for (site, earned) in earned.iter_mut().enumerate() {
            self.starts.push(self.takes.len());
            if self.region.fates[site] != Fate::Closed {
                *earned = self.earn(site);
            }
        }
        self.starts.push(self.takes.len());
        let net = |site: usize| model.sites[site].cost - earned[site].value;
        let worth: Vec<f64> = self.free.sites.iter().map(|&site| net(site)).collect();
        let choice = choose(&worth, &self.free.room, self.free.limits, self.guess);
        let mut share = vec![0.0; sites];
        let size: f64 = multipliers.iter().sum();
        // Subtract the possible rounding error of the sums.
        let mut base = size - 1e-12 * size;
        for (site, share) in share.iter_mut().enumerate() {
            if self.region.fates[site] == Fate::Open {
                *share = 1.0;
                base += net(site);
            }
        }
        let impossible =
            || Choice { value: f64::INFINITY, share: vec![0.0; worth.len()], ..Choice::default() };
        let choice = choice.unwrap_or_else(impossible);
        self.guess = choice.lambda;
        for (&site, &of_site) in self.free.sites.iter().zip(&choice.share) {
            share[site] = of_site;
        }
        let mut gradient = vec![1.0; model.customers()];
        for (site, &share) in share.iter().enumerate() {
            if share > 0.0 {
                for &(customer, x) in &self.takes[self.starts[site]..self.starts[site + 1]] {
                    gradient[customer as usize] -= share * x;
                }
            }
        }
        Evaluation { value: base + choice.value, gradient, share, earned, base, choice }
    }

    /// The value of an evaluation with each site closed, and with it open; infinite for those decided.
    pub(super) fn forced(&self, found: &Evaluation) -> Vec<[f64; 2]> {
        let net = |&site: &usize| self.model.sites[site].cost - found.earned[site].value;
        let worth: Vec<f64> = self.free.sites.iter().map(net).collect();
        let of_sites = found.choice.forced(&worth, &self.free.room, self.free.limits);
        let mut forced = vec![[f64::INFINITY; 2]; self.model.sites.len()];
        for (&site, of_site) in self.free.sites.iter().zip(of_sites) {
            forced[site] = of_site.map(|value| found.base + value);
        }
        forced
    }

    fn earn(&mut self, site: usize) -> KnapsackResult {
        let model = self.model;
        self.items.clear();
        let (customers, costs) = model.pairs(site);
        for (&customer, &cost) in customers.iter().zip(costs) {
            let gain = self.unit[customer as usize] - cost;
            if gain > 0.0 {
                self.items.push(Item { gain, weight: model.weights[customer as usize], customer });
            }
        }
        let capacity = model.sites[site].capacity;
        if model.single {
            knapsack::whole(&mut self.items, capacity, &mut self.takes)
        } else {
            knapsack::split(&mut self.items, capacity, &mut self.takes)
        }
    }

    /// Climbs from `multipliers`, calling `look` with y now and then.
    pub(super) fn climb(&mut self, multipliers: Vec<f64>, pace: Pace, run: &Run<'_>) -> Climb {
        let best = self.evaluate(&multipliers);
        let mut climb = Climb { multipliers, mean: best.share.clone(), best, forced: Vec::new() };
        let mut gradient = climb.best.gradient.clone();
        let mut stride = pace.stride;
        let mut idle = 0;
        for _ in 0..pace.rounds {
            let is_done = climb.best.value >= pace.cutoff || stride < 1e-4;
            if is_done || !climb.best.value.is_finite() || run.is_over() {
                break;
            }
            let Some(next) =
                self.step(&climb.multipliers, &gradient, stride, pace.target, climb.best.value)
            else {
                break;
            };
            let found = self.evaluate(&next);
            let weight = mixing(&gradient, &found.gradient);
            let agrees: f64 = gradient.iter().zip(&found.gradient).map(|(a, b)| a * b).sum();
            mix(&mut gradient, &found.gradient, weight);
            mix(&mut climb.mean, &found.share, weight);
            if found.value > climb.best.value {
                climb.best = found;
                climb.multipliers = next;
                idle = 0;
                if agrees > 0.0 {
                    stride = (stride * 1.1).min(2.0);
                }
            } else {
                idle += 1;
                if idle >= 8 {
                    stride *= 0.66;
                    idle = 0;
                }
            }
        }
        climb.forced = self.forced(&climb.best);
        climb
    }

    /// The next multipliers; `None` if the gradient is 0.
    fn step(
        &self,
        multipliers: &[f64],
        gradient: &[f64],
        stride: f64,
        target: f64,
        value: f64,
    ) -> Option<Vec<f64>> {
        let model = self.model;
        let most = |customer: usize| {
            let leave = model.leave.unwrap_or(f64::INFINITY);
            leave * model.weights[customer]
        };
        let norm: f64 = gradient
            .iter()
            .enumerate()
            .filter(|&(i, &g)| {
                !(g > 0.0 && multipliers[i] >= most(i) || g < 0.0 && multipliers[i] <= 0.0)
            })
            .map(|(_, g)| g * g)
            .sum();
        if norm < 1e-18 {
            return None;
        }
        let ahead =
            (target - value).min(0.1 * value.abs() + 1e-6 * target.abs()).max(1e-7 * value.abs());
        let length = stride * ahead / norm;
        let steps = multipliers.iter().zip(gradient).enumerate();
        Some(steps.map(|(i, (v, g))| (v + length * g).clamp(0.0, most(i))).collect())
    }
}

/// The weight of the new gradient in the mean: the weight that makes the mean shortest, within limits.
fn mixing(mean: &[f64], new: &[f64]) -> f64 {
    let (mut cross, mut square) = (0.0, 0.0);
    for (mean, new) in mean.iter().zip(new) {
        cross += mean * (mean - new);
        square += (mean - new) * (mean - new);
    }
    if square > 0.0 { (cross / square).clamp(0.03, 0.3) } else { 0.1 }
}

fn mix(mean: &mut [f64], new: &[f64], weight: f64) {
    for (mean, new) in mean.iter_mut().zip(new) {
        *mean += weight * (new - *mean);
    }
}
