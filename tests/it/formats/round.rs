//! Round trips: what is written is read again.

use super::{features, fixture, read, same};
use std::path::Path;
use yike::domain::Feature;
use yike::domain::crs::Crs;
use yike::write::layers::geopackage::geopackage;
use yike::write::layers::{LayerError, LayerFormat, LayerOut, layer_files};

const FORMATS: [(&str, LayerFormat); 6] = [
    ("geojson", LayerFormat::GeoJson),
    ("gpkg", LayerFormat::GeoPackage),
    ("fgb", LayerFormat::FlatGeobuf),
    ("shp", LayerFormat::Shapefile),
    ("csv", LayerFormat::Csv),
    ("parquet", LayerFormat::GeoParquet),
];

fn write(
    folder: &Path,
    ending: &str,
    format: LayerFormat,
    layer: &LayerOut<'_>,
) -> std::path::PathBuf {
    let path = folder.join(layer.name).with_extension(ending);
    for file in layer_files(layer, format).expect("written") {
        let ending = if file.ending.is_empty() { ending } else { file.ending };
        std::fs::write(path.with_extension(ending), file.bytes).expect("written");
    }
    path
}

#[test]
fn every_format_gives_back_ids_names_figures_and_geometry_in_every_system() {
    let folder = tempfile::tempdir().expect("a folder");
    for source in ["source.geojson", "towns.geojson"] {
        let file = read(&fixture(source), None);
        let wanted: Vec<Feature> =
            file.features.iter().map(|(_, feature)| feature.clone()).collect();
        for (ending, format) in FORMATS {
            for crs in
                ["EPSG:4326", "EPSG:4490", "EPSG:4545", "EPSG:4524", "EPSG:32648", "EPSG:3857"]
            {
                let layer = LayerOut {
                    name: "layer",
                    features: &file.features,
                    crs: Crs::parse(crs).expect("known"),
                };
                if ending == "parquet" && !["EPSG:4326", "EPSG:4490"].contains(&crs) {
                    let refused = layer_files(&layer, format).expect_err("no definition");
                    assert!(refused.to_string().contains("write GeoPackage"));
                    continue;
                }
                let path = write(folder.path(), ending, format, &layer);
                let asked = (ending == "csv").then_some(crs);
                let found = read(&path, asked);
                assert_eq!(found.crs, layer.crs, "{ending} {crs}");
                same(features(found), wanted.clone(), 1e-9);
            }
        }
    }
}

#[test]
fn gcj02_goes_out_and_comes_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = read(&fixture("source.geojson"), None);
    let wanted: Vec<Feature> = file.features.iter().map(|(_, feature)| feature.clone()).collect();
    for crs in [Crs::Gcj02, Crs::Bd09] {
        let layer = LayerOut { name: "layer", features: &file.features, crs };
        for (ending, format) in [FORMATS[0], FORMATS[4]] {
            let path = write(folder.path(), ending, format, &layer);
            let asked = crs.to_string();
            same(features(read(&path, Some(&asked))), wanted.clone(), 1e-9);
        }
        assert_eq!(layer_files(&layer, LayerFormat::GeoPackage), Err(LayerError::NoCode(crs)));
    }
}

#[test]
fn equal_layers_give_equal_bytes() {
    let file = read(&fixture("towns.geojson"), None);
    let layer = LayerOut { name: "layer", features: &file.features, crs: Crs::Epsg(4545) };
    for (ending, format) in FORMATS {
        assert_eq!(layer_files(&layer, format), layer_files(&layer, format), "{ending}");
    }
}

#[test]
fn a_geopackage_has_several_layers() {
    let folder = tempfile::tempdir().expect("a folder");
    let (villages, towns) =
        (read(&fixture("source.geojson"), None), read(&fixture("towns.geojson"), None));
    let layers = [
        LayerOut { name: "村", features: &villages.features, crs: Crs::Wgs84 },
        LayerOut { name: "towns", features: &towns.features, crs: Crs::Epsg(4545) },
    ];
    let path = folder.path().join("both.gpkg");
    std::fs::write(&path, geopackage(&layers).expect("written")).expect("written");
    for (name, wanted) in [("村", villages), ("towns", towns)] {
        let found = read(Path::new(&format!("{}#{name}", path.display())), None);
        same(features(found), features(wanted), 1e-9);
    }
}

#[test]
fn a_shapefile_takes_one_kind_of_geometry_and_short_names() {
    let mut file = read(&fixture("source.geojson"), None);
    for (_, feature) in &mut file.features {
        let mut properties = feature.properties.to_json();
        properties.insert("community_care".into(), 1.into());
        properties.insert("community_centre".into(), 2.into());
        properties.insert("行政区划代码".into(), "x".repeat(300).into());
        feature.properties = properties.into();
    }
    let layer = LayerOut { name: "layer", features: &file.features, crs: Crs::Wgs84 };
    let folder = tempfile::tempdir().expect("a folder");
    let path = write(folder.path(), "shp", LayerFormat::Shapefile, &layer);
    let found = read(&path, None);
    let first = found.features[0].1.properties.to_json();
    assert_eq!((&first["community_"], &first["communit_1"]), (&1.into(), &2.into()));
    assert_eq!(first["行政区"].as_str().map(str::len), Some(254));
    file.features.extend(read(&fixture("towns.geojson"), None).features);
    let mixed = LayerOut { name: "layer", features: &file.features, crs: Crs::Wgs84 };
    assert!(matches!(layer_files(&mixed, LayerFormat::Shapefile), Err(LayerError::Mixed(_))));
}
