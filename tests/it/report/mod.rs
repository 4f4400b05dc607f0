//! `yike report`: one file that asks nothing of the network and holds the run's figures to the digit.
#![cfg(feature = "highs")]

mod bad;
mod brief;
mod browser;
pub(crate) mod driver;
mod page;

use crate::common::program::Workplace;
use serde_json::Value;

/// Names that would break out of HTML, of a script, of an attribute or of their line, if they could.
const HOSTILE: [&str; 6] = [
    "<script>window.broken = 1</script>",
    "</script><img src=x onerror=\"window.broken = 2\">",
    "\"><svg onload='window.broken = 3'>",
    "<!-- <script> ]]> {{script}} & &lt; \\u003c",
    "\u{202e}gnorw\u{2028}\u{2029}\u{2066}",
    "javascript:window.broken=4",
];

/// A small plan that was solved, into `out`.
fn solved() -> Workplace {
    let place = Workplace::with("tests/fixtures/tiers_together");
    assert_eq!(place.run(&["solve", "plan.toml", "--out", "out"]).exit, 0);
    place
}

/// The same with hostile names everywhere that a name may stand.
pub(crate) fn hostile() -> Workplace {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let long = "很长".repeat(5_000);
    let names: Vec<&str> = HOSTILE.into_iter().chain([&long[..]]).collect();
    for layer in ["towns.geojson", "villages.geojson", "sites.geojson"] {
        let mut collection: Value = serde_json::from_str(&place.read(layer)).expect("JSON");
        let features = collection["features"].as_array_mut().expect("features");
        for (number, feature) in features.iter_mut().enumerate() {
            let name = names[number % names.len()];
            feature["properties"]["name"] = format!("{name} {number}").into();
            feature["properties"][format!("{name} \" key")] = name.into();
        }
        place.write(layer, &collection.to_string());
    }
    let mut plan: toml::Table = place.read("plan.toml").parse().expect("TOML");
    plan["plan"]["name"] = names[1].into();
    place.write("plan.toml", &plan.to_string());
    assert_eq!(place.run(&["solve", "plan.toml", "--out", "out"]).exit, 0);
    place
}

/// Makes the report of `out`, with more words on the command line, and gives its text.
fn report(place: &Workplace, words: &[&str]) -> String {
    let all = [&["report", "out", "--out", "report.html"], words].concat();
    let ran = place.run(&all);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    place.read("report.html")
}

/// What the page holds under a name.
fn held(page: &str, name: &str) -> Option<Value> {
    let begin = format!("<script type=\"application/json\" data-name=\"{name}\">");
    let (_, rest) = page.split_once(&begin)?;
    let (json, _) = rest.split_once("</script>")?;
    Some(serde_json::from_str(json).expect("JSON"))
}
