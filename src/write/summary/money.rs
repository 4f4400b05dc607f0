//! Money by source.

use super::Writer;
use super::page::Page;
use crate::run::report::Decided;
use crate::run::text_table::money_by_source;

impl Writer<'_> {
    pub(super) fn money(&self, decided: &Decided<'_>, page: &mut Page) {
        let language = self.language;
        page.heading(language.say("Money by source", "资金来源"));
        match money_by_source(decided, language, |name| language.name(name)) {
            Some(table) => page.table(&table),
            None => page.paragraph(language.say(
                "The plan names no source of money, so money is not limited.",
                "规划未列资金来源，投入不设上限。",
            )),
        }
    }
}
