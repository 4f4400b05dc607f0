//! Relaxations that make an infeasible plan feasible.

use super::backend::{SolveLimits, minimise};
use super::error::SolveError;
use super::formulation::{Formulation, Relaxed};
use super::outcome::{Relaxation, Termination};
use crate::domain::{Aim, FundingIdx, Layout, Problem, SiteIdx, SitedAim, TargetKind};
use crate::plan;
use crate::travel::Arcs;
use crate::units::Yuan;
use std::collections::HashSet;
use typed_index_collections::TiVec;

/// Relaxes one binding target or one source of money at a time, each by the least amount that makes the plan feasible;
/// when no single one suffices, all sources together. Each attempt is a solve of its own; `limits` apply to all of them
/// together. The flag is true if every attempt was finished within the limits.
pub(super) fn relaxations(
    problem: &Problem,
    arcs: &Arcs,
    dropped: &HashSet<SiteIdx>,
    limits: SolveLimits<'_>,
) -> Result<(Vec<Relaxation>, bool), SolveError> {
    let binding = problem
        .targets
        .iter()
        .enumerate()
        .filter(|(_, target)| {
            target.kind == TargetKind::Binding && matches!(target.aim, Aim::Sited(_))
        })
        .map(|(position, _)| Relaxed::Target(position));
    let money = problem.funding.keys().map(Relaxed::Funding);
    let mut found = Vec::new();
    for relaxed in binding.chain(money) {
        if limits.clock.is_over() {
            return Ok((found, false));
        }
        found.extend(relax(problem, arcs, dropped, relaxed, limits)?);
    }
    if found.is_empty() {
        for relaxed in [Relaxed::AllFunding, Relaxed::Everything] {
            if limits.clock.is_over() {
                return Ok((found, false));
            }
            found = relax(problem, arcs, dropped, relaxed, limits)?;
            if !found.is_empty() {
                break;
            }
        }
    }
    // An attempt that was interrupted does not count.
    Ok((found, !limits.clock.is_over()))
}

fn relax(
    problem: &Problem,
    arcs: &Arcs,
    dropped: &HashSet<SiteIdx>,
    relaxed: Relaxed,
    limits: SolveLimits<'_>,
) -> Result<Vec<Relaxation>, SolveError> {
    let formulation = Formulation::new(problem, arcs, dropped, relaxed);
    let objective = formulation.relaxation.clone();
    let answer = minimise(&formulation.milp, &objective, None, limits)?;
    let Some(point) = answer.point else {
        return Ok(Vec::new());
    };
    let is_best = answer.termination == Termination::Optimal;
    let mut layout = formulation.layout(arcs, &point);
    if let Some(payments) = payments(problem, relaxed, &layout) {
        layout.payments = payments;
    }
    let audit = plan::audit(problem, arcs, &layout);
    let mut found = Vec::new();
    for result in &audit.targets {
        let target = &problem.targets[result.target];
        let Aim::Sited(aim) = &target.aim else {
            continue;
        };
        // Its layout pays no more than sources have, unlike the model where these are relaxed.
        let is_unpaid = target.funding().is_some() && !relaxed.frees_target(result.target);
        if target.kind == TargetKind::Binding && result.shortfall > 0.0 && !is_unpaid {
            let reached = result.reached.unwrap_or_default();
            found.push(Relaxation {
                target: Some(result.target),
                source: None,
                feasible_at: reached,
                proved: is_best && is_one_share(problem, arcs, aim),
                alone: is_alone(relaxed),
            });
        }
    }
    // The amount comes from the model, because the layout's payments stop at the money of the sources.
    let unpaid: Yuan = plan::pay(problem, &layout.choices)
        .unpaid
        .iter()
        .map(|&(_, amount)| amount)
        .chain(audit.money.iter().map(|source| {
            // A fixed mix takes more than the source has.
            (Yuan::ZERO - source.left()).max(Yuan::ZERO)
        }))
        .sum();
    if unpaid > Yuan::ZERO {
        let source = match relaxed {
            Relaxed::Funding(source) => Some(source),
            _ => None,
        };
        found.push(Relaxation {
            target: None,
            source,
            feasible_at: unpaid.yuan() as f64,
            proved: is_best,
            alone: is_alone(relaxed),
        });
    }
    Ok(found)
}

/// The payments where targets are of sources' shares: those that are relaxed come after the others.
fn payments(
    problem: &Problem,
    relaxed: Relaxed,
    layout: &Layout,
) -> Option<TiVec<SiteIdx, Vec<(FundingIdx, Yuan)>>> {
    if !problem.targets.iter().any(|target| target.funding().is_some()) {
        return None;
    }
    let mut parts = problem.clone().into_parts();
    let targets = parts.targets.iter_mut().enumerate();
    for (_, target) in targets.filter(|(position, _)| relaxed.frees_target(*position)) {
        target.kind = TargetKind::Expected;
    }
    let relaxed = Problem::new(parts).ok()?;
    Some(plan::pay(&relaxed, &layout.choices).payments)
}

/// Whether the least shortfall also gives the best attainable value: true if the target has one part with a constant
/// denominator.
fn is_one_share(problem: &Problem, arcs: &Arcs, aim: &SitedAim) -> bool {
    let parts = plan::measure::parts(problem, arcs, aim);
    matches!(&parts[..], [only] if only.denominator.choices.is_empty())
}

fn is_alone(relaxed: Relaxed) -> bool {
    matches!(relaxed, Relaxed::Target(_) | Relaxed::Funding(_))
}
