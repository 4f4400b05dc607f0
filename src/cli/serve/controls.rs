//! The figures of a plan that the page has controls for: the levers, in the units that people read, and how `--set` says them.

use crate::domain::{Aim, MeasureUnit, Problem, TargetKind, spelled};
use crate::inquiry::{Lever, RequirementKind, requirements};
use crate::run::worth::LeverJson;
use serde_json::{Map, Value, json};

/// A control: what is shown times `factor`, then `suffix`, is the value that `--set` takes.
struct Scale {
    en: &'static str,
    zh: &'static str,
    factor: f64,
    suffix: &'static str,
}

const fn scale(en: &'static str, zh: &'static str, factor: f64, suffix: &'static str) -> Scale {
    Scale { en, zh, factor, suffix }
}

/// The unit of a lever for people, and how many of it one of the lever's own is.
fn scale_of(unit: &str) -> (Scale, f64) {
    match unit {
        "yuan" | "yuan a year" => (scale("万元", "万元", 10_000.0, " yuan"), 1e-4),
        "s" => (scale("min", "分钟", 1.0, " min"), 1.0 / 60.0),
        "m" => (scale("km", "公里", 1.0, " km"), 1e-3),
        "share" => (scale("%", "%", 1.0, " %"), 100.0),
        word => match MeasureUnit::from_word(word) {
            Some(MeasureUnit::SquareMetres) => (scale("m²", "平方米", 1.0, " m²"), 1.0),
            Some(MeasureUnit::Per1000) => (scale("per 1,000", "每千人", 1.0, ""), 1.0),
            _ => (scale("", "", 1.0, ""), 1.0),
        },
    }
}

/// The controls of a plan.
pub(super) fn controls(problem: &Problem) -> Vec<Value> {
    let most = problem.funding.iter().map(|own| own.amount.yuan()).max().unwrap_or(0) as f64;
    let wanted = |lever: &Lever| !matches!(lever, Lever::AllFunding | Lever::Places(_));
    let control = |lever: Lever| {
        let (about, value) = (LeverJson::of(problem, lever), lever.value(problem)?);
        let (scale, of_own) = scale_of(&about.unit);
        let shown = tidy(value * of_own);
        let top = match lever {
            // A source that has nothing may get as much as the largest has.
            Lever::Funding(_) if value <= 0.0 => most * of_own,
            _ => 2.0 * shown,
        };
        let top = if about.unit == "share" { 100.0 } else { tidy(top.max(1.0)) };
        let step = step(top, &about.unit);
        let whole = matches!(about.unit.as_str(), "yuan" | "yuan a year" | "facilities");
        let kind = match lever {
            Lever::Target(position) => Some(&problem.targets[position]),
            _ => None,
        };
        let kind = kind.map(|target| {
            let list = if target.rule().is_some() { "rule" } else { "target" };
            let sign = match &target.aim {
                Aim::Sited(aim) => aim.direction.symbol(),
                Aim::NotSited { .. } => "",
            };
            json!({
                "id": target.id,
                "indicator": target.indicator,
                "path": spelled(&[list, &target.id, "kind"]),
                "word": target.kind.word(),
                "words": TargetKind::ALL.map(TargetKind::word),
                "sign": sign,
            })
        });
        Some(json!({
            "group": about.kind, "path": about.path, "name": about.name,
            "unit": { "en": scale.en, "zh": scale.zh }, "factor": scale.factor, "suffix": scale.suffix,
            "value": shown, "top": top, "step": step, "is_whole": whole, "kind": kind,
        }))
    };
    Lever::all(problem).into_iter().filter(wanted).filter_map(control).collect()
}

/// Without what the machine rounds.
fn tidy(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// A round step, of which some hundred lead to the top.
fn step(top: f64, unit: &str) -> f64 {
    if unit == "share" {
        return 1.0;
    }
    let rough = top / 100.0;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|of| of * power);
    let step = step.into_iter().find(|own| *own >= rough * 0.999).unwrap_or(power);
    match unit {
        "facilities" | "number" => step.max(1.0),
        _ => step,
    }
}

/// What the plan's file demands of sites, by their ids, in words.
pub(super) fn demands_of_sites(problem: &Problem) -> Value {
    let mut demands = Map::new();
    for own in requirements(problem) {
        let counts = [
            RequirementKind::Works,
            RequirementKind::Required,
            RequirementKind::Forbidden,
            RequirementKind::MayStay,
        ];
        let (true, Some(site)) = (counts.contains(&own.kind(problem)), own.site()) else {
            continue;
        };
        let name = own.name(problem);
        let list = demands.entry(problem.sites[site].id.clone()).or_insert_with(|| json!([]));
        if let Some(list) = list.as_array_mut() {
            list.push(json!({ "en": name.english(), "zh": name.chinese() }));
        }
    }
    Value::Object(demands)
}

/// A number as plan files write it.
pub(super) fn plain(value: f64) -> String {
    format!("{}", tidy(value))
}
