//! Covering problems, solved: set cover, partial cover and backup coverage.

mod backup;
mod core;
mod estimates;
mod greedy;
mod lscp;
mod psclp;
mod state;

use super::found::{Effort, Found, Run};
use crate::domain::location::{Decay, Goal, Instance, Question, SiteRule};
use crate::solve::error::SolveError;

/// Answers set cover, partial cover and maximal cover with backup; none for other questions.
pub(super) fn solve(
    instance: &Instance,
    question: &Question,
    run: &Run,
) -> Option<Result<Found, SolveError>> {
    let costs = |by_cost: bool| {
        if by_cost {
            instance.fixed_costs().to_vec()
        } else {
            vec![1.0; instance.sites()]
        }
    };
    Some(match question.goal {
        Goal::SetCover {
            reach,
            times,
            by_cost,
        } => lscp::solve(instance, (reach, times), &costs(by_cost), run),
        Goal::PartialCover {
            reach,
            share,
            by_cost,
        } => psclp::solve(instance, (reach, share), &costs(by_cost), run),
        Goal::MaximalCover {
            decay: Decay::Step(reach),
            times: 2,
            opening,
        } => backup::solve(instance, (reach, opening), run),
        _ => return None,
    })
}

/// The sites that are open whatever is decided, existing and required ones, and what the required ones cost.
fn always_open(instance: &Instance, costs: &[f64]) -> (Vec<u32>, f64) {
    let with = |wanted: SiteRule| {
        let rules = instance.rules().iter().enumerate();
        rules.filter(move |&(_, &rule)| rule == wanted)
    };
    let spent = with(SiteRule::Required).map(|(site, _)| costs[site]).sum();
    let open = with(SiteRule::Required).chain(with(SiteRule::Existing));
    (open.map(|(site, _)| site as u32).collect(), spent)
}

fn add_effort(sum: &mut Effort, more: Effort) {
    sum.nodes += more.nodes;
    sum.cuts += more.cuts;
    sum.programs += more.programs;
}
