use crate::run::Language;
use crate::run::table::{Cell, Head, Table, Unit};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// Excel's limits: characters (UTF-16 units) of a cell's text, of a sheet's name, and rows of a sheet.
const MOST_TEXT: usize = 32_767;
const MOST_NAME: usize = 31;
const MOST_ROWS: usize = 1_048_576;
/// So many rows say how wide a column is.
const MEASURED_ROWS: usize = 200;
/// Where text or a sheet is cut.
const CUT: &str = " […]";

/// A workbook with a sheet a table: headings in the first row, which stays in sight and filters. Text is always text,
/// never a formula, a number or a link, whatever it begins with. Text beyond 32,767 characters and rows beyond
/// 1,048,576 are cut, with ` […]` where they are. The same tables give the same bytes: the date in the file is fixed.
///
/// # Errors
///
/// When the crate that writes the format refuses, as it does for no table of a run.
pub fn workbook(tables: &[&Table<'_>], language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for table in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(table.title(language)))?;
        fill(sheet, table, language)?;
    }
    book.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, table: &Table<'_>, language: Language) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_text_wrap();
    let heads: Vec<&Head> = table.heads.iter().collect();
    let row = |row| -> Vec<Cell> {
        table.cells(row).into_iter().map(|cell| cell.spoken(language)).collect()
    };
    let mut widths: Vec<f64> =
        heads.iter().map(|head| broad(language.short(&head.heading)) / 2.0).collect();
    for row in (0..table.len().min(MEASURED_ROWS)).map(row) {
        for (width, cell) in widths.iter_mut().zip(&row) {
            *width = width.max(characters(cell));
        }
    }
    let mut at = Vec::with_capacity(heads.len());
    for ((number, head), width) in (0_u16..).zip(&heads).zip(widths) {
        let heading = cut(language.short(&head.heading));
        sheet.write_string_with_format(0, number, heading, &bold)?;
        sheet.set_column_width(number, width.clamp(7.0, 48.0) + 2.0)?;
        at.push((number, format(head.unit)));
    }
    let most = MOST_ROWS - 1;
    for (line, row) in (1_u32..).zip((0..table.len().min(most)).map(row)) {
        for ((column, format), cell) in at.iter().zip(row) {
            let column = *column;
            match cell {
                Cell::Whole(number) => {
                    sheet.write_number_with_format(line, column, number as f64, format)?
                }
                Cell::Number(number) => {
                    sheet.write_number_with_format(line, column, number, format)?
                }
                Cell::Flag(flag) => sheet.write_boolean(line, column, flag)?,
                Cell::Text(text) => {
                    sheet.write_string_with_format(line, column, cut(&text), format)?
                }
                _ => continue,
            };
        }
    }
    if table.len() > most {
        sheet.write_string(most as u32, 0, CUT)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    if let (Some(last), false) = (at.last(), table.is_empty()) {
        let rows = table.len().min(most) as u32;
        sheet.autofilter(0, 0, rows, last.0)?;
    }
    Ok(())
}

fn format(unit: Unit) -> Format {
    let pattern = match unit {
        Unit::Text | Unit::List => "@",
        Unit::Count | Unit::Yuan => "#,##0",
        Unit::Share => "0.0%",
        Unit::Degrees => "0.000000",
        Unit::Flag => "General",
        Unit::Number
        | Unit::People
        | Unit::Kilometres
        | Unit::Metres
        | Unit::SquareMetres
        | Unit::Minutes => "#,##0.##",
    };
    Format::new().set_num_format(pattern)
}

/// Characters that a text takes.
fn broad(text: &str) -> f64 {
    let width = |c: char| if c.is_ascii() { 1.0 } else { 2.0 };
    text.chars().map(width).sum()
}

/// Characters that a cell takes.
fn characters(cell: &Cell) -> f64 {
    match cell {
        Cell::Text(text) => broad(text),
        Cell::Whole(number) => number.to_string().len() as f64 * 1.4,
        _ => 8.0,
    }
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
        kept.push(if matches!(letter, '\u{fffe}' | '\u{ffff}') { '\u{fffd}' } else { letter });
    }
    kept
}

fn sheet_name(title: &str) -> String {
    let plain = title.chars().filter(|letter| !"[]:*?/\\".contains(*letter));
    plain.take(MOST_NAME).collect()
}
