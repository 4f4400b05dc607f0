//! A robust plan for the terminal.

use crate::cli::page::{LANGUAGE, Page, left, right};
use yike::run::numbers::count;
use yike::write::robust::{
    RobustReport, aim_rows, comparison_lines, criterion_text, people_line, reasons, robust_verdict,
    scenario_heads, scenario_rows, varied,
};

/// So many scenarios are shown; the table in the folder has them all.
const SHOWN: usize = 15;

/// What came of it, in `width` columns.
pub(super) fn text(report: &RobustReport<'_>, width: usize) -> String {
    let mut page = Page::new(width);
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
    let heads = scenario_heads(report.robust, LANGUAGE);
    let fixed: Vec<usize> = (0..heads.len()).filter(|&column| column != 1).collect();
    let mut table = page.table(&heads, &fixed);
    for row in scenario_rows(report, SHOWN) {
        let cells = row.iter().zip(&heads);
        let cells = cells.map(|(cell, head)| match head.starts_with('>') {
            true => right(cell.trim_end_matches(" 万元")),
            false => left(cell),
        });
        let mut row = comfy_table::Row::from(cells.collect::<Vec<_>>());
        row.max_height(2);
        table.add_row(row);
    }
    page.put(&table);
    let all = report.robust.scenarios.len();
    if all > SHOWN {
        let more = count(all - SHOWN);
        page.line(&format!(
            "and {more} in which more is covered, see robust.csv"
        ));
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
    let heads = ["Aim", ">Value", ">Bound", ">Gap", "Verdict"];
    let mut table = page.table(&heads, &[1, 2, 3, 4]);
    for [aim, value, bound, gap, verdict] in aim_rows(report.robust, LANGUAGE) {
        table.add_row([
            left(&aim),
            right(&value),
            right(&bound),
            right(&gap),
            left(&verdict),
        ]);
    }
    page.put(&table);
}
