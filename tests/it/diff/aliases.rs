//! Properties under their known Chinese names change nothing of what is said of the runs.

use super::two_runs_of;
use crate::common::program::Workplace;

/// A property of a layer, and the name that planners' files have for it.
const ALIASES: [(&str, &str, &str); 12] = [
    ("villages.geojson", "name", "名称"),
    ("villages.geojson", "town", "乡镇"),
    ("villages.geojson", "setting", "城乡类型"),
    ("villages.geojson", "persons", "常住人口"),
    ("villages.geojson", "aged_60", "60岁及以上人口"),
    ("sites.geojson", "name", "名称"),
    ("sites.geojson", "town", "乡镇"),
    ("sites.geojson", "kind", "类型"),
    ("towns.geojson", "name", "名称"),
    ("towns.geojson", "population", "常住人口"),
    ("towns.geojson", "ageing_rate", "老龄化率"),
    ("towns.geojson", "setting", "城乡类型"),
];

#[test]
fn chinese_names_of_properties_change_nothing() {
    let plain = two_runs_of(Workplace::with("tests/fixtures/tiers_together"));
    let renamed = Workplace::with("tests/fixtures/tiers_together");
    for (layer, name, alias) in ALIASES {
        renamed.edit(layer, &format!("\"{name}\":"), &format!("\"{alias}\":"));
    }
    let renamed = two_runs_of(renamed);
    let outputs = |place: &Workplace| -> Vec<(String, String)> {
        let ran = place.run(&["diff", "best", "drawn", "--out", "changes"]);
        assert_eq!(ran.exit, 0, "{}", ran.stderr);
        let mut said = vec![("terminal".to_owned(), ran.stdout)];
        // The map has the caller's own properties.
        let names = place.names("changes").into_iter();
        for name in names.filter(|name| !name.ends_with("geojson") && name != "record.json") {
            said.push((name.clone(), place.read(&format!("changes/{name}"))));
        }
        for chart in ["map", "coverage", "money"] {
            let ran = place.run(&["draw", "best", "--chart", chart, "--out", "picture.svg"]);
            assert_eq!(ran.exit, 0, "{}", ran.stderr);
            said.push((chart.to_owned(), place.read("picture.svg")));
        }
        for run in ["best", "drawn"] {
            let ran = place.run(&["verify", run]);
            assert_eq!(ran.exit, 0, "{}", ran.stdout);
            said.push((format!("verify {run}"), ran.stdout));
        }
        said
    };
    let (plain, renamed) = (outputs(&plain), outputs(&renamed));
    assert_eq!(plain.len(), renamed.len());
    for (one, other) in plain.into_iter().zip(renamed) {
        assert_eq!(one, other);
    }
}
