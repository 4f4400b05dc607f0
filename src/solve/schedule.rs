//! Solves plans over several periods: the schedule that is best over all of them, and for comparison the plans of less
//! far-sighted planners.

use super::backend::{Answer, SolveLimits, minimise};
use super::error::SolveError;
use super::formulation::linked::Linked;
use super::in_order::{StagedModel, in_order, valued, verdict};
use super::milp::{Col, Expr, Milp};
use super::outcome::{Limits, Outcome, SolverRecord, StageReport, Status, Stop, Termination};
use super::progress::{Event, Muted, Progress};
use super::reduce::dominated;
use super::scale::Scale;
use super::stages::solve;
use super::why_whole::WhyWhole;
use crate::domain::{
    Choice, EarlierWork, FundingIdx, Horizon, Layout, PeriodIdx, Schedule, SiteIdx, Stage, Start,
    Starts,
};
use crate::plan::schedule::{ScheduleAudit, audit_schedule, paid, paid_so, schedule_value, summed};
use crate::travel::Arcs;
use crate::units::Yuan;
use std::collections::HashSet;
use typed_index_collections::{TiVec, ti_vec};

/// The additional money that each source needs in each period.
pub type MissingMoney = TiVec<PeriodIdx, TiVec<FundingIdx, Yuan>>;

/// The outcome of solving a plan over several periods.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ScheduleOutcome {
    /// The verdict on the schedule.
    pub status: Status,
    /// The schedule, when there is one.
    pub schedule: Option<Schedule>,
    /// Its audit, from the data alone.
    pub audit: Option<ScheduleAudit>,
    /// The stages over all periods, in the plan's order.
    pub stages: Vec<StageReport>,
    /// The values of the stages in each period, compared with those of less far-sighted planners.
    pub compared: Vec<StageComparison>,
    /// Each period planned alone, from today with all money up to then; none where it was not asked for or the solve
    /// ended before.
    pub hindsight: TiVec<PeriodIdx, Option<Outcome>>,
    /// The myopic plan, where it was asked for and a schedule is feasible.
    pub myopic: Option<Myopic>,
    /// Where there is no schedule although each period alone has a plan: the least total of missing money, by period and
    /// source; none where money is not the reason, or the solve ended before.
    pub missing_money: Option<MissingMoney>,
    /// The number of pairs of unit and tier that need cover, over all periods, and of distinct ones.
    pub merged_units: (usize, usize),
    /// Candidates dropped because another is never worse, by site id.
    pub dropped_sites: Vec<String>,
    /// Which solver.
    pub solver: SolverRecord,
}

/// The plan of a myopic planner, who plans period by period, keeps earlier decisions and ignores later periods. Works
/// that take longer than a period are never begun.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Myopic {
    /// The outcomes by period, up to the first period without a plan.
    pub outcomes: TiVec<PeriodIdx, Outcome>,
    /// The works begun; none after a period without a plan.
    pub schedule: Schedule,
}

/// The values of a stage in each period, by three ways of planning; none where there is no plan.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct StageComparison {
    /// Which stage.
    pub stage: Stage,
    /// In the schedule.
    pub schedule: TiVec<PeriodIdx, Option<f64>>,
    /// In the myopic plan.
    pub myopic: TiVec<PeriodIdx, Option<f64>>,
    /// In the plan of each period alone.
    pub hindsight: TiVec<PeriodIdx, Option<f64>>,
}

impl StageComparison {
    /// The value over all periods; none where a period has none.
    pub fn sum(&self, horizon: &Horizon, values: &TiVec<PeriodIdx, Option<f64>>) -> Option<f64> {
        let values: Option<TiVec<PeriodIdx, f64>> = values.iter().copied().collect();
        values.map(|values| summed(horizon, self.stage, &values))
    }
}

