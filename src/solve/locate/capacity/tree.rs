//! Branch and bound over open sites with the Lagrangian bound (Görtz and Klose 2012), the best bound first.
//!
//! A node is a [`Region`] with the multipliers of its parent. Processing a node improves its multipliers, decides the
//! sites of which one state cannot beat the best layout, and tries an open set rounded from the mean of y. Then the
//! node is split: by the number of open sites while that is far from an integer, else by the most fractional site. Once
//! all sites are decided the assignment is exact: transportation, or for whole customers the small model of
//! [`super::reduced`].

use super::bound::{Bound, Climb, Fate, Pace, Region};
use super::layout::{Layout, attempt, improve, is_possible};
use super::model::Model;
use super::reduced;
use crate::solve::effort::Effort;
use crate::solve::error::SolveError;
use crate::solve::locate::solution::Run;
use crate::solve::ordered::ordered;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::rc::Rc;

struct Node {
    bound: f64,
    number: u64,
    region: Region,
    multipliers: Rc<Vec<f64>>,
}

impl Node {
    // The least bound on top of the heap, then the first made.
    fn compare(&self, other: &Self) -> Ordering {
        let by_bound = other.bound.total_cmp(&self.bound);
        by_bound.then(other.number.cmp(&self.number))
    }
}

ordered!(Node);

/// The state of the search.
pub(super) struct Search<'a> {
    model: &'a Model,
    run: &'a Run<'a>,
    pub(super) best: Option<Layout>,
    /// An upper bound on the cost of any layout.
    ceiling: f64,
    nodes: BinaryHeap<Node>,
    made: u64,
    /// The least bound of the nodes that were pruned or given up.
    aside: f64,
    pub(super) effort: Effort,
}

/// Regions of whole customers with at most this many pairs go to a general solver; for larger ones branching on sites
/// is faster.
const FEW_PAIRS: usize = 150;
impl<'a> Search<'a> {
    pub(super) fn new(model: &'a Model, run: &'a Run<'a>) -> Self {
        Self {
            model,
            run,
            best: None,
            ceiling: model.ceiling(),
            nodes: BinaryHeap::new(),
            made: 0,
            aside: f64::INFINITY,
            effort: Effort::default(),
        }
    }

    /// Runs the search and returns the final bound.
    pub(super) fn run(&mut self) -> Result<f64, SolveError> {
        let mut whole = Region::whole(self.model);
        if !whole.settle(self.model) {
            return Ok(f64::INFINITY);
        }
        self.warm_start(&whole);
        let multipliers = self.first_multipliers();
        self.push(f64::NEG_INFINITY, whole, Rc::new(multipliers));
        while let Some(node) = self.nodes.pop() {
            if node.bound >= self.cutoff() {
                self.aside = self.aside.min(node.bound);
                continue;
            }
            if self.run.is_over() {
                self.aside = self.aside.min(node.bound);
                break;
            }
            self.effort.nodes += 1;
            self.process(node)?;
        }
        let open = self.nodes.iter().map(|node| node.bound);
        Ok(open.fold(self.aside, f64::min))
    }

    /// Only layouts with a value below this are sought.
    pub(super) fn cutoff(&self) -> f64 {
        let Some(best) = &self.best else {
            return self.ceiling;
        };
        let shown = if self.model.maximise { self.model.total - best.value } else { best.value };
        let gap = self.run.gap.fraction().max(1e-10) * shown.abs().max(1.0);
        best.value - gap.max(self.model.step * (1.0 - 1e-4))
    }

    fn push(&mut self, bound: f64, region: Region, multipliers: Rc<Vec<f64>>) {
        self.made += 1;
        self.nodes.push(Node { bound, number: self.made, region, multipliers });
    }

    fn offer(&mut self, layout: Option<Layout>) -> bool {
        let Some(layout) = layout else {
            return false;
        };
        let is_better = self.best.as_ref().is_none_or(|best| layout.value < best.value);
        if is_better {
            self.best = Some(layout);
        }
        is_better
    }

    fn beat(&self) -> f64 {
        self.best.as_ref().map_or(f64::INFINITY, |best| best.value)
    }

    /// Tries the layout that the caller gave, as far as the rules allow it.
    fn warm_start(&mut self, whole: &Region) {
        let Some(start) = &self.run.start else {
            return;
        };
        let wanted = |(site, &fate): (&super::model::Site, &Fate)| {
            fate == Fate::Open || fate == Fate::Free && start.contains(&site.position)
        };
        let open: Vec<bool> = self.model.sites.iter().zip(&whole.fates).map(wanted).collect();
        if is_possible(self.model, &open) {
            let found = attempt(self.model, &open, self.beat()).layout;
            self.offer(found);
        }
    }

