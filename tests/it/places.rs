//! Plans with limited places are proved, not only to a gap: what an aim keeps has some slack for rounding, and no later aim lives on it.
#![cfg(feature = "highs")]

use crate::common::TinyPlan;
use crate::common::answers::answer;
use crate::common::draws::{Draw, draws};
use crate::common::layouts;
use proptest::prelude::*;
use yike::domain::*;
use yike::solve::{Outcome, Status};
use yike::travel::Arcs;
use yike::units::Persons;

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok()).unwrap_or(300)
}

/// The plan with this many times the people, and expected targets of coverage where it is told.
fn crowded(draw: &Draw, times: f64, of_coverage: bool) -> Problem {
    let mut plan = draw.plan();
    for (number, own) in draw.targets.iter().enumerate().filter(|_| of_coverage) {
        let tiers = vec![TierIdx::from(number % 3)];
        let measure = Measure::Coverage { tiers, group: GroupIdx::from(0) };
        let scope = if own.0 % 2 == 0 { Scope::All } else { Scope::EachTown };
        let share = f64::from(own.1.min(10)) / 10.0;
        plan = plan.target(measure, scope, Direction::AtLeast, share).edit(|parts| {
            parts.targets.last_mut().expect("just added").kind = TargetKind::Expected;
        });
    }
    let plan = plan.edit(|parts| {
        for people in parts.units.iter_mut().flat_map(|unit| unit.people.iter_mut()) {
            *people = Persons::new(people.number() * times).expect("not too many");
        }
    });
    plan.problem()
}

/// Values in the plan's order, each to be made small.
fn values(outcome: &Outcome) -> Vec<f64> {
    let value = |own: &yike::solve::StageReport| {
        let value = own.value.expect("a proved stage has a value");
        if own.stage == Stage::Coverage { -value } else { value }
    };
    outcome.stages.iter().map(value).collect()
}

/// The answer, held against every layout with places shared out so that most people are covered.
fn is_proved(problem: &Problem, is_shared_for_all_aims: bool) -> Result<(), TestCaseError> {
    let outcome = answer(problem);
    let Some(best) = layouts::best(problem, &Arcs::build(problem)) else {
        // A layout may keep a rule by places that are shared out otherwise.
        let is_none = outcome.status == Status::Infeasible;
        prop_assert!(is_none || !is_shared_for_all_aims, "{:?}", outcome.status);
        return Ok(());
    };
    prop_assert!(outcome.status == Status::Proved, "{:?}", outcome.stages);
    let found = values(&outcome);
    prop_assert!(!layouts::is_better(&best, &found), "found {found:?}, best {best:?}");
    let is_as_good = !layouts::is_better(&found, &best);
    prop_assert!(is_as_good || !is_shared_for_all_aims, "found {found:?}, best {best:?}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn crowded_plans_are_proved(draw in draws(), capacity in 10..80i32, odd in 0..997u32) {
        let times = 1000.0 * (1.0 + f64::from(odd) / 997.0);
        let draw = Draw { capacity: Some(capacity * 1000), ..draw };
        is_proved(&crowded(&draw, times, false), true)?;
    }

    #[test]
    fn expected_coverage_of_limited_places_is_proved(
        draw in draws(), capacity in 10..80i32, odd in 0..997u32
    ) {
        let times = 1000.0 * (1.0 + f64::from(odd) / 997.0);
        let draw = Draw { capacity: Some(capacity * 1000), ..draw };
        is_proved(&crowded(&draw, times, true), false)?;
    }
}

/// One of two halls: `near` misses the target of the town by 4·10⁻⁶ less than `far`, which covers 40,000 more people elsewhere.
#[test]
fn the_nearly_as_good_is_not_taken_for_the_best() {
    let plan = TinyPlan::new().tier("hall", 1000.0).town("T1").urban();
    let plan = plan.unit("U1", 0.0, 50_000.0).unit("U2", 10_000.0, 49_999.6);
    let plan = plan.town("T2").unit("V", 10_100.0, 40_000.0);
    let plan = plan.candidate("near", 100.0, "hall", 10_000).capacity(60_000.0);
    let plan = plan.candidate("far", 10_050.0, "hall", 10_000).capacity(100_000.0);
    let tiers = vec![plan.tier_idx("hall")];
    let coverage = Measure::Coverage { tiers, group: GroupIdx::from(0) };
    let plan = plan.funding("central", 10_000);
    let plan = plan.target(coverage, Scope::Town(0.into()), Direction::AtLeast, 1.0);
    let plan = plan.edit(|parts| {
        parts.targets.last_mut().expect("just added").kind = TargetKind::Expected;
    });
    let outcome = answer(&plan.problem());
    assert_eq!(outcome.status, Status::Proved, "{:?}", outcome.stages);
    assert_eq!(outcome.stages[1].value.map(f64::round), Some(50_000.0));
}

/// HiGHS refuses its own answer here, when it is asked again without presolve.
#[test]
fn a_full_hall_is_proved() {
    let draw = Draw {
        units: vec![(24, 29, false)],
        sites: vec![(20, 3, 1, 4)],
        reach: [4, 2, 4],
        budget: None,
        at_most_led: None,
        targets: vec![(0, 1, false)],
        order: 0,
        capacity: Some(32_000),
    };
    let problem = crowded(&draw, 1000.0 * (1.0 + 962.0 / 997.0), true);
    assert_eq!(answer(&problem).status, Status::Proved);
}
