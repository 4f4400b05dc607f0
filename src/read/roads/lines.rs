//! Roads drawn as lines, in any format of layers. Lines meet where they share a vertex, to about a centimetre.

use super::builder::{Missing, Ways, node};
use super::tags;
use crate::domain::roads::{RoadClass, RoadNode, RoadParts};
use crate::read::catalogue::Code;
use crate::read::collection::{RawFeature, read_layer_by};
use crate::read::geometry::Shape;
use crate::read::layers::Source;
use crate::read::sink::{Member, Sink};
use crate::read::source::{InputFile, Role};
use geo::{Geometry, LineString};
use serde_json::Value;
use std::collections::BTreeMap;

/// Properties that say what class a road is of, the first that is there.
const CLASS_NAMES: [&str; 4] = ["highway", "class", "fclass", "type"];

/// Positions are the same where they agree to 10⁻⁷ degrees, as in OpenStreetMap.
const PER_DEGREE: f64 = 1e7;

/// Reads the layer; none when there are no features to look at.
pub(super) fn read(sink: &Sink, source: &Source) -> Option<(RoadParts, Missing, InputFile)> {
    // No property is the id: pieces of a road often share theirs.
    let layer = read_layer_by(sink, source, Role::Network, Shape::Lines, "")?;
    let mut ways = Ways::default();
    let mut nodes: BTreeMap<i64, RoadNode> = BTreeMap::new();
    let mut strange = Vec::new();
    for raw in layer.features.iter().flatten() {
        let tag = |key: &str| text(raw, key);
        let word = CLASS_NAMES.into_iter().find_map(tag);
        let ferry = tag("route") == Some("ferry");
        let class = match word {
            _ if ferry => Some(RoadClass::Ferry),
            Some(word) => RoadClass::from_word(word),
            None => Some(RoadClass::Road),
        };
        let Some(class) = class else {
            strange.push(Member {
                number: raw.number,
                id: None,
                cause: format!(
                    "`{}` is no class of roads that Yike knows; the line is left out",
                    word.unwrap_or_default()
                ),
            });
            continue;
        };
        let tagged = tags::read(class, tag);
        let mut heights = raw.heights_m.iter().copied();
        for line in lines(raw) {
            let keys: Vec<i64> = line
                .0
                .iter()
                .map(|at| {
                    let key = key(at.x, at.y);
                    let height = heights.next().flatten();
                    if let Some(node) = node(at.x, at.y, height) {
                        let known = nodes.entry(key).or_insert(node);
                        known.height_m = known.height_m.or(node.height_m);
                    }
                    key
                })
                .collect();
            ways.push(tagged.clone(), keys);
        }
    }
    let action = "write a value of OpenStreetMap's key highway, for instance `residential`";
    sink.push_group(
        Code::ROAD_CLASS_UNKNOWN,
        &source.name,
        "highway",
        &strange,
        action,
    );
    let (keys, nodes): (Vec<i64>, Vec<Option<RoadNode>>) = nodes
        .into_iter()
        .map(|(key, node)| (key, Some(node)))
        .unzip();
    let (parts, missing) = ways.into_parts(&keys, &nodes);
    Some((parts, missing, layer.record))
}

/// Numbers of the grid of 10⁻⁷ degrees, longitude before latitude.
fn key(lon_deg: f64, lat_deg: f64) -> i64 {
    let whole = |degrees: f64| (degrees * PER_DEGREE).round() as i64;
    whole(lon_deg) * (1 << 31) + whole(lat_deg)
}

fn text<'a>(raw: &'a RawFeature, key: &str) -> Option<&'a str> {
    match raw.properties.get(key)? {
        Value::String(text) => Some(text.trim()).filter(|text| !text.is_empty()),
        Value::Bool(true) => Some("yes"),
        Value::Bool(false) => Some("no"),
        Value::Number(number) => match number.as_f64() {
            Some(1.0) => Some("1"),
            Some(0.0) => Some("0"),
            Some(-1.0) => Some("-1"),
            _ => None,
        },
        _ => None,
    }
}

fn lines(raw: &RawFeature) -> Vec<&LineString<f64>> {
    match &raw.geometry {
        Some(Geometry::LineString(line)) => vec![line],
        Some(Geometry::MultiLineString(lines)) => lines.0.iter().collect(),
        _ => Vec::new(),
    }
}
