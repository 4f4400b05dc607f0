use crate::domain::{MeasureUnit, columns as text_columns};
use crate::run::Language;
use crate::run::table::{Cell, Head, Table, Unit};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

/// Excel's limits: characters (UTF-16 units) of a cell's text, of a sheet's name, and rows of a sheet.
const MOST_TEXT: usize = 32_767;
const MOST_NAME: usize = 31;
const MOST_ROWS: usize = 1_048_576;
/// So many rows say how wide a column is.
const MEASURED_ROWS: usize = 200;
/// The widest column, in characters: what is longer is broken into lines.
const WIDEST: f64 = 48.0;
/// Where text or a sheet is cut.
const CUT: &str = " […]";

/// A workbook for people with a sheet a table: what only programs need is left out, and what no row has; money is in ten
/// thousands of yuan. Headings in the first row, which stays in sight and filters. Text is always text,
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

/// A column of a sheet.
struct Column<'a> {
    /// Its place among the table's columns.
    at: usize,
    head: &'a Head,
    format: Format,
    /// Characters.
    width: f64,
}

/// The columns of a sheet: what people read, and of that what some row has.
fn columns<'a>(table: &'a Table<'_>, language: Language) -> Vec<Column<'a>> {
    let heads = table.heads.iter().enumerate().filter(|(_, head)| !head.for_programs);
    let mut columns: Vec<Column<'_>> = heads
        .map(|(at, head)| {
            let width = text_columns(&heading(head, language)) as f64 / 2.0;
            Column { at, head, format: format(head.unit), width }
        })
        .collect();
    let mut is_used = vec![table.is_empty(); table.heads.len()];
    for row in 0..table.len() {
        let cells = table.cells(row);
        for (used, cell) in is_used.iter_mut().zip(&cells) {
            *used |= *cell != Cell::Empty;
        }
        if row < MEASURED_ROWS {
            for column in &mut columns {
                let cell = shown(cells[column.at].clone(), column.head.unit, language);
                column.width = column.width.max(characters(&cell));
            }
        }
    }
    columns.retain(|column| is_used[column.at]);
    columns
}

/// The heading, with money in ten thousands of yuan.
fn heading(head: &Head, language: Language) -> String {
    let [en, zh] = head.words_of_heading();
    match (head.unit, language) {
        (Unit::Yuan, Language::English) => format!("{en}, 万元"),
        (Unit::Yuan, Language::Chinese) => format!("{zh}（万元）"),
        _ => language.short(&head.heading).into(),
    }
}

/// A cell as people read it.
fn shown(cell: Cell, unit: Unit, language: Language) -> Cell {
    match (unit, cell.number()) {
        (Unit::Yuan, Some(yuan)) => Cell::Number(yuan / 1e4),
        _ => cell.in_words(language),
    }
}

fn fill(sheet: &mut Worksheet, table: &Table<'_>, language: Language) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let columns = columns(table, language);
    for (number, column) in (0_u16..).zip(&columns) {
        let heading = cut(&heading(column.head, language));
        sheet.write_string_with_format(0, number, heading, &bold)?;
        sheet.set_column_width(number, column.width.clamp(7.0, WIDEST) + 2.0)?;
    }
    let most = MOST_ROWS - 1;
    for (line, row) in (1_u32..).zip(0..table.len().min(most)) {
        let cells = table.cells(row);
        for (number, column) in (0_u16..).zip(&columns) {
            match shown(cells[column.at].clone(), column.head.unit, language) {
                Cell::Whole(value) => {
                    sheet.write_number_with_format(line, number, value as f64, &column.format)?
                }
                Cell::Number(value) => {
                    sheet.write_number_with_format(line, number, value, &column.format)?
                }
                Cell::Measured(words, value, unit) => {
                    let (value, format) = measured(language.short(&words), value, unit);
                    sheet.write_number_with_format(line, number, value, &format)?
                }
                Cell::Text(text) => {
                    sheet.write_string_with_format(line, number, cut(&text), &column.format)?
                }
                _ => continue,
            };
        }
    }
    if table.len() > most {
        sheet.write_string(most as u32, 0, CUT)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    if let (Some(last), false) = (columns.len().checked_sub(1), table.is_empty()) {
        let rows = table.len().min(most) as u32;
        sheet.autofilter(0, 0, rows, last as u16)?;
    }
    Ok(())
}

fn format(unit: Unit) -> Format {
    let format = Format::new().set_align(FormatAlign::Top);
    match unit {
        Unit::Text | Unit::List | Unit::Flag => format.set_num_format("@").set_text_wrap(),
        Unit::Count | Unit::People | Unit::Metres | Unit::SquareMetres => {
            format.set_num_format("#,##0")
        }
        Unit::Yuan | Unit::Kilometres => format.set_num_format("#,##0.00"),
        Unit::Minutes => format.set_num_format("#,##0.0"),
        Unit::Share => format.set_num_format("0.0%"),
        Unit::Number => format.set_num_format("#,##0.000"),
        Unit::Degrees => format.set_num_format("0.000000"),
    }
}

/// The number of a figure in words, and a format that writes what stands around it: `"≥ "0.0%`.
fn measured(words: &str, value: f64, unit: MeasureUnit) -> (f64, Format) {
    let is_digit = |letter: char| letter.is_ascii_digit();
    let (before, rest) = words.split_at(words.find(is_digit).unwrap_or(0));
    let rest = rest.trim_start_matches(|letter| is_digit(letter) || matches!(letter, ',' | '.'));
    let (scale, digits) = match unit {
        // What is not quite all is not shown as all, nor what is not quite nothing as nothing.
        MeasureUnit::Share if value != value.round() && (value - value.round()).abs() < 5e-4 => {
            (1.0, "0.000%")
        }
        MeasureUnit::Share => (1.0, "0.0%"),
        MeasureUnit::Yuan | MeasureUnit::YuanYear => (1e-4, "#,##0.00"),
        MeasureUnit::Per1000 => (1.0, "#,##0.00"),
        MeasureUnit::Number | MeasureUnit::SquareMetres if value.fract() == 0.0 => (1.0, "#,##0"),
        _ => (1.0, "#,##0.0"),
    };
    let behind = match unit {
        MeasureUnit::Share => rest.trim_start().trim_start_matches(['%', '％']),
        _ => rest,
    };
    let quoted = |text: &str| match text.replace('"', "") {
        text if text.is_empty() => text,
        text => format!("\"{text}\""),
    };
    // The sign of a number is its own.
    let before = before.trim_end_matches('−').trim_start_matches("< ");
    let code = format!("{}{digits}{}", quoted(before), quoted(behind));
    (value * scale, Format::new().set_align(FormatAlign::Top).set_num_format(code))
}

/// Characters that a cell takes.
fn characters(cell: &Cell) -> f64 {
    match cell {
        Cell::Text(text) => text_columns(text) as f64,
        Cell::Measured(words, ..) => text_columns(words.chinese()) as f64,
        // Its digits, the commas between them and decimals.
        Cell::Whole(number) => number.to_string().len() as f64 * 1.4,
        Cell::Number(number) => format!("{number:.0}").len() as f64 * 1.4 + 3.0,
        _ => 0.0,
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
