//! The shapes of the JSON files of a run: what must be there, and of which type. Other members may be there too.

use super::RunKind;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

macro_rules! shapes {
    ($($name:ident { $($field:ident: $type:ty),* $(,)? })*) => {
        $(#[derive(Deserialize)] #[allow(dead_code)] struct $name { $($field: $type),* })*
    };
}

shapes! {
    Name { en: String, zh: Option<String> }
    Plan {
        name: Name, period: Option<i32>, status: String, tiers: Vec<Tier>, towns: Vec<Town>, travel: Name,
        targets: Vec<Target>, stages: Vec<Stage>, screening: Screening, relaxations: Vec<Relaxation>,
        relaxations_complete: Option<bool>, money: Money, works: Vec<Work>, facilities: Vec<Facilities>,
        coverage: Vec<Coverage>, uncovered: Vec<Uncovered>, violations: Vec<Violation>, disagreements: Vec<Disagreement>,
        modelled: Modelled, solver: Option<String>, run: Record,
    }
    Tier { id: String, name: Name, group: String, serves: Vec<String>, reach_urban: Option<Reach>, reach_rural: Option<Reach> }
    Reach { time_s: Option<f64>, distance_m: Option<f64>, radius_m: Option<f64> }
    Town { id: String, name: String }
    Target {
        indicator: Option<u64>, name: Name, kind: String, measure: String, scope: Option<String>, direction: Option<String>,
        limit: Option<f64>, unit: Option<String>, aim: Option<String>, now_published: Option<String>, now: Option<f64>,
        reached: Option<f64>, shortfall: Option<f64>, met: Option<bool>, worst_town: Option<String>,
    }
    Stage { stage: String, termination: String, value: Option<f64>, bound: Option<f64>, gap: Option<f64> }
    Screening { contradictions: Vec<Contradiction> }
    Contradiction { code: String, text: String }
    Relaxation { text: String, target: Option<usize>, feasible_at: f64, proved: bool, alone: bool }
    Money { cost_yuan: Option<i64>, running_cost_yuan: Option<i64>, sources: Vec<Source> }
    Source {
        id: String, name: Name, has_yuan: i64, amount_origin: String, committed_yuan: Option<i64>, works_yuan: Option<i64>,
        left_yuan: Option<i64>,
    }
    Work {
        site: String, site_name: String, town: String, id: String, name: Option<String>, work: String, tier: Option<String>,
        beds: u64, nursing_beds: u64, operator: Option<String>, into: Option<String>, cost_yuan: i64, cost_origin: String,
        funding_yuan: BTreeMap<String, i64>, persons_served: BTreeMap<String, f64>,
        newly_within_reach: BTreeMap<String, f64>, only_within_reach: BTreeMap<String, f64>, leader: Option<String>,
    }
    Facilities { tier: Option<String>, today: u64, after: u64, beds_today: u64, beds_after: u64 }
    Coverage { tier: String, slice: String, group: String, people: f64, covered_today: f64, covered: f64 }
    Uncovered {
        tier: String, unit: String, name: String, town: String, people: f64, why: String, nearest: Option<String>,
        distance_m: Option<f64>, time_s: Option<f64>,
    }
    Violation { code: String, site: Option<String>, text: String }
    Disagreement { target: usize, published: f64, own: f64, unit: String }
    Modelled { features: Vec<Features>, work_costs: Option<Amount>, sources: Amount }
    Features { sort: String, all: u64, figures: u64, positions: u64 }
    Amount { all: u64, modelled: u64, amount_yuan: i64 }
    Record { version: String, command: String, inputs: Vec<Input>, warnings: Vec<Warning>, settings: Option<Settings> }
    Input { role: String, path: String, bytes: u64, sha256: String, features: Option<u64> }
    Warning { code: String, file: String, id: Option<String>, cause: String }
    Settings { solver: String, gap: f64, time_limit_s: Option<f64> }
    Schedule {
        name: Name, status: String, periods: Vec<Period>, stages: Vec<Stage>, foresight: Vec<Foresight>,
        works: Vec<Begun>, without_plan: Vec<WithoutPlan>, solver: String, run: Record,
    }
    Period {
        year: i32, people: f64, covered: BTreeMap<String, Option<f64>>, works_begun: u64, spent_yuan: i64,
        money: Vec<PeriodMoney>, targets: Vec<Target>,
    }
    PeriodMoney {
        source: String, brought_yuan: i64, income_yuan: i64, committed_yuan: i64, works_yuan: i64, left_yuan: i64,
    }
    Foresight { stage: String, schedule: Values, myopic: Values, hindsight: Values }
    Values { all: Option<f64> }
    Begun {
        site: String, name: String, town: String, kind: String, work: String, tier: Option<String>, begins: i32,
        done: Option<i32>, cost_yuan: i64, payments_yuan: BTreeMap<String, i64>,
    }
    WithoutPlan { year: i32, status: String, relaxations: Vec<Relaxation> }
    Sweep {
        version: String, plan: String, inputs: Vec<Input>, settings: Settings, parameters: Vec<String>,
        travel: Option<Name>, modelled: Option<Modelled>, rows: Vec<BTreeMap<String, Value>>,
    }
    Frontier {
        version: String, plan: String, against: String, changes: Vec<String>, whole: bool, points: Vec<Point>,
        inputs: Vec<Input>, settings: Settings, travel: Option<Name>, modelled: Option<Modelled>,
    }
    Point {
        point: u64, coverage_weighted_people: f64, coverage_bound: Option<f64>, coverage_gap: Option<f64>, against: f64,
        against_bound: Option<f64>, against_gap: Option<f64>, cost_yuan: i64, knee: bool, works: Vec<String>,
    }
}

/// Errors with what is missing or of the wrong type.
pub(super) fn check(kind: RunKind, value: &Value) -> Result<(), serde_json::Error> {
    match kind {
        RunKind::Plan => Plan::deserialize(value).map(drop),
        RunKind::Schedule => Schedule::deserialize(value).map(drop),
        RunKind::Sweep => Sweep::deserialize(value).map(drop),
        RunKind::Frontier => Frontier::deserialize(value).map(drop),
    }
}

/// Whether the plan has a layout.
pub(super) fn is_decided(plan: &Value) -> bool {
    plan["money"]["cost_yuan"].is_i64()
}

/// Whether a schedule was found.
pub(super) fn has_layout(schedule: &Value) -> bool {
    let status = schedule["status"].as_str();
    !matches!(status, Some("infeasible" | "stopped-without-plan"))
}

/// The years of a schedule's periods.
pub(super) fn years(schedule: &Value) -> Vec<i32> {
    let periods = schedule["periods"].as_array();
    let year = |period: &Value| i32::try_from(period["year"].as_i64()?).ok();
    periods.into_iter().flatten().filter_map(year).collect()
}
