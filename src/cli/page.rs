//! How text is laid out for the terminal: lines broken between words, tables that fit.

use crate::domain::Name;
use crate::run::Language;
use crate::run::section::Section;
use crate::run::text_table::{TextColumn, TextTable};
use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, Row, Table, TableComponent,
};

/// The terminal's usual language.
pub(crate) const LANGUAGE: Language = Language::English;
/// From this width on there is room for names in both languages.
const ROOMY: usize = 100;

/// So many of a ranked list are shown.
const RANKED: usize = 8;

/// The columns of the terminal; none where there is none.
pub(crate) fn terminal_width() -> Option<usize> {
    Table::new().width().map(usize::from)
}

/// What text is laid out on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paper {
    /// Columns.
    pub(crate) width: usize,
    /// In which language.
    pub(crate) language: Language,
}

impl From<usize> for Paper {
    /// So many columns, in the usual language.
    fn from(width: usize) -> Self {
        Self { width, language: LANGUAGE }
    }
}

/// Text being laid out for the terminal.
pub(crate) struct Page {
    /// What is laid out so far.
    pub(crate) text: String,
    /// The language that it is in.
    pub(crate) language: Language,
    width: usize,
}

impl Page {
    pub(crate) fn new(paper: impl Into<Paper>) -> Self {
        let Paper { width, language } = paper.into();
        Self { text: String::new(), language, width }
    }

    /// One of two texts, as its language is.
    pub(crate) fn say<'a>(&self, english: &'a str, chinese: &'a str) -> &'a str {
        self.language.say(english, chinese)
    }

    pub(crate) fn heading(&mut self, text: &str) {
        self.text.push('\n');
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Text broken between words.
    pub(crate) fn line(&mut self, text: &str) {
        self.hanging("", text);
    }

    pub(crate) fn item(&mut self, text: &str) {
        self.hanging("  - ", text);
    }

    /// A section, of a ranked list the first.
    pub(crate) fn section(&mut self, section: &Section) {
        self.heading(&section.heading);
        section.table.iter().for_each(|table| self.rows(table));
        if section.is_ranked {
            for (at, item) in section.items.iter().take(RANKED).enumerate() {
                self.item(&format!("{}. {item}", at + 1));
            }
            let place = self.say("see --json or the summary", "见 --json 或摘要");
            self.more(section.items.len(), RANKED, place);
        } else {
            section.items.iter().for_each(|item| self.item(item));
        }
        section.notes.iter().for_each(|note| self.line(note));
    }

    /// Says how many more there are than are listed, and where they are.
    pub(crate) fn more(&mut self, all: usize, listed: usize, place: &str) {
        if all > listed {
            self.line(&self.language.rest(all - listed, place));
        }
    }

    /// Text broken between words, its first line behind `marker`, the others below that.
    pub(crate) fn hanging(&mut self, marker: &str, text: &str) {
        let mut table = Table::new();
        table
            .load_preset(comfy_table::presets::NOTHING)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width((self.width.saturating_sub(marker.len())) as u16)
            .add_row([text]);
        for (position, column) in table.column_iter_mut().enumerate() {
            if position == 0 {
                column.set_padding((0, 0));
            }
        }
        for (position, line) in table.lines().enumerate() {
            let margin = if position == 0 { marker } else { &" "[..0] };
            self.text.push_str(margin);
            if position > 0 {
                self.text.push_str(&" ".repeat(marker.len()));
            }
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }

    /// A table. Rows have at most three lines: what does not fit ends in an ellipsis.
    pub(crate) fn rows(&mut self, table: &TextTable) {
        self.lay_out(table, Some(3));
    }

    /// A table, all of it.
    pub(crate) fn whole_rows(&mut self, table: &TextTable) {
        self.lay_out(table, None);
    }

    /// Columns take what their content needs; those that may be broken share what is left.
    fn lay_out(&mut self, table: &TextTable, most_lines: Option<usize>) {
        let columns = &table.columns;
        let cell = |(text, column): (&String, &TextColumn)| {
            Cell::new(text).set_alignment(match column.is_number {
                true => CellAlignment::Right,
                false => CellAlignment::Left,
            })
        };
        let heads = columns.iter().map(|column| cell((&column.heading, column)));
        let mut laid_out = Table::new();
        laid_out
            .load_preset(comfy_table::presets::NOTHING)
            .set_style(TableComponent::HeaderLines, '─')
            .set_style(TableComponent::MiddleHeaderIntersections, '─')
            .set_truncation_indicator("…")
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(self.width as u16)
            .set_header(heads);
        for (position, column) in laid_out.column_iter_mut().enumerate() {
            column.set_padding((0, if position + 1 == columns.len() { 0 } else { 2 }));
            if !columns[position].is_broken {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        for cells in &table.rows {
            let mut row: Row = cells.iter().zip(columns).map(cell).collect::<Vec<_>>().into();
            if let Some(lines) = most_lines {
                row.max_height(lines);
            }
            laid_out.add_row(row);
        }
        for line in laid_out.lines() {
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }

    /// A name, the Chinese one beside it where there is room.
    pub(crate) fn name(&self, name: &Name) -> String {
        match self.width < ROOMY {
            true => self.language.short(name).into(),
            false => self.language.name(name),
        }
    }
}

/// The table with its figures without 万元, which stands beside it once.
pub(crate) fn without_unit(mut table: TextTable) -> TextTable {
    for row in &mut table.rows {
        for (cell, _) in row.iter_mut().zip(&table.columns).filter(|(_, column)| column.is_number) {
            *cell = cell.trim_end_matches(" 万元").to_owned();
        }
    }
    table
}
