//! A stage, part by part: the bound first, then plans over more and more patterns until value and bound meet.

use super::bundle::{Multipliers, greatest};
use super::core::{Candidates, Core, Effort};
use super::dual::Reduced;
use super::plan::{PatternPlan, is_feasible};
use super::store::{Store, hindrance};
use crate::solve::backend::{Answer, SolveLimits};
use crate::solve::certificate::certified;
use crate::solve::certified::Certificate;
use crate::solve::error::SolveError;
use crate::solve::milp::{Expr, Milp};
use crate::solve::outcome::{Parts, Termination};
use crate::solve::why_whole::WhyWhole;
use crate::travel::on_threads;

/// Patterns beside the best of each part in the cores that are tried first, and nodes that the solver may search.
const CORES: [(usize, usize); 3] = [(600, 400), (2500, 400), (8000, 200)];
/// With so few patterns in it the core that decides is solved at once.
const FEW: usize = 30_000;
/// Nodes that the solver may search in the core that decides; the model as a whole is solved where they are not enough.
const NODES: usize = 1_000;
/// The core that decides proves all but a thousandth of the gap allowed, which is for rounding: whatever it proved beyond what was asked
/// for would be the solver's word.
const WITHIN: f64 = 0.999;

/// The answer, or what is known of a model that is to be solved as a whole.
pub(in crate::solve) type Parted = Result<Answer, Handed>;

/// What the parts give to who solves the whole.
#[derive(Debug, Default)]
pub(in crate::solve) struct Handed {
    /// The best plan found, where there is one.
    pub(in crate::solve) point: Option<Vec<f64>>,
    pub(in crate::solve) certificate: Option<Certificate>,
    /// Why the parts are no help; none where nothing would be.
    pub(in crate::solve) why: Option<WhyWhole>,
}

impl From<Option<WhyWhole>> for Handed {
    fn from(why: Option<WhyWhole>) -> Self {
        Self { why, ..Self::default() }
    }
}

/// How a model is taken apart.
#[derive(Debug, Clone, Copy)]
pub(in crate::solve) struct Taking {
    pub(in crate::solve) parts: Parts,
    pub(in crate::solve) threads: usize,
}

/// Minimises `objective` over `milp` part by part, unless the model does not fall apart, or its parts are no help.
pub(in crate::solve) fn minimise(
    milp: &Milp,
    objective: &Expr,
    start: Option<&[f64]>,
    limits: SolveLimits<'_>,
    taking: Taking,
) -> Result<Parted, SolveError> {
    if milp.contradiction().is_some() || limits.clock.is_over() {
        return Ok(Err(Handed::default()));
    }
    let is_forced = taking.parts == Parts::Always;
    // Most models do not fall apart, and need no threads to know it.
    if let Some(why) = hindrance(milp, is_forced) {
        return Ok(Err(Some(why).into()));
    }
    if !taking.parts.may_serve(limits.gap) {
        return Ok(Err(Some(WhyWhole::SmallGap).into()));
    }
    on_threads(taking.threads, || solved(milp, objective, start, limits, is_forced))
}

