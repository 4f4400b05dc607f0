//! The summary that a planner reads, in English or in Chinese: what matters first, site by site below.

mod beds;
mod coverage;
mod fairness;
mod inquiry;
mod modelled;
mod money;
mod opening;
mod page;
mod robust;
mod schedule;
mod sites;
mod targets;
mod trust;

use crate::domain::Language;
use crate::run::report::Report;
use crate::run::words::VERDICTS;
use page::Page;

pub(super) use inquiry::answer_summary;
pub(super) use robust::robust_summary;
pub(super) use schedule::schedule_summary;
pub use schedule::{
    foresight_rows, period_rows, schedule_reasons, schedule_verdict, spending_note,
};

/// `summary.md` and `summary.zh.md`: what the plan does, what it reaches, what it costs and who pays, each new
/// site with what it is for, who stays uncovered and why, and how sure all that is. Without a layout: why
/// there is none and what would mend it.
pub fn summary(report: &Report<'_>, language: Language) -> String {
    let mut page = Page::default();
    let writer = Writer { report: *report, language };
    page.title(&language.name(&report.problem.name));
    match report.decided() {
        Some(decided) => {
            writer.opening(&mut page);
            writer.violations(&decided, &mut page);
            writer.targets(&mut page);
            writer.money(&decided, &mut page);
            writer.coverage(&decided, &mut page);
            writer.fairness(&decided, &mut page);
            writer.beds(&decided, &mut page);
            writer.sites(&decided, &mut page);
            writer.uncovered(&decided, &mut page);
            writer.disagreements(&decided, &mut page);
        }
        None => {
            writer.no_plan(&mut page);
            writer.targets(&mut page);
        }
    }
    writer.modelled(&mut page);
    writer.certainty(&mut page);
    writer.making(&mut page);
    page.finish()
}

/// The verdict in one line.
pub fn verdict_text(report: &Report<'_>, language: Language) -> &'static str {
    VERDICTS.say(language, report.verdict().spoken())
}

/// What every section needs.
#[derive(Clone, Copy)]
struct Writer<'a> {
    report: Report<'a>,
    language: Language,
}
