//! The only file that names a solver.
//!
//! The model is stated once through good_lp. For HiGHS the bound and the gap lie below good_lp, so the answer is
//! read from the HiGHS model itself. HiGHS is always given one thread: its answer is then the same on every
//! machine, and models can be solved side by side. A model is built, solved and dropped on one thread.

#![cfg_attr(
    not(any(feature = "highs", feature = "microlp")),
    expect(unused_variables, reason = "without a solver built in nobody reads limits")
)]

pub(super) use super::answer::Answer;
use super::clock::Clock;
use super::error::SolveError;
use super::milp::{Expr, Milp};
use super::outcome::{Backend, Limits, Termination};
use super::progress::Progress;
use crate::domain::phrase;
use crate::units::Share;

/// Limits of one solve.
#[derive(Debug, Clone, Copy)]
pub(super) struct SolveLimits<'a> {
    pub(super) backend: Backend,
    pub(super) gap: Share,
    /// A sufficient gap in the unit of the objective.
    #[cfg_attr(not(feature = "highs"), allow(dead_code, reason = "microlp takes no absolute gap"))]
    pub(super) absolute_gap: f64,
    /// The most nodes of a search; none for no limit.
    #[cfg_attr(not(feature = "highs"), allow(dead_code, reason = "microlp counts none"))]
    pub(super) nodes: Option<usize>,
    /// A value of the objective that is good enough, if any.
    #[cfg_attr(not(feature = "highs"), allow(dead_code, reason = "microlp takes none"))]
    pub(super) target: Option<f64>,
    pub(super) clock: Clock<'a>,
}

impl<'a> SolveLimits<'a> {
    /// As far as the caller wants, from now on.
    pub(super) fn new(limits: &Limits, progress: &'a dyn Progress) -> Self {
        Self {
            backend: limits.backend,
            gap: limits.gap,
            absolute_gap: 0.0,
            nodes: None,
            target: None,
            clock: Clock::new(limits.time, progress),
        }
    }

    /// To the optimum, until the clock is over.
    #[cfg(feature = "highs")]
    pub(super) fn exact(clock: Clock<'a>) -> Result<Self, SolveError> {
        let backend = Backend::built_in_default().ok_or(SolveError::NotBuiltIn {
            solver: Backend::Highs.word(),
            hint: phrase(
                "build with the feature `highs` or `microlp`",
                "请以特性 `highs` 或 `microlp` 编译",
            ),
        })?;
        let gap = Share::new(0.0).expect("0 is a share");
        Ok(Self { backend, gap, absolute_gap: 0.0, nodes: None, target: None, clock })
    }
}

impl Backend {
    /// The solvers that this program contains, the preferred one first.
    pub fn built_in() -> impl Iterator<Item = Backend> {
        let all = [Backend::Highs, Backend::Microlp].into_iter();
        all.filter(|backend| backend.is_built_in())
    }

    /// The solver to use when none is asked for: HiGHS where it is built in, else microlp, else none.
    pub fn built_in_default() -> Option<Backend> {
        Self::built_in().next()
    }

    /// The solver's own version, where it tells it and this program contains it.
    pub fn version(self) -> Option<String> {
        #[cfg(feature = "highs")]
        if self == Backend::Highs {
            return Some(super::simplex::version());
        }
        None
    }

    /// Whether this program contains the solver.
    pub fn is_built_in(self) -> bool {
        match self {
            Backend::Highs => cfg!(feature = "highs"),
            Backend::Microlp => cfg!(feature = "microlp"),
        }
    }
}

