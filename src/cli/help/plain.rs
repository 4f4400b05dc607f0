//! Markdown as plain text that fits the terminal.

use crate::cli::page::Page;
use crate::domain::columns;
use crate::run::TextTable;

/// Cells of more columns may be broken into lines.
const SHORT_CELL: usize = 24;
/// Tables of more columns that do not fit are lists.
const MOST_BROKEN_COLUMNS: usize = 4;

/// A page as plain text: paragraphs and tables laid out in `width` columns, headings underlined, code indented.
pub(super) fn plain(markdown: &str, width: usize) -> String {
    let mut page = Page::new(width);
    let mut lines = markdown.lines().peekable();
    let mut paragraph = Paragraph::default();
    while let Some(line) = lines.next() {
        let text = line.trim_start();
        let begins_block = ["#", "```", "|", "- ", "<!--", "!["];
        let begins_block = begins_block.iter().any(|mark| text.starts_with(mark));
        if text.is_empty() || begins_block || paragraph.is_quoted != text.starts_with("> ") {
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
            table(&mut page, &rows, width);
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
    is_quoted: bool,
}

impl Paragraph {
    fn add(&mut self, line: &str) {
        let quoted = line.strip_prefix("> ");
        let line = quoted.unwrap_or(line);
        if self.text.is_empty() {
            self.is_item = line.starts_with("- ");
            self.is_quoted = quoted.is_some();
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

fn table(page: &mut Page, rows: &[Vec<String>], width: usize) {
    let [heads, rules, body @ ..] = rows else {
        return;
    };
    let longest = |column: usize| {
        let cells = body.iter().filter_map(|row| row.get(column));
        cells.map(|cell| columns(cell)).max().unwrap_or(0)
    };
    let is_long = |column: usize| longest(column) > SHORT_CELL;
    let least: usize = (0..heads.len()).map(|column| longest(column).min(SHORT_CELL) + 2).sum();
    if heads.len() > MOST_BROKEN_COLUMNS && least > width {
        for row in [heads].into_iter().chain(body) {
            let filled: Vec<&str> =
                row.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
            page.item(&filled.join("; "));
        }
        return;
    }
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
            | key | value |\n|---|--:|\n| `a\\|b` | 12 |\n\n\
            Text.\n> Its quoted\n> translation.\n\n\
            | a | b | c | d | e |\n|---|---|---|---|---|\n\
            | a cell of 20 letters | a cell of 20 letters | | | f |\n";
        let text = "A page\n════════════════════════════════════════\n\nSome bold words and a link of two lines,\n\
            v[s], `a**b`.\n\n    yike  solve\n\n  - one more\n  - two\n\n中文不空格\n\n\
            key     value\n─────────────\n`a|b`      12\n\n\
            Text.\nIts quoted translation.\n\n  - a; b; c; d; e\n  - a cell of 20 letters; a cell of 20\n    letters; f\n";
        assert_eq!(plain(page, 40), text);
    }
}
