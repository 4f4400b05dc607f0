//! Demand from rasters and from town polygons: nobody is lost, nobody counted twice.

use super::fixture;
use yike::domain::crs::Crs;
use yike::read::{DemandLayer, DemandSource, Problems, make_demand};
use yike::units::{Metres, Share};

fn source(raster: Option<&str>, cell_m: Option<f64>) -> DemandSource {
    DemandSource {
        towns: fixture("towns.geojson"),
        layer: None,
        towns_crs: None,
        raster: raster.map(fixture),
        raster_crs: None,
        cell: cell_m.map(|metres| Metres::new(metres).expect("a length")),
        fit: false,
        groups: Vec::new(),
    }
}

fn made(source: &DemandSource) -> DemandLayer {
    make_demand(source).unwrap_or_else(|problems| panic!("{problems}"))
}

fn by_town(made: &DemandLayer, field: &str) -> Vec<f64> {
    let of = |town: &str| {
        let own =
            made.features.iter().filter(|(_, unit)| unit.properties.to_json()["town"] == town);
        own.map(|(_, unit)| unit.properties.to_json()[field].as_f64().expect("people")).sum()
    };
    ["500115001", "500115002"].map(of).to_vec()
}

/// Of the 24 cells, those whose centres lie in the towns: 13 + 14 + 19 + 20 and 15 + 21 + 22 (16 is nodata).
const BY_TOWN: [f64; 2] = [66.0, 58.0];

#[test]
fn people_of_a_raster_are_summed_over_towns_whatever_its_kind() {
    for raster in ["gdal/people.tif", "gdal/tiles.tif", "gdal/whole.tif", "gdal/gauss.tif"] {
        for cell in [None, Some(500.0), Some(2_000.0), Some(50_000.0)] {
            let made = made(&source(Some(raster), cell));
            assert_eq!(by_town(&made, "persons"), BY_TOWN, "{raster}");
            assert!((made.people - 124.0).abs() < 1e-9);
            let codes: Vec<String> =
                made.warnings.iter().map(|issue| issue.code.to_string()).collect();
            // It ends at 29.8, and its 124 people are far from the towns' own.
            assert_eq!(codes, ["P1046", "P1060", "P1061"]);
        }
    }
    // 17, 18, 23 and 24 live between the two parts of the second town.
    assert_eq!(made(&source(Some("gdal/people.tif"), None)).outside, 82.0);
}

#[test]
fn fitted_people_are_the_towns_own() {
    let fitted = DemandSource { fit: true, ..source(Some("gdal/people.tif"), Some(2_000.0)) };
    let sums = by_town(&made(&fitted), "persons");
    assert!((sums[0] - 52_300.0).abs() < 1e-6 && (sums[1] - 31_000.5).abs() < 1e-6, "{sums:?}");
}

#[test]
fn people_are_spread_over_area_where_there_is_no_raster() {
    for cell in [None, Some(200.0), Some(1_000.0), Some(30_000.0)] {
        let share = Share::new(0.25).expect("a share");
        let spread =
            made(&DemandSource { groups: vec![("aged_60".into(), share)], ..source(None, cell) });
        let sums = by_town(&spread, "persons");
        assert!((sums[0] - 52_300.0).abs() < 1e-6 && (sums[1] - 31_000.5).abs() < 1e-6, "{sums:?}");
        let aged: f64 = by_town(&spread, "aged_60").iter().sum();
        assert!((aged - 0.25 * 83_300.5).abs() < 1e-6);
        let (_, first) = &spread.features[0];
        assert_eq!(
            (&first.properties.to_json()["origin"], &first.properties.to_json()["position_origin"]),
            (&"modelled".into(), &"modelled".into())
        );
        assert!(
            first.properties.to_json()["method"]
                .as_str()
                .is_some_and(|text| text.contains("spread evenly"))
        );
    }
    // Both parts of the second town have the same area, and so the same people.
    let spread = made(&source(None, Some(500.0)));
    let west: f64 = spread
        .features
        .iter()
        .filter(|(_, unit)| unit.properties.to_json()["town"] == "500115002")
        .filter(|(_, unit)| matches!(unit.geometry, geo::Geometry::Point(at) if at.x() < 107.25))
        .map(|(_, unit)| unit.properties.to_json()["persons"].as_f64().expect("people"))
        .sum();
    assert!((west / 31_000.5 - 0.5).abs() < 0.01, "{west}");
}

#[test]
fn rasters_that_say_too_little_are_refused() {
    for (raster, code) in [
        ("gdal/no_crs.tif", "P1045"),
        ("gdal/two_bands.tif", "P1045"),
        ("gdal/towns.fgb", "P1034"),
        ("gdal/nothing.tif", "P1001"),
    ] {
        let Err(Problems { issues }) = make_demand(&source(Some(raster), None)) else {
            panic!("{raster} is read");
        };
        let codes: Vec<String> = issues.iter().map(|issue| issue.code.to_string()).collect();
        assert_eq!(codes, [code], "{raster}");
        let names_option = issues[0].action.to_string().contains("--raster-crs");
        assert_eq!(names_option, raster == "gdal/no_crs.tif", "{}", issues[0].action);
    }
    let said =
        DemandSource { raster_crs: Some(Crs::Wgs84), ..source(Some("gdal/no_crs.tif"), None) };
    assert_eq!(by_town(&made(&said), "persons"), BY_TOWN);
    let other = DemandSource {
        raster_crs: Some(Crs::Epsg(32648)),
        ..source(Some("gdal/people.tif"), None)
    };
    assert!(make_demand(&other).is_err());
    // In metres the raster lies at the equator, where none of the towns is.
    let elsewhere =
        DemandSource { raster_crs: Some(Crs::Epsg(3857)), ..source(Some("gdal/no_crs.tif"), None) };
    assert!(make_demand(&elsewhere).is_err());
}
