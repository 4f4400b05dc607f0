//! What a step more or less of each figure of a plan is worth: each step is one more solve of the plan with that figure changed and
//! all else as it is.
//!
//! A [`Lever`] is a figure that may be changed: what a source of money has, how far people go to a tier, the limit of a target or
//! rule, how many facilities one may lead, how many places a facility has. Where a lever is money the plan is also solved with
//! as much of it as all works could take: [`Unlimited`] says from what sum on more of it changes nothing, and who is left uncovered
//! then.

mod lever;
mod plan;
mod unlimited;

pub use lever::{Lever, LeverUnit};
pub use plan::WorthPlan;
pub use unlimited::{LeftOut, Unlimited};

use crate::domain::Problem;
use crate::solve::{AuditedLayout, Limits, Muted, Outcome, Progress, SolveError, solve};
use crate::travel::{Arcs, on_threads};
use rayon::prelude::*;
use std::borrow::Cow;

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct WorthRequest {
    /// So many steps to either side; at least 1.
    pub steps: u32,
    /// The levers, each with its step; none: all of the plan, with their usual steps.
    pub levers: Option<Vec<(Lever, f64)>>,
}

impl Default for WorthRequest {
    /// Two steps more and less of every lever.
    fn default() -> Self {
        Self { steps: 2, levers: None }
    }
}

/// A step of a lever.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct WorthCell {
    /// How many steps more; below 0: less.
    pub step: i32,
    /// The value of the lever then.
    pub value: f64,
    /// The best plan then.
    pub plan: WorthPlan,
}

/// A lever with its steps.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct WorthRow {
    /// The lever.
    pub lever: Lever,
    /// A step.
    pub step: f64,
    /// The steps that make sense, ascending; 0, which is the plan itself, is not among them.
    pub cells: Vec<WorthCell>,
}

/// What steps of the levers are worth.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Worth {
    /// The plan as it is.
    pub base: WorthPlan,
    /// The levers.
    pub rows: Vec<WorthRow>,
    /// The plan with as much of its money as all works could take: of each source, and of all together.
    pub unlimited: Vec<Unlimited>,
}

/// Solves the plan at steps of its levers.
///
/// `limits.time` is for each solve. `progress` can stop it, with what is known by then; it receives no events. The answer does not
/// depend on `limits.threads`.
///
/// ```
/// # #[cfg(feature = "highs")] {
/// use std::path::Path;
/// use yike::inquiry::{Lever, WorthRequest, worth};
/// use yike::solve::{Limits, Silent};
/// use yike::travel::Arcs;
///
/// let problem = yike::read::read_plan(Path::new("data/qianjiang/plan.toml"))?.problem;
/// let arcs = Arcs::build(&problem);
/// let mut request = WorthRequest::default();
/// request.steps = 1;
/// request.levers = Some(vec![(Lever::AllFunding, 1e6)]);
/// let told = worth(&problem, &arcs, &Limits::default(), &request, &Silent)?;
/// assert_eq!(told.rows[0].cells.len(), 2);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the solver or the audit fails.
pub fn worth(
    problem: &Problem,
    arcs: &Arcs,
    limits: &Limits,
    request: &WorthRequest,
    progress: &dyn Progress,
) -> Result<Worth, SolveError> {
    let usual = || {
        let levers = Lever::all(problem).into_iter();
        levers.filter_map(|lever| Some((lever, lever.usual_step(problem)?))).collect()
    };
    let levers: Vec<(Lever, f64)> = request.levers.clone().unwrap_or_else(usual);
    let steps = request.steps.max(1) as i32;
    let mut tasks = vec![Task::Base];
    for (row, (lever, _)) in levers.iter().enumerate() {
        tasks.extend((-steps..=steps).filter(|step| *step != 0).map(|step| Task::Step(row, step)));
        if lever.is_money() {
            tasks.push(Task::Unlimited(row));
        }
    }
    let solved = on_threads(limits.threads, || {
        let solved = tasks.par_iter().map(|task| {
            let changed = match *task {
                Task::Base => Some((Cow::Borrowed(problem), 0.0)),
                Task::Step(row, step) => {
                    let (lever, size) = levers[row];
                    lever.changed(problem, f64::from(step) * size)
                }
                Task::Unlimited(row) => {
                    levers[row].0.unlimited(problem).map(|own| (own, f64::INFINITY))
                }
            };
            let Some((changed, value)) = changed else { return Ok(None) };
            let arcs = match task {
                Task::Step(row, _) if levers[*row].0.changes_arcs() => {
                    Cow::Owned(Arcs::build(&changed))
                }
                _ => Cow::Borrowed(arcs),
            };
            let outcome = solve(&changed, &arcs, limits, &Muted(progress))?;
            Ok(Some(Solved::new(&changed, value, outcome)))
        });
        solved.collect::<Vec<Result<Option<Solved>, SolveError>>>()
    });
    let mut base = None;
    let mut rows: Vec<WorthRow> =
        levers.iter().map(|&(lever, step)| WorthRow { lever, step, cells: Vec::new() }).collect();
    let mut unlimited = Vec::new();
    for (task, solved) in tasks.iter().zip(solved) {
        let Some(solved) = solved? else { continue };
        match *task {
            Task::Base => base = Some(solved.plan),
            Task::Step(row, step) => {
                rows[row].cells.push(WorthCell { step, value: solved.value, plan: solved.plan });
            }
            Task::Unlimited(row) => unlimited.push((levers[row].0, solved)),
        }
    }
    let base = base.unwrap_or_default();
    let told = |(lever, solved): (Lever, Solved)| {
        let decided = solved.decided.as_ref()?;
        Some(Unlimited::new((problem, arcs), lever, &base, solved.plan.clone(), decided))
    };
    let unlimited = unlimited.into_iter().filter_map(told).collect();
    Ok(Worth { base, rows, unlimited })
}

enum Task {
    Base,
    Step(usize, i32),
    Unlimited(usize),
}

struct Solved {
    value: f64,
    plan: WorthPlan,
    decided: Option<AuditedLayout>,
}

impl Solved {
    fn new(problem: &Problem, value: f64, outcome: Outcome) -> Self {
        let Outcome { status, stages, layout, audit, .. } = outcome;
        let decided = layout.zip(audit).map(|(layout, audit)| AuditedLayout::new(layout, audit));
        Self { value, plan: WorthPlan::new(problem, status, stages, decided.as_ref()), decided }
    }
}
