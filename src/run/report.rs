//! What is written about: a plan that was solved, or a layout that was audited.

use crate::domain::{Layout, Problem, SiteIdx, Target, TierIdx, UnitIdx};
use crate::plan::{Audit, Screening, TargetResult, audit};
use crate::run::conflicts::ClashesJson;
use crate::run::record::RunRecord;
use crate::solve::{Outcome, Status};
use crate::travel::Arcs;
use crate::units::Yuan;

/// Everything that the outputs of a run are made from.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The problem.
    pub problem: &'a Problem,
    /// Its arcs.
    pub arcs: &'a Arcs,
    /// What it is about.
    pub subject: Subject<'a>,
    /// What clashes in a plan that cannot be met, where that was sought.
    pub clashes: Option<&'a ClashesJson>,
    /// How it came to be.
    pub run: &'a RunRecord,
}

/// What a report is about.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// A plan that was solved.
    Solved(&'a Outcome),
    /// A layout that somebody drew.
    Audited {
        /// The layout, completed.
        layout: &'a Layout,
        /// Its audit.
        audit: &'a Audit,
        /// What is known before any solver runs.
        screening: &'a Screening,
    },
}

/// The verdict in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// A solver's answer.
    Solved(Status),
    /// An audited layout breaks no rule.
    NoViolations,
    /// An audited layout breaks rules.
    Violations,
}

impl Verdict {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Solved(status) => status.word(),
            Verdict::NoViolations => "no-violations",
            Verdict::Violations => "violations",
        }
    }

    /// The word by which people are told; see [`Status::verdict`].
    pub fn spoken(self) -> &'static str {
        match self {
            Verdict::Solved(status) => status.verdict(),
            other => other.word(),
        }
    }
}

/// A problem with a layout and its audit.
#[derive(Debug, Clone, Copy)]
pub struct Decided<'a> {
    /// The problem.
    pub problem: &'a Problem,
    /// Its arcs.
    pub arcs: &'a Arcs,
    /// The layout.
    pub layout: &'a Layout,
    /// The layout's audit.
    pub audit: &'a Audit,
}

impl<'a> Report<'a> {
    /// The layout with its audit, when there is one.
    pub fn decided(&self) -> Option<Decided<'a>> {
        let (layout, audit) = match self.subject {
            Subject::Solved(outcome) => (outcome.layout.as_ref()?, outcome.audit.as_ref()?),
            Subject::Audited { layout, audit, .. } => (layout, audit),
        };
        Some(Decided { problem: self.problem, arcs: self.arcs, layout, audit })
    }

    /// Of a rule: what the works at its sites cost; none without a layout.
    pub fn ruled_cost(&self, target: &Target) -> Option<Yuan> {
        let layout = self.decided()?.layout;
        let cost = |&site: &SiteIdx| self.problem.sites[site].cost(layout.choices[site]);
        Some(target.ruled_sites()?.iter().map(cost).sum())
    }

    /// What becomes of every target, in the plan's order. Without a layout: its value today alone.
    pub fn target_results(&self) -> Vec<TargetResult> {
        if let Some(decided) = self.decided() {
            return decided.audit.targets.clone();
        }
        let today = audit(self.problem, self.arcs, &Layout::today(self.problem));
        let value_today = |result: TargetResult| TargetResult {
            reached: None,
            shortfall: 0.0,
            met: None,
            worst: None,
            ..result
        };
        today.targets.into_iter().map(value_today).collect()
    }

    /// The solver's answer, when something was solved.
    pub fn outcome(&self) -> Option<&'a Outcome> {
        match self.subject {
            Subject::Solved(outcome) => Some(outcome),
            Subject::Audited { .. } => None,
        }
    }

    /// What was known before any solver ran.
    pub fn screening(&self) -> &'a Screening {
        match self.subject {
            Subject::Solved(outcome) => &outcome.screening,
            Subject::Audited { screening, .. } => screening,
        }
    }

    /// The verdict.
    pub fn verdict(&self) -> Verdict {
        match self.subject {
            Subject::Solved(outcome) => Verdict::Solved(outcome.status),
            Subject::Audited { audit, .. } if audit.violations.is_empty() => Verdict::NoViolations,
            Subject::Audited { .. } => Verdict::Violations,
        }
    }
}

/// Whether a tier serves people who travel to it from `unit`.
pub(crate) fn tier_is_for(problem: &Problem, tier: TierIdx, unit: UnitIdx) -> bool {
    problem.tiers[tier].reach(problem.units[unit].setting).is_some()
}

/// The tiers that people travel to, in the plan's order.
pub(crate) fn reached_tiers(problem: &Problem) -> impl Iterator<Item = TierIdx> + '_ {
    problem.tiers.iter_enumerated().filter(|(_, tier)| tier.has_reach()).map(|(index, _)| index)
}
