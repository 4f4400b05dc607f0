//! The solver's answer, put together again from the layout, the data and what only the solver can know.

use super::claims::{Claims, StageClaim};
use crate::domain::{Layout, Problem, Stage};
use crate::plan::{audit, screen, stage_value};
use crate::run::plan::TiesJson;
use crate::solve::{
    Certificate, FlexibleSites, ModelSize, Multiplier, Outcome, SolverRecord, StageReport, Status,
    Stop, Termination, gap, restate,
};
use crate::travel::Arcs;
use crate::units::Seconds;

/// The answer that `claims` speak of. Terminations and bounds are theirs; the values of the stages, the gaps
/// that these leave, the verdict, the sizes of the models and all of the audit are computed, and so is what multipliers prove. Beside it the
/// worst value that later stages may give each.
pub(super) fn outcome(
    problem: &Problem,
    arcs: &Arcs,
    layout: Option<&Layout>,
    claims: &Claims,
    threads: usize,
) -> (Outcome, Vec<f64>) {
    let screening = screen(problem, arcs);
    let audited = layout.map(|layout| audit(problem, arcs, layout));
    let order = &problem.objective.order;
    let value = |stage: Stage| {
        let (layout, audit) = layout.zip(audited.as_ref())?;
        Some(stage_value(problem, arcs, layout, &audit.assignment, stage))
    };
    let started = claims
        .stages
        .iter()
        .take_while(|claim| claim.termination != Some(Termination::NotStarted))
        .count();
    // A certificate is of what the stages before it keep.
    let kept = |(at, &stage): (usize, &Stage)| {
        claims.stages.get(at).and_then(|claim| claim.kept).or_else(|| value(stage))
    };
    let values: Vec<f64> = order.iter().enumerate().take(started).map_while(kept).collect();
    let certificates = claims.stages.iter().map(|claim| claim.certificate.as_ref());
    let multipliers: Vec<Option<&[Multiplier]>> =
        certificates.map(|own| own.map(|own| &own.multipliers[..])).collect();
    let restated = restate(problem, arcs, &values, &multipliers);
    let with_layout = if layout.is_some() { order.len() } else { claims.stages.len() };
    let stages: Vec<StageReport> = order
        .iter()
        .take(with_layout)
        .enumerate()
        .map(|(at, &stage)| {
            let size = restated.sizes.get(at).filter(|_| at < started);
            let claim = claims.stages.get(at);
            // How the model was solved is a claim, as its bound is.
            let (parts, whole) = claim.map_or((None, None), |own| (own.size.parts, own.size.whole));
            let size = ModelSize { parts, whole, ..size.copied().unwrap_or_default() };
            StageReport {
                certificate: claim
                    .and_then(|own| own.certificate.as_ref())
                    .zip(restated.proved.get(at).copied().flatten())
                    .map(|(own, bound)| proved(own, bound)),
                kept: claim.and_then(|own| own.kept).filter(|_| layout.is_some()),
                ..stage_report(stage, claim, value(stage), size)
            }
        })
        .collect();
    let proves_none = stages.iter().any(|stage| stage.termination == Termination::Infeasible);
    let status = if layout.is_some() {
        of_stages(&stages)
    } else if proves_none || !screening.contradictions.is_empty() {
        Status::Infeasible
    } else {
        Status::StoppedWithoutPlan(stop(&stages))
    };
    let outcome = Outcome {
        status,
        screening,
        layout: layout.cloned(),
        audit: audited,
        stages,
        ties: layout.zip(claims.ties.as_ref()).map(|(layout, own)| ties(problem, layout, own)),
        merged_units: restated.merged_units,
        dropped_sites: restated.dropped_sites,
        solver: SolverRecord { name: claims.solver.word(), threads },
    };
    (outcome, restated.worst)
}

/// Ties as they are claimed. A site or a work that the plan has not is none: it is found where files are compared.
fn ties(problem: &Problem, layout: &Layout, claimed: &TiesJson) -> FlexibleSites {
    let of_layout = layout.choices.iter_enumerated().map(|(site, &choice)| (site, choice));
    let others = claimed.sites.iter().flat_map(|row| {
        let site = problem.sites.iter_enumerated().find(|(_, site)| site.id == row.site);
        let choices = row.others.iter().filter_map(move |decision| {
            let (index, site) = site?;
            Some((index, site.choice_called(decision)?))
        });
        choices.collect::<Vec<_>>()
    });
    FlexibleSites::new(of_layout.chain(others), claimed.proved)
}

/// What rounding may make of the bound that multipliers prove, on another machine.
const SAME: f64 = 1e-9;

/// A certificate with the bound that it proves; the one claimed where that is the same.
fn proved(claimed: &Certificate, bound: f64) -> Certificate {
    let is_same = (claimed.bound - bound).abs() <= SAME * bound.abs().max(1.0);
    Certificate { bound: if is_same { claimed.bound } else { bound }, ..claimed.clone() }
}

/// The report of a stage with what is claimed of it.
pub(super) fn stage_report(
    stage: Stage,
    claim: Option<&StageClaim>,
    value: Option<f64>,
    size: ModelSize,
) -> StageReport {
    let bound = claim.and_then(|claim| claim.bound);
    let gap = value.zip(bound).map(|(value, bound)| gap(stage.sense(), value, bound));
    let termination = claim.and_then(|claim| claim.termination);
    StageReport {
        stage,
        termination: termination.unwrap_or(Termination::NotStarted),
        value,
        bound,
        gap,
        certificate: None,
        kept: None,
        size,
        time: Seconds::default(),
    }
}

/// Proved: every stage ended with a proof and without a gap. Proved to a gap: with a proof.
pub(super) fn of_stages(stages: &[StageReport]) -> Status {
    let proved = |stage: &StageReport| stage.termination.is_proved();
    match stages.iter().all(proved) {
        false => Status::StoppedWithPlan(stop(stages)),
        true if stages.iter().all(|stage| stage.gap == Some(0.0)) => Status::Proved,
        true => Status::ProvedToGap,
    }
}

fn stop(stages: &[StageReport]) -> Stop {
    Stop::of(stages.iter().map(|stage| stage.termination))
}