/// Minimises `objective` over `milp`, from the feasible point `start` where there is one.
pub(super) fn minimise(
    milp: &Milp,
    objective: &Expr,
    start: Option<&[f64]>,
    limits: SolveLimits<'_>,
) -> Result<Answer, SolveError> {
    if limits.clock.is_stopped() {
        return Ok(Answer::without_point(Termination::Stopped));
    }
    if milp.contradiction().is_some() {
        return Ok(Answer::without_point(Termination::Infeasible));
    }
    if milp.columns().is_empty() {
        let value = objective.constant;
        return Ok(Answer {
            point: Some(Vec::new()),
            value: Some(value),
            bound: Some(value),
            ..Answer::without_point(Termination::Optimal)
        });
    }
    match limits.backend {
        #[cfg(feature = "highs")]
        Backend::Highs => with_highs::minimise(milp, objective, start, limits),
        #[cfg(feature = "microlp")]
        Backend::Microlp => with_microlp::minimise(milp, objective, start, limits),
        #[cfg(not(all(feature = "highs", feature = "microlp")))]
        missing => Err(SolveError::NotBuiltIn {
            solver: missing.word(),
            hint: match missing {
                Backend::Highs => phrase(
                    "build with the feature `highs` (needs cmake and libclang)",
                    "请以特性 `highs` 编译（需要 cmake 和 libclang）",
                ),
                Backend::Microlp => {
                    phrase("build with the feature `microlp`", "请以特性 `microlp` 编译")
                }
            },
        }),
    }
}

#[cfg(any(feature = "highs", feature = "microlp"))]
mod statement {
    use super::{Expr, Milp};
    use good_lp::variable::UnsolvedProblem;
    use good_lp::{
        Constraint, Expression, ProblemVariables, SolverModel, Variable, constraint, variable,
    };

    /// The columns and the objective, as good_lp states them.
    pub(super) fn columns(
        milp: &Milp,
        objective: &Expr,
        start: Option<&[f64]>,
    ) -> (Vec<Variable>, UnsolvedProblem) {
        let mut variables = ProblemVariables::new();
        let handles: Vec<Variable> = milp
            .columns()
            .iter()
            .enumerate()
            .map(|(position, column)| {
                let mut definition = variable().min(column.lower).max(column.upper);
                if column.integer {
                    definition = definition.integer();
                }
                if let Some(start) = start {
                    definition = definition.initial(start[position]);
                }
                variables.add(definition)
            })
            .collect();
        let mut sum = expression(&handles, &objective.clone().tidy().terms);
        if objective.constant != 0.0 {
            // The gap of a solver is relative to the whole objective, so the constant must be part of it.
            let one = variables.add(variable().min(1.0).max(1.0));
            sum.add_mul(objective.constant, one);
        }
        let unsolved = variables.minimise(sum);
        (handles, unsolved)
    }

    /// Adds the rows; a row bounded on both sides becomes two.
    pub(super) fn rows<M: SolverModel>(milp: &Milp, handles: &[Variable], model: &mut M) {
        for row in milp.rows() {
            let sum = || expression(handles, &row.terms);
            let mut add = |constraint: Constraint| {
                model.add_constraint(constraint);
            };
            if row.lower == row.upper {
                add(constraint::eq(sum(), row.lower));
                continue;
            }
            if row.lower.is_finite() {
                add(constraint::geq(sum(), row.lower));
            }
            if row.upper.is_finite() {
                add(constraint::leq(sum(), row.upper));
            }
        }
    }

    fn expression(handles: &[Variable], terms: &[(super::super::milp::Col, f64)]) -> Expression {
        let mut expression = Expression::with_capacity(terms.len());
        for &(col, factor) in terms {
            expression.add_mul(factor, handles[col.position()]);
        }
        expression
    }
}

#[cfg(feature = "highs")]
mod with_highs {
    use super::super::gap::{NO_GAP, improvement};
    use super::super::interrupt::{self, Ended, Known};
    use super::{Answer, Expr, Milp, SolveError, SolveLimits, Termination, statement};
    use crate::domain::location::Sense;
    use highs::{HighsModelStatus, HighsSolutionStatus, Model, SolvedModel};

    /// The share of a large model's search to a gap that heuristics may take; HiGHS's own is 0.05. Without a good point
    /// no open node can be pruned, and each takes some 0.1 MB.
    const EFFORT_OF_LARGE: f64 = 0.2;

