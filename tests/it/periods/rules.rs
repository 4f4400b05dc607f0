//! Each rule that links periods, broken by one planted change of a good schedule: that rule is named, and no other.

use super::draw::{Place, SmallHorizon, Sort, nothing};
use yike::domain::*;
use yike::plan::ViolationKind;
use yike::plan::schedule::{ScheduleAudit, arrange, audit_schedule, paid_so};
use yike::travel::Arcs;

/// Two sites, the second taking three years; 10 万元 a period, which carry over or not.
fn horizon(carries_over: bool) -> Horizon {
    let place = |at, years| Place { at, cost: 10, by_both: false, sort: Sort::Candidate, years };
    SmallHorizon {
        places: vec![place(0, 0), place(30, 3)],
        units: vec![(0, [10, 10, 10]), (30, [10, 10, 10])],
        money: [([10, 10, 10], carries_over), ([0, 0, 0], true)],
        binding: None,
        expected: None,
        weights: [1, 1, 1],
        own: 2,
        spread: None,
        share: None,
    }
    .horizon()
}

fn begin(horizon: &Horizon, periods: [Option<usize>; 2]) -> Starts {
    let mut starts = nothing(horizon);
    for (start, period) in starts.iter_mut().zip(periods) {
        *start = period.map(|period| Start { work: 0, period: period.into() });
    }
    starts
}

fn audited(horizon: &Horizon, periods: [Option<usize>; 2]) -> ScheduleAudit {
    let arcs = Arcs::build(horizon.plan());
    let schedule = arrange(horizon, &arcs, begin(horizon, periods));
    audit_schedule(horizon, &arcs, &schedule)
}

fn kinds(audit: &ScheduleAudit) -> Vec<ViolationKind> {
    audit.violations.iter().map(|found| found.kind).collect()
}

#[test]
fn a_good_schedule_breaks_none() {
    let horizon = horizon(false);
    let audit = audited(&horizon, [Some(1), Some(0)]);
    assert_eq!(kinds(&audit), []);
    // Begun in 2021 and done in 2024: the second site stands at the end of 2025.
    let second = SiteIdx::from(1);
    let start = Start { work: 0, period: 0.into() };
    assert_eq!(horizon.done_in(second, start), Some(1.into()));
    let left: Vec<i64> = audit.money.iter().map(|own| own[0].left().yuan()).collect();
    assert_eq!(left, [0, 0, 100_000]);
}

#[test]
fn v12_and_v13_a_work_undone() {
    let horizon = horizon(false);
    let arcs = Arcs::build(horizon.plan());
    let good = arrange(&horizon, &arcs, begin(&horizon, [Some(0), None]));
    let mut layouts = good.layouts.clone();
    layouts[PeriodIdx::from(2)] = layouts[PeriodIdx::from(0)].clone();
    layouts[PeriodIdx::from(2)].choices[SiteIdx::from(0)] = Choice::Stay;
    let undone = paid_so(good.starts, layouts, good.payments);
    let audit = audit_schedule(&horizon, &arcs, &undone);
    assert_eq!(kinds(&audit), [ViolationKind::WorkUndone, ViolationKind::NotAsBegun]);
    assert!(audit.violations[0].text.english().contains("2035"));
}

#[test]
fn v13_a_work_that_stands_too_soon() {
    let horizon = horizon(false);
    let arcs = Arcs::build(horizon.plan());
    let good = arrange(&horizon, &arcs, begin(&horizon, [Some(1), None]));
    let mut layouts = good.layouts.clone();
    layouts[PeriodIdx::from(0)].choices[SiteIdx::from(0)] = Choice::Work(0);
    let soon = paid_so(good.starts, layouts, good.payments);
    let audit = audit_schedule(&horizon, &arcs, &soon);
    assert_eq!(kinds(&audit), [ViolationKind::NotAsBegun]);
    assert_eq!(audit.violations[0].site, Some(SiteIdx::from(0)));
    assert!(audit.violations[0].text.english().starts_with("2023: "));
}

#[test]
fn v14_money_of_later_years_or_of_years_gone() {
    // In all there is enough, but both begin in 2021: 20 万元 of 10.
    for carries_over in [true, false] {
        let horizon = horizon(carries_over);
        let arcs = Arcs::build(horizon.plan());
        let good = arrange(&horizon, &arcs, begin(&horizon, [Some(1), Some(0)]));
        let early = begin(&horizon, [Some(0), Some(0)]);
        let layouts = arrange(&horizon, &arcs, early.clone()).layouts;
        let schedule = paid_so(early, layouts, good.payments);
        let audit = audit_schedule(&horizon, &arcs, &schedule);
        let found: Vec<_> = kinds(&audit);
        assert!(found.contains(&ViolationKind::OverspentInPeriod), "{found:?}");
        let over =
            audit.violations.iter().find(|found| found.kind == ViolationKind::OverspentInPeriod);
        assert_eq!(over.expect("found").amount, 100_000.0);
    }
    // What was left in 2023 pays in 2025 only where it carries over.
    let late = [Some(1), Some(1)];
    assert_eq!(kinds(&audited(&horizon(true), late)), []);
    assert!(!kinds(&audited(&horizon(false), late)).is_empty());
}

#[test]
fn v15_a_period_that_costs_too_much_or_too_little() {
    let mut parts = SmallHorizon {
        places: [0, 10, 20]
            .map(|at| Place { at, cost: 2, by_both: false, sort: Sort::Candidate, years: 0 })
            .to_vec(),
        units: vec![(0, [10, 10, 10])],
        money: [([10, 10, 10], true), ([0, 0, 0], true)],
        binding: None,
        expected: None,
        weights: [1, 1, 1],
        own: 2,
        spread: Some((50, 20)),
        share: None,
    }
    .parts();
    let arrange_as = |parts: &HorizonParts, periods: [usize; 3]| {
        let horizon = Horizon::new(parts.clone()).expect("sound");
        let arcs = Arcs::build(horizon.plan());
        let start = |period: usize| Some(Start { work: 0, period: period.into() });
        let schedule = arrange(&horizon, &arcs, periods.map(start).to_vec().into());
        audit_schedule(&horizon, &arcs, &schedule)
    };
    assert_eq!(kinds(&arrange_as(&parts, [0, 1, 2])), []);
    // 4 of 6 万元 in 2023, 0 in 2035: 1 too much, 1.2 too little.
    let audit = arrange_as(&parts, [0, 0, 1]);
    assert_eq!(kinds(&audit), [ViolationKind::SpentUnevenly; 2]);
    let amounts: Vec<f64> = audit.violations.iter().map(|found| found.amount).collect();
    assert_eq!(amounts, [10_000.0, 12_000.0]);
    assert!(
        audit.violations[1].text.english().starts_with("2035: "),
        "{}",
        audit.violations[1].text
    );
    parts.spending = Spending::default();
    assert_eq!(kinds(&arrange_as(&parts, [0, 0, 1])), []);
}

#[test]
fn periods_that_do_not_rise_are_no_horizon() {
    let mut parts = SmallHorizon {
        places: Vec::new(),
        units: vec![(0, [1, 1, 1])],
        money: [([0; 3], true), ([0; 3], true)],
        binding: None,
        expected: None,
        weights: [1, 1, 1],
        own: 0,
        spread: None,
        share: None,
    }
    .parts();
    assert!(Horizon::new(parts.clone()).is_ok());
    parts.years = vec![2025, 2023, 2035].into();
    assert!(Horizon::new(parts).is_err());
}
