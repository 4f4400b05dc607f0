//! Answers within a gap: values are no farther from the best than it says, and bounds hold.

use super::why::{best_where, small};
use crate::common::draws::{Draw, draws};
use crate::common::layouts::allowed;
use proptest::prelude::*;
use yike::domain::*;
use yike::inquiry::*;
use yike::solve::{Limits, Silent, Status};
use yike::travel::Arcs;

/// Within a gap the first aim is no farther from the best than it says, and its bound holds.
fn gap_is_kept(draw: &Draw, gap: f64) -> Result<(), TestCaseError> {
    let problem = draw.plan().problem();
    let arcs = Arcs::build(&problem);
    let all = allowed(&problem, &arcs);
    let share = yike::units::Share::new(gap).expect("a share");
    let limits = Limits::default().with_threads(1).with_gap(share);
    let questions: Vec<WhyQuestion> = problem.sites.keys().map(WhyQuestion::Site).collect();
    let why = why(&problem, &arcs, &limits, &questions, &Silent).expect("solved");
    let Some(best) = &why.best.decided else {
        prop_assert!(all.is_empty());
        return Ok(());
    };
    prop_assert!(best.audit.violations.is_empty());
    for answer in &why.answers {
        let WhyAnswer::Site(own) = answer else { panic!("asked about sites") };
        let site = &problem.sites[own.site];
        for other in &own.others {
            let is_met = |choice| other.wish.is_met(site, own.decided, choice);
            let wanted = best_where(&problem, &arcs, &all, |own_layout| {
                is_met(own_layout.layout.choices[own.site])
            });
            match (&other.answer, wanted) {
                (Answer::Impossible(_), None) => {}
                (Answer::Plan(plan), Some(wanted)) => {
                    prop_assert!(matches!(plan.status, Status::Proved | Status::ProvedToGap));
                    prop_assert!(is_met(plan.other.layout.choices[own.site]));
                    let first = &plan.aims[0];
                    let value = small(first.stage, first.after.value.expect("a value"));
                    let bound = small(first.stage, first.after.bound.expect("a bound"));
                    let near = 1e-6 * wanted[0].abs().max(1.0);
                    prop_assert!(bound <= wanted[0] + near && wanted[0] <= value + near);
                    // Shortfalls are kept to the gap as shares of a whole.
                    let whole =
                        value.abs().max(if first.stage == Stage::Shortfall { 1.0 } else { 0.0 });
                    prop_assert!(value - wanted[0] <= gap * whole + near, "{value} {wanted:?}");
                    if plan.status == Status::Proved {
                        prop_assert!((value - wanted[0]).abs() <= near);
                    }
                }
                (answer, wanted) => {
                    prop_assert!(false, "{answer:?}, but all layouts say {wanted:?}")
                }
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(150), ..ProptestConfig::default() })]

    #[test]
    fn answers_within_a_gap_keep_it(draw in draws(), gap in prop_oneof![Just(0.02), Just(0.2)]) {
        gap_is_kept(&draw, gap)?;
    }
}