/// Solves a plan over several periods (see `solve::formulation::linked` for the model): the schedule is audited without
/// the solver before it is handed out. With `beside` each period is also planned alone, and period by period.
///
/// Returns what is known, also when there is no schedule. Errors only when the solver or the audit fails. `limits.time`
/// is for all solves together; comparisons get the time that the schedule leaves.
///
/// ```
/// # #[cfg(feature = "highs")] {
/// use yike::domain::*;
/// use yike::units::{Metres, Persons, Speed, Yuan};
/// use yike::solve::{Limits, Silent, solve_schedule};
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
/// parts.add_funding(Funding::new("district", Yuan::parse("40 万元")?));
/// let horizon = Horizon::new(HorizonParts::new(parts, [2030, 2035]))?;
/// let arcs = Arcs::build(horizon.plan());
/// let scheduled = solve_schedule(&horizon, &arcs, &Limits::default(), false, &Silent)?;
/// let schedule = scheduled.schedule.ok_or("there is none")?;
/// let begun = schedule.starts[SiteIdx::from(0)].ok_or("nothing is built")?;
/// assert_eq!(horizon.periods()[begun.period].year, 2030);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn solve_schedule(
    horizon: &Horizon,
    arcs: &Arcs,
    limits: &Limits,
    beside: bool,
    progress: &dyn Progress,
) -> Result<ScheduleOutcome, SolveError> {
    let within = SolveLimits::new(limits, progress);
    // Where spending is to be even, a cheaper candidate is not always better.
    let dropped = match horizon.spending().is_limited() {
        true => HashSet::new(),
        false => dominated(horizon.plan(), arcs),
    };
    let linked = Linked::new(horizon, arcs, &dropped, false);
    let needs = linked.needs();
    progress.event(&Event::Reduced {
        needs: needs.0,
        distinct_needs: needs.1,
        dropped_sites: dropped.len(),
    });
    let mut model = AllPeriods { horizon, arcs, linked };
    let objective = &horizon.plan().objective;
    let (mut stages, found) = in_order(&mut model, objective, within)?;
    let infeasible = stages.iter().any(|stage| stage.termination == Termination::Infeasible);
    let status = match &found {
        Some(found) => {
            stages = valued(stages, |stage| model.worth(found, stage))?;
            verdict(&stages)
        }
        None if infeasible => Status::Infeasible,
        None => {
            let stop = Stop::of(stages.iter().map(|stage| stage.termination));
            Status::StoppedWithoutPlan(stop)
        }
    };
    let others = MyopicPlans { horizon, arcs, within, limits, progress };
    let hindsight = match beside || status == Status::Infeasible {
        true => others.hindsight()?,
        false => ti_vec![None; horizon.periods().len()],
    };
    let missing_money = match status == Status::Infeasible {
        true => others.missing_money(&hindsight, &dropped)?,
        false => None,
    };
    let myopic = match beside && status != Status::Infeasible {
        true => Some(others.myopic()?),
        false => None,
    };
    let (schedule, audit) = found.map(|found| (found.schedule, found.audit)).unzip();
    let compared = others.compared(schedule.as_ref().zip(audit.as_ref()), &myopic, &hindsight);
    let mut dropped: Vec<SiteIdx> = dropped.into_iter().collect();
    dropped.sort_unstable();
    Ok(ScheduleOutcome {
        status,
        schedule,
        audit,
        stages,
        compared,
        hindsight,
        myopic,
        missing_money,
        merged_units: needs,
        dropped_sites: dropped
            .into_iter()
            .map(|site| horizon.plan().sites[site].id.clone())
            .collect(),
        solver: SolverRecord { name: limits.backend.word(), threads: limits.threads },
    })
}

/// The linked model of all periods.
struct AllPeriods<'a> {
    horizon: &'a Horizon,
    arcs: &'a Arcs,
    linked: Linked<'a>,
}

/// A schedule with its audit.
struct AuditedSchedule {
    schedule: Schedule,
    audit: ScheduleAudit,
}

impl StagedModel for AllPeriods<'_> {
    type Decided = AuditedSchedule;

    fn milp(&self) -> &Milp {
        &self.linked.milp
    }

    fn objective(&mut self, stage: Stage) -> Expr {
        self.linked.objective(stage)
    }

    fn minimised(
        &self,
        objective: &Expr,
        start: Option<&[f64]>,
        limits: SolveLimits<'_>,
    ) -> Result<Answer, SolveError> {
        let answer = minimise(self.milp(), objective, start, limits)?;
        Ok(Answer { whole: Some(WhyWhole::Periods), ..answer })
    }

    fn completed(&self, point: &[f64]) -> Vec<f64> {
        self.linked.completed(point)
    }

    fn keep(&mut self, stage: Stage, objective: &Expr, value: f64, keep: f64) {
        self.linked.keep(stage, objective, value, keep);
    }

    fn hold(&mut self, stage: Stage, objective: &Expr, value: f64, most: f64) {
        self.linked.hold(stage, objective, value, most);
    }

    fn decided(&self, point: &[f64]) -> Result<AuditedSchedule, SolveError> {
        let layouts = self.linked.layouts(self.arcs, point);
        let schedule = paid(self.horizon, self.linked.starts(point), layouts);
        let audit = audit_schedule(self.horizon, self.arcs, &schedule);
        match audit.violations.first() {
            Some(violation) => Err(SolveError::Audit(violation.text.to_string())),
            None => Ok(AuditedSchedule { schedule, audit }),
        }
    }

    fn scale(&self) -> Scale {
        Scale::default()
    }

    fn worth(&self, found: &AuditedSchedule, stage: Stage) -> f64 {
        let audits = found.audit.periods.iter().map(|audit| &audit.assignment);
        let layouts = found.schedule.layouts.iter().zip(audits);
        let values = schedule_value(self.horizon, self.arcs, layouts, stage);
        summed(self.horizon, stage, &values)
    }
}

/// The plans for comparison.
struct MyopicPlans<'a> {
    horizon: &'a Horizon,
    arcs: &'a Arcs,
    within: SolveLimits<'a>,
    limits: &'a Limits,
    progress: &'a dyn Progress,
}

/// The layout of an outcome and its assignment, for comparisons.
fn decided(outcome: &Outcome) -> Option<(&Layout, &crate::plan::Assignment)> {
    let audit = outcome.audit.as_ref()?;
    Some((outcome.layout.as_ref()?, &audit.assignment))
}

