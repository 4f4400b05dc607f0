//! Alternatives to the best plan, and what all of them have in common, against every layout of small plans.
#![cfg(feature = "highs")]

use crate::common::draws::{Draw, draws};
use crate::common::layouts::{Allowed, allowed, is_better};
use proptest::prelude::*;
use std::collections::BTreeSet;
use yike::domain::*;
use yike::inquiry::*;
use yike::solve::{FlexibleSites, Limits, Silent, Status};
use yike::travel::Arcs;
use yike::units::Share;

fn limits(threads: usize) -> Limits {
    Limits::default().with_threads(threads)
}

/// A millionth of a person may stay open where travel is kept before coverage.
fn is_proved(status: Status) -> bool {
    matches!(status, Status::Proved | Status::ProvedToGap)
}

/// Whether values lose no more than a share of the best ones; a shortfall of a whole target at least.
fn loses_no_more(problem: &Problem, best: &[f64], values: &[f64], share: f64) -> bool {
    problem.objective.order.iter().zip(best.iter().zip(values)).all(|(stage, (best, value))| {
        let whole = if *stage == Stage::Shortfall { best.abs().max(1.0) } else { best.abs() };
        let worst = best + share * whole;
        value - worst <= 1e-6 * value.abs().max(1.0)
    })
}

/// The difference of two layouts, said once more.
fn difference(problem: &Problem, by: Difference, a: &Layout, b: &Layout) -> f64 {
    let mut sum = 0.0;
    for (index, site) in problem.sites.iter_enumerated() {
        let (own, other) = (a.choices[index], b.choices[index]);
        let [before, after] = [own, other].map(|choice| site.state_after(choice));
        sum += match by {
            Difference::Works => f64::from(u8::from(own != other)),
            Difference::Sites => {
                let same = before.standing == after.standing && before.tier == after.tier;
                f64::from(u8::from(!same))
            }
            Difference::Money if own == other => 0.0,
            Difference::Money => (site.cost(own).yuan() + site.cost(other).yuan()) as f64,
        };
    }
    sum
}

/// All pairs of a site and a choice that some of the layouts has.
fn made<'a>(layouts: impl Iterator<Item = &'a Layout>) -> BTreeSet<(SiteIdx, Choice)> {
    let chosen = layouts.flat_map(|own| own.choices.iter_enumerated());
    chosen.map(|(site, &choice)| (site, choice)).collect()
}

fn fates_are_right(
    problem: &Problem,
    found: &FlexibleSites,
    within: &[&Allowed],
) -> Result<(), TestCaseError> {
    prop_assert!(found.proved);
    prop_assert_eq!(&found.seen, &made(within.iter().map(|own| &own.layout)));
    for (index, site) in problem.sites.iter_enumerated() {
        let stands = |choice: Choice| site.state_after(choice).standing;
        let standing = within.iter().filter(|own| stands(own.layout.choices[index])).count();
        let expected = match standing {
            0 => Frequency::Never,
            all if all == within.len() => Frequency::Core,
            _ => Frequency::Optional,
        };
        let fate = found.fate(problem, index, stands);
        prop_assert_eq!((fate.often, fate.proved), (expected, true), "{}", site.id);
    }
    Ok(())
}

