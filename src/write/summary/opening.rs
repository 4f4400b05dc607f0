//! The beginning: what the plan does; or why there is none.

use super::Writer;
use super::page::Page;
use super::verdict_text;
use crate::run::opening::opening;
use crate::run::relaxation::{relaxation_text, relaxations_heading, relaxations_note};
use crate::run::words::MENDS;

impl Writer<'_> {
    pub(super) fn opening(&self, page: &mut Page) {
        let language = self.language;
        page.paragraph(&format!("**{}**", verdict_text(&self.report, language)));
        page.heading(language.say("What the plan does", "方案要点"));
        page.items("1.", &opening(&self.report, language));
    }

    /// A run without a layout: why, and what would mend it.
    pub(super) fn no_plan(&self, page: &mut Page) {
        let language = self.language;
        page.paragraph(&format!("**{}**", verdict_text(&self.report, language)));
        let contradictions = &self.report.screening().contradictions;
        if !contradictions.is_empty() {
            page.heading(language.say("Why", "原因"));
            let items: Vec<String> = contradictions
                .iter()
                .map(|row| format!("`{}` {}", row.code, language.short(&row.text)))
                .collect();
            page.items("-", &items);
        }
        let Some(outcome) = self.report.outcome() else {
            return;
        };
        if !outcome.relaxations.is_empty() {
            page.heading(relaxations_heading(outcome, language));
            let items: Vec<String> = outcome
                .relaxations
                .iter()
                .map(|row| {
                    let sure = MENDS.say(language, if row.proved { "least" } else { "smaller" });
                    relaxation_text(self.report.problem, row, language) + &language.bracketed(sure)
                })
                .collect();
            page.items("-", &items);
        }
        if let Some(note) = relaxations_note(outcome, language) {
            page.paragraph(note);
        }
    }
}
