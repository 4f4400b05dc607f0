//! One layout for many scenarios: solves the model of `formulation::robust` aim by aim, and audits the layout in every
//! scenario.

mod outcome;

pub use outcome::{RobustAim, RobustAimReport, RobustOutcome, ScenarioBest};

use super::backend::{SolveLimits, minimise};
use super::error::SolveError;
use super::formulation::robust::RobustModel;
use super::gap::{NO_GAP, scale};
use super::in_order::{AGREEMENT, begins};
use super::milp::{Expr, Label};
use super::outcome::{Limits, Status, Stop, Termination};
use super::progress::Progress;
use super::reduce::dominated_in_all;
use super::scale::YUAN_A_WAN;
use crate::domain::{Criterion, RobustLayout, SiteIdx, mean};
use crate::plan::{ScenarioLayout, ScenarioSet};
use crate::units::Share;
use std::collections::HashSet;

/// Finds the layout that is best for all scenarios by `criterion`, then in mean coverage, then in cost; with `settles`
/// false by the criterion only. Binding rules hold in every scenario; expected targets are ignored.
///
/// `best` bounds the coverage of each scenario alone: regret is measured against it, and it tightens the model. Where
/// its value is not proved, regret is measured against its bound, which is never less than the true regret, and the
/// reported bound allows for the difference. Half of the gap is for regret against `best`, the other half for the proof
/// of `best`; where some of `best` is not proved, the regret is not either.
///
/// Returns what is known, also when there is no layout. `limits.time` is for all aims together, half of it for the
/// criterion. `progress` can stop it, but gets no events.
///
/// ```
/// # #[cfg(feature = "highs")] {
/// use yike::domain::*;
/// use yike::units::{Metres, Persons, Speed, Yuan};
/// use yike::plan::{ScenarioProblem, ScenarioSet};
/// use yike::solve::{Limits, ScenarioBest, Silent, solve_robust};
/// use yike::travel::Arcs;
///
/// let walking = TravelMethod::straight_line(1.0, Speed::parse("4 km/h")?);
/// let mut parts = ProblemParts::new("Valley", walking);
/// let point = parts.add_tier(Tier::new("point", Reach::Distance(Metres::parse("1 km")?)));
/// let town = parts.add_town(Town::new("T1", Setting::Rural));
/// let at = LonLat::new(106.6, 29.5)?;
/// parts.add_unit(DemandUnit::new("mill", town, Setting::Rural, at, [Persons::new(80.0)?]));
/// let hall = Site::new("hall", town, Setting::Rural, at);
/// parts.add_site(hall.with_work(WorkKind::Build, State::standing(point), Yuan::parse("30 万元")?));
/// let problem = Problem::new(parts)?;
/// let arcs = Arcs::build(&problem);
/// let scenario = |weight| ScenarioProblem { problem: &problem, arcs: &arcs, weight };
/// let set = ScenarioSet::new(vec![scenario(1.0), scenario(2.0)], CoverageUnit::People)?;
/// let best = [ScenarioBest::unknown(80.0); 2];
/// let found = solve_robust(&set, Criterion::Worst, &best, true, &Limits::default(), &Silent)?;
/// assert_eq!(found.values(&set), [80.0, 80.0]);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the solver or an audit fails, or `best` does not have an entry for every scenario.
pub fn solve_robust(
    set: &ScenarioSet<'_>,
    criterion: Criterion,
    best: &[ScenarioBest],
    settles: bool,
    limits: &Limits,
    progress: &dyn Progress,
) -> Result<RobustOutcome, SolveError> {
    if best.len() != set.list().len() {
        let (known, all) = (best.len(), set.list().len());
        return Err(SolveError::Solver(format!("`best` has {known} entries for {all} scenarios")));
    }
    let within = SolveLimits::new(limits, progress);
    let bounds: Vec<f64> = best.iter().map(|best| best.bound).collect();
    let dropped = dropped(set);
    let mut run = Run {
        set,
        criterion,
        best,
        bounds: &bounds,
        model: RobustModel::new(set, &dropped, &bounds),
    };
    let mut aims = vec![RobustAim::Criterion];
    let plain = criterion.plain(set.probabilities());
    if settles && plain != Criterion::Expected {
        aims.push(RobustAim::Expected);
    }
    if settles {
        aims.push(RobustAim::Money);
    }
    let mut reports: Vec<RobustAimReport> = Vec::new();
    let mut found: Option<LayoutPoint> = None;
    for aim in aims {
        if aim != RobustAim::Criterion && found.is_none() {
            break;
        }
        let over = reports.iter().map(|report| report.termination);
        let begins = begins(&within.clock, over);
        let (report, next) = run.aim(aim, found.as_ref(), begins.then_some(within), settles)?;
        reports.push(report);
        found = next.or(found);
    }
    let infeasible = reports.iter().any(|report| report.termination == Termination::Infeasible);
    let Some(found) = found else {
        return Ok(RobustOutcome {
            status: match infeasible {
                true => Status::Infeasible,
                false => Status::StoppedWithoutPlan(stop(&reports)),
            },
            layout: None,
            held: Vec::new(),
            aims: reports,
            dropped_sites: dropped.len(),
        });
    };
    let reports: Vec<RobustAimReport> =
        reports.into_iter().map(|report| run.valued(report, &found)).collect::<Result<_, _>>()?;
    Ok(RobustOutcome {
        status: verdict(&reports),
        layout: Some(found.layout),
        held: found.held,
        aims: reports,
        dropped_sites: dropped.len(),
    })
}

