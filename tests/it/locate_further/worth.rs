//! What a step more or less is worth.

use super::{cases, limits, solved};
use crate::common::location::brute::close;
use crate::common::location::{Case, Kind, draws};
use proptest::prelude::*;
use yike::domain::location::*;
use yike::solve::{LocateStatus, LocateWorth, Silent, WorthOf, locate_worth};
use yike::units::Share;

fn steps(case: &Case, steps: usize) -> Vec<LocateWorth> {
    let best = solved(case);
    let worth = locate_worth(&case.instance, &case.question, steps, &limits(), &best, &Silent);
    worth.unwrap_or_else(|fault| panic!("{fault}\n{case:#?}"))
}

/// The same with another amount of a thing.
fn changed(case: &Case, of: WorthOf, amount: f64) -> Case {
    let mut case = case.clone();
    match (of, &mut case.question.goal) {
        (
            WorthOf::Sites,
            Goal::Median { count }
            | Goal::Center { count }
            | Goal::Dispersion { count }
            | Goal::MaximalCover { opening: Opening::Count(count), .. },
        ) => *count = amount as usize,
        (WorthOf::Sites, Goal::FixedCharge { count }) => *count = Some(amount as usize),
        (WorthOf::Budget, Goal::MaximalCover { opening: Opening::Budget(budget), .. }) => {
            *budget = amount;
        }
        (
            WorthOf::Reach,
            Goal::SetCover { reach, .. }
            | Goal::PartialCover { reach, .. }
            | Goal::MaximalCover { decay: Decay::Step(reach), .. },
        ) => reach.distance = Distance::new(amount, reach.distance.unit()),
        (WorthOf::Share, Goal::PartialCover { share, .. }) => {
            *share = Share::new(amount).expect("a share");
        }
        (of, goal) => panic!("{of:?} of {goal:?}"),
    }
    case
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(1_000), ..ProptestConfig::default() })]

    /// Each value is the best of all placements of the question so changed; steps follow each other around what is asked.
    #[test]
    fn every_step_is_worth_what_the_best_of_all_is(draw in draws(), kind in proptest::sample::select(Kind::ALL.to_vec()), count in 1..4usize) {
        let case = draw.case(kind);
        let worth = steps(&case, count);
        let best = case.best();
        for own in &worth {
            let then = match own.step {
                0 => best,
                _ => changed(&case, own.of, own.amount).best(),
            };
            prop_assert!(match (own.objective, then) {
                (Some(value), Some(then)) => close(value, then),
                (value, then) => value == then,
            }, "{own:?} {then:?}\n{case:#?}");
            let status = if then.is_some() { LocateStatus::Optimal } else { LocateStatus::Infeasible };
            prop_assert_eq!(own.status, status);
            prop_assert!(own.bound.is_none_or(|bound| then.is_some_and(|then| close(bound, then))), "{own:?} {then:?}");
            let change = then.zip(best).map(|(then, now)| then - now);
            prop_assert!(match (own.change, change) {
                (Some(said), Some(change)) => (said - change).abs() < 1e-5,
                (said, change) => said == change,
            }, "{own:?} {change:?}");
        }
        let mut things: Vec<WorthOf> = worth.iter().map(|own| own.of).collect();
        things.dedup();
        for of in things {
            let own: Vec<_> = worth.iter().filter(|own| own.of == of).collect();
            prop_assert!(own.windows(2).all(|pair| pair[0].step + 1 == pair[1].step && pair[0].amount < pair[1].amount), "{worth:#?}");
            prop_assert!(own.iter().any(|own| own.step == 0), "{worth:#?}");
        }
    }
}

/// A step of each thing is what it is said to be.
#[test]
fn steps_are_of_a_site_a_tenth_and_five_points() {
    let table = Table::from_rows([vec![(0, 1.0), (1, 30.0)], vec![(1, 2.0)], vec![(2, 10.5)]]);
    let mut parts = InstanceParts::new("three", Metric::Table(table));
    parts.fixed_costs = vec![2.0, 2.0, 2.0];
    let instance = Instance::new(parts).expect("good parts");
    let amounts = |goal: Goal, steps: usize| -> Vec<(WorthOf, i32, f64, Option<f64>)> {
        let question = goal.into();
        let best = yike::solve::locate(&instance, &question, &limits(), None, &Silent);
        let best = best.expect("the solver works");
        let worth = locate_worth(&instance, &question, steps, &limits(), &best, &Silent);
        let rows = worth.expect("the solver works").into_iter();
        rows.map(|own| (own.of, own.step, (own.amount * 1e9).round() / 1e9, own.change)).collect()
    };
    let reach = Radius::within(10.0);
    let opening = Opening::Count(3);
    let cover = Goal::MaximalCover { decay: Decay::Step(reach), times: 1, opening };
    assert_eq!(
        amounts(cover, 1),
        [
            (WorthOf::Sites, -1, 2.0, Some(0.0)),
            (WorthOf::Sites, 0, 3.0, Some(0.0)),
            (WorthOf::Sites, 1, 4.0, Some(0.0)),
            (WorthOf::Reach, -1, 9.0, Some(0.0)),
            (WorthOf::Reach, 0, 10.0, Some(0.0)),
            (WorthOf::Reach, 1, 11.0, Some(1.0)),
        ]
    );
    let opening = Opening::Budget(4.0);
    let cover = Goal::MaximalCover { decay: Decay::Step(reach), times: 1, opening };
    assert_eq!(
        amounts(cover, 1)[..3],
        [
            (WorthOf::Budget, -1, 3.6, Some(-1.0)),
            (WorthOf::Budget, 0, 4.0, Some(0.0)),
            (WorthOf::Budget, 1, 4.4, Some(0.0)),
        ]
    );
    // The last step ends at everything, and there is none beyond.
    let share = Share::new(0.92).expect("a share");
    let partial = Goal::PartialCover { reach: Radius::within(11.0), share, by_cost: false };
    let shares: Vec<_> =
        amounts(partial, 3).into_iter().filter(|own| own.0 == WorthOf::Share).collect();
    assert_eq!(
        shares,
        [
            (WorthOf::Share, -3, 0.77, Some(0.0)),
            (WorthOf::Share, -2, 0.82, Some(0.0)),
            (WorthOf::Share, -1, 0.87, Some(0.0)),
            (WorthOf::Share, 0, 0.92, Some(0.0)),
            (WorthOf::Share, 1, 0.97, Some(0.0)),
            (WorthOf::Share, 2, 1.0, Some(0.0)),
        ]
    );
    // Without a number of sites: with fewer than are open.
    assert_eq!(
        amounts(Goal::FixedCharge { count: None }, 1),
        [(WorthOf::Sites, -1, 2.0, Some(27.0)), (WorthOf::Sites, 0, 3.0, Some(0.0))]
    );
}
