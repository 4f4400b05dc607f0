//! Set cover, partial cover and backup coverage against every open set of small instances, and laws.
#![cfg(feature = "highs")]

use proptest::prelude::*;
use yike::domain::location::*;
use yike::solve::{LocateLimits, LocateOutcome, LocateStatus, Silent, locate};
use yike::travel::Distances;
use yike::units::Share;

mod drawn;

use drawn::{Drawn, drawn};

fn asked(goal: Goal) -> Question {
    Question::from(goal)
}

fn answer(instance: &Instance, goal: Goal) -> LocateOutcome {
    answer_by(instance, goal, false)
}

fn answer_by(instance: &Instance, goal: Goal, compact: bool) -> LocateOutcome {
    let limits = LocateLimits::default().with_threads(1).with_compact(compact);
    let question = asked(goal);
    assert_eq!(question.check(instance), Ok(()));
    locate(instance, &question, &limits, None, &Silent).expect("solves")
}

/// Every set of sites that the rules allow.
fn allowed(instance: &Instance) -> impl Iterator<Item = Vec<bool>> {
    let rules = instance.rules();
    (0_u32..1 << rules.len()).filter_map(move |set| {
        let open: Vec<bool> = (0..rules.len()).map(|j| set >> j & 1 == 1).collect();
        let keeps = open.iter().zip(rules).all(|(&open, rule)| match rule {
            SiteRule::Free => true,
            SiteRule::Existing | SiteRule::Required => open,
            SiteRule::Forbidden => !open,
        });
        keeps.then_some(open)
    })
}

/// What sites cost that were not there before.
fn cost(instance: &Instance, open: &[bool], by_cost: bool) -> f64 {
    (0..open.len())
        .filter(|&j| open[j] && instance.rules()[j] != SiteRule::Existing)
        .map(|j| if by_cost { instance.fixed_costs()[j] } else { 1.0 })
        .sum()
}

/// Weight within reach of `times` open sites.
fn covered(instance: &Instance, open: &[bool], reach: Radius, times: usize) -> f64 {
    let between = Distances::new(instance);
    let is_covered = |&i: &usize| {
        let near = |&j: &usize| open[j] && reach.holds(between.distance(i, j));
        (0..open.len()).filter(near).count() >= times
    };
    let demand = (0..instance.points()).filter(is_covered);
    demand.map(|i| instance.weights()[i]).sum()
}

fn opened(instance: &Instance, located: &LocateOutcome) -> Option<Vec<bool>> {
    let placement = located.placement.as_ref()?;
    assert!(placement.open.is_sorted_by(|a, b| a < b));
    let mut open = vec![false; instance.sites()];
    for &site in &placement.open {
        open[site as usize] = true;
    }
    Some(open)
}

/// That the answer is the least cost (or, `most`, the greatest cover) over `feasible` sets, proved.
fn assert_best(
    instance: &Instance,
    located: &LocateOutcome,
    feasible: impl Fn(&[bool]) -> bool,
    value: impl Fn(&[bool]) -> f64,
    sense: Sense,
) {
    let sets = allowed(instance).filter(|open| feasible(open));
    let values = sets.map(|open| value(&open));
    let best = match sense {
        Sense::Minimise => values.reduce(f64::min),
        Sense::Maximise => values.reduce(f64::max),
    };
    let open = opened(instance, located);
    let Some(best) = best else {
        assert_eq!(open, None);
        assert_eq!(located.status, LocateStatus::Infeasible);
        return;
    };
    let open = open.expect("there is a placement");
    assert!(allowed(instance).any(|other| other == open), "{open:?} breaks a rule");
    assert!(feasible(&open), "{open:?}");
    assert!((value(&open) - best).abs() < 1e-6, "{open:?} is not {best}");
    assert_eq!(located.status, LocateStatus::Optimal, "{located:?}");
    let objective = located.objective.expect("audited");
    assert!((objective - best).abs() < 1e-6, "audited {objective}, best {best}");
    let bound = located.bound.expect("a bound");
    assert!((bound - best).abs() < 1e-6, "bound {bound}, best {best}");
}

