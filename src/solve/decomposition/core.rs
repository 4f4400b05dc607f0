//! The model over chosen patterns, for the solver:
//!
//! ```text
//! min Σ f_p·x_p + c·m    Σ u_p·x_p + A·m ≤ b (equalities as they are),   Σ_{p of k} x_p = 1,   x ∈ {0, 1},   l ≤ m ≤ h
//! ```
//!
//! A part with one candidate is a constant. Wide components have the points known of them as candidates, or their own columns and
//! rows. A plan with a pattern that is left out costs at least L(y) + δ, δ the least reduced cost of those; so min(bound of this
//! model, L(y) + δ) is a bound of the whole one.

use super::plan::PatternPlan;
use super::store::Store;
use crate::solve::backend::{SolveLimits, minimise};
use crate::solve::error::SolveError;
use crate::solve::milp::{Col, Expr, Label, Milp};
use crate::units::Share;

/// The patterns that a part may have.
pub(super) type Candidates = Vec<(u64, Vec<f64>)>;

/// What the solver is given.
#[derive(Debug)]
pub(super) struct Core {
    /// By part.
    pub(super) candidates: Vec<Candidates>,
    /// Whether wide components have their own columns and rows.
    pub(super) wide_in_full: bool,
}

/// How hard the solver tries.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effort {
    /// One of the aim's unit in the objective.
    pub(super) unit: f64,
    /// A sufficient gap, in units.
    pub(super) gap: f64,
    /// A sufficient value of the aim.
    pub(super) target: Option<f64>,
    pub(super) nodes: Option<usize>,
}

/// The answer of a core.
#[derive(Debug)]
pub(super) struct CoreAnswer {
    pub(super) plan: Option<PatternPlan>,
    /// A bound of the core, with the aim's constant.
    pub(super) bound: Option<f64>,
}

struct Stated {
    milp: Milp,
    objective: Expr,
    /// Uses by row, then the aim, that do not depend on columns.
    constant: Vec<f64>,
    patterns: Vec<(usize, Vec<Col>)>,
    known: Vec<Vec<Col>>,
    wide: Vec<usize>,
    free: Vec<Col>,
}

impl Core {
    /// Solves it, from `start` where it is there.
    pub(super) fn solve(
        &self,
        store: &Store,
        start: Option<&PatternPlan>,
        effort: Effort,
        limits: SolveLimits<'_>,
    ) -> Result<CoreAnswer, SolveError> {
        let stated = self.state(store, effort.unit);
        let constant = store.coupling.constant + stated.constant[store.coupling.count()];
        let start = start.and_then(|plan| self.start(store, &stated, plan));
        let limits = SolveLimits {
            gap: Share::default(),
            absolute_gap: effort.gap,
            nodes: effort.nodes,
            target: effort.target.map(|target| (target - constant) / effort.unit),
            ..limits
        };
        let answer = minimise(&stated.milp, &stated.objective, start.as_deref(), limits)?;
        let bound = answer.bound.map(|bound| bound * effort.unit + constant);
        let plan = answer.point.and_then(|point| self.read(store, &stated, &point));
        Ok(CoreAnswer { plan, bound })
    }

