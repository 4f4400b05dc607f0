//! Services into which people move, however far: places go to those whom the aims ask for, units that count alike share
//! columns, and no travel is counted.

use crate::common::TinyPlan;
use crate::common::answers::answer;
use yike::domain::*;
use yike::solve::{Outcome, Status};

/// Units of 10 people each, 1 km apart, the first in town T1 and the others in T2, and homes of `places` where units are.
fn plan(units: usize, homes: &[(usize, f64)]) -> TinyPlan {
    let mut plan = TinyPlan::new().group("80+").tier("beds", 500.0).edit_tier(|tier| {
        (tier.reach_urban, tier.reach_rural) = (Some(Reach::Anywhere), Some(Reach::Anywhere));
    });
    for number in 0..units {
        if number < 2 {
            plan = plan.town(&format!("T{}", number + 1));
        }
        plan = plan.unit(&format!("U{number}"), 1000.0 * number as f64, 10.0);
    }
    for &(at, places) in homes {
        let id = format!("H{at}");
        plan = plan.candidate(&id, 1000.0 * at as f64, "beds", 100_000).capacity(places);
    }
    plan
}

/// The people of each unit who have a place.
fn covered(outcome: &Outcome, units: usize) -> Vec<f64> {
    assert_eq!(outcome.status, Status::Proved);
    let layout = outcome.layout.as_ref().expect("a layout");
    let of_unit = |unit: usize| {
        let own = layout.allocations.iter().filter(|own| usize::from(own.unit) == unit);
        own.map(|own| 10.0 * own.share).sum()
    };
    (0..units).map(of_unit).collect()
}

#[test]
fn places_go_to_the_town_that_a_target_names() {
    for (town, expected) in [(0, [10.0, 0.0]), (1, [0.0, 10.0])] {
        let coverage = Measure::Coverage { tiers: vec![0.into()], group: 0.into() };
        let scope = Scope::Town(town.into());
        let plan = plan(2, &[(0, 10.0)]).target(coverage, scope, Direction::AtLeast, 1.0);
        assert_eq!(covered(&answer(&plan.problem()), 2), expected);
    }
}

#[test]
fn places_go_to_the_units_in_which_more_of_the_group_live() {
    for oldest in 0..3 {
        let plan = plan(3, &[(0, 12.0)]).edit(|parts| {
            parts.objective.group_weights = vec![(0.into(), 0.001), (1.into(), 1.0)];
            for (number, unit) in parts.units.iter_mut().enumerate() {
                let aged_80 = if number == oldest { 5.0 } else { 2.0 };
                unit.people[1] = crate::common::persons(aged_80);
            }
        });
        let covered = covered(&answer(&plan.problem()), 3);
        assert_eq!(covered[oldest], 10.0, "{covered:?}");
        assert_eq!(covered.iter().sum::<f64>(), 12.0, "{covered:?}");
    }
}

#[test]
fn people_move_to_the_nearest_home_that_has_room_and_travel_counts_nothing() {
    let outcome = answer(&plan(4, &[(0, 20.0), (3, 25.0)]).problem());
    assert_eq!(covered(&outcome, 4), [10.0; 4]);
    let layout = outcome.layout.as_ref().expect("a layout");
    let homes: Vec<(usize, usize)> =
        layout.allocations.iter().map(|own| (own.unit.into(), own.site.into())).collect();
    assert_eq!(homes, [(0, 0), (1, 0), (2, 1), (3, 1)]);
    let travel = outcome.stages.iter().find(|stage| stage.stage == Stage::Travel);
    assert_eq!(travel.and_then(|stage| stage.value), Some(0.0));
}
