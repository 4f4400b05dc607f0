//! What goes beyond the best placement, against trying every set of open sites on thousands of small problems of every
//! kind: the best placements ranked, what a step is worth, what clashes where there is none.

mod conflicts;
mod fairness;
mod ranks;
mod worth;

use crate::common::location::Case;
use yike::domain::location::Sense;
use yike::solve::{Backend, LocateLimits, LocateOutcome, Silent, locate};

fn limits() -> LocateLimits {
    LocateLimits::default().with_threads(1).with_compact(!Backend::Highs.is_built_in())
}

fn solved(case: &Case) -> LocateOutcome {
    let located = locate(&case.instance, &case.question, &limits(), None, &Silent);
    located.unwrap_or_else(|fault| panic!("{fault}\n{case:#?}"))
}

/// Every set of open sites that keeps the rules, with its value, the best first.
fn every(case: &Case) -> Vec<(f64, Vec<u32>)> {
    let sites = case.instance.sites();
    let sets = (0..1u32 << sites).map(|set| {
        let open: Vec<u32> = (0..sites as u32).filter(|site| set >> site & 1 == 1).collect();
        let is_open: Vec<bool> = (0..sites).map(|site| set >> site & 1 == 1).collect();
        (case.value(&is_open), open)
    });
    let mut all: Vec<(f64, Vec<u32>)> =
        sets.filter_map(|(value, open)| Some((value?, open))).collect();
    all.sort_by(|a, b| match case.question.sense() {
        Sense::Minimise => a.0.total_cmp(&b.0),
        Sense::Maximise => b.0.total_cmp(&a.0),
    });
    all
}

/// How many cases a test draws, unless the environment says otherwise.
fn cases(count: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(count)
}