    /// The presolve of HiGHS 1.15 can call a tight but feasible model infeasible (seen on plans of three sites), so
    /// that verdict must come from a run without presolve too. Where presolve leaves nothing of the objective but a
    /// constant, HiGHS takes the objective for whole numbers, excludes all values less than half below that of its start,
    /// and calls the start optimal without solving anything: so must that one.
    pub(super) fn minimise(
        milp: &Milp,
        objective: &Expr,
        start: Option<&[f64]>,
        limits: SolveLimits<'_>,
    ) -> Result<Answer, SolveError> {
        let (answer, iterations) = run(milp, objective, start, limits, "choose")?;
        let is_untried = match (answer.termination, start, answer.value) {
            (Termination::Infeasible, ..) => true,
            (ended, Some(start), Some(value)) if ended.is_proved() => {
                let improved = improvement(Sense::Minimise, objective.value(start), value);
                iterations == 0 && improved < NO_GAP && !objective.terms.is_empty()
            }
            _ => false,
        };
        let answered = match (is_untried, start) {
            (false, _) => return Ok(answer),
            (true, None) => run(milp, objective, None, limits, "off"),
            // HiGHS 1.15 was seen to refuse its own answer there, a millionth beyond a row.
            (true, Some(_)) => run(milp, objective, start, limits, "off")
                .or_else(|_| run(milp, objective, None, limits, "choose")),
        };
        answered.map(|(answer, _)| answer)
    }

    /// The answer, and how many iterations of the simplex method it took.
    fn run(
        milp: &Milp,
        objective: &Expr,
        start: Option<&[f64]>,
        limits: SolveLimits<'_>,
        presolve: &str,
    ) -> Result<(Answer, i64), SolveError> {
        let (handles, unsolved) = statement::columns(milp, objective, None);
        let mut model = unsolved.using(good_lp::highs);
        statement::rows(milp, &handles, &mut model);
        let mut model =
            model.try_into_inner().map_err(|error| SolveError::Solver(error.to_string()))?;
        // Options set on good_lp's model do not survive `try_into_inner`, so they are set here.
        option(&mut model, "threads", 1)?;
        option(&mut model, "presolve", presolve)?;
        if limits.gap.fraction() > 0.0 && milp.size().nonzeros >= interrupt::LARGE {
            option(&mut model, "mip_heuristic_effort", EFFORT_OF_LARGE)?;
        }
        option(&mut model, "mip_rel_gap", limits.gap.fraction())?;
        option(&mut model, "mip_abs_gap", limits.absolute_gap.max(1e-6))?;
        let holds = start.is_some();
        if let Some(left) = limits.clock.holding(holds).left_s() {
            option(&mut model, "time_limit", left)?;
        }
        if let Some(nodes) = limits.nodes {
            option(&mut model, "mip_max_nodes", i32::try_from(nodes).unwrap_or(i32::MAX))?;
        }
        if let Some(target) = limits.target {
            option(&mut model, "objective_target", target)?;
        }
        if let Some(start) = start {
            let mut columns = start.to_vec();
            columns.resize(model.num_cols(), 1.0);
            model
                .try_set_solution(Some(&columns), None, None, None)
                .map_err(|status| SolveError::Solver(format!("start refused: {status:?}")))?;
        }
        let ended = interrupt::solve(model, milp.size().nonzeros, &limits.clock, holds)?;
        let early = || match limits.clock.is_stopped() {
            true => Termination::Stopped,
            false => Termination::TimeLimit,
        };
        match ended {
            Ended::Solved(solved) => {
                let iterations = solved.int_info_value(c"simplex_iteration_count").unwrap_or(0);
                Ok((read(milp, objective, &solved, early)?, iterations))
            }
            Ended::Left(known) => Ok((left(milp, objective, known, early()), 0)),
        }
    }

    /// What a model had found that did not hear that it was to stop.
    fn left(milp: &Milp, objective: &Expr, known: Known, ended: Termination) -> Answer {
        match known.point {
            Some(mut point) => {
                point.truncate(milp.columns().len());
                Answer::with_point(milp, objective, point, known.bound, ended)
            }
            None => Answer { bound: known.bound, ..Answer::without_point(ended) },
        }
    }

