//! Files that would take far more memory than they have bytes: refused with the figure, before they do.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use tempfile::TempDir;
use yike::read::{Code, Issue, LAYER_LIMIT_FEATURES, Problems, read_features, read_plan};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What is wrong with a layer.
fn issues_of(name: &str, bytes: &[u8]) -> Vec<Issue> {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("written");
    let Err(Problems { issues }) = read_features(&path, None, None) else {
        panic!("{name} is read");
    };
    issues
}

/// The code and the cause of the first of it.
fn of_layer(name: &str, bytes: &[u8]) -> (Code, String) {
    let first = issues_of(name, bytes).swap_remove(0);
    (first.code, first.cause.to_string())
}

/// Likewise of a workbook that is joined to the towns.
fn of_workbook(bytes: &[u8]) -> (Code, String) {
    let folder = TempDir::new().expect("a folder");
    let good = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/good");
    for name in ["towns", "units", "sites", "medical"] {
        let name = format!("{name}.geojson");
        fs::copy(good.join(&name), folder.path().join(&name)).expect("copied");
    }
    let towns =
        "towns = { file = \"towns.geojson\", join = { file = \"people.xlsx\", key = \"id\" } }";
    let plan = fs::read_to_string(good.join("plan.toml")).expect("the plan");
    let path = folder.path().join("plan.toml");
    fs::write(&path, plan.replace("towns = \"towns.geojson\"", towns)).expect("written");
    fs::write(folder.path().join("people.xlsx"), bytes).expect("written");
    let Err(Problems { issues }) = read_plan(&path) else { panic!("the workbook is read") };
    let own = issues.iter().find(|issue| issue.place.file == "people.xlsx").expect("an issue");
    (own.code, own.cause.to_string())
}

/// A workbook of one sheet with these rows in XML, and one text that its cells may share.
fn workbook_with(rows: &str, shared: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let of_office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let parts = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
                .to_owned(),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{relations}\"><Relationship Id=\"r\" Type=\"{of_office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{of_office}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"s\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{relations}\"><Relationship Id=\"s\" Type=\"{of_office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{main}\"><si><t>{shared}</t></si></sst>")),
    ];
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        out.start_file(name, SimpleFileOptions::default()).expect("begun");
        out.write_all(text.as_bytes()).expect("written");
    }
    out.finish().expect("finished").into_inner()
}

/// A workbook of one sheet with these rows in XML.
fn workbook(rows: &str) -> Vec<u8> {
    workbook_with(rows, "")
}

#[test]
fn a_text_of_a_workbook_is_counted_in_every_cell() {
    let rows = |count: usize| "<row><c t=\"s\"><v>0</v></c></row>".repeat(count);
    let text = "a".repeat(900_000);
    // Read, and without the key; of 600 such rows there are 540 MB.
    assert_eq!(of_workbook(&workbook_with(&rows(2), &text)).0, Code::FIELD_MISSING);
    let (code, cause) = of_workbook(&workbook_with(&rows(600), &text));
    assert_eq!(code, Code::FILE_TOO_LARGE);
    assert_eq!(cause, "its cells have more than 500 MB of text");
}

#[test]
fn a_workbook_is_counted_while_it_unpacks() {
    let cell = |text: &str| format!("<row><c t=\"inlineStr\"><is><t>{text}</t></is></c></row>");
    let good = workbook(&(cell("name") + &cell("a")));
    // It is read, and lacks the key.
    assert_eq!(of_workbook(&good).0, Code::FIELD_MISSING);
    let (code, cause) = of_workbook(&workbook(&(cell("id") + &cell(&"a".repeat(2_000_000)))));
    assert_eq!(code, Code::FILE_TOO_LARGE);
    assert_eq!(cause, "a cell or a name in its xl/worksheets/sheet1.xml has more than 1 MB");
    // The length that the list of the archive's files says of the last: 3 GB.
    let mut bytes = good;
    let entry = bytes.windows(4).rposition(|word| word == b"PK\x01\x02").expect("the list");
    bytes[entry + 24..entry + 28].copy_from_slice(&3_000_000_000_u32.to_le_bytes());
    let (code, cause) = of_workbook(&bytes);
    assert_eq!(code, Code::FILE_TOO_LARGE);
    assert_eq!(cause, "the file unpacks to 3000 MB; the most is 500 MB");
}

#[test]
fn a_table_is_counted_before_it_is_read() {
    let refused = |text: &str, says: &str| {
        let (code, cause) = of_layer("table.csv", text.as_bytes());
        assert!([Code::FILE_TOO_LARGE, Code::FORMAT_DAMAGED].contains(&code), "{code}");
        assert!(cause.contains(says), "{cause}");
    };
    refused(&("lon,lat\n".to_owned() + &"1,2\n".repeat(LAYER_LIMIT_FEATURES)), "2000001 rows");
    refused(&(",".repeat(80_000) + "\n1\n"), "a row has 80001 cells");
    let wide: Vec<String> = (0..1_999).map(|column| format!("c{column}")).collect();
    let text = format!("lon,{}\n{}", wide.join(","), "1\n".repeat(20_000));
    refused(&text, "40002000 cells");
}

#[test]
fn a_layer_of_what_is_no_feature_ends_early() {
    let text = format!(r#"{{"type":"FeatureCollection","features":[{}[]]}}"#, "[],".repeat(50_000));
    let issues = issues_of("layer.geojson", text.as_bytes());
    assert!(issues.iter().all(|issue| issue.code == Code::NOT_A_FEATURE));
    let causes: Vec<String> = issues.iter().map(|issue| issue.cause.to_string()).collect();
    assert!(causes[0].starts_with("1001 features"), "{causes:?}");
    assert_eq!(causes[1..], ["more than 1000 items are no features; the others are not read"]);
}

#[test]
fn a_feature_has_so_many_values() {
    let values = "0,".repeat(6_000_001);
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"a":[{values}0]}},"geometry":null}}]}}"#
    );
    let (code, cause) = of_layer("layer.geojson", text.as_bytes());
    assert_eq!(code, Code::FILE_TOO_LARGE);
    assert!(cause.contains("6000001 values in one feature"), "{cause}");
}

#[test]
fn findings_beyond_ten_thousand_are_counted() {
    let one = r#"{"type":"Feature","properties":{},"geometry":null}"#;
    let features = vec![one; 10_500].join(",");
    let text = format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#);
    let issues = issues_of("layer.geojson", text.as_bytes());
    let causes: Vec<String> = issues.iter().map(|issue| issue.cause.to_string()).collect();
    assert_eq!(causes.len(), 2, "{causes:?}");
    assert!(
        causes.iter().any(|cause| cause == "500 more of this kind, which are not listed"),
        "{causes:?}"
    );
}
