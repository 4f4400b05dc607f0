//! What the benches measure on.

#![allow(dead_code, reason = "each bench uses a part")]

use std::path::{Path, PathBuf};
use yike::domain::{Choice, Layout, Problem, StatedLayout};
use yike::plan::complete;
use yike::solve::{Backend, Limits};
use yike::travel::Arcs;
use yike::units::{Seconds, Share};

/// The plans in `data`: two over straight lines, one over roads.
pub(crate) const DISTRICTS: [&str; 3] = ["changshou", "qianjiang", "isle-of-man"];

/// A district's plan file.
pub(crate) fn plan_path(district: &str) -> PathBuf {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    data.join(district).join("plan.toml")
}

/// A plan that was read, with its arcs.
pub(crate) fn load(plan: &Path) -> (Problem, Arcs) {
    let problem = yike::read::read_plan(plan).expect("the plan is clean").problem;
    let arcs = Arcs::build(&problem);
    (problem, arcs)
}

/// The layout that does the first work of every site: more to audit and to write than any plan has.
pub(crate) fn all_works(problem: &Problem, arcs: &Arcs) -> Layout {
    let choice = |works: usize| {
        if works > 0 { Choice::Work(0) } else { Choice::Stay }
    };
    let choices = problem.sites.iter().map(|site| choice(site.works.len()));
    let stated = StatedLayout {
        choices: choices.collect(),
        leaders: None,
        payments: None,
        allocations: None,
        moves: None,
    };
    complete(problem, arcs, stated)
}

/// The limits of a solve with the solver that is built in; none when none is.
pub(crate) fn limits(gap: &str, time: Option<&str>) -> Option<Limits> {
    let backend = Backend::built_in_default()?;
    let mut limits = Limits::default().with_threads(1).with_backend(backend);
    limits.gap = Share::parse(gap).expect("a share");
    limits.time = time.map(|time| Seconds::parse(time).expect("a time"));
    Some(limits)
}