    fn option(
        model: &mut Model,
        name: &str,
        value: impl highs::HighsOptionValue,
    ) -> Result<(), SolveError> {
        model
            .try_set_option(name, value)
            .map_err(|error| SolveError::Solver(format!("HiGHS option {name}: {error:?}")))
    }

    /// `early` says why it ended where it was told to.
    fn read(
        milp: &Milp,
        objective: &Expr,
        solved: &SolvedModel,
        early: impl Fn() -> Termination,
    ) -> Result<Answer, SolveError> {
        let is_integer = milp.columns().iter().any(|column| column.integer);
        let found = solved.primal_solution_status() == HighsSolutionStatus::Feasible;
        let termination = match solved.status() {
            HighsModelStatus::Optimal | HighsModelStatus::ObjectiveBound => {
                let gap = if is_integer { solved.mip_gap() } else { 0.0 };
                if gap > 1e-9 { Termination::GapReached } else { Termination::Optimal }
            }
            HighsModelStatus::Infeasible | HighsModelStatus::UnboundedOrInfeasible => {
                return Ok(Answer::without_point(Termination::Infeasible));
            }
            HighsModelStatus::ObjectiveTarget
            | HighsModelStatus::ReachedTimeLimit
            | HighsModelStatus::ReachedIterationLimit
            | HighsModelStatus::ReachedSolutionLimit
            | HighsModelStatus::ReachedMemoryLimit => Termination::TimeLimit,
            HighsModelStatus::ReachedInterrupt => early(),
            other => return Err(SolveError::Solver(format!("HiGHS ended with {other:?}"))),
        };
        let bound = if is_integer {
            solved.double_info_value(c"mip_dual_bound").ok().filter(|bound| bound.is_finite())
        } else {
            (termination == Termination::Optimal).then(|| solved.objective_value())
        };
        if !found {
            return Ok(Answer { bound, ..Answer::without_point(termination) });
        }
        let point = solved.get_solution().columns()[..milp.columns().len()].to_vec();
        Ok(Answer::with_point(milp, objective, point, bound, termination))
    }
}

#[cfg(feature = "microlp")]
mod with_microlp {
    use super::{Answer, Expr, Milp, SolveError, SolveLimits, Termination, statement};
    use good_lp::solvers::{ResolutionError, SolutionStatus};
    use good_lp::{Solution, SolverModel, WithMipGap, WithTimeLimit};

    pub(super) fn minimise(
        milp: &Milp,
        objective: &Expr,
        start: Option<&[f64]>,
        limits: SolveLimits<'_>,
    ) -> Result<Answer, SolveError> {
        let (handles, unsolved) = statement::columns(milp, objective, start);
        let mut model = unsolved.using(good_lp::microlp);
        statement::rows(milp, &handles, &mut model);
        let gap = limits.gap.fraction() as f32;
        let mut model =
            model.with_mip_gap(gap).map_err(|error| SolveError::Solver(error.to_string()))?;
        // It cannot be interrupted: a stop takes effect when it is done.
        if let Some(left) = limits.clock.left_s() {
            model = model.with_time_limit(left);
        }
        let solution = match model.solve() {
            Ok(solution) => solution,
            Err(ResolutionError::Infeasible) => {
                return Ok(Answer::without_point(Termination::Infeasible));
            }
            // good_lp has no variant for this; it is the only `Other` that its microlp module returns.
            Err(ResolutionError::Other(_)) => {
                return Ok(Answer::without_point(Termination::TimeLimit));
            }
            Err(error) => return Err(SolveError::Solver(error.to_string())),
        };
        let point: Vec<f64> = handles.iter().map(|&handle| solution.value(handle)).collect();
        let value = objective.value(&point);
        // microlp reports no bound: it is known only where it reports an optimum.
        let (termination, bound) = match solution.status() {
            SolutionStatus::Optimal => (Termination::Optimal, Some(value)),
            SolutionStatus::GapLimit => {
                (Termination::GapReached, Some(value - limits.gap.fraction() * value.abs()))
            }
            SolutionStatus::TimeLimit => (Termination::TimeLimit, None),
        };
        Ok(Answer::with_point(milp, objective, point, bound, termination))
    }
}
