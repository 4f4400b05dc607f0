//! Tables of layers: codes of many digits, nulls, names that are cut.

use super::{codes, fixture, read, refused};
use serde_json::json;
use yike::domain::crs::Crs;
use yike::domain::forecast::Method;
use yike::read::forecast::{ForecastSource, read_forecast};
use yike::read::{Code, FeatureSource, JoinSpec, LAYER_LIMIT_BYTES, read_features_of, read_plan};
use yike::write::layers::{LayerFormat, LayerOut, layer_files};

#[test]
fn codes_of_eighteen_digits_stay_as_they_are() {
    let file = read(&fixture("shp_big_ids/bigid18.shp"));
    let (_, first) = &file.features[0];
    assert_eq!(first.properties.to_json()["code"], 900_719_925_474_099_301_i64);
    let ids: Vec<_> = read(&fixture("shp_big_ids/big.shp")).features;
    let ids: Vec<&str> = ids.iter().filter_map(|(id, _)| id.as_deref()).collect();
    assert_eq!(ids[..2], ["9007199254740993", "9007199254740994"], "{ids:?}");
}

#[test]
fn a_date_of_zeros_is_null_and_an_impossible_one_is_told() {
    let file = read(&fixture("shp_null_date/ndate.shp"));
    assert!(file.features[1].1.properties.to_json()["opened"].is_null());
    assert_eq!(codes(&file.warnings), [""; 0]);
    read(&fixture("shp_null_date/nd2.shp"));
    let file = read(&fixture("shp_twice/twice.shp"));
    assert_eq!(codes(&file.warnings), ["P1063", "P1062", "P1062"]);
    let first = file.features[0].1.properties.to_json();
    assert_eq!((&first["人口"], &first["人口_2"]), (&json!(1), &json!(2)));
    assert!(first["opened"].is_null() && first["beds"].is_null());
}

#[test]
fn utf8_names_cut_inside_a_letter_stay_utf8_and_are_known() {
    let file = read(&fixture("shp_utf8_cut_name/u8.shp"));
    assert_eq!(file.features[0].1.properties.to_json()["名称"], "凤城街道");
    let plan = read_plan(&fixture("shp_utf8_cut_name/plan/plan.toml")).expect("a plan");
    assert!(plan.problem.units.iter().all(|unit| unit.residents.number() > 0.0));
}

#[test]
fn header_below_a_title_or_in_two_rows_is_found_and_told() {
    for (folder, names) in [("x_title", "编码, persons"), ("x_two", "编码, persons, aged")] {
        let plan =
            read_plan(&fixture("xlsx_heads").join(folder).join("plan.toml")).expect("a plan");
        let said = plan.warnings.iter().find(|issue| issue.code == Code::HEADER_BELOW);
        let said = said.expect("it is said").to_string();
        assert!(said.contains(&format!("taken to be: {names}")), "{said}");
        let people: f64 = plan.problem.units.iter().map(|unit| unit.residents.number()).sum();
        assert_eq!(people, 21_000.5, "{folder}");
    }
}

#[test]
fn formulas_without_values_are_named() {
    let refused = read_plan(&fixture("xlsx_heads/x_formula/plan.toml")).expect_err("no persons");
    let said = refused.issues.iter().find(|issue| issue.code == Code::CELL_TAKEN_AS_EMPTY);
    let said = said.expect("it is said").to_string();
    assert!(said.contains("6 cells hold formulas") && said.contains("C2: `=B2*1`"), "{said}");
}

#[test]
fn parquet_keeps_every_column_or_names_it() {
    let file = read(&fixture("parquet/types.parquet"));
    let first = file.features[0].1.properties.to_json();
    for (name, value) in [
        ("when", json!("2025-01-02T00:00:00")),
        ("u", json!(u64::MAX)),
        ("l", json!([1, 2])),
        ("d", json!(1.25)),
        ("date", json!("2025-01-02")),
        ("st", json!({"a": 1})),
        ("bool", json!(true)),
        ("cat", json!("x")),
        ("f16", json!(1)),
    ] {
        assert_eq!(first[name], value, "{name}");
    }
    let file = read(&fixture("parquet/dec.parquet"));
    let first = file.features[0].1.properties.to_json();
    assert_eq!((&first["pop"], &first["tags"]), (&json!(120), &json!(["x", "y"])));
    assert_eq!(first["addr"], json!({"街道": "凤城"}));
    let file = read(&fixture("parquet/two.parquet"));
    assert_eq!(codes(&file.warnings), ["P1064"]);
    assert!(file.warnings[0].cause.to_string().contains("`cent` holds a second geometry"));
}

