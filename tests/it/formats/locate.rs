//! Instances of location problems from the same formats.

use super::fixture;
use yike::domain::LonLat;
use yike::domain::crs::Crs;
use yike::domain::location::Metric;
use yike::read::Problems;
use yike::read::location::{
    DemandFile, InstanceFiles, InstanceSource, MatrixFile, PointLayers, SiteFile, read_instance,
};

fn layers(demand: &str, demand_crs: Option<Crs>, sites: &str) -> InstanceFiles {
    let source = InstanceSource::Layers(PointLayers {
        demand: DemandFile { path: fixture(demand), crs: demand_crs, ..DemandFile::default() },
        sites: Some(SiteFile { path: fixture(sites), ..SiteFile::default() }),
        detour: 1.0,
        plane: false,
    });
    read_instance(&source).unwrap_or_else(|problems| panic!("{problems}"))
}

fn places(files: &InstanceFiles) -> Vec<LonLat> {
    match files.instance.metric() {
        Metric::Geodesic { demand, sites, .. } => demand.iter().chain(sites).copied().collect(),
        _ => panic!("positions are wanted"),
    }
}

#[test]
fn layers_of_any_format_make_the_same_instance() {
    let wanted = layers("source.geojson", None, "towns.geojson");
    let gauss = Some(Crs::Epsg(4545));
    for (demand, crs, sites) in [
        ("gdal/two.gpkg#villages", None, "gdal/two.gpkg#towns"),
        ("gdal/xy.csv", gauss, "gdal/gauss.shp"),
        ("gdal/villages.parquet", None, "towns.geojson"),
        ("gdal/gbk.shp", None, "towns.geojson"),
    ] {
        let found = layers(demand, crs, sites);
        assert_eq!(found.instance.weights(), wanted.instance.weights(), "{demand}");
        assert_eq!(found.weight_field.as_deref(), Some("persons"));
        let (a, b) = (places(&found), places(&wanted));
        for (a, b) in a.iter().zip(&b) {
            assert!((a.lon_deg() - b.lon_deg()).abs() < 1e-6, "{a:?} for {b:?}");
            assert!((a.lat_deg() - b.lat_deg()).abs() < 1e-6, "{a:?} for {b:?}");
        }
    }
}

#[test]
fn a_matrix_may_be_parquet() {
    let source = |file: &str| {
        InstanceSource::Matrix(MatrixFile { path: fixture(file), ..MatrixFile::default() })
    };
    let read =
        read_instance(&source("gdal/long.parquet")).unwrap_or_else(|problems| panic!("{problems}"));
    let Metric::Table(table) = read.instance.metric() else {
        panic!("a table is wanted");
    };
    // What is null is out of reach.
    assert_eq!(table.row(0), (&[0, 1][..], &[1.5, 20.0][..]));
    assert_eq!(table.row(1), (&[][..], &[][..]));
    let Err(Problems { issues }) = read_instance(&source("gdal/nan.parquet")) else {
        panic!("NaN is read");
    };
    assert_eq!(issues[0].code.to_string(), "P1029");
}
