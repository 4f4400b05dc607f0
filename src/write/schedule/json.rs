use super::ScheduleReport;
use super::rows::{begun_works, period_figures};
use crate::domain::PeriodIdx;
use crate::run::plan::{
    NameJson, ReductionsJson, RelaxationJson, StageJson, TargetJson, relaxations, stages, targets,
    to_bytes,
};
use crate::run::record::RunRecord;
use crate::solve::Status;
use serde::Serialize;
use std::collections::BTreeMap;
use typed_index_collections::TiVec;

/// The version of this format; it changes when a field changes its meaning or goes.
const FORMAT: &str = "yike-schedule-1";

/// The whole of `schedule.json`.
#[derive(Debug, Clone, Serialize)]
struct ScheduleJson<'a> {
    format: &'static str,
    name: NameJson,
    status: &'static str,
    periods: Vec<PeriodJson>,
    /// Over all periods.
    stages: Vec<StageJson>,
    /// Each aim in each period, by three ways of planning.
    foresight: Vec<ForesightJson>,
    works: Vec<WorkJson>,
    /// No schedule: the periods that have no plan even alone.
    without_plan: Vec<WithoutPlanJson>,
    /// No schedule, though each period alone has a plan: money missing, by year.
    missing_money_yuan: Option<BTreeMap<i32, i64>>,
    reductions: ReductionsJson,
    solver: &'static str,
    run: &'a RunRecord,
}

#[derive(Debug, Clone, Serialize)]
struct PeriodJson {
    year: i32,
    weight: f64,
    people: f64,
    /// Units whose people are modelled.
    units_modelled: usize,
    units: usize,
    /// Share covered by tier.
    covered: BTreeMap<String, Option<f64>>,
    works_begun: usize,
    spent_yuan: i64,
    money: Vec<MoneyJson>,
    targets: Vec<TargetJson>,
}

#[derive(Debug, Clone, Serialize)]
struct MoneyJson {
    source: String,
    carries_over: bool,
    brought_yuan: i64,
    income_yuan: i64,
    committed_yuan: i64,
    works_yuan: i64,
    left_yuan: i64,
}

/// Values by year, and over all periods.
#[derive(Debug, Clone, Serialize)]
struct ValuesJson {
    by_year: BTreeMap<i32, Option<f64>>,
    all: Option<f64>,
}

#[derive(Debug, Clone, Serialize)]
struct ForesightJson {
    stage: &'static str,
    schedule: ValuesJson,
    myopic: ValuesJson,
    hindsight: ValuesJson,
}

#[derive(Debug, Clone, Serialize)]
struct WorkJson {
    site: String,
    name: String,
    town: String,
    kind: &'static str,
    work: String,
    tier: Option<String>,
    begins: i32,
    done: Option<i32>,
    cost_yuan: i64,
    cost_origin: &'static str,
    payments_yuan: BTreeMap<String, i64>,
}

#[derive(Debug, Clone, Serialize)]
struct WithoutPlanJson {
    year: i32,
    status: &'static str,
    relaxations: Vec<RelaxationJson>,
}

