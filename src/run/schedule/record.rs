//! `schedule.json`: everything that is known of a plan over several periods, for programs.

use super::report::ScheduleReport;
use super::rows::{PeriodFigures, begun_works, period_figures};
use crate::domain::{FundingIdx, Horizon, PeriodIdx, Schedule};
use crate::run::conflicts::ClashesJson;
use crate::run::figures::modelled_units;
use crate::run::plan::{NameJson, ReductionsJson, StageJson, TargetJson, stages, targets};
use crate::run::record::{Format, PROSE_OF_WARNINGS, RunRecord};
use crate::solve::{ScheduleOutcome, Status};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use typed_index_collections::TiVec;

/// The whole of `schedule.json`. Figures are named with their unit; shares are 0–1.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ScheduleJson {
    /// The word of the format: see [`Format::FORMAT`].
    pub format: String,
    /// The plan's name.
    pub name: NameJson,
    /// As of a plan.
    pub status: String,
    /// The periods, in their order; none without a schedule.
    pub periods: Vec<PeriodJson>,
    /// The stages over all periods.
    pub stages: Vec<StageJson>,
    /// Whether other ways of planning were asked for beside the schedule.
    #[serde(default)]
    pub compared: bool,
    /// Whether `[spending]` limits what a period may spend: of the three ways of planning it binds the schedule alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub spending_limited: bool,
    /// Each aim in each period, by three ways of planning.
    pub foresight: Vec<ForesightJson>,
    /// The works, by the period in which they begin, then in the order of the sites.
    pub works: Vec<BegunWorkJson>,
    /// No schedule: the periods that have no plan even alone.
    pub without_plan: Vec<WithoutPlanJson>,
    /// No schedule, though each period alone has a plan: money missing, by year.
    pub missing_money_yuan: Option<BTreeMap<i32, i64>>,
    /// How the problem was made smaller.
    pub reductions: ReductionsJson,
    /// The solver's name.
    pub solver: String,
    /// How it came to be.
    pub run: RunRecord,
}

impl Format for ScheduleJson {
    const FILE: &'static str = "schedule.json";
    const FORMAT: &'static str = "yike-schedule-1";
    const PROSE: &'static [&'static str] = &[
        "without_plan[].clashes.conflicts[].members[].text",
        "without_plan[].clashes.conflicts[].sentences",
        "without_plan[].clashes.repairs[].concessions[].text",
        PROSE_OF_WARNINGS[0],
        PROSE_OF_WARNINGS[1],
    ];
    const GONE: &'static [&'static str] = &["without_plan[].relaxations"];
}

/// A period and what it comes to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PeriodJson {
    /// Its year.
    pub year: i32,
    /// What it counts in the aims.
    pub weight: f64,
    /// People of the plan's served group.
    pub people: f64,
    /// Units whose people are modelled.
    pub units_modelled: usize,
    /// Units.
    pub units: usize,
    /// Share covered by tier; none where a tier is for nobody.
    pub covered: BTreeMap<String, Option<f64>>,
    /// Works that begin in it.
    pub works_begun: usize,
    /// What these cost.
    pub spent_yuan: i64,
    /// Money by source.
    pub money: Vec<PeriodMoneyJson>,
    /// Every indicator, in the plan's order.
    pub targets: Vec<TargetJson>,
}

/// A source of money in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PeriodMoneyJson {
    /// The source's id.
    pub source: String,
    /// Whether what is left goes to the next period.
    pub carries_over: bool,
    /// Brought from the period before.
    pub brought_yuan: i64,
    /// Income of the period.
    pub income_yuan: i64,
    /// What commitments take.
    pub committed_yuan: i64,
    /// What works take.
    pub works_yuan: i64,
    /// What is left.
    pub left_yuan: i64,
}

/// Values by year, and over all periods.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ValuesJson {
    /// By year.
    pub by_year: BTreeMap<i32, Option<f64>>,
    /// Over all periods.
    pub all: Option<f64>,
}

/// What an aim reaches by three ways of planning, in the unit of its stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ForesightJson {
    /// `shortfall`, `coverage`, `money`, `travel`.
    pub stage: String,
    /// By this schedule.
    pub schedule: ValuesJson,
    /// By planning period by period, seeing nothing that comes later.
    pub myopic: ValuesJson,
    /// By planning each period alone, as if from today with all money up to then.
    pub hindsight: ValuesJson,
}

/// A work that begins in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BegunWorkJson {
    /// The site's id.
    pub site: String,
    /// Its name.
    pub name: String,
    /// Its town's id.
    pub town: String,
    /// `build`, `upgrade`, `merge`, `close`.
    pub kind: String,
    /// The work's id.
    pub work: String,
    /// The tier that the site becomes; for a site that goes: that it was.
    pub tier: Option<String>,
    /// The year of the period in which it begins, and is paid.
    pub begins: i32,
    /// The year of the period at whose end it is done; none: after the last.
    pub done: Option<i32>,
    /// Cost.
    pub cost_yuan: i64,
    /// Where the cost comes from.
    pub cost_origin: String,
    /// Yuan by source.
    pub payments_yuan: BTreeMap<String, i64>,
}

/// A period that has no plan even alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct WithoutPlanJson {
    /// Its year.
    pub year: i32,
    /// `infeasible` or `stopped-without-plan`.
    pub status: String,
    /// What clashes, and what would make a plan possible; none where it is not known whether there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clashes: Option<ClashesJson>,
}

