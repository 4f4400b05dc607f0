//! Rasters whose stored numbers are not their values, that cover a town in part, or hold something else than people.

use super::{codes, fixture};
use std::path::Path;
use yike::domain::crs::Crs;
use yike::domain::roads::{Mode, Profile};
use yike::read::roads::read_roads_for;
use yike::read::{DemandLayer, DemandSource, Issue, Problems, make_demand};
use yike::units::Share;

/// A town around all the rasters here.
const AROUND: &str = r#"{"type": "FeatureCollection", "features": [{"type": "Feature",
    "properties": {"id": "T", "name": "镇", "population": 10000, "setting": "rural"}, "geometry": {"type": "Polygon",
    "coordinates": [[[106.9, 29.7], [107.3, 29.7], [107.3, 29.9], [106.9, 29.9], [106.9, 29.7]]]}}]}"#;

fn made_of(towns: &Path, raster: &Path, fit: bool) -> Result<DemandLayer, Vec<Issue>> {
    let source = DemandSource { raster: Some(raster.into()), fit, ..DemandSource::new(towns) };
    make_demand(&source).map_err(|Problems { issues }| issues)
}

fn made(towns: &Path, raster: &str) -> DemandLayer {
    made_of(towns, &fixture(raster), false).unwrap_or_else(|issues| panic!("{raster}: {issues:?}"))
}

#[test]
fn cells_that_are_left_out_hold_nobody() {
    let towns = fixture("raster_sparse/towns.geojson");
    // What GDAL sums over the band.
    for (raster, people) in [
        ("sp_uint16_None.tif", 256.0),
        ("sp_uint8_0.tif", 256.0),
        ("sp_deflate.tif", 256.0),
        ("sp_lzw.tif", 256.0),
        ("sp_strip.tif", 1024.0),
    ] {
        assert_eq!(made(&towns, &format!("raster_sparse/{raster}")).people, people, "{raster}");
    }
}

#[test]
fn every_kind_of_raster_has_the_people_that_gdal_reads() {
    let folder = tempfile::tempdir().expect("a folder");
    let towns = folder.path().join("towns.geojson");
    std::fs::write(&towns, AROUND).expect("written");
    let table = std::fs::read_to_string(fixture("raster_kinds/expect.csv")).expect("the table");
    let mut count = 0;
    for line in table.lines().skip(1) {
        let [file, band, people, _] = line.split(',').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        let found = made(&towns, &format!("raster_kinds/{file}#{band}")).people;
        assert!((found - people.parse::<f64>().expect("a number")).abs() < 1e-6, "{line}: {found}");
        count += 1;
    }
    assert_eq!(count, 28);
}

#[test]
fn a_raster_of_several_bands_asks_which_one() {
    let towns = fixture("raster_sparse/towns.geojson");
    let raster = fixture("raster_kinds/bands.tif");
    let issues = made_of(&towns, &raster, false).expect_err("three bands");
    assert_eq!(codes(&issues), ["P1045"]);
    assert!(
        issues[0].cause.to_string().ends_with("1 (men), 2 (women), 3 (children)"),
        "{}",
        issues[0]
    );
    assert!(issues[0].action.to_string().ends_with("bands.tif#1`"), "{}", issues[0]);
    let issues = made_of(&towns, &fixture("raster_kinds/bands.tif#4"), false).expect_err("no band");
    assert!(issues[0].cause.to_string().starts_with("it has no band 4"), "{}", issues[0]);
}

#[test]
fn scale_and_offset_of_a_band_are_applied() {
    let made = made(&fixture("raster_scale_offset/towns.geojson"), "raster_scale_offset/off.tif");
    assert!((made.people - 8_192.0).abs() < 1e-6, "{}", made.people);
    assert_eq!(codes(&made.warnings), [""; 0]);
}

#[test]
fn a_town_that_a_raster_covers_in_part_is_named_with_the_share_that_is_left() {
    let made = made(&fixture("raster_partial/part.geojson"), "raster_partial/ones.tif");
    assert_eq!(made.people, 500.0);
    assert_eq!(codes(&made.warnings), ["P1060", "P1061"]);
    assert!(made.warnings[0].cause.to_string().ends_with("`T0` 91 %"), "{}", made.warnings[0]);
    let says = "500 people in the towns, whose own `population` is 5000 people in all";
    assert!(made.warnings[1].cause.to_string().contains(says), "{}", made.warnings[1]);
}

