//! Layers of a run as GeoJSON, with what they are about.

use super::layers::{LayerError, LayerOut, geojson};
use super::tables::codes_csv;
use crate::domain::crs::Crs;
use crate::run::Output;
use crate::run::figures::{modelled_funding, modelled_works, origin_counts, works};
use crate::run::plan::NameJson;
use crate::run::record::VERSION;
use crate::run::report::Report;
use crate::run::table::Table;
use crate::run::tables::{NetworkPoints, network_layer};
use crate::travel::roads::NetworkReport;
use serde_json::{Map, Value, json};

/// A layer of a run, named after the plan, with the foreign member `yike` that says what it is.
///
/// # Errors
///
/// When a position has no place in `crs`.
pub fn layer_geojson(
    report: &Report<'_>,
    layer: &Table<'_>,
    crs: Crs,
) -> Result<Vec<u8>, LayerError> {
    let name = format!("{}: {}", report.problem.name.english(), layer.kind.file);
    let about = about(report, layer.kind.file, &layer.about);
    geojson_about(layer, &name, about, crs)
}

/// A layer under this name, with what it is about.
pub(super) fn geojson_about(
    layer: &Table<'_>,
    name: &str,
    about: Value,
    crs: Crs,
) -> Result<Vec<u8>, LayerError> {
    let out = LayerOut {
        name,
        features: layer,
        crs,
    };
    geojson(&out, &Map::from_iter([("yike".into(), about)]))
}

fn about(report: &Report<'_>, layer: &str, remark: &str) -> Value {
    let origins: Map<String, Value> = origin_counts(report.problem)
        .into_iter()
        .map(|row| {
            let counts = json!({
                "all": row.all,
                "figures_modelled": row.figures_modelled,
                "positions_modelled": row.positions_modelled,
            });
            (row.sort.word().into(), counts)
        })
        .collect();
    let costs = report.decided().map(|decided| {
        let money = modelled_works(&works(decided.problem, decided.layout));
        json!({ "works": money.all, "modelled": money.modelled })
    });
    let problem = report.problem;
    let tiers: Vec<Value> = problem
        .tiers
        .iter()
        .map(|tier| {
            json!({
                "id": tier.id,
                "name": NameJson::from(&tier.name),
                "group": problem.groups[tier.group].id,
                "travelled_to": tier.has_reach(),
            })
        })
        .collect();
    json!({
        "version": report.run.version,
        "layer": layer,
        "about": remark,
        "plan": NameJson::from(&problem.name),
        "period": problem.period,
        "tiers": tiers,
        "served": problem.groups[problem.served].id,
        "status": report.verdict().word(),
        "origins": origins,
        "work_costs": costs,
        "sources_modelled": modelled_funding(report.problem).modelled,
    })
}

/// `network.geojson` and `network.csv`: what of the demand and the sites is on the roads.
///
/// # Errors
///
/// When a position has no place in `crs`.
pub fn network_outputs(
    report: &NetworkReport,
    points: &NetworkPoints,
    crs: Crs,
) -> Result<[Output; 2], LayerError> {
    let layer = network_layer(report, points);
    let first = |sizes: &[u32]| sizes.iter().take(10).copied().collect::<Vec<u32>>();
    let mut about = json!({
        "version": VERSION,
        "layer": layer.kind.file,
        "about": layer.about,
        "snap_m": points.snap.metres(),
        "component_junctions": first(&report.components),
        "components": report.components.len(),
    });
    if let Some(rural) = &report.rural_components {
        about["rural_component_junctions"] = first(rural).into();
        about["rural_components"] = rural.len().into();
    }
    Ok([
        Output::new(
            "network.geojson",
            geojson_about(&layer, layer.kind.file, about, crs)?,
        ),
        Output::new("network.csv", codes_csv(&layer)),
    ])
}
