//! Text that would do harm on a page or in a spreadsheet does none.

use super::{audit, diff};
use crate::common::program::Workplace;

const SCRIPT: &str = "<script>alert(1)</script><img src=x onerror=alert(2)>&quot;'\\\"";
const FORMULA: &str = "=HYPERLINK(1)";
const TURNED: &str = "\u{202e}gnp.exe";

/// A run whose names are hostile.
fn hostile() -> Workplace {
    let place = Workplace::with("tests/fixtures/tiers_together");
    place.edit(
        "plan.toml",
        "Three tiers, one budget",
        &SCRIPT.replace('\\', "").replace('"', "\\\""),
    );
    place.edit("plan.toml", "district budget", FORMULA);
    place.edit("sites.geojson", "东二社区服务站", SCRIPT);
    place.edit("sites.geojson", "西一村互助点", FORMULA);
    place.edit("sites.geojson", "西二村互助点", TURNED);
    place.edit("villages.geojson", "西二村", &"长".repeat(10_000));
    place.edit("villages.geojson", "北一村", SCRIPT);
    let ran = place.run(&["solve", "plan.toml", "--out", "best"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    audit(&place, "one_after_another.geojson", "drawn");
    place
}

/// The names of the tags of a page, which must be closed in the order in which they were opened.
fn tags(page: &str) -> Vec<String> {
    let (mut open, mut all) = (Vec::new(), Vec::new());
    for part in page.split('<').skip(1) {
        let inside = part.split('>').next().expect("a tag ends");
        let name = inside.trim_end_matches('/').split([' ', '\n']).next().expect("a name");
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "{inside}");
        } else if !["!doctype", "meta", "input"].contains(&name) && !inside.ends_with('/') {
            open.push(name.to_owned());
        }
        all.push(name.to_owned());
    }
    assert_eq!(open, [""; 0], "tags left open");
    all
}

#[test]
fn hostile_names_do_no_harm_on_the_page() {
    let place = hostile();
    diff(&place, "best", "drawn", &["--out", "out"]);
    let page = place.read("out/diff.html");
    let known = [
        "!doctype", "html", "head", "meta", "title", "style", "body", "input", "label", "main",
        "h1", "h2", "p", "span", "bdi", "div", "table", "thead", "tbody", "tr", "th", "td", "svg",
        "g", "circle", "path",
    ];
    for tag in tags(&page) {
        assert!(known.contains(&tag.trim_start_matches('/')), "{tag}");
    }
    assert!(page.contains("&lt;script&gt;alert(1)"), "the name is shown as it is");
    // Nothing is fetched, and nothing runs.
    for word in ["http", "src=x on", "<script", "url(", "@import"] {
        let there = page.replace("&lt;img src=x onerror", "").contains(word);
        assert!(
            !there
                || word == "http"
                    && page.matches("http").count() == page.matches("http-equiv").count(),
            "{word}"
        );
    }
    assert!(page.contains(&format!("<bdi>{TURNED}")), "what turns text is held apart");
}

#[test]
fn formulas_are_text_in_the_tables() {
    let place = hostile();
    diff(&place, "best", "drawn", &["--out", "out"]);
    for table in ["diff_sites.csv", "diff_units.csv", "diff_money.csv", "diff_coverage.csv"] {
        let text = place.read(&format!("out/{table}"));
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        for row in rows.records() {
            for cell in &row.expect("a row") {
                let is_number = cell.parse::<f64>().is_ok();
                assert!(is_number || !cell.starts_with(['=', '+', '-', '@']), "{table}: {cell}");
            }
        }
    }
    assert!(place.read("out/diff_sites.csv").contains("'=HYPERLINK(1)"));
}

#[test]
fn both_languages_are_on_the_page() {
    let place = hostile();
    diff(&place, "best", "drawn", &["--out", "out"]);
    let page = place.read("out/diff.html");
    assert_eq!(page.matches("class=\"en\"").count(), page.matches("class=\"zh\"").count());
    for phrase in ["Sites that change", "发生变化的点位", "How sure each plan is", "方案的可靠程度"]
    {
        assert!(page.contains(phrase), "{phrase}");
    }
}
