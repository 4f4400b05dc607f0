//! The two pages that leaders see: the same in the run, its summaries, its report and a document; names on their maps.

use super::{held, report, solved};
use crate::common::program::Workplace;
use roxmltree::Document;
use serde_json::Value;
use std::io::{Cursor, Read};

/// Texts of the pages in a language: headings, cells of tables, items and notes.
fn texts(brief: &Value) -> Vec<String> {
    let pages = ["first", "second"].map(|page| brief[page].as_array().expect("sections").clone());
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let mut all = vec![text(&brief["about"])];
    for section in pages.concat() {
        all.push(text(&section["heading"]));
        if !section["table"].is_null() {
            all.extend(list(&section["table"]["columns"]).iter().map(|own| text(&own["heading"])));
            all.extend(
                list(&section["table"]["rows"]).iter().flat_map(&list).map(|own| text(&own)),
            );
        }
        all.extend(list(&section["items"]).iter().map(text));
        all.extend(list(&section["notes"]).iter().map(text));
    }
    all.retain(|own| !own.is_empty());
    all
}

/// Whether texts stand one after another in a longer one.
#[track_caller]
fn follow(texts: &[String], within: &str) {
    let mut rest = within;
    for text in texts {
        let (_, behind) = rest.split_once(text.as_str()).unwrap_or_else(|| panic!("{text}"));
        rest = behind;
    }
}

fn changshou() -> Workplace {
    let place = Workplace::with("data/changshou");
    assert_eq!(place.run(&["solve", "plan.toml", "--out", "out", "--no-comparison"]).exit, 0);
    place
}

fn plan(place: &Workplace) -> Value {
    serde_json::from_str(&place.read("out/plan.json")).expect("JSON")
}

#[test]
fn run_summaries_and_page_say_the_same() {
    let place = solved();
    let plan = plan(&place);
    for (language, file) in [("en", "out/summary.md"), ("zh", "out/summary.zh.md")] {
        let texts = texts(&plan["brief"][language]);
        assert!(texts.len() > 40, "{texts:?}");
        follow(&texts, &place.read(file));
    }
    assert_eq!(held(&report(&place, &[]), "plan.json").expect("a plan")["brief"], plan["brief"]);
}

/// Sums and shares of the pages are those of the records, told by code of the test's own.
#[test]
#[cfg_attr(not(feature = "highs"), ignore = "microlp takes minutes")]
fn figures_are_those_of_the_run() {
    let place = changshou();
    let plan = plan(&place);
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let number = |value: &Value| value.as_f64().expect("a number");
    let plain = |text: &Value| -> f64 {
        let text = text.as_str().expect("text").replace(',', "");
        text.trim_end_matches(" 万元").trim_start_matches('+').parse().expect("a number")
    };
    let brief = &plan["brief"]["en"];
    let works = list(&brief["first"][1]["table"]["rows"]);
    let (all, groups) = works.split_last().expect("a sum");
    for (column, of_all) in
        [(2, list(&plan["works"]).len() as f64), (4, number(&plan["money"]["cost_yuan"]) / 1e4)]
    {
        assert!((plain(&all[column]) - of_all).abs() < 1e-6);
        let sum: f64 = groups.iter().map(|row| plain(&row[column])).sum();
        assert!((sum - of_all).abs() < 1e-6, "{column}: {sum} {of_all}");
    }
    let facilities = list(&plan["facilities"]);
    let beds = |field: &str| facilities.iter().map(|row| number(&row[field])).sum::<f64>();
    assert_eq!(plain(&all[7]), beds("beds_after") - beds("beds_today"));
    // What a new centre costs for each person whom it newly covers.
    let centres = list(&plan["works"]).into_iter();
    let centres = centres.filter(|work| work["work"] == "build" && work["tier"] == "centre");
    let (cost, newly) = centres.fold((0.0, 0.0), |(cost, newly), work| {
        let own = work["newly_within_reach"]["centre"].as_f64().unwrap_or(0.0);
        (cost + number(&work["cost_yuan"]), newly + own)
    });
    assert_eq!(plain(&groups[0][6]), (cost / newly).round());
    // By town: all towns in the plan's order, and works and money that add up.
    let towns = list(&brief["second"][0]["table"]["rows"]);
    let (all, towns) = towns.split_last().expect("a sum");
    let names: Vec<Value> = towns.iter().map(|row| row[0].clone()).collect();
    let wanted: Vec<Value> = list(&plan["towns"]).iter().map(|own| own["name"].clone()).collect();
    assert_eq!(names, wanted);
    let money = |row: &Value| if row[3] == "–" { 0.0 } else { plain(&row[3]) };
    let sum: f64 = towns.iter().map(money).sum();
    assert!((sum - money(all)).abs() < 0.01 * towns.len() as f64);
    // Who is left out is too far away by the minutes that are told: beyond half an hour's way to a centre.
    for row in list(&brief["second"][1]["table"]["rows"]) {
        let (there, beyond) = (plain(&row[5]), plain(&row[6]));
        assert!(beyond > 0.0 && (there - beyond - 30.0).abs() < 0.11, "{row}");
    }
}

