//! What a solver says can be refuted in places, though not proved without one.
//!
//! With v the value of a stage's layout and b the bound claimed, both in the units of a report, s = 1 for what is made
//! small and −1 for what is made large, a claim is refuted when
//!
//! ```text
//! (1) s·(v − b) < −ε·max(|v|, 1)          the layout is better than the bound: it refutes it
//! (2) s·(t − b) < −ε·max(|t|, 1)          t: today's network, where that breaks no rule; first stage only
//! (3) s·(b − p) < −(ε + gap)·max(|b|, 1)  p: what nobody can do better than; to the gap asked, a solver that ended would have
//!                                         seen it
//! (4) the termination is `optimal` and the gap is not 0
//! (5) the termination is `gap-reached` and gap > g + k + tolerance; of coverage, > (g + k)/(1 − k) + tolerance
//! (6) the termination is about time, and no time limit was asked for; or stages begin after one that did not
//! (7) `infeasible`, though today's network keeps every rule; or not, though screening proves it
//! (8) clashes of a plan that can be met; demands, places or sources that the plan has not; limits that give up nothing
//! ```
//!
//! g is the gap asked for, k the plan's `keep`: v may be k worse than what its stage found, which was at most g from b. Gaps are
//! relative to v, which of coverage, made large, is the smaller of the two.
//!
//! p is, for shortfall and money, 0; for coverage all weighted people whom any site could reach; for travel, where all of
//! those are covered and nothing may be given up, what they travel to the nearest site that could serve them; else 0; for the worst
//! off their value if everybody were served by that site.

use super::claims::Claims;
use super::finding::{Finding, Sort};
use crate::domain::location::Sense;
use crate::domain::{Aim, Layout, Objective, Problem, Stage, Text, phrase, text};
use crate::inquiry::{ConcessionKind, Requirement, requirements};
use crate::plan::{Assignment, Service, audit, stage_value, weighted_people};
use crate::run::conflicts::{ConcessionJson, MemberJson, member};
use crate::run::plan::PlanJson;
use crate::run::record::{Format, VERSION};
use crate::solve::{Outcome, StageReport, Status, Termination};
use crate::travel::Arcs;

const FILE: &str = PlanJson::FILE;
/// ε: what the arithmetic of solvers may make of two equal values.
pub(super) const TOLERANCE: f64 = 5e-6;
/// How far a gap may lie beyond what was asked, for the same reason.
const GAP_TOLERANCE: f64 = 1e-3;

/// Everything in a solver's claims that cannot be so. `outcome` holds the claims and, where there is a layout, its values.
pub(super) fn inconsistencies(
    problem: &Problem,
    arcs: &Arcs,
    outcome: &Outcome,
    claims: &Claims,
) -> Vec<Finding> {
    let mut check = Check { problem, arcs, outcome, claims, found: Vec::new() };
    check.found =
        of_claims(FILE, &problem.objective, &outcome.stages, outcome.layout.is_some(), claims);
    let today = Layout::today(problem);
    let audited = audit(problem, arcs, &today);
    let today = audited.violations.is_empty().then_some((&today, &audited.assignment));
    for (at, stage) in outcome.stages.iter().enumerate() {
        check.bound(at, stage, today.filter(|_| at == 0));
    }
    check.verdict(today.is_some());
    check.clashes();
    check.found
}

struct Check<'a> {
    problem: &'a Problem,
    arcs: &'a Arcs,
    outcome: &'a Outcome,
    claims: &'a Claims,
    found: Vec<Finding>,
}

