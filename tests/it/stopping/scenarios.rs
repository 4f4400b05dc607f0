//! RobustPlan plans, frontiers and sweeps.

use super::{StopAt, at_most, is_told};
use crate::common::TinyPlan;
use crate::common::answers::limits;
use crate::common::draws::{Draw, draws};
use proptest::prelude::*;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use yike::domain::{CoverageUnit, Criterion, Problem, Sweep};
use yike::plan::audit;
use yike::scenario::{
    Points, RobustPlan, RobustRequest, Running, Scenario, Scenarios, frontier, robust, run,
};
use yike::solve::{Progress, RobustAim, Silent, Status};
use yike::travel::Arcs;

/// The plan as drawn, and with half of the people.
fn scenarios(draw: &Draw) -> Vec<(Scenario, Problem)> {
    let halved = || {
        let mut half = draw.clone();
        half.units.iter_mut().for_each(|unit| unit.1 /= 2);
        half
    };
    let draws = [draw.clone(), halved()];
    let number = |(number, draw): (usize, &Draw)| {
        let scenario = Scenario { number: number as u64, changes: Vec::new() };
        (scenario, draw.plan().problem())
    };
    draws.iter().enumerate().map(number).collect()
}

fn robust_by(
    scenarios: &[(Scenario, Problem)],
    criterion: Criterion,
    progress: &dyn Progress,
) -> RobustPlan {
    let asked = RobustRequest {
        scenarios,
        weights: &[1.0, 2.0],
        criterion,
        unit: CoverageUnit::People,
        mean: Some((Vec::new(), Ok(scenarios[0].1.clone()))),
        limits: limits(),
        progress,
    };
    robust(&asked).expect("the audit agrees")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn a_robust_plan_can_be_stopped_at_any_moment(draw in draws(), at in 0..150u64, by_worst in any::<bool>()) {
        let criterion = if by_worst { Criterion::Worst } else { Criterion::Regret };
        let scenarios = scenarios(&draw);
        let whole = robust_by(&scenarios, criterion, &Silent);
        let progress = StopAt::new(at);
        let found = robust_by(&scenarios, criterion, &progress);
        match found.outcome.status {
            Status::StoppedWithPlan(stop) => {
                prop_assert!(is_told(stop, &progress));
                prop_assert!(found.outcome.held.iter().all(|own| own.audit.violations.is_empty()));
            }
            Status::StoppedWithoutPlan(stop) => {
                prop_assert!(is_told(stop, &progress) && found.outcome.layout.is_none());
            }
            status => prop_assert_eq!(status, whole.outcome.status),
        }
        let best = whole.outcome.aim(RobustAim::Criterion).and_then(|aim| aim.value);
        let own = found.outcome.aim(RobustAim::Criterion);
        if let (Some(best), Some(own)) = (best, own) {
            let sign = if criterion.more_is_better() { -1.0 } else { 1.0 };
            prop_assert!(own.value.is_none_or(|value| at_most(sign * best, sign * value)));
            prop_assert!(own.bound.is_none_or(|bound| at_most(sign * bound, sign * best)));
        }
        for (own, whole) in found.scenarios.iter().zip(&whole.scenarios) {
            let most = whole.best.value.unwrap_or(0.0);
            prop_assert!(at_most(most, own.best.bound) && at_most(own.best.value.unwrap_or(0.0), most));
        }
    }

    #[test]
    fn a_frontier_can_be_stopped_at_any_moment(draw in draws(), at in 0..150u64, all in any::<bool>()) {
        let problem = draw.plan().problem();
        let arcs = Arcs::build(&problem);
        let points = if all { Points::All(50) } else { Points::Spread(4) };
        let ask = |progress: &dyn Progress| {
            frontier(&problem, &arcs, &limits(), yike::domain::Stage::Money, points, progress).expect("the audit agrees")
        };
        let whole = ask(&Silent);
        let progress = StopAt::new(at);
        let found = ask(&progress);
        for point in &found.points {
            prop_assert!(audit(&problem, &arcs, &point.layout).violations.is_empty());
            let coverage = point.coverage;
            prop_assert!(coverage.bound.is_none_or(|bound| at_most(coverage.value, bound)));
            let money = point.against;
            prop_assert!(money.bound.is_none_or(|bound| at_most(bound, money.value)));
        }
        match found.stopped {
            Some(stop) => prop_assert!(is_told(stop, &progress) && !found.whole),
            None if !progress.has_stopped() => prop_assert_eq!(found, whole),
            None => {}
        }
    }
}

/// Stops when it is told to.
struct Told(AtomicBool);

impl Progress for Told {
    fn is_stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

#[test]
fn a_stopped_sweep_keeps_rows_that_are_those_of_the_whole() {
    let plan = TinyPlan::new()
        .tier("station", 1000.0)
        .unit("village", 0.0, 100.0)
        .candidate("hall", 500.0, "station", 300_000);
    let sweep = Sweep { draws: 200, ..Sweep::default() };
    let told = Told(AtomicBool::new(false));
    let rows = |progress: &dyn Progress, most: usize| {
        let running = Running {
            scenarios: Scenarios::new(&sweep).expect("not too many"),
            is_over: &|_| false,
            maker: &|_: &Scenario| Ok(plan.clone().problem()),
            limits: limits(),
            threads: 2,
            progress,
        };
        let mut rows = Vec::new();
        let ended: ControlFlow<()> = run(&running, &mut |ended| {
            rows.push(ended.row);
            told.0.store(rows.len() >= most, Ordering::Relaxed);
            ControlFlow::Continue(())
        });
        assert!(ended.is_continue());
        rows
    };
    let whole = rows(&Silent, usize::MAX);
    assert_eq!(whole.len(), 200);
    let some = rows(&told, 5);
    assert!((5..200).contains(&some.len()), "{}", some.len());
    for row in some {
        assert!(whole.contains(&row), "{row:?}");
    }
}
