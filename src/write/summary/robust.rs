//! The summary of a robust plan.

use super::Language::{self, Chinese, English};
use super::page::Page;
use crate::run::figures::modelled_units;
use crate::run::numbers::count;
use crate::run::robust::{
    RobustReport, aim_rows, comparison_lines, criterion_text, people_line, reasons, robust_verdict,
    scenario_heads, scenario_rows, varied,
};
use crate::run::text_table::{TextTable, certainty_table, works_by_tier};

/// So many scenarios are shown; the table has them all.
const SHOWN: usize = 30;

/// `summary.md` and `summary.zh.md` of a robust plan: what it is chosen by, what it builds, what it comes to in every
/// scenario, what it is worth beside others, and how sure all that is. Without a layout: why there is none.
pub(crate) fn robust_summary(report: &RobustReport<'_>, language: Language) -> String {
    let mut page = Page::default();
    let robust = report.robust;
    page.title(&language.name(&report.problem.name));
    page.paragraph(&format!("**{}**", robust_verdict(robust.outcome.status, language)));
    page.paragraph(&criterion_text(robust, language));
    let why = reasons(report, language);
    if !why.is_empty() {
        page.heading(language.say("Why", "原因"));
        page.items("-", &why);
    }
    if robust.outcome.layout.is_some() {
        built(report, language, &mut page);
        scenarios(report, language, &mut page);
        worth(report, language, &mut page);
    }
    aims(report, language, &mut page);
    assumed(report, language, &mut page);
    page.finish()
}

fn built(report: &RobustReport<'_>, language: Language, page: &mut Page) {
    let Some(decided) = report.layout.as_ref().and_then(|own| own.decided()) else {
        return;
    };
    page.heading(language.say("What is built", "建设内容"));
    let Some(table) = works_by_tier(&decided, language, |name| language.short(name).into()) else {
        page.paragraph(language.say("Nothing.", "无建设任务。"));
        return;
    };
    page.table(&table);
    page.paragraph(language.say(
        "Money as the plan is written, not as a scenario varies it.",
        "投入按规划原参数计，不随情景变化。",
    ));
}

fn scenarios(report: &RobustReport<'_>, language: Language, page: &mut Page) {
    page.heading(language.say("In every scenario", "各情景下的表现"));
    let heads = scenario_heads(report.robust, language);
    page.table(&TextTable::new(heads).with(scenario_rows(report, SHOWN)));
    let all = report.robust.scenarios.len();
    let figures = varied(report).join(", ");
    page.paragraph(&match language {
        English => format!(
            "Figures: {figures}. The least covered first, {} of {}; all are in `robust.csv`. Missed: expected targets; what is binding is met in every scenario.",
            count(all.min(SHOWN)),
            count(all)
        ),
        Chinese => format!(
            "参数依次为 {figures}。按覆盖由低到高列出 {} 个（共 {} 个），全部见 `robust.csv`。未达标仅指预期性指标；约束性指标在每个情景下均已满足。",
            count(all.min(SHOWN)),
            count(all)
        ),
    });
    if let Some(line) = people_line(report.robust, language) {
        page.paragraph(&line);
    }
}

fn worth(report: &RobustReport<'_>, language: Language, page: &mut Page) {
    page.heading(language.say("What it is worth", "价值比较"));
    page.items("-", &comparison_lines(report, language));
}

fn aims(report: &RobustReport<'_>, language: Language, page: &mut Page) {
    if report.robust.outcome.aims.is_empty() {
        return;
    }
    page.heading(language.say("How sure", "可信程度"));
    page.table(&certainty_table(aim_rows(report.robust, language), language));
}

fn assumed(report: &RobustReport<'_>, language: Language, page: &mut Page) {
    page.heading(language.say("What is assumed", "假设说明"));
    let modelled = modelled_units(report.problem);
    let mut items = vec![
        language
            .say(
                "Scenarios and their weights are assumptions: what comes of them is modelled, not measured",
                "情景及其概率是假设，由此得出的结果为模拟值，并非实测",
            )
            .to_owned(),
        language
            .say(
                "What is binding, the money of each source among it, holds in every scenario; expected targets are reported, not aimed at",
                "约束性要求（包括各来源资金）在每个情景下均须满足；预期性指标只报告，不作为目标",
            )
            .to_owned(),
    ];
    items.extend(report.run.edits.as_ref().map(|edits| edits.told(language)));
    if modelled > 0 {
        let (modelled, all) = (count(modelled), count(report.problem.units.len()));
        items.push(match language {
            English => format!(
                "Modelled, not counted, are the people of {modelled} of {all} villages and communities"
            ),
            Chinese => format!("{all} 个村（社区）中 {modelled} 个的人口为模拟值，并非实测"),
        });
    }
    if report.run.settings.as_ref().is_some_and(|settings| settings.time_limit_s.is_some()) {
        let text = language.say(
            "There was a limit of time: another machine may give another layout",
            "设有时限：换一台机器结果可能不同",
        );
        items.push(text.to_owned());
    }
    page.items("-", &items);
}
