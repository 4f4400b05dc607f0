use super::super::layers::Cell;
use super::{Shown, Table, TableColumn};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// Excel's limits: characters (UTF-16 units) of a cell's text, of a sheet's name, and rows of a sheet.
const MOST_TEXT: usize = 32_767;
const MOST_NAME: usize = 31;
const MOST_ROWS: usize = 1_048_576;
/// Where text or a sheet is cut.
const CUT: &str = " […]";

/// A workbook with a sheet a table: headings in the first row, which stays in sight and filters. Text is always text,
/// never a formula, a number or a link, whatever it begins with. Text beyond 32,767 characters and rows beyond
/// 1,048,576 are cut, with ` […]` where they are. The same tables give the same bytes: the date in the file is fixed.
///
/// # Errors
///
/// When the crate that writes the format refuses, as it does for no table of a run.
pub fn workbook(tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for table in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(table.title))?;
        fill(sheet, table)?;
    }
    book.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_text_wrap();
    let mut at = Vec::with_capacity(table.columns.len());
    for (number, column) in (0_u16..).zip(&table.columns) {
        sheet.write_string_with_format(0, number, cut(&column.heading), &bold)?;
        let width = width(table, usize::from(number), column);
        sheet.set_column_width(number, width)?;
        at.push((number, format(column.kind)));
    }
    let most = MOST_ROWS - 1;
    for (line, row) in (1_u32..).zip(table.rows.iter().take(most)) {
        for ((column, format), cell) in at.iter().zip(row) {
            let column = *column;
            match cell {
                Cell::Empty => continue,
                Cell::Whole(number) => {
                    sheet.write_number_with_format(line, column, *number as f64, format)?
                }
                Cell::Number(number) => {
                    sheet.write_number_with_format(line, column, *number, format)?
                }
                Cell::Flag(flag) => sheet.write_boolean(line, column, *flag)?,
                Cell::Text(text) => {
                    sheet.write_string_with_format(line, column, cut(text), format)?
                }
            };
        }
    }
    if table.rows.len() > most {
        sheet.write_string(most as u32, 0, CUT)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    if let (Some(last), false) = (at.last(), table.rows.is_empty()) {
        let rows = table.rows.len().min(most) as u32;
        sheet.autofilter(0, 0, rows, last.0)?;
    }
    Ok(())
}

fn format(kind: Shown) -> Format {
    let pattern = match kind {
        Shown::Text => "@",
        Shown::Count | Shown::Yuan => "#,##0",
        Shown::Number => "#,##0.##",
        Shown::Share => "0.0%",
        Shown::Degrees => "0.000000",
        Shown::Flag => "General",
    };
    Format::new().set_num_format(pattern)
}

/// Characters that the column takes: of its first rows, and of its heading on two lines.
fn width(table: &Table, at: usize, column: &TableColumn) -> f64 {
    let broad = |text: &str| {
        text.chars()
            .map(|c| if c.is_ascii() { 1.0 } else { 2.0 })
            .sum()
    };
    let cells = table.rows.iter().take(200).map(|row| match row.get(at) {
        Some(Cell::Text(text)) => broad(text),
        Some(Cell::Whole(number)) => number.to_string().len() as f64 * 1.4,
        _ => 8.0,
    });
    let heading: f64 = broad(&column.heading);
    cells.fold(heading / 2.0, f64::max).clamp(7.0, 48.0) + 2.0
}

/// Text that a cell takes: not too long, and without characters that XML has no place for.
fn cut(text: &str) -> String {
    let mut kept = String::new();
    let mut units = 0;
    for letter in text.chars() {
        units += letter.len_utf16();
        if units > MOST_TEXT - CUT.len() && text.encode_utf16().count() > MOST_TEXT {
            kept.push_str(CUT);
            break;
        }
        kept.push(if matches!(letter, '\u{fffe}' | '\u{ffff}') {
            '\u{fffd}'
        } else {
            letter
        });
    }
    kept
}

fn sheet_name(title: &str) -> String {
    let plain = title.chars().filter(|letter| !"[]:*?/\\".contains(*letter));
    plain.take(MOST_NAME).collect()
}
