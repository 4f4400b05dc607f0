//! `--lp-file`: the model of the first stage is well formed, and another reader that solves it finds the same value.

use crate::common::TinyPlan;
use crate::common::answers::{answer, values};
use crate::common::draws::{Draw, draws};
use crate::common::lp::{least, read_lp};
use crate::common::program::Workplace;
use proptest::prelude::*;
use yike::domain::*;
use yike::read::read_plan;
use yike::solve::{Status, first_stage_lp};
use yike::travel::Arcs;

/// The model counts money in 万元.
fn modelled(stage: Stage, value: f64) -> f64 {
    match stage {
        Stage::Money => value / 1e4,
        _ => value,
    }
}

fn assert_same_value(problem: &Problem) {
    let lp = read_lp(&first_stage_lp(problem, &Arcs::build(problem)));
    for (_, name) in lp.objective.iter().chain(lp.rows.iter().flat_map(|row| &row.0)) {
        assert!(lp.bounds.contains_key(name), "{name} is nowhere bounded");
    }
    assert!(lp.integers.iter().all(|name| lp.bounds.contains_key(name)));
    let first = problem.objective.order[0];
    let ours = values(&answer(problem)).map(|values| modelled(first, values[0]));
    match (ours, least(&lp)) {
        (None, None) => {}
        (Some(ours), Some(least)) => {
            assert!((ours - least).abs() <= 1e-5 * ours.abs().max(1.0), "{ours} {least}");
        }
        (ours, least) => panic!("{ours:?} {least:?}"),
    }
}

#[test]
fn the_model_of_the_small_plan_is_worth_what_the_plan_is() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let files = read_plan(&place.path("plan.toml")).expect("a sound plan");
    assert_same_value(&files.problem);
    let words = ["solve", "plan.toml", "--out", "out", "--quiet", "--lp-file", "model.lp"];
    assert_eq!(place.run(&words).exit, 0);
    let written = place.read("model.lp");
    assert_eq!(written, first_stage_lp(&files.problem, &Arcs::build(&files.problem)));
    // 5,600 people covered, made large by making its negative small.
    assert_eq!(least(&read_lp(&written)).map(f64::round), Some(-5_600.0));
}

#[cfg(feature = "highs")]
#[test]
fn the_model_of_a_district_is_well_formed() {
    let place = Workplace::with("data/changshou");
    let files = read_plan(&place.path("plan.toml")).expect("a sound plan");
    let lp = read_lp(&first_stage_lp(&files.problem, &Arcs::build(&files.problem)));
    assert!(lp.rows.len() > 100 && lp.integers.len() > 100);
}

/// One village, no place for a centre, and everybody is to be covered by one: a row without columns.
#[test]
fn a_plan_that_nobody_can_meet_gives_a_model_that_nobody_can_meet() {
    let problem = TinyPlan::new()
        .tier("centre", 1000.0)
        .unit("village", 0.0, 10.0)
        .target(
            Measure::Coverage { tiers: vec![0.into()], group: 0.into() },
            Scope::All,
            Direction::AtLeast,
            1.0,
        )
        .problem();
    assert_same_value(&problem);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(64), ..ProptestConfig::default() })]

    #[test]
    fn the_model_is_worth_what_the_first_stage_is(draw in draws()) {
        let problem = draw.plan().problem();
        prop_assume!(answer(&problem).status != Status::Infeasible);
        assert_same_value(&problem);
    }

    /// Where travel comes first nobody may be left uncounted to spare the way.
    #[test]
    fn the_model_of_travel_first_is_worth_what_the_stage_is(draw in draws()) {
        // With limited places travel cannot come first.
        let plan = Draw { capacity: None, ..draw }.plan().edit(|parts| {
            parts.objective.order = vec![Stage::Travel, Stage::Coverage];
        });
        let problem = plan.problem();
        prop_assume!(answer(&problem).status != Status::Infeasible);
        assert_same_value(&problem);
    }
}
