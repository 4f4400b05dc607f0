//! The best placement of a cell.

use super::super::answer::{PROVED, judge, tighter};
use super::super::limits::LocateLimits;
use super::super::outcome::{LocateOutcome, LocateStatus};
use super::super::solution::Run;
use super::added::added;
use super::cell::Cell;
use crate::domain::location::{Capacity, Goal, Instance, Placement, Question, SiteRule};
use crate::plan::location::{Figures, audit};
use crate::solve::effort::Effort;
use crate::solve::error::SolveError;
use crate::solve::gap::improvement;

/// What is known of a cell.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) cell: Cell,
    /// The best placement known, its objective and figures.
    pub(super) best: Option<(Placement, f64, Figures)>,
    /// No placement of the cell is better than this.
    pub(super) bound: Option<f64>,
    pub(super) effort: Effort,
}

impl Found {
    /// What a solve of the cell found.
    pub(super) fn of(cell: Cell, located: &LocateOutcome) -> Self {
        let best = located.placement.clone().zip(located.objective).zip(located.audit.as_ref());
        Self {
            cell,
            best: best.map(|((placement, value), audit)| (placement, value, audit.figures.clone())),
            bound: located.bound,
            effort: located.effort,
        }
    }

    /// Whether no placement of the cell is better than the best known.
    pub(super) fn is_proved(&self, question: &Question) -> bool {
        let known = self.best.as_ref().zip(self.bound);
        known.is_some_and(|((_, value, _), bound)| {
            improvement(question.sense(), *value, bound).abs() <= PROVED
        })
    }
}

/// Solves cells of a question.
pub(super) struct Solver<'a> {
    pub(super) instance: &'a Instance,
    pub(super) question: &'a Question,
    pub(super) limits: &'a LocateLimits,
    pub(super) run: &'a Run<'a>,
}

impl Solver<'_> {
    /// The best of a cell that is part of `parent`; none if it is proved to be empty.
    pub(super) fn solve(&self, cell: Cell, parent: &Found) -> Result<Option<Found>, SolveError> {
        if self.run.is_over() {
            let (bound, effort) = (parent.bound, Effort::default());
            return Ok(Some(Found { cell, best: None, bound, effort }));
        }
        if cell.more {
            return self.larger(cell, parent);
        }
        let Some(located) = self.judge(&cell.rules(self.instance))? else { return Ok(None) };
        let mut found = Found::of(cell, &located);
        found.bound = tighter(self.question.sense(), found.bound, parent.bound);
        Ok(Some(found))
    }

    /// The answer under these rules of sites; none if there is none.
    fn judge(&self, rules: &[SiteRule]) -> Result<Option<LocateOutcome>, SolveError> {
        let instance = self.instance.with_rules(rules.to_vec());
        let mut question = self.question.clone();
        if let Goal::FixedCharge { count: Some(count) } = &mut question.goal {
            // A limit above all sites that may open is no question there.
            let may_open = |rule: &&SiteRule| matches!(rule, SiteRule::Free | SiteRule::Required);
            *count = rules.iter().filter(may_open).count().min(*count);
        }
        if question.check(&instance).is_err() {
            return Ok(None);
        }
        let located = judge(&instance, &question, self.limits, self.run)?;
        Ok((located.status != LocateStatus::Infeasible).then_some(located))
    }

    /// The best of a cell of placements that open more than its open sites.
    fn larger(&self, cell: Cell, parent: &Found) -> Result<Option<Found>, SolveError> {
        let (instance, question) = (self.instance, self.question);
        let free = cell.free(instance);
        let rules = cell.rules(instance).into_iter().zip(0..);
        let mut open: Vec<u32> = rules
            .filter(|(rule, _)| matches!(rule, SiteRule::Existing | SiteRule::Required))
            .map(|(_, site)| site)
            .collect();
        let counted = |&&site: &&u32| instance.rules()[site as usize] != SiteRule::Existing;
        if question.count().is_some_and(|count| open.iter().filter(counted).count() >= count) {
            return Ok(None);
        }
        let Some(added) = added(instance, question, &open, &free) else { return Ok(None) };
        open.push(added);
        open.sort_unstable();
        let mut found = Found { cell, best: None, bound: parent.bound, effort: Effort::default() };
        if question.capacity == Capacity::Ignored {
            let placement = Placement { open, served: None };
            let audit = audit(instance, question, &placement);
            if !audit.faults.is_empty() {
                return Ok(None);
            }
            found.best = audit.objective.map(|value| (placement, value, audit.figures));
            if parent.is_proved(question) {
                found.bound = audit.objective;
            }
        } else {
            let rest = free.into_iter().filter(|&site| site != added);
            let mut alone = Cell { more: false, ..found.cell.clone() };
            alone.open.push(added);
            alone.closed.extend(rest);
            let Some(located) = self.judge(&alone.rules(instance))? else { return Ok(None) };
            let own = Found::of(alone, &located);
            (found.best, found.effort) = (own.best, own.effort);
            // Where sites only help, no larger placement is worth more than the parent's best. The value of this one is no
            // bound: its solve may have ended at a gap.
            if parent.is_proved(question) {
                found.bound = parent.best.as_ref().map(|(_, value, _)| *value);
            }
        }
        Ok(Some(found))
    }
}
