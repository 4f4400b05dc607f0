//! The model that all problems with capacities are reduced to.

use crate::domain::location::{Capacity, Goal, Instance, Opening, Question, SiteRule};
use crate::solve::locate::solution::Run;
use crate::travel::Distances;

/// A site that is or may be open. Forbidden ones are left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Site {
    /// Its position in the instance.
    pub(super) position: u32,
    /// What opening it adds to the objective.
    pub(super) cost: f64,
    /// What opening it takes from the budget.
    pub(super) price: f64,
    /// The weight that it can serve.
    pub(super) capacity: f64,
    /// Whether it is open in every layout.
    pub(super) must: bool,
    /// Whether it counts towards the number of sites.
    pub(super) counted: bool,
}

/// Sites j with cost f\[j\] and capacity s\[j\], customers i with weight w\[i\] > 0, pairs with cost c\[i,j\] per unit
/// of weight; `leave` is the cost per unit of not serving, `None` if all must be served:
///
/// minimise Σ_j f\[j\]·y\[j\] + Σ_ij c\[i,j\]·w\[i\]·x\[i,j\] + `leave`·Σ_i w\[i\]·(1 − Σ_j x\[i,j\]) so that
/// 1. Σ_j x\[i,j\] = 1 (≤ 1 if customers may stay unserved) for all i,
/// 2. Σ_i w\[i\]·x\[i,j\] ≤ s\[j\]·y\[j\] for all j,
/// 3. 0 ≤ x\[i,j\] ≤ y\[j\] for all pairs, x integer if customers are not split,
/// 4. the number of open sites within `least..=most`, their prices within the budget, y integer.
///
/// Maximal cover is the same with costs 1 − cover and `leave` = 1: the objective is the weight not covered.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Model {
    pub(super) sites: Vec<Site>,
    /// Position of each customer among the demand points.
    pub(super) positions: Vec<u32>,
    pub(super) weights: Vec<f64>,
    /// Σ w.
    pub(super) total: f64,
    pub(super) leave: Option<f64>,
    pub(super) single: bool,
    pub(super) least: usize,
    pub(super) most: usize,
    pub(super) budget: f64,
    /// Objectives differ by multiples of this; 0: not known.
    pub(super) step: f64,
    /// Whether the question's objective is the weight covered.
    pub(super) maximise: bool,
    starts: Vec<usize>,
    customers: Vec<u32>,
    costs: Vec<f64>,
}

/// Why there is no model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoModel {
    /// Some customer cannot be served at all.
    Unserved,
    /// The time was over before the model was complete.
    Over,
}

/// Relative tolerance on capacities, because sums of weights are rounded.
const ROUNDING: f64 = 1e-10;

impl Model {
    /// States the model of a question that has passed `check`. Cost: all pairs.
    pub(super) fn new(
        instance: &Instance,
        question: &Question,
        run: &Run<'_>,
    ) -> Result<Self, NoModel> {
        let weights = instance.weights();
        let capacities = instance.capacities().ok_or(NoModel::Unserved)?;
        let single = question.capacity == Capacity::SingleSource;
        let whole = |values: &[f64]| values.iter().all(|value| value.fract() == 0.0);
        let whole_amounts = whole(weights) && whole(capacities);
        let (mut sites, mut index) = (Vec::new(), vec![None; instance.sites()]);
        let is_cover = matches!(question.goal, Goal::MaximalCover { .. });
        let is_charged = matches!(question.goal, Goal::FixedCharge { .. });
        for (position, &rule) in instance.rules().iter().enumerate() {
            if rule == SiteRule::Forbidden {
                continue;
            }
            let fixed = instance.fixed_costs()[position];
            let exists = rule == SiteRule::Existing;
            index[position] = Some(sites.len() as u32);
            sites.push(Site {
                position: position as u32,
                cost: if is_charged && !exists { fixed } else { 0.0 },
                price: if exists { 0.0 } else { fixed },
                capacity: capacities[position] * if whole_amounts { 1.0 } else { 1.0 + ROUNDING },
                must: exists || rule == SiteRule::Required,
                counted: !exists,
            });
        }
        let counted = sites.iter().filter(|site| site.counted).count();
        let (least, most, budget) = match &question.goal {
            Goal::Median { count } => (*count, *count, f64::INFINITY),
            Goal::FixedCharge { count } => (0, count.unwrap_or(counted), f64::INFINITY),
            Goal::MaximalCover { opening, .. } => match *opening {
                Opening::Count(count) => (0, count, f64::INFINITY),
                Opening::Budget(budget) => (0, counted, budget * (1.0 + ROUNDING)),
            },
            _ => return Err(NoModel::Unserved),
        };
        let mut model = Self {
            sites,
            positions: Vec::new(),
            weights: Vec::new(),
            total: 0.0,
            leave: is_cover.then_some(1.0),
            single,
            least,
            most,
            budget,
            step: 0.0,
            maximise: is_cover,
            starts: Vec::new(),
            customers: Vec::new(),
            costs: Vec::new(),
        };
        model.add_customers(instance, question, &index, run)?;
        model.find_step(whole_amounts, instance.is_whole_demand());
        Ok(model)
    }