impl Check<'_> {
    fn refute(&mut self, place: impl Into<String>, cause: impl Into<Text>) {
        self.found.push(Finding::at(Sort::Implausible, FILE, Text::same(place), cause));
    }

    fn bound(&mut self, at: usize, stage: &StageReport, today: Option<(&Layout, &Assignment)>) {
        let place = |name: &str| format!("stages[{at}].{name}");
        let Some(bound) = stage.bound else {
            return;
        };
        let sign = sign(stage.stage);
        if let Some((layout, assignment)) = today {
            let value = stage_value(self.problem, self.arcs, layout, assignment, stage.stage);
            if beats(stage.stage, value, bound) {
                let cause = text!(
                    "the bound {bound} is refuted: today's network, which breaks no rule, has {value}",
                    "界限 {bound} 不成立：现有布局未违反规则，其值为 {value}"
                );
                self.refute(place("bound"), cause);
            }
        }
        let best = self.best(stage.stage);
        let asked = self.claims.settings.as_ref().map_or(0.0, |asked| asked.gap);
        let has_ended = stage.termination.is_proved();
        if has_ended && sign * (best - bound) > (TOLERANCE + asked) * bound.abs().max(1.0) {
            let cause = text!(
                "the bound {bound} is beyond what any layout could do, {best}",
                "界限 {bound} 超出任何布局所能达到的 {best}"
            );
            self.refute(place("bound"), cause);
        }
    }

    /// What no layout can be better than.
    fn best(&self, stage: Stage) -> f64 {
        match stage {
            Stage::Shortfall | Stage::Money => 0.0,
            Stage::Coverage => self.reachable(),
            Stage::Travel => self.nearest_km().unwrap_or(0.0),
            Stage::WorstTown | Stage::WorstDecile | Stage::KolmPollak => self.of_nearest(stage),
        }
    }

    /// The value if everybody were served by the nearest site that could serve them.
    fn of_nearest(&self, stage: Stage) -> f64 {
        let (problem, arcs) = (self.problem, self.arcs);
        let nearest = |tier, unit| {
            let arc = arcs.within_reach(tier, unit).first();
            arc.map(|arc| Service::whole(*arc)).into_iter().collect()
        };
        let of_tier = |tier| problem.units.keys().map(|unit| nearest(tier, unit)).collect();
        let assignment: Assignment = problem.tiers.keys().map(of_tier).collect();
        stage_value(problem, arcs, &Layout::today(problem), &assignment, stage)
    }

    /// Weighted people whom any site could reach.
    fn reachable(&self) -> f64 {
        let weighted = weighted_people(self.problem).into_iter();
        weighted
            .filter(|&(unit, tier, _)| !self.arcs.within_reach(tier, unit).is_empty())
            .map(|(_, _, people)| people)
            .sum()
    }

    /// Person-kilometres to the nearest sites, where everybody who can be reached is covered and must be.
    fn nearest_km(&self) -> Option<f64> {
        let order = &self.problem.objective.order;
        let at = |stage| order.iter().position(|own| *own == stage);
        let coverage = at(Stage::Coverage).filter(|at| Some(*at) < self::position(order))?;
        let keeps_all = self.problem.objective.keep.fraction() == 0.0;
        let reachable = self.reachable();
        let covered = self.outcome.stages.get(coverage)?.value?;
        if !keeps_all || covered < reachable * (1.0 - 1e-9) {
            return None;
        }
        let weighted = weighted_people(self.problem).into_iter();
        let km = weighted.filter_map(|(unit, tier, _)| {
            let (unit_data, tier_data) = (&self.problem.units[unit], &self.problem.tiers[tier]);
            if tier_data.is_moved_into(unit_data.setting) {
                return None;
            }
            let people = unit_data.people_of(tier_data.group);
            let nearest = self.arcs.within_reach(tier, unit).first()?;
            Some(people * nearest.distance.metres() / 1000.0)
        });
        Some(km.sum())
    }

    fn verdict(&mut self, today_is_allowed: bool) {
        let infeasible = self.outcome.status == Status::Infeasible;
        let contradicted = !self.outcome.screening.contradictions.is_empty();
        if infeasible && today_is_allowed {
            let cause = phrase(
                "`infeasible`, but today's network breaks no rule",
                "`infeasible`（不可行），而现有布局未违反规则",
            );
            self.refute("status", cause);
        }
        if contradicted && self.outcome.layout.is_some() {
            let cause = phrase(
                "a layout, though screening proves that none is possible",
                "有布局，而筛查已证明不可能有",
            );
            self.refute("status", cause);
        }
        if contradicted && !self.claims.stages.is_empty() {
            let cause = phrase(
                "stages, though screening proves that nothing can be met",
                "有求解阶段，而筛查已证明要求无法满足",
            );
            self.refute("stages", cause);
        }
    }

    /// Demands that the plan has not, and clashes of a plan that can be met.
    fn clashes(&mut self) {
        let Some(clashes) = &self.claims.clashes else { return };
        if self.outcome.status != Status::Infeasible {
            let cause =
                phrase("clashes of a plan that is not infeasible", "方案并非不可行，却列有冲突");
            self.refute("clashes", cause);
        }
        let demands = requirements(self.problem).into_iter();
        let demands: Vec<MemberJson> = demands.map(|own| member(self.problem, own)).collect();
        for (at, conflict) in clashes.conflicts.iter().enumerate() {
            for (number, own) in conflict.members.iter().enumerate() {
                let is_own = |demand: &MemberJson| match self.claims.version == VERSION {
                    true => demand == own,
                    // Another version may say it otherwise.
                    false => (&demand.kind, &demand.called) == (&own.kind, &own.called),
                };
                if !demands.iter().any(is_own) {
                    let place = format!("clashes.conflicts[{at}].members[{number}]");
                    let called = &own.called;
                    let cause = text!(
                        "the plan has no demand `{called}` like this",
                        "规划中没有这样的要求 `{called}`"
                    );
                    self.refute(place, cause);
                }
            }
            for (number, own) in conflict.places.iter().enumerate() {
                if !is_known(self.problem, &demands, &format!("{}:{}", own.kind, own.id)) {
                    let place = format!("clashes.conflicts[{at}].places[{number}]");
                    let (kind, id) = (&own.kind, &own.id);
                    let cause = text!("the plan has no {kind} `{id}`", "规划中没有 {kind} `{id}`");
                    self.refute(place, cause);
                }
            }
        }
        for (at, repair) in clashes.repairs.iter().enumerate() {
            for (number, own) in repair.concessions.iter().enumerate() {
                if let Some(cause) = impossible(self.problem, &demands, own) {
                    let place = format!("clashes.repairs[{at}].concessions[{number}]");
                    self.refute(place, cause);
                }
            }
        }
    }
}

