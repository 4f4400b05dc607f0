//! Markdown, no more of it than the summary needs.

use crate::run::section::Section;
use crate::run::text_table::TextTable;
use crate::run::visible;
use std::fmt::Write;

/// A page being written.
#[derive(Default)]
pub(super) struct Page {
    text: String,
}

impl Page {
    pub(super) fn title(&mut self, text: &str) {
        let _ = writeln!(self.text, "# {}", plain(text));
    }

    pub(super) fn heading(&mut self, text: &str) {
        let _ = writeln!(self.text, "\n## {text}");
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        let _ = writeln!(self.text, "\n{}", plain(text));
    }

    /// A list; `marker` is `-` or `1.`.
    pub(super) fn items(&mut self, marker: &str, items: &[String]) {
        self.text.push('\n');
        for item in items {
            let _ = writeln!(self.text, "{marker} {}", plain(item));
        }
    }

    /// A table.
    pub(super) fn table(&mut self, table: &TextTable) {
        let columns = table.columns.iter();
        let rules = columns.clone().map(|own| if own.is_number { "--:" } else { ":--" });
        let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
        let heads = columns.map(|own| cell(&own.heading)).collect();
        let _ = writeln!(self.text, "\n{}", line(heads));
        let _ = writeln!(self.text, "{}", line(rules.map(Into::into).collect()));
        for row in &table.rows {
            let cells = row.iter().map(|text| cell(text)).collect();
            let _ = writeln!(self.text, "{}", line(cells));
        }
    }

    pub(super) fn section(&mut self, section: &Section) {
        self.heading(&section.heading);
        section.table.iter().for_each(|table| self.table(table));
        if !section.items.is_empty() {
            self.items(if section.is_ranked { "1." } else { "-" }, &section.items);
        }
        section.notes.iter().for_each(|note| self.paragraph(note));
    }

    pub(super) fn finish(self) -> String {
        visible(&self.text).into_owned()
    }
}

/// Text in which nothing is taken for HTML.
fn plain(text: &str) -> String {
    text.replace('<', "\\<")
}

/// Text that cannot end a cell or a row early.
fn cell(text: &str) -> String {
    plain(text).replace('|', "\\|").replace(['\n', '\r'], " ")
}
