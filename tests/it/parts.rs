//! Plans solved part by part have the same best values as those solved whole, and bounds that hold.
#![cfg(feature = "highs")]

use crate::common::TinyPlan;
use crate::common::answers::{report, run_record};
use crate::common::draws::draws;
use crate::common::layouts;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::Cell;
use yike::domain::*;
use yike::run::{RunFolder, RunKind, RunRecord, SettingsRecord, Timing, write_folder};
use yike::solve::{Limits, Outcome, Parts, Silent, Status, solve};
use yike::travel::Arcs;
use yike::units::Share;
use yike::write::outputs;
use yike::write::verify::{Evidence, claims, verify};

pub(crate) fn solved(problem: &Problem, parts: Parts, gap: &str) -> Outcome {
    let mut limits = Limits::default().with_threads(1).with_parts(parts);
    limits.gap = Share::parse(gap).expect("a share");
    solve(problem, &Arcs::build(problem), &limits, &Silent).expect("no failure")
}

fn is_by_parts(outcome: &Outcome) -> bool {
    outcome.stages.iter().any(|stage| stage.size.parts.is_some())
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok()).unwrap_or(400)
}

/// A stage's value, to be made small.
fn small(stage: Stage, value: f64) -> f64 {
    if stage == Stage::Coverage { -value } else { value }
}

#[test]
fn parts_find_the_best_of_all_layouts() {
    let by_parts = Cell::new(0);
    let config = ProptestConfig { cases: cases(), ..ProptestConfig::default() };
    let law = TestRunner::new(config).run(&draws(), |draw| {
        let problem = draw.plan().problem();
        let outcome = solved(&problem, Parts::Always, "0 %");
        by_parts.set(by_parts.get() + u32::from(is_by_parts(&outcome)));
        let Some(best) = layouts::best(&problem, &Arcs::build(&problem)) else {
            prop_assert_eq!(outcome.status, Status::Infeasible);
            return Ok(());
        };
        prop_assert!(outcome.status == Status::Proved, "{:?}", outcome.stages);
        for (report, best) in outcome.stages.iter().zip(best) {
            let value = small(report.stage, report.value.expect("a proved stage has a value"));
            let is_near = (value - best).abs() <= 1e-6 * best.abs().max(1.0);
            prop_assert!(is_near, "{:?}: by parts {value}, best {best}", report.stage);
        }
        Ok(())
    });
    law.expect("the law holds");
    assert!(by_parts.get() * 4 > cases(), "only {} of {} by parts", by_parts.get(), cases());
}

#[test]
fn a_bound_holds_for_the_best_of_all_layouts() {
    let by_parts = Cell::new(0);
    let config = ProptestConfig { cases: cases(), ..ProptestConfig::default() };
    let law = TestRunner::new(config).run(&draws(), |draw| {
        let problem = draw.plan().problem();
        let outcome = solved(&problem, Parts::Always, "20 %");
        let first = &outcome.stages.first();
        let best = layouts::best(&problem, &Arcs::build(&problem));
        let (Some(first), Some(best)) = (first, best) else { return Ok(()) };
        by_parts.set(by_parts.get() + u32::from(first.size.parts.is_some()));
        let bound = small(first.stage, first.bound.expect("a bound"));
        prop_assert!(bound <= best[0] + 1e-6 * best[0].abs().max(1.0), "{bound} of {best:?}");
        prop_assert!(first.gap <= Some(0.2 + 1e-9), "{first:?}");
        Ok(())
    });
    law.expect("the law holds");
    assert!(by_parts.get() * 4 > cases(), "only {} of {} by parts", by_parts.get(), cases());
}

