//! The two districts: figures worked out beside this crate (Python, from the formulas alone), published ones, layers.

use super::{file, source};
use std::path::PathBuf;
use yike::domain::forecast::{Outlook, PeopleGroup, Variant, back_test};
use yike::read::forecast::{ForecastFiles, ForecastSource, read_forecast};

fn read(source: &ForecastSource) -> ForecastFiles {
    read_forecast(source).unwrap_or_else(|problems| panic!("{problems}"))
}

/// Medium figures of all areas: residents, 60+, 65+, 80+.
fn medium(files: &ForecastFiles, year: i32) -> Vec<f64> {
    let outlook = Outlook::new(&files.request).expect("an outlook");
    let rows = outlook.rows.iter();
    rows.filter(|row| row.year == year && row.variant == Variant::Medium)
        .map(|row| row.people)
        .collect()
}

#[test]
fn own_figures_are_those_worked_out_elsewhere() {
    let files = read(&ForecastSource { years: vec![2020, 2025, 2030], ..source() });
    assert!(files.warnings.is_empty(), "{:?}", files.warnings);
    let (qianjiang, changshou) = (&files.request.areas[0], &files.request.areas[1]);
    assert_eq!((&qianjiang.name[..], &changshou.name[..]), ("黔江区", "长寿区"));
    let census = [487281, 90020, 71430, 12129, 692960, 175773, 142093, 28060];
    assert_eq!(medium(&files, 2020), census.map(f64::from));
    let half = [505652, 104488, 74272, 15919, 648060, 195134, 140536, 35891];
    assert_eq!(medium(&files, 2025), half.map(f64::from));
    let ten = [522650, 129129, 87239, 20108, 596301, 220358, 157519, 42952];
    assert_eq!(medium(&files, 2030), ten.map(f64::from));
}

#[test]
fn own_figures_are_near_the_plans() {
    let figures = medium(&read(&source()), 2025);
    for (own, published) in [(figures[1], 110_000.0), (figures[5], 207_000.0)] {
        assert!((own / published - 1.0).abs() < 0.06, "{own} {published}");
    }
}

#[test]
fn the_second_census_comes_again_from_the_first() {
    for counted in read(&source()).counted {
        let tests = back_test(&counted[0].ages, &counted[1].ages, 10, &PeopleGroup::USUAL);
        for test in tests {
            assert_eq!(test.again.round(), test.counted);
            let halves = test.by_halves.expect("ten years");
            assert!((halves / test.counted - 1.0).abs() < 0.035, "{test:?}");
        }
    }
}

#[test]
fn raw_tables_read_as_the_small_ones_do() {
    let raw = |year: i32| {
        let name = format!("data/raw/census/census{year}_500114_500115.csv");
        (year, PathBuf::from(name))
    };
    if !raw(2010).1.exists() {
        return; // A packaged crate has no data/raw.
    }
    let of_raw = read(&ForecastSource { censuses: vec![raw(2010), raw(2020)], ..source() });
    let small = read(&source());
    assert_eq!(of_raw.request, small.request);
    assert!(of_raw.warnings.is_empty(), "{:?}", of_raw.warnings);
}

#[test]
fn controls_are_kept_by_area_town_and_unit() {
    let controls = ["aged_60 2025=207,000", "residents 2025=700000"];
    let source = ForecastSource {
        demand: Some("data/changshou/villages.geojson".into()),
        controls: controls.map(str::to_owned).to_vec(),
        ..source()
    };
    let files = read(&source);
    assert_eq!(files.request.areas.len(), 1, "Qianjiang has no units here");
    assert_eq!(medium(&files, 2025)[..2], [700_000.0, 207_000.0]);
    let units = files.units.expect("units");
    let outlook = Outlook::new(&files.request).expect("an outlook");
    for variant in Variant::NAMED {
        let shared = outlook.shared(2025, variant, 1, &units.today, &units.homes);
        let rows = outlook.rows.iter();
        let figures: Vec<f64> = rows
            .filter(|row| row.year == 2025 && row.variant == variant)
            .map(|row| row.people)
            .collect();
        for (group, figure) in figures.iter().enumerate() {
            assert_eq!(shared.iter().map(|people| people[group]).sum::<f64>(), *figure);
        }
        assert!(shared.iter().flatten().all(|people| people.fract() == 0.0));
    }
}

#[test]
fn a_town_with_its_own_censuses_changes_as_they_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut censuses = Vec::new();
    for (year, many) in [(2010, 10), (2020, 40)] {
        let name = format!("{year}.csv");
        let mut text = std::fs::read_to_string(file(&name)).expect("a census");
        for age in (0..85).step_by(5) {
            text += &format!("500115001,凤城街道,{age}-{},{many},{many}\n", age + 4);
        }
        text += &format!("500115001,凤城街道,85+,{many},{many}\n");
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        censuses.push((year, path));
    }
    let with_town = ForecastSource {
        censuses,
        demand: Some("data/changshou/villages.geojson".into()),
        ..source()
    };
    let without = ForecastSource { demand: with_town.demand.clone(), ..source() };
    let town = |source: &ForecastSource| {
        let files = read(source);
        let units = files.units.expect("units");
        let outlook = Outlook::new(&files.request).expect("an outlook");
        let areas = files.request.areas.len();
        let shared = outlook.shared(2025, Variant::Medium, areas, &units.today, &units.homes);
        let sum = |only: bool| {
            let rows = shared.iter().zip(&units.towns);
            rows.filter(|(_, town)| !only || *town == "500115001")
                .map(|(people, _)| people[1])
                .sum::<f64>()
        };
        (sum(true), sum(false))
    };
    let ((small, all), (usual, same)) = (town(&with_town), town(&without));
    assert_eq!(all, same, "the district's figure stays");
    assert!(small < usual / 10.0, "{small} {usual}");
}