#[test]
fn parquet_is_read_however_it_is_compressed_and_its_geometry_encoded() {
    let wanted = read(&fixture("parquet/pq_zstd.parquet"));
    assert_eq!(wanted.features.len(), 6);
    for other in ["pq_gzip.parquet", "pq_arrow.parquet", "pq_lz4.parquet", "pq_boxes.parquet"] {
        let found = read(&fixture("parquet").join(other));
        for (found, wanted) in found.features.iter().zip(&wanted.features) {
            assert_eq!(found, wanted, "{other}");
        }
    }
    let refused = refused(&fixture("parquet/pq_brotli.parquet"));
    assert!(refused[0].cause.to_string().contains("BROTLI"), "{}", refused[0]);
    assert!(refused[0].action.to_string().contains("Snappy or Zstandard"), "{}", refused[0]);
}

#[test]
fn a_panic_of_a_reader_is_no_noise() {
    let refused = refused(&fixture("parquet_panic/villages.parquet"));
    assert_eq!(codes(&refused), ["P1034"]);
    let folder = tempfile::tempdir().expect("a folder");
    let yike = std::process::Command::new(env!("CARGO_BIN_EXE_yike"))
        .args(["convert", "tests/fixtures/field/parquet_panic/villages.parquet"])
        .arg(folder.path().join("x.csv"))
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&yike.stderr).into_owned();
    assert!(
        said.contains("P1034") && !said.contains("panicked") && !said.contains("backtrace"),
        "{said}"
    );
}

#[test]
fn a_property_called_geometry_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let wanted = read(&fixture("parquet/names.geojson"));
    for (ending, format) in [
        ("parquet", LayerFormat::GeoParquet),
        ("gpkg", LayerFormat::GeoPackage),
        ("fgb", LayerFormat::FlatGeobuf),
    ] {
        let layer = LayerOut { name: "names", features: &wanted.features, crs: Crs::Wgs84 };
        let path = folder.path().join("names").with_extension(ending);
        let files = layer_files(&layer, format).expect("written");
        std::fs::write(&path, &files[0].bytes).expect("written");
        let found = read(&path);
        assert_eq!(found.features[0].1.properties.to_json()["geometry"], "gg", "{ending}");
        assert_eq!(found.features.len(), wanted.features.len());
    }
}

#[test]
fn codes_of_eighteen_digits_survive_every_format() {
    let folder = tempfile::tempdir().expect("a folder");
    let wanted = read(&fixture("shp_big_ids/bigid18.shp"));
    for (ending, format) in [
        ("geojson", LayerFormat::GeoJson),
        ("gpkg", LayerFormat::GeoPackage),
        ("fgb", LayerFormat::FlatGeobuf),
        ("shp", LayerFormat::Shapefile),
        ("csv", LayerFormat::Csv),
        ("parquet", LayerFormat::GeoParquet),
    ] {
        let layer = LayerOut { name: "codes", features: &wanted.features, crs: Crs::Wgs84 };
        let path = folder.path().join("codes").with_extension(ending);
        for file in layer_files(&layer, format).expect("written") {
            let ending = if file.ending.is_empty() { ending } else { file.ending };
            std::fs::write(path.with_extension(ending), file.bytes).expect("written");
        }
        let found = read(&path);
        let code = found.features[0].1.properties.to_json()["code"].clone();
        // In CSV it is text, so that no program rounds it.
        assert_eq!(code.to_string().trim_matches('"'), "900719925474099301", "{ending}");
    }
}