    /// The cost of the cheapest service plus a share of the opening costs of the fewest sites.
    fn first_multipliers(&self) -> Vec<f64> {
        let model = self.model;
        let mut least = vec![f64::INFINITY; model.customers()];
        for site in 0..model.sites.len() {
            let (customers, costs) = model.pairs(site);
            for (&customer, &cost) in customers.iter().zip(costs) {
                let least = &mut least[customer as usize];
                *least = least.min(cost);
            }
        }
        let all: f64 = model.sites.iter().map(|site| site.cost).sum();
        let room: f64 = model.sites.iter().map(|site| site.capacity).sum();
        let charge = all / room.max(model.total).max(f64::MIN_POSITIVE);
        let leave = model.leave.unwrap_or(f64::INFINITY);
        let units = least.iter().zip(&model.weights);
        units.map(|(cost, weight)| (cost + charge).min(leave) * weight).collect()
    }

    fn process(&mut self, node: Node) -> Result<(), SolveError> {
        let Node { bound, mut region, multipliers, .. } = node;
        if !region.settle(self.model) {
            return Ok(());
        }
        if let Some(open) = region.open() {
            return self.finish(&region, &open, bound);
        }
        let is_root = bound == f64::NEG_INFINITY;
        let mut multipliers = multipliers.to_vec();
        let mut bound = bound;
        for pass in 0.. {
            let Some(mut relaxed) = Bound::new(self.model, &region) else {
                return Ok(());
            };
            let pace = self.pace(is_root, pass);
            let climb = relaxed.climb(multipliers, pace, self.run);
            bound = bound.max(climb.best.value);
            if bound >= self.cutoff() {
                self.aside = self.aside.min(bound);
                return Ok(());
            }
            let found = self.propose(&region, &climb, is_root);
            let before = region.clone();
            let alive = self.decide(&mut region, &climb) && region.settle(self.model);
            if !alive {
                return Ok(());
            }
            if let Some(open) = region.open() {
                return self.finish(&region, &open, bound);
            }
            // At the root, climb again with what is known now.
            let again = is_root && pass < 3 && (found || region != before);
            if !again {
                return self.part(region, bound, climb);
            }
            multipliers = climb.multipliers;
        }
        Ok(())
    }

    fn pace(&self, is_root: bool, pass: usize) -> Pace {
        let (rounds, stride) = match (is_root, pass) {
            (true, 0) => (400, 1.0),
            (true, _) => (300, 0.3),
            (false, _) => (30, 0.15),
        };
        Pace { rounds, stride, target: self.beat().min(self.ceiling), cutoff: self.cutoff() }
    }

    /// Decides the sites of which one state cannot beat the best layout. Returns false if for some site neither state
    /// can. With a gap the state given up may hold a better layout, so its bound counts.
    fn decide(&mut self, region: &mut Region, climb: &Climb) -> bool {
        let cutoff = self.cutoff();
        for (fate, forced) in region.fates.iter_mut().zip(&climb.forced) {
            if *fate == Fate::Free {
                let given_up = forced.iter().copied().filter(|&bound| bound >= cutoff);
                self.aside = given_up.fold(self.aside, f64::min);
                *fate = match forced.map(|bound| bound >= cutoff) {
                    [true, true] => return false,
                    [true, false] => Fate::Open,
                    [false, true] => Fate::Closed,
                    [false, false] => Fate::Free,
                };
            }
        }
        true
    }

    /// Tries open sets rounded from the mean of y and from the y of the best multipliers. Returns whether one is a
    /// better layout.
    fn propose(&mut self, region: &Region, climb: &Climb, is_root: bool) -> bool {
        let mut found = false;
        for share in [&climb.mean, &climb.best.share] {
            let Some(open) = rounded(self.model, region, share) else {
                continue;
            };
            let layout = attempt(self.model, &open, self.beat()).layout;
            let value = layout.as_ref().map(|layout| layout.value);
            if self.offer(layout) {
                found = true;
            }
            if (is_root || found) && value.is_some_and(|value| value <= self.beat()) {
                let tries = if is_root { 300 } else { 60 };
                if let Some(best) = self.best.clone() {
                    let better = improve(self.model, region, best, tries, self.run);
                    self.offer(Some(better));
                }
            }
        }
        found
    }

