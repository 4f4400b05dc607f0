//! The two pages of a run for word processors.

use super::markup::kept;
use crate::domain::{Language, Name, columns};
use crate::run::brief::Brief;
use crate::run::looks::{INK, LINE, hex};
use crate::run::plan::{PlanJson, verdict};
use crate::run::section::Section;
use crate::run::text_table::{TextColumn, TextTable};
use crate::run::words::VERDICTS;
use docx_rs::{
    AlignmentType, BorderType, Docx, LineSpacing, LineSpacingType, PageMargin, Paragraph, Pic, Run,
    RunFonts, Table, TableBorder, TableBorderPosition, TableBorders, TableCell, TableCellMargins,
    TableLayoutType, TableRow, WidthType,
};
use std::io::Cursor;
use std::thread;

/// A4 and its margins, in twentieths of a point.
const PAPER: (u32, u32) = (11_906, 16_838);
const MARGIN: i32 = 720;
/// The width of a line, in twentieths of a point and in English metric units.
const WIDTH: f64 = 10_466.0;
const EMU_OF_TWENTIETH: f64 = 635.0;
/// A map is at most so high, in the same units.
const TALLEST: f64 = 5_200.0;
/// Letters, in half points.
const SIZE: usize = 16;
const HEADING: usize = 21;
const TITLE: usize = 32;
/// Characters of a column that says how wide it is: longer text is broken into lines.
const BROAD: f64 = 24.0;
/// The same of a column of long text.
const BROADEST: f64 = 48.0;

/// A picture in PNG, so many pixels wide and high.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its bytes.
    pub png: Vec<u8>,
    /// Its width and height in pixels.
    pub size_px: (u32, u32),
}

/// The two pages as `.docx`, with the maps where they are given; none of a run without such pages. Equal pages and pictures
/// give equal bytes: no clock gets in.
///
/// # Errors
///
/// When the crate that writes the format refuses.
pub fn docx(
    plan: &PlanJson,
    language: Language,
    maps: Option<&Picture>,
) -> Result<Option<Vec<u8>>, std::io::Error> {
    let Some(brief) = plan.brief.as_ref().map(|own| own.told(language)) else { return Ok(None) };
    // The crate counts paragraphs over all documents of a thread: each document has one of its own.
    let made = thread::scope(|own| own.spawn(|| packed(plan, brief, language, maps)).join());
    made.unwrap_or_else(|_| Err(std::io::Error::other("its writer failed"))).map(Some)
}

fn packed(
    plan: &PlanJson,
    brief: &Brief,
    language: Language,
    maps: Option<&Picture>,
) -> Result<Vec<u8>, std::io::Error> {
    let fonts = RunFonts::new().ascii("Arial").hi_ansi("Arial").east_asia("Microsoft YaHei");
    let margin =
        PageMargin::new().top(MARGIN).bottom(MARGIN).left(MARGIN).right(MARGIN).header(0).footer(0);
    let mut made = Docx::new()
        .page_size(PAPER.0, PAPER.1)
        .page_margin(margin)
        .default_fonts(fonts)
        .default_size(SIZE);
    let title = language.short(&Name::from(&plan.name)).to_owned();
    let said = VERDICTS.say(language, verdict(&plan.status, &plan.stages));
    made = made
        .add_paragraph(line(&title, TITLE))
        .add_paragraph(line(said, HEADING))
        .add_paragraph(line(&brief.about, SIZE));
    if let Some(maps) = maps {
        let run = Run::new().add_image(picture(maps));
        made = made.add_paragraph(Paragraph::new().add_run(run).align(AlignmentType::Center));
    }
    made = pages(made, brief);
    let mut bytes = Cursor::new(Vec::new());
    made.build().pack(&mut bytes)?;
    Ok(bytes.into_inner())
}

fn pages(made: Docx, brief: &Brief) -> Docx {
    let made = brief.first.iter().fold(made, |made, own| section(made, own, false));
    let second = brief.second.iter().enumerate();
    second.fold(made, |made, (at, own)| section(made, own, at == 0))
}

