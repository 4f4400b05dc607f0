//! A schedule to bytes: the works with their dates in CSV, everything in JSON, and the summary; the layout of each
//! period goes to a folder of its own, as a plan's does.

pub use crate::run::schedule::{ScheduleReport, screenings};

use super::summary::schedule_summary;
use super::tables::{codes_csv, marked};
use crate::run::outputs::{SCHEDULE, names};
use crate::run::plan::to_bytes;
use crate::run::schedule::{ScheduleJson, works_table};
use crate::run::{Language, Output};

/// The outputs beside the periods' folders. Without a schedule: no table of works.
pub fn schedule_outputs(report: &ScheduleReport<'_>) -> Vec<Output> {
    let [_, works, english, chinese, timing, all, _] = names(SCHEDULE);
    let mut outputs = Vec::new();
    if let Some(schedule) = &report.scheduled.schedule {
        let table = works_table(report.horizon, schedule);
        let table = Output::new(works, codes_csv(&table));
        let with_mark = report.run.package.as_ref().is_some_and(|package| package.csv_bom);
        outputs.push(if with_mark { marked(table) } else { table });
    }
    let summary = |language| schedule_summary(report, language);
    outputs.push(Output::new(english, summary(Language::English)));
    outputs.push(Output::new(chinese, summary(Language::Chinese)));
    outputs.push(Output::new(timing, to_bytes(&report.run.timing)));
    outputs.push(Output::new(all, schedule_json(report)));
    outputs
}

/// The bytes of `schedule.json`.
pub fn schedule_json(report: &ScheduleReport<'_>) -> Vec<u8> {
    to_bytes(&ScheduleJson::new(report))
}
