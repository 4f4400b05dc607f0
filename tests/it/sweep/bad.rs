//! Bad sweeps: each code, its place and what to do; never a panic.

use super::workplace;
use proptest::prelude::*;
use std::collections::BTreeSet;
use yike::domain::ParameterValue;
use yike::read::sweep::{PlanTemplate, read_sweep, read_variations};
use yike::read::{Code, Issue, Problems};

/// A sweep | the codes that it raises.
const BAD: &[(&str, &str)] = &[
    ("[[vary]]\nparameter = 'travel.detuor'\nvalues = [1.2]", "P9001"),
    ("[[vary]]\nparameter = 'tier.statoin.reach.urban'\nvalues = ['9 min']", "P9001"),
    (
        "[[vary]]\nparameter = 'travel'\nvalues = [1]\n[[vary]]\nparameter='tier.station'\nvalues=[1]",
        "P9001 P9006",
    ),
    ("[[vary]]\nparameter = 'travel.detour'\nvalues = []", "P9002"),
    ("[[vary]]\nparameter = 'travel.detour'\nfrom = 1.2\nto = 1.4\nsteps = 1", "P9002"),
    ("[[vary]]\nparameter = []\nvalues = [1]", "P9002"),
    ("[[vary]]\nparameter = 'travel.detour'\nvalues = [1.2, 1.3, 1.2]", "P9003"),
    ("[[vary]]\nparameter = ['travel.detour', 'travel.detour']\nvalues = [1.2]", "P9003"),
    (
        "[[vary]]\nparameter = 'tier.station.reach'\nvalues = ['9 min']\n[[vary]]\nparameter = 'tier.station.reach.urban'\nvalues = ['10 min']",
        "P9003",
    ),
    (
        "[[vary]]\nparameter = 'target.1.kind'\nvalues = ['binding']\n[[vary]]\nparameter = 'target.\"community home-care coverage\".kind'\nvalues = ['expected']",
        "P9003",
    ),
    ("[[vary]]\nparameter = 'travel.detour'\nfrom = 1.4\nto = 1.2\nsteps = 3", "P9004"),
    (
        "[[vary]]\nparameter = 'tier.station.reach.urban'\nfrom = '9 min'\nto = '900 s'\nsteps = 3",
        "P9004",
    ),
    (
        "[sweep]\ndraws = 3\n[[vary]]\nparameter = 'travel.detour'\nrandom = { triangular = [1.2, 1.1, 1.5] }",
        "P9004",
    ),
    (
        "[sweep]\ndraws = 3\n[[vary]]\nparameter = 'travel.detour'\nrandom = { normal = { mean = 1.4, deviation = 0, low = 1, high = 2 } }",
        "P9004",
    ),
    ("[[vary]]\nparameter = 'travel.detour'", "P9005"),
    ("[[vary]]\nparameter = 'travel.detour'\nvalues = [1.2]\nfrom = 1", "P9005"),
    ("[sweep]\ndraws = 3\n[[vary]]\nparameter = 'travel.detour'\nrandom = {}", "P9005"),
    ("[[vary]]\nparameter = 'data.towns'\nvalues = ['other.geojson']", "P9006"),
    ("[[vary]]\nparameter = 'tier.station.id'\nvalues = ['other']", "P9006"),
    ("[[vary]]\nparameter = 'travel.detour'\nrandom = { uniform = [1.2, 1.4] }", "P9007"),
    ("[sweep]\ndraws = 3\n[[vary]]\nparameter = 'travel.detour'\nvalues = [1.2]", "P9007"),
    ("[sweep]\nseed = 3", "P9008"),
    ("[[vary]]\nparameter = 'travel.detour'\nvalues = [1.2, 0.5]", "P9009"),
    ("[[vary]]\nparameter = 'tier.station.reach.urban'\nvalues = ['15']", "P9009"),
    ("[[vary]]\nparameter = 'scale.people'\nvalues = ['much']", "P9009"),
    ("[[vary]]\nparameter = 'scale.people'\nfrom = 1\nto = 2\nsteps = 2000000", "P9010"),
    (
        "[[vary]]\nparameter = 'scale.people'\nfrom = 1\nto = 2\nsteps = 100000\n[[vary]]\nparameter = 'scale.reach'\nfrom = 1\nto = 2\nsteps = 100000",
        "P9010",
    ),
    ("[[vary]]\nparameter = 'travel.detour'\nvalues = 1.2", "P1024"),
    ("[[vary]]\nparameter = 'travel.detour'\nvalues = [1979-05-27]", "P1024"),
    ("[[vary]]\nparameter = 'travel.detour'\nvalue = [1.2]", "P1022 P9005"),
    ("[[vary", "P1021"),
];

