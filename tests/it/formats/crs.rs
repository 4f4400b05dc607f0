//! Coordinate systems: against PROJ, published points, and back again.

use super::{codes, fixture, read};
use geo::{Coord, Distance, Geometry, Haversine, Point};
use proptest::prelude::*;
use serde_json::json;
use std::fs;
use std::path::Path;
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
            plane("Beijing_1954", "Gauss_Kruger", 108.0, 1.0, 500_000.0, metre),
            Some(Crs::Epsg(2433)),
        ),
        (plane("China_2000", "Wagner_VII", 107.0, 1.0, 500_000.0, metre), None),
        (base("Xian_1980"), None),
        ("GEOGCS[\"GCS".into(), None),
        ("[[[[".repeat(1000), None),
        ("A[".repeat(50_000), None),
    ];
    for (text, wanted) in rows {
        assert_eq!(Crs::from_wkt(&text).ok(), wanted, "{text:.60}");
    }
}

/// The text of a `.prj` file of ESRI's: Gauss-Krüger about a central meridian of one's own.
fn gauss(datum: &str, ellipsoid: &str, middle: f64) -> String {
    format!(
        "PROJCS[\"local\",GEOGCS[\"GCS_{datum}\",DATUM[\"D_{datum}\",SPHEROID[{ellipsoid}]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"False_Easting\",500000.0],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",{middle}],PARAMETER[\"Scale_Factor\",1.0],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]"
    )
}

const CGCS2000: &str = "\"CGCS2000\",6378137.0,298.257222101";
const KRASOVSKY: &str = "\"Krasovsky_1940\",6378245.0,298.3";

/// Cities of China survey about a meridian of their own. The plane is that of a zone, turned about the earth's axis.
#[test]
fn a_central_meridian_of_ones_own_is_read_from_its_parameters() {
    let own = Crs::from_wkt(&gauss("China_2000", CGCS2000, 106.5)).expect("usable");
    assert!(matches!(own, Crs::Own(text) if text.contains("+lon_0=106.5")), "{own}");
    assert_eq!(Crs::parse(&own.to_string()), Ok(own), "its name is its definition");
    let [own, zone] = [own, Crs::Epsg(4545)].map(|crs| Projector::new(crs).expect("usable"));
    let there = own.project(Coord { x: 106.57, y: 29.83 }).expect("a position");
    let turned = zone.project(Coord { x: 108.07, y: 29.83 }).expect("a position");
    assert!((there.x - turned.x).abs() < 1e-6 && (there.y - turned.y).abs() < 1e-6, "{there:?}");
    assert!(metres(own.to_wgs84(there).expect("a position"), Coord { x: 106.57, y: 29.83 }) < 1e-3);
    // The files of `tests/fixtures/field/custom_meridian`: of a Shapefile, a GeoPackage and GeoParquet.
    let field = Path::new("tests/fixtures/field/custom_meridian");
    let first = |name: &str| match &read(&field.join(name), None).features[0].1.geometry {
        Geometry::Point(at) => at.0,
        other => panic!("{other:?}"),
    };
    for (name, x, y) in [
        ("p_cust.shp", 106.569_984, 29.829_668_2),
        ("custom.gpkg", 107.0, 29.8),
        ("projnoid.parquet", 107.0, 29.8),
    ] {
        assert!(metres(first(name), Coord { x, y }) < 0.01, "{name}: {:?}", first(name));
    }
    let text = fs::read_to_string(field.join("p_bj54.prj")).expect("readable");
    assert_eq!(Crs::from_wkt(&text), Ok(Crs::Epsg(2433)));
}

/// The register publishes a shift for Beijing 1954 and none for Xian 1980; a text may state its own.
#[test]
fn a_datum_is_shifted_as_the_register_or_the_text_says() {
    let own = Crs::from_wkt(&gauss("Beijing_1954", KRASOVSKY, 107.0)).expect("usable");
    assert!(own.to_string().contains("+towgs84=15.8,-154.4,-82.3"), "{own}");
    let by_code = Projector::new(Crs::Epsg(2433)).expect("usable");
    let own = Projector::new(own).expect("usable");
    let at = own.to_wgs84(Coord { x: 500_000.0, y: 3_300_000.0 }).expect("a position");
    let zone = by_code.to_wgs84(Coord { x: 500_000.0, y: 3_300_000.0 }).expect("a position");
    // The shift is the same vector, seen from a meridian further: a few metres.
    assert!((zone.x - at.x - 1.0).abs() < 5e-5 && (zone.y - at.y).abs() < 5e-5, "{at:?} {zone:?}");
    let xian = gauss("Xian_1980", "\"Xian_1980\",6378140.0,298.257", 106.5);
    assert!(matches!(Crs::from_wkt(&xian), Err(CrsError::NoWay(name, _)) if name == "local"));
    let stated = xian.replace("298.257]]", "298.257],TOWGS84[24,-123,-94,0,0,0,0]]");
    let own = Crs::from_wkt(&stated).expect("usable");
    assert!(own.to_string().contains("+towgs84=24,-123,-94"), "{own}");
    let unknown = gauss("Nowhere", KRASOVSKY, 107.0);
    assert!(matches!(Crs::from_wkt(&unknown), Err(CrsError::NoWay(..))));
}

