use super::super::layers::Cell;
use super::Table;

/// The table in CSV (UTF-8, RFC 4180). Text that a spreadsheet would take for a formula gets an apostrophe before it:
/// see [`guarded`].
pub fn table_csv(table: &Table) -> Vec<u8> {
    let mut out = csv::Writer::from_writer(Vec::new());
    let mut put = |cells: Vec<String>| {
        out.write_record(cells)
            .expect("memory takes rows of one length");
    };
    let names = table.columns.iter().map(|column| guarded(&column.name));
    put(names.collect());
    for row in &table.rows {
        let cell = |cell: &Cell| match cell {
            Cell::Empty => String::new(),
            Cell::Whole(number) => number.to_string(),
            Cell::Number(number) => number.to_string(),
            Cell::Flag(flag) => flag.to_string(),
            Cell::Text(text) => guarded(text),
        };
        put(row.iter().map(cell).collect());
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
    if formula {
        format!("'{text}")
    } else {
        text.into()
    }
}
