//! How text is laid out for the terminal: lines broken between words, tables that fit.

use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, Row, Table, TableComponent,
};
use yike::domain::Name;
use yike::run::Language;
use yike::run::text_table::{TextColumn, TextTable};

/// The terminal's language.
pub(crate) const LANGUAGE: Language = Language::English;
/// From this width on there is room for names in both languages.
const ROOMY: usize = 100;

/// The columns of the terminal; none where there is none.
pub(crate) fn terminal_width() -> Option<usize> {
    Table::new().width().map(usize::from)
}

pub(crate) fn left(text: &str) -> Cell {
    Cell::new(text)
}

pub(crate) fn right(text: &str) -> Cell {
    Cell::new(text).set_alignment(CellAlignment::Right)
}

/// A row of at most three lines: what does not fit ends in an ellipsis.
pub(crate) fn row<const N: usize>(cells: [Cell; N]) -> Row {
    let mut row = Row::from(cells.to_vec());
    row.max_height(3);
    row
}

/// Text being laid out for the terminal.
pub(crate) struct Page {
    /// What is laid out so far.
    pub(crate) text: String,
    width: usize,
}

impl Page {
    pub(crate) fn new(width: usize) -> Self {
        Self { text: String::new(), width }
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

    fn hanging(&mut self, marker: &str, text: &str) {
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

    /// An empty table. `>` before a heading sets it to the right; the columns in `fixed` take what their
    /// content needs, the others share what is left.
    pub(crate) fn table(&self, heads: &[&str], fixed: &[usize]) -> Table {
        let heads = heads.iter().map(|head| match head.strip_prefix('>') {
            Some(head) => right(head),
            None => left(head),
        });
        self.frame(heads.collect(), |position| !fixed.contains(&position))
    }

    /// An empty table; columns take what their content needs, those that may be broken share what is left.
    fn frame(&self, heads: Vec<Cell>, is_broken: impl Fn(usize) -> bool) -> Table {
        let last = heads.len().saturating_sub(1);
        let mut table = Table::new();
        table
            .load_preset(comfy_table::presets::NOTHING)
            .set_style(TableComponent::HeaderLines, '─')
            .set_style(TableComponent::MiddleHeaderIntersections, '─')
            .set_truncation_indicator("…")
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(self.width as u16)
            .set_header(heads);
        for (position, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, if position == last { 0 } else { 2 }));
            if !is_broken(position) {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        table
    }

    /// A table. Rows have at most three lines: what does not fit ends in an ellipsis.
    pub(crate) fn rows(&mut self, table: &TextTable) {
        self.lay_out(table, Some(3));
    }

    /// A table, all of it.
    pub(crate) fn whole_rows(&mut self, table: &TextTable) {
        self.lay_out(table, None);
    }

    fn lay_out(&mut self, table: &TextTable, most_lines: Option<usize>) {
        let columns = &table.columns;
        let cell = |(text, column): (&String, &TextColumn)| match column.is_number {
            true => right(text),
            false => left(text),
        };
        let heads = columns.iter().map(|column| cell((&column.heading, column)));
        let mut laid_out = self.frame(heads.collect(), |position| columns[position].is_broken);
        for cells in &table.rows {
            let mut row: Row = cells.iter().zip(columns).map(cell).collect::<Vec<_>>().into();
            if let Some(lines) = most_lines {
                row.max_height(lines);
            }
            laid_out.add_row(row);
        }
        self.put(&laid_out);
    }

    /// A name, the Chinese one beside it where there is room.
    pub(crate) fn name(&self, name: &Name) -> String {
        if self.width < ROOMY { LANGUAGE.short(name).into() } else { LANGUAGE.name(name) }
    }

    pub(crate) fn put(&mut self, table: &Table) {
        for line in table.lines() {
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }
}