#[test]
fn densities_are_no_people() {
    let raster = fixture("raster_partial/dens.tif");
    let issues =
        made_of(&fixture("raster_partial/t2.geojson"), &raster, false).expect_err("a density");
    assert_eq!(codes(&issues), ["P1045"]);
    assert!(issues[0].cause.to_string().contains("`people/km2`"), "{}", issues[0]);
}

#[test]
fn people_put_where_the_raster_has_none_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let towns = folder.path().join("towns.geojson");
    // The second town lies where no cell holds anyone.
    let text = std::fs::read_to_string(fixture("raster_partial/part.geojson")).expect("the town");
    let other = r#""features": [{"type": "Feature", "properties": {"id": "T9", "population": 700}, "geometry": {"type":
        "Polygon", "coordinates": [[[107.3, 29.8], [107.4, 29.8], [107.4, 29.85], [107.3, 29.85], [107.3, 29.8]]]}}, "#;
    std::fs::write(&towns, text.replace("\"features\": [", other)).expect("written");
    let made = made_of(&towns, &fixture("raster_partial/ones.tif"), true).expect("made");
    assert!((made.people - 5_700.0).abs() < 1e-6, "{}", made.people);
    let said =
        made.warnings.iter().find(|issue| issue.cause.to_string().contains("put at a point"));
    let said = said.expect("it is said").to_string();
    assert!(said.contains("1 town, whose own 700 people") && said.contains("`T9`"), "{said}");
}

#[test]
fn heights_are_read_as_people_are() {
    let profile = Profile::of(Mode::Walk).with_slopes(true);
    let roads = Path::new("tests/fixtures/roads/small_roads.geojson");
    let read =
        |raster: &str| read_roads_for(roads, Some(&fixture(raster)), &profile, &[], "nobody");
    let heights = |raster: &str| -> Vec<Option<f32>> {
        let file = read(raster).unwrap_or_else(|problems| panic!("{raster}: {problems}"));
        file.network.nodes().iter().map(|node| node.height_m).collect()
    };
    let full = heights("raster_sparse/dem_full.tif");
    assert_eq!(heights("raster_sparse/dem_sparse.tif"), full);
    assert!(full.iter().flatten().any(|&height_m| height_m < 10.0), "{full:?}");
    let Err(Problems { issues }) = read("raster_kinds/feet.tif") else {
        panic!("feet are read");
    };
    assert!(issues[0].cause.to_string().contains("its unit is `ft`"), "{}", issues[0]);
}

#[test]
fn a_raster_that_is_compressed_otherwise_is_refused_by_name() {
    let issues =
        made_of(&fixture("raster_sparse/towns.geojson"), &fixture("raster_other/lerc.tif"), false);
    let issues = issues.expect_err("LERC");
    assert_eq!(codes(&issues), ["P1045"]);
    assert!(
        issues[0].cause.to_string().contains("LERC")
            && issues[0].action.to_string().contains("COMPRESS=DEFLATE")
    );
}

#[test]
fn towns_whose_part_of_a_raster_is_unlike_their_own_are_told_where_it_is_fitted() {
    let folder = tempfile::tempdir().expect("a folder");
    let towns = folder.path().join("towns.geojson");
    let text = std::fs::read_to_string(fixture("raster_sparse/towns.geojson")).expect("towns");
    // The raster has as many people in the one as in the other.
    std::fs::write(&towns, text.replacen("\"population\": 5000", "\"population\": 50", 1))
        .expect("written");
    let made = made_of(&towns, &fixture("raster_sparse/sp_strip.tif"), true).expect("made");
    assert_eq!(codes(&made.warnings), ["P1061"]);
    assert!(
        made.warnings[0].cause.to_string().ends_with("`T0` 512 and 50"),
        "{}",
        made.warnings[0]
    );
}

