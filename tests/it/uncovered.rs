//! Why people are not covered.

use crate::common::TinyPlan;
use yike::domain::*;
use yike::plan::{audit, complete};
use yike::run::figures::{WhyUncovered, uncovered};
use yike::run::report::Decided;
use yike::travel::Arcs;

/// The reasons in a layout in which every site makes the first of its choices.
fn reasons(problem: &Problem) -> Vec<WhyUncovered> {
    let arcs = Arcs::build(problem);
    let choices = problem.sites.iter().map(|site| site.choices().next().expect("a choice"));
    let choices = choices.collect();
    let stated = StatedLayout::new(choices);
    let layout = complete(problem, &arcs, stated);
    let audit = audit(problem, &arcs, &layout);
    let decided = Decided { problem, arcs: &arcs, layout: &layout, audit: &audit };
    uncovered(&decided).into_iter().map(|one| one.why).collect()
}

#[test]
fn a_site_that_may_only_close_could_not_have_been_built() {
    let plan = TinyPlan::new().tier("station", 1_000.0).unit("A", 0.0, 100.0);
    let closes = plan.standing("old", 0.0, "station").work(WorkKind::Close, "station", 0);
    let closes = closes.edit_site(|site| site.may_stay = false);
    assert_eq!(reasons(&closes.clone().problem()), [WhyUncovered::OutOfReach]);
    let another = closes.candidate("new", 500.0, "station", 10_000).problem();
    let [WhyUncovered::NotBuilt(arc)] = reasons(&another)[..] else {
        panic!("the other site could be built: {:?}", reasons(&another));
    };
    assert_eq!(another.sites[arc.site].id, "new");
}
