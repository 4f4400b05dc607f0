//! Services into which people move, however far: places go to those whom the aims ask for, units that count alike share
//! columns, and no travel is counted.

use crate::common::TinyPlan;
use crate::common::answers::{answer, limits};
use crate::common::program::Workplace;
use yike::domain::*;
use yike::solve::{CompromiseOutcome, Outcome, Silent, Status, compromise};
use yike::travel::Arcs;

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

#[test]
fn places_go_to_the_home_whose_use_a_target_asks_for() {
    // Both homes must be built, and everybody could have a bed in the nearest: the beds of one town are to be used.
    for town in 0..2 {
        let mut plan = plan(2, &[(0, 20.0), (1, 20.0)]).edit(|parts| {
            for site in &mut parts.sites {
                for state in site.states.iter_mut().filter(|state| state.standing) {
                    state.beds = 20;
                }
                (site.town, site.may_stay) = (town.into(), false);
            }
            parts.sites[SiteIdx::from(0)].town = (1 - town).into();
            parts.tiers[TierIdx::from(0)].places = Some(BedClass::All);
        });
        let measure = Measure::BedUse { tiers: vec![0.into()] };
        plan = plan.target(measure, Scope::Town(town.into()), Direction::AtLeast, 1.0);
        let outcome = answer(&plan.problem());
        assert_eq!(covered(&outcome, 2), [10.0; 2]);
        let layout = outcome.layout.as_ref().expect("a layout");
        let homes: Vec<usize> = layout.allocations.iter().map(|own| own.site.into()).collect();
        assert_eq!(homes, [1, 1], "the second home alone is in the town");
    }
}

/// Ten beds for two towns of ten people each; a station, already there, reaches the second town alone.
#[test]
fn the_worst_town_gets_the_places() {
    let plan = plan(2, &[(0, 10.0)]).tier("station", 100.0).candidate("S", 1000.0, "station", 1);
    let problem = plan.problem();
    let arcs = Arcs::build(&problem);
    let aims = [Stage::WorstTown, Stage::Money];
    let outcome = compromise(&problem, &arcs, &limits(), aims, None, &Silent).expect("solved");
    let CompromiseOutcome::Found(found) = outcome else { panic!("{outcome:?}") };
    // Each tier counts the people of both towns: the first has 10 of 20 with all beds, and so has the second with its station.
    assert!((found.first.value - 0.5).abs() < 1e-4, "{:?}", found.first);
    assert!(found.first.bound.is_some_and(|bound| (bound - 0.5).abs() < 1e-4), "{:?}", found.first);
}

#[test]
fn a_misspelt_word_of_a_reach_is_told_as_a_word() {
    for (written, meant) in [("anywere", "anywhere"), ("named town", "named towns")] {
        let place = Workplace::with("tests/fixtures/tiers_together");
        place.edit("plan.toml", "{ rural = \"30 min\" }", &format!("\"{written}\""));
        let ran = place.run(&["check", "plan.toml"]);
        assert_eq!(ran.exit, 2, "{}", ran.stderr);
        assert!(ran.stderr.contains(&format!("did you mean `{meant}`?")), "{}", ran.stderr);
    }
}
