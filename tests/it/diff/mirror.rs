//! From B to A is from A to B, seen from the other side.

use super::{NOBODY, audit, diff, two_runs};
use serde_json::{Map, Value};

/// The same with sides changed.
fn mirrored(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let swapped = members.iter().map(|(name, value)| {
                let own = match name.as_str() {
                    "change" => Value::from(opposite(value.as_str().expect("a word"))),
                    "people" => negated(value),
                    _ => mirrored(value),
                };
                (other_side(name), own)
            });
            let mut swapped: Vec<(String, Value)> = swapped.collect();
            swapped.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Object(swapped.into_iter().collect::<Map<_, _>>())
        }
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(mirrored).collect();
            items.sort_by_key(Value::to_string);
            Value::Array(items)
        }
        _ => value.clone(),
    }
}

fn other_side(name: &str) -> String {
    for (one, other) in [("a", "b"), ("from", "to"), ("gain", "lose")] {
        if name == one {
            return other.into();
        }
        if name == other {
            return one.into();
        }
    }
    for (end, other) in [("_a", "_b"), ("_b", "_a"), ("_a_yuan", "_b_yuan"), ("_b_yuan", "_a_yuan")]
    {
        if let Some(stem) = name.strip_suffix(end) {
            return format!("{stem}{other}");
        }
    }
    name.into()
}

fn opposite(change: &str) -> &str {
    match change {
        "opened" => "closed",
        "closed" => "opened",
        "upgraded" => "upgrade-dropped",
        "upgrade-dropped" => "upgraded",
        other => other,
    }
}

fn negated(people: &Value) -> Value {
    let members = people.as_object().expect("by group").iter();
    let negated = members
        .map(|(group, people)| (group.clone(), Value::from(-people.as_f64().expect("people"))));
    Value::Object(negated.collect::<Map<_, _>>())
}

/// The same, keys and lists in one order, sides as they are.
fn settled(value: &Value) -> Value {
    mirrored(&mirrored(value))
}

#[test]
fn from_b_to_a_is_the_mirror() {
    let place = two_runs();
    // D2's station closes, D3's opens beside it, and a point goes.
    let layout = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"id":"D-centre","plan_work":"build"},"geometry":null},
        {"type":"Feature","properties":{"id":"D3-station","plan_work":"build"},"geometry":null},
        {"type":"Feature","properties":{"id":"X1-point","plan_work":"build"},"geometry":null}]}"#;
    place.write("layout.geojson", layout);
    audit(&place, "layout.geojson", "moved");
    for (a, b) in [("best", "drawn"), ("best", "moved"), ("moved", "drawn")] {
        let more = ["--moved-within", "2 km"];
        let there = diff(&place, a, b, &more);
        let back = diff(&place, b, a, &more);
        assert_eq!(mirrored(&back), settled(&there), "{a} {b}");
    }
}

#[test]
#[cfg_attr(not(feature = "highs"), ignore = "needs the speed of HiGHS")]
fn of_a_district_too() {
    let place = crate::common::program::Workplace::with("data/changshou");
    assert_eq!(place.run(&["solve", "plan.toml", "--out", "best"]).exit, 0);
    place.write("none.geojson", NOBODY);
    audit(&place, "none.geojson", "today");
    let there = diff(&place, "today", "best", &[]);
    let back = diff(&place, "best", "today", &[]);
    assert!(there["sites"].as_array().expect("a list").len() > 100);
    assert_eq!(mirrored(&back), settled(&there));
}