#[test]
fn a_number_that_marks_cells_without_people_is_told() {
    let town = fixture("raster_mark/town.geojson");
    // Ten cells of a hundred are marked.
    for (raster, marked, people) in [
        ("u16.tif", "10 cells are 65535, all others at most 4", 655_710.0),
        ("nines.tif", "10 cells are 99999, all others at most 4", 1_000_350.0),
        ("u8.tif", "10 cells are 255, all others at most 4", 2910.0),
    ] {
        let made = made(&town, &format!("raster_mark/{raster}"));
        assert_eq!(
            (codes(&made.warnings), made.people),
            (vec!["P1073".into()], people),
            "{raster}"
        );
        assert!(made.warnings[0].cause.to_string().starts_with(marked), "{}", made.warnings[0]);
    }
    assert!(made(&town, "raster_mark/plain.tif").warnings.is_empty());
}

#[test]
fn what_no_raster_of_people_holds_is_refused_with_its_reason() {
    let town = fixture("raster_odd/town.geojson");
    for (raster, said) in [
        ("huge.tif", "more than live on the earth"),
        ("inf.tif", "cells are infinite"),
        ("dens_tag.tif", "`persons per square kilometre`"),
    ] {
        let issues = made_of(&town, &fixture("raster_odd").join(raster), false).expect_err(raster);
        assert_eq!(codes(&issues), ["P1045"], "{raster}");
        assert!(issues[0].cause.to_string().contains(said), "{}", issues[0]);
    }
}

#[test]
fn people_of_a_town_that_has_none_of_its_own_are_told() {
    let (towns, raster) = (fixture("raster_odd/zero.geojson"), fixture("raster_odd/plain.tif"));
    for (fit, units, said) in [(false, 2, "`w` 1287 and 0"), (true, 1, "it gets no unit")] {
        let made = made_of(&towns, &raster, fit).expect("made");
        assert_eq!((made.features.len(), codes(&made.warnings)), (units, vec!["P1061".into()]));
        assert!(made.warnings[0].cause.to_string().contains(said), "{}", made.warnings[0]);
    }
}

#[test]
fn a_group_takes_the_name_of_no_other_property() {
    let share = |text| Share::parse(text).expect("a share");
    for names in [["persons", "aged"], ["aged", "town"], ["aged", "aged"]] {
        let source = DemandSource {
            groups: names.map(|name| (name.into(), share("10 %"))).into(),
            ..DemandSource::new(fixture("raster_odd/zero.geojson"))
        };
        let Problems { issues } = make_demand(&source).expect_err("refused");
        assert_eq!(codes(&issues), ["P1007"], "{names:?}");
    }
}

#[test]
fn a_system_of_the_raster_s_own_is_read_by_its_parameters() {
    let folder = fixture("raster_keys");
    let town = folder.join("town.geojson");
    // What GDAL sums over the band.
    let people = 2_492.0;
    for raster in ["sinu.tif", "tmerc_custom.tif"] {
        let made = made_of(&town, &folder.join(raster), false);
        assert_eq!(made.expect(raster).people, people, "{raster}");
    }
    // On an ellipsoid whose shift nobody published, as of vector layers.
    let albers = folder.join("albers_cn.tif");
    let issues = made_of(&town, &albers, false).expect_err("no shift");
    assert!(issues[0].cause.to_string().contains("not published"), "{}", issues[0]);
    let named = "+proj=aea +lat_1=25 +lat_2=47 +lon_0=105 +ellps=krass +towgs84=0,0,0";
    let source = DemandSource {
        raster: Some(albers),
        raster_crs: Crs::parse(named).ok(),
        ..DemandSource::new(&town)
    };
    assert_eq!(make_demand(&source).expect("named").people, people);
    // Of another projection.
    let mut bytes = std::fs::read(folder.join("tmerc_custom.tif")).expect("read");
    let entry: Vec<u8> = [3075_u16, 0, 1, 1].iter().flat_map(|word| word.to_le_bytes()).collect();
    let at = bytes.windows(8).position(|window| window == entry).expect("the key");
    bytes[at + 6] = 17;
    let other = tempfile::tempdir().expect("a folder");
    let path = other.path().join("other.tif");
    std::fs::write(&path, bytes).expect("written");
    let issues = made_of(&town, &path, false).expect_err("not understood");
    assert!(issues[0].cause.to_string().contains("one of its own"), "{}", issues[0]);
    assert!(issues[0].action.to_string().contains("--raster-crs"), "{}", issues[0]);
}
