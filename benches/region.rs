//! Reading, travel, screening and solving on the region in the folder that `YIKE_REGION` names, for instance one made
//! by `examples/synthetic_region`. The solve has a gap of 0.1 % and ten minutes.

#![allow(clippy::print_stderr, reason = "says why nothing is measured")]

mod common;

use divan::Bencher;
use std::path::PathBuf;
use yike::solve::Silent;
use yike::travel::Arcs;

fn plan_path() -> Option<PathBuf> {
    let folder = std::env::var_os("YIKE_REGION")?;
    Some(PathBuf::from(folder).join("plan.toml"))
}

fn set_plan_path() -> PathBuf {
    plan_path().expect("main looked")
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn read(bencher: Bencher<'_, '_>) {
    let path = set_plan_path();
    bencher.bench(|| yike::read::read_plan(&path));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn travel(bencher: Bencher<'_, '_>) {
    let (problem, _) = common::load(&set_plan_path());
    bencher.bench(|| Arcs::build(&problem));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn screen(bencher: Bencher<'_, '_>) {
    let (problem, arcs) = common::load(&set_plan_path());
    bencher.bench(|| yike::plan::screen(&problem, &arcs));
}

#[divan::bench(sample_count = 1, sample_size = 1, ignore = common::limits("0 %", None).is_none())]
fn solve(bencher: Bencher<'_, '_>) {
    let (problem, arcs) = common::load(&set_plan_path());
    let limits = common::limits("0.1 %", Some("600 s")).expect("a solver is built in");
    bencher.bench(|| yike::solve::solve(&problem, &arcs, &limits, &Silent));
}

fn main() {
    if plan_path().is_none() {
        eprintln!("skipped: YIKE_REGION names no folder with a plan.toml");
        return;
    }
    divan::main();
}
