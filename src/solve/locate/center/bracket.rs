//! The interval that the optimum lies in, the best answer, and the sample of demand that bounds are proved on.

use super::super::solution::{Method, Run, Solution};
use super::classes::Classes;
use super::field::{CoverDistances, Field};
use crate::domain::location::{Sense, SiteRule};
use crate::solve::effort::Effort;
use crate::solve::gap::improvement;
use crate::travel::Chords;

/// The sample of an instance with at most this many points is never shrunk.
const FEW: usize = 20_000;

/// An interval that the optimum lies in.
pub(super) struct Bracket<'a> {
    pub(super) field: Field<'a>,
    pub(super) run: &'a Run<'a>,
    /// The demand points that a cover must reach.
    pub(super) sample: Vec<u32>,
    is_sampled: Vec<bool>,
    /// The size of the sample at the last proof; points added since then may be dropped.
    pub(super) proved: usize,
    pub(super) classes: Classes,
    /// The optimum is at least this.
    pub(super) lower: f64,
    /// The greatest distance of demand with `best`.
    pub(super) upper: f64,
    pub(super) best: Option<Vec<u32>>,
    /// Whether it is proved that no choice brings all demand within reach.
    impossible: bool,
    pub(super) effort: Effort,
}

impl<'a> Bracket<'a> {
    pub(super) fn new(field: Field<'a>, run: &'a Run<'a>) -> Self {
        Self {
            classes: Classes::new(&field, 0.0),
            is_sampled: vec![false; field.instance.points()],
            sample: Vec::new(),
            proved: 0,
            lower: 0.0,
            upper: f64::INFINITY,
            best: None,
            impossible: false,
            effort: Effort::default(),
            field,
            run,
        }
    }

    /// Finds the first answers: the one given, and sites opened one by one for the farthest demand (Gonzalez 1985). The
    /// demand points that were farthest start the sample.
    pub(super) fn begin(&mut self) {
        let mut chosen: Vec<u32> = Vec::new();
        let mut reached = self.field.reached(&chosen, f64::INFINITY);
        let mut row = Vec::new();
        for left in (0..=self.field.budget).rev() {
            self.take(&chosen, &reached);
            let Some(&(farthest, distance)) = reached.farthest.first() else {
                break;
            };
            if distance <= 0.0 || self.run.is_over() {
                break;
            }
            self.join(farthest);
            if left == 0 {
                break;
            }
            self.field.reach(farthest as usize, f64::MAX, &mut row);
            let nearest = row.iter().min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            let Some(&(site, _)) = nearest else {
                // No site, or only fixed sites, can serve this demand.
                self.lower = self.lower.max(distance);
                self.impossible = distance == f64::INFINITY;
                break;
            };
            if chosen.contains(&site) {
                // Its nearest site is open already.
                self.lower = self.lower.max(distance);
                break;
            }
            chosen.push(site);
            reached = self.field.reached(&chosen, self.upper);
        }
        self.proved = self.sample.len();
        if let Some(start) = self.run.start.clone() {
            let rules = self.field.instance.rules();
            let free: Vec<u32> = start
                .into_iter()
                .filter(|&j| rules.get(j as usize) == Some(&SiteRule::Free))
                .collect();
            if free.len() <= self.field.budget {
                let reached = self.field.reached(&free, self.upper);
                self.take(&free, &reached);
            }
        }
    }