/// Whether a demand, a site or a village of the plan is called so.
fn is_known(problem: &Problem, demands: &[MemberJson], called: &str) -> bool {
    match called.split_once(':') {
        Some(("site", id)) if problem.sites.iter().any(|site| site.id == id) => true,
        Some(("unit", id)) => problem.units.iter().any(|unit| unit.id == id),
        _ => demands.iter().any(|own| own.called == called),
    }
}

/// Why nothing of the plan can be conceded so; none where it can.
fn impossible(problem: &Problem, demands: &[MemberJson], own: &ConcessionJson) -> Option<Text> {
    let called = &own.called;
    if own.kind != ConcessionKind::Limit.word() {
        let is_known = is_known(problem, demands, &own.called);
        return (!is_known).then(|| text!("the plan has no `{called}`", "规划中没有 `{called}`"));
    }
    let mut targets = problem.targets.iter().enumerate();
    let is_called = |position| Requirement::Target(position).called(problem) == own.called;
    let target = targets.find(|(position, _)| is_called(*position));
    match (target.map(|(_, target)| &target.aim), own.amount) {
        (Some(Aim::Sited(aim)), Some(limit)) => {
            let gives = aim.direction.shortfall(limit, aim.limit.number()) > 0.0;
            (!gives).then(|| {
                text!("{limit} is no less than the target asks", "{limit} 并不低于指标要求")
            })
        }
        _ => Some(text!("the plan has no target `{called}`", "规划中没有指标 `{called}`")),
    }
}

/// Where travel stands among the aims.
fn position(order: &[Stage]) -> Option<usize> {
    order.iter().position(|own| *own == Stage::Travel)
}