fn solved(
    milp: &Milp,
    objective: &Expr,
    start: Option<&[f64]>,
    limits: SolveLimits<'_>,
    forced: bool,
) -> Result<Parted, SolveError> {
    let mut store = match Store::new(milp, objective, forced, &limits.clock) {
        Ok(store) => store,
        Err(why) => return Ok(Err(why.into())),
    };
    // What is left for later stages is the whole model's, where nothing is found here.
    let limits = SolveLimits { clock: limits.clock.holding(true), ..limits };
    let exact = SolveLimits::exact(limits.clock)?;
    let start = start.and_then(|point| PatternPlan::of_point(&store, objective, point));
    let mut stage = Stage { milp, objective, limits, held: None, bound: f64::NEG_INFINITY };
    stage.offer(&store, start);
    if let Some(held) = &stage.held {
        for (own, known) in store.wide.iter_mut().zip(&held.wide) {
            own.learn(known.clone());
        }
    }
    let constant = store.coupling.constant;
    let guess = match &stage.held {
        Some(held) => held.value.abs(),
        None => {
            let none = vec![0.0; store.coupling.count()];
            let Some(first) = store.evaluate(&none, Some(exact))? else {
                return Ok(Err(Some(WhyWhole::NotClosed).into()));
            };
            first.bound.abs()
        }
    };
    let tolerance = f64::max(stage.allowed(guess) / 200.0, 1e-7 * guess);
    let enough = stage
        .held
        .as_ref()
        .map_or(f64::INFINITY, |held| held.value - constant - 0.5 * stage.allowed(held.value));
    let Some(dual) = greatest(&mut store, tolerance, enough, exact)? else {
        return Ok(Err(Some(WhyWhole::NotClosed).into()));
    };
    stage.bound = dual.bound + constant;
    stage.close(&store, &dual)?;
    let certificate = certified(milp, objective, store.coupling.multipliers(&dual.y));
    Ok(match stage.answer(&store) {
        Some(answer) => Ok(Answer { certificate, ..answer }),
        None => {
            let point = stage.held.as_ref().and_then(|held| held.point(&store));
            Err(Handed { point, certificate, why: Some(WhyWhole::NotClosed) })
        }
    })
}

/// A stage that is being solved.
struct Stage<'a> {
    milp: &'a Milp,
    objective: &'a Expr,
    limits: SolveLimits<'a>,
    /// The best plan so far.
    held: Option<PatternPlan>,
    bound: f64,
}