    fn state(&self, store: &Store, unit: f64) -> Stated {
        let size = store.size();
        let mut stated = Stated {
            milp: Milp::default(),
            objective: Expr::default(),
            constant: vec![0.0; size],
            patterns: Vec::new(),
            known: Vec::new(),
            wide: Vec::new(),
            free: Vec::new(),
        };
        let mut uses: Vec<Expr> = vec![Expr::default(); size];
        for (part, candidates) in self.candidates.iter().enumerate() {
            if let [(_, vector)] = &candidates[..] {
                for (total, own) in stated.constant.iter_mut().zip(vector) {
                    *total += own;
                }
                continue;
            }
            let cols =
                one_of(&mut stated.milp, part, candidates.iter().map(|own| &own.1), &mut uses);
            stated.patterns.push((part, cols));
        }
        for (number, own) in store.wide.iter().enumerate() {
            if !self.wide_in_full {
                let vectors = own.known.iter().map(|known| &known.vector);
                let cols = one_of(&mut stated.milp, store.parts.len() + number, vectors, &mut uses);
                stated.known.push(cols);
                continue;
            }
            let first = stated.milp.columns().len();
            stated.wide.push(first);
            for (at, data) in own.milp.columns().iter().enumerate() {
                stated.milp.add_column(data.lower, data.upper, data.integer, data.label);
                for &(r, a) in &store.coupling.uses[own.part.columns[at]] {
                    uses[r].add(Col::at(first + at), a);
                }
            }
            for row in own.milp.rows() {
                let moved = |&(own, a): &(Col, f64)| (Col::at(first + own.position()), a);
                let terms = row.terms.iter().map(moved).collect();
                stated.milp.add_row(Expr { constant: 0.0, terms }, row.lower, row.upper);
            }
        }
        for own in &store.free {
            let label = Label("free", own.column, 0);
            let free = stated.milp.add_column(own.lower, own.upper, false, label);
            stated.free.push(free);
            for &(r, a) in &own.uses {
                uses[r].add(free, a);
            }
        }
        let aim = uses.pop().unwrap_or_default();
        stated.objective = aim.times(1.0 / unit).tidy();
        for (r, expr) in uses.into_iter().enumerate() {
            let own = &store.coupling.rows[r];
            let greatest = expr.terms.iter().map(|(_, a)| a.abs()).fold(0.0, f64::max);
            // Tolerances are absolute: rows of small numbers are made larger.
            let scale = if greatest > 0.0 && greatest < 1.0 { 1.0 / greatest } else { 1.0 };
            let most = (own.most - stated.constant[r]) * scale;
            let least = if own.was_equal { most } else { f64::NEG_INFINITY };
            stated.milp.add_row(expr.times(scale), least, most);
        }
        stated
    }

    fn start(&self, store: &Store, stated: &Stated, plan: &PatternPlan) -> Option<Vec<f64>> {
        let mut point = vec![0.0; stated.milp.columns().len()];
        for (part, cols) in &stated.patterns {
            let at = self.candidates[*part].iter().position(|own| own.0 == plan.masks[*part])?;
            point[cols[at].position()] = 1.0;
        }
        for (number, cols) in stated.known.iter().enumerate() {
            let known = &store.wide[number].known;
            let at = known.iter().position(|own| own.vector == plan.wide[number].vector)?;
            point[cols[at].position()] = 1.0;
        }
        for (&first, known) in stated.wide.iter().zip(&plan.wide) {
            point[first..first + known.point.len()].copy_from_slice(&known.point);
        }
        for (free, &value) in stated.free.iter().zip(&plan.free) {
            point[free.position()] = value;
        }
        Some(point)
    }

    /// The plan of the solver's point.
    fn read(&self, store: &Store, stated: &Stated, point: &[f64]) -> Option<PatternPlan> {
        let size = store.size();
        let chosen = |cols: &[Col]| cols.iter().position(|own| point[own.position()] > 0.5);
        let mut of_part: Vec<usize> = vec![0; self.candidates.len()];
        for (part, cols) in &stated.patterns {
            of_part[*part] = chosen(cols)?;
        }
        let mut plan = PatternPlan {
            masks: Vec::with_capacity(of_part.len()),
            vectors: Vec::with_capacity(of_part.len() * size),
            wide: Vec::new(),
            free: stated.free.iter().map(|own| point[own.position()]).collect(),
            value: 0.0,
        };
        for (candidates, &at) in self.candidates.iter().zip(&of_part) {
            plan.masks.push(candidates[at].0);
            plan.vectors.extend_from_slice(&candidates[at].1);
        }
        for (number, own) in store.wide.iter().enumerate() {
            plan.wide.push(match stated.wide.get(number) {
                Some(&first) => {
                    let here = &point[first..first + own.part.columns.len()];
                    own.known_at(here, &store.coupling)
                }
                None => own.known[chosen(&stated.known[number])?].clone(),
            });
        }
        Some(plan)
    }
}

/// A binary for each vector, of which one is chosen.
fn one_of<'a>(
    milp: &mut Milp,
    part: usize,
    vectors: impl Iterator<Item = &'a Vec<f64>>,
    uses: &mut [Expr],
) -> Vec<Col> {
    let mut sum = Expr::default();
    let cols: Vec<Col> = vectors
        .enumerate()
        .map(|(number, vector)| {
            let own = milp.binary(Label("pattern", part, number));
            sum.add(own, 1.0);
            for (r, &amount) in vector.iter().enumerate().filter(|(_, amount)| **amount != 0.0) {
                uses[r].add(own, amount);
            }
            own
        })
        .collect();
    milp.equal(sum, 1.0, Label("one_pattern", part, 0));
    cols
}
