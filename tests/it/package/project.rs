//! The project of QGIS in `plan.gpkg`, what its symbols mean, and what Esri's programs ask of names.

use super::{open, rows, solve, workplace};
use crate::common::program::Workplace;
use resvg::usvg::roxmltree::{Document, Node, ParsingOptions};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// The project's text, as QGIS unpacks it.
fn project(place: &Workplace) -> String {
    let found = rows(&open(place), "SELECT name, content FROM qgis_projects");
    let [row] = &found[..] else { panic!("one project: {found:?}") };
    assert_eq!(row[0], "Yike");
    let digits = row[1].as_bytes().chunks(2).map(|two| std::str::from_utf8(two).expect("ASCII"));
    let bytes: Vec<u8> =
        digits.map(|two| u8::from_str_radix(two, 16).expect("hexadecimal")).collect();
    let mut packed = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    assert_eq!(packed.len(), 1);
    let mut text = String::new();
    packed.by_index(0).expect("a file").read_to_string(&mut text).expect("UTF-8");
    text
}

fn parsed(text: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..Default::default() };
    Document::parse_with_options(text, options).expect("XML")
}

fn all<'a>(document: &'a Document<'a>, tag: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    document.descendants().filter(move |node| node.has_tag_name(tag))
}

#[test]
fn the_project_has_every_layer_and_table_in_groups_sites_on_top() {
    for (language, groups, title, alias) in [
        ("en", ["Sites", "People", "Ways", "Towns", "Tables"], "Sites", "Work id"),
        ("zh", ["点位", "人口", "服务关系与可及范围", "镇街", "表格"], "点位", "任务编号"),
    ] {
        let place = workplace();
        solve(&place, &["--lang", language]);
        let text = project(&place);
        let document = parsed(&text);
        let named: Vec<_> =
            all(&document, "layer-tree-group").filter_map(|node| node.attribute("name")).collect();
        assert_eq!(named, groups);
        let tree: Vec<_> = all(&document, "layer-tree-layer").collect();
        // By paths from the file that it stands in.
        for node in &tree {
            let source = node.attribute("source").expect("a source");
            assert!(source.starts_with("./plan.gpkg|layername="), "{source}");
        }
        let tables = "SELECT table_name FROM gpkg_contents WHERE table_name != 'layer_styles'";
        let tables = rows(&open(&place), tables).into_iter().flatten().collect::<BTreeSet<_>>();
        let layer = |node: &Node<'_, '_>| {
            node.attribute("id").and_then(|id| id.strip_prefix("yike_layer_")).map(str::to_owned)
        };
        let ids: Vec<String> = tree.iter().filter_map(layer).collect();
        assert_eq!(ids.iter().cloned().collect::<BTreeSet<_>>(), tables);
        let at = |name: &str| ids.iter().position(|id| id == name).expect("a layer");
        assert!(at("sites") < at("uncovered") && at("uncovered") < at("demand"));
        assert!(at("demand") < at("reach") && at("reach") < at("towns"));
        let shown = |name: &str| tree[at(name)].attribute("checked");
        assert_eq!(shown("reach"), Some("Qt::Unchecked"));
        assert_eq!([shown("sites"), shown("towns")], [Some("Qt::Checked"); 2]);
        assert_eq!(tree[at("sites")].attribute("name"), Some(title));
        let own =
            all(&document, "alias").find(|node| node.attribute("field") == Some("plan_work_id"));
        assert_eq!(own.and_then(|node| node.attribute("name")), Some(alias));
        // One field may be edited, from a list by site.
        let editable: Vec<_> = all(&document, "field")
            .filter(|node| node.attribute("editable") == Some("1"))
            .filter_map(|node| node.attribute("name"))
            .collect();
        assert_eq!(editable, ["plan_work_id"]);
        let filter = all(&document, "Option")
            .find(|node| node.attribute("name") == Some("FilterExpression"))
            .and_then(|node| node.attribute("value"));
        assert_eq!(filter, Some("\"site\" = current_value('id')"));
    }
}

/// What a symbol looks like, but for its size.
fn look(symbol: Node<'_, '_>) -> String {
    let parts = symbol.descendants().filter(|node| {
        let inside = node.ancestors().any(|own| own.has_tag_name("data_defined_properties"));
        !inside && node.is_element() && node.attribute("name") != Some("size")
    });
    let text = parts.map(|node| {
        let of = |name| node.attribute(name).unwrap_or_default();
        match node.tag_name().name() {
            "symbol" => of("type").to_owned(),
            _ => format!("{} {} {}", of("class"), of("name"), of("value")),
        }
    });
    text.collect::<Vec<_>>().join("\n")
}

/// One symbol for one meaning, over all layers: a district's plan on straight lines, and one over roads.
#[test]
#[cfg_attr(not(feature = "highs"), ignore = "microlp takes minutes")]
fn no_symbol_means_two_things() {
    for (folder, layers) in [("data/changshou", 7), ("data/isle-of-man", 6)] {
        let place = Workplace::with(folder);
        solve(&place, &["--no-comparison", "--formats", "gpkg"]);
        let styles =
            "SELECT f_table_name, styleQML FROM layer_styles WHERE styleName = 'Yike English'";
        let mut meanings: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let styles = rows(&open(&place), styles);
        assert!(styles.len() >= layers, "{folder}: {}", styles.len());
        for style in &styles {
            let document = parsed(&style[1]);
            let symbols = all(&document, "symbols").next().expect("symbols");
            for category in all(&document, "category") {
                let number = category.attribute("symbol");
                let own = symbols.children().find(|node| node.attribute("name") == number);
                let label = category.attribute("label").expect("a label");
                let look = look(own.expect("a symbol"));
                meanings.entry(look).or_default().insert(format!("{}: {label}", style[0]));
            }
        }
        let doubtful: Vec<_> = meanings.values().filter(|own| own.len() > 1).collect();
        assert!(doubtful.is_empty(), "{folder}: {doubtful:?}");
        assert!(meanings.len() > 15, "{folder}: {}", meanings.len());
    }
}

/// A name begins with a letter, and has letters, digits and underscores; groups of people are called `60+` here.
#[test]
fn fields_are_called_as_esris_programs_allow() {
    let place = workplace();
    place.edit("units.geojson", "\"aged_60\"", "\"60plus\"");
    place.edit("plan.toml", "\"aged_60\"", "\"60plus\"");
    solve(&place, &["--formats", "gpkg,shp"]);
    let base = open(&place);
    let names =
        "SELECT c.table_name, i.name FROM gpkg_contents c, pragma_table_info(c.table_name) i";
    let mut all = BTreeSet::new();
    for row in rows(&base, names) {
        let begins = row[1].starts_with(|letter: char| letter.is_ascii_alphabetic());
        let fit = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        assert!(begins && row[1].chars().all(fit) && row[1].len() <= 64, "{row:?}");
        all.insert(row[1].clone());
    }
    for name in ["f_60plus", "plan_people_60_", "plan_work_id"] {
        assert!(all.contains(name), "{name}: {all:?}");
    }
    // The caller's own values are there, under the name that fits.
    let sum = rows(&base, "SELECT sum(f_60plus) = sum(plan_people_60_) FROM demand");
    assert_eq!(sum, [["1"]]);
}
