//! Two GeoJSON collections, compared feature by feature.

use super::trees::{Difference, differences};
use crate::domain::{Text, phrase, text};
use crate::run::tables::names;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// All differences of two collections: what they say of themselves, then features by their ids (lines by who is served
/// where), then their order.
pub(super) fn map_differences(there: &Value, computed: &Value) -> Vec<Difference> {
    let (Some(of_there), Some(of_computed)) = (parts(there), parts(computed)) else {
        return differences("", there, computed);
    };
    let mut found = differences("", &of_there.0, &of_computed.0);
    let (names_there, names_computed) = (names(of_there.1), names(of_computed.1));
    let by_name = |names: &[String]| -> BTreeMap<String, usize> {
        let positions = names.iter().cloned().enumerate();
        positions.map(|(position, name)| (name, position)).collect()
    };
    let (at_there, at_computed) = (by_name(&names_there), by_name(&names_computed));
    for (position, name) in names_computed.iter().enumerate() {
        match at_there.get(name) {
            Some(&at) => found.extend(of_feature(name, &of_there.1[at], &of_computed.1[position])),
            None => found.push(Difference {
                path: Text::same(name.as_str()),
                there: None,
                computed: Some(a_feature()),
            }),
        }
    }
    for name in names_there.iter().filter(|name| !at_computed.contains_key(*name)) {
        found.push(Difference {
            path: Text::same(name.as_str()),
            there: Some(a_feature()),
            computed: None,
        });
    }
    if found.is_empty() {
        found.extend(order(&names_there, &names_computed));
    }
    found
}

fn a_feature() -> Text {
    phrase("a feature", "一个要素").into()
}

/// A collection without its features, and its features.
fn parts(value: &Value) -> Option<(Value, &Vec<Value>)> {
    let Value::Object(members) = value else {
        return None;
    };
    let features = members.get("features")?.as_array()?;
    let head: Map<String, Value> = members
        .iter()
        .filter(|(name, _)| *name != "features")
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    Some((Value::Object(head), features))
}

/// What each feature is called, each name once.
fn names(features: &[Value]) -> Vec<String> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let named = features.iter().map(|feature| {
        let name = name(feature);
        let times = times.entry(name.clone()).or_default();
        *times += 1;
        match *times {
            1 => name,
            times => format!("{name} (number {times})"),
        }
    });
    named.collect()
}

fn name(feature: &Value) -> String {
    let property = |name: &str| {
        let value = feature.get("properties")?.get(name)?;
        Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    };
    if let Some(id) = feature.get("id") {
        return id.as_str().map_or_else(|| id.to_string(), str::to_owned);
    }
    match (property(names::FROM_ID), property(names::TO_ID)) {
        (Some(from), Some(to)) => format!(
            "{from} → {to} ({} {})",
            property(names::KIND).unwrap_or_default(),
            property(names::TIER).unwrap_or_default()
        ),
        _ => property("id").unwrap_or_else(|| "feature without id".into()),
    }
}

/// Differences of a feature; properties stand by their own names.
fn of_feature(name: &str, there: &Value, computed: &Value) -> Vec<Difference> {
    let own = differences("", there, computed).into_iter();
    own.map(|found| {
        let path = found.path.to_string();
        let place = path.strip_prefix("properties.").unwrap_or(&path);
        Difference {
            path: match place {
                "" => Text::same(name),
                _ => text!("{name}, {place}", "{name}，{place}"),
            },
            ..found
        }
    })
    .collect()
}

/// Where features stand in another order.
fn order(there: &[String], computed: &[String]) -> Option<Difference> {
    let position = there.iter().zip(computed).position(|(a, b)| a != b)?;
    let computed = &computed[position];
    Some(Difference {
        path: Text::same(format!("features[{position}]")),
        there: Some(Text::same(there[position].as_str())),
        computed: Some(text!("{computed}, in this order", "{computed}（按此顺序）")),
    })
}
