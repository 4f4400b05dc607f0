//! Laws of location problems: what must not change an answer, and what can only make it better.

use crate::common::location::brute::close;
use crate::common::location::{Draw, Kind, Place, draws};
use proptest::prelude::*;
use std::mem::take;
use yike::domain::location::*;
use yike::solve::{LocateLimits, LocateOutcome, LocateStatus, Silent, Stop, locate};
use yike::units::Seconds;

fn limits(threads: usize) -> LocateLimits {
    LocateLimits::default().with_threads(threads)
}

fn answer(instance: &Instance, question: &Question) -> LocateOutcome {
    locate(instance, question, &limits(1), None, &Silent).expect("the solver works")
}

/// Whether `a` is as good as `b` or better, but for rounding; no answer is the worst.
fn as_good(question: &Question, a: &LocateOutcome, b: &LocateOutcome) -> bool {
    match (a.objective, b.objective) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(a), Some(b)) => match question.sense() {
            _ if close(a, b) => true,
            Sense::Minimise => a < b,
            Sense::Maximise => a > b,
        },
    }
}

/// The instance with demand point k now what `points[k]` was, and sites likewise.
fn reordered(instance: &Instance, points: &[usize], sites: &[usize]) -> Instance {
    fn take_in_order<T: Clone>(list: &mut Vec<T>, order: &[usize]) {
        *list = order.iter().map(|&old| list[old].clone()).collect();
    }
    let mut parts = instance.clone().into_parts();
    take_in_order(&mut parts.weights, points);
    take_in_order(&mut parts.fixed_costs, sites);
    take_in_order(&mut parts.rules, sites);
    if let Some(capacities) = &mut parts.capacities {
        take_in_order(capacities, sites);
    }
    match &mut parts.metric {
        Metric::Plane { demand, sites: places, .. } => {
            take_in_order(demand, points);
            take_in_order(places, sites);
        }
        Metric::Sphere { demand, sites: places, .. }
        | Metric::Geodesic { demand, sites: places, .. } => {
            take_in_order(demand, points);
            take_in_order(places, sites);
        }
        Metric::Table(table) => {
            let new = |old: u32| {
                let place = sites.iter().position(|&site| site == old as usize);
                place.expect("every site has a place") as u32
            };
            let row = |&point: &usize| {
                let (sites, values) = table.row(point);
                let pairs = sites.iter().zip(values);
                pairs.map(|(&site, &value)| (new(site), value)).collect()
            };
            *table = Table::from_rows(points.iter().map(row).collect::<Vec<_>>());
        }
    }
    Instance::new(parts).expect("the same in another order")
}

/// 0 … count − 1, turned by `turn` and then, where `back`, from the end.
fn order(count: usize, turn: usize, back: bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    if count > 0 {
        order.rotate_left(turn % count);
    }
    if back {
        order.reverse();
    }
    order
}

/// The instance with weights, capacities and, where `costs`, fixed costs three times as great.
fn tripled(instance: &Instance, costs: bool) -> Instance {
    let mut parts = instance.clone().into_parts();
    let triple = |list: &mut Vec<f64>| list.iter_mut().for_each(|value| *value *= 3.0);
    triple(&mut parts.weights);
    if let Some(capacities) = &mut parts.capacities {
        triple(capacities);
    }
    if costs {
        triple(&mut parts.fixed_costs);
    }
    Instance::new(parts).expect("greater numbers")
}

fn widened(question: &Question, by: f64) -> Option<Question> {
    let mut question = question.clone();
    let reach = match &mut question.goal {
        Goal::SetCover { reach, .. } | Goal::PartialCover { reach, .. } => reach,
        Goal::MaximalCover { decay: Decay::Step(reach), .. } => reach,
        _ => return None,
    };
    let distance = reach.distance;
    reach.distance = Distance::new(distance.value() + by, distance.unit());
    Some(question)
}

