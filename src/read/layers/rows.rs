/// Line number and cells of each row of a table.
pub(in crate::read) type Rows = Vec<(usize, Vec<String>)>;

/// The largest number of columns.
pub(super) const MOST_COLUMNS: u32 = 2_000;

/// The largest number of cells per byte of the file, more than in any real table (rows may be shorter than the header).
pub(super) const MOST_CELLS_A_BYTE: usize = 64;

/// The separator of cells: of comma, semicolon and tab the one that stands most often in one of the lines.
pub(in crate::read) fn delimiter<'a>(lines: impl Iterator<Item = &'a [u8]> + Clone) -> u8 {
    let most = |mark: &u8| {
        let counts = lines.clone().map(|line| line.iter().filter(|byte| *byte == mark).count());
        counts.max().unwrap_or(0)
    };
    // The last of equals is taken.
    [b'\t', b';', b','].into_iter().max_by_key(most).unwrap_or(b',')
}
