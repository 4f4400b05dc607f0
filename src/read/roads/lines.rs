//! Roads drawn as lines, in any format of layers. Lines meet where they share a vertex, to about a centimetre.

use super::builder::{Gaps, RawWays, node, tally};
use super::tags::{self, CLASS_NAMES};
use crate::domain::roads::{RoadClass, RoadNode, RoadParts};
use crate::domain::{PropertyValue, text};
use crate::read::catalogue::Code;
use crate::read::collection::{RawFeature, id_text, read_layer_by};
use crate::read::geometry::Shape;
use crate::read::issue::{Place, Usual};
use crate::read::layers::Source;
use crate::read::near::list;
use crate::read::sink::{Member, Sink};
use crate::read::source::{InputFile, Role};
use geo::{Geometry, Haversine, Length, LineString};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Positions are equal if they agree to 10⁻⁷ degrees, as in OpenStreetMap.
const PER_DEGREE: f64 = 1e7;

/// Reads the layer; none when there are no features to look at.
pub(super) fn read(sink: &Sink, source: &Source) -> Option<(RoadParts, Gaps, InputFile)> {
    // No property is used as id, because pieces of a road often share theirs.
    let layer = read_layer_by(sink, source, Role::Network, Shape::Lines, "")?;
    let mut ways = RawWays::default();
    let mut nodes: BTreeMap<i64, RoadNode> = BTreeMap::new();
    let mut strange = Vec::new();
    let mut words: BTreeMap<String, usize> = BTreeMap::new();
    // In a layer without classes all lines are roads; in a layer with classes a line without one may be a river.
    let classless = layer.features.iter().flatten().all(|raw| class_of(raw).is_none());
    if classless {
        check_classless(sink, source, &layer.features);
    }
    for raw in layer.features.iter().flatten() {
        let texts: BTreeMap<&str, Cow<'_, str>> =
            raw.properties.iter().filter_map(|(key, value)| Some((key, text(value)?))).collect();
        let tag = |key: &str| texts.get(key).map(Cow::as_ref);
        let stated = class_of(raw);
        let ferry = tag("route") == Some("ferry");
        let class = match stated {
            _ if ferry => Some(RoadClass::Ferry),
            Some((_, word)) => RoadClass::from_tag(word),
            None => classless.then_some(RoadClass::Road),
        };
        let Some(class) = class else {
            if let Some((key, word)) = stated {
                *words.entry(format!("`{key}` = `{word}`")).or_default() += 1;
            }
            strange.push(Member {
                number: raw.number,
                id: None,
                cause: match stated {
                    Some((_, word)) => text!(
                        "`{word}` is not a known class of roads; the line is left out",
                        "`{word}` 不是已知的道路等级；略去该线"
                    ),
                    None => text!(
                        "the line has no class, and others have one; it is left out",
                        "该线没有等级，而其他线有；略去该线"
                    ),
                },
            });
            continue;
        };
        let tags = tags::read(class, tag);
        let names = tags::names(raw.id.clone(), tag);
        for (key, value) in tags::unread(class, tag) {
            ways.note(key, value, 1);
        }
        let mut heights = raw.heights_m.iter().copied();
        let parts = lines(raw);
        let lengths: Vec<f64> = parts.iter().map(|line| Haversine.length(*line)).collect();
        for (line, tags) in parts.into_iter().zip(tags.shared_by(&lengths)) {
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
            ways.push(tags, names.clone(), keys);
        }
    }
    let action = text!(
        "write a value of OpenStreetMap's key highway, for instance `residential`",
        "写 OpenStreetMap 的 `highway` 键的值，例如 `residential`"
    );
    if ways.is_empty() && !words.is_empty() {
        let words = tally(&words);
        let cause = text!(
            "no line has a known class of roads: {words}",
            "没有线带有已知的道路等级：{words}";
            words
        );
        return sink.refuse(Code::NO_ROADS, Place::file(&source.name), cause, action);
    }
    sink.push_group(Code::ROAD_CLASS_UNKNOWN, &source.name, "highway", &strange, action);
    let (keys, nodes): (Vec<i64>, Vec<Option<RoadNode>>) =
        nodes.into_iter().map(|(key, node)| (key, Some(node))).unzip();
    let (parts, gaps) = ways.into_parts(&keys, &nodes);
    Some((parts, gaps, layer.record))
}

/// Says that no line has a class, and what there is instead.
fn check_classless(sink: &Sink, source: &Source, features: &[Option<RawFeature>]) {
    let ferry = |raw: &&RawFeature| {
        raw.properties.get("route").and_then(PropertyValue::as_str) == Some("ferry")
    };
    let roads: Vec<&RawFeature> = features.iter().flatten().filter(|raw| !ferry(raw)).collect();
    let Some(first) = roads.first() else { return };
    let code = CLASS_NAMES.into_iter().find_map(|key| {
        Some((key, first.properties.get(key).filter(|value| value.as_f64().is_some())?))
    });
    let keys: Vec<&str> = first.properties.keys().take(12).collect();
    let instead = match (code, &keys[..]) {
        (Some((key, number)), _) => text!(
            "`{key}` has numbers, for instance {number}, which are codes of some other list",
            "`{key}` 为数字（例如 {number}），是其他列表的代码"
        ),
        (None, []) => text!("the lines have no properties", "各线没有字段"),
        (None, keys) => {
            let keys = list(keys);
            text!("the properties are {keys}", "字段有 {keys}"; keys)
        }
    };
    let count = roads.len();
    let cause = text!(
        "none of the {count} lines has a class as text in `highway`, `class`, `fclass` or `type`; {instead}. All count as `road`: one speed for all",
        "{count} 条线都没有在 `highway`、`class`、`fclass` 或 `type` 中以文本写明等级；{instead}。全部计为 `road`：速度相同";
        instead
    );
    sink.push(Code::CLASSES_MISSING, Place::file(&source.name).at("highway"), cause, Usual);
}

/// The key of a position on the grid of 10⁻⁷ degrees, longitude before latitude. Both ends of the 180th meridian are
/// one place.
fn key(lon_deg: f64, lat_deg: f64) -> i64 {
    let whole = |degrees: f64| (degrees * PER_DEGREE).round() as i64;
    let lon_deg = if lon_deg == -180.0 { 180.0 } else { lon_deg };
    whole(lon_deg) * (1 << 31) + whole(lat_deg)
}

/// The property that states the class of the line, and the class. Numbers are codes of some other list.
fn class_of(raw: &RawFeature) -> Option<(&'static str, &str)> {
    let text = |key| Some((key, raw.properties.get(key).and_then(PropertyValue::as_str)?.trim()));
    let mut words = CLASS_NAMES.into_iter().filter_map(text);
    words.find(|(_, word)| !word.is_empty())
}

/// A property as the text of a tag; none where it is empty.
fn text(value: PropertyValue<'_>) -> Option<Cow<'_, str>> {
    match value {
        PropertyValue::Text(text) => {
            Some(text.trim()).filter(|text| !text.is_empty()).map(Cow::Borrowed)
        }
        PropertyValue::Flag(true) => Some("yes".into()),
        PropertyValue::Flag(false) => Some("no".into()),
        _ => id_text(value).map(Cow::Owned),
    }
}

fn lines(raw: &RawFeature) -> Vec<&LineString<f64>> {
    match &raw.geometry {
        Some(Geometry::LineString(line)) => vec![line],
        Some(Geometry::MultiLineString(lines)) => lines.0.iter().collect(),
        _ => Vec::new(),
    }
}