/// The bytes of `schedule.json`. Figures are named with their unit; shares are 0–1.
pub fn schedule_json(report: &ScheduleReport<'_>) -> Vec<u8> {
    let (horizon, scheduled) = (report.horizon, report.scheduled);
    let plan = horizon.plan();
    let year = |period: PeriodIdx| horizon.periods()[period].year;
    let values = |values: &TiVec<PeriodIdx, Option<f64>>, all| ValuesJson {
        by_year: values
            .iter_enumerated()
            .map(|(period, &value)| (year(period), value))
            .collect(),
        all,
    };
    let foresight = scheduled
        .compared
        .iter()
        .map(|row| {
            let of = |by: &TiVec<PeriodIdx, Option<f64>>| values(by, row.sum(horizon, by));
            ForesightJson {
                stage: row.stage.word(),
                schedule: of(&row.schedule),
                myopic: of(&row.myopic),
                hindsight: of(&row.hindsight),
            }
        })
        .collect();
    let works = scheduled.schedule.iter().flat_map(|schedule| {
        begun_works(horizon, schedule).into_iter().map(|row| {
            let site = &plan.sites[row.site];
            WorkJson {
                site: site.id.clone(),
                name: site.name.clone(),
                town: plan.towns[site.town].id.clone(),
                kind: row.work.kind.word(),
                work: row.work.id.clone(),
                tier: row.tier.map(|tier| plan.tiers[tier].id.clone()),
                begins: year(row.begins),
                done: row.done.map(year),
                cost_yuan: row.work.cost.yuan(),
                cost_origin: row.work.cost_origin.word(),
                payments_yuan: row
                    .payments
                    .iter()
                    .map(|&(source, amount)| (plan.funding[source].id.clone(), amount.yuan()))
                    .collect(),
            }
        })
    });
    let without_plan = scheduled
        .hindsight
        .iter_enumerated()
        .filter_map(|(period, outcome)| {
            let outcome = outcome
                .as_ref()
                .filter(|outcome| outcome.layout.is_none())?;
            Some(WithoutPlanJson {
                year: year(period),
                status: outcome.status.word(),
                relaxations: relaxations(&horizon.periods()[period].problem, outcome),
            })
        });
    to_bytes(&ScheduleJson {
        format: FORMAT,
        name: (&plan.name).into(),
        status: scheduled.status.word(),
        periods: periods(report),
        stages: stages(&scheduled.stages),
        foresight,
        works: works.collect(),
        without_plan: match scheduled.status {
            Status::Infeasible => without_plan.collect(),
            _ => Vec::new(),
        },
        missing_money_yuan: scheduled.missing_money.as_ref().map(|missing| {
            missing
                .iter_enumerated()
                .map(|(period, amount)| (year(period), amount.yuan()))
                .collect()
        }),
        reductions: ReductionsJson {
            units_before: scheduled.merged_units.0,
            units_after: scheduled.merged_units.1,
            dropped_sites: scheduled.dropped_sites.clone(),
        },
        solver: scheduled.solver.name,
        run: report.run,
    })
}

fn periods(report: &ScheduleReport<'_>) -> Vec<PeriodJson> {
    let horizon = report.horizon;
    let figures = period_figures(report);
    let audit = report.scheduled.audit.as_ref();
    let of_period = |(index, own): (PeriodIdx, &super::rows::PeriodFigures)| {
        let period = &horizon.periods()[index];
        let problem = &period.problem;
        let modelled = |unit: &&crate::domain::DemandUnit| {
            unit.provenance.figures == crate::domain::Origin::Modelled
        };
        let covered = own
            .covered
            .iter()
            .map(|&(tier, share)| (problem.tiers[tier].id.clone(), share));
        let money = audit.iter().flat_map(|audit| &audit.money[index]);
        PeriodJson {
            year: period.year,
            weight: period.weight,
            people: own.people,
            units_modelled: problem.units.iter().filter(modelled).count(),
            units: problem.units.len(),
            covered: covered.collect(),
            works_begun: own.begun,
            spent_yuan: own.spent.yuan(),
            money: money
                .map(|money| MoneyJson {
                    source: problem.funding[money.funding].id.clone(),
                    carries_over: horizon.income(money.funding).carries_over,
                    brought_yuan: money.brought.yuan(),
                    income_yuan: money.income.yuan(),
                    committed_yuan: money.committed.yuan(),
                    works_yuan: money.works.yuan(),
                    left_yuan: money.left().yuan(),
                })
                .collect(),
            targets: report
                .of_period(index)
                .map_or_else(Vec::new, |report| targets(&report)),
        }
    };
    figures
        .iter()
        .enumerate()
        .map(|(position, own)| of_period((PeriodIdx::from(position), own)))
        .collect()
}
