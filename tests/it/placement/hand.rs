//! Objectives and figures worked by hand: demand at 0, 1, 4 and 9 with weights 3, 0, 5 and 2; sites at 0, 5 and 10.

use super::*;

fn four() -> InstanceParts {
    let mut parts = line(&[(0.0, 3.0), (1.0, 0.0), (4.0, 5.0), (9.0, 2.0)], &[0.0, 5.0, 10.0]);
    parts.fixed_costs = vec![7.0, 11.0, 13.0];
    parts
}

#[test]
fn covering() {
    let four = instance(four());
    let lscp = |by_cost| Goal::SetCover { reach: within(1.0), times: 1, by_cost };
    assert_eq!(clean(&four, lscp(false), &[0, 1, 2]).objective, Some(3.0));
    assert_eq!(clean(&four, lscp(true), &[0, 1, 2]).objective, Some(31.0));
    let part = audit(&four, &ask(lscp(false)), &open(&[0, 1]));
    assert_eq!((part.objective, words(&part)), (None, vec!["not-covered"]));
    assert_eq!(part.faults[0].to_string(), "no open site is within reach of `d3`");
    let mclp = clean(&four, mclp(1.0, 2), &[0, 1]);
    assert_eq!(mclp.objective, Some(8.0));
    assert_eq!(mclp.figures.total_weight, 10.0);
    assert_eq!(mclp.figures.covered_points, 2);
    assert_eq!(mclp.figures.mean_distance, Some(5.0 / 8.0));
    assert_eq!(mclp.figures.unserved.ids, ["d3"]);
    assert!(mclp.figures.unreachable.is_empty());
    let psclp =
        |fraction| Goal::PartialCover { reach: within(1.0), share: share(fraction), by_cost: true };
    assert_eq!(clean(&four, psclp(0.8), &[0, 1]).objective, Some(18.0));
    let missed = audit(&four, &ask(psclp(0.81)), &open(&[0, 1]));
    assert_eq!((missed.objective, words(&missed)), (None, vec!["share-missed"]));
}

#[test]
fn cover_that_falls_with_distance() {
    let four = instance(four());
    let gradual = |decay| Goal::MaximalCover { decay, times: 1, opening: Opening::Budget(18.0) };
    let line = Decay::Linear { full: 1.0.into(), none: 5.0.into() };
    // d0 wholly, d2 wholly, d3 at 4: a quarter of 2.
    assert_eq!(clean(&four, gradual(line), &[0, 1]).objective, Some(8.5));
    let steps = Decay::Steps(vec![(within(0.0), share(1.0)), (within(1.0), share(0.5))]);
    assert_eq!(clean(&four, gradual(steps), &[0, 1]).objective, Some(5.5));
    let attendance = Decay::Exponential { scale: 2.0.into(), limit: 1.0.into() };
    let expected = 3.0 + 5.0 * (-0.5f64).exp();
    assert_eq!(clean(&four, gradual(attendance), &[0, 1]).objective, Some(expected));
}

#[test]
fn backup() {
    let four = instance(four());
    let twice = |reach| Goal::MaximalCover {
        decay: Decay::Step(within(reach)),
        times: 2,
        opening: Opening::Count(2),
    };
    // At 5: d2 has sites 0 (4) and 1 (1); d0 has 0 (0) and 1 (5).
    assert_eq!(clean(&four, twice(5.0), &[0, 1]).objective, Some(8.0));
    assert_eq!(clean(&four, twice(4.5), &[0, 1]).objective, Some(5.0));
}

#[test]
fn the_reach_may_be_strict() {
    let four = instance(four());
    let goal = |strict| Goal::MaximalCover {
        decay: Decay::Step(Radius { distance: 1.0.into(), strict }),
        times: 1,
        opening: Opening::Count(1),
    };
    assert_eq!(clean(&four, goal(false), &[1]).objective, Some(5.0));
    assert_eq!(clean(&four, goal(true), &[1]).objective, Some(0.0));
}

#[test]
fn travel_and_fixed_costs() {
    let four = instance(four());
    // 3·0 + 5·1 + 2·4
    assert_eq!(clean(&four, Goal::Median { count: 2 }, &[0, 1]).objective, Some(13.0));
    let uflp = clean(&four, Goal::FixedCharge { count: None }, &[0, 1]);
    assert_eq!(uflp.objective, Some(31.0));
    assert_eq!((uflp.figures.cost, uflp.figures.opened), (18.0, 2));
    assert_eq!(clean(&four, Goal::Center { count: 2 }, &[0, 1]).objective, Some(4.0));
    assert_eq!(clean(&four, Goal::Dispersion { count: 2 }, &[0, 2]).objective, Some(10.0));
}

#[test]
fn existing_sites_are_free_and_do_not_count() {
    let mut parts = four();
    parts.rules = vec![SiteRule::Existing, SiteRule::Free, SiteRule::Free];
    let four = instance(parts);
    assert_eq!(clean(&four, Goal::Median { count: 1 }, &[0, 1]).objective, Some(13.0));
    assert_eq!(clean(&four, Goal::FixedCharge { count: Some(1) }, &[0, 1]).objective, Some(24.0));
    let lscp = Goal::SetCover { reach: within(4.0), times: 1, by_cost: false };
    assert_eq!(clean(&four, lscp, &[0, 1]).objective, Some(1.0));
}

#[test]
fn costs_of_whole_points_do_not_grow_with_weight() {
    let mut parts = table(&[30.0, 0.0], 2, &[(0, 0, 4.0), (0, 1, 6.0), (1, 0, 9.0)]);
    parts.whole_demand = true;
    parts.capacities = Some(vec![10.0, 100.0]);
    let one = instance(parts);
    let cflp = |capacity| Question::new(Goal::FixedCharge { count: None }, capacity);
    let ignored = audit(&one, &cflp(Capacity::Ignored), &open(&[0, 1]));
    assert_eq!(ignored.objective, Some(1.0 + 1.0 + 4.0));
    // A third goes to the first site.
    let split = audit(&one, &cflp(Capacity::Split), &open(&[0, 1]));
    let value = split.objective.expect("all served");
    assert!((value - (2.0 + 4.0 / 3.0 + 6.0 * 2.0 / 3.0)).abs() < 1e-9);
    assert_eq!(words(&split), [""; 0]);
}

#[test]
fn equally_near_sites_are_decided_by_position() {
    let two = instance(line(&[(1.0, 1.0)], &[2.0, 0.0]));
    let audit = clean(&two, Goal::Median { count: 2 }, &[0, 1]);
    let nearest = yike::plan::location::Assignment::Nearest { sites: vec![0], within: None };
    assert_eq!(audit.assignment, nearest);
}

#[test]
fn no_demand_and_no_sites_are_fine_where_nothing_is_asked() {
    let empty = instance(line(&[], &[]));
    assert_eq!(clean(&empty, Goal::Center { count: 0 }, &[]).objective, Some(0.0));
    assert_eq!(clean(&empty, Goal::Median { count: 0 }, &[]).objective, Some(0.0));
    assert_eq!(clean(&empty, mclp(1.0, 0), &[]).objective, Some(0.0));
    let zero = instance(line(&[(0.0, 0.0)], &[5.0]));
    assert_eq!(clean(&zero, Goal::Center { count: 0 }, &[]).objective, Some(0.0));
    let pair = audit(&zero, &ask(Goal::Dispersion { count: 1 }), &open(&[0]));
    assert_eq!((pair.objective, words(&pair)), (None, vec!["no-pair"]));
}
