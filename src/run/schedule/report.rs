//! What the outputs of a plan over several periods are made from.

use crate::domain::{Horizon, PeriodIdx};
use crate::plan::{Screening, screen};
use crate::run::conflicts::ClashesJson;
use crate::run::record::RunRecord;
use crate::run::report::{Report, Subject};
use crate::solve::ScheduleOutcome;
use crate::travel::Arcs;
use std::collections::BTreeMap;
use typed_index_collections::TiVec;

/// Everything that the outputs of a schedule are made from.
#[derive(Debug, Clone, Copy)]
pub struct ScheduleReport<'a> {
    /// The periods.
    pub horizon: &'a Horizon,
    /// The arcs of all periods.
    pub arcs: &'a Arcs,
    /// The answer.
    pub scheduled: &'a ScheduleOutcome,
    /// What is known of each period before any solver runs: see [`screenings`].
    pub screenings: &'a TiVec<PeriodIdx, Screening>,
    /// What clashes in each period that has no plan even alone, where that was sought.
    pub clashes: &'a BTreeMap<PeriodIdx, ClashesJson>,
    /// How it came to be.
    pub run: &'a RunRecord,
}

/// What is known of each period before any solver runs.
pub fn screenings(horizon: &Horizon, arcs: &Arcs) -> TiVec<PeriodIdx, Screening> {
    let periods = horizon.periods().iter();
    periods.map(|period| screen(&period.problem, arcs)).collect()
}

impl<'a> ScheduleReport<'a> {
    /// The report on one period's layout: its audit, since the proof is the whole schedule's. None without a schedule.
    pub fn of_period(&self, period: PeriodIdx) -> Option<Report<'a>> {
        let schedule = self.scheduled.schedule.as_ref()?;
        let audit = self.scheduled.audit.as_ref()?;
        Some(Report {
            problem: &self.horizon.periods()[period].problem,
            arcs: self.arcs,
            subject: Subject::Audited {
                layout: &schedule.layouts[period],
                audit: &audit.periods[period],
                screening: &self.screenings[period],
            },
            clashes: None,
            run: self.run,
        })
    }
}