fn kinds() -> impl Strategy<Value = Kind> {
    proptest::sample::select(Kind::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(400), ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_points_changes_nothing(draw in draws(), kind in kinds(), turn in 0..7usize, back in any::<bool>()) {
        let case = draw.case(kind);
        let instance = &case.instance;
        let sites = order(instance.sites(), turn, back);
        let points = if instance.has_same_points() {
            sites.clone()
        } else {
            order(instance.points(), turn + 1, !back)
        };
        let (old, new) = (
            answer(instance, &case.question),
            answer(&reordered(instance, &points, &sites), &case.question),
        );
        prop_assert_eq!(old.status, new.status);
        prop_assert!(as_good(&case.question, &old, &new) && as_good(&case.question, &new, &old), "{:?} {:?}", old, new);
    }

    #[test]
    fn the_number_of_threads_changes_nothing(draw in draws(), kind in kinds()) {
        let case = draw.case(kind);
        let seen = |threads| {
            let mut located = locate(&case.instance, &case.question, &limits(threads), None, &Silent).expect("the solver works");
            located.time = Seconds::default();
            format!("{located:?}")
        };
        prop_assert_eq!(seen(1), seen(4));
    }

    #[test]
    fn thrice_the_weights_are_thrice_the_objective(draw in draws(), kind in kinds()) {
        let case = draw.case(kind);
        let of_weights = matches!(case.question.goal, Goal::MaximalCover { .. } | Goal::Median { .. } | Goal::FixedCharge { .. });
        let is_cover = matches!(case.question.goal, Goal::MaximalCover { .. });
        let charges = matches!(case.question.goal, Goal::FixedCharge { .. });
        let factor = match of_weights && (is_cover || !case.instance.is_whole_demand()) {
            true => 3.0,
            false => 1.0,
        };
        let (old, new) = (
            answer(&case.instance, &case.question),
            answer(&tripled(&case.instance, charges && factor == 3.0), &case.question),
        );
        prop_assert_eq!(old.status, new.status);
        prop_assert!(
            match (old.objective, new.objective) {
                (Some(old), Some(new)) => close(factor * old, new),
                (old, new) => old == new,
            },
            "{:?} {:?}", old, new
        );
    }

    #[test]
    fn another_site_never_hurts(draw in draws(), kind in kinds(), place in (0..7i32, 0..5i32, 0..6u8, 0..12u8)) {
        let mut draw = draw;
        if matches!(draw.metric, 3 | 4) {
            draw.metric = 0;
        }
        if kind == Kind::Dispersion {
            draw.places.extend([(0, 0, 1, 1, 9), (6, 4, 1, 1, 9)]);
        }
        let case = draw.case(kind);
        let (x, y, cost, room) = place;
        let free: Place = (x, y, cost, room, 9);
        draw.places.push(free);
        let more = Draw { ..draw }.case(kind);
        let (old, new) = (
            answer(&case.instance, &case.question),
            answer(&more.instance, &case.question),
        );
        prop_assert!(as_good(&case.question, &new, &old), "{:?} {:?}", old, new);
    }

    #[test]
    fn a_wider_reach_never_covers_less(draw in draws(), kind in kinds()) {
        let case = draw.case(kind);
        if let Some(wide) = widened(&case.question, 1.0) {
            let (old, new) = (answer(&case.instance, &case.question), answer(&case.instance, &wide));
            prop_assert!(as_good(&case.question, &new, &old), "{:?} {:?}", old, new);
        }
    }

    /// With no time at all, a start that keeps the rules is the answer, or a better one; nothing is called proved
    /// that is not.
    #[test]
    fn a_start_is_never_lost(draw in draws(), kind in kinds()) {
        let case = draw.case(kind);
        let best = answer(&case.instance, &case.question);
        let Some(placement) = best.placement.clone() else { return Ok(()) };
        if case.question.capacity != Capacity::Ignored {
            return Ok(());
        }
        for compact in [false, true] {
            let hurried = limits(1).with_time(Seconds::default()).with_compact(compact);
            let located = locate(&case.instance, &case.question, &hurried, Some(&placement), &Silent).expect("the solver works");
            prop_assert!(as_good(&case.question, &located, &best), "{:?} {:?}", located, best);
            let proved = located.status == LocateStatus::Optimal;
            prop_assert!(proved || located.status == LocateStatus::Stopped(Stop::TimeLimit), "{:?}", located);
        }
    }
}

/// The smallest problems of each kind: nobody asks, or there is nowhere to open.
#[test]
fn nobody_and_nowhere_have_answers() {
    let draw = Draw {
        points: vec![(0, 0, 1), (3, 0, 2)],
        places: vec![(0, 0, 1, 9, 9), (3, 0, 1, 9, 9)],
        metric: 0,
        holes: 0,
        whole_demand: false,
        count: 0,
        has_count: true,
        budget: 0,
        reach: 1,
        strict: false,
        twice: false,
        by_cost: false,
        share: 20,
        decay: 0,
    };
    for kind in Kind::ALL {
        let mut nobody = draw.clone();
        take(&mut nobody.points);
        let case = nobody.case(kind);
        let located = answer(&case.instance, &case.question);
        // The two sites are 3 apart.
        let expected = if kind == Kind::Dispersion { 3.0 } else { 0.0 };
        assert_eq!(located.objective, Some(expected), "{kind:?}");

        let mut nowhere = draw.clone();
        take(&mut nowhere.places);
        let case = nowhere.case(kind);
        let located = answer(&case.instance, &case.question);
        let covers = matches!(case.question.goal, Goal::MaximalCover { .. });
        let expected = match kind {
            Kind::Dispersion => continue,
            _ if covers => LocateStatus::Optimal,
            _ => LocateStatus::Infeasible,
        };
        assert_eq!(located.status, expected, "{kind:?}");
    }
}
