//! What plan files say of periods.

use std::path::Path;
use yike::domain::*;
use yike::read::read_plan;
use yike::units::Yuan;

fn horizon(path: &str) -> Horizon {
    let plan = read_plan(Path::new(path)).expect("a good plan");
    plan.horizon.expect("periods")
}

#[test]
fn a_plan_without_periods_has_no_horizon() {
    let plan = read_plan(Path::new("tests/fixtures/good/plan.toml")).expect("a good plan");
    assert!(plan.horizon.is_none());
}

#[test]
fn people_money_targets_and_weights_by_period() {
    let horizon = horizon("tests/fixtures/periods/plan.toml");
    let periods = horizon.periods();
    let years: Vec<i32> = periods.iter().map(|period| period.year).collect();
    assert_eq!(years, [2023, 2025, 2035]);
    let weights: Vec<f64> = periods.iter().map(|period| period.weight).collect();
    assert_eq!(weights, [0.5, 1.0, 1.0]);
    // U1 has 2,000 people of 60 and over of 8,000; scaled by 1.18 in 2025; a layer with 1.3 times as many in 2035.
    let of_u1 = |period: &Period| {
        let unit = period.problem.units.iter().find(|unit| unit.id == "U1");
        let unit = unit.expect("U1");
        (unit.people[0].number(), unit.residents.number(), unit.provenance.figures)
    };
    let people: Vec<_> = periods.iter().map(of_u1).collect();
    assert_eq!(
        people,
        [
            (2000.0, 8000.0, Origin::Given),
            (2360.0, 8080.0, Origin::Modelled),
            (2600.0, 10400.0, Origin::Modelled),
        ]
    );
    // `by = 2023` holds from then on, `period = 2035` then alone, others from the plan's own year (2025) on.
    let targets: Vec<usize> = periods.iter().map(|period| period.problem.targets.len()).collect();
    assert_eq!(targets, [1, 6, 7]);
    // The lottery: 1 million by 2023, 2 more by 2025, not carried over; a source with an amount has it at once.
    let (lottery, central) = (FundingIdx::from(0), FundingIdx::from(1));
    let by_period = |source| {
        let income: &Income = horizon.income(source);
        let amounts: Vec<i64> = income.by_period.iter().map(|amount| amount.yuan()).collect();
        (amounts, income.carries_over)
    };
    assert_eq!(by_period(lottery), (vec![1_000_000, 2_000_000, 0], false));
    assert_eq!(by_period(central), (vec![1_500_000, 0, 0], true));
    assert_eq!(horizon.committed(central, 1.into()), Yuan::new(200_000));
    let sums: Vec<i64> =
        periods.iter().map(|period| period.problem.funding[lottery].amount.yuan()).collect();
    assert_eq!(sums, [1_000_000, 3_000_000, 3_000_000]);
    // Small stations take 18 months: begun in 2021 they stand in 2023.
    let takes_time = horizon.plan().sites.iter().flat_map(|site| &site.works);
    let work = takes_time.into_iter().find(|work| work.build_time.years() > 0.0);
    let work = work.expect("a small station");
    assert_eq!(work.build_time.years(), 1.5);
    assert_eq!(horizon.latest_start(work, 0.into()), Some(0.into()));
}

#[test]
fn changshou_over_four_periods_reads() {
    let horizon = horizon("data/changshou/periods.toml");
    let years: Vec<i32> = horizon.periods().iter().map(|period| period.year).collect();
    assert_eq!(years, [2023, 2024, 2025, 2035]);
    assert_eq!(horizon.rules_from(), PeriodIdx::from(2));
    let aged = |period: &Period| -> f64 {
        period.problem.units.iter().map(|unit| unit.people_of(0.into())).sum()
    };
    let aged: Vec<f64> = horizon.periods().iter().map(aged).collect();
    // The plan's own figure for 2025 is 207,000.
    assert!((aged[2] - 207_000.0).abs() < 500.0, "{aged:?}");
    assert!(aged.is_sorted_by(|a, b| a < b), "{aged:?}");
}