/// Whether some layout is feasible in all scenarios; none when time ran out or `progress` stopped it first.
///
/// ```
/// # #[cfg(feature = "highs")] {
/// use yike::domain::*;
/// use yike::units::{Metres, Persons, Speed, Yuan};
/// use yike::plan::{ScenarioProblem, ScenarioSet};
/// use yike::solve::{Limits, Silent, feasible};
/// use yike::travel::Arcs;
///
/// let walking = TravelMethod::straight_line(1.0, Speed::parse("4 km/h")?);
/// let mut parts = ProblemParts::new("Valley", walking);
/// let point = parts.add_tier(Tier::new("point", Reach::Distance(Metres::parse("1 km")?)));
/// let town = parts.add_town(Town::new("T1", Setting::Rural));
/// let at = LonLat::new(106.6, 29.5)?;
/// parts.add_unit(DemandUnit::new("mill", town, Setting::Rural, at, [Persons::new(80.0)?]));
/// let hall = Site::new("hall", town, Setting::Rural, at);
/// parts.add_site(hall.with_work(WorkKind::Build, State::standing(point), Yuan::parse("30 万元")?));
/// let problem = Problem::new(parts)?;
/// let arcs = Arcs::build(&problem);
/// let scenario = |weight| ScenarioProblem { problem: &problem, arcs: &arcs, weight };
/// let set = ScenarioSet::new(vec![scenario(1.0), scenario(2.0)], CoverageUnit::People)?;
/// assert_eq!(feasible(&set, &Limits::default(), &Silent)?, Some(true));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the solver fails.
pub fn feasible(
    set: &ScenarioSet<'_>,
    limits: &Limits,
    progress: &dyn Progress,
) -> Result<Option<bool>, SolveError> {
    let within = SolveLimits::new(limits, progress);
    let bounds: Vec<f64> =
        (0..set.list().len()).map(|scenario| set.value(scenario, set.people()[scenario])).collect();
    let model = RobustModel::new(set, &dropped(set), &bounds);
    if within.clock.is_over() {
        return Ok(None);
    }
    let answer = minimise(&model.milp, &Expr::default(), None, within)?;
    Ok(match (answer.termination, answer.point) {
        (Termination::Infeasible, _) => Some(false),
        (_, Some(_)) => Some(true),
        _ => None,
    })
}

/// Sites that are dominated in all scenarios. Travel is not an aim here.
fn dropped(set: &ScenarioSet<'_>) -> HashSet<SiteIdx> {
    let pairs: Vec<_> =
        set.list().iter().map(|scenario| (scenario.problem, scenario.arcs)).collect();
    dominated_in_all(&pairs, false)
}

struct Run<'a> {
    set: &'a ScenarioSet<'a>,
    criterion: Criterion,
    best: &'a [ScenarioBest],
    bounds: &'a [f64],
    model: RobustModel<'a>,
}

