//! What must hold between schedules.

use super::brute::{solved, values};
use super::draw::{SmallHorizon, is_better, small_horizons};
use proptest::prelude::*;
use yike::domain::{Horizon, PeriodIdx, Stage, Term};
use yike::plan::schedule::{arrange, audit_schedule};
use yike::solve::{Limits, Silent, Status, solve};
use yike::travel::Arcs;
use yike::units::Yuan;

/// A horizon of the first period alone.
fn one_period(small: &SmallHorizon) -> Horizon {
    let mut parts = small.parts();
    let first = Term { first: 0.into(), last: 0.into() };
    let holds: Vec<bool> = parts.targets.iter().map(|term| term.holds_in(0.into())).collect();
    let mut held = holds.iter();
    parts.plan.targets.retain(|_| *held.next().expect("a flag for each"));
    parts.targets = vec![first; parts.plan.targets.len()];
    parts.years.truncate(1);
    parts.weights = vec![1.0].into();
    parts.people.truncate(1);
    for income in &mut parts.income {
        income.by_period.truncate(1);
    }
    parts.rules_from = 0.into();
    Horizon::new(parts).expect("a sound horizon")
}

fn costs(stage: Stage, value: f64) -> f64 {
    match stage {
        Stage::Coverage => -value,
        _ => value,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn one_period_is_the_plain_plan(small in small_horizons(1..7)) {
        let horizon = one_period(&small);
        let problem = &horizon.periods()[PeriodIdx::from(0)].problem;
        let arcs = Arcs::build(problem);
        let limits = Limits::default().with_threads(1);
        let plain = solve(problem, &arcs, &limits, &Silent).expect("solver and audit agree");
        let scheduled = solved(&horizon, true);
        prop_assert_eq!(plain.status, scheduled.status);
        for (plain, own) in plain.stages.iter().zip(&scheduled.stages) {
            prop_assert_eq!(plain.value.is_some(), own.value.is_some());
            if let (Some(plain), Some(own)) = (plain.value, own.value) {
                prop_assert!((plain - own).abs() <= 1e-6 * plain.abs().max(1.0));
            }
        }
        // Nothing lies ahead, so that seeing it is worth nothing.
        for row in &scheduled.compared {
            prop_assert_eq!(&row.myopic, &row.hindsight);
        }
    }

    #[test]
    fn more_money_never_hurts(small in small_horizons(1..7), source in 0..2usize, period in 0..3usize) {
        let before = solved(&small.horizon(), false);
        let mut parts = small.parts();
        let money = &mut parts.income.raw[source].by_period.raw[period];
        *money += Yuan::new(50_000);
        let after = solved(&Horizon::new(parts).expect("sound"), false);
        if before.status == Status::Proved {
            prop_assert_eq!(after.status, Status::Proved);
            prop_assert!(!is_better(&values(&before), &values(&after)));
        }
    }

    #[test]
    fn carrying_over_never_hurts(small in small_horizons(1..7), source in 0..2usize) {
        let with = |carries_over: bool| {
            let mut small = small.clone();
            small.money[source].1 = carries_over;
            solved(&small.horizon(), false)
        };
        let (without, carried) = (with(false), with(true));
        if without.status == Status::Proved {
            prop_assert_eq!(carried.status, Status::Proved);
            prop_assert!(!is_better(&values(&without), &values(&carried)));
        }
    }

    #[test]
    fn foresight_is_never_worth_less_than_nothing(small in small_horizons(1..7)) {
        let horizon = small.horizon();
        let scheduled = solved(&horizon, true);
        let stages = &scheduled.compared;
        if scheduled.status != Status::Proved {
            return Ok(());
        }
        let sums: Vec<(f64, Option<f64>)> = stages
            .iter()
            .map(|row| {
                let own = row.sum(&horizon, &row.schedule).expect("a schedule");
                let myopic = row.sum(&horizon, &row.myopic);
                (costs(row.stage, own), myopic.map(|value| costs(row.stage, value)))
            })
            .collect();
        let own: Vec<f64> = sums.iter().map(|pair| pair.0).collect();
        if let Some(myopic) = sums.iter().map(|pair| pair.1).collect::<Option<Vec<f64>>>() {
            prop_assert!(!is_better(&myopic, &own), "{stages:?}");
            let myopic = &scheduled.myopic.as_ref().expect("asked for").schedule;
            let arcs = Arcs::build(horizon.plan());
            prop_assert_eq!(audit_schedule(&horizon, &arcs, myopic).violations, vec![]);
        }
        // In no period is the first aim better than that of the period alone.
        let first = &stages[0];
        for (own, alone) in first.schedule.iter().zip(&first.hindsight) {
            let (own, alone) = (own.expect("a schedule"), alone.expect("a plan"));
            prop_assert!(own >= alone - 1e-6);
        }
    }

    #[test]
    fn what_begins_settles_the_rest(small in small_horizons(1..7)) {
        let horizon = small.horizon();
        let scheduled = solved(&horizon, false);
        if let Some(schedule) = &scheduled.schedule {
            let arcs = Arcs::build(horizon.plan());
            let again = arrange(&horizon, &arcs, schedule.starts.clone());
            prop_assert_eq!(&again, schedule);
            prop_assert_eq!(audit_schedule(&horizon, &arcs, &again).violations, vec![]);
        }
    }

    #[test]
    fn missing_money_is_what_is_missing(small in small_horizons(1..7)) {
        let scheduled = solved(&small.horizon(), false);
        if let Some(missing) = &scheduled.missing_money {
            let mut parts = small.parts();
            let source = &mut parts.income.raw[0];
            for (money, missing) in source.by_period.iter_mut().zip(missing) {
                *money += missing.iter().copied().sum();
            }
            // Source A pays for everything, so that what is missing of B can come from it too.
            source.carries_over = true;
            let mended = solved(&Horizon::new(parts).expect("sound"), false);
            prop_assert_eq!(mended.status, Status::Proved);
        }
    }
}
