//! Screening: what is known before any solver runs.

mod common;

use divan::Bencher;

#[divan::bench(args = common::DISTRICTS)]
fn screen(bencher: Bencher<'_, '_>, district: &str) {
    let (problem, arcs) = common::load(&common::plan_path(district));
    bencher.bench(|| yike::plan::screen(&problem, &arcs));
}

fn main() {
    divan::main();
}
