//! A report on stdout: tables for people or the JSON of `plan.json`.

use super::failure::Failure;
use super::tables;
use super::terminal::Terminal;
use yike::run::Report;
use yike::run::plan::plan_json;

pub(crate) fn report(
    report: &Report<'_>,
    json: bool,
    terminal: &mut Terminal<'_>,
) -> Result<(), Failure> {
    if json {
        terminal.data(&plan_json(report))?;
    } else {
        let text = tables::report(report, terminal.style.width);
        terminal.data(text.as_bytes())?;
    }
    Ok(())
}
