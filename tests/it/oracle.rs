//! The solver's answer equals the best of all layouts, found by trying every one (proved feasible by the audit,
//! which knows no solver), on thousands of small plans with three nested tiers, leading, money and targets.

#[cfg(feature = "highs")]
use crate::common::TinyPlan;
use crate::common::draws::{Draw, draws};
use crate::common::layouts;
use proptest::prelude::*;
use yike::domain::*;
use yike::solve::{Backend, Limits, Outcome, Silent, Status, solve};
use yike::travel::Arcs;

fn limits(backend: Backend) -> Limits {
    Limits::default().with_threads(1).with_backend(backend)
}

fn solve_with(problem: &Problem, backend: Backend) -> Outcome {
    let arcs = Arcs::build(problem);
    solve(problem, &arcs, &limits(backend), &Silent).expect("the solver and the audit agree")
}

fn agrees(draw: &Draw, backend: Backend) -> Result<(), TestCaseError> {
    let problem = draw.plan().problem();
    let outcome = solve_with(&problem, backend);
    let best = layouts::best(&problem, &Arcs::build(&problem));
    match best {
        None => prop_assert_eq!(outcome.status, Status::Infeasible),
        Some(best) => {
            prop_assert!(outcome.status == Status::Proved, "{:?}", outcome.stages);
            for (report, best) in outcome.stages.iter().zip(best) {
                let value = report.value.expect("a proved stage has a value");
                let value = if report.stage == Stage::Coverage { -value } else { value };
                prop_assert!(
                    (value - best).abs() <= 1e-6 * best.abs().max(1.0),
                    "{:?}: solver {value}, best {best}",
                    report.stage
                );
            }
        }
    }
    Ok(())
}

/// 100 people and two halls of 60 places; a hamlet of one at a tier without limits, whose post costs 100 yuan.
#[cfg(feature = "highs")]
#[test]
fn limited_places_lose_nobody_to_later_aims() {
    let plan = TinyPlan::new().tier("hall", 3000.0).tier("post", 500.0).town("T1").urban();
    let plan = plan.unit("U1", 0.0, 100.0).unit("U2", 9000.0, 1.0);
    let plan = plan.candidate("near", 100.0, "hall", 600_000).capacity(60.0);
    let plan = plan.candidate("far", 2900.0, "hall", 600_000).capacity(60.0);
    let problem = plan.candidate("post", 9000.0, "post", 100).problem();
    let outcome = solve_with(&problem, Backend::Highs);
    assert_eq!(outcome.status, Status::Proved);
    let values: Vec<f64> = outcome.stages.iter().filter_map(|stage| stage.value).collect();
    assert_eq!(values[..3], [0.0, 101.0, 1_200_100.0]);
    assert!((values[3] - 122.0).abs() < 0.1, "60 people go 100 m and 40 go 2,900 m: {}", values[3]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(400), ..ProptestConfig::default() })]

    #[cfg(feature = "highs")]
    #[test]
    fn highs_finds_the_best_of_all_layouts(draw in draws()) {
        agrees(&draw, Backend::Highs)?;
    }

    #[test]
    fn microlp_finds_the_best_of_all_layouts(draw in draws()) {
        agrees(&draw, Backend::Microlp)?;
    }
}
