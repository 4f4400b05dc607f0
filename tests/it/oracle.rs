//! The solver's answer equals the best of all layouts, found by trying every one (proved feasible by the audit,
//! which knows no solver), on thousands of small plans with three nested tiers, leading, money and targets.

use crate::common::draws::{Draw, draws};
use proptest::prelude::*;
use typed_index_collections::TiVec;
use yike::domain::*;
use yike::plan;
use yike::solve::{Backend, Limits, Outcome, Silent, Status, solve};
use yike::travel::Arcs;

fn limits(backend: Backend) -> Limits {
    Limits::default().with_threads(1).with_backend(backend)
}

fn solve_with(problem: &Problem, backend: Backend) -> Outcome {
    let arcs = Arcs::build(problem);
    solve(problem, &arcs, &limits(backend), &Silent).expect("the solver and the audit agree")
}

/// The stage values (each to be made small) of the best layout; none when none keeps the rules.
fn best_by_trying_all(problem: &Problem) -> Option<Vec<f64>> {
    let arcs = Arcs::build(problem);
    let options: Vec<Vec<Choice>> =
        problem.sites.iter().map(|site| site.choices().collect()).collect();
    let mut best: Option<Vec<f64>> = None;
    let mut position = vec![0; options.len()];
    if options.iter().any(Vec::is_empty) {
        return None;
    }
    loop {
        let choices: TiVec<SiteIdx, Choice> =
            position.iter().zip(&options).map(|(&at, options)| options[at]).collect();
        let layout = Layout {
            leaders: plan::lead(problem, &arcs, &choices),
            payments: plan::pay(problem, &choices).payments,
            allocations: plan::allocate(problem, &arcs, &choices),
            choices,
        };
        let audit = plan::audit(problem, &arcs, &layout);
        if audit.violations.is_empty() {
            let values: Vec<f64> = problem
                .objective
                .order
                .iter()
                .map(|&stage| {
                    let value =
                        plan::stage_value(problem, &arcs, &layout, &audit.assignment, stage);
                    if stage == Stage::Coverage { -value } else { value }
                })
                .collect();
            if best.as_ref().is_none_or(|best| is_better(&values, best)) {
                best = Some(values);
            }
        }
        let Some(next) = (0..options.len()).find(|&at| position[at] + 1 < options[at].len()) else {
            return best;
        };
        position[next] += 1;
        position[..next].fill(0);
    }
}

fn is_better(a: &[f64], b: &[f64]) -> bool {
    for (a, b) in a.iter().zip(b) {
        if (a - b).abs() > 1e-6 * b.abs().max(1.0) {
            return a < b;
        }
    }
    false
}

fn agrees(draw: &Draw, backend: Backend) -> Result<(), TestCaseError> {
    let problem = draw.plan().problem();
    let outcome = solve_with(&problem, backend);
    let best = best_by_trying_all(&problem);
    match best {
        None => prop_assert_eq!(outcome.status, Status::Infeasible),
        Some(best) => {
            // Limited places are shared out in fractions, of which later stages may use a hundred-thousandth.
            let proved = outcome.status == Status::Proved
                || draw.capacity.is_some() && outcome.status == Status::ProvedToGap;
            prop_assert!(proved, "{:?}", outcome.stages);
            for (report, best) in outcome.stages.iter().zip(best) {
                let value = report.value.expect("a proved stage has a value");
                let value = if report.stage == Stage::Coverage { -value } else { value };
                // Limited places are shared out in fractions, which later stages keep to a hundred-thousandth.
                let tolerance = if draw.capacity.is_some() { 1e-3 } else { 1e-6 };
                prop_assert!(
                    (value - best).abs() <= tolerance * best.abs().max(1.0),
                    "{:?}: solver {value}, best {best}",
                    report.stage
                );
            }
        }
    }
    Ok(())
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