/// A layout with its point of the model.
struct LayoutPoint {
    point: Vec<f64>,
    layout: RobustLayout,
    held: Vec<ScenarioLayout>,
}

impl Run<'_> {
    /// Solves for an aim, and constrains later ones to the value reached; without limits it does not begin.
    fn aim(
        &mut self,
        aim: RobustAim,
        before: Option<&LayoutPoint>,
        within: Option<SolveLimits<'_>>,
        settles: bool,
    ) -> Result<(RobustAimReport, Option<LayoutPoint>), SolveError> {
        let objective = match aim {
            RobustAim::Criterion => self.model.criterion(self.criterion, self.bounds),
            RobustAim::Expected => self.model.expected(),
            RobustAim::Money => self.model.money(),
        };
        let mut report = RobustAimReport {
            aim,
            termination: Termination::NotStarted,
            value: None,
            bound: None,
            gap: None,
            size: self.model.milp.size(),
        };
        let Some(mut within) = within else {
            return Ok((report, None));
        };
        if aim == RobustAim::Criterion {
            if settles {
                within.clock = within.clock.share(0.5);
            }
            if self.criterion == Criterion::Regret {
                // A regret may be 0, so its gap is relative to everybody who could be covered.
                within.gap = half_gap(within.gap);
                within.absolute_gap = within.gap.fraction() * self.scale(aim, 0.0);
            }
        }
        let start = before.map(|found| found.point.as_slice());
        let answer = minimise(&self.model.milp, &objective, start, within)?;
        report.termination = answer.termination;
        if answer.termination == Termination::Infeasible && before.is_some() {
            return Err(SolveError::Solver(format!(
                "aim {} is called infeasible, though the layout before it keeps every row",
                aim.word()
            )));
        }
        report.bound = answer.bound.map(|bound| self.reported(aim, bound));
        let Some(point) = answer.point else {
            return Ok((report, None));
        };
        let found = self.found(point)?;
        let worth = self.modelled(aim, self.worth(aim, &found.held));
        let scale = objective.terms.iter().map(|(_, factor)| factor.abs());
        let scale = scale.sum::<f64>().max(self.scale(aim, worth));
        let solved = answer.value.unwrap_or(worth);
        if worth - solved > AGREEMENT * scale {
            return Err(SolveError::Audit(format!(
                "aim {}: the solver says {}, the layout is worth {}",
                aim.word(),
                self.reported(aim, solved),
                self.reported(aim, worth)
            )));
        }
        let most = worth.max(solved) + KEPT * self.scale(aim, worth).max(2.0);
        let label = Label(aim.word(), 0, 0);
        self.model.milp.at_most(objective, most, label);
        Ok((report, Some(found)))
    }

    /// The layout at a point, which must not break a rule in any scenario.
    fn found(&self, point: Vec<f64>) -> Result<LayoutPoint, SolveError> {
        let (layout, layouts) = self.model.layouts(&point);
        let set = self.set.list().iter().zip(layouts);
        let held: Vec<ScenarioLayout> = set
            .map(|(scenario, layout)| {
                ScenarioLayout::new(scenario, layout).with_best_places(scenario)
            })
            .collect();
        for (scenario, own) in held.iter().enumerate() {
            if let Some(violation) = own.audit.violations.first() {
                return Err(SolveError::Audit(format!(
                    "scenario {}: {}",
                    scenario + 1,
                    violation.text
                )));
            }
        }
        Ok(LayoutPoint { point, layout, held })
    }

    /// The value of a layout, from the data alone.
    fn worth(&self, aim: RobustAim, held: &[ScenarioLayout]) -> f64 {
        let probabilities = self.set.probabilities();
        let values: Vec<f64> = held
            .iter()
            .enumerate()
            .map(|(scenario, own)| self.set.value(scenario, own.covered))
            .collect();
        let worth = match aim {
            RobustAim::Criterion => self.criterion.value(probabilities, &values, self.bounds),
            RobustAim::Expected => mean(probabilities, &values),
            RobustAim::Money => {
                let money: Vec<f64> = held.iter().map(|own| own.audit.cost.yuan() as f64).collect();
                mean(probabilities, &money)
            }
        };
        worth + 0.0
    }

    fn is_made_large(&self, aim: RobustAim) -> bool {
        match aim {
            RobustAim::Criterion => self.criterion.more_is_better(),
            RobustAim::Expected => true,
            RobustAim::Money => false,
        }
    }

    /// Converts a reported value to the minimised objective of the model, and back.
    fn modelled(&self, aim: RobustAim, value: f64) -> f64 {
        match aim {
            RobustAim::Money => value / YUAN_A_WAN,
            _ if self.is_made_large(aim) => -value * self.model.unit(),
            _ => value * self.model.unit(),
        }
    }

    fn reported(&self, aim: RobustAim, value: f64) -> f64 {
        match aim {
            RobustAim::Money => value * YUAN_A_WAN,
            // Adding 0 makes a negative zero positive.
            _ if self.is_made_large(aim) => -value / self.model.unit() + 0.0,
            _ => value / self.model.unit() + 0.0,
        }
    }

    /// The scale of a difference in the model's unit: the value, or for regret everybody who could be covered.
    fn scale(&self, aim: RobustAim, value: f64) -> f64 {
        match (aim, self.criterion) {
            (RobustAim::Criterion, Criterion::Regret) => {
                let all = self.bounds.iter().copied().fold(0.0, f64::max);
                (all * self.model.unit()).max(1.0)
            }
            _ => scale(value),
        }
    }

    /// The report with the value of the final layout, and its gap to the bound.
    fn valued(
        &self,
        mut report: RobustAimReport,
        found: &LayoutPoint,
    ) -> Result<RobustAimReport, SolveError> {
        let aim = report.aim;
        let value = self.worth(aim, &found.held);
        report.value = Some(value);
        let Some(bound) = report.bound else {
            return Ok(report);
        };
        let worth = self.modelled(aim, value);
        let gap = (worth - self.modelled(aim, bound)) / self.scale(aim, worth);
        if gap < -AGREEMENT {
            return Err(SolveError::Audit(format!(
                "aim {}: the layout's value {value} is better than the bound {bound}",
                aim.word()
            )));
        }
        let is_regret = aim == RobustAim::Criterion && self.criterion == Criterion::Regret;
        let unsure = match is_regret {
            true => self.unsure(),
            false => 0.0,
        };
        let is_arithmetic = gap * self.scale(aim, worth) <= NO_GAP * self.scale(aim, worth) + LEAST;
        let gap = if is_arithmetic { 0.0 } else { gap };
        let bound = if gap == 0.0 { value } else { bound };
        report.bound = Some(match unsure > 0.0 {
            true => (bound - unsure).max(0.0),
            false => bound,
        });
        let gap = match report.bound {
            Some(bound) if unsure > 0.0 => {
                (value - bound) * self.model.unit() / self.scale(aim, worth)
            }
            _ => gap,
        };
        report.gap = Some(gap);
        if gap > 0.0 && report.termination == Termination::Optimal {
            report.termination = Termination::GapReached;
        }
        let not_proved = |best: &ScenarioBest| !best.is_proved && best.width() > 0.0;
        if is_regret && report.termination.is_proved() && self.best.iter().any(not_proved) {
            // The best of some scenario is not proved, for which the only reason can be time.
            report.termination = Termination::TimeLimit;
        }
        Ok(report)
    }

    /// The greatest difference between the best value of a scenario alone and its bound.
    fn unsure(&self) -> f64 {
        self.best.iter().map(ScenarioBest::width).fold(0.0, f64::max)
    }
}

/// The relative amount of an aim that later ones may give up: half of the tolerance.
const KEPT: f64 = 5e-7;

/// The absolute tolerance of solvers for rows, in people or 万元.
const LEAST: f64 = 5e-6;

/// The half of a gap that is for regret, and that is for the best of each scenario.
fn half_gap(gap: Share) -> Share {
    Share::new(gap.fraction() / 2.0).unwrap_or(gap)
}

fn verdict(reports: &[RobustAimReport]) -> Status {
    if !reports.iter().all(|report| report.termination.is_proved() && report.gap.is_some()) {
        Status::StoppedWithPlan(stop(reports))
    } else if reports.iter().all(|report| report.gap == Some(0.0)) {
        Status::Proved
    } else {
        Status::ProvedToGap
    }
}

fn stop(reports: &[RobustAimReport]) -> Stop {
    Stop::of(reports.iter().map(|report| report.termination))
}
