//! Layouts that come back from maps: the work of a site counts, all else is computed from it, whatever program saved the
//! layer.

mod arcgis;
mod qgis;

use crate::common::program::{Ran, Workplace};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Figures that tell one layout from another.
const FIGURES: [&str; 6] = ["targets", "money", "works", "facilities", "coverage", "violations"];

/// Changshou, solved in `language`.
fn solved(language: &str) -> Workplace {
    let place = Workplace::with("data/changshou");
    let words = ["solve", "plan.toml", "--out", "out", "--no-comparison", "--lang", language];
    let ran = place.run(&words);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    place
}

/// A change of a site's work: the site, the work's id, the words by which it is chosen.
struct Change {
    site: String,
    work: String,
    words: String,
}

/// Three changes: a work that is not done, one that is done, one done in the place of another.
fn changes(place: &Workplace) -> Vec<Change> {
    let base = Connection::open(place.path("out/plan.gpkg")).expect("SQLite");
    let one = |which: &str| {
        let text = format!(
            "SELECT p.site, p.work_id, p.words FROM permitted_works p JOIN permitted_works d ON d.site = p.site AND d.decided
             WHERE NOT p.decided AND {which} ORDER BY p.fid LIMIT 1"
        );
        let row = |row: &rusqlite::Row<'_>| {
            Ok(Change { site: row.get(0)?, work: row.get(1)?, words: row.get(2)? })
        };
        base.query_row(&text, [], row).expect("such a site")
    };
    let changes = vec![
        one("p.work_id = 'stay' AND d.work_id LIKE 'build-point%'"),
        one("p.work_id LIKE 'build-point%' AND d.work_id = 'stay'"),
        one("p.work_id = 'merge' AND d.work_id = 'upgrade'"),
    ];
    assert!(changes.iter().all(|own| !own.words.is_empty()));
    changes
}

/// What the audit says of the layout in which these works are changed and nothing else is stated.
fn wanted(place: &Workplace, changes: &[Change]) -> Value {
    let layer: Value = serde_json::from_str(&place.read("out/layout.geojson")).expect("JSON");
    let features = layer["features"].as_array().expect("a list").iter().map(|site| {
        let own = &site["properties"];
        let changed = changes.iter().find(|change| own["id"] == *change.site);
        let work = changed.map_or(own["plan_work_id"].clone(), |change| json!(change.work));
        json!({"type": "Feature", "geometry": null, "properties": {"id": own["id"], "plan_work_id": work}})
    });
    let plain = json!({"type": "FeatureCollection", "features": features.collect::<Vec<_>>()});
    place.write("plain.geojson", &plain.to_string());
    let ran = audit(place, "plain.geojson");
    assert!(ran.stderr.is_empty(), "nothing contradicts: {}", ran.stderr);
    ran.json()
}

fn audit(place: &Workplace, layout: &str) -> Ran {
    place.run(&["audit", "plan.toml", "--layout", layout, "--json"])
}

/// The audit of `layout` has these figures, and warns of each change by its site.
fn has_figures(place: &Workplace, layout: &str, wanted: &Value, changes: &[Change]) {
    let ran = audit(place, layout);
    assert!([0, 5].contains(&ran.exit), "{layout}: {}", ran.stderr);
    let found = ran.json();
    for part in FIGURES {
        assert_eq!(found[part], wanted[part], "{layout}: {part}");
    }
    let warnings = found["run"]["warnings"].as_array().expect("a list");
    let warned: Vec<&Value> = warnings.iter().filter(|own| own["code"] == "P6011").collect();
    assert_eq!(warned.len(), changes.len(), "{layout}: {warnings:?}");
    for change in changes {
        let own = warned.iter().find(|own| own["id"] == *change.site).expect("a warning");
        let cause = own["cause"].as_str().expect("text");
        assert!(cause.contains(&format!("decides `{}`, which counts", change.work)), "{cause}");
        assert!(cause.contains("`plan_work` is the text"), "{cause}");
        assert!(own["feature"].is_number() && own["field"] == "plan_work_id", "{own}");
    }
}

/// Chooses works in the GeoPackage, as a program that knows nothing of Yike would.
fn choose(place: &Workplace, changes: &[Change], value: impl Fn(&Change) -> &str) {
    let base = Connection::open(place.path("out/plan.gpkg")).expect("SQLite");
    for change in changes {
        let text = "UPDATE sites SET plan_work_id = ?1 WHERE id = ?2";
        let rows = base.execute(text, [value(change), &*change.site]).expect("SQL");
        assert_eq!(rows, 1, "{}", change.site);
    }
}