/// (1) and (4) to (6): what a run's claims say of each other and of the values that were computed. `file` has the claims,
/// `with_layout` says whether there is anything that all stages have a value of.
pub(super) fn of_claims(
    file: &str,
    objective: &Objective,
    stages: &[StageReport],
    with_layout: bool,
    claims: &Claims,
) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut refute = |place: String, cause: Text| {
        found.push(Finding::at(Sort::Implausible, file, Text::same(place), cause));
    };
    let limited = claims.settings.as_ref().and_then(|asked| asked.time_limit_s).is_some();
    let (mut ended, mut stopped) = (false, false);
    for (at, claim) in claims.stages.iter().enumerate() {
        let place = |name: &str| format!("stages[{at}].{name}");
        let Some(termination) = claim.termination else {
            continue;
        };
        let of_time = matches!(termination, Termination::TimeLimit | Termination::NotStarted);
        if of_time && !limited && !stopped {
            let word = termination.word();
            let cause = text!("`{word}`, but no time limit was asked for", "`{word}`，而未设时限");
            refute(place("termination"), cause);
        }
        if ended && termination != Termination::NotStarted {
            let cause =
                phrase("a stage after one that did not begin", "前一阶段未开始，其后却有阶段");
            refute(place("termination"), cause.into());
        }
        ended |= termination == Termination::NotStarted;
        stopped |= termination == Termination::Stopped;
        let Some(stage) = stages.get(at) else {
            continue;
        };
        if let Some(gap) = stage.gap {
            if termination == Termination::Optimal && gap > 0.0 {
                let cause = text!(
                    "`optimal`, but value and bound are {gap} apart",
                    "`optimal`（最优），而方案值与界限相差 {gap}"
                );
                refute(place("termination"), cause);
            }
            let allowed = allowed(objective, claims, stage.stage);
            if termination == Termination::GapReached && gap > allowed {
                let cause = text!(
                    "`gap-reached`, but the gap is {gap}; at most {allowed} was asked for",
                    "`gap-reached`（已达差距），而差距为 {gap}；要求不超过 {allowed}"
                );
                refute(place("termination"), cause);
            }
        }
        match (stage.value, stage.bound) {
            (Some(value), Some(bound)) if beats(stage.stage, value, bound) => {
                let cause = text!(
                    "the bound {bound} is refuted: this very layout has {value}",
                    "界限 {bound} 不成立：本布局即为 {value}"
                );
                refute(place("bound"), cause);
            }
            (Some(_), None) if termination.is_proved() => {
                let cause = phrase("proved, but no bound is given", "称已证明，却未给出界限");
                refute(place("bound"), cause.into());
            }
            _ => {}
        }
    }
    let (asked, has) = (objective.order.len(), claims.stages.len());
    if has > asked || (with_layout && has != asked) {
        let cause = text!(
            "{has} stages, but the plan has {asked} aims",
            "有 {has} 个求解阶段，而规划有 {asked} 个目标"
        );
        refute("stages".into(), cause);
    }
    found
}

/// How far value and bound may be apart by what was asked for and by what the plan lets later aims give up.
fn allowed(objective: &Objective, claims: &Claims, stage: Stage) -> f64 {
    let asked = claims.settings.as_ref().map_or(0.0, |asked| asked.gap);
    let keep = objective.keep.fraction();
    let apart = match stage {
        // All may be given up: then no gap is too wide.
        Stage::Coverage | Stage::WorstTown if keep >= 1.0 => f64::INFINITY,
        Stage::Coverage | Stage::WorstTown => (asked + keep) / (1.0 - keep),
        _ => asked + keep,
    };
    apart + GAP_TOLERANCE
}

/// s of the formulas.
pub(super) fn sign(stage: Stage) -> f64 {
    match stage.sense() {
        Sense::Maximise => -1.0,
        Sense::Minimise => 1.0,
    }
}

/// Whether value `a` is better than `b` by more than arithmetic makes of equal values.
pub(super) fn beats(stage: Stage, a: f64, b: f64) -> bool {
    sign(stage) * (b - a) > TOLERANCE * a.abs().max(1.0)
}
