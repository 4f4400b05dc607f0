//! Reading: a plan file and its layers to a proved problem.

mod common;

use divan::Bencher;
use yike::read::read_plan;

#[divan::bench(args = common::DISTRICTS)]
fn read(bencher: Bencher<'_, '_>, district: &str) {
    let path = common::plan_path(district);
    bencher.bench(|| read_plan(&path));
}

fn main() {
    divan::main();
}