    fn add_customers(
        &mut self,
        instance: &Instance,
        question: &Question,
        index: &[Option<u32>],
        run: &Run<'_>,
    ) -> Result<(), NoModel> {
        let between = Distances::new(instance);
        let mut rows: Vec<Vec<(u32, f64)>> = vec![Vec::new(); self.sites.len()];
        for (demand, &weight) in instance.weights().iter().enumerate() {
            if weight <= 0.0 {
                continue;
            }
            if run.is_over() {
                return Err(NoModel::Over);
            }
            let customer = self.positions.len() as u32;
            let mut reached = false;
            for (position, distance) in between.row(demand) {
                let Some(site) = index[position as usize] else {
                    continue;
                };
                let cost = match &question.goal {
                    Goal::MaximalCover { decay, .. } => 1.0 - decay.cover(distance),
                    _ => distance * (instance.cost_factor(demand) / weight),
                };
                let capacity = self.sites[site as usize].capacity;
                let fits = if self.single { weight <= capacity } else { capacity > 0.0 };
                if fits && self.leave.is_none_or(|leave| cost < leave) {
                    rows[site as usize].push((customer, cost));
                    reached = true;
                }
            }
            if reached {
                self.positions.push(demand as u32);
                self.weights.push(weight);
            } else if self.leave.is_none() {
                return Err(NoModel::Unserved);
            }
        }
        self.total = self.weights.iter().sum();
        self.starts.push(0);
        for row in rows {
            self.customers.extend(row.iter().map(|&(customer, _)| customer));
            self.costs.extend(row.iter().map(|&(_, cost)| cost));
            self.starts.push(self.customers.len());
        }
        Ok(())
    }

    /// With integer amounts there is an optimal flow in integers (Hoffman and Kruskal 1956), so integer costs give
    /// integer objectives; for customers who are not split, integer costs per customer suffice.
    fn find_step(&mut self, whole_amounts: bool, whole_demand: bool) {
        let is_whole = |value: f64| (value - value.round()).abs() <= 1e-9 && value < 1e9;
        let charges = self.sites.iter().all(|site| is_whole(site.cost));
        let pairs = if self.single {
            (0..self.sites.len()).all(|site| {
                let (customers, costs) = self.pairs(site);
                let of = |(&i, &cost): (&u32, &f64)| is_whole(cost * self.weights[i as usize]);
                customers.iter().zip(costs).all(of)
            })
        } else {
            whole_amounts && !whole_demand && self.costs.iter().all(|&cost| is_whole(cost))
        };
        let leaving = self.leave.is_none() || self.weights.iter().all(|&weight| is_whole(weight));
        if charges && pairs && leaving {
            self.step = 1.0;
        }
    }

    /// The customers that a site can serve and the cost per unit of each.
    pub(super) fn pairs(&self, site: usize) -> (&[u32], &[f64]) {
        let range = self.starts[site]..self.starts[site + 1];
        (&self.customers[range.clone()], &self.costs[range])
    }

    /// How many customers.
    pub(super) fn customers(&self) -> usize {
        self.weights.len()
    }

    /// Whether an open set satisfies the rules on sites.
    pub(super) fn allows(&self, open: &[bool]) -> bool {
        let (mut count, mut price) = (0, 0.0);
        for (site, &is_open) in self.sites.iter().zip(open) {
            if site.must && !is_open {
                return false;
            }
            if is_open {
                count += usize::from(site.counted);
                price += site.price;
            }
        }
        (self.least..=self.most).contains(&count) && price <= self.budget
    }

    /// The opening costs of an open set.
    pub(super) fn charge(&self, open: &[bool]) -> f64 {
        let sites = self.sites.iter().zip(open);
        sites.filter(|&(_, &open)| open).map(|(site, _)| site.cost).sum()
    }

    /// An upper bound on the cost of any assignment with any open set.
    pub(super) fn ceiling(&self) -> f64 {
        let mut worst = vec![self.leave.unwrap_or(0.0); self.customers()];
        for (&customer, &cost) in self.customers.iter().zip(&self.costs) {
            let worst = &mut worst[customer as usize];
            *worst = worst.max(cost);
        }
        let service: f64 = worst.iter().zip(&self.weights).map(|(c, w)| c * w).sum();
        let charges: f64 = self.sites.iter().map(|site| site.cost).sum();
        (service + charges) * 1.001 + 1.0
    }
}
