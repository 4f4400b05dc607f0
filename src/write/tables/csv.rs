use crate::run::table::{Cell, Table};
use crate::run::{Language, Output};

/// The table in CSV (UTF-8, RFC 4180), its words in `language`. Text that a spreadsheet would take for a formula gets an
/// apostrophe before it: see [`guarded`].
pub fn table_csv(table: &Table<'_>, language: Language) -> Vec<u8> {
    csv(table, guarded, |cell| cell.spoken(language))
}

/// The table in CSV for programs: codes as codes. Guarded likewise.
pub fn codes_csv(table: &Table<'_>) -> Vec<u8> {
    csv(table, guarded, |cell| cell)
}

/// The same with text as it is: ids can be joined to the caller's own tables.
pub fn codes_csv_as_given(table: &Table<'_>) -> Vec<u8> {
    csv(table, str::to_owned, |cell| cell)
}

fn csv(table: &Table<'_>, kept: fn(&str) -> String, said: impl Fn(Cell) -> Cell) -> Vec<u8> {
    let heads = table.heads.iter().map(|head| kept(&head.name)).collect();
    let rows = (0..table.len()).map(|row| -> Vec<String> {
        let cell = |cell: Cell| match said(cell) {
            Cell::Text(text) => kept(&text),
            other => other.plain().unwrap_or_default(),
        };
        table.cells(row).into_iter().map(cell).collect()
    });
    records(std::iter::once(heads).chain(rows))
}

/// The byte-order mark before a table, by which Excel knows that CSV is UTF-8.
pub(crate) const MARK: &[u8] = b"\xef\xbb\xbf";

/// Puts a byte-order mark before a table.
pub fn mark(table: &mut Vec<u8>) {
    table.splice(..0, MARK.iter().copied());
}

/// The output with such a mark, if it is CSV.
pub fn marked(mut output: Output) -> Output {
    if output.name.ends_with(".csv") {
        mark(&mut output.bytes);
    }
    output
}

/// Records of one length in CSV.
pub(crate) fn records<T: AsRef<[u8]>>(rows: impl IntoIterator<Item = Vec<T>>) -> Vec<u8> {
    let mut out = csv::Writer::from_writer(Vec::new());
    for row in rows {
        out.write_record(row).expect("memory takes rows of one length");
    }
    out.into_inner().expect("memory")
}

/// Text that begins with `=`, `+`, `-`, `@`, a tab or a line's end, which spreadsheets take for a formula, with an
/// apostrophe before it; all other text as it is, plain numbers too (ids may be below 0).
pub fn guarded(text: &str) -> String {
    let plain = |c: char| c.is_ascii_digit() || c == '.';
    let is_number = text
        .strip_prefix(['-', '+'])
        .is_some_and(|rest| !rest.is_empty() && rest.chars().all(plain));
    let formula = !is_number
        && text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if formula { format!("'{text}") } else { text.into() }
}
