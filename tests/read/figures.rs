//! Quantities as planners write them, and figures that are refused.

use crate::fixture;
use std::fs;
use yike::read::{Code, Problems, read_plan};
use yike::units::{Metres, Persons, Seconds, Share, Speed, Yuan};

#[test]
fn full_width_digits_and_signs_are_read() {
    let minutes = |text: &str| Seconds::parse(text).expect(text).minutes();
    assert_eq!(minutes("１５ 分钟"), 15.0);
    assert_eq!(minutes("１５　分"), 15.0);
    assert_eq!(minutes("１．５小时"), 90.0);
    assert_eq!(minutes("2 时"), 120.0);
    let money = Yuan::parse("11，000 万元").expect("money");
    assert_eq!(money, Yuan::new(110_000_000));
    assert_eq!(Share::parse("100％").expect("a share"), Share::WHOLE);
    assert_eq!(Share::parse("６０　％").expect("a share").fraction(), 0.6);
    assert_eq!(
        Metres::parse("１．２ ｋｍ").expect("a length").metres(),
        1200.0
    );
    assert_eq!(
        Persons::parse("１，２００ 人").expect("people").number(),
        1200.0
    );
    let speed = Speed::parse("３．６公里／小时").expect("a speed");
    assert!((speed.metres_per_second() - 1.0).abs() < 1e-12);
    assert!(Seconds::parse("１５").is_err(), "still a unit is asked for");
}

/// The problems of the good plan with `from` replaced by `to` in `file`.
fn spoilt(file: &str, from: &str, to: &str) -> Problems {
    let folder = tempfile::tempdir().expect("a folder");
    for name in [
        "plan.toml",
        "towns.geojson",
        "units.geojson",
        "sites.geojson",
        "medical.geojson",
    ] {
        let text = fs::read_to_string(fixture("good").join(name)).expect("a file");
        let spoils = name == file;
        assert!(!spoils || text.contains(from), "{file} has no {from}");
        let text = if spoils {
            text.replacen(from, to, 1)
        } else {
            text
        };
        fs::write(folder.path().join(name), text).expect("written");
    }
    read_plan(&folder.path().join("plan.toml")).expect_err("a bad plan")
}

#[test]
fn absurd_figures_are_refused_with_their_place() {
    let absurd = [
        (
            "units.geojson",
            "\"persons\": 8000",
            "\"persons\": 1e300",
            "persons",
        ),
        (
            "towns.geojson",
            "\"population\": 12000",
            "\"population\": 1e11",
            "population",
        ),
        (
            "sites.geojson",
            "\"capacity\": 150",
            "\"capacity\": 1e300",
            "capacity",
        ),
        (
            "plan.toml",
            "\"1_200 persons\"",
            "\"1e300 persons\"",
            "capacity",
        ),
        (
            "plan.toml",
            "urban = \"30 min\"",
            "urban = \"1e304 h\"",
            "reach.urban",
        ),
        (
            "plan.toml",
            "rural = \"8 km\"",
            "rural = \"1e308 km\"",
            "reach.rural",
        ),
        ("plan.toml", "weight = 0.8", "weight = 1e300", "weight"),
        ("plan.toml", "weight = 2", "weight = 1_000_001", "weight"),
        (
            "plan.toml",
            "\"80+\" = 0.5",
            "\"80+\" = 1e300",
            "groups.80+",
        ),
        ("plan.toml", "detour = 1.4", "detour = 1e300", "detour"),
    ];
    for (file, from, to, field) in absurd {
        let problems = spoilt(file, from, to);
        let [issue] = &problems.issues[..] else {
            panic!("{to}: {problems}")
        };
        assert_eq!(issue.code, Code::QUANTITY_OUT_OF_RANGE, "{issue}");
        let found = issue.place.field.as_deref().unwrap_or_default();
        assert!(found.ends_with(field), "{issue}");
        assert!(
            issue.place.line.or(issue.place.feature).is_some(),
            "{issue}"
        );
    }
}

#[test]
fn quantities_have_upper_bounds() {
    assert!(Persons::new(1e10).is_ok() && Persons::new(1.1e10).is_err());
    assert!(Seconds::new(1e9).is_ok() && Seconds::new(1.1e9).is_err());
    assert!(Metres::new(1e9).is_ok() && Metres::new(1.1e9).is_err());
    let fast = Speed::parse("1e300 m/s").expect("a speed");
    let longest = fast.distance_in(Seconds::new(1e9).expect("a time"));
    assert_eq!(longest.metres(), 1e9);
}