fn issues(read: Result<Vec<Issue>, Problems>) -> Vec<Issue> {
    read.unwrap_or_else(|problems| problems.issues)
}

#[test]
fn bad_sweeps_are_answered_with_codes() {
    let place = workplace();
    let plan = PlanTemplate::open(&place.path("plan.toml")).expect("a good plan");
    let mut wrong = Vec::new();
    let mut raised = BTreeSet::new();
    for (text, expected) in BAD {
        place.write("sweep.toml", text);
        let read = read_sweep(&place.path("sweep.toml"), &[], &plan).map(|file| file.warnings);
        let issues = issues(read);
        let codes: BTreeSet<String> = issues.iter().map(|issue| issue.code.to_string()).collect();
        let codes: Vec<String> = codes.into_iter().collect();
        if codes.join(" ") != *expected {
            wrong.push(format!("{text}\n expected {expected}, found {issues:#?}"));
        }
        for issue in &issues {
            assert!(issue.place.file.ends_with("sweep.toml"), "{issue}");
            assert!(
                issue.cause.to_string().len() > 5 && issue.action.to_string().len() > 5,
                "{issue}"
            );
        }
        raised.extend(codes);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    let odd = [("scale.people".to_owned(), ParameterValue::Flag(true))];
    let odd = plan.with(&odd).expect_err("no factor");
    raised.extend(odd.issues.iter().map(|issue| issue.code.to_string()));
    let periods =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/changshou/periods.toml");
    let periods = PlanTemplate::open(&periods).expect_err("a plan with periods");
    raised.extend(periods.issues.iter().map(|issue| issue.code.to_string()));
    let of_sweeps = Code::catalogue().map(|entry| entry.code.to_string());
    for code in of_sweeps.filter(|code| code.starts_with("P9")) {
        assert!(raised.contains(&code), "{code} is raised by no fixture");
    }
}

#[test]
fn an_unknown_parameter_is_answered_with_near_ones() {
    let place = workplace();
    let plan = PlanTemplate::open(&place.path("plan.toml")).expect("a good plan");
    for (typed, meant) in [
        ("travel.detuor", "travel.detour"),
        ("tier.station.reach", "tier.station.reach.urban"),
        ("tier.point.reach.urban2", "tier.point.reach.rural"),
        ("funding.distrct.amount", "funding.district.amount"),
        ("scale.peopel", "scale.people"),
    ] {
        let option = format!("{typed}=1,2");
        let read = read_variations(&[option], &plan).map(|file| file.warnings);
        let said: Vec<String> = issues(read).iter().map(|issue| issue.action.to_string()).collect();
        let is_parameter = typed == "tier.station.reach";
        assert!(is_parameter || said.join(" ").contains(meant), "{typed}: {said:?}");
    }
}

#[test]
fn every_parameter_that_is_listed_can_be_varied() {
    let place = workplace();
    let plan = PlanTemplate::open(&place.path("plan.toml")).expect("a good plan");
    for path in plan.parameters() {
        let option = format!("{path}=1");
        let found = issues(read_variations(&[option], &plan).map(|file| file.warnings));
        let refused = |issue: &&Issue| issue.code != Code::SWEPT_VALUE_UNFIT;
        assert_eq!(found.iter().filter(refused).count(), 0, "{path}: {found:?}");
    }
}

#[test]
fn many_scenarios_are_asked_about_first() {
    let place = workplace();
    let words = ["sweep", "plan.toml", "--out", "out", "--vary", "scale.people=[1, 2]"];
    let range = "[[vary]]\nparameter = 'scale.reach'\nfrom = 0.5\nto = 2\nsteps = 500000\n";
    place.write("sweep.toml", range);
    let ran = place.run(&[&words[..], &["--sweep", "sweep.toml"]].concat());
    assert_eq!(ran.exit, 2);
    assert!(ran.stderr.contains("1,000,000 scenarios, about"), "{}", ran.stderr);
    assert!(ran.stderr.contains("--yes"));
    assert!(!place.path("out").exists());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "\\PC{0,120}", path in "\\PC{0,30}") {
        let place = workplace();
        let plan = PlanTemplate::open(&place.path("plan.toml")).expect("a good plan");
        std::fs::write(place.path("sweep.toml"), &bytes).expect("written");
        let _ = read_sweep(&place.path("sweep.toml"), std::slice::from_ref(&text), &plan);
        let _ = read_variations(&[format!("{path}={text}")], &plan);
        place.write("sweep.toml", &format!("[[vary]]\nparameter = {path:?}\nvalues = [{text:?}]\n"));
        let _ = read_sweep(&place.path("sweep.toml"), &[], &plan);
    }
}
