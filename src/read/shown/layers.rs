//! The layers of a run, and whether they are of the run that `plan.json` tells of.

use super::{RunFeature, RunLayers, RunLink};
use crate::domain::{Feature, LonLat};
use crate::read::catalogue::Code;
use crate::read::catalogue::Severity;
use crate::read::features::read_features;
use crate::read::issue::{Issue, Place};
use crate::read::sink::Sink;
use crate::read::source::find;
use geo::InteriorPoint;
use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;

/// So many ids are named in an issue.
const NAMED: usize = 3;

/// Features of the layer at `path`, each with its id and a position; none with issues.
pub(super) fn read_layer(
    sink: &Sink,
    path: &Path,
    warnings: &mut Vec<Issue>,
) -> Option<Vec<RunFeature>> {
    let features = read_raw(sink, path, warnings)?;
    let name = path.display().to_string();
    let feature = |(number, (id, feature)): (usize, (Option<String>, Feature))| {
        let at = feature.geometry.interior_point();
        let at = at.and_then(|at| LonLat::new(at.x(), at.y()).ok());
        match (id, at) {
            (Some(id), Some(at)) => Some(RunFeature { id, at, feature }),
            (id, _) => {
                let cause = match id {
                    None => "the feature has no id",
                    Some(_) => "the feature has no position",
                };
                let place = Place::feature(&name, number + 1, id.as_deref());
                sink.push(Code::RUN_FILES_DIFFER, place, cause, AGAIN);
                None
            }
        }
    };
    features.into_iter().enumerate().map(feature).collect()
}

const AGAIN: &str = "make the run again, and leave its files as they are";

/// An empty layer is no fault here: a plan may serve nobody.
fn read_raw(
    sink: &Sink,
    path: &Path,
    warnings: &mut Vec<Issue>,
) -> Option<Vec<(Option<String>, Feature)>> {
    let name = path.display().to_string();
    find(sink, path, &name, crate::read::LAYER_LIMIT_BYTES)?;
    match read_features(path, None, None) {
        Ok(file) => {
            warnings.extend(file.warnings);
            Some(file.features)
        }
        Err(problems) => {
            let is_error = |issue: &&Issue| issue.severity() == Severity::Error;
            let mut errors = problems.issues.iter().filter(is_error);
            if errors.all(|issue| issue.code == Code::LAYER_EMPTY) {
                return Some(Vec::new());
            }
            for issue in problems.issues {
                sink.push(issue.code, issue.place, issue.cause, issue.action);
            }
            None
        }
    }
}

/// The layers of a layout in `folder`, held against `plan` and against one another.
pub(super) fn read_layers(
    sink: &Sink,
    folder: &Path,
    plan: &Value,
    warnings: &mut Vec<Issue>,
) -> Option<RunLayers> {
    let [layout, coverage] = ["layout.geojson", "coverage.geojson"]
        .map(|name| read_layer(sink, &folder.join(name), warnings));
    let path = folder.join("links.geojson");
    let links = read_raw(sink, &path, warnings);
    let (layout, coverage, links) = (layout?, coverage?, links?);
    let [sites, units] = [&layout, &coverage].map(|layer| positions(layer));
    let lacks = |what: &str, field: &'static str, known: &HashMap<&str, usize>, file: &str| {
        let rows = plan[what].as_array().into_iter().flatten();
        let ids = rows.filter_map(|row| row[field].as_str());
        let unknown: Vec<&str> = ids.filter(|id| !known.contains_key(id)).collect();
        if let Some(&first) = unknown.first() {
            let place = Place {
                id: Some(first.into()),
                ..Place::file(&folder.join(file).display().to_string())
            };
            let named = unknown[..unknown.len().min(NAMED)].join(", ");
            let cause = format!("plan.json speaks of {named}, which the layer does not have");
            sink.push(Code::RUN_FILES_DIFFER, place, cause, AGAIN);
        }
    };
    lacks("works", "site", &sites, "layout.geojson");
    lacks("uncovered", "unit", &units, "coverage.geojson");
    lacks("uncovered", "nearest", &sites, "layout.geojson");
    let name = path.display().to_string();
    let mut linked = Vec::with_capacity(links.len());
    for (number, (_, feature)) in links.into_iter().enumerate() {
        let text = |field: &str| feature.properties.get(field).and_then(Value::as_str);
        let leads = text("kind") == Some("leads");
        let from = if leads { &sites } else { &units };
        let ends = [
            text("from_id").map(|id| from.get(id)),
            text("to_id").map(|id| sites.get(id)),
        ];
        let [Some(Some(&from)), Some(Some(&to))] = ends else {
            let place = Place::feature(&name, number + 1, text("from_id"));
            let cause = "the line joins places that the other layers do not have";
            sink.push(Code::RUN_FILES_DIFFER, place, cause, AGAIN);
            break;
        };
        let tier = text("tier").map(Into::into);
        linked.push(RunLink {
            leads,
            tier,
            from,
            to,
            feature,
        });
    }
    Some(RunLayers {
        layout,
        coverage,
        links: linked,
    })
}

fn positions(layer: &[RunFeature]) -> HashMap<&str, usize> {
    layer
        .iter()
        .enumerate()
        .map(|(position, feature)| (&feature.id[..], position))
        .collect()
}
