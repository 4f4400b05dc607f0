//! Travel: who can get where.

mod common;

use divan::Bencher;
use yike::travel::Arcs;

#[divan::bench(args = common::DISTRICTS)]
fn travel(bencher: Bencher<'_, '_>, district: &str) {
    let (problem, _) = common::load(&common::plan_path(district));
    bencher.bench(|| Arcs::build(&problem));
}

fn main() {
    divan::main();
}
