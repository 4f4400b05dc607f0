//! `placement.json`: everything that is known of a run, for programs. Distances are in the instance's unit; shares
//! and gaps are 0–1. `figures.unreachable` is demand that could not be covered even were all sites open: that fewer
//! than `times` sites reach, 2 with backup cover. What depends on the machine stands in `timing.json`; with a time
//! limit, all of it may.

use super::question_json::question_json;
use super::report::{PlacementReport, PlacementRun, Subject, rule_word};
use super::words::{method_word, metric_text, question_text, status_text};
use crate::domain::location::{Instance, Metric, SiteRule};
use crate::plan::location::{Assignment, Figures, Named};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// The version of this format; it changes when a field changes its meaning or goes.
pub const PLACEMENT_FORMAT: &str = "yike-placement-1";

/// The whole of `placement.json`.
#[derive(Debug, Clone, Serialize)]
pub struct PlacementJson<'a> {
    format: &'static str,
    name: &'a str,
    status: &'static str,
    verdict: String,
    objective: Option<f64>,
    bound: Option<f64>,
    gap: Option<f64>,
    question: Value,
    question_text: String,
    instance: Value,
    method: Option<&'static str>,
    nodes: Option<u64>,
    cuts: Option<u64>,
    linear_programs: Option<u64>,
    open: Option<Vec<String>>,
    figures: Option<Value>,
    faults: Vec<Value>,
    reasons: Vec<Value>,
    #[serde(flatten)]
    run: &'a PlacementRun,
}

/// Everything that `report` knows.
pub fn placement_json<'a>(report: &PlacementReport<'a>) -> PlacementJson<'a> {
    let (instance, question) = (report.instance, report.question);
    let proof = match report.subject {
        Subject::Solved(proof) => Some(proof),
        Subject::Audited => None,
    };
    let is_open = report.is_open();
    let open = || {
        let sites = (0..instance.sites()).filter(|&site| is_open[site]);
        sites
            .map(|site| instance.site_ids().label(site).into_owned())
            .collect()
    };
    let faults = report.audit.map_or(&[][..], |audit| &audit.faults);
    let fault = |fault: &crate::plan::location::PlacementFault| json!({ "kind": fault.word(), "text": fault.to_string() });
    let reason = |reason: &crate::plan::location::Hindrance| json!({ "kind": reason.word(), "text": reason.to_string(), "repair": reason.repair() });
    PlacementJson {
        format: PLACEMENT_FORMAT,
        name: instance.name(),
        status: report.status(),
        verdict: status_text(report),
        objective: report.audit.and_then(|audit| audit.objective),
        bound: proof.and_then(|proof| proof.bound),
        gap: proof.and_then(|proof| proof.gap),
        question: question_json(question),
        question_text: question_text(question, instance.unit()),
        instance: instance_json(instance),
        method: proof.map(|proof| method_word(proof.method)),
        nodes: proof.map(|proof| proof.effort.nodes),
        cuts: proof.map(|proof| proof.effort.cuts),
        linear_programs: proof.map(|proof| proof.effort.programs),
        open: report.placement.map(|_| open()),
        figures: report
            .audit
            .filter(|audit| audit.assignment != Assignment::Unknown)
            .map(|audit| figures_json(&audit.figures)),
        faults: faults.iter().map(fault).collect(),
        reasons: report.hindrances.iter().map(reason).collect(),
        run: report.run,
    }
}

fn instance_json(instance: &Instance) -> Value {
    let metric = match instance.metric() {
        Metric::Plane { .. } => "plane",
        Metric::Sphere { .. } => "sphere",
        Metric::Geodesic { .. } => "geodesic",
        Metric::Table(_) => "table",
    };
    let rules: Map<String, Value> = [
        SiteRule::Free,
        SiteRule::Existing,
        SiteRule::Required,
        SiteRule::Forbidden,
    ]
    .into_iter()
    .map(|rule| {
        let count = instance.rules().iter().filter(|&&own| own == rule).count();
        (rule_word(rule).to_owned(), json!(count))
    })
    .collect();
    json!({
        "demand_points": instance.points(),
        "total_weight": instance.weights().iter().sum::<f64>() + 0.0,
        "sites": instance.sites(),
        "sites_by_rule": rules,
        "unit": instance.unit().word(),
        "distances": metric,
        "distances_text": metric_text(instance),
        "values_are_costs_of_whole_points": instance.is_whole_demand(),
        "demand_points_are_sites": instance.has_same_points(),
        "total_capacity": instance.capacities().map(|all| all.iter().sum::<f64>() + 0.0),
    })
}

fn figures_json(figures: &Figures) -> Value {
    json!({
        "total_weight": figures.total_weight,
        "covered_weight": figures.covered_weight,
        "covered_share": (figures.total_weight > 0.0)
            .then(|| figures.covered_weight / figures.total_weight),
        "covered_points": figures.covered_points,
        "travel": figures.travel,
        "mean_distance": figures.mean_distance,
        "greatest_distance": figures.greatest_distance,
        "unserved": named_json(&figures.unserved, figures.unserved_weight),
        "unreachable": named_json(&figures.unreachable, figures.unreachable_weight),
        "open": figures.open,
        "opened": figures.opened,
        "fixed_cost": figures.cost,
    })
}

fn named_json(named: &Named, weight: f64) -> Value {
    json!({ "count": named.count, "weight": weight, "first_ids": named.ids })
}
