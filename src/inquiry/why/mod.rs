//! Why, and why not: questions about a site, a village or a target of a plan that has a best layout.

mod near;
mod site;
mod target;
mod unit;

pub(crate) use near::near_standing;
pub use near::{Beyond, NearSite};
pub use site::{AtSite, SiteAnswer, Wish};
pub use target::{BestValue, TargetAnswer, Unreached};
pub use unit::{TierAnswer, UnitAnswer, Way, WayTried};

use super::asking::Asking;
#[cfg(doc)]
use super::obstacle::Obstacle;
use crate::domain::{Problem, SiteIdx, UnitIdx};
use crate::solve::{Limits, Progress, Restricted, SolveError, Status, solve_restricted};
use crate::travel::{Arcs, on_threads};
use rayon::prelude::*;

/// What is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyQuestion {
    /// A site: why it is in the plan, or why not.
    Site(SiteIdx),
    /// A demand unit: how its people can be reached.
    Unit(UnitIdx),
    /// A target or rule, by its position: what binds it, and what it costs.
    Target(usize),
}

/// The answer to a question.
#[derive(Debug, Clone, PartialEq)]
pub enum WhyAnswer {
    /// About a site.
    Site(SiteAnswer),
    /// About a demand unit.
    Unit(Box<UnitAnswer>),
    /// About a target or rule.
    Target(Box<TargetAnswer>),
}

/// A plan with the answers to questions about it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Why {
    /// The best plan, or why there is none.
    pub best: Restricted,
    /// The answers, in the order of the questions; none where there is no best plan.
    pub answers: Vec<WhyAnswer>,
}

/// Solves the plan and answers questions about it.
///
/// Every answer is an exact solve of the plan on other terms: without a site, with it, with a village covered, without a target.
/// Where the terms are impossible each part of the plan that binds is lifted alone ([`Obstacle`]) to tell which one makes them so.
///
/// `limits.time` is for each solve. `progress` can stop it, with what is known by then; it receives no events. The answer does not
/// depend on `limits.threads`.
///
/// ```
/// # #[cfg(feature = "highs")] {
/// use std::path::Path;
/// use yike::domain::SiteIdx;
/// use yike::inquiry::{WhyAnswer, WhyQuestion, why};
/// use yike::solve::{Limits, Silent};
/// use yike::travel::Arcs;
///
/// let problem = yike::read::read_plan(Path::new("data/qianjiang/plan.toml"))?.problem;
/// let arcs = Arcs::build(&problem);
/// let asked = [WhyQuestion::Site(SiteIdx::from(0))];
/// let told = why(&problem, &arcs, &Limits::default(), &asked, &Silent)?;
/// assert!(matches!(told.answers[..], [WhyAnswer::Site(_)]));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the solver or the audit fails.
pub fn why(
    problem: &Problem,
    arcs: &Arcs,
    limits: &Limits,
    questions: &[WhyQuestion],
    progress: &dyn Progress,
) -> Result<Why, SolveError> {
    let best = solve_restricted(problem, arcs, limits, &[], progress)?;
    let Some(decided) = &best.decided else {
        return Ok(Why { best, answers: Vec::new() });
    };
    let asking = Asking { problem, arcs, limits, best: decided, progress };
    let answers: Result<Vec<WhyAnswer>, SolveError> = on_threads(limits.threads, || {
        let answers = questions.par_iter().map(|question| match *question {
            WhyQuestion::Site(site) => site::answer(&asking, site).map(WhyAnswer::Site),
            WhyQuestion::Unit(unit) => {
                unit::answer(&asking, unit).map(|own| WhyAnswer::Unit(Box::new(own)))
            }
            WhyQuestion::Target(target) => {
                target::answer(&asking, target).map(|own| WhyAnswer::Target(Box::new(own)))
            }
        });
        let answers: Vec<Result<WhyAnswer, SolveError>> = answers.collect();
        answers.into_iter().collect()
    });
    let answers = answers?;
    Ok(Why { best, answers })
}

impl Why {
    /// Whether there is a plan, proved or not.
    pub fn has_plan(&self) -> bool {
        !matches!(self.best.status, Status::Infeasible | Status::StoppedWithoutPlan(_))
    }
}
