//! Is there a given number of sites of which no two conflict? An independent-set problem, reduced, then decided.
//!
//! - a site that conflicts with a fixed one is dropped;
//! - of two sites in conflict, u and v, v is dropped if all other sites that conflict with u conflict with v: u can
//!   always replace v;
//! - a site without a conflict is taken.
//!
//! (1) minimise s over x ∈ {0, 1}, integer s ≥ 0, Σ_{v ∈ C} x\[v\] ≤ 1 for cliques C that contain every conflict, and Σ
//! x + s ≥ wanted. The answer is yes if s is 0, no if its bound is above 0.

use crate::solve::backend::{self, SolveLimits};
use crate::solve::clock::Clock;
use crate::solve::error::SolveError;
use crate::solve::locate::solution::Run;
use crate::solve::milp::{Col, Expr, Label, Milp};

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Verdict {
    /// These sites do not conflict.
    Yes(Vec<u32>),
    /// It is proved that there are not so many.
    No,
    /// Undecided.
    Unknown,
}

/// Sites that are left after reductions, and their conflicts.
pub(super) struct Conflicts {
    /// Sites left.
    sites: Vec<u32>,
    /// For each site left the sites in conflict with it, as indices into `sites`.
    with: Vec<Bits>,
    /// Sites taken.
    taken: Vec<u32>,
    /// How many more are wanted.
    wanted: usize,
}

/// A bound may exceed 0 by this much through rounding.
const TOLERANCE: f64 = 1e-5;

impl Conflicts {
    /// The problem for `free` sites of which `wanted` are to be at least `distance` from each other and from fixed
    /// ones. `far`: the distance between two sites, or from a site to its nearest fixed one. `None` if the time is
    /// over.
    pub(super) fn new(
        free: &[u32],
        wanted: usize,
        distance: f64,
        far: impl Fn(u32, Option<u32>) -> f64,
        run: &Run<'_>,
    ) -> Option<Self> {
        let allowed = free.iter().copied().filter(|&j| far(j, None) >= distance);
        let sites: Vec<u32> = allowed.collect();
        let mut with = vec![Bits::new(sites.len()); sites.len()];
        for a in 0..sites.len() {
            if run.is_over() {
                return None;
            }
            for b in 0..a {
                if far(sites[a], Some(sites[b])) < distance {
                    with[a].insert(b);
                    with[b].insert(a);
                }
            }
        }
        let mut conflicts = Self { sites, with, taken: Vec::new(), wanted };
        conflicts.reduce(run).then_some(conflicts)
    }

    /// Whether it is still undecided after the reductions.
    pub(super) fn is_open(&self) -> bool {
        self.wanted > 0 && self.sites.len() > self.wanted
    }

    /// Applies the reductions. Returns false if the time was over before they were complete.
    fn reduce(&mut self, run: &Run<'_>) -> bool {
        let mut alive = Bits::new(self.sites.len());
        (0..self.sites.len()).for_each(|v| alive.insert(v));
        let mut changed = true;
        while changed && self.wanted > 0 {
            changed = false;
            for u in 0..self.sites.len() {
                if !alive.contains(u) {
                    continue;
                }
                if run.is_over() {
                    return false;
                }
                let near: Vec<usize> = self.with[u].iter_in(&alive).collect();
                let mut dropped = near.is_empty();
                for v in near {
                    if self.with[u].within_except(&self.with[v], &alive, v) {
                        alive.remove(v);
                        dropped = true;
                    }
                }
                // A site that has lost its last conflict is taken.
                if dropped && self.with[u].iter_in(&alive).next().is_none() {
                    alive.remove(u);
                    self.taken.push(self.sites[u]);
                    self.wanted -= 1;
                    if self.wanted == 0 {
                        break;
                    }
                }
                changed |= dropped;
            }
        }
        let left: Vec<usize> = alive.iter_in(&alive).collect();
        let place = |v: usize| left.binary_search(&v);
        let with = left.iter().map(|&v| {
            let mut bits = Bits::new(left.len());
            let others = self.with[v].iter_in(&alive);
            others.filter_map(|w| place(w).ok()).for_each(|w| bits.insert(w));
            bits
        });
        self.with = with.collect();
        self.sites = left.iter().map(|&v| self.sites[v]).collect();
        true
    }