impl MyopicPlans<'_> {
    /// The remaining limits; none when they are used up.
    fn left(&self) -> Option<Limits> {
        let clock = self.within.clock;
        (!clock.is_over()).then(|| Limits { time: clock.left(), ..*self.limits })
    }

    fn hindsight(&self) -> Result<TiVec<PeriodIdx, Option<Outcome>>, SolveError> {
        let alone = |period: &crate::domain::Period| {
            self.progress.event(&Event::PeriodAlone { year: period.year });
            let Some(limits) = self.left() else {
                return Ok(None);
            };
            solve(&period.problem, self.arcs, &limits, &Muted(self.progress)).map(Some)
        };
        self.horizon.periods().iter().map(alone).collect()
    }

    fn myopic(&self) -> Result<Myopic, SolveError> {
        let sites = self.horizon.plan().sites.len();
        let mut starts: Starts = ti_vec![None; sites];
        let mut kept: TiVec<SiteIdx, Option<EarlierWork>> = ti_vec![None; sites];
        let mut outcomes = TiVec::new();
        let mut layouts = TiVec::new();
        for (index, period) in self.horizon.periods().iter_enumerated() {
            self.progress.event(&Event::PeriodKept { year: period.year });
            let Some(limits) = self.left() else { break };
            let problem = self
                .horizon
                .keeping(index, &kept)
                .map_err(|error| SolveError::Audit(error.to_string()))?;
            let outcome = solve(&problem, self.arcs, &limits, &Muted(self.progress))?;
            let Some(layout) = outcome.layout.clone() else {
                outcomes.push(outcome);
                break;
            };
            for (site, &choice) in layout.choices.iter_enumerated() {
                if let (Choice::Work(work), None) = (choice, &kept[site]) {
                    starts[site] = Some(Start { work, period: index });
                    kept[site] = Some(EarlierWork { work, paid: layout.payments[site].clone() });
                }
            }
            layouts.push(layout);
            outcomes.push(outcome);
        }
        let payments =
            kept.into_iter().map(|kept| kept.map_or_else(Vec::new, |kept| kept.paid)).collect();
        Ok(Myopic { outcomes, schedule: paid_so(starts, layouts, payments) })
    }

    /// The least additional money that makes a schedule feasible, where each period alone has a plan.
    fn missing_money(
        &self,
        alone: &TiVec<PeriodIdx, Option<Outcome>>,
        dropped: &HashSet<SiteIdx>,
    ) -> Result<Option<MissingMoney>, SolveError> {
        let each_has_a_plan = alone.iter().flatten().all(|outcome| outcome.layout.is_some());
        if !each_has_a_plan || self.within.clock.is_over() {
            return Ok(None);
        }
        let linked = Linked::new(self.horizon, self.arcs, dropped, true);
        let mut objective = Expr::default();
        for &extra in linked.extra().iter().flatten() {
            objective.add(extra, 1.0);
        }
        let answer = minimise(&linked.milp, &objective, None, self.within)?;
        let Some(point) = answer.point.filter(|_| answer.termination.is_proved()) else {
            return Ok(None);
        };
        let yuan = |extra: &Col| Yuan::new((point[extra.position()] * 1e4 - 1e-3).ceil() as i64);
        let by_source =
            |extra: &TiVec<FundingIdx, Col>| -> TiVec<_, _> { extra.iter().map(yuan).collect() };
        Ok(Some(linked.extra().iter().map(by_source).collect()))
    }

    fn compared(
        &self,
        schedule: Option<(&Schedule, &ScheduleAudit)>,
        myopic: &Option<Myopic>,
        hindsight: &TiVec<PeriodIdx, Option<Outcome>>,
    ) -> Vec<StageComparison> {
        let worth = |period: PeriodIdx,
                     decided: Option<(&Layout, &crate::plan::Assignment)>,
                     stage: Stage| {
            let (layout, assignment) = decided?;
            let problem = &self.horizon.periods()[period].problem;
            let value = crate::plan::stage_value(problem, self.arcs, layout, assignment, stage);
            Some(value)
        };
        let periods = || self.horizon.periods().keys();
        let stages = self.horizon.plan().objective.order.iter();
        stages
            .map(|&stage| StageComparison {
                stage,
                schedule: periods()
                    .map(|period| {
                        let own = schedule.map(|(schedule, audit)| {
                            let assignment = &audit.periods[period].assignment;
                            (&schedule.layouts[period], assignment)
                        });
                        worth(period, own, stage)
                    })
                    .collect(),
                myopic: periods()
                    .map(|period| {
                        let own = myopic
                            .as_ref()
                            .and_then(|myopic| myopic.outcomes.get(period))
                            .and_then(decided);
                        worth(period, own, stage)
                    })
                    .collect(),
                hindsight: periods()
                    .map(|period| {
                        let own = hindsight[period].as_ref().and_then(decided);
                        worth(period, own, stage)
                    })
                    .collect(),
            })
            .collect()
    }
}