    /// Raises the lower bound quickly where distances are dear: of more demand points than sites are open two share a site,
    /// and one of them is at least half as far from it as the chord between them is long, or a fixed site serves one.
    /// Points are taken farthest first. O(points · points taken), some nanoseconds each.
    pub(super) fn raise_by_chords(&mut self) {
        let chords = Chords::new(self.field.instance);
        // Of each point how far away it is whoever serves it, if it joins those taken.
        let mut worth: Vec<(usize, f64)> =
            self.field.demand().map(|i| (i, self.field.base(i))).collect();
        let mut least = f64::INFINITY;
        for left in (0..=self.field.budget).rev() {
            let farthest = worth.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1));
            let Some((taken, far)) = farthest else { return };
            least = least.min(far);
            if left == 0 && least.is_finite() {
                self.lower = self.lower.max(least);
            }
            if left == 0 || self.run.is_over() {
                return;
            }
            for (other, worth) in &mut worth {
                let Some(ways) = chords.shared(taken, *other) else { return };
                *worth = worth.min(ways / 2.0);
            }
        }
    }

    /// Raises the lower bound: of more demand points than sites are open two share a site, or a fixed one serves one. The
    /// farthest points from those before are taken; in a metric that is half of their least distance or more (Gonzalez
    /// 1985). O(sites · points taken).
    pub(super) fn raise_by_sharing(&mut self) {
        let most = self.field.budget + 1;
        let Some(sample) = self.sample.get(..most) else {
            return;
        };
        // Of each site the distances to the nearest and second nearest of them.
        let mut nearest = vec![(f64::INFINITY, f64::INFINITY); self.field.instance.sites()];
        let mut least = f64::INFINITY;
        let mut row = Vec::new();
        for &demand in sample {
            if self.run.is_over() {
                return;
            }
            least = least.min(self.field.base(demand as usize));
            self.field.reach(demand as usize, f64::MAX, &mut row);
            for &(site, distance) in &row {
                let (first, second) = &mut nearest[site as usize];
                *second = distance.max(*first).min(*second);
                *first = distance.min(*first);
            }
        }
        least = nearest.iter().map(|&(_, second)| second).fold(least, f64::min);
        if least.is_finite() {
            self.lower = self.lower.max(least.min(self.upper));
        }
    }

    /// Keeps an answer that is better than the best.
    pub(super) fn take(&mut self, chosen: &[u32], reached: &CoverDistances) {
        if reached.worst < self.upper {
            self.upper = reached.worst;
            self.best = Some(chosen.to_vec());
        }
    }

    pub(super) fn join(&mut self, demand: u32) -> bool {
        let is_new = !std::mem::replace(&mut self.is_sampled[demand as usize], true);
        if is_new {
            self.sample.push(demand);
        }
        is_new
    }

    /// Drops the points that joined the sample since the last proof if they are many: large radii need points that
    /// small ones do not.
    pub(super) fn shrink(&mut self) {
        let is_large = self.field.instance.points() > FEW;
        if is_large && self.sample.len() > self.proved + self.proved / 4 {
            for demand in self.sample.drain(self.proved..) {
                self.is_sampled[demand as usize] = false;
            }
            self.classes = Classes::new(&self.field, f64::NAN);
        }
    }

    pub(super) fn is_done(&self) -> bool {
        let gap = improvement(Sense::Minimise, self.upper, self.lower);
        self.impossible || self.upper <= self.lower || gap <= self.run.gap.fraction()
    }

    /// Raises the lower bound, as the sample cannot be covered within `radius`: the optimum is at least the next
    /// distance of the sample.
    pub(super) fn raise(&mut self, radius: f64) {
        let mut next = self.upper;
        let mut row = Vec::new();
        for &i in &self.sample {
            let base = self.field.base(i as usize);
            if base > radius {
                next = next.min(base);
                self.field.reach(i as usize, next.min(f64::MAX), &mut row);
                let beyond = row.iter().map(|&(_, distance)| distance);
                next = beyond.filter(|&d| d > radius).fold(next, f64::min);
            }
        }
        if next == f64::INFINITY {
            self.impossible = true;
        }
        self.lower = self.lower.max(next);
    }

    pub(super) fn found(self) -> Solution {
        let open = self.best.map(|chosen| {
            let mut open = self.field.fixed.clone();
            open.extend(chosen);
            open.sort_unstable();
            open
        });
        let is_asked = self.field.demand().next().is_some();
        Solution {
            listed: None,
            open,
            served: None,
            bound: (!self.impossible).then_some(self.lower),
            infeasible: self.impossible,
            method: if is_asked && self.effort.programs > 0 {
                Method::Covering
            } else {
                Method::Reductions
            },
            effort: self.effort,
        }
    }
}
