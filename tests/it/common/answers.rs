//! Solving small plans and comparing what comes of it.

use std::cmp::Ordering;
use yike::domain::*;
use yike::run::{Report, RunRecord, Subject, Timing, VERSION};
use yike::solve::{Limits, Outcome, Silent, Status, solve};
use yike::travel::Arcs;

/// The usual solver, one thread, no gap, no limit.
pub(crate) fn limits() -> Limits {
    Limits::default().with_threads(1)
}

/// The answer, proved.
pub(crate) fn answer(problem: &Problem) -> Outcome {
    answer_within(problem, &limits())
}

/// The answer within limits.
pub(crate) fn answer_within(problem: &Problem, limits: &Limits) -> Outcome {
    let arcs = Arcs::build(problem);
    solve(problem, &arcs, limits, &Silent).expect("the solver and the audit agree")
}

/// The stage values in the plan's order, each to be made small; none when no layout keeps the rules.
pub(crate) fn values(outcome: &Outcome) -> Option<Vec<f64>> {
    match outcome.status {
        Status::Infeasible => None,
        Status::Proved | Status::ProvedToGap => {
            let stages = outcome.stages.iter();
            Some(
                stages
                    .map(|report| {
                        let value = report.value.expect("a proved stage has a value");
                        match report.stage {
                            Stage::Coverage => -value,
                            _ => value,
                        }
                    })
                    .collect(),
            )
        }
        status => panic!("{status:?} without a time limit"),
    }
}

/// Stage values in order of importance: less is better, none (no layout keeps the rules) is worst.
pub(crate) fn compare(a: Option<&[f64]>, b: Option<&[f64]>, tolerance: f64) -> Ordering {
    match (a, b) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(a), Some(b)) => {
            let differing =
                a.iter().zip(b).find(|(a, b)| (*a - *b).abs() > tolerance * b.abs().max(1.0));
            differing.map_or(Ordering::Equal, |(a, b)| a.total_cmp(b))
        }
    }
}

/// The record of a run for reports of tests.
pub(crate) fn run_record() -> RunRecord {
    RunRecord {
        version: VERSION.into(),
        command: "solve".into(),
        inputs: Vec::new(),
        warnings: Vec::new(),
        edits: None,
        settings: None,
        package: None,
        timing: Timing::default(),
    }
}

/// A report on an answer.
pub(crate) fn report<'a>(
    problem: &'a Problem,
    arcs: &'a Arcs,
    outcome: &'a Outcome,
    run: &'a RunRecord,
) -> Report<'a> {
    Report { problem, arcs, subject: Subject::Solved(outcome), clashes: None, run }
}
