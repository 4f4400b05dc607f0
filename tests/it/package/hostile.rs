//! Text that means harm comes back as it was given, and does none.

use super::{bytes, json_of, open, rows, sheet, solve, workplace};
use calamine::{Data, Reader, Xlsx};
use resvg::usvg::roxmltree::Document;
use serde_json::json;
use std::io::Cursor;

/// What a name may be.
fn names() -> Vec<String> {
    let mut names: Vec<String> = [
        "=1+1",
        "+SUM(A1:A9)",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1)",
        "<script>alert(1)</script>",
        "\"quotes\" 'and' `ticks`\\; DROP TABLE sites;--",
        "\u{202e}right to left\u{200f}\u{2066}",
        "]]>&amp;<!-- --><a href='javascript:x'>",
        "{\"json\": [1, 2]}",
        "_x0041_ 😀 \u{fffd}",
        "a,b;c\nd\r\ne",
        "bell \u{7} escape \u{1b} unit \u{1f} delete \u{7f} next \u{85}",
        "nul \u{0} inside",
    ]
    .map(str::to_owned)
    .into();
    names.push("长".repeat(10_000));
    names
}

#[test]
fn names_come_back_from_every_format_and_do_no_harm() {
    for name in names() {
        let place = workplace();
        let quoted = json!(name).to_string();
        for (file, given) in [
            ("towns.geojson", "\"凤城街道\""),
            ("units.geojson", "\"桃源社区\""),
            ("sites.geojson", "\"桃源候选\""),
        ] {
            place.edit(file, given, &quoted);
        }
        // Attributes of the caller's own, and names of attributes.
        place.edit(
            "sites.geojson",
            "\"kind\": \"candidate\"",
            &format!("\"own\": {quoted}, {quoted}: 1, \"OWN\": 2, \"kind\": \"candidate\""),
        );
        solve(&place, &["--formats", "gpkg,xlsx,csv"]);
        // As reading took it: that is what has to come back.
        let plan = json_of(&place, "out/plan.json");
        let works = plan["works"].as_array().expect("works");
        let work = works
            .iter()
            .position(|work| work["site"] == "S5")
            .expect("built, as the plan requires");
        let read = works[work]["site_name"].as_str().expect("a name").to_owned();
        assert_eq!(read.trim(), name.trim());

        let base = open(&place);
        let named = rows(&base, "SELECT site_name FROM works WHERE site = 'S5'");
        assert_eq!(named, [[read.clone()]], "GeoPackage, table");
        let named = rows(&base, "SELECT name FROM sites WHERE id = 'S5'");
        assert_eq!(named, [[name.clone()]], "GeoPackage, layer");
        assert_eq!(rows(&base, "SELECT own FROM sites WHERE id = 'S4'"), [[name.clone()]]);
        assert_eq!(rows(&base, "SELECT OWN_2 FROM sites WHERE id = 'S4'"), [["2"]]);
        assert_eq!(rows(&base, "PRAGMA integrity_check"), [["ok"]]);

        let cell = &sheet(&place, "Works")[work + 1][1];
        let Data::String(cell) = cell else { panic!("{cell:?} is no text") };
        assert!(*cell == read || unescaped(cell) == read, "workbook: {cell:?} {read:?}");
        let mut book = Xlsx::new(Cursor::new(bytes(&place, "out/plan.xlsx"))).expect("a workbook");
        for name in book.sheet_names() {
            let formulas = book.worksheet_formula(&name).expect("a sheet");
            assert!(formulas.used_cells().next().is_none(), "{name} has a formula");
        }

        let mut table = csv::Reader::from_reader(Cursor::new(bytes(&place, "out/works.csv")));
        let rows: Vec<csv::StringRecord> = table.records().map(|row| row.expect("a row")).collect();
        let guard = if read.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
        assert_eq!(&rows[work][1], format!("{guard}{read}"), "CSV");
        for file in ["layout.csv", "works.csv", "coverage.csv", "targets.csv"] {
            let mut table = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(Cursor::new(bytes(&place, &format!("out/{file}"))));
            for cell in table
                .records()
                .flat_map(|row| row.expect("a row").iter().map(str::to_owned).collect::<Vec<_>>())
            {
                let number = cell.parse::<f64>().is_ok();
                assert!(
                    number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                    "{file}: {cell}"
                );
            }
        }

        let words = [
            "draw",
            "out",
            "--out",
            "map.svg",
            "--title",
            "<b>&\u{202e}",
            "--attribution",
            "© <i>\u{1}",
        ];
        let ran = place.run(&words);
        assert_eq!(ran.exit, 0, "{}", ran.stderr);
        let svg = place.read("map.svg");
        let document = Document::parse(&svg).expect("XML");
        let known = ["svg", "g", "rect", "path", "circle", "text"];
        for node in document.descendants().filter(|node| node.is_element()) {
            assert!(known.contains(&node.tag_name().name()), "{:?}", node.tag_name());
            assert!(
                node.attributes()
                    .all(|attribute| !attribute.name().starts_with("on")
                        && attribute.name() != "href")
            );
        }
        assert!(svg.len() < 100_000, "long names are cut: {}", svg.len());
        assert!(!svg.contains('\u{202e}'));
    }
}

/// Excel writes characters that XML has no place for as `_x0007_`; calamine gives them so.
fn unescaped(text: &str) -> String {
    let mut made = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.get(at + 6..at + 7) == Some("_"));
        let letter = code.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        made.push_str(&rest[..at]);
        match letter {
            Some(letter) => {
                made.push(letter);
                rest = &rest[at + 7..];
            }
            None => {
                made.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    made + rest
}

#[test]
fn text_beyond_what_a_cell_takes_is_cut_and_says_so() {
    let place = workplace();
    let long = "长".repeat(40_000);
    place.edit("sites.geojson", "\"桃源候选\"", &json!(long).to_string());
    solve(&place, &[]);
    let works = sheet(&place, "Works");
    let row = works.iter().find(|row| row[0] == Data::String("S5".into())).expect("built");
    let Data::String(cell) = &row[1] else { panic!("text") };
    assert!(cell.ends_with(" […]") && cell.encode_utf16().count() <= 32_767);
    assert_eq!(rows(&open(&place), "SELECT site_name FROM works WHERE site = 'S5'"), [[long]]);
}

#[test]
fn ids_that_differ_in_their_letters_case_alone_are_columns_of_their_own() {
    let place = workplace();
    let sources = "[[funding]]\nid = \"Lottery\"\namount = \"1_000_000 yuan\"\n\n[[funding]]\n\
         id = \"a\\u0001\\\"b\"\namount = \"1_000_000 yuan\"\n\n[[commitment]]";
    place.edit("plan.toml", "[[commitment]]", sources);
    solve(&place, &["--formats", "gpkg,xlsx,csv"]);
    let base = open(&place);
    let columns =
        rows(&base, "SELECT name FROM pragma_table_info('works') WHERE name LIKE 'paid%'");
    let columns: Vec<&str> = columns.iter().map(|row| &*row[0]).collect();
    assert_eq!(
        columns,
        ["paid_lottery_yuan", "paid_central_yuan", "paid_Lottery_yuan_2", "paid_a__b_yuan"]
    );
    assert_eq!(rows(&base, "PRAGMA integrity_check"), [["ok"]]);
}
