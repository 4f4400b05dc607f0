//! Questions about one period of a plan: it is planned alone, which is said, and a later date mends it where the next period can
//! take what is demanded.

use super::clashes::found;
use super::without::{can_be_met, size, without};
use crate::common::answers::limits;
use crate::common::draws::{Draw, draws};
use proptest::prelude::*;
use std::collections::BTreeSet;
use yike::domain::*;
use yike::inquiry::*;
use yike::solve::{Silent, Status, solve_schedule};
use yike::travel::Arcs;
use yike::units::Yuan;

/// The plan over two periods: half of its money in each, and `more` in the second. Targets at even positions hold in both,
/// others in the first.
fn over_two(draw: &Draw, more: i64) -> Horizon {
    let parts = draw.plan().problem().into_parts();
    let mut horizon = HorizonParts::new(parts, [2025, 2030]);
    let [first, last] = [0, 1].map(PeriodIdx::from);
    horizon.rules_from = first;
    for (position, term) in horizon.targets.iter_mut().enumerate() {
        *term = Term { first, last: if position % 2 == 0 { last } else { first } };
    }
    for income in &mut horizon.income {
        let half = income.by_period[first].yuan() / 2;
        income.by_period[last] = Yuan::new(half + more);
        income.by_period[first] = Yuan::new(half);
    }
    Horizon::new(horizon).expect("a sound horizon")
}

/// What the second period demands with demands of the first.
fn with_demands(horizon: &Horizon, set: &[Requirement]) -> Problem {
    let [first, next] = [0, 1].map(|own| &horizon.periods()[PeriodIdx::from(own)].problem);
    let mut parts = next.clone().into_parts();
    for own in set {
        match *own {
            Requirement::Target(position) => {
                let target = &first.targets[position];
                if !next.targets.iter().any(|own| own.id == target.id) {
                    parts.targets.push(target.clone());
                }
            }
            Requirement::Required(site) => parts.sites[site].required = true,
            Requirement::Works(site) => parts.sites[site].works = first.sites[site].works.clone(),
            _ => {}
        }
    }
    Problem::new(parts).expect("a sound plan")
}

fn dates_agree(draw: &Draw, more: i64) -> Result<(), TestCaseError> {
    let horizon = over_two(draw, more);
    let period = PeriodIdx::from(0);
    let problem = &horizon.periods()[period].problem;
    prop_assume!(requirements(problem).len() <= 9 && size(problem) <= 150);
    let mut own =
        clashes(problem, &limits(), &ConflictsRequest::new(100), &Silent).expect("solved");
    add_later_dates(&horizon, period, &limits(), &mut own, &Silent).expect("solved");
    let has_date = |own: &Requirement| {
        matches!(own, Requirement::Target(_) | Requirement::Works(_) | Requirement::Required(_))
    };
    let wanted = own.conflicts.lifts.iter().filter(|set| set.iter().all(has_date));
    let wanted = wanted.filter(|set| can_be_met(&with_demands(&horizon, set)));
    let wanted: BTreeSet<Vec<Requirement>> = wanted.cloned().collect();
    let told = own.repairs.found.iter().filter_map(|own| {
        let later = |own: &Concession| match *own {
            Concession::Later { requirement, year: 2030, periods: 2 } => Some(requirement),
            _ => None,
        };
        own.concessions.iter().map(later).collect::<Option<Vec<Requirement>>>()
    });
    let told: Vec<Vec<Requirement>> = told.collect();
    prop_assert_eq!(told.iter().cloned().collect::<BTreeSet<_>>(), wanted);
    for set in &told {
        prop_assert!(can_be_met(&without(problem, &set.iter().copied().collect())));
    }
    prop_assert!(own.repairs.found.is_sorted_by(|a, b| a.given_up <= b.given_up));
    // A period that cannot be met alone has no schedule.
    if own.conflicts.possible == Some(false) {
        let arcs = Arcs::build(horizon.plan());
        let schedule = solve_schedule(&horizon, &arcs, &limits(), false, &Silent).expect("solved");
        prop_assert_eq!(schedule.status, Status::Infeasible);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(60), ..ProptestConfig::default() })]

    #[test]
    fn a_later_date_mends_what_the_next_period_can_take(draw in draws(), more in 0..400_000i64) {
        let draw = Draw { capacity: None, ..draw };
        dates_agree(&draw, more)?;
    }
}

#[test]
fn the_last_period_has_no_later_date() {
    let plan = crate::common::TinyPlan::new()
        .tier("station", 1000.0)
        .unit("village", 0.0, 100.0)
        .candidate("hall", 500.0, "station", 300_000)
        .required()
        .funding("public", 200_000);
    let horizon = Horizon::new(HorizonParts::new(plan.problem().into_parts(), [2025, 2030]));
    let horizon = horizon.expect("a horizon");
    let last = horizon.last();
    let problem = &horizon.periods()[last].problem;
    assert_eq!(found(problem, 5).possible, Some(false));
    let mut own =
        clashes(problem, &limits(), &ConflictsRequest::default(), &Silent).expect("solved");
    let before = own.clone();
    add_later_dates(&horizon, last, &limits(), &mut own, &Silent).expect("solved");
    assert_eq!(own, before);
}