impl Stage<'_> {
    /// The gap that is asked for.
    fn allowed(&self, value: f64) -> f64 {
        let relative = f64::max(self.limits.gap.fraction(), 1e-9) * value.abs();
        relative.max(self.limits.absolute_gap).max(1e-6)
    }

    /// One of the solver's objective, so that neither it nor its gap is out of the range of tolerances.
    fn unit(&self, value: f64) -> f64 {
        self.allowed(value).max(1e-5 * value.abs())
    }

    /// Takes in a plan that is better than what is held and meets all rows.
    fn offer(&mut self, store: &Store, plan: Option<PatternPlan>) {
        let Some(mut plan) = plan else { return };
        let Some(point) = plan.point(store) else { return };
        plan.value = self.objective.value(&point);
        if !is_feasible(self.milp, &point) {
            return;
        }
        if self.held.as_ref().is_none_or(|held| plan.value < held.value) {
            self.held = Some(plan);
        }
    }

    /// Whether value and bound are as near as asked for.
    fn is_closed(&self) -> bool {
        let near = |held: &PatternPlan| held.value - self.bound <= self.allowed(held.value);
        self.held.as_ref().is_some_and(near)
    }

    /// Solves cores until value and bound meet, the clock says so, or the last of them finds nothing better.
    fn close(&mut self, store: &Store, dual: &Multipliers) -> Result<(), SolveError> {
        let reduced = store.reduced(&dual.y);
        let constant = store.coupling.constant;
        let in_all: usize = reduced.iter().map(Vec::len).sum();
        let sorted = |of: fn(&Reduced) -> f64| {
            let mut sorted: Vec<f64> = reduced.iter().flatten().map(of).collect();
            sorted.sort_by(f64::total_cmp);
            sorted
        };
        let (costs, shares) = (sorted(|own| own.cost), sorted(|own| own.share));
        for (size, nodes) in CORES {
            if self.is_closed() || self.limits.clock.is_over() || size + store.parts.len() >= in_all
            {
                break;
            }
            let is_first = size == CORES[0].0;
            if !is_first && self.decisive(store, dual, &costs) <= FEW {
                break;
            }
            let at = size / 2 + store.parts.len();
            let (cost, share) = (costs[at], shares[at]);
            let is_near = |own: Reduced| own.cost <= cost || own.share <= share;
            let goal = self.held.as_ref().map_or(self.bound.abs(), |held| held.value);
            let effort = Effort {
                unit: self.unit(goal),
                gap: 0.2 * self.allowed(goal) / self.unit(goal),
                target: Some(self.bound + 0.5 * self.allowed(goal)),
                nodes: Some(nodes),
            };
            let core = self.core(store, &reduced, is_near, !is_first);
            let answer = core.solve(store, self.held.as_ref(), effort, self.limits)?;
            self.offer(store, answer.plan);
        }
        while !self.is_closed() && !self.limits.clock.is_over() {
            let most = self.beyond(store, dual);
            let had = self.held.as_ref().map(|held| held.value);
            let goal = had.unwrap_or(self.bound);
            let effort = Effort {
                unit: self.unit(goal),
                gap: WITHIN * self.allowed(goal) / self.unit(goal),
                target: None,
                nodes: Some(NODES),
            };
            let core = self.core(store, &reduced, |own| own.cost <= most, true);
            let answer = core.solve(store, self.held.as_ref(), effort, self.limits)?;
            self.offer(store, answer.plan);
            let left_out = dual.bound + constant + most;
            let bound = answer.bound.unwrap_or(f64::NEG_INFINITY).min(left_out);
            self.bound = self.bound.max(bound);
            if had == self.held.as_ref().map(|held| held.value) {
                break;
            }
        }
        Ok(())
    }

    /// The reduced cost beyond which a pattern is in no plan that is better than what the gap allows.
    fn beyond(&self, store: &Store, dual: &Multipliers) -> f64 {
        self.held.as_ref().map_or(f64::INFINITY, |held| {
            held.value - store.coupling.constant - WITHIN * self.allowed(held.value) - dual.bound
        })
    }

    /// How many patterns the core that decides has beside the best of each part.
    fn decisive(&self, store: &Store, dual: &Multipliers, sorted: &[f64]) -> usize {
        let beyond = self.beyond(store, dual);
        sorted.partition_point(|&cost| cost <= beyond).saturating_sub(store.parts.len())
    }

    /// The core of the patterns whose reduced costs are at most this, and of the plan held.
    fn core(
        &self,
        store: &Store,
        reduced: &[Vec<Reduced>],
        is_near: impl Fn(Reduced) -> bool,
        wide_in_full: bool,
    ) -> Core {
        let size = store.size();
        let of_part = |part: usize| -> Candidates {
            let own = &store.patterns[part];
            let within = (0..own.count()).filter(|&number| {
                let own = reduced[part][number];
                own.cost <= 0.0 || is_near(own)
            });
            let mut candidates: Candidates = within
                .map(|number| (own.masks[number], own.vector(number, size).to_vec()))
                .collect();
            if let Some(held) = &self.held
                && candidates.iter().all(|own| own.0 != held.masks[part])
            {
                let vector = held.vectors[part * size..(part + 1) * size].to_vec();
                candidates.push((held.masks[part], vector));
            }
            candidates
        };
        Core { candidates: (0..store.parts.len()).map(of_part).collect(), wide_in_full }
    }

    /// The answer; none where nothing is known that the model as a whole would not tell better.
    fn answer(&self, store: &Store) -> Option<Answer> {
        let held = self.held.as_ref()?;
        let point = held.point(store)?;
        let is_best = held.value - self.bound <= f64::max(1e-6, 1e-9 * held.value.abs());
        // Of a core that was cut short only the clock tells whether that was for want of time.
        let clock = &self.limits.clock;
        let termination = match (self.is_closed(), clock.is_over(), clock.is_stopped()) {
            (true, ..) if is_best => Termination::Optimal,
            (true, ..) => Termination::GapReached,
            (false, true, true) => Termination::Stopped,
            (false, true, false) => Termination::TimeLimit,
            (false, false, _) => return None,
        };
        let bound = Some(self.bound.min(held.value)).filter(|own| own.is_finite());
        let parts = Some(store.parts.len() + store.wide.len());
        let answer = Answer::without_point(termination);
        Some(Answer { value: Some(held.value), bound, point: Some(point), parts, ..answer })
    }
}
