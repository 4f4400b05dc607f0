//! The row of a table that names its columns: the first, or one below a title, or two of them.

use super::cells::is_figure;
use super::rows::{Row, Rows};
use crate::domain::Text;
use crate::read::catalogue::Code;
use crate::read::issue::{Place, Usual};
use crate::read::sink::Sink;

/// The rows among which the header is looked for.
pub(super) const MOST_ROWS: usize = 20;

/// The header of a table.
pub(super) struct Header {
    pub(super) line: usize,
    pub(super) names: Vec<String>,
    /// The rows up to its end.
    pub(super) rows: usize,
}

/// The header of `rows`, which are not blank; none where there are none. A row may be it where `key` gives its column of
/// keys. Below it a row without a key, of words that fill its gaps (merged cells), is its second row.
pub(super) fn find(
    sink: &Sink,
    name: &str,
    rows: &Rows,
    key: impl Fn(&[String]) -> Option<usize>,
) -> Option<Header> {
    let trimmed =
        |row: Row<'_>| -> Vec<String> { row.cells().map(|cell| cell.trim().to_owned()).collect() };
    let found = rows.iter().take(MOST_ROWS).enumerate().find_map(|(at, row)| {
        let cells = trimmed(row);
        key(&cells).map(|key| (at, key))
    });
    let (at, key) = found.map_or((0, None), |(at, key)| (at, Some(key)));
    let mut rest = rows.iter().skip(at);
    let first = rest.next()?;
    let mut header = Header { line: first.line, names: trimmed(first), rows: at + 1 };
    // The keys may stand in the second row of two.
    let above = at.checked_sub(1).map(|above| trimmed(rows.row(above)));
    if let Some(above) = above.filter(|above| tops(above, &header.names)) {
        header.names = joined(&above, &header.names);
    } else if let (Some(key), Some(below)) = (key, rest.next().map(trimmed))
        && fills(&header.names, &below, key)
    {
        header.names = joined(&header.names, &below);
        header.rows += 1;
    }
    if header.rows > 1 {
        let names = header.names.iter().filter(|name| !name.is_empty());
        let names: Vec<&str> = names.map(String::as_str).collect();
        let cause = Text::new(
            format!("the names of the columns are taken to be: {}", names.join(", ")),
            format!("取下列各项为列名：{}", names.join("、")),
        );
        let place = Place { line: Some(header.line), ..Place::file(name) };
        sink.push(Code::HEADER_BELOW, place, cause, Usual);
    }
    Some(header)
}

/// Whether `above` is the first row of the header `below`, whose gaps it fills; a title is a single cell.
fn tops(above: &[String], below: &[String]) -> bool {
    let named = |(_, cell): &(usize, &String)| !cell.is_empty();
    let gap = |(column, _): (usize, &String)| below.get(column).is_none_or(String::is_empty);
    above.iter().enumerate().filter(named).count() > 1
        && above.iter().all(|cell| !is_figure(cell))
        && above.iter().enumerate().filter(named).any(gap)
}

/// Whether `below` is the second row of the header `above`.
fn fills(above: &[String], below: &[String], key: usize) -> bool {
    let gap = |(column, cell): (usize, &String)| {
        !cell.is_empty() && above.get(column).is_none_or(String::is_empty)
    };
    below.get(key).is_none_or(String::is_empty)
        && below.iter().all(|cell| !is_figure(cell))
        && below.iter().enumerate().any(gap)
}

/// The names of two rows: the lower ones, behind the upper one where several have the same.
fn joined(above: &[String], below: &[String]) -> Vec<String> {
    let cell = |row: &[String], column: usize| row.get(column).cloned().unwrap_or_default();
    let mut group = String::new();
    let pair = |column: usize| {
        let upper = cell(above, column);
        if !upper.is_empty() {
            group.clone_from(&upper);
        }
        match cell(below, column) {
            lower if lower.is_empty() => upper,
            lower if below.iter().filter(|other| **other == lower).count() > 1 => {
                format!("{group} {lower}")
            }
            lower => lower,
        }
    };
    (0..above.len().max(below.len())).map(pair).collect()
}
