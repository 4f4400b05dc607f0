//! Maps and charts as pictures.

use super::{bytes, solve, workplace};
use resvg::usvg::roxmltree::Document;

fn draw(place: &crate::common::program::Workplace, words: &[&str]) -> String {
    let ran = place.run(&[&["draw"][..], words].concat());
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    place.read(words[words.len() - 1])
}

fn texts(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).expect("XML");
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    texts.filter_map(|node| node.text().map(str::to_owned)).collect()
}

#[test]
fn a_map_names_towns_tiers_works_and_what_is_modelled() {
    let place = workplace();
    solve(&place, &[]);
    let english = texts(&draw(&place, &["out", "--attribution", "© somebody", "--out", "map.svg"]));
    for wanted in ["Small plan", "凤城街道", "service centre", "new", "N", "© somebody"] {
        assert!(english.iter().any(|text| text == wanted), "{wanted}: {english:?}");
    }
    assert!(english.iter().any(|text| text.starts_with("Modelled, not for decisions")));
    assert!(english.iter().any(|text| text.ends_with(" km")), "a scale: {english:?}");
    let chinese = texts(&draw(&place, &["out", "--lang", "zh", "--out", "zh.svg"]));
    for wanted in ["小规划", "街镇养老服务中心", "新建"] {
        assert!(chinese.iter().any(|text| text == wanted), "{wanted}: {chinese:?}");
    }
    assert_eq!(
        place.read("map.svg"),
        draw(&place, &["out", "--attribution", "© somebody", "--out", "map.svg"])
    );
}

#[test]
fn maps_stand_beside_each_other_and_in_any_system() {
    let place = workplace();
    solve(&place, &[]);
    let two = draw(
        &place,
        &["out", "out", "--title", "Today", "--title", "Plan 规划", "--out", "two.svg"],
    );
    let titles = texts(&two);
    assert!(
        titles.iter().any(|text| text == "Today") && titles.iter().any(|text| text == "Plan 规划")
    );
    assert!(two.contains("width=\"1200\"") && two.contains("translate(600.0 0)"));
    let one = texts(&draw(&place, &["out", "--out", "one.svg"]));
    solve(&place, &["--crs", "EPSG:4547", "--formats", "geojson"]);
    // Metres instead of degrees: the same words at much the same places.
    assert_eq!(texts(&draw(&place, &["out", "--out", "metres.svg"])), one);
}

#[test]
fn charts_show_the_figures_of_the_plan() {
    let place = workplace();
    solve(&place, &[]);
    let coverage = texts(&draw(&place, &["out", "--chart", "coverage", "--out", "coverage.svg"]));
    assert!(
        coverage.iter().any(|text| text == "today")
            && coverage.iter().any(|text| text.ends_with(" %"))
    );
    let money =
        texts(&draw(&place, &["out", "--chart", "money", "--lang", "zh", "--out", "money.svg"]));
    assert!(money.iter().any(|text| text.contains("结余")), "{money:?}");
}

#[test]
fn a_png_has_pixels() {
    let place = workplace();
    solve(&place, &[]);
    let ran = place.run(&["draw", "out", "--width", "400", "--out", "map.png"]);
    if ran.exit == 2 && ran.stderr.contains("font") {
        // A machine without fonts, or without Chinese ones: it is said, and nothing is written.
        assert!(
            ran.stderr.contains("fonts-noto-cjk") && !place.path("map.png").exists(),
            "{}",
            ran.stderr
        );
        return;
    }
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    let png = bytes(&place, "map.png");
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    assert_eq!(png[16..20], 400_u32.to_be_bytes());
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let place = workplace();
    solve(&place, &[]);
    let refused = |words: &[&str], wanted: &str| {
        let ran = place.run(&[&["draw"][..], words].concat());
        assert_eq!(ran.exit, 2, "{words:?}");
        assert!(ran.stderr.contains(wanted), "{words:?}: {}", ran.stderr);
    };
    refused(&["out", "--out", "map.jpg"], "ends neither in .svg nor in .png");
    refused(&["nowhere", "--out", "map.svg"], "nowhere: there is no such folder");
    refused(&["out", "out", "--chart", "money", "--out", "map.svg"], "a chart is of one folder");
    refused(&["out", "--chart", "frontier", "--out", "map.svg"], "frontier.json");
    refused(&["out", "--width", "1", "--out", "map.svg"], "--width");
    refused(&["out", "--out", "out/towns.geojson"], "ends neither");
    for text in [
        "",
        "{}",
        "[]",
        "{\"type\":\"FeatureCollection\",\"features\":[]}",
        "{\"type\":\"FeatureCollection\",\"crs\":{\"properties\":{\"name\":\"moon\"}},\"features\":[]}",
    ] {
        for file in ["towns.geojson", "coverage.geojson", "layout.geojson"] {
            place.write(&format!("out/{file}"), text);
        }
        let ran = place.run(&["draw", "out", "--out", "none.svg"]);
        assert_eq!(ran.exit, 2, "{text}: {}", ran.stderr);
        assert!(!place.path("none.svg").exists());
    }
}