fn agrees(draw: &Draw, by: Difference, steps: u8, share: f64) -> Result<(), TestCaseError> {
    // Limited places are shared out in fractions: what may be lost then depends on who gets them.
    let problem = Draw { capacity: None, ..draw.clone() }.plan().problem();
    let arcs = Arcs::build(&problem);
    let at_least = match by {
        Difference::Money => f64::from(steps) * 20_000.0,
        _ => f64::from(steps),
    };
    let mut request = AlternativesRequest::default();
    request.count = 3;
    request.differing = Differing::new(by, at_least);
    request.losses = Losses::of_each(Share::new(share).expect("a share"));
    let found = alternatives(&problem, &arcs, &limits(2), &request, &Silent).expect("solved");
    let all = allowed(&problem, &arcs);
    let valued: Vec<(&Allowed, Vec<f64>)> =
        all.iter().map(|own| (own, own.values(&problem, &arcs))).collect();
    let best = valued.iter().map(|(_, values)| values.clone());
    let best = best.reduce(|best, own| if is_better(&own, &best) { own } else { best });
    let Some(best) = best else {
        prop_assert_eq!(found.best.status, Status::Infeasible);
        prop_assert!(found.found.is_empty() && found.ties.is_none() && found.ended.is_none());
        return Ok(());
    };
    prop_assert!(is_proved(found.best.status));
    let within = |share: f64| -> Vec<&(&Allowed, Vec<f64>)> {
        let own = valued.iter();
        own.filter(|(_, values)| loses_no_more(&problem, &best, values, share)).collect()
    };
    let layouts = |share: f64| within(share).iter().map(|own| own.0).collect::<Vec<_>>();
    fates_are_right(&problem, found.ties.as_ref().expect("ties"), &layouts(0.0))?;
    fates_are_right(&problem, found.within.as_ref().expect("within"), &layouts(share))?;
    // Each is the best of those that are left.
    let mut left = within(share);
    let first = found.best.decided.as_ref().expect("a best plan");
    let goes = |left: &mut Vec<&(&Allowed, Vec<f64>)>, layout: &Layout| {
        left.retain(|own| difference(&problem, by, &own.0.layout, layout) >= at_least - 1e-6);
    };
    goes(&mut left, &first.layout);
    for own in &found.found {
        prop_assert!(is_proved(own.status));
        let next = left.iter().map(|own| own.1.clone());
        let next = next.reduce(|best, own| if is_better(&own, &best) { own } else { best });
        let Some(next) = next else {
            return Err(TestCaseError::fail("an alternative where none is left"));
        };
        let isthere =
            left.iter().find(|known| known.0.layout.choices == own.decided.layout.choices);
        let Some((_, values)) = isthere else {
            return Err(TestCaseError::fail("an alternative that is not allowed or too near"));
        };
        prop_assert!(
            !is_better(&next, values) && !is_better(values, &next),
            "{:?} {:?}",
            next,
            values
        );
        goes(&mut left, &own.decided.layout);
    }
    let ended = if found.found.len() == 3 { Ended::Enough } else { Ended::NoMore };
    prop_assert_eq!(found.ended, Some(ended));
    if ended == Ended::NoMore {
        prop_assert!(left.is_empty(), "{} are left", left.len());
    }
    let alone = alternatives(&problem, &arcs, &limits(1), &request, &Silent).expect("solved");
    let choices = |of: &Alternatives| -> Vec<Layout> {
        of.found.iter().map(|own| own.decided.layout.clone()).collect()
    };
    prop_assert_eq!(choices(&alone), choices(&found), "threads");
    Ok(())
}

/// The best plan of few moves is the best of all layouts so near.
fn is_best_of_few_moves(draw: &Draw, moves: u32) -> Result<(), TestCaseError> {
    let problem = draw.plan().problem();
    let arcs = Arcs::build(&problem);
    let today = Layout::today(&problem);
    let mut request = AlternativesRequest::default();
    (request.count, request.near) = (1, Some(NearTo::new(today.clone(), moves)));
    let found = alternatives(&problem, &arcs, &limits(1), &request, &Silent).expect("solved");
    let near = allowed(&problem, &arcs).into_iter().filter(|own| {
        difference(&problem, Difference::Works, &own.layout, &today) <= f64::from(moves)
    });
    let best = near.map(|own| own.values(&problem, &arcs));
    let best = best.reduce(|best, own| if is_better(&own, &best) { own } else { best });
    let values: Option<Vec<f64>> = found.best.decided.is_some().then(|| {
        let small = found.best.stages.iter().map(|own| match own.stage {
            Stage::Coverage => -own.value.expect("a value"),
            _ => own.value.expect("a value"),
        });
        small.collect()
    });
    match (best, values) {
        (None, None) => {}
        (Some(best), Some(values)) => {
            prop_assert!(
                !is_better(&best, &values) && !is_better(&values, &best),
                "{:?} {:?}",
                best,
                values
            );
        }
        (best, values) => prop_assert!(false, "{:?} {:?}", best, values),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(150), ..ProptestConfig::default() })]

    #[test]
    fn alternatives_are_those_found_by_trying_all(
        draw in draws(),
        by in prop_oneof![Just(Difference::Works), Just(Difference::Sites), Just(Difference::Money)],
        steps in 1..4u8,
        share in prop_oneof![Just(0.0), Just(0.05), Just(0.3)],
    ) {
        agrees(&draw, by, steps, share)?;
    }

    #[test]
    fn the_best_plan_of_few_moves_is_found(draw in draws(), moves in 0..4u32) {
        is_best_of_few_moves(&draw, moves)?;
    }
}
