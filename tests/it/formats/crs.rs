//! Coordinate systems: against PROJ, published points, and back again.

use super::{codes, fixture};
use geo::{Coord, Distance, Haversine, Point};
use proptest::prelude::*;
use std::fs;
use yike::domain::crs::{Crs, CrsError, Projector, china};

fn metres(a: Coord<f64>, b: Coord<f64>) -> f64 {
    Haversine.distance(Point(a), Point(b))
}

#[test]
fn positions_are_those_of_proj() {
    let text = fs::read_to_string(fixture("gdal/positions.csv")).expect("readable");
    for line in text.lines().skip(1) {
        let cells: Vec<f64> = line.split(',').map(|cell| cell.parse().expect("a number")).collect();
        let [code, lon, lat, x, y] = cells[..] else { panic!("{line}") };
        let projector =
            Projector::new(Crs::from_epsg(code as u32).expect("known")).expect("usable");
        let (ground, plane) = (Coord { x: lon, y: lat }, Coord { x, y });
        let there = projector.project(ground).expect("a position");
        let back = projector.to_wgs84(plane).expect("a position");
        let near = if projector.crs().in_degrees() { 1e-8 } else { 1e-3 };
        assert!((there.x - x).abs() < near && (there.y - y).abs() < near, "{line}: {there:?}");
        assert!(metres(back, ground) < 1e-3, "{line}: {back:?}");
    }
}

#[test]
fn systems_have_names_codes_and_texts() {
    for text in [
        "EPSG:4547",
        "epsg:4547",
        "4547",
        "urn:ogc:def:crs:EPSG::4547",
        "http://www.opengis.net/def/crs/EPSG/0/4547",
    ] {
        assert_eq!(Crs::parse(text), Ok(Crs::Epsg(4547)), "{text}");
    }
    for text in ["OGC:CRS84", "urn:ogc:def:crs:OGC:1.3:CRS84", "WGS84", "EPSG:4326"] {
        assert_eq!(Crs::parse(text), Ok(Crs::Wgs84), "{text}");
    }
    assert_eq!(Crs::parse("gcj02"), Ok(Crs::Gcj02));
    assert_eq!(Crs::parse("BD-09"), Ok(Crs::Bd09));
    // What is not known, and what would be 100 m wrong.
    assert!(matches!(Crs::parse("EPSG:99999"), Err(CrsError::Unknown(_))));
    assert!(matches!(Crs::parse("local 4547"), Err(CrsError::Unknown(_))));
    assert!(matches!(Crs::parse("EPSG:4610"), Err(CrsError::NoWay(..))));
    for code in (4490..=4554).chain(32601..=32660).chain(32701..=32760) {
        let crs = Crs::from_epsg(code).expect("known");
        assert_eq!(Crs::from_wkt(crs.wkt().expect("a text")), Ok(crs));
    }
}

/// As ESRI and other programs write `.prj` files, without codes.
#[test]
fn texts_without_codes_are_told_by_their_parameters() {
    let base = |name: &str| {
        format!(
            "GEOGCS[\"{name}\",DATUM[\"D_{name}\",SPHEROID[\"S\",6378137.0,298.257]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]"
        )
    };
    let plane = |datum: &str, way: &str, middle: f64, scale: f64, east: f64, unit: &str| {
        format!(
            "PROJCS[\"any\",{},PROJECTION[\"{way}\"],PARAMETER[\"False_Easting\",{east}],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",{middle}],PARAMETER[\"Scale_Factor\",{scale}],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[{unit}]]",
            base(datum)
        )
    };
    let metre = "\"Meter\",1.0";
    let rows = [
        (base("WGS_1984"), Some(Crs::Wgs84)),
        (base("China_2000"), Some(Crs::Epsg(4490))),
        (plane("China_2000", "Gauss_Kruger", 108.0, 1.0, 500_000.0, metre), Some(Crs::Epsg(4545))),
        (
            plane("China_2000", "Gauss_Kruger", 108.0, 1.0, 36_500_000.0, metre),
            Some(Crs::Epsg(4524)),
        ),
        (
            plane("China_2000", "Gauss_Kruger", 105.0, 1.0, 18_500_000.0, metre),
            Some(Crs::Epsg(4496)),
        ),
        (
            plane("WGS_1984", "Transverse_Mercator", 105.0, 0.9996, 500_000.0, metre),
            Some(Crs::Epsg(32648)),
        ),
        (
            plane("WGS_1984", "Transverse_Mercator", 105.0, 0.9996, 500_000.0, "\"Foot\",0.3048"),
            None,
        ),
        (plane("China_2000", "Gauss_Kruger", 107.0, 1.0, 500_000.0, metre), None),
        (base("Xian_1980"), None),
        ("GEOGCS[\"GCS".into(), None),
        ("[[[[".repeat(1000), None),
    ];
    for (text, wanted) in rows {
        assert_eq!(Crs::from_wkt(&text).ok(), wanted, "{text:.60}");
    }
}