#[test]
#[cfg_attr(not(feature = "highs"), ignore = "microlp takes minutes")]
fn the_package_comes_back_with_other_works_and_is_scored_by_them() {
    let place = solved("en");
    let solved: Value = serde_json::from_str(&place.read("out/plan.json")).expect("JSON");
    // As it was written it has the figures of the plan, and nothing is to be said.
    let ran = audit(&place, "out/plan.gpkg");
    assert_eq!((ran.exit, &*ran.stderr), (0, ""));
    for part in ["targets", "money", "works", "facilities", "coverage"] {
        assert_eq!(ran.json()[part], solved[part], "{part}");
    }
    let changes = changes(&place);
    let wanted = wanted(&place, &changes);
    assert_ne!(wanted["works"], solved["works"]);
    choose(&place, &changes, |change| &change.work);
    has_figures(&place, "out/plan.gpkg", &wanted, &changes);
    // Saved in other formats by Yike itself: names are cut, true is T, numbers are text.
    for file in ["back.shp", "back.csv", "back.geojson", "back.fgb", "back.parquet"] {
        let ran = place.run(&["convert", "out/plan.gpkg#sites", file]);
        assert_eq!(ran.exit, 0, "{file}: {}", ran.stderr);
        has_figures(&place, file, &wanted, &changes);
    }
}

/// Programs that save what they show write words where there were ids.
#[test]
#[cfg_attr(not(feature = "highs"), ignore = "microlp takes minutes")]
fn words_in_either_language_stand_for_a_work() {
    let place = solved("zh");
    let changes = changes(&place);
    assert!(changes.iter().any(|own| own.words.starts_with("新建：")), "in Chinese");
    let wanted = wanted(&place, &changes);
    choose(&place, &changes, |change| &change.words);
    has_figures(&place, "out/plan.gpkg", &wanted, &changes);
    let row = ["500115003-institution-1", "merge into a site that is not there"];
    let base = Connection::open(place.path("out/plan.gpkg")).expect("SQLite");
    base.execute("UPDATE sites SET plan_work_id = ?2 WHERE id = ?1", row).expect("SQL");
    let ran = audit(&place, "out/plan.gpkg");
    let issues = ran.json()["issues"].as_array().expect("a list").clone();
    let errors: Vec<_> = issues.iter().filter(|own| own["severity"] == "error").collect();
    assert_eq!((ran.exit, errors.len()), (2, 1), "{}", ran.stderr);
    assert_eq!((&errors[0]["code"], &errors[0]["id"]), (&json!("P6001"), &json!(row[0])));
}

/// Objects and lists are no attributes: tables of attributes have no place for them, and some programs refuse to save them.
#[test]
fn layers_hold_no_objects_and_no_lists() {
    let place = Workplace::with("tests/fixtures/runs/inputs");
    let ran = place.run(&["solve", "plan.toml", "--out", "out"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    let vary = ["sweep", "plan.toml", "--vary", "travel.detour=[1.2, 1.4]", "--out", "sweep"];
    let ran = place.run(&vary);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    // Each site of the inputs has a list.
    assert!(place.read("sites.geojson").contains("\"tiers\": ["));
    let mut seen = BTreeMap::new();
    for folder in ["out", "sweep"] {
        for name in place.names(folder).into_iter().filter(|name| name.ends_with(".geojson")) {
            let text = place.read(&format!("{folder}/{name}"));
            let layer: Value = serde_json::from_str(&text).expect("JSON");
            for feature in layer["features"].as_array().expect("a list") {
                let own = feature["properties"].as_object().expect("properties");
                *seen.entry(name.clone()).or_insert(0) += own.len();
                for (property, value) in own {
                    assert!(
                        !value.is_array() && !value.is_object(),
                        "{name}: {property} is {value}"
                    );
                }
            }
        }
    }
    for name in ["layout.geojson", "coverage.geojson", "towns.geojson", "sites.geojson"] {
        assert!(seen[name] > 20, "{name}: {seen:?}");
    }
}

/// The plugin of QGIS goes with the program.
#[test]
fn the_plugin_has_the_programs_version() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/qgis/yike/metadata.txt");
    let text = std::fs::read_to_string(path).expect("the plugin's metadata");
    let version = format!("version={}", yike::run::VERSION);
    assert!(text.lines().any(|line| line == version), "{text}");
}
