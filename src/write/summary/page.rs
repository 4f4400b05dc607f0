//! Markdown, no more of it than the summary needs.

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

    /// A table. A heading that begins with `>` makes a column of numbers, set to the right.
    pub(super) fn table(&mut self, heads: &[&str], rows: &[Vec<String>]) {
        let names: Vec<String> = heads
            .iter()
            .map(|head| cell(head.trim_start_matches('>')))
            .collect();
        let rules: Vec<&str> = heads
            .iter()
            .map(|head| if head.starts_with('>') { "--:" } else { ":--" })
            .collect();
        let _ = writeln!(self.text, "\n| {} |", names.join(" | "));
        let _ = writeln!(self.text, "| {} |", rules.join(" | "));
        for row in rows {
            let cells: Vec<String> = row.iter().map(|text| cell(text)).collect();
            let _ = writeln!(self.text, "| {} |", cells.join(" | "));
        }
    }

    pub(super) fn finish(self) -> String {
        self.text
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