/// As PROJ and GDAL write systems in WKT2 and PROJJSON.
#[test]
fn wkt2_and_projjson_are_read_by_their_parameters() {
    let wkt2 = "PROJCRS[\"local\",BASEGEOGCRS[\"CGCS2000\",DATUM[\"China 2000\",ELLIPSOID[\"CGCS2000\",6378137,298.257222101,LENGTHUNIT[\"metre\",1]]],PRIMEM[\"Greenwich\",0,ANGLEUNIT[\"degree\",0.0174532925199433]]],CONVERSION[\"unnamed\",METHOD[\"Transverse Mercator\",ID[\"EPSG\",9807]],PARAMETER[\"Latitude of natural origin\",0,ANGLEUNIT[\"degree\",0.0174532925199433]],PARAMETER[\"Longitude of natural origin\",106.5,ANGLEUNIT[\"degree\",0.0174532925199433]],PARAMETER[\"Scale factor at natural origin\",1,SCALEUNIT[\"unity\",1]],PARAMETER[\"False easting\",500000,LENGTHUNIT[\"metre\",1]],PARAMETER[\"False northing\",0,LENGTHUNIT[\"metre\",1]]],CS[Cartesian,2],AXIS[\"(E)\",east,ORDER[1]],AXIS[\"(N)\",north,ORDER[2]],LENGTHUNIT[\"metre\",1]]";
    let own = Crs::from_wkt(&gauss("China_2000", CGCS2000, 106.5));
    assert_eq!(Crs::from_wkt(wkt2), own);
    let degree = |name: &str, value: f64| json!({"name": name, "value": value, "unit": "degree"});
    let metre = |name: &str, value: f64| json!({"name": name, "value": value, "unit": "metre"});
    let source = json!({
        "type": "ProjectedCRS", "name": "local",
        "base_crs": {"name": "Xian 1980", "datum": {"type": "GeodeticReferenceFrame", "name": "Xian 1980",
            "ellipsoid": {"name": "IAG 1975", "semi_major_axis": 6378140, "inverse_flattening": 298.257}}},
        "conversion": {"name": "local", "method": {"name": "Transverse Mercator"}, "parameters": [
            degree("Latitude of natural origin", 0.0), degree("Longitude of natural origin", 106.5),
            {"name": "Scale factor at natural origin", "value": 1, "unit": "unity"},
            metre("False easting", 500_000.0), metre("False northing", 0.0)]},
        "coordinate_system": {"subtype": "Cartesian", "axis": [{"name": "Easting", "unit": "metre"}]}
    });
    assert!(matches!(Crs::from_projjson(&source), Err(CrsError::NoWay(..))));
    let bound = json!({"type": "BoundCRS", "source_crs": source, "transformation": {"name": "own",
        "parameters": [metre("X-axis translation", 24.0), metre("Y-axis translation", -123.0),
            metre("Z-axis translation", -94.0)]}});
    let own = Crs::from_projjson(&bound).expect("usable");
    assert!(own.to_string().contains("+towgs84=24,-123,-94,0,0,0,0"), "{own}");
}

/// The values are Snyder's formulas (USGS Professional Paper 1395) and those of Mollweide, computed apart.
#[test]
fn albers_mollweide_and_esri_systems_are_known() {
    let china = "PROJCS[\"China\",GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Albers\"],PARAMETER[\"False_Easting\",0.0],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",105.0],PARAMETER[\"Standard_Parallel_1\",25.0],PARAMETER[\"Standard_Parallel_2\",47.0],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]";
    let mollweide = "PROJCS[\"World_Mollweide\",GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Mollweide\"],PARAMETER[\"False_Easting\",0.0],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",0.0],UNIT[\"Meter\",1.0]]";
    for (text, x, y) in [
        (china, 197_722.625_2, 3_154_632.025_1),
        ("ESRI:102025", 1_085_913.029_5, 46_580.678_9),
        (mollweide, 9_826_694.708_3, 3_623_947.580_0),
        ("ESRI:54009", 9_826_694.708_3, 3_623_947.580_0),
        ("World_Mollweide", 9_826_694.708_3, 3_623_947.580_0),
    ] {
        let projector = Projector::new(Crs::parse(text).expect("known")).expect("usable");
        let ground = Coord { x: 107.07, y: 29.83 };
        let there = projector.project(ground).expect("a position");
        assert!((there.x - x).abs() < 1e-3 && (there.y - y).abs() < 1e-3, "{text:.40}: {there:?}");
        assert!(
            metres(projector.to_wgs84(there).expect("a position"), ground) < 1e-3,
            "{text:.40}"
        );
    }
    for (text, code) in [
        ("CGCS2000_3_Degree_GK_CM_108E", 4545),
        ("CGCS2000 / 3-degree Gauss-Kruger zone 36", 4524),
        ("Beijing_1954_3_Degree_GK_CM_108E", 2433),
        ("WGS_1984_UTM_Zone_48N", 32648),
        ("WGS_1984_Web_Mercator_Auxiliary_Sphere", 3857),
        ("ESRI:102100", 3857),
    ] {
        assert_eq!(Crs::parse(text), Ok(Crs::Epsg(code)), "{text}");
    }
    assert!(matches!(Crs::parse("ESRI:999999"), Err(CrsError::Unknown(_))));
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