fn total(instance: &Instance) -> f64 {
    instance.weights().iter().sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn set_cover_is_the_cheapest_of_all_sets(
        drawn in drawn(),
        times in 1..=2u8,
        by_cost in any::<bool>(),
    ) {
        let Drawn { instance, reach } = drawn;
        let located = answer(&instance, Goal::SetCover { reach, times, by_cost });
        let all = total(&instance);
        assert_best(
            &instance,
            &located,
            |open| covered(&instance, open, reach, times.into()) >= all,
            |open| cost(&instance, open, by_cost),
            Sense::Minimise,
        );
    }

    #[test]
    fn partial_cover_is_the_cheapest_of_all_sets(
        drawn in drawn(),
        share in prop_oneof![Just(0.0), Just(1.0), Just(0.5), 0.0..1.0f64],
        by_cost in any::<bool>(),
    ) {
        let Drawn { instance, reach } = drawn;
        let all = total(&instance);
        let part = Share::new(share).expect("a share");
        let located = answer(&instance, Goal::PartialCover { reach, share: part, by_cost });
        assert_best(
            &instance,
            &located,
            |open| covered(&instance, open, reach, 1) >= share * all * (1.0 - 1e-9),
            |open| cost(&instance, open, by_cost),
            Sense::Minimise,
        );
    }

    #[test]
    fn backup_covers_the_most_of_all_sets(
        drawn in drawn(),
        more in 0..6usize,
        part in 0.0..1.2f64,
        by_budget in any::<bool>(),
    ) {
        let Drawn { instance, reach } = drawn;
        let with = |rule| instance.rules().iter().filter(|&&r| r == rule).count();
        let (free, required) = (with(SiteRule::Free), with(SiteRule::Required));
        let count = (required + more).min(free + required);
        let must = allowed(&instance).next().expect("a set");
        let least = cost(&instance, &must, true);
        let costs: f64 = instance.fixed_costs().iter().sum();
        let budget = least + (part * (costs - least)).round().max(0.0);
        let opening = if by_budget { Opening::Budget(budget) } else { Opening::Count(count) };
        let decay = Decay::Step(reach);
        let located = answer(&instance, Goal::MaximalCover { decay, times: 2, opening });
        assert_best(
            &instance,
            &located,
            |open| match opening {
                Opening::Count(count) => cost(&instance, open, false) <= count as f64,
                Opening::Budget(budget) => cost(&instance, open, true) <= budget,
            },
            |open| covered(&instance, open, reach, 2),
            Sense::Maximise,
        );
    }

    #[test]
    fn a_wider_reach_never_needs_more_and_never_covers_less(drawn in drawn(), wider in 0.0..4.0f64) {
        let Drawn { instance, reach } = drawn;
        let far = Radius { distance: (reach.distance.value() + wider).into(), strict: reach.strict };
        let share = Share::new(0.6).expect("a share");
        let at = |reach| {
            let least = answer(&instance, Goal::PartialCover { reach, share, by_cost: true });
            let all = answer(&instance, Goal::SetCover { reach, times: 1, by_cost: true });
            let infinite = |located: LocateOutcome| match located.status {
                LocateStatus::Infeasible => f64::INFINITY,
                _ => located.bound.expect("a bound"),
            };
            [infinite(least), infinite(all)]
        };
        let (near, far) = (at(reach), at(far));
        prop_assert!(far[0] <= near[0] + 1e-6);
        prop_assert!(far[1] <= near[1] + 1e-6);
        // All demand is a share of it.
        prop_assert!(near[0] <= near[1] + 1e-6);
    }
}

#[test]
fn a_share_that_is_met_exactly_is_met() {
    let table = Table::from_rows([vec![(0, 1.0)], vec![(1, 1.0)], vec![(2, 1.0)]]);
    let instance = drawn::instance(vec![0.1, 0.2, 0.7], vec![], vec![], 3, Metric::Table(table));
    let reach = Radius::within(1.0);
    for (share, sites) in [(0.7, 1), (0.8, 2), (0.9, 2), (0.91, 3), (1.0, 3)] {
        let share = Share::new(share).expect("a share");
        let by_cost = false;
        let goal = Goal::PartialCover { reach, share, by_cost };
        let placement = answer(&instance, goal).placement.expect("a placement");
        assert_eq!(placement.open.len(), sites, "{share:?}");
    }
}

/// More sites than one estimate is made for, and more classes than rows to begin with.
#[test]
fn search_and_compact_model_agree_on_more_sites() {
    let mut state = 7_u64;
    let mut draw = |most: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) as f64 / (1_u64 << 31) as f64 * most as f64
    };
    let mut points =
        |count: usize| -> Vec<[f64; 2]> { (0..count).map(|_| [draw(40), draw(40)]).collect() };
    let (sites, mut demand) = (points(130), points(1500));
    demand.extend(&sites);
    let weights = (0..demand.len()).map(|i| (i % 9) as f64).collect();
    let costs = (0..sites.len()).map(|j| 3.0 + (j * 7 % 11) as f64).collect();
    let count = sites.len();
    let rounding = Rounding::Exact;
    let metric = Metric::Plane { demand, sites, rounding };
    let all = drawn::instance(weights, costs, vec![], count, metric);
    let reach = Radius::within(7.0);
    let share = Share::new(0.7).expect("a share");
    for by_cost in [false, true] {
        for goal in [
            Goal::PartialCover { reach, share, by_cost },
            Goal::SetCover { reach, times: 1, by_cost },
        ] {
            let [search, compact] = [false, true].map(|by| answer_by(&all, goal.clone(), by));
            assert_eq!(search.status, LocateStatus::Optimal);
            assert_eq!(search.objective, compact.objective, "{goal:?}");
        }
    }
}
