//! What GDAL wrote is read, and GDAL reads what is written (where it is installed).

use super::{codes, features, fixture, read, same};
use std::io::Write;
use std::process::Command;
use yike::domain::crs::Crs;
use yike::read::read_features;
use yike::write::layers::{LayerFormat, LayerOut, layer_files};

#[test]
fn files_of_gdal_are_read() {
    let rows = [
        ("source.geojson", "gdal/gbk.shp", None),
        ("source.geojson", "gdal/gbk_unsaid.shp", None),
        ("towns.geojson", "gdal/gauss.shp", None),
        ("source.geojson", "gdal/two.gpkg#villages", None),
        ("towns.geojson", "gdal/two.gpkg#towns", None),
        ("source.geojson", "gdal/one.gpkg", None),
        ("towns.geojson", "gdal/towns.fgb", None),
        ("source.geojson", "gdal/utm.fgb", None),
        ("source.geojson", "gdal/villages.parquet", None),
        ("source.geojson", "gdal/xy.csv", Some("EPSG:4545")),
        ("towns.geojson", "gdal/wkt.csv", Some("EPSG:4326")),
    ];
    for (wanted, file, crs) in rows {
        let mut wanted = features(read(&fixture(wanted), None));
        // What these formats have no flags for.
        if file.contains("gbk") || file.contains("xy.csv") {
            for feature in &mut wanted {
                let mut properties = feature.properties.to_json();
                let flag = properties["standing"].as_bool().map(i32::from);
                properties["standing"] = flag.into();
                feature.properties = properties.into();
            }
        }
        same(features(read(&fixture(file), crs)), wanted, 1e-8);
    }
}

#[test]
fn what_is_guessed_or_wanting_is_told() {
    assert_eq!(codes(&fixture("gdal/gbk.shp"), None), [""; 0]);
    assert_eq!(codes(&fixture("gdal/gbk_unsaid.shp"), None), ["P1040"]);
    assert_eq!(codes(&fixture("gdal/gauss.shp"), None), ["P1010"]);
    assert_eq!(codes(&fixture("gdal/two.gpkg"), None), ["P1036"]);
    assert_eq!(codes(&fixture("gdal/two.gpkg#roads"), None), ["P1036"]);
    assert_eq!(codes(&fixture("gdal/xy.csv"), None), ["P1037"]);
    assert_eq!(codes(&fixture("gdal/no_geo.parquet"), None), ["P1039"]);
    let problems = read_features(&fixture("gdal/two.gpkg"), None, None).expect_err("two layers");
    assert!(problems.issues[0].cause.to_string().contains("`towns`, `villages`"));
}

#[test]
fn gdal_reads_what_is_written() {
    if Command::new("ogrinfo").arg("--version").output().is_err() {
        writeln!(std::io::stderr(), "skipped: ogrinfo is not installed").expect("a terminal");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = read(&fixture("source.geojson"), None);
    let layer = LayerOut { name: "villages", features: &file.features, crs: Crs::Epsg(4545) };
    for (ending, format) in [
        ("gpkg", LayerFormat::GeoPackage),
        ("fgb", LayerFormat::FlatGeobuf),
        ("shp", LayerFormat::Shapefile),
    ] {
        let path = folder.path().join("villages").with_extension(ending);
        for file in layer_files(&layer, format).expect("written") {
            let ending = if file.ending.is_empty() { ending } else { file.ending };
            std::fs::write(path.with_extension(ending), file.bytes).expect("written");
        }
        let said = Command::new("ogrinfo").arg("-al").arg(&path).output().expect("ogrinfo runs");
        let said = String::from_utf8_lossy(&said.stdout).into_owned()
            + &String::from_utf8_lossy(&said.stderr);
        for word in
            ["Feature Count: 3", "向阳村", "CM 108E", "1200", "0.254", "POINT (411219.9128", "V03"]
        {
            assert!(said.contains(word), "{ending}: {word} in\n{said}");
        }
        assert!(!said.contains("ERROR") && !said.contains("Warning"), "{said}");
    }
}
