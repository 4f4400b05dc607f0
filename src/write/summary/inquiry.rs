//! The summaries of answers to questions about a plan.

use super::Language;
use super::modelled::modelled_of_many;
use super::page::Page;
use crate::domain::Name;
use crate::run::why::{WhyJson, why_sections};
use crate::run::words::VERDICTS;
use crate::run::worth::{WorthJson, unlimited_lines, worth_notes, worth_table};

/// `summary.md` and `summary.zh.md` of answers to why, and why not.
pub(crate) fn why_summary(why: &WhyJson, language: Language) -> String {
    let mut page = Page::default();
    page.title(&language.name(&Name::from(&why.name)));
    page.paragraph(&format!("**{}**", VERDICTS.say(language, &why.status)));
    for section in why_sections(why, language) {
        page.heading(&section.heading);
        page.items("-", &section.lines);
    }
    modelled_of_many(&why.modelled, &why.travel, language, &mut page);
    page.finish()
}

/// `summary.md` and `summary.zh.md` of what steps are worth.
pub(crate) fn worth_summary(worth: &WorthJson, language: Language) -> String {
    let mut page = Page::default();
    page.title(&language.name(&Name::from(&worth.name)));
    page.paragraph(&format!("**{}**", VERDICTS.say(language, &worth.status)));
    page.heading(language.say("What a step more or less changes", "参数每变动一步的影响"));
    page.table(&worth_table(worth, language));
    page.items("-", &worth_notes(worth, language));
    let money = unlimited_lines(worth, language);
    if !money.is_empty() {
        page.heading(language.say("Where money stops binding", "资金何时不再起约束作用"));
        page.items("-", &money);
    }
    modelled_of_many(&worth.modelled, &worth.travel, language, &mut page);
    page.finish()
}
