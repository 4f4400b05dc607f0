//! GeoJSON feature collections, one feature a line, so that two versions can be compared line by line.

use crate::domain::{Feature, LonLat, Properties};
use crate::run::figures::{modelled_funding, modelled_works, origin_counts, works};
use crate::run::plan::NameJson;
use crate::run::report::Report;
use geojson::{Geometry, GeometryValue, JsonObject};
use serde_json::{Map, Value, json};

/// Our properties begin with this; a caller's own properties of that beginning are left out, since they come
/// from an earlier run.
const PREFIX: &str = "plan_";

/// A collection being written.
pub(super) struct Collection {
    features: Vec<String>,
}

impl Collection {
    pub(super) fn new() -> Self {
        Self {
            features: Vec::new(),
        }
    }

    /// Adds a feature of the caller's with our properties behind its own.
    pub(super) fn add(&mut self, id: &str, feature: &Feature, ours: Properties) {
        self.add_as(id, id, feature, ours);
    }

    /// The same under an id of its own, for a layer that has several features of one of the caller's.
    pub(super) fn add_as(&mut self, own: &str, id: &str, feature: &Feature, ours: Properties) {
        let mut properties = Map::new();
        if !feature.properties.contains_key("id") {
            properties.insert("id".into(), id.into());
        }
        let theirs = feature
            .properties
            .iter()
            .filter(|(name, _)| !name.starts_with(PREFIX));
        properties.extend(theirs.map(|(name, value)| (name.clone(), value.clone())));
        properties.extend(ours);
        let geometry = Geometry::new(GeometryValue::from(&feature.geometry));
        self.push(Some(own), geometry, properties);
    }

    /// Adds an area of ours inside one ring.
    pub(super) fn add_ring(&mut self, own: &str, ring: &[[f64; 2]], properties: Properties) {
        let ring: Vec<geojson::Position> = ring.iter().map(|&at| at.into()).collect();
        self.push(Some(own), Geometry::new_polygon([ring]), properties);
    }

    /// Adds a straight line of ours. Equal ends are allowed (RFC 7946, 3.1.4 asks for two positions).
    pub(super) fn add_line(&mut self, from: LonLat, to: LonLat, properties: Properties) {
        let ends = [from, to].map(|end| [end.lon_deg(), end.lat_deg()]);
        self.push(None, Geometry::new_line_string(ends), properties);
    }

    /// The same between positions as numbers.
    pub(super) fn add_segment(&mut self, from: [f64; 2], to: [f64; 2], properties: Properties) {
        self.push(None, Geometry::new_line_string([from, to]), properties);
    }

    /// Adds a point of which the caller gave no feature.
    pub(super) fn add_point(&mut self, id: &str, at: [f64; 2], ours: Properties) {
        let mut properties = Map::new();
        properties.insert("id".into(), id.into());
        properties.extend(ours);
        self.push(Some(id), Geometry::new_point(at), properties);
    }

    fn push(&mut self, id: Option<&str>, geometry: Geometry, properties: JsonObject) {
        let feature = geojson::Feature {
            bbox: None,
            geometry: Some(geometry),
            id: id.map(|id| geojson::feature::Id::String(id.into())),
            properties: Some(properties),
            foreign_members: None,
        };
        self.features.push(feature.to_string());
    }

    /// The file, named after the plan, with the foreign member `yike` that says what it is.
    pub(super) fn finish(self, report: &Report<'_>, layer: &str, remark: &str) -> Vec<u8> {
        let name = format!("{}: {layer}", report.problem.name.english());
        self.finish_about(&name, &about(report, layer, remark))
    }

    /// The file under this name, with what it is about.
    pub(super) fn finish_about(self, name: &str, about: &Value) -> Vec<u8> {
        let mut head = Map::new();
        head.insert("type".into(), "FeatureCollection".into());
        head.insert("name".into(), name.into());
        head.insert("yike".into(), about.clone());
        collection_text(&head, &self.features)
    }
}

/// A collection with these members and features, each on a line.
pub(super) fn collection_text(head: &Map<String, Value>, features: &[String]) -> Vec<u8> {
    let members: String = head
        .iter()
        .map(|(name, value)| format!("{}:{value},\n", json!(name)))
        .collect();
    let newline = if features.is_empty() { "" } else { "\n" };
    let features = features.join(",\n");
    format!("{{{members}\"features\":[\n{features}{newline}]}}\n").into_bytes()
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

/// A number rounded for maps, where further digits only follow the machine's rounding.
pub(super) fn rounded(value: f64, places: i32) -> Value {
    let scale = 10f64.powi(places);
    // Adding 0 makes a negative zero, which an empty sum is, positive.
    json!((value * scale).round() / scale + 0.0)
}