/// A section; where `begins_page` it stands on a new one.
fn section(made: Docx, own: &Section, begins_page: bool) -> Docx {
    let heading = line(&own.heading, HEADING).keep_next(true);
    let mut made = made.add_paragraph(heading.page_break_before(begins_page));
    if let Some(own) = &own.table {
        made = made.add_table(table(own));
    }
    for item in &own.items {
        made = made.add_paragraph(line(&format!("• {item}"), SIZE));
    }
    own.notes.iter().fold(made, |made, note| made.add_paragraph(line(note, SIZE)))
}

fn line(text: &str, size: usize) -> Paragraph {
    let run = Run::new().add_text(kept(text)).size(size).color(&hex(INK)[1..]);
    let run = if size > SIZE { run.bold() } else { run };
    let spacing = spaced(size).before(if size > SIZE { 100 } else { 30 }).after(30);
    Paragraph::new().add_run(run).size(size).line_spacing(spacing)
}

/// Lines as high as their letters ask for: what fonts of Chinese ask for differs from one to another.
fn spaced(size: usize) -> LineSpacing {
    LineSpacing::new().line_rule(LineSpacingType::Exact).line((size * 13) as i32)
}

fn picture(maps: &Picture) -> Pic {
    let (wide, high) = (f64::from(maps.size_px.0.max(1)), f64::from(maps.size_px.1.max(1)));
    let scale = (WIDTH / wide).min(TALLEST / high) * EMU_OF_TWENTIETH;
    let [wide, high] = [wide, high].map(|own| (own * scale) as u32);
    // The crate numbers pictures over all documents, too.
    Pic::new_with_dimensions(maps.png.clone(), maps.size_px.0, maps.size_px.1)
        .id("rIdImage1")
        .size(wide, high)
}

/// A table over the whole line: a column is as broad as its texts.
fn table(own: &TextTable) -> Table {
    let broad = |text: &str| columns(text) as f64;
    let widths: Vec<f64> = (0..own.columns.len())
        .map(|at| {
            let cells = own.rows.iter().map(|row| broad(&row[at]));
            let longest = cells.fold(0.0, f64::max).max(broad(&own.columns[at].heading) / 2.0);
            let most = if own.columns[at].is_broken { BROADEST } else { BROAD };
            longest.clamp(4.0, most) + 2.0
        })
        .collect();
    let sum: f64 = widths.iter().sum();
    let widths: Vec<usize> = widths.iter().map(|own| (own / sum * WIDTH) as usize).collect();
    let heads = own.columns.iter().map(|column| column.heading.as_str());
    let head = row(&own.columns, &widths, heads, true);
    let rows = own.rows.iter();
    let rows =
        rows.map(|cells| row(&own.columns, &widths, cells.iter().map(String::as_str), false));
    let border = |at, kind| TableBorder::new(at).border_type(kind).color(&hex(LINE)[1..]).size(4);
    let borders = TableBorders::new()
        .set(border(TableBorderPosition::Left, BorderType::Nil))
        .set(border(TableBorderPosition::Right, BorderType::Nil))
        .set(border(TableBorderPosition::InsideV, BorderType::Nil))
        .set(border(TableBorderPosition::InsideH, BorderType::Single))
        .set(border(TableBorderPosition::Top, BorderType::Single))
        .set(border(TableBorderPosition::Bottom, BorderType::Single));
    Table::new(std::iter::once(head).chain(rows).collect())
        .set_grid(widths)
        .layout(TableLayoutType::Fixed)
        .width(WIDTH as usize, WidthType::Dxa)
        .margins(TableCellMargins::new().margin(10, 50, 10, 50))
        .set_borders(borders)
}

fn row<'a>(
    columns: &[TextColumn],
    widths: &[usize],
    cells: impl Iterator<Item = &'a str>,
    is_head: bool,
) -> TableRow {
    let cells = cells.zip(columns).zip(widths).map(|((text, column), &width)| {
        let run = Run::new().add_text(kept(text)).size(SIZE - 1);
        let run = if is_head { run.bold() } else { run };
        let align = if column.is_number { AlignmentType::Right } else { AlignmentType::Left };
        let paragraph = Paragraph::new().add_run(run).align(align).line_spacing(spaced(SIZE - 1));
        TableCell::new().width(width, WidthType::Dxa).add_paragraph(paragraph)
    });
    TableRow::new(cells.collect()).cant_split()
}