/// Towns in a row, each out of reach of the next: two villages and some sites, which a centre leads; money for a part of them.
pub(crate) fn row_of_towns(towns: &[(u8, [u8; 4])], money: i64, share: f64) -> Problem {
    let mut plan = TinyPlan::new()
        .tier("point", 400.0)
        .tier_serving("station", 700.0, &["point"])
        .tier_serving("centre", 1500.0, &["station", "point"])
        .leads("station", Some(2000.0), Some(2));
    for (number, (people, costs)) in towns.iter().enumerate() {
        let at = 50_000.0 * number as f64;
        let name = |word: &str| format!("{word}{number}");
        plan = plan.town(&name("T")).urban();
        plan = plan.unit(&name("U"), at, f64::from(*people));
        plan = plan.unit(&name("V"), at + 600.0, f64::from(people / 2));
        let yuan = |own: u8| 10_000 * (1 + i64::from(own));
        plan = plan.candidate(&name("C"), at + 300.0, "centre", 3 * yuan(costs[0]));
        plan = plan.candidate(&name("S"), at + 100.0, "station", yuan(costs[1])).beds(4, 2);
        plan = plan.candidate(&name("P"), at + 650.0, "point", yuan(costs[2]));
        plan = plan.candidate(&name("Q"), at + 20.0, "point", yuan(costs[3]));
    }
    let (point, station) = (plan.tier_idx("point"), plan.tier_idx("station"));
    let coverage = Measure::Coverage { tiers: vec![point], group: GroupIdx::from(0) };
    let towns = Measure::WithFacility { of: PlaceKind::Towns, tiers: vec![station] };
    let plan = plan.target(coverage, Scope::EachTown, Direction::AtLeast, 0.7).edit(|parts| {
        let target = parts.targets.last_mut().expect("just added");
        target.kind = TargetKind::Expected;
    });
    let plan = plan.target(towns, Scope::All, Direction::AtLeast, share).edit(|parts| {
        let target = parts.targets.last_mut().expect("just added");
        target.kind = TargetKind::Expected;
        target.weight = 0.5;
    });
    let plan = plan.funding("central", money * 10_000).funding("lottery", money * 3_000);
    let plan = plan.edit(|parts| {
        parts.funding.last_mut().expect("just added").pays_for.tiers = vec![point, station];
    });
    plan.problem()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases() / 10, ..ProptestConfig::default() })]

    #[test]
    fn towns_in_a_row_are_planned_alike_whole_and_by_parts(
        towns in proptest::collection::vec((1..200u8, [0..9u8, 0..9u8, 0..9u8, 0..9u8]), 3..9),
        money in 0..60i64,
        tenths in 0..11u8,
    ) {
        let problem = row_of_towns(&towns, money, f64::from(tenths) / 10.0);
        let whole = solved(&problem, Parts::Never, "0 %");
        let by_parts = solved(&problem, Parts::Always, "0 %");
        prop_assert!(!is_by_parts(&whole) && is_by_parts(&by_parts));
        prop_assert_eq!(whole.status, by_parts.status);
        for (whole, by_parts) in whole.stages.iter().zip(&by_parts.stages) {
            let (a, b) = (whole.value.expect("a value"), by_parts.value.expect("a value"));
            prop_assert!((a - b).abs() <= 1e-6 * a.abs().max(1.0), "{:?} {:?}", whole, by_parts);
        }
    }
}

#[test]
fn equal_plans_have_equal_answers_on_any_number_of_threads() {
    let towns: Vec<(u8, [u8; 4])> =
        (0..40).map(|n| (30 + 7 * (n % 11), [n % 5, n % 7, n % 3, n % 4])).collect();
    let problem = row_of_towns(&towns, 70, 0.8);
    let arcs = Arcs::build(&problem);
    let answers = [1, 2, 5].map(|threads| {
        let limits = Limits::default().with_threads(threads).with_parts(Parts::Always);
        let outcome = solve(&problem, &arcs, &limits, &Silent).expect("no failure");
        assert!(is_by_parts(&outcome));
        let stages = outcome.stages.iter();
        let stages = stages.map(|own| (own.value, own.bound, own.size, own.certificate.clone()));
        (outcome.layout, stages.collect::<Vec<_>>())
    });
    assert!(answers[0] == answers[1] && answers[1] == answers[2]);
}

#[test]
fn few_parts_are_no_reason_to_take_a_plan_apart() {
    let towns = [(40, [3, 2, 1, 0]), (90, [1, 1, 1, 1])];
    let outcome = solved(&row_of_towns(&towns, 9, 1.0), Parts::WhereMany, "0 %");
    assert!(!is_by_parts(&outcome));
}

/// How a stage was solved is a claim, as its bound is: what verifies a run solves nothing.
#[test]
fn a_run_by_parts_verifies() {
    let problem =
        row_of_towns(&[(40, [3, 2, 1, 0]), (90, [1, 1, 1, 1]), (60, [2, 0, 4, 1])], 20, 0.8);
    let arcs = Arcs::build(&problem);
    let outcome = solved(&problem, Parts::Always, "0 %");
    assert!(is_by_parts(&outcome));
    let settings = SettingsRecord { solver: "highs".into(), gap: 0.0, time_limit_s: None };
    let timing =
        Timing { threads: 1, stages_s: vec![0.0; outcome.stages.len()], ..Timing::default() };
    let run = RunRecord { settings: Some(settings), timing, ..run_record() };
    let written = outputs(&report(&problem, &arcs, &outcome, &run)).expect("maps in degrees");
    let plan = written.iter().find(|own| own.name == "plan.json").expect("a record");
    let claims = claims(&plan.bytes).expect("a sound record");
    let folder = tempfile::tempdir().expect("a folder");
    write_folder(folder.path(), RunKind::Plan, &written).expect("written");
    let evidence = Evidence {
        problem: &problem,
        arcs: &arcs,
        layout: outcome.layout.clone(),
        inputs: Vec::new(),
        warnings: Vec::new(),
        of_schedule: false,
    };
    let folder = RunFolder::open(folder.path()).expect("a run");
    let verified = verify(&evidence, &claims, &folder);
    assert_eq!(verified.status, "verified", "{:?}", verified.findings);
}
