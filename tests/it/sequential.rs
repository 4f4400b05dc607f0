//! Solving the tiers one after another is worse than solving them together: the fixture `tiers_together`, whose
//! README works both out by hand.

use crate::common::answers::answer;
use std::path::Path;
use yike::domain::*;
use yike::plan::{audit, complete, stage_value};
use yike::read::{read_layout, read_plan};
use yike::solve::Status;
use yike::travel::Arcs;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/tiers_together");

fn plan() -> Problem {
    let files = read_plan(&Path::new(FOLDER).join("plan.toml")).expect("a sound plan");
    assert!(files.warnings.is_empty());
    files.problem
}

/// The plan with the sites of `open` tiers to be decided as the plan says, those decided before kept as they
/// are, and all others left unbuilt.
fn step(problem: &Problem, open: TierIdx, decided: &[(SiteIdx, Choice)]) -> Problem {
    let mut parts = problem.clone().into_parts();
    for (index, site) in parts.sites.iter_mut_enumerated() {
        match decided.iter().find(|(site, _)| *site == index) {
            Some((_, Choice::Work(work))) => site.works[usize::from(*work)].required = true,
            Some((_, Choice::Stay)) => site.forbidden = true,
            None => site.forbidden = !site.eligible.contains(&open),
        }
    }
    Problem::new(parts).expect("a sound plan")
}

/// The choices that come of solving centres with all the money, then stations with what is left, then points:
/// each step by the plan's own aims, all that its facilities do at lower tiers counted.
fn one_after_another(problem: &Problem) -> Vec<(SiteIdx, Choice)> {
    let mut decided: Vec<(SiteIdx, Choice)> = Vec::new();
    for tier in problem.tiers.keys() {
        let outcome = answer(&step(problem, tier, &decided));
        assert_eq!(outcome.status, Status::Proved);
        let layout = outcome.layout.expect("a layout");
        for (index, site) in problem.sites.iter_enumerated() {
            if site.eligible == [tier] {
                decided.push((index, layout.choices[index]));
            }
        }
    }
    decided
}

/// Weighted people covered, and yuan.
fn worth(problem: &Problem, layout: &Layout) -> (f64, f64) {
    let arcs = Arcs::build(problem);
    let audit = audit(problem, &arcs, layout);
    assert_eq!(audit.violations, []);
    let value = |stage| stage_value(problem, &arcs, layout, &audit.assignment, stage);
    (value(Stage::Coverage), value(Stage::Money))
}

/// The ids of what is built, sorted.
fn built(problem: &Problem, choices: impl IntoIterator<Item = (SiteIdx, Choice)>) -> Vec<&str> {
    let built = choices.into_iter().filter(|&(_, choice)| choice != Choice::Stay);
    let mut ids: Vec<&str> = built.map(|(site, _)| problem.sites[site].id.as_str()).collect();
    ids.sort_unstable();
    ids
}

#[test]
#[expect(
    clippy::print_stdout,
    reason = "the difference is to be shown: `cargo test --test it sequential:: -- --nocapture`"
)]
fn together_is_strictly_better_than_one_tier_after_another() {
    let problem = plan();
    let arcs = Arcs::build(&problem);

    let outcome = answer(&problem);
    let together = outcome.layout.expect("a layout");
    assert_eq!(
        built(&problem, together.choices.iter_enumerated().map(|(s, &c)| (s, c))),
        ["B1-point", "B2-point", "D-centre", "D2-station", "X1-point", "X2-point"]
    );

    let decided = one_after_another(&problem);
    assert_eq!(built(&problem, decided.iter().copied()), ["D-centre", "X-centre"]);
    let path = Path::new(FOLDER).join("one_after_another.geojson");
    let (stated, warnings, _) = read_layout(&path, &problem).expect("a layout of the plan");
    assert!(warnings.is_empty());
    for (site, choice) in decided {
        assert_eq!(stated.choices[site], choice, "the file states this layout");
    }
    let sequential = complete(&problem, &arcs, stated);

    let (best, worse) = (worth(&problem, &together), worth(&problem, &sequential));
    println!(
        "together: {} people covered for {} yuan; one after another: {} for {}; difference: {} people, {} yuan",
        best.0,
        best.1,
        worse.0,
        worse.1,
        best.0 - worse.0,
        worse.1 - best.1
    );
    // D-centre 2,200 + 1,000, D2-station 800, points 600 + 500 + 300 + 200; 100 + 40 + 4 × 10 万元.
    assert_eq!(best, (5_600.0, 1_800_000.0));
    // D-centre 2,200 + 1,000, X-centre 1,100 + 600; 2 × 100 万元.
    assert_eq!(worse, (4_900.0, 2_000_000.0));
    assert_eq!(best.0 - worse.0, 700.0);
}

#[test]
fn the_home_care_target_falls_short_by_more_than_half_one_after_another() {
    let problem = plan();
    let arcs = Arcs::build(&problem);
    let reached = |layout: &Layout| {
        let audit = audit(&problem, &arcs, layout);
        audit.targets[0].reached.expect("a share")
    };
    let together = answer(&problem).layout.expect("a layout");
    assert!((reached(&together) - 3_400.0 / 3_800.0).abs() < 1e-9);
    let path = Path::new(FOLDER).join("one_after_another.geojson");
    let (stated, _, _) = read_layout(&path, &problem).expect("a layout of the plan");
    let sequential = complete(&problem, &arcs, stated);
    assert!((reached(&sequential) - 1_600.0 / 3_800.0).abs() < 1e-9);
}
