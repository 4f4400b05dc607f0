//! The summaries of answers to questions about a plan.

use super::Language;
use super::modelled::modelled_of_many;
use super::page::Page;
use crate::domain::Name;
use crate::run::alternatives::{AlternativesJson, alternatives_sections, found_lines};
use crate::run::conflicts::{ConflictsJson, clash_sections, opening};
use crate::run::period::period_lines;
use crate::run::why::{WhyJson, why_sections};
use crate::run::words::VERDICTS;
use crate::run::worth::{WorthJson, unlimited_lines, worth_notes, worth_table};

/// `summary.md` and `summary.zh.md` of a search for other plans.
pub(crate) fn alternatives_summary(found: &AlternativesJson, language: Language) -> String {
    let mut page = Page::default();
    page.title(&language.name(&Name::from(&found.name)));
    period_lines(found.period.as_ref(), language).iter().for_each(|line| page.paragraph(line));
    page.paragraph(&format!("**{}**", VERDICTS.say(language, &found.status)));
    found_lines(found, language).iter().for_each(|line| page.paragraph(line));
    alternatives_sections(found, language).iter().for_each(|own| page.section(own));
    page.finish()
}

/// `summary.md` and `summary.zh.md` of conflicts and repairs.
pub(crate) fn conflicts_summary(made: &ConflictsJson, language: Language) -> String {
    let mut page = Page::default();
    page.title(&language.name(&Name::from(&made.name)));
    period_lines(made.period.as_ref(), language).iter().for_each(|line| page.paragraph(line));
    page.paragraph(&opening(made, language));
    if made.status == "infeasible" {
        clash_sections(&made.clashes, language).iter().for_each(|own| page.section(own));
    }
    page.finish()
}

/// `summary.md` and `summary.zh.md` of answers to why, and why not.
pub(crate) fn why_summary(why: &WhyJson, language: Language) -> String {
    let mut page = Page::default();
    page.title(&language.name(&Name::from(&why.name)));
    period_lines(why.period.as_ref(), language).iter().for_each(|line| page.paragraph(line));
    page.paragraph(&format!("**{}**", VERDICTS.say(language, &why.status)));
    why_sections(why, language).iter().for_each(|own| page.section(own));
    modelled_of_many(&why.modelled, &why.travel, language, &mut page);
    page.finish()
}

/// `summary.md` and `summary.zh.md` of what steps are worth.
pub(crate) fn worth_summary(worth: &WorthJson, language: Language) -> String {
    let mut page = Page::default();
    page.title(&language.name(&Name::from(&worth.name)));
    period_lines(worth.period.as_ref(), language).iter().for_each(|line| page.paragraph(line));
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