/// No name on a map is upon another or leaves the picture: the law, by boxes of the test's own.
#[test]
#[cfg_attr(not(feature = "highs"), ignore = "microlp takes minutes")]
fn names_on_the_maps_do_not_collide() {
    for district in ["data/changshou", "data/qianjiang"] {
        let place = Workplace::with(district);
        assert_eq!(place.run(&["solve", "plan.toml", "--out", "out", "--no-comparison"]).exit, 0);
        let page = report(&place, &[]);
        let maps = held(&page, "maps").expect("maps");
        let towns = held(&page, "towns").expect("towns")["count"].as_u64().expect("a count");
        for map in ["today", "plan"] {
            let document = Document::parse(maps[map].as_str().expect("SVG")).expect("XML");
            let root = document.root_element();
            let size = |name: &str| -> f64 {
                root.attribute(name).expect("a size").parse().expect("a number")
            };
            let names = document.descendants().find(|own| own.attribute("class") == Some("names"));
            let boxes: Vec<[f64; 4]> = names
                .expect("names")
                .children()
                .filter(|own| own.is_element())
                .map(|own| {
                    let of = |name: &str| -> f64 {
                        own.attribute(name).expect("set").parse().expect("a number")
                    };
                    let letters: f64 = own
                        .text()
                        .expect("text")
                        .chars()
                        .map(|own| if own.is_ascii() { 0.5 } else { 1.0 })
                        .sum();
                    let (x, y, half) = (of("x"), of("y"), letters * of("font-size") / 2.0);
                    [x - half, y - of("font-size") * 0.9, x + half, y + of("font-size") * 0.15]
                })
                .collect();
            assert_eq!(boxes.len() as u64, towns, "{district}: every town has its name");
            for (at, a) in boxes.iter().enumerate() {
                assert!(
                    a[0] >= 0.0 && a[1] >= 0.0 && a[2] <= size("width") && a[3] <= size("height")
                );
                for b in &boxes[at + 1..] {
                    let apart = a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1];
                    assert!(apart, "{district}, {map}: {a:?} {b:?}");
                }
            }
        }
    }
}

fn document(place: &Workplace, words: &[&str]) -> Vec<u8> {
    let ran = place.run(&[&["report", "out", "--out", "brief.docx"], words].concat());
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    std::fs::read(place.path("brief.docx")).expect("a document")
}

#[test]
fn a_document_has_the_same_pages() {
    let place = solved();
    let plan = plan(&place);
    for language in ["en", "zh"] {
        let bytes = document(&place, &["--lang", language]);
        assert_eq!(bytes, document(&place, &["--lang", language]), "equal runs give equal bytes");
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
        let names: Vec<String> =
            archive.file_names().map(|own| own.expect("a name").into_owned()).collect();
        for name in names.iter().filter(|name| name.ends_with(".xml") || name.ends_with(".rels")) {
            let mut text = String::new();
            archive.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
            let parsed = Document::parse(&text).expect("XML");
            if name == "word/document.xml" {
                let said: String = parsed.descendants().filter_map(|own| own.text()).collect();
                follow(&texts(&plan["brief"][language]), &said);
            }
        }
    }
}

#[test]
fn a_document_is_of_one_plan() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let vary = "travel.detour=1.2,1.3";
    assert_eq!(place.run(&["sweep", "plan.toml", "--vary", vary, "--out", "out"]).exit, 0);
    let ran = place.run(&["report", "out", "--out", "brief.docx"]);
    assert_eq!(ran.exit, 2);
    assert!(ran.stderr.contains("a document is of one plan alone"), "{}", ran.stderr);
    assert!(!place.path("brief.docx").exists());
}
