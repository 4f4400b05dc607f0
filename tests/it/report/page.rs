//! What is in the file.

use super::{HOSTILE, held, hostile, report, solved};
use crate::common::program::Workplace;
use serde_json::Value;

#[test]
fn the_file_refers_to_nothing_outside() {
    let page = report(&solved(), &[]);
    let (before, _) = page.split_once("<script type=").expect("data");
    let markup: Vec<&str> = before.split("<style>").collect();
    for word in ["src=", "href=\"http", "@import", "url("] {
        assert!(!before.contains(word), "{word}");
    }
    assert!(markup[0].contains("default-src 'none'"));
    assert!(markup[0].contains("img-src data:;"));
    // Whatever loads something does it by one of these; the map library has an address in a comment and of SVG alone.
    for word in ["sourceMappingURL", "<iframe", "<link rel=\"stylesheet", "import("] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn figures_are_those_of_the_run_to_the_digit() {
    let place = solved();
    let page = report(&place, &[]);
    let plan: Value = serde_json::from_str(&place.read("out/plan.json")).expect("JSON");
    assert_eq!(held(&page, "plan.json"), Some(plan));
    for (name, file) in [("layout", "layout.geojson"), ("coverage", "coverage.geojson")] {
        let layer = held(&page, name).expect("a layer");
        let from: Value = serde_json::from_str(&place.read(&format!("out/{file}"))).expect("JSON");
        let features = from["features"].as_array().expect("features");
        assert_eq!(layer["count"], features.len());
        for (row, feature) in features.iter().enumerate() {
            assert_eq!(layer["lon"][row], feature["geometry"]["coordinates"][0]);
            for (property, column) in layer["columns"].as_object().expect("columns") {
                let value = match column {
                    Value::Array(values) => &values[row],
                    dictionary => {
                        &dictionary["words"]
                            [dictionary["rows"][row].as_u64().expect("a row") as usize]
                    }
                };
                let given = &feature["properties"][property];
                assert!(
                    value == given || value.as_f64() == given.as_f64(),
                    "{property}: {value} {given}"
                );
            }
        }
    }
    let links: Value = serde_json::from_str(&place.read("out/links.geojson")).expect("JSON");
    let links = links["features"].as_array().expect("features").clone();
    let (layer, units, sites) =
        (held(&page, "links"), held(&page, "coverage"), held(&page, "layout"));
    let [layer, units, sites] = [layer, units, sites].map(|layer| layer.expect("a layer"));
    assert_eq!(layer["count"], links.len());
    for (row, link) in links.iter().enumerate() {
        let of = |end: &str| layer[end][row].as_u64().expect("a row") as usize;
        let from = if layer["leads"][row] == 1 { &sites } else { &units };
        assert_eq!(from["columns"]["id"][of("from")], link["properties"]["from_id"]);
        assert_eq!(sites["columns"]["id"][of("to")], link["properties"]["to_id"]);
        assert_eq!(layer["minutes"][row].as_f64(), link["properties"]["minutes"].as_f64());
    }
}

#[test]
fn names_cannot_become_markup() {
    let page = report(&hostile(), &[]);
    // Our own scripts and no other: the library, the page's, and one for each file.
    let scripts = page.matches("<script").count();
    assert_eq!(scripts, page.matches("</script>").count());
    assert_eq!(scripts, 2 + page.matches("<script type=\"application/json\"").count());
    assert!(!page.contains("<img"));
    assert!(!page.contains("<!--"));
    let sites = held(&page, "layout").expect("sites").to_string();
    for name in HOSTILE {
        let escaped = serde_json::to_string(name).expect("JSON");
        assert!(sites.contains(escaped.trim_matches('"')), "{name} is kept");
    }
    let plan = held(&page, "plan.json").expect("a plan");
    assert_eq!(plan["name"]["en"], HOSTILE[1]);
}

#[test]
fn equal_runs_give_equal_bytes() {
    let place = solved();
    assert_eq!(report(&place, &[]), report(&place, &[]));
    let [english, chinese] = ["en", "zh"].map(|code| report(&place, &["--lang", code]));
    assert!(english.contains("<html lang=\"en\">") && chinese.contains("<html lang=\"zh-CN\">"));
}

#[test]
fn tiles_are_asked_for_only_when_told_to() {
    let place = solved();
    let url = "https://{s}.tiles.example.org/{z}/{x}/{y}.png";
    let page = report(&place, &["--tiles", url, "--tiles-credit", "© <b>somebody</b>"]);
    let words = ["report", "out", "--out", "report.html", "--tiles", url];
    let said = place.run(&words).stderr;
    assert!(said.contains("its map asks *.tiles.example.org for tiles"), "{said}");
    assert!(!said.contains("without the network"), "{said}");
    assert!(page.contains("img-src data: https://*.tiles.example.org;"));
    assert_eq!(held(&page, "report").expect("a report")["tiles"]["url"], url);
    assert!(!page.contains("<b>"));
    for bad in [
        "tiles.example.org/{z}/{x}/{y}.png",
        "file:///etc/{z}/{x}/{y}",
        "https://a b/{z}/{x}/{y}",
        "https://x;script-src */{z}/{x}/{y}",
        "https://tiles.example.org/{z}/{x}.png",
        "https://tiles.example.org/{z}/{x}/{y}.png?key={key}",
    ] {
        let ran = place.run(&["report", "out", "--out", "no.html", "--tiles", bad]);
        assert_eq!(ran.exit, 2, "{bad}");
        assert!(ran.stderr.starts_with("error: --tiles: "), "{}", ran.stderr);
    }
    assert!(!place.path("no.html").exists());
}

#[test]
fn sweeps_and_frontiers_say_what_is_modelled() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let people = "\"persons\":4000";
    place.edit("villages.geojson", people, &format!("\"origin\":\"modelled\",{people}"));
    assert_eq!(place.run(&["solve", "plan.toml", "--out", "plan"]).exit, 0);
    let plan: Value = serde_json::from_str(&place.read("plan/plan.json")).expect("JSON");
    let units = &plan["modelled"]["features"][1];
    assert_eq!(units["sort"], "units");
    assert_eq!(units["figures"], 1);
    let sweep = ["sweep", "plan.toml", "--vary", "travel.detour=1.2,1.3"];
    let frontier = ["frontier", "plan.toml", "--against", "money"];
    for (words, name) in [(&sweep[..], "scenarios.json"), (&frontier[..], "frontier.json")] {
        let _ = std::fs::remove_dir_all(place.path("out"));
        let ran = place.run(&[words, &["--out", "out"]].concat());
        assert_eq!(ran.exit, 0, "{}", ran.stderr);
        let json = held(&report(&place, &[]), name).expect("held");
        let modelled = &json["modelled"];
        assert_eq!(modelled["features"], plan["modelled"]["features"], "{name}");
        assert_eq!(modelled["sources"], plan["modelled"]["sources"], "{name}");
        assert_eq!(json["travel"], plan["travel"], "{name}");
        // All works that the plan allows, not those of one layout.
        let all = |json: &Value| json["work_costs"]["all"].as_u64().expect("a count");
        assert!(all(modelled) > all(&plan["modelled"]), "{name}");
    }
}

