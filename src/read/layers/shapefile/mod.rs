//! Shapefiles: `.shp` with `.shx`, `.dbf` and, where they exist, `.prj` and `.cpg`.

mod geometry;
mod table;

use super::damage;
use super::declared::{Declared, named};
use super::extent::check_extent;
use super::features::{Receiver, feature};
use super::source::Source;
use crate::domain::crs::Crs;
use crate::domain::{Phrase, phrase, text};
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::sink::Sink;
use crate::read::source::{InputFile, Role, fingerprint, open_bytes};
use std::path::PathBuf;
use table::Table;

const WHAT: Phrase = phrase("a Shapefile", "Shapefile");

/// Reads shapes and their table.
pub(super) fn read(
    sink: &Sink,
    source: &Source,
    role: Role,
    features: &mut dyn Receiver,
) -> Option<InputFile> {
    let name = &source.name;
    let main = open_bytes(sink, &source.path, name, role)?;
    let (index, rows) = (part(source, "shx"), part(source, "dbf"));
    for (ending, found) in [("shx", &index), ("dbf", &rows)] {
        if found.is_none() {
            let cause = text!(
                "the file beside it that ends in .{ending} is missing",
                "缺少同名的 .{ending} 文件"
            );
            let action = text!(
                "copy all files of the Shapefile: .shp, .shx, .dbf, .prj and .cpg",
                "请复制 Shapefile 的全部文件：.shp、.shx、.dbf、.prj 和 .cpg"
            );
            sink.push(Code::PART_MISSING, Place::file(name), cause, action);
        }
    }
    let (index, rows) = (index?, rows?);
    let rows = open_bytes(sink, &rows, &beside(name, "dbf"), role)?;
    let index = open_bytes(sink, &index, &beside(name, "shx"), role)?;
    // The index has a hundred bytes, and eight for each shape.
    if !check_extent(sink, name, index.bytes.len().saturating_sub(100) / 8, 1) {
        return None;
    }
    let code_page = text_part(source, "cpg");
    let projection = text_part(source, "prj");

    let shapes = geometry::read(&main.bytes).map_err(|why| damage::push(sink, name, WHAT, why));
    let table_name = beside(name, "dbf");
    let table = Table::read(sink, &table_name, rows.bytes.clone(), code_page.as_deref());
    let declared = match &projection {
        None => Some(Declared::Nothing),
        Some(text) if text.trim().is_empty() => Some(Declared::Nothing),
        Some(text) => named(sink, name, "crs", Crs::from_wkt(text)),
    };
    let (shapes, table, declared) = (shapes.ok()?, table?, declared?);
    if shapes.len() != table.len() {
        let (shapes, rows) = (shapes.len(), table.len());
        let why = text!(
            "it has {shapes} shapes, and its table {rows} rows",
            "有 {shapes} 个图形，属性表有 {rows} 行"
        );
        damage::push(sink, name, WHAT, why);
        return None;
    }
    features.declare(&declared)?;
    let mut shapes = shapes.into_iter();
    table.rows(sink, &table_name, &mut |row| {
        let shape = shapes.next()?;
        // A row marked as deleted is still in the file, and so is its shape.
        row.map_or(Some(()), |row| features.take(feature(row, geometry::geometry(shape))))
    })?;
    let texts = [&code_page, &projection].map(|text| text.clone().unwrap_or_default());
    let all = [&main.bytes, &index.bytes, &rows.bytes].map(|bytes| bytes.as_slice());
    let parts = all.into_iter().chain(texts.iter().map(|text| text.as_bytes()));
    let record = InputFile {
        bytes: parts.clone().map(|part| part.len() as u64).sum(),
        sha256: fingerprint(parts),
        ..main.record
    };
    Some(record)
}

fn beside(name: &str, ending: &str) -> String {
    PathBuf::from(name).with_extension(ending).display().to_string()
}

/// The part of the Shapefile with this ending, in small or capital letters.
fn part(source: &Source, ending: &str) -> Option<PathBuf> {
    [ending.to_owned(), ending.to_ascii_uppercase()]
        .into_iter()
        .map(|ending| source.path.with_extension(ending))
        .find(|path| path.is_file())
}

/// A part that is short text.
fn text_part(source: &Source, ending: &str) -> Option<String> {
    let path = part(source, ending)?;
    let short = std::fs::metadata(&path).is_ok_and(|facts| facts.len() < 100_000);
    let bytes = short.then(|| std::fs::read(path).ok()).flatten()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
