//! Writing: all outputs of a layout to bytes.

mod common;

use divan::Bencher;
use yike::run::{Report, RunRecord, Subject, Timing, VERSION};
use yike::write::outputs;

#[divan::bench(args = common::DISTRICTS)]
fn write(bencher: Bencher<'_, '_>, district: &str) {
    let (problem, arcs) = common::load(&common::plan_path(district));
    let layout = common::all_works(&problem, &arcs);
    let run = RunRecord {
        version: VERSION.into(),
        command: "audit".into(),
        inputs: Vec::new(),
        edits: None,
        warnings: Vec::new(),
        settings: None,
        package: None,
        timing: Timing::default(),
    };
    let report = Report {
        clashes: None,
        problem: &problem,
        arcs: &arcs,
        subject: Subject::Audited {
            layout: &layout,
            audit: &yike::plan::audit(&problem, &arcs, &layout),
            screening: &yike::plan::screen(&problem, &arcs),
        },
        run: &run,
    };
    bencher.bench(|| outputs(&report));
}

fn main() {
    divan::main();
}
