//! What a run's folder says of its plan: `plan.json`, `layout.geojson` and `coverage.geojson`.

use super::read_run;
use crate::domain::{
    Feature, LonLat, Name, Properties, StatedAim, StatedCoverage, StatedRun, StatedService,
    StatedSite, StatedSource, StatedState, StatedTarget, StatedUnit,
};
use crate::read::catalogue::Code;
use crate::read::features::read_features;
use crate::read::issue::{Issue, Place, Problems};
use geo::Geometry;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

const PLAN: &str = "plan.json";
const FORMAT: &str = "yike-plan-1";
const LAYOUT: &str = "layout.geojson";
const COVERAGE: &str = "coverage.geojson";

#[derive(Deserialize)]
struct PlanFile {
    format: String,
    name: NameFile,
    period: Option<i32>,
    status: String,
    targets: Vec<TargetFile>,
    stages: Vec<StageFile>,
    money: MoneyFile,
    facilities: Vec<FacilityFile>,
    towns: Vec<TownFile>,
    coverage: Vec<CoverageFile>,
    run: RunFile,
}

#[derive(Deserialize)]
struct TownFile {
    id: String,
    name: String,
}

#[derive(Deserialize)]
struct NameFile {
    en: String,
    zh: Option<String>,
}

#[derive(Deserialize)]
struct TargetFile {
    indicator: Option<u32>,
    name: NameFile,
    kind: String,
    measure: String,
    scope: Option<String>,
    direction: Option<String>,
    limit: Option<f64>,
    unit: Option<String>,
    reached: Option<f64>,
    met: Option<bool>,
}

#[derive(Deserialize)]
struct StageFile {
    stage: String,
    termination: String,
    value: Option<f64>,
    bound: Option<f64>,
    gap: Option<f64>,
}

#[derive(Deserialize)]
struct MoneyFile {
    cost_yuan: Option<i64>,
    running_cost_yuan: Option<i64>,
    sources: Vec<SourceFile>,
}

#[derive(Deserialize)]
struct SourceFile {
    id: String,
    name: NameFile,
    has_yuan: i64,
    works_yuan: Option<i64>,
}

#[derive(Deserialize)]
struct FacilityFile {
    tier: Option<String>,
}

#[derive(Deserialize)]
struct CoverageFile {
    tier: String,
    slice: String,
    group: String,
    people: f64,
    covered: f64,
}

#[derive(Deserialize)]
struct RunFile {
    version: String,
    command: String,
}

impl From<NameFile> for Name {
    fn from(name: NameFile) -> Self {
        match name.zh {
            Some(zh) => Name::both(name.en, zh),
            None => Name::plain(name.en),
        }
    }
}

/// Reads what the folder at `path` says of a plan with a layout. Maps may be in any system that they name.
///
/// # Errors
///
/// When it is no folder of a run, has no layout, or a file in it cannot be read; see [`Code`].
pub fn read_stated(path: &Path) -> Result<StatedRun, Problems> {
    let folder = read_run(path, |name| [PLAN, LAYOUT, COVERAGE].contains(&name))?;
    let problem = |file: &str, code: Code, cause: String, action: &str| Problems {
        issues: vec![Issue {
            code,
            place: Place::file(&path.join(file).display().to_string()),
            cause,
            action: action.into(),
        }],
    };
    let again = "make the run again; `yike verify` says more of what is wrong";
    let Some(bytes) = folder.files.get(PLAN) else {
        let cause = "there is no such file".into();
        return Err(problem(PLAN, Code::RUN_UNREADABLE, cause, again));
    };
    let plan: PlanFile = serde_json::from_slice(bytes).map_err(|error| {
        let cause = format!("this is not what Yike writes: {error}");
        problem(PLAN, Code::RUN_UNREADABLE, cause, again)
    })?;
    if plan.format != FORMAT {
        let cause = format!(
            "the format is `{}`; this program reads `{FORMAT}`",
            plan.format
        );
        return Err(problem(PLAN, Code::RUN_UNREADABLE, cause, again));
    }
    let (Some(cost_yuan), Some(running_cost_yuan)) =
        (plan.money.cost_yuan, plan.money.running_cost_yuan)
    else {
        let cause = format!("the run ended with `{}`, without a layout", plan.status);
        let action = "compare runs that have one";
        return Err(problem(PLAN, Code::RUN_WITHOUT_LAYOUT, cause, action));
    };
    let (layout, coverage) = (
        read_features(&path.join(LAYOUT), None, None),
        read_features(&path.join(COVERAGE), None, None),
    );
    let (layout, coverage) = match (layout, coverage) {
        (Ok(layout), Ok(coverage)) => (layout, coverage),
        (layout, coverage) => {
            let of = |read: Result<_, Problems>| read.err().map(|problems| problems.issues);
            let issues = of(layout)
                .into_iter()
                .chain(of(coverage))
                .flatten()
                .collect();
            return Err(Problems { issues });
        }
    };
    // Tiers that people travel to have coverage, whether they have facilities or not.
    let named = plan.coverage.iter().map(|row| &row.tier);
    let named = named.chain(plan.facilities.iter().filter_map(|row| row.tier.as_ref()));
    let mut tiers: Vec<String> = Vec::new();
    for tier in named {
        if !tiers.contains(tier) {
            tiers.push(tier.clone());
        }
    }
    let towns = plan.towns.into_iter().map(|town| (town.id, town.name));
    Ok(StatedRun {
        towns: towns.collect(),
        folder: path.display().to_string(),
        name: plan.name.into(),
        period: plan.period,
        status: plan.status,
        command: plan.run.command,
        version: plan.run.version,
        aims: plan.stages.into_iter().map(aim).collect(),
        targets: plan.targets.into_iter().map(target).collect(),
        cost_yuan,
        running_cost_yuan,
        sources: plan.money.sources.into_iter().map(source).collect(),
        coverage: plan.coverage.into_iter().map(cover).collect(),
        sites: layout.features.into_iter().map(site).collect(),
        units: coverage
            .features
            .into_iter()
            .map(|(id, feature)| unit(id, feature, &tiers))
            .collect(),
        tiers,
    })
}