#[test]
fn a_run_without_a_plan_is_reported_too() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let text = place.read("plan.toml")
        + "\n[[target]]\nindicator = 99\nname = { en = \"no money\" }\nmeasure = \"cost\"\nat_most = \"1 yuan\"\nkind = \"binding\"\n\n[[target]]\nindicator = 98\nname = { en = \"all built\" }\nmeasure = \"count\"\ntiers = [\"centre\"]\nat_least = 3\nkind = \"binding\"\n";
    place.write("plan.toml", &text);
    let ran = place.run(&["solve", "plan.toml", "--out", "out"]);
    assert_eq!(ran.exit, 3, "{}", ran.stderr);
    let page = report(&place, &[]);
    assert_eq!(held(&page, "plan.json").expect("a plan")["status"], "infeasible");
    assert_eq!(held(&page, "layout"), None);
}

#[test]
fn the_coast_of_an_islet_is_no_lake() {
    let place = Workplace::with("data/isle-of-man");
    let solved = place.run(&["solve", "plan.toml", "--no-comparison", "--out", "out"]);
    assert_eq!(solved.exit, 0, "{}", solved.stderr);
    let water = held(&report(&place, &[]), "water").expect("water");
    let outlines = |key: &str| -> Vec<Vec<i64>> {
        let lines = water[key].as_array().expect("lines").iter();
        lines.map(|own| serde_json::from_value(own.clone()).expect("steps")).collect()
    };
    // After the first position come the steps to the next ones.
    let is_closed = |steps: &[i64]| {
        let along = |from: usize| steps.iter().skip(from).step_by(2).sum::<i64>();
        (along(2), along(3)) == (0, 0)
    };
    let (lines, areas) = (outlines("lines"), outlines("areas"));
    let islets: Vec<&Vec<i64>> = lines.iter().filter(|own| is_closed(own)).collect();
    assert!(!islets.is_empty() && islets.len() < lines.len());
    assert!(areas.len() > 10 && areas.iter().all(|own| is_closed(own)), "{}", areas.len());
    assert!(islets.iter().all(|own| !areas.contains(own)));
}