    /// Decides within the time.
    pub(super) fn decide(&self, clock: Clock<'_>) -> Result<Verdict, SolveError> {
        if self.wanted == 0 {
            return Ok(Verdict::Yes(self.taken.clone()));
        }
        if self.sites.len() < self.wanted {
            return Ok(Verdict::No);
        }
        let start = self.greedy();
        if start.len() >= self.wanted {
            return Ok(Verdict::Yes(self.with_taken(&start[..self.wanted])));
        }
        let Some(cliques) = self.cliques(&clock) else {
            return Ok(Verdict::Unknown);
        };
        let mut milp = Milp::default();
        let columns: Vec<Col> =
            (0..self.sites.len()).map(|v| milp.binary(Label("open", v, 0))).collect();
        for (k, clique) in cliques.iter().enumerate() {
            let mut sum = Expr::default();
            clique.iter().for_each(|&v| sum.add(columns[v], 1.0));
            milp.at_most(sum, 1.0, Label("clique", k, 0));
        }
        let mut total = Expr::default();
        columns.iter().for_each(|&col| total.add(col, 1.0));
        let mut objective = Expr::default();
        let mut point = vec![0.0; columns.len()];
        start.iter().for_each(|&v| point[v] = 1.0);
        for k in start.len()..self.wanted {
            let short = milp.binary(Label("short", k, 0));
            total.add(short, 1.0);
            objective.add(short, 1.0);
            point.push(1.0);
        }
        milp.at_least(total, self.wanted as f64, Label("wanted", 0, 0));
        let answer =
            backend::minimise(&milp, &objective, Some(&point), SolveLimits::exact(clock)?)?;
        if let (Some(point), Some(value)) = (&answer.point, answer.value)
            && value < 0.5
        {
            let open: Vec<usize> = (0..columns.len()).filter(|&v| point[v] > 0.5).collect();
            return Ok(Verdict::Yes(self.with_taken(&open[..self.wanted])));
        }
        Ok(if answer.bound.is_some_and(|bound| bound > TOLERANCE) {
            Verdict::No
        } else {
            Verdict::Unknown
        })
    }

    fn with_taken(&self, places: &[usize]) -> Vec<u32> {
        let mut sites = self.taken.clone();
        sites.extend(places.iter().map(|&v| self.sites[v]));
        sites
    }

    /// Sites without conflicts, chosen greedily by the fewest conflicts left.
    fn greedy(&self) -> Vec<usize> {
        let all = self.sites.len();
        let mut alive = Bits::new(all);
        (0..all).for_each(|v| alive.insert(v));
        let mut degree: Vec<usize> =
            (0..all).map(|v| self.with[v].iter_in(&alive).count()).collect();
        let mut chosen = Vec::new();
        while let Some(best) = alive.iter_in(&alive).min_by_key(|&v| degree[v]) {
            chosen.push(best);
            alive.remove(best);
            let gone: Vec<usize> = self.with[best].iter_in(&alive).collect();
            for &v in &gone {
                alive.remove(v);
            }
            for v in gone {
                for w in self.with[v].iter_in(&alive) {
                    degree[w] -= 1;
                }
            }
        }
        chosen
    }

    /// Cliques that together contain every conflict, each grown greedily. `None` if the time is over.
    fn cliques(&self, clock: &Clock<'_>) -> Option<Vec<Vec<usize>>> {
        let all = self.sites.len();
        let mut everyone = Bits::new(all);
        (0..all).for_each(|v| everyone.insert(v));
        let mut open = self.with.clone();
        let mut cliques = Vec::new();
        for u in 0..all {
            while let Some(v) = open[u].first_in(&everyone) {
                if clock.is_over() {
                    return None;
                }
                let mut clique = vec![u, v];
                let mut common = self.with[u].and(&self.with[v]);
                // Conflicts that no clique contains yet come first.
                let next = |common: &Bits, open: &[Bits]| {
                    common.first_in(&open[u]).or_else(|| common.first_in(&everyone))
                };
                while let Some(w) = next(&common, &open) {
                    clique.push(w);
                    common = common.and(&self.with[w]);
                }
                for &a in &clique {
                    for &b in &clique {
                        open[a].remove(b);
                    }
                }
                cliques.push(clique);
            }
        }
        Some(cliques)
    }
}

/// A set of small numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Bits(Vec<u64>);

impl Bits {
    fn new(end: usize) -> Self {
        Self(vec![0; end.div_ceil(64)])
    }

    fn insert(&mut self, k: usize) {
        self.0[k / 64] |= 1 << (k % 64);
    }

    fn remove(&mut self, k: usize) {
        self.0[k / 64] &= !(1 << (k % 64));
    }

    fn contains(&self, k: usize) -> bool {
        self.0[k / 64] >> (k % 64) & 1 == 1
    }

    fn and(&self, other: &Bits) -> Bits {
        Bits(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect())
    }

    /// Members that `other` has too, ascending.
    fn iter_in<'a>(&'a self, other: &'a Bits) -> impl Iterator<Item = usize> + 'a {
        let words = self.0.iter().zip(&other.0).enumerate();
        words.flat_map(|(k, (a, b))| {
            let mut word = a & b;
            std::iter::from_fn(move || {
                let bit = (word != 0).then(|| word.trailing_zeros() as usize)?;
                word &= word - 1;
                Some(64 * k + bit)
            })
        })
    }

    fn first_in(&self, other: &Bits) -> Option<usize> {
        self.iter_in(other).next()
    }

    /// Whether all members in `alive` but `except` are in `other`.
    fn within_except(&self, other: &Bits, alive: &Bits, except: usize) -> bool {
        self.0.iter().enumerate().all(|(k, word)| {
            let mut rest = word & alive.0[k] & !other.0[k];
            if except / 64 == k {
                rest &= !(1 << (except % 64));
            }
            rest == 0
        })
    }
}
