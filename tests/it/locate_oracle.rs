//! Answers to location problems equal the best of all placements, found by trying every set of open sites, on
//! thousands of small problems of every kind with every option: by the searches and by the compact model.

use crate::common::location::brute::{CLOSE, close};
use crate::common::location::{Case, Draw, Kind, draws};
use proptest::prelude::*;
use yike::domain::location::{Placement, Sense};
use yike::solve::{Backend, LocateLimits, LocateOutcome, LocateStatus, Method, Silent, locate};
use yike::units::Share;

fn limits(backend: Backend, compact: bool) -> LocateLimits {
    LocateLimits::default().with_threads(1).with_compact(compact).with_backend(backend)
}

/// Each way of answering that is built in.
fn ways() -> Vec<LocateLimits> {
    let mut ways: Vec<_> = Backend::built_in().map(|backend| limits(backend, true)).collect();
    if Backend::Highs.is_built_in() {
        ways.push(limits(Backend::Highs, false));
    }
    ways
}

/// Judges an answer that must be proved to the gap asked for.
fn judge(
    case: &Case,
    limits: &LocateLimits,
    best: Option<f64>,
    located: &LocateOutcome,
) -> Result<(), String> {
    let Some(best) = best else {
        return if located.status == LocateStatus::Infeasible && located.placement.is_none() {
            Ok(())
        } else {
            Err("nothing keeps the rules".into())
        };
    };
    let gap = limits.gap.fraction();
    let placement = located.placement.as_ref().ok_or("no placement")?;
    let worth = case.worth_as_served(placement)?;
    let allowed = (gap + CLOSE) * worth.abs().max(1.0);
    if (worth - best).abs() > allowed {
        return Err(format!("worth {worth}, best is {best}"));
    }
    let objective = located.objective.ok_or("no objective")?;
    if !close(objective, worth) {
        return Err(format!("objective {objective}, worth {worth}"));
    }
    let audit = located.audit.as_ref().ok_or("no audit")?;
    if !audit.faults.is_empty() {
        return Err(format!("{:?}", audit.faults));
    }
    let bound = located.bound.ok_or("no bound")?;
    let beyond = match case.question.sense() {
        Sense::Minimise => bound - best,
        Sense::Maximise => best - bound,
    };
    if beyond > CLOSE * best.abs().max(1.0) {
        return Err(format!("bound {bound} is wrong: {best} is possible"));
    }
    let better = match case.question.sense() {
        Sense::Minimise => best - objective,
        Sense::Maximise => objective - best,
    };
    // Splits are mostly counted again in whole numbers; where they cannot be, solvers round.
    if better > 1e-6 * best.abs().max(1.0) {
        return Err(format!(
            "objective {objective} is better than the best, {best}, by a tolerance"
        ));
    }
    if located.status == LocateStatus::Optimal && bound != objective {
        return Err(format!("{objective} is the best, and its bound is {bound}"));
    }
    let is_proved = match located.status {
        LocateStatus::Optimal => close(objective, best) && close(bound, best),
        LocateStatus::GapReached => gap > 0.0 && (objective - bound).abs() <= allowed,
        _ => false,
    };
    if !is_proved {
        return Err("not proved".into());
    }
    if located.status == LocateStatus::Optimal
        && let Some(fewest) = case.fewest(best)
        && audit.figures.opened != fewest
    {
        return Err(format!("{} sites are opened where {fewest} would do", audit.figures.opened));
    }
    if limits.compact && located.method != Method::Compact {
        return Err("not by the compact model".into());
    }
    Ok(())
}

fn check(case: &Case, limits: &LocateLimits, start: Option<&Placement>) {
    let best = case.best();
    let located = locate(&case.instance, &case.question, limits, start, &Silent);
    let located =
        located.unwrap_or_else(|fault| panic!("{fault}\n{best:?}\n{limits:?}\n{case:#?}"));
    if let Err(fault) = judge(case, limits, best, &located) {
        panic!("{fault}\nbest by trying all: {best:?}\n{limits:?}\n{located:#?}\n{case:#?}");
    }
}

fn check_all(draw: &Draw, kind: Kind) {
    let case = draw.case(kind);
    for limits in ways() {
        check(&case, &limits, None);
    }
    // A start that keeps the rules or breaks them, and a gap, change nothing but how far the proof goes.
    let open = (0..case.instance.sites() as u32).filter(|site| draw.holes >> site & 1 == 1);
    let start = Placement { open: open.collect(), served: None };
    let way = ways()[draw.points.len() % ways().len()];
    check(&case, &way, Some(&start));
    let gap = Share::new(0.1).expect("a share");
    check(&case, &way.with_gap(gap), None);
}

macro_rules! best_of_all {
    ($($name:ident: $kind:ident,)*) => {
        proptest! {
            #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(300), ..ProptestConfig::default() })]
            $(
                #[test]
                fn $name(draw in draws()) {
                    check_all(&draw, Kind::$kind);
                }
            )*
        }
    };
}

best_of_all! {
    set_cover_is_the_cheapest_of_all: SetCover,
    maximal_cover_is_the_most_of_all: MaximalCover,
    gradual_cover_is_the_most_of_all: Gradual,
    partial_cover_is_the_cheapest_of_all: PartialCover,
    median_is_the_nearest_of_all: Median,
    fixed_charge_is_the_cheapest_of_all: FixedCharge,
    center_is_the_least_of_all: Center,
    dispersion_is_the_farthest_of_all: Dispersion,
    split_set_is_the_cheapest_of_all: SplitSet,
    split_cover_is_the_most_of_all: SplitCover,
    split_median_is_the_nearest_of_all: SplitMedian,
    split_charge_is_the_cheapest_of_all: SplitCharge,
    single_set_is_the_cheapest_of_all: SingleSet,
    single_cover_is_the_most_of_all: SingleCover,
    single_median_is_the_nearest_of_all: SingleMedian,
    single_charge_is_the_cheapest_of_all: SingleCharge,
}