#[test]
fn positions_far_from_their_zone_are_none() {
    let zone = Projector::new(Crs::Epsg(4545)).expect("usable");
    for (x, y) in
        [(36_411_219.0, 3_304_649.0), (3_304_649.0, 411_219.0), (107.0, 1e300), (f64::NAN, 0.0)]
    {
        assert_eq!(zone.to_wgs84(Coord { x, y }), None, "[{x}, {y}]");
    }
}

/// Of the test suites of eviltransform (github.com/googollee/eviltransform) and coordtransform
/// (github.com/wandergis/coordtransform).
#[test]
fn published_points_are_met_within_a_metre() {
    let at = |x: f64, y: f64| Coord { x, y };
    let gcj02 = [
        (at(121.527_210_6, 31.177_427_6), at(121.531_541_859_215, 31.175_303_983_645_97)),
        (at(113.912_316, 22.543_847), at(113.917_176_480_836_3, 22.540_796_131_694_766)),
        (at(116.377_817, 39.911_954), at(116.384_047_224_556_57, 39.913_345_455_360_69)),
        (at(116.404, 39.915), at(116.410_244_499_169_38, 39.916_404_281_501_64)),
    ];
    for (from, to) in gcj02 {
        assert!(metres(china::to_gcj02(from), to) < 1.0);
        assert!(metres(china::from_gcj02(to), from) < 1.0);
    }
    let bd09 = china::gcj02_to_bd09(at(116.404, 39.915));
    assert!(metres(bd09, at(116.410_369_493_710_29, 39.921_336_993_510_21)) < 1.0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Promised: 0.1 m; found: less than a millimetre.
    #[test]
    fn the_inverse_undoes_the_shift(x in 72.1..137.7_f64, y in 0.9..55.7_f64) {
        let at = Coord { x, y };
        let gcj02 = china::to_gcj02(at);
        prop_assert!(metres(china::from_gcj02(gcj02), at) < 1e-3);
        prop_assert!(metres(china::to_gcj02(china::from_gcj02(at)), at) < 1e-3);
        prop_assert!(metres(china::from_bd09(china::to_bd09(at)), at) < 1e-3);
        prop_assert!((10.0..2000.0).contains(&metres(at, gcj02)));
    }

    #[test]
    fn outside_china_nothing_is_shifted(x in -180.0..72.0_f64, y in -90.0..90.0_f64) {
        let at = Coord { x, y };
        prop_assert_eq!(china::to_gcj02(at), at);
        prop_assert_eq!(china::from_bd09(at), at);
    }
}

#[test]
fn the_plan_is_believed_where_a_file_cannot_say_gcj02() {
    assert_eq!(codes(&fixture("source.geojson"), Some("GCJ-02")), [""; 0]);
    assert_eq!(codes(&fixture("gdal/gbk.shp"), Some("GCJ-02")), [""; 0]);
    assert_eq!(codes(&fixture("gdal/gauss.shp"), Some("GCJ-02")), ["P1038"]);
}
