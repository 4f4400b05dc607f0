//! A schedule to bytes: the works with their dates in CSV, everything in JSON, and the summary; the layout of each
//! period goes to a folder of its own, as a plan's does.

mod csv;
mod json;
mod rows;

pub use csv::schedule_csv;
pub use json::schedule_json;
pub use rows::{BegunWork, PeriodFigures, begun_works, period_figures};

use super::summary::schedule_summary;
use crate::domain::{Horizon, PeriodIdx};
use crate::plan::{Screening, screen};
use crate::run::Language;
use crate::run::folder::Output;
use crate::run::plan;
use crate::run::record::RunRecord;
use crate::run::report::{Report, Subject};
use crate::solve::Scheduled;
use crate::travel::Arcs;
use typed_index_collections::TiVec;

/// Everything that the outputs of a schedule are made from.
#[derive(Debug, Clone, Copy)]
pub struct ScheduleReport<'a> {
    /// The periods.
    pub horizon: &'a Horizon,
    /// The arcs of all periods.
    pub arcs: &'a Arcs,
    /// The answer.
    pub scheduled: &'a Scheduled,
    /// What is known of each period before any solver runs: see [`screenings`].
    pub screenings: &'a TiVec<PeriodIdx, Screening>,
    /// How it came to be.
    pub run: &'a RunRecord,
}

/// The names of the outputs beside the periods' folders, in the order in which they are written.
pub const SCHEDULE_NAMES: [&str; 5] = [
    "schedule.csv",
    "summary.md",
    "summary.zh.md",
    "timing.json",
    "schedule.json",
];

/// The outputs beside the periods' folders. Without a schedule: no table of works.
pub fn schedule_outputs(report: &ScheduleReport<'_>) -> Vec<Output> {
    let [works, english, chinese, timing, all] = SCHEDULE_NAMES;
    let mut outputs = Vec::new();
    if let Some(schedule) = &report.scheduled.schedule {
        outputs.push(Output::new(works, schedule_csv(report.horizon, schedule)));
    }
    let summary = |language| schedule_summary(report, language);
    outputs.push(Output::new(english, summary(Language::English)));
    outputs.push(Output::new(chinese, summary(Language::Chinese)));
    let seconds = plan::to_bytes(&report.run.timing);
    outputs.push(Output::new(timing, seconds));
    outputs.push(Output::new(all, schedule_json(report)));
    outputs
}

/// What is known of each period before any solver runs.
pub fn screenings(horizon: &Horizon, arcs: &Arcs) -> TiVec<PeriodIdx, Screening> {
    let periods = horizon.periods().iter();
    periods
        .map(|period| screen(&period.problem, arcs))
        .collect()
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
            run: self.run,
        })
    }
}
