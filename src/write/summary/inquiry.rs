//! The summaries of answers to questions about a plan.

use super::Language;
use super::modelled::modelled_of_many;
use super::page::Page;
use crate::domain::Name;
use crate::run::asked::Answered;

/// `summary.md` and `summary.zh.md` of an answer.
pub(crate) fn answer_summary(answer: &impl Answered, language: Language) -> String {
    let mut page = Page::default();
    let asked = answer.asked();
    page.title(&language.name(&Name::from(&asked.name)));
    for (at, line) in answer.opening(language).iter().enumerate() {
        page.paragraph(&if at == 0 { format!("**{line}**") } else { line.clone() });
    }
    answer.sections(language).iter().for_each(|own| page.section(own));
    modelled_of_many(&asked.modelled, &asked.travel, language, &mut page);
    page.finish()
}