impl ScheduleJson {
    /// What `schedule.json` says of `report`.
    pub fn new(report: &ScheduleReport<'_>) -> Self {
        let (horizon, scheduled) = (report.horizon, report.scheduled);
        let year = |period: PeriodIdx| horizon.periods()[period].year;
        let missing = |missing: &TiVec<PeriodIdx, TiVec<FundingIdx, crate::units::Yuan>>| {
            let amounts = missing.iter_enumerated();
            let total =
                |by: &TiVec<FundingIdx, crate::units::Yuan>| by.iter().map(|own| own.yuan()).sum();
            amounts.map(|(period, by)| (year(period), total(by))).collect()
        };
        Self {
            format: Self::FORMAT.into(),
            name: (&horizon.plan().name).into(),
            status: scheduled.status.word().into(),
            periods: periods(report),
            stages: stages(&scheduled.stages),
            compared: scheduled.myopic.is_some(),
            spending_limited: horizon.spending().is_limited(),
            foresight: foresight(horizon, scheduled),
            works: scheduled
                .schedule
                .as_ref()
                .map_or_else(Vec::new, |schedule| works(horizon, schedule)),
            without_plan: match scheduled.status {
                Status::Infeasible => without_plan(report),
                _ => Vec::new(),
            },
            missing_money_yuan: scheduled.missing_money.as_ref().map(missing),
            reductions: ReductionsJson {
                units_before: scheduled.merged_units.0,
                units_after: scheduled.merged_units.1,
                dropped_sites: scheduled.dropped_sites.clone(),
            },
            solver: scheduled.solver.name.into(),
            run: report.run.clone(),
        }
    }
}

fn foresight(horizon: &Horizon, scheduled: &ScheduleOutcome) -> Vec<ForesightJson> {
    let values = |by: &TiVec<PeriodIdx, Option<f64>>, all| ValuesJson {
        by_year: by
            .iter_enumerated()
            .map(|(period, &value)| (horizon.periods()[period].year, value))
            .collect(),
        all,
    };
    let rows = scheduled.compared.iter();
    rows.map(|row| {
        let of = |by: &TiVec<PeriodIdx, Option<f64>>| values(by, row.sum(horizon, by));
        ForesightJson {
            stage: row.stage.word().into(),
            schedule: of(&row.schedule),
            myopic: of(&row.myopic),
            hindsight: of(&row.hindsight),
        }
    })
    .collect()
}

fn works(horizon: &Horizon, schedule: &Schedule) -> Vec<BegunWorkJson> {
    let plan = horizon.plan();
    let year = |period: PeriodIdx| horizon.periods()[period].year;
    let rows = begun_works(horizon, schedule).into_iter();
    rows.map(|row| {
        let site = &plan.sites[row.site];
        BegunWorkJson {
            site: site.id.clone(),
            name: site.name.clone(),
            town: plan.towns[site.town].id.clone(),
            kind: row.work.kind.word().into(),
            work: row.work.id.clone(),
            tier: row.tier.map(|tier| plan.tiers[tier].id.clone()),
            begins: year(row.begins),
            done: row.done.map(year),
            cost_yuan: row.work.cost.yuan(),
            cost_origin: row.work.cost_origin.word().into(),
            payments_yuan: row
                .payments
                .iter()
                .map(|&(source, amount)| (plan.funding[source].id.clone(), amount.yuan()))
                .collect(),
        }
    })
    .collect()
}

fn without_plan(report: &ScheduleReport<'_>) -> Vec<WithoutPlanJson> {
    let horizon = report.horizon;
    let periods = report.scheduled.hindsight.iter_enumerated();
    periods
        .filter_map(|(index, outcome)| {
            let outcome = outcome.as_ref().filter(|outcome| outcome.layout.is_none())?;
            let period = &horizon.periods()[index];
            Some(WithoutPlanJson {
                year: period.year,
                status: outcome.status.word().into(),
                clashes: report.clashes.get(&index).cloned(),
            })
        })
        .collect()
}

fn periods(report: &ScheduleReport<'_>) -> Vec<PeriodJson> {
    let horizon = report.horizon;
    let figures = period_figures(report);
    let audit = report.scheduled.audit.as_ref();
    let of_period = |(index, own): (PeriodIdx, &PeriodFigures)| {
        let period = &horizon.periods()[index];
        let problem = &period.problem;
        let covered =
            own.covered.iter().map(|&(tier, share)| (problem.tiers[tier].id.clone(), share));
        let money = audit.iter().flat_map(|audit| &audit.money[index]);
        PeriodJson {
            year: period.year,
            weight: period.weight,
            people: own.people,
            units_modelled: modelled_units(problem),
            units: problem.units.len(),
            covered: covered.collect(),
            works_begun: own.begun,
            spent_yuan: own.spent.yuan(),
            money: money
                .map(|money| PeriodMoneyJson {
                    source: problem.funding[money.funding].id.clone(),
                    carries_over: horizon.income(money.funding).carries_over,
                    brought_yuan: money.brought.yuan(),
                    income_yuan: money.income.yuan(),
                    committed_yuan: money.committed.yuan(),
                    works_yuan: money.works.yuan(),
                    left_yuan: money.left().yuan(),
                })
                .collect(),
            targets: report.of_period(index).map_or_else(Vec::new, |report| targets(&report)),
        }
    };
    figures
        .iter()
        .enumerate()
        .map(|(position, own)| of_period((PeriodIdx::from(position), own)))
        .collect()
}
