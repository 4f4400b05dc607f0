//! The cells of a table, all of them in one text: a text for each cell would take many times the table's size.

/// The rows of a table.
#[derive(Debug, Default)]
pub(in crate::read) struct Rows {
    text: String,
    /// Where each cell ends in the text.
    cells: Vec<u32>,
    /// The line of each row, and where it ends in the cells.
    rows: Vec<(u32, u32)>,
    /// The first of the rows that counts.
    first: usize,
}

/// A row of a table. Cells beyond its last one are empty.
#[derive(Debug, Clone, Copy)]
pub(in crate::read) struct Row<'a> {
    pub(in crate::read) line: usize,
    rows: &'a Rows,
    first: usize,
    end: usize,
}

/// The place of something in a list; files are much smaller than what a `u32` counts.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Rows {
    /// No rows, with room for so many, and for so many cells and bytes of text.
    pub(super) fn with_room(rows: usize, cells: usize, bytes: usize) -> Self {
        let text = String::with_capacity(bytes);
        let (cells, rows) = (Vec::with_capacity(cells), Vec::with_capacity(rows));
        Self { text, cells, rows, first: 0 }
    }

    /// Adds a row, unless all of it is blank.
    pub(super) fn push<'a>(&mut self, line: usize, cells: impl Iterator<Item = &'a str> + Clone) {
        if cells.clone().any(|cell| !cell.trim().is_empty()) {
            self.push_any(line, cells);
        }
    }

    /// Adds a row.
    pub(super) fn push_any<'a>(&mut self, line: usize, cells: impl Iterator<Item = &'a str>) {
        for cell in cells {
            self.text.push_str(cell);
            self.cells.push(place(self.text.len()));
        }
        self.rows.push((place(line), place(self.cells.len())));
    }

    /// Leaves out the first rows.
    pub(super) fn skip(&mut self, rows: usize) {
        self.first += rows;
    }

    pub(in crate::read) fn len(&self) -> usize {
        self.rows.len() - self.first
    }

    /// The row at a position.
    pub(in crate::read) fn row(&self, at: usize) -> Row<'_> {
        let at = self.first + at;
        let first = at.checked_sub(1).map_or(0, |before| self.rows[before].1 as usize);
        let (line, end) = self.rows[at];
        Row { line: line as usize, rows: self, first, end: end as usize }
    }

    pub(in crate::read) fn iter(&self) -> impl Iterator<Item = Row<'_>> + Clone {
        (0..self.len()).map(|at| self.row(at))
    }
}

impl<'a> Row<'a> {
    /// The number of its cells.
    pub(super) fn len(self) -> usize {
        self.end - self.first
    }

    pub(in crate::read) fn cell(self, column: usize) -> &'a str {
        let at = self.first + column;
        if at >= self.end {
            return "";
        }
        let start = at.checked_sub(1).map_or(0, |before| self.rows.cells[before] as usize);
        &self.rows.text[start..self.rows.cells[at] as usize]
    }

    pub(super) fn cells(self) -> impl Iterator<Item = &'a str> + Clone {
        (0..self.len()).map(move |column| self.cell(column))
    }
}

/// The largest number of columns.
pub(super) const MOST_COLUMNS: u32 = 2_000;

/// The largest number of cells per byte of the file, more than in any real table (rows may be shorter than the header).
pub(super) const MOST_CELLS_A_BYTE: usize = 64;

/// The separator of cells: of comma, semicolon and tab the one that stands in most of the lines, of several the one that
/// stands most often in one of them. (Numbers with a decimal comma have none in the header.)
pub(in crate::read) fn delimiter<'a>(lines: impl Iterator<Item = &'a [u8]> + Clone) -> u8 {
    let most = |mark: &u8| {
        let counts = lines.clone().map(|line| line.iter().filter(|byte| *byte == mark).count());
        (counts.clone().filter(|count| *count > 0).count(), counts.max().unwrap_or(0))
    };
    // The last of equals is taken.
    [b'\t', b';', b','].into_iter().max_by_key(most).unwrap_or(b',')
}