fn aim(row: StageFile) -> StatedAim {
    StatedAim {
        stage: row.stage,
        termination: row.termination,
        value: row.value,
        bound: row.bound,
        gap: row.gap,
    }
}

fn target(row: TargetFile) -> StatedTarget {
    StatedTarget {
        indicator: row.indicator,
        name: row.name.into(),
        kind: row.kind,
        measure: row.measure,
        scope: row.scope,
        direction: row.direction,
        limit: row.limit,
        unit: row.unit,
        reached: row.reached,
        met: row.met,
    }
}

fn source(row: SourceFile) -> StatedSource {
    StatedSource {
        id: row.id,
        name: row.name.into(),
        has_yuan: row.has_yuan,
        works_yuan: row.works_yuan.unwrap_or_default(),
    }
}

fn cover(row: CoverageFile) -> StatedCoverage {
    StatedCoverage {
        tier: row.tier,
        slice: row.slice,
        group: row.group,
        people: row.people,
        covered: row.covered,
    }
}

/// A text, or a number as text, of a property.
fn text(properties: &Properties, name: &str) -> Option<String> {
    match properties.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn whole(properties: &Properties, name: &str) -> u64 {
    let value = properties.get(name);
    value.and_then(Value::as_u64).unwrap_or_default()
}

fn position(feature: &Feature) -> Option<LonLat> {
    match &feature.geometry {
        Geometry::Point(point) => LonLat::new(point.x(), point.y()).ok(),
        _ => None,
    }
}

fn site((id, feature): (Option<String>, Feature)) -> StatedSite {
    let own = &feature.properties;
    let id = id.or_else(|| text(own, "id")).unwrap_or_default();
    let funding = own.get("plan_funding").filter(|value| !value.is_null());
    StatedSite {
        name: text(own, "name").unwrap_or_else(|| id.clone()),
        town: text(own, "town"),
        at: position(&feature),
        standing: own.get("plan_standing") == Some(&Value::Bool(true)),
        is: StatedState {
            tier: text(own, "plan_tier"),
            size: text(own, "plan_size"),
            beds: whole(own, "plan_beds"),
            nursing_beds: whole(own, "plan_nursing_beds"),
            operator: text(own, "plan_operator"),
        },
        work_id: text(own, "plan_work_id").unwrap_or_else(|| "stay".into()),
        work: text(own, "plan_work").unwrap_or_else(|| "stay".into()),
        cost_yuan: own
            .get("plan_cost_yuan")
            .and_then(Value::as_i64)
            .unwrap_or_default(),
        funding: funding.map(Value::to_string),
        leader: text(own, "plan_leader"),
        id,
        feature,
    }
}

fn unit(id: Option<String>, feature: Feature, tiers: &[String]) -> StatedUnit {
    let own = &feature.properties;
    let id = id.or_else(|| text(own, "id")).unwrap_or_default();
    let served = tiers.iter().filter_map(|tier| {
        let of = |name: &str| format!("plan_{tier}_{name}");
        let share = own.get(&of("share"))?.as_f64()?;
        let service = StatedService {
            share,
            site: text(own, &of("site")),
            km: own.get(&of("km")).and_then(Value::as_f64),
        };
        Some((tier.clone(), service))
    });
    let served: BTreeMap<String, StatedService> = served.collect();
    StatedUnit {
        name: text(own, "name").unwrap_or_else(|| id.clone()),
        town: text(own, "town"),
        setting: text(own, "setting"),
        at: position(&feature),
        served,
        id,
        feature,
    }
}
