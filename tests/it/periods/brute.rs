//! The schedule is the best of all schedules of small plans: every way of beginning eight works in one of three
//! periods, or never, is tried with figures worked out in `draw` alone.

use super::draw::{SmallHorizon, small_horizons};
use crate::common::answers::limits;
use proptest::prelude::*;
use yike::domain::{Direction, Horizon, Stage};
use yike::solve::{Backend, Limits, ScheduleOutcome, Silent, Status, solve_schedule};
use yike::travel::Arcs;

pub(crate) fn solved(horizon: &Horizon, beside: bool) -> ScheduleOutcome {
    solved_within(horizon, beside, &limits())
}

fn solved_within(horizon: &Horizon, beside: bool, limits: &Limits) -> ScheduleOutcome {
    let arcs = Arcs::build(horizon.plan());
    solve_schedule(horizon, &arcs, limits, beside, &Silent).expect("solver and audit agree")
}

/// The values of the stages, each to be made small.
pub(crate) fn values(scheduled: &ScheduleOutcome) -> Vec<f64> {
    let stages = scheduled.stages.iter();
    stages
        .map(|stage| {
            let value = stage.value.expect("a proved stage has a value");
            match stage.stage {
                Stage::Coverage | Stage::WorstTown => -value,
                _ => value,
            }
        })
        .collect()
}

fn agrees(small: &SmallHorizon) -> Result<usize, TestCaseError> {
    let (best, tried) = small.best_of_all();
    for backend in Backend::built_in() {
        let limits = limits().with_backend(backend);
        let scheduled = solved_within(&small.horizon(), false, &limits);
        let Some(best) = &best else {
            prop_assert_eq!(scheduled.status, Status::Infeasible);
            continue;
        };
        prop_assert_eq!(scheduled.status, Status::Proved, "{:?}", scheduled.stages);
        for (value, best) in values(&scheduled).into_iter().zip(best) {
            prop_assert!(
                (value - best).abs() <= 1e-6 * best.abs().max(1.0),
                "{backend:?} {:?}, best {best:?}",
                scheduled.stages
            );
        }
    }
    Ok(tried)
}

/// Small horizons whose spending is spread, or of whose sources one must pay its share.
fn bound_horizons() -> impl Strategy<Value = SmallHorizon> {
    let direction = any::<bool>().prop_map(|least| match least {
        true => Direction::AtLeast,
        false => Direction::AtMost,
    });
    let spread = proptest::option::of((34..100, 0..33));
    let share = proptest::option::of((0..2usize, direction, 0..12));
    (small_horizons(1..6), spread, share).prop_map(|(small, spread, share)| SmallHorizon {
        spread,
        share,
        ..small
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(150), ..ProptestConfig::default() })]

    #[test]
    fn the_schedule_that_spends_as_bound_is_the_best_of_all(small in bound_horizons()) {
        agrees(&small)?;
    }

    #[test]
    fn the_schedule_is_the_best_of_all(small in small_horizons(1..6)) {
        agrees(&small)?;
    }
}

/// Each second unit is in a town of its own; the worst off come first.
#[cfg(feature = "highs")]
fn agrees_for_the_worst_off(small: &SmallHorizon, worst: Stage) -> Result<(), TestCaseError> {
    let mut parts = small.parts();
    let town = parts.plan.add_town(yike::domain::Town::new("T2", yike::domain::Setting::Urban));
    parts.plan.units.iter_mut().skip(1).step_by(2).for_each(|unit| unit.town = town);
    parts.plan.objective.order = vec![worst, Stage::Money];
    let horizon = Horizon::new(parts).expect("a sound horizon");
    let place = if worst == Stage::WorstTown { 4 } else { 5 };
    let (best, _) = small.best_in_order(&[place, 2]);
    let scheduled = solved(&horizon, false);
    let Some(best) = best else {
        prop_assert_eq!(scheduled.status, Status::Infeasible);
        return Ok(());
    };
    for (value, best) in values(&scheduled).into_iter().zip(&best) {
        let near = (value - best).abs() <= 1e-6 * best.abs().max(1.0);
        prop_assert!(near, "{:?}, best {best:?}", scheduled.stages);
    }
    Ok(())
}

#[cfg(feature = "highs")]
proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(100), ..ProptestConfig::default() })]

    #[test]
    fn the_schedule_for_the_worst_off_is_the_best_of_all(small in small_horizons(1..6)) {
        agrees_for_the_worst_off(&small, Stage::WorstTown)?;
        agrees_for_the_worst_off(&small, Stage::WorstDecile)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse::<u32>().ok()).map_or(8, |n| n / 8), ..ProptestConfig::default() })]

    #[test]
    fn the_schedule_of_eight_sites_is_the_best_of_65536(small in small_horizons(8..9)) {
        let tried = agrees(&small)?;
        prop_assert_eq!(tried, 4usize.pow(8));
    }
}
