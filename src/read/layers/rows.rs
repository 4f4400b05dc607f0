/// Line number and cells of each row of a table.
pub(in crate::read) type Rows = Vec<(usize, Vec<String>)>;

/// The largest number of columns.
pub(super) const MOST_COLUMNS: u32 = 2_000;

/// The largest number of cells per byte of the file, more than in any real table (rows may be shorter than the header).
pub(super) const MOST_CELLS_A_BYTE: usize = 64;
