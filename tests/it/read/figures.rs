//! Quantities as planners write them, and figures that are refused.

use super::fixture;
use std::fs;
use yike::domain::Language;
use yike::read::{Code, Issue, PlanFiles, Problems, read_plan};
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
    assert_eq!(Share::parse("100％").expect("a share"), Share::new(1.0).expect("a share"));
    assert_eq!(Share::parse("６０　％").expect("a share").fraction(), 0.6);
    assert_eq!(Metres::parse("１．２ ｋｍ").expect("a length").metres(), 1200.0);
    assert_eq!(Persons::parse("１，２００ 人").expect("people").number(), 1200.0);
    let speed = Speed::parse("３．６公里／小时").expect("a speed");
    assert!((speed.metres_per_second() - 1.0).abs() < 1e-12);
    assert!(Seconds::parse("１５").is_err(), "still a unit is asked for");
}

/// The problems of the good plan with `from` replaced by `to` in `file`.
fn spoilt(file: &str, from: &str, to: &str) -> Problems {
    rewritten(|name, text| {
        let spoils = name == file;
        assert!(!spoils || text.contains(from), "{file} has no {from}");
        if spoils { text.replacen(from, to, 1) } else { text }
    })
    .expect_err("a bad plan")
}

/// The good plan, each file's text rewritten.
fn rewritten(rewrite: impl Fn(&str, String) -> String) -> Result<PlanFiles, Problems> {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["plan.toml", "towns.geojson", "units.geojson", "sites.geojson", "medical.geojson"]
    {
        let text = fs::read_to_string(fixture("good").join(name)).expect("a file");
        let text = rewrite(name, text);
        fs::write(folder.path().join(name), text).expect("written");
    }
    read_plan(&folder.path().join("plan.toml"))
}