#[test]
fn a_plain_parquet_file_is_joined_as_a_table() {
    let folder = fixture("parquet_join");
    let join = JoinSpec {
        file: folder.join("t.parquet").display().to_string(),
        sheet: None,
        key: "id".into(),
        to: "id".into(),
    };
    let source = FeatureSource { join: Some(join), ..FeatureSource::new(folder.join("l.csv")) };
    let file = read_features_of(&source).expect("joined");
    assert_eq!(file.features[1].1.properties.to_json()["pop"], 2);
}

#[test]
fn a_layer_with_a_header_of_two_rows_keeps_the_names_of_the_upper_one() {
    let file = read(&fixture("xlsx_layer/two_rows.xlsx"));
    assert_eq!(codes(&file.warnings), ["P1067"]);
    let first = file.features[0].1.properties.to_json();
    assert_eq!((&first["编码"], &first["名称"]), (&json!("a"), &json!("甲")), "{first:?}");
    assert!(matches!(file.features[1].1.geometry, geo::Geometry::Point(at) if at.y() == 30.1));
}

#[test]
fn decimals_of_a_shapefile_stay_numbers() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("p.geojson");
    let point = |figures: &str| {
        format!(
            r#"{{"type": "Feature", "properties": {{{figures}}}, "geometry": {{"type": "Point", "coordinates": [107, 30]}}}}"#
        )
    };
    let text = [
        point(r#""third": 0.3333333333333333, "large": 1234567890.5, "tiny": 1.5e-18"#),
        point(r#""third": -123.45678901234567, "large": 0.1234567890123456, "tiny": 2"#),
    ];
    let text = format!(r#"{{"type": "FeatureCollection", "features": [{}]}}"#, text.join(","));
    std::fs::write(&path, text).expect("written");
    let wanted = read(&path);
    let layer = LayerOut { name: "p", features: &wanted.features, crs: Crs::Wgs84 };
    for file in layer_files(&layer, LayerFormat::Shapefile).expect("written") {
        std::fs::write(path.with_extension(file.ending), file.bytes).expect("written");
    }
    let found = read(&path.with_extension("shp"));
    for ((_, found), (_, wanted)) in found.features.iter().zip(&wanted.features) {
        for name in ["third", "large"] {
            let figures = [found, wanted].map(|one| one.properties.to_json()[name].as_f64());
            let [Some(found), Some(wanted)] = figures else { panic!("{name}: {figures:?}") };
            assert!((found - wanted).abs() <= 1e-12 * wanted.abs(), "{name}: {found}");
        }
    }
    // A number that so many decimals do not hold is whole, as text.
    assert_eq!(found.features[0].1.properties.to_json()["tiny"], "0.0000000000000000015");
}

#[test]
fn whole_numbers_beyond_64_bits_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("long.geojson");
    let point = |code: &str| {
        format!(
            r#"{{"type": "Feature", "properties": {{"code": {code}, "none": -1.7976931348623157e308}}, "geometry": {{"type": "Point", "coordinates": [107, 30]}}}}"#
        )
    };
    let features = [point("18446744073709551615"), point("123456789012345678901234567890")];
    let text = format!(r#"{{"type": "FeatureCollection", "features": [{}]}}"#, features.join(","));
    std::fs::write(&path, text).expect("written");
    let file = read(&path);
    assert_eq!(codes(&file.warnings), ["P1065"]);
    let place = &file.warnings[0].place;
    assert_eq!((place.feature, &place.field), (Some(2), &Some("code".into())));
}

#[test]
fn decimal_commas_are_named_once_and_do_not_part_cells() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path
    };
    let places =
        at("semi.csv", "id;name;lon;lat;persons\n1;甲;108,5;30,25;10,5\n2;乙;108,1;30,1;20\n");
    let issues = refused(&places);
    assert_eq!(codes(&issues), ["P1015", "P1015"]);
    assert!(
        issues[0].cause.to_string().ends_with("it has a comma; numbers have a decimal point"),
        "{}",
        issues[0]
    );
    for (cell, said) in [
        ("107,050", ": write 107050 if its comma parts thousands, 107.050 if it is a decimal one"),
        ("1,234,567.5", ": write 1234567.5, without the commas"),
        ("1,2345", ": it has a comma; numbers have a decimal point"),
        ("0,123", ": it has a comma; numbers have a decimal point"),
        ("1,23,45", "is not a number"),
    ] {
        let issues = refused(&at("comma.csv", &format!("id,lon,lat\nA,\"{cell}\",30\n")));
        assert!(issues[0].cause.to_string().ends_with(said), "{}", issues[0]);
    }
    let table = at("s4.csv", "k;v\na;1,5\nb;2,5\n");
    let join = JoinSpec {
        file: table.display().to_string(),
        sheet: None,
        key: "k".into(),
        to: "id".into(),
    };
    let layer = at("l.csv", "id,lon,lat\na,108,30\nb,108,30.1\n");
    let source = FeatureSource { join: Some(join), ..FeatureSource::new(layer) };
    let file = read_features_of(&source).expect("joined");
    assert_eq!(file.features[0].1.properties.to_json()["v"], "1,5");
}

