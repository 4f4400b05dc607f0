//! Plans whose layers come in other formats, with other names and with tables beside them.

use super::fixture;
use std::fs;
use std::path::Path;
use yike::domain::crs::Crs;
use yike::read::{PlanFiles, read_features, read_plan};
use yike::write::layers::{LayerFormat, LayerOut, layer_files};

/// The good plan with `[data]` of its own.
fn plan(folder: &Path, data: &str) -> PlanFiles {
    let text = fs::read_to_string(fixture("good/plan.toml")).expect("the plan");
    let (start, rest) = text.split_once("[data]").expect("a section");
    let rest = &rest[rest.find("[demand]").expect("a section")..];
    let path = folder.join("plan.toml");
    fs::write(&path, format!("{start}[data]\n{data}\n{rest}")).expect("written");
    read_plan(&path).unwrap_or_else(|problems| panic!("{problems}"))
}

fn convert(folder: &Path, name: &str, ending: &str, format: LayerFormat, crs: Crs) {
    let file = read_features(&fixture("good").join(name).with_extension("geojson"), None, None)
        .expect("a layer");
    let layer = LayerOut { name, features: &file.features, crs };
    for file in layer_files(&layer, format).expect("written") {
        let ending = if file.ending.is_empty() { ending } else { file.ending };
        fs::write(folder.join(name).with_extension(ending), file.bytes).expect("written");
    }
}

#[test]
fn a_plan_in_other_formats_and_systems_is_the_same_plan() {
    let good = read_plan(&fixture("good/plan.toml")).expect("the good plan").problem;
    let folder = tempfile::tempdir().expect("a folder");
    let gauss = Crs::Epsg(4545);
    convert(folder.path(), "towns", "gpkg", LayerFormat::GeoPackage, gauss);
    convert(folder.path(), "units", "fgb", LayerFormat::FlatGeobuf, Crs::Epsg(32648));
    convert(folder.path(), "sites", "parquet", LayerFormat::GeoParquet, Crs::Wgs84);
    convert(folder.path(), "medical", "csv", LayerFormat::Csv, Crs::Gcj02);
    let data = "towns = \"towns.gpkg\"\ndemand = \"units.fgb\"\nsites = \"sites.parquet\"\n\
                medical = { file = \"medical.csv\", crs = \"GCJ-02\" }";
    let read = plan(folder.path(), data);
    let codes: Vec<String> = read.warnings.iter().map(|issue| issue.code.to_string()).collect();
    assert_eq!(codes, ["P1010"]);
    let other = read.problem;
    assert_eq!(other.units.len(), good.units.len());
    for (a, b) in other.units.iter().zip(&good.units) {
        assert_eq!((&a.id, &a.name, &a.people), (&b.id, &b.name, &b.people));
        assert!(
            (a.at.lon_deg() - b.at.lon_deg()).abs() < 1e-8
                && (a.at.lat_deg() - b.at.lat_deg()).abs() < 1e-8
        );
    }
    for (a, b) in other.sites.iter().zip(&good.sites) {
        assert_eq!((&a.id, a.choices().count()), (&b.id, b.choices().count()));
    }
    for (a, b) in other.medical.iter().zip(&good.medical) {
        assert!((a.at.lon_deg() - b.at.lon_deg()).abs() < 1e-8, "{:?} for {:?}", a.at, b.at);
    }
}

#[test]
fn a_table_is_joined_by_code_and_its_names_are_understood() {
    let folder = tempfile::tempdir().expect("a folder");
    let towns = fs::read_to_string(fixture("good/towns.geojson")).expect("the towns");
    fs::write(folder.path().join("towns.geojson"), towns.replace("\"population\"", "\"old\""))
        .expect("written");
    for name in ["units", "sites", "medical"] {
        let name = format!("{name}.geojson");
        fs::copy(fixture("good").join(&name), folder.path().join(&name)).expect("copied");
    }
    let table = "代码;常住人口\nT01;12000\n T02 ;8000\nT03;6000\n";
    let (bytes, ..) = encoding_rs::GBK.encode(table);
    fs::write(folder.path().join("people.csv"), bytes).expect("written");
    let data = "towns = { file = \"towns.geojson\", join = { file = \"people.csv\", key = \"代码\" } }\n\
                demand = \"units.geojson\"\nsites = \"sites.geojson\"\nmedical = \"medical.geojson\"";
    let read = plan(folder.path(), data);
    let population: Vec<f64> =
        read.problem.towns.iter().map(|town| town.population.number()).collect();
    assert_eq!(population, [12000.0, 8000.0, 6000.0]);
    let codes: Vec<String> = read.warnings.iter().map(|issue| issue.code.to_string()).collect();
    // Read as GBK, `常住人口` taken for `population`; the third figure is not what the units add up to, or is.
    assert!(codes.contains(&"P1040".into()) && codes.contains(&"P1041".into()), "{codes:?}");
    assert_eq!(read.inputs.last().map(|input| input.path.as_str()), Some("people.csv"));
}

#[test]
fn a_table_is_joined_by_the_property_that_is_taken_for_the_id() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["towns", "units", "sites", "medical"] {
        let name = format!("{name}.geojson");
        fs::copy(fixture("good").join(&name), folder.path().join(&name)).expect("copied");
    }
    let towns = fs::read_to_string(fixture("good/towns.geojson")).expect("the towns");
    let towns = towns.replace("\"id\"", "\"code\"");
    fs::write(folder.path().join("towns.geojson"), towns).expect("written");
    let table = "key,population\nT01,12000\nT02,8000\nT03,6000\n";
    fs::write(folder.path().join("people.csv"), table).expect("written");
    let data = "towns = { file = \"towns.geojson\", join = { file = \"people.csv\", key = \"key\" } }\n\
                demand = \"units.geojson\"\nsites = \"sites.geojson\"\nmedical = \"medical.geojson\"";
    let read = plan(folder.path(), data);
    let population = read.problem.towns.raw[1].population.number();
    assert_eq!(population, 8000.0);
    let codes: Vec<String> = read.warnings.iter().map(|issue| issue.code.to_string()).collect();
    assert!(codes.contains(&"P1041".into()) && !codes.contains(&"P1043".into()), "{codes:?}");
}

#[test]
fn a_sheet_of_an_excel_file_is_joined_and_strangers_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::copy(fixture("layers/gdal/people.xlsx"), folder.path().join("people.xlsx"))
        .expect("copied");
    for name in ["towns", "units", "sites", "medical"] {
        let name = format!("{name}.geojson");
        fs::copy(fixture("good").join(&name), folder.path().join(&name)).expect("copied");
    }
    let data = "towns = { file = \"towns.geojson\", join = { file = \"people.xlsx\", sheet = \"人口\", key = \"名称\", to = \"name\" } }\n\
                demand = \"units.geojson\"\nsites = \"sites.geojson\"\nmedical = \"medical.geojson\"";
    let read = plan(folder.path(), data);
    let says: Vec<String> = read.warnings.iter().map(ToString::to_string).collect();
    assert!(says.iter().any(|text| text.contains("P1043") && text.contains("但渡镇")), "{says:?}");
    assert_eq!(read.problem.towns.raw[0].feature.properties.to_json()["常住人口"], 52000);
}
