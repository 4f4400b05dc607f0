//! A robust plan for the terminal.

use crate::cli::page::{Page, Paper, without_unit};
use crate::domain::{Text, text};
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
    let mut page = Page::new(paper);
    let language = page.language;
    let robust = report.robust;
    page.line(&page.name(&report.problem.name));
    page.line(robust_verdict(robust.outcome.status, language));
    page.line(&criterion_text(robust, language));
    for reason in reasons(report, language) {
        page.item(&reason);
    }
    if robust.outcome.layout.is_some() {
        scenarios(report, &mut page);
        page.heading(language.say("What it is worth", "价值比较"));
        for line in comparison_lines(report, language) {
            page.item(&line);
        }
    }
    if !robust.outcome.aims.is_empty() {
        aims(report, &mut page);
    }
    page.text
}

fn scenarios(report: &RobustReport<'_>, page: &mut Page) {
    let language = page.language;
    page.heading(language.say("In every scenario", "各情景"));
    let table = TextTable::new(scenario_heads(report.robust, language));
    page.rows(&without_unit(table.with(scenario_rows(report, SHOWN))));
    let all = report.robust.scenarios.len();
    if all > SHOWN {
        let more = count(all - SHOWN);
        let text = text!(
            "and {more} in which more is covered, see robust.csv",
            "另有 {more} 个覆盖更多的情景，见 robust.csv"
        );
        page.line(text.say(language));
    }
    let figures: Vec<String> = varied(report).into_iter().map(String::from).collect();
    let figures = Text::names(&figures);
    let text = text!(
        "Figures: {figures}. Money in 万元 (10,000 yuan). Missed: expected targets.",
        "参数：{figures}。投入单位：万元。未达标：预期性指标。";
        figures
    );
    page.line(text.say(language));
    if let Some(line) = people_line(report.robust, language) {
        page.line(&line);
    }
}

fn aims(report: &RobustReport<'_>, page: &mut Page) {
    let language = page.language;
    page.heading(language.say("How sure", "把握程度"));
    page.rows(&certainty_table(aim_rows(report.robust, language), language));
}
