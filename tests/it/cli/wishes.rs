//! What planners ask of single sites and towns in a run.

use crate::common::program::Workplace;
use serde_json::Value;

fn place() -> Workplace {
    Workplace::with("tests/fixtures/tiers_together")
}

fn solved(place: &Workplace, wishes: &[&str]) -> Value {
    let words = ["solve", "plan.toml", "--out", "out", "--json"];
    let ran = place.run(&[&words, wishes].concat());
    assert_eq!(ran.exit, 0, "{}{}", ran.stdout, ran.stderr);
    // Its record brings the same plan about again.
    let verified = place.run(&["verify", "out"]);
    assert_eq!(verified.exit, 0, "{}", verified.stdout);
    ran.json()
}

/// The sites with works.
fn works(plan: &Value) -> Vec<&str> {
    let works = plan["works"].as_array().expect("works").iter();
    works.filter_map(|own| own["site"].as_str()).collect()
}

#[test]
fn sites_are_required_forbidden_and_kept_by_id_or_name() {
    let place = place();
    let free = solved(&place, &[]);
    assert!(works(&free).contains(&"D-centre") && !works(&free).contains(&"X-centre"));
    let plan = solved(&place, &["--forbid", "东街中心"]);
    assert!(!works(&plan).contains(&"D-centre"));
    assert_eq!(plan["run"]["edits"]["forbid"][0], "东街中心");
    let summary = place.read("out/summary.md");
    assert!(summary.contains("`--forbid 东街中心`"), "{summary}");
    let plan = solved(&place, &["--require", "X-centre"]);
    assert!(works(&plan).contains(&"X-centre"));
    let plan = solved(&place, &["--require", "西镇中心=build"]);
    assert!(works(&plan).contains(&"X-centre"));
    let plan = solved(&place, &["--keep-today", "B1-point"]);
    assert!(works(&free).contains(&"B1-point") && !works(&plan).contains(&"B1-point"));
}

#[test]
fn a_town_that_is_merged_has_what_both_had() {
    let place = place();
    let people = |plan: &Value, id: &str| {
        let towns = plan["towns"].as_array().expect("towns").iter();
        let mut own = towns.filter(|town| town["id"] == id);
        own.next().map(|town| town["name"].as_str().expect("a name").to_owned())
    };
    let (free, merged) = (solved(&place, &[]), solved(&place, &["--merge-town", "B=X"]));
    assert!(people(&free, "B").is_some());
    assert_eq!((people(&merged, "B"), people(&merged, "X")), (None, people(&free, "X")));
    let in_town = |place: &Workplace| {
        let layer: Value = serde_json::from_str(&place.read("out/coverage.geojson")).expect("JSON");
        let units = layer["features"].as_array().expect("features").iter();
        units
            .filter(|own| own["properties"]["plan_town"] == "X" || own["properties"]["town"] == "X")
            .count()
    };
    let merged = in_town(&place);
    solved(&place, &[]);
    assert!(merged > in_town(&place));
}

#[test]
fn what_there_is_not_is_refused_with_what_there_is() {
    let place = place();
    let refused = |wishes: &[&str]| {
        let ran = place.run(&[&["solve", "plan.toml", "--out", "out"], wishes].concat());
        assert_eq!(ran.exit, 2, "{}", ran.stderr);
        ran.stderr
    };
    let said = refused(&["--require", "D-center", "--forbid", "Y", "--merge-town", "B"]);
    for part in ["P3003", "`D-center`", "D-centre", "--forbid", "--merge-town", "TOWN=TOWN"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let said = refused(&["--require", "D-centre=demolish"]);
    assert!(said.contains("P6001") && said.contains("`demolish`"), "{said}");
    let said = refused(&["--require", "X-centre", "--forbid", "西镇中心"]);
    assert!(said.contains("P3012") && said.contains("must stand and must not"), "{said}");
    let said = refused(&["--require", "X-centre=build", "--keep-today", "X-centre"]);
    assert!(said.contains("is to stay as it is"), "{said}");
    place.edit("sites.geojson", "西一村互助点", "西二村互助点");
    let said = refused(&["--forbid", "西二村互助点"]);
    assert!(
        said.contains("2 sites are called") && said.contains("`X1-point`, `X2-point`"),
        "{said}"
    );
}
