//! The workbench: the report's page with controls beside it, and what a plan is to its script.
//!
//! It has the report's scripts, style, words and columns, and scripts of its own in `bench`. The page holds what does not
//! change; plans come from the server that it asks, as [`plan_files`] has them.

use super::columns::borders;
use super::constants::constants;
use super::held::{Held, PHRASES, about, layers};
use super::html::Frame;
use super::map::{roads_about, water_about};
use super::source::PagePlan;
use crate::domain::{Feature, Language, LonLat};
use crate::run::folder::{HeldLayers, LayerFeatures, LayoutRun, LinkRow, PlacedRow, Roads};
use crate::run::plan::PlanJson;
use crate::run::record::{Format, VERSION};
use crate::run::table::Table;
use crate::run::tables as run_tables;
use crate::run::{Decided, Report};
use crate::write::layers::Features;
use serde_json::{Value, json};

const STYLE: &str = include_str!("bench/bench.css");
pub(super) const OWN_PHRASES: &str = include_str!("bench/phrases.json");
pub(super) const SCRIPTS: [&str; 11] = [
    include_str!("bench/state.js"),
    include_str!("bench/server.js"),
    include_str!("bench/controls.js"),
    include_str!("bench/places.js"),
    include_str!("bench/difference.js"),
    include_str!("bench/others.js"),
    include_str!("bench/curve.js"),
    include_str!("bench/beside.js"),
    include_str!("bench/conflict.js"),
    include_str!("bench/words.js"),
    include_str!("bench/bench.js"),
];

/// What the page of a workbench holds.
#[derive(Debug, Clone)]
pub struct Workbench<'a> {
    /// The plan before it is solved, whose columns the page has.
    pub plan: &'a PlanJson,
    /// The towns' borders.
    pub towns: Vec<PlacedRow>,
    /// The roads that the plan travels on and the water there, with the places that they are drawn about.
    pub roads: Option<(Roads, Vec<LonLat>)>,
    /// The language to begin with; none: the browser says.
    pub language: Option<Language>,
    /// What its script is told of the plan: controls, demands of sites, words.
    pub bench: Value,
}

/// The page of a workbench, and its Content-Security-Policy.
pub fn workbench(source: &Workbench<'_>) -> (Vec<u8>, String) {
    let mut held = Held::default();
    held.put("phrases", PHRASES);
    held.put("bench-phrases", OWN_PHRASES);
    let language = source.language.map(|language| language.say("en", "zh"));
    let report = json!({
        "format": "yike-workbench-1", "version": VERSION, "kind": "workbench", "language": language, "tiles": null, "runs": [],
    });
    held.add("report", &report);
    held.add("constants", &constants(Some(source.plan)));
    held.add("bench", &source.bench);
    held.add("towns", &borders(&source.towns));
    if let Some((roads, places)) = &source.roads {
        held.add("roads", &roads_about(&roads.network, places));
        if let Some(water) = water_about(roads, places) {
            held.add("water", &water);
        }
    }
    let frame = Frame {
        language,
        title: &source.plan.name.en,
        style: STYLE,
        scripts: &SCRIPTS,
        data: &held.0,
        images: None,
        connects: Some("'self'"),
    };
    frame.html()
}

/// A plan with its layers, as pages have it, without a folder.
///
/// Without layers where a layer lacks what pages need, which none of ours does.
pub fn page_plan(report: &Report<'_>) -> PagePlan {
    let plan = PlanJson::new(report);
    let layers = report.decided().and_then(|decided| held_layers(report, decided, &plan));
    PagePlan { year: None, plan, layers }
}

fn held_layers(
    report: &Report<'_>,
    decided: Decided<'_>,
    plan: &PlanJson,
) -> Option<(LayoutRun, Vec<LinkRow>)> {
    let mut held = HeldLayers::default();
    let made = [
        run_tables::sites_layer(decided),
        run_tables::demand_layer(report, decided),
        run_tables::links_layer(decided),
    ];
    for layer in made.into_iter().chain(run_tables::allocations_layer(decided)) {
        held.0.insert(format!("{}.geojson", layer.kind.file), features(&layer));
    }
    let run = LayoutRun::of(&held, plan.clone()).ok()?;
    let links = run.links(&held).ok()?;
    Some((run, links))
}

fn features(layer: &Table<'_>) -> LayerFeatures {
    let feature = |row| {
        let id = layer.id(row).map(std::borrow::Cow::into_owned);
        (id, Feature::new(layer.geometry(row).into_owned(), layer.properties(row)))
    };
    (0..layer.count()).map(feature).collect()
}

/// What the page's script is told of a plan: `plan.json`, its layers by name, and what is said of it beside.
pub fn plan_files(plan: &PagePlan) -> Value {
    let mut files = about(plan);
    files[PlanJson::FILE] = json!(plan.plan);
    for (name, value) in layers(plan) {
        files[name] = value;
    }
    files
}
