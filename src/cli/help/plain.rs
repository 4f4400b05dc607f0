//! Markdown as plain text that fits the terminal.

use crate::cli::page::Page;
use crate::run::TextTable;

/// Cells of more characters may be broken into lines.
const SHORT_CELL: usize = 24;

/// A page as plain text: paragraphs and tables laid out in `width` columns, headings underlined, code indented.
pub(super) fn plain(markdown: &str, width: usize) -> String {
    let mut page = Page::new(width);
    let mut lines = markdown.lines().peekable();
    let mut paragraph = Paragraph::default();
    while let Some(line) = lines.next() {
        let text = line.trim_start();
        let begins_block = ["#", "```", "|", "- ", "<!--", "!["];
        if text.is_empty() || begins_block.iter().any(|mark| text.starts_with(mark)) {
            paragraph.end(&mut page);
        }
        if text.is_empty() {
            if !page.text.is_empty() && !page.text.ends_with("\n\n") {
                page.text.push('\n');
            }
        } else if text.starts_with("```") {
            for code in lines.by_ref().take_while(|line| !line.trim_start().starts_with("```")) {
                page.text += format!("    {code}").trim_end();
                page.text.push('\n');
            }
        } else if text.starts_with('|') {
            let mut rows = vec![cells(text)];
            while let Some(next) = lines.next_if(|line| line.trim_start().starts_with('|')) {
                rows.push(cells(next.trim_start()));
            }
            table(&mut page, rows);
        } else if let Some(heading) = text.strip_prefix('#') {
            let depth = heading.chars().take_while(|&c| c == '#').count();
            page.line(&words(heading.trim_start_matches('#').trim()));
            if let Some(rule) = ["═", "─"].get(depth) {
                page.text += &rule.repeat(width);
                page.text.push('\n');
            }
        } else if !text.starts_with("<!--") && !text.starts_with("![") {
            paragraph.add(text);
        }
    }
    paragraph.end(&mut page);
    page.text
}

/// Lines that are one paragraph, or one item of a list.
#[derive(Default)]
struct Paragraph {
    text: String,
    is_item: bool,
}

impl Paragraph {
    fn add(&mut self, line: &str) {
        let line = line.strip_prefix("> ").unwrap_or(line);
        if self.text.is_empty() {
            self.is_item = line.starts_with("- ");
            self.text = line.trim_start_matches("- ").to_owned();
            return;
        }
        // Chinese has no spaces between words.
        let is_chinese = |end: Option<char>| end.is_some_and(|c| !c.is_ascii());
        if !(is_chinese(self.text.chars().last()) && is_chinese(line.chars().next())) {
            self.text.push(' ');
        }
        self.text += line;
    }

    fn end(&mut self, page: &mut Page) {
        let text = words(&std::mem::take(&mut self.text));
        match (text.is_empty(), self.is_item) {
            (true, _) => {}
            (_, true) => page.item(&text),
            (_, false) => page.line(&text),
        }
    }
}

/// The cells of a row.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim().trim_start_matches('|').replace("\\|", "\u{1}");
    let row = row.trim_end_matches('|');
    row.split('|').map(|cell| words(cell.trim()).replace('\u{1}', "|")).collect()
}

fn table(page: &mut Page, rows: Vec<Vec<String>>) {
    let [heads, rules, body @ ..] = &rows[..] else {
        return;
    };
    let is_long = |column: usize| {
        let mut cells = body.iter().filter_map(|row| row.get(column));
        cells.any(|cell| cell.chars().count() > SHORT_CELL)
    };
    let heads = heads.iter().zip(rules).enumerate().map(|(column, (head, rule))| {
        let mark = match () {
            () if rule.ends_with(':') => ">",
            () if is_long(column) => "~",
            () => "",
        };
        format!("{mark}{head}")
    });
    let heads: Vec<String> = heads.collect();
    let body = body.iter().map(|row| {
        let mut row = row.clone();
        row.resize(heads.len(), String::new());
        row
    });
    let body: Vec<Vec<String>> = body.collect();
    page.whole_rows(&TextTable::new(heads).with(body));
}

/// Text without marks of emphasis and the addresses of links; what is code stays as it is.
fn words(text: &str) -> String {
    let mut plain = String::new();
    for (position, part) in text.split('`').enumerate() {
        if position > 0 {
            plain.push('`');
        }
        match position % 2 == 0 {
            true => plain += &without_marks(part),
            false => plain += part,
        }
    }
    without_addresses(&plain)
}

fn without_marks(text: &str) -> String {
    let text = text.replace("**", "");
    ["\\[", "\\]", "\\_", "\\*"]
        .iter()
        .fold(text, |text, escaped| text.replace(escaped, escaped.trim_start_matches('\\')))
}

/// `[text](address)` as `text`.
fn without_addresses(text: &str) -> String {
    let mut rest = text;
    let mut plain = String::new();
    while let Some(middle) = rest.find("](") {
        let (before, after) = rest.split_at(middle);
        let (Some(open), Some(close)) = (before.rfind('['), after.find(')')) else {
            break;
        };
        plain += &before[..open];
        plain += &before[open + 1..];
        rest = &after[close + 1..];
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_laid_out_as_text() {
        let page = "# A page\n\nSome **bold** words and [a link](x.md#y) of\ntwo lines, v\\[s\\], `a**b`.\n\n\
            <!-- not run: why -->\n```sh\nyike  solve\n```\n\n- one\n  more\n- two\n\n中文\n不空格\n\n\
            | key | value |\n|---|--:|\n| `a\\|b` | 12 |\n";
        let text = "A page\n════════════════════════════════════════\n\nSome bold words and a link of two lines,\n\
            v[s], `a**b`.\n\n    yike  solve\n\n  - one more\n  - two\n\n中文不空格\n\n\
            key     value\n─────────────\n`a|b`      12\n";
        assert_eq!(plain(page, 40), text);
    }
}
