//! The audit of a layout, and working out the leaders and payments that a layout leaves out.

mod common;

use divan::Bencher;

#[divan::bench(args = common::DISTRICTS)]
fn audit(bencher: Bencher<'_, '_>, district: &str) {
    let (problem, arcs) = common::load(&common::plan_path(district));
    let layout = common::all_works(&problem, &arcs);
    bencher.bench(|| yike::plan::audit(&problem, &arcs, &layout));
}

#[divan::bench(args = common::DISTRICTS)]
fn complete(bencher: Bencher<'_, '_>, district: &str) {
    let (problem, arcs) = common::load(&common::plan_path(district));
    bencher.bench(|| common::all_works(&problem, &arcs));
}

fn main() {
    divan::main();
}