#[test]
fn absurd_figures_are_refused_with_their_place() {
    let absurd = [
        ("units.geojson", "\"persons\": 8000", "\"persons\": 1e300", "persons"),
        ("towns.geojson", "\"population\": 12000", "\"population\": 1e11", "population"),
        ("sites.geojson", "\"capacity\": 150", "\"capacity\": 1e300", "capacity"),
        ("plan.toml", "\"1_200 persons\"", "\"1e300 persons\"", "capacity"),
        ("plan.toml", "urban = \"30 min\"", "urban = \"1e304 h\"", "reach.urban"),
        ("plan.toml", "rural = \"8 km\"", "rural = \"1e308 km\"", "reach.rural"),
        ("plan.toml", "weight = 0.8", "weight = 1e300", "weight"),
        ("plan.toml", "weight = 2", "weight = 1_000_001", "weight"),
        ("plan.toml", "\"80+\" = 0.5", "\"80+\" = 1e300", "groups.80+"),
        ("plan.toml", "detour = 1.4", "detour = 1e300", "detour"),
    ];
    for (file, from, to, field) in absurd {
        let problems = spoilt(file, from, to);
        let [issue] = &problems.issues[..] else { panic!("{to}: {problems}") };
        assert_eq!(issue.code, Code::QUANTITY_OUT_OF_RANGE, "{issue}");
        let found = issue.place.field.as_ref().map_or("", |field| field.say(Language::English));
        assert!(found.ends_with(field), "{issue}");
        assert!(issue.place.line.or(issue.place.feature).is_some(), "{issue}");
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

/// The one issue of `code`.
fn only(issues: &[Issue], code: Code) -> &Issue {
    let mut own = issues.iter().filter(|issue| issue.code == code);
    let first = own.next().expect("an issue of the code");
    assert_eq!(own.next(), None);
    first
}

#[test]
fn what_many_features_share_is_one_issue_though_figures_differ() {
    let text_figures = rewritten(|name, text| match name {
        "units.geojson" => [8000, 4000, 3000, 2000, 2500].iter().fold(text, |text, n| {
            text.replace(&format!("\"persons\": {n}"), &format!("\"persons\": \"{n}\""))
        }),
        _ => text,
    });
    let problems = text_figures.expect_err("a bad plan");
    let issue = only(&problems.issues, Code::FIELD_WRONG_TYPE);
    assert!(
        issue
            .cause
            .to_string()
            .starts_with("5 features, the first `U1`, `U2`, `U3`; for instance `U1`: ")
    );
    assert!(
        issue.action.to_string().contains("8000")
            && issue.action.to_string().ends_with("the others likewise")
    );
    let unknown_units = rewritten(|name, text| match name {
        "sites.geojson" => text.replace("\"unit\": \"U", "\"unit\": \"V"),
        _ => text,
    });
    let problems = unknown_units.expect_err("a bad plan");
    let issue = only(&problems.issues, Code::UNKNOWN_UNIT);
    assert!(issue.cause.to_string().starts_with("6 features"), "{issue}");
}

/// Four more towns, each with its own `population` and `ageing_rate`, and no units.
fn with_more_towns(rate: impl Fn(u32) -> String) -> Vec<Issue> {
    let town = |n: u32| {
        format!(
            r#"{{"type": "Feature", "properties": {{"id": "X{n}", "name": "X{n}", "population": {}, "ageing_rate": {}, "setting": "rural"}}, "geometry": {{"type": "Polygon", "coordinates": [[[107.2{n}, 29.8], [107.2{n}5, 29.8], [107.2{n}5, 29.9], [107.2{n}, 29.8]]]}}}},"#,
            1000 + n,
            rate(n)
        )
    };
    let towns: String = (1..=4).map(town).collect();
    let read = rewritten(|name, text| match name {
        "towns.geojson" => text.replacen("\"features\": [", &format!("\"features\": [{towns}"), 1),
        _ => text,
    });
    match read {
        Ok(plan) => plan.warnings,
        Err(problems) => problems.issues,
    }
}

#[test]
fn what_many_towns_share_is_one_issue_though_figures_differ() {
    let issues = with_more_towns(|n| format!("2{n}.5"));
    let issue = only(&issues, Code::RATE_NOT_A_SHARE);
    assert!(issue.cause.to_string().starts_with("4 features, the first `X1`"), "{issue}");
    let issues = with_more_towns(|n| format!("0.2{n}"));
    let issue = only(&issues, Code::POPULATION_DIFFERS);
    assert!(issue.cause.to_string().starts_with("4 features, the first `X1`"), "{issue}");
}

#[test]
fn facilities_in_no_village_are_named() {
    let issues = super::bad::issues(&fixture("bad/facility_in_no_village"));
    let causes: Vec<String> = issues.iter().map(|issue| issue.cause.to_string()).collect();
    // Once for both targets that miss it.
    let told = "sites of its tiers that name no `unit` count for none of the villages and communities: `S1`";
    assert_eq!(causes, [told]);
    let zh: Vec<&str> = issues.iter().map(|issue| issue.cause.say(Language::Chinese)).collect();
    assert_eq!(zh, ["其层级中没有写明 `unit` 的点位不计入任何村、社区：`S1`"]);
}

#[test]
fn a_group_that_is_a_share_of_others_is_called_by_its_name() {
    let of_nobody = "\"80+\" = { of = \"60+\", share = \"0 %\", source = \"assumed\" }";
    let problems = spoilt("plan.toml", "\"80+\" = \"aged_80\"", of_nobody);
    let issue = problems.issues.iter().find(|issue| issue.code == Code::NOBODY_TO_SERVE);
    let issue = issue.expect("nobody is served");
    assert!(issue.cause.to_string().starts_with("`80+` is 0 in every unit"), "{issue}");
    assert!(issue.action.to_string().contains("share"), "{issue}");
}

#[test]
fn residents_are_among_what_can_be_scaled() {
    let problems = spoilt(
        "plan.toml",
        "served = \"60+\"",
        "served = \"60+\"\nscale = { resident = 1.1, residence = 1.1 }",
    );
    let actions: Vec<String> =
        problems.issues.iter().map(|issue| issue.action.to_string()).collect();
    assert_eq!(actions, ["did you mean `residents`?", "did you mean `residents`?"]);
}