    /// Finds the exact assignment of a region whose sites are all decided.
    fn finish(&mut self, region: &Region, open: &[bool], bound: f64) -> Result<(), SolveError> {
        self.effort.programs += 1;
        if !is_possible(self.model, open) {
            return Ok(());
        }
        let tried = attempt(self.model, open, self.beat());
        self.offer(tried.layout);
        let bound = bound.max(tried.bound);
        if !self.model.single || bound >= self.cutoff() {
            self.aside = self.aside.min(bound);
            return Ok(());
        }
        self.hand_over(region, bound, tried.multipliers)
    }

    /// Gives a region of whole customers to a general solver.
    fn hand_over(
        &mut self,
        region: &Region,
        bound: f64,
        multipliers: Vec<f64>,
    ) -> Result<(), SolveError> {
        let Some(mut relaxed) = Bound::new(self.model, region) else {
            return Ok(());
        };
        let climb = relaxed.climb(multipliers, self.pace(false, 0), self.run);
        let bound = bound.max(climb.best.value);
        let cutoff = self.cutoff();
        if bound < cutoff {
            let kept = reduced::pairs(self.model, region, &climb, cutoff);
            self.effort.programs += 1;
            let verdict = reduced::solve(self.model, region, &kept, cutoff, self.run)?;
            self.offer(verdict.layout);
            self.aside = self.aside.min(bound.max(verdict.bound.min(cutoff)));
        } else {
            self.aside = self.aside.min(bound);
        }
        Ok(())
    }

    /// Splits a region in two.
    fn part(&mut self, region: Region, bound: f64, climb: Climb) -> Result<(), SolveError> {
        if self.run.is_over() {
            self.aside = self.aside.min(bound);
            return Ok(());
        }
        if self.model.single {
            let cutoff = self.cutoff();
            let kept = reduced::pairs(self.model, &region, &climb, cutoff);
            if kept.iter().map(Vec::len).sum::<usize>() <= FEW_PAIRS {
                return self.hand_over(&region, bound, climb.multipliers);
            }
        }
        let counted = |site: usize| f64::from(u8::from(self.model.sites[site].counted));
        let sites = climb.mean.iter().enumerate();
        let count: f64 = sites.map(|(site, y)| counted(site) * y).sum();
        let multipliers = Rc::new(climb.multipliers);
        let below = count.floor();
        if (0.1..=0.9).contains(&(count - below)) && region.least < region.most {
            let below = below as usize;
            if region.least <= below && below < region.most {
                let fewer = Region { most: below, ..region.clone() };
                let more = Region { least: below + 1, ..region };
                self.push(bound, fewer, multipliers.clone());
                self.push(bound, more, multipliers);
                return Ok(());
            }
        }
        let undecided = |y: f64| y.min(1.0 - y);
        let free = (0..region.fates.len()).filter(|&site| region.fates[site] == Fate::Free);
        let chosen = free.max_by(|&a, &b| {
            let by_share = undecided(climb.mean[a]).total_cmp(&undecided(climb.mean[b]));
            by_share.then(b.cmp(&a))
        });
        let Some(chosen) = chosen else {
            return Ok(());
        };
        for (at, fate) in [Fate::Closed, Fate::Open].into_iter().enumerate() {
            let mut part = region.clone();
            part.fates[chosen] = fate;
            let bound = bound.max(climb.forced[chosen][at]);
            self.push(bound, part, multipliers.clone());
        }
        Ok(())
    }
}

/// The sites with the greatest shares, as many as are open in the mean and more until all have room.
fn rounded(model: &Model, region: &Region, share: &[f64]) -> Option<Vec<bool>> {
    let mut open: Vec<bool> = region.fates.iter().map(|&fate| fate == Fate::Open).collect();
    let mut order: Vec<usize> =
        (0..open.len()).filter(|&site| region.fates[site] == Fate::Free).collect();
    order.sort_by(|&a, &b| share[b].total_cmp(&share[a]).then(a.cmp(&b)));
    let count = order.iter().map(|&site| share[site]).sum::<f64>().round() as usize;
    let mut fits = None;
    for (rank, &site) in order.iter().enumerate() {
        if rank >= count && is_possible(model, &open) {
            break;
        }
        open[site] = true;
        if is_possible(model, &open) {
            fits = Some(open.clone());
        } else if model.leave.is_some() && !model.allows(&open) {
            open[site] = false;
        }
    }
    if is_possible(model, &open) { Some(open) } else { fits }
}
