//! The published indicators and what becomes of them.

use super::Writer;
use super::page::Page;
use crate::domain::Language::{Chinese, English};
use crate::run::numbers::DASH;
use crate::run::report::Decided;
use crate::run::target_text::{ResultText, TargetText, target_texts};
use crate::run::text_table::TextTable;

/// So many broken rules are listed.
const LISTED: usize = 30;

impl Writer<'_> {
    pub(super) fn targets(&self, page: &mut Page) {
        let language = self.language;
        let targets = &self.report.problem.targets;
        if targets.is_empty() {
            return;
        }
        page.heading(language.say("Targets", "指标完成情况"));
        let heads = match language {
            English => [
                "No.",
                "Indicator",
                ">Now, published",
                ">Now, from data",
                ">Target",
                ">Reached",
                "Kind",
                "Result",
            ],
            Chinese => {
                ["序号", "指标", ">现状（公布）", ">现状（数据）", ">目标", ">方案", "属性", "结果"]
            }
        };
        let rows: Vec<Vec<String>> = target_texts(&self.report, language)
            .into_iter()
            .zip(targets)
            .map(|(text, target)| self.target_row(text, language.name(&target.name)))
            .collect();
        page.table(&TextTable::new(heads).with(rows));
    }

    fn target_row(&self, text: TargetText, name: String) -> Vec<String> {
        let language = self.language;
        let name = match (language, text.cost) {
            (_, None) => name,
            (English, Some(cost)) => format!("{name}; works there: {cost}"),
            (Chinese, Some(cost)) => format!("{name}；所涉建设任务 {cost}"),
        };
        let reached = match (language, text.worst_town) {
            (_, None) => text.reached,
            (English, Some(town)) => format!("{} ({town})", text.reached),
            (Chinese, Some(town)) => format!("{}（{town}）", text.reached),
        };
        let result = match &text.result {
            missed @ ResultText::Short(_) => format!("**{}**", missed.text(language)),
            ResultText::NoLayout => DASH.into(),
            other => other.text(language),
        };
        vec![
            text.number,
            name,
            text.published,
            text.now,
            text.asked + &text.scope,
            reached,
            text.kind.into(),
            result,
        ]
    }

    pub(super) fn violations(&self, decided: &Decided<'_>, page: &mut Page) {
        let violations = &decided.audit.violations;
        if violations.is_empty() {
            return;
        }
        page.heading(self.language.say("Rules broken", "违反的规则"));
        let mut items: Vec<String> = violations
            .iter()
            .take(LISTED)
            .map(|row| format!("`{}` {}", row.kind.code(), self.language.short(&row.text)))
            .collect();
        if violations.len() > LISTED {
            let place = self.language.say("see plan.json", "见 plan.json");
            items.push(self.language.rest(violations.len() - LISTED, place));
        }
        page.items("-", &items);
    }
}
