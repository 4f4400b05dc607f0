//! No bytes make a reader panic, and the same bytes say the same.

use super::fixture;
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use yike::domain::crs::Crs;
use yike::read::{DemandSource, Issue, Problems, make_demand, read_features, read_plan};

/// A slip of a disk or a wire: a byte changed, four bytes set, bytes lost or doubled, the end cut off.
#[derive(Debug, Clone)]
enum Slip {
    Byte(usize, u8),
    Word(usize, u32),
    Drop(usize, usize),
    Repeat(usize, usize),
    Cut(usize),
}

fn slip() -> impl Strategy<Value = Slip> {
    let words = prop::sample::select(vec![0, 1, 255, 65_535, 0x7fff_ffff, 0x8000_0000, u32::MAX]);
    prop_oneof![
        4 => (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Slip::Byte(at, byte)),
        4 => (any::<usize>(), words).prop_map(|(at, word)| Slip::Word(at, word)),
        1 => (any::<usize>(), 1..40_usize).prop_map(|(at, count)| Slip::Drop(at, count)),
        1 => (any::<usize>(), 1..40_usize).prop_map(|(at, count)| Slip::Repeat(at, count)),
        1 => any::<usize>().prop_map(Slip::Cut),
    ]
}

fn apply(mut bytes: Vec<u8>, slip: &Slip) -> Vec<u8> {
    let length = bytes.len().max(1);
    let part = |at: usize, count: usize, end: usize| {
        (at % length).min(end)..((at % length) + count).min(end)
    };
    let end = bytes.len();
    match *slip {
        Slip::Byte(at, byte) => bytes[part(at, 1, end)].fill(byte),
        Slip::Word(at, word) => {
            let range = part(at, 4, end);
            let few = range.len();
            bytes[range].copy_from_slice(&word.to_le_bytes()[..few]);
        }
        Slip::Drop(at, count) => drop(bytes.drain(part(at, count, end))),
        Slip::Repeat(at, count) => {
            let range = part(at, count, end);
            let twice = bytes[range.clone()].to_vec();
            bytes.splice(range.start..range.start, twice);
        }
        Slip::Cut(at) => bytes.truncate(at % length),
    }
    bytes
}

/// A file, which of its parts slips, and the system that is said of it.
const FILES: [(&str, &[&str], Option<Crs>); 19] = [
    ("gbk.shp", &["shp", "shx", "dbf", "prj", "cpg"], None),
    ("gauss.shp", &["shp", "dbf", "prj"], None),
    ("one.gpkg", &["gpkg"], None),
    ("towns.fgb", &["fgb"], None),
    ("utm.fgb", &["fgb"], None),
    ("villages.parquet", &["parquet"], None),
    ("wkt.csv", &["csv"], Some(Crs::Wgs84)),
    ("xy.csv", &["csv"], Some(Crs::Epsg(4545))),
    ("people.xlsx", &["xlsx"], None),
    ("people.tif", &["tif"], None),
    ("tiles.tif", &["tif"], None),
    ("../../field/parquet/types.parquet", &["parquet"], None),
    ("../../field/parquet/pq_arrow.parquet", &["parquet"], None),
    ("../../field/gpkg_curves/curves.gpkg", &["gpkg"], None),
    ("../../field/kml/places.kml", &["kml"], None),
    ("../../field/zip/big.zip", &["zip"], None),
    ("../../field/raster_kinds/mask_tiles.tif", &["tif"], None),
    ("../../field/raster_kinds/alpha_planar.tif", &["tif"], None),
    ("../../field/raster_kinds/big.tif", &["tif"], None),
];

fn issues(path: &Path, crs: Option<Crs>) -> Vec<Issue> {
    if path.extension().is_some_and(|ending| ending == "tif") {
        let source = DemandSource {
            towns: fixture("towns.geojson"),
            layer: None,
            towns_crs: None,
            raster: Some(path.to_owned()),
            raster_crs: None,
            cell: None,
            fit: false,
            groups: Vec::new(),
        };
        return match make_demand(&source) {
            Ok(made) => made.warnings,
            Err(Problems { issues }) => issues,
        };
    }
    if path.extension().is_some_and(|ending| ending == "xlsx") {
        let good = fs::read_to_string("tests/fixtures/good/plan.toml").expect("the plan");
        let towns = "towns = { file = \"towns.geojson\", join = { file = \"people.xlsx\", sheet = \"人口\", key = \"名称\", to = \"name\" } }";
        let folder = path.parent().expect("a folder");
        fs::write(folder.join("plan.toml"), good.replace("towns = \"towns.geojson\"", towns))
            .expect("written");
        for name in ["towns", "units", "sites", "medical"] {
            let name = format!("{name}.geojson");
            fs::copy(Path::new("tests/fixtures/good").join(&name), folder.join(&name))
                .expect("copied");
        }
        return match read_plan(&folder.join("plan.toml")) {
            Ok(plan) => plan.warnings,
            Err(Problems { issues }) => issues,
        };
    }
    match read_features(path, None, crs) {
        Ok(file) => file.warnings,
        Err(Problems { issues }) => issues,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 900, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn slips_never_panic_and_always_say_the_same(
        file in 0..FILES.len(),
        part in any::<usize>(),
        slips in prop::collection::vec(slip(), 1..5),
    ) {
        let (name, parts, crs) = FILES[file];
        let folder = tempfile::tempdir().expect("a folder");
        let from = fixture("gdal").join(name);
        let to = folder.path().join(from.file_name().expect("a name"));
        for ending in ["shx", "dbf", "prj", "cpg", parts[0]] {
            let Ok(good) = fs::read(from.with_extension(ending)) else { continue };
            let hit = parts[part % parts.len()] == ending;
            let bytes = if hit { slips.iter().fold(good, apply) } else { good };
            fs::write(to.with_extension(ending), bytes).expect("written");
        }
        let first = issues(&to, crs);
        prop_assert_eq!(&first, &issues(&to, crs));
        for issue in first {
            prop_assert!(!issue.place.file.is_empty(), "a gap in the rules: {}", issue);
        }
    }
}