#[test]
fn a_column_without_a_name_is_kept_and_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let from = folder.path().join("nameless.geojson");
    let point = r#"{"type": "Feature", "properties": {"id": "A", "": 5, "column_4": 6},
        "geometry": {"type": "Point", "coordinates": [107.1, 29.1]}}"#;
    let text = format!(r#"{{"type": "FeatureCollection", "features": [{point}]}}"#);
    std::fs::write(&from, text).expect("written");
    let given = read(&from);
    let to = folder.path().join("nameless.csv");
    let layer = LayerOut { name: "nameless", features: &given.features, crs: Crs::Wgs84 };
    let files = layer_files(&layer, LayerFormat::Csv).expect("written");
    std::fs::write(&to, &files[0].bytes).expect("written");
    let file = read(&to);
    assert_eq!(codes(&file.warnings), ["P1063"]);
    assert!(file.warnings[0].to_string().contains("`column_4_`"), "{}", file.warnings[0]);
    let properties = file.features[0].1.properties.to_json();
    assert_eq!((&properties["column_4_"], &properties["column_4"]), (&json!(5), &json!(6)));
    // One of nothing but blanks is none.
    std::fs::write(&to, "id,lon,lat,\nA,107.1,29.1,\n").expect("written");
    assert!(read(&to).warnings.is_empty());
}

#[test]
fn a_shapefile_that_says_it_is_of_foxpro_is_read() {
    assert_eq!(read(&fixture("shp_foxpro/v30n.shp")).features.len(), 5);
}

#[test]
fn a_census_may_have_a_title() {
    let folder = fixture("census_title");
    let censuses = vec![(2010, folder.join("2010.csv")), (2020, folder.join("title.xlsx"))];
    let source =
        ForecastSource { censuses, years: vec![2030], ..ForecastSource::new(Method::CohortChange) };
    let files = read_forecast(&source).expect("a forecast");
    assert!(codes(&files.warnings).contains(&"P1067".into()), "{:?}", files.warnings);
}

#[test]
fn files_of_other_kinds_are_called_by_their_name() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes, says) in [
        ("old.xls", &b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], ".xlsx"),
        ("towns.geojson.gz", b"\x1f\x8b\x08\0", "unpack it"),
        ("b.txt", b"id,lon,lat\n", ".csv"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        let issues = refused(&path);
        assert_eq!(codes(&issues), ["P1003"]);
        assert!(issues[0].action.to_string().contains(says), "{}", issues[0]);
    }
}

#[test]
fn a_sheet_is_named_as_every_command_takes_it_and_a_size_is_no_limit_passed() {
    let issues = refused(&fixture("xlsx_layer/two_sheets.xlsx"));
    assert_eq!(codes(&issues), ["P1036"]);
    assert!(issues[0].action.to_string().contains("two_sheets.xlsx#SHEET`"), "{}", issues[0]);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.csv");
    let file = std::fs::File::create(&path).expect("made");
    file.set_len(LAYER_LIMIT_BYTES + 900_000).expect("a sparse file");
    let issues = refused(&path);
    assert_eq!(issues[0].cause.to_string(), "the file has 101 MB; the most is 100 MB");
}
