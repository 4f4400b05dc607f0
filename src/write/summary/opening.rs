//! The beginning: what leaders see; or why there is no plan.

use super::Writer;
use super::page::Page;
use super::verdict_text;
use crate::run::brief::brief;
use crate::run::conflicts::clash_sections;

impl Writer<'_> {
    pub(super) fn opening(&self, page: &mut Page) {
        let language = self.language;
        page.paragraph(&format!("**{}**", verdict_text(&self.report, language)));
        let Some(brief) = brief(&self.report, language) else { return };
        page.paragraph(&brief.about);
        brief.sections().for_each(|own| page.section(own));
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
        let clashes = self.report.clashes.map(|own| clash_sections(own, language));
        clashes.iter().flatten().for_each(|own| page.section(own));
    }
}
