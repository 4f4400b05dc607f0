//! The whole solve at the default gap: screening, all stages, audit.

#![allow(clippy::print_stderr, reason = "says why nothing is measured")]

mod common;

use divan::Bencher;
use yike::solve::Silent;

#[divan::bench(args = common::DISTRICTS, sample_count = 5, sample_size = 1)]
fn solve(bencher: Bencher<'_, '_>, district: &str) {
    let (problem, arcs) = common::load(&common::plan_path(district));
    let limits = common::limits("0.01 %", None).expect("a solver is built in");
    bencher.bench(|| yike::solve::solve(&problem, &arcs, &limits, &Silent));
}

fn main() {
    if common::limits("0 %", None).is_none() {
        eprintln!("skipped: no solver is built in");
        return;
    }
    divan::main();
}
