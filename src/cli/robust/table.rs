//! A robust plan for the terminal.

use crate::cli::page::{LANGUAGE, Page, Paper, without_unit};
use crate::run::TextTable;
use crate::run::numbers::count;
use crate::run::robust::{
    RobustReport, aim_rows, comparison_lines, criterion_text, people_line, reasons, robust_verdict,
    scenario_heads, scenario_rows, varied,
};
use crate::run::text_table::certainty_table;

/// So many scenarios are shown; the table in the folder has them all.
const SHOWN: usize = 15;

/// What came of it, in `width` columns.
pub(super) fn text(report: &RobustReport<'_>, paper: Paper) -> String {
    let mut page = Page::new(paper.width);
    let robust = report.robust;
    page.line(&page.name(&report.problem.name));
    page.line(robust_verdict(robust.outcome.status, LANGUAGE));
    page.line(&criterion_text(robust, LANGUAGE));
    for reason in reasons(report, LANGUAGE) {
        page.item(&reason);
    }
    if robust.outcome.layout.is_some() {
        scenarios(report, &mut page);
        page.heading("What it is worth");
        for line in comparison_lines(report, LANGUAGE) {
            page.item(&line);
        }
    }
    if !robust.outcome.aims.is_empty() {
        aims(report, &mut page);
    }
    page.text
}

fn scenarios(report: &RobustReport<'_>, page: &mut Page) {
    page.heading("In every scenario");
    let table = TextTable::new(scenario_heads(report.robust, LANGUAGE));
    page.rows(&without_unit(table.with(scenario_rows(report, SHOWN))));
    let all = report.robust.scenarios.len();
    if all > SHOWN {
        let more = count(all - SHOWN);
        page.line(&format!("and {more} in which more is covered, see robust.csv"));
    }
    page.line(&format!(
        "Figures: {}. Money in 万元 (10,000 yuan). Missed: expected targets.",
        varied(report).join(", ")
    ));
    if let Some(line) = people_line(report.robust, LANGUAGE) {
        page.line(&line);
    }
}

fn aims(report: &RobustReport<'_>, page: &mut Page) {
    page.heading("How sure");
    page.rows(&certainty_table(aim_rows(report.robust, LANGUAGE), LANGUAGE));
}
