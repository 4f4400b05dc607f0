//! GeoPackages, read from memory: SQLite neither locks the file nor leaves a journal beside it.

use super::damage::{self, Bytes};
use super::declared::{Declared, named};
use super::extent::check_extent;
use super::features::{Receiver, feature, left_out, straightened};
use super::source::Source;
use super::{cells, wkb};
use crate::domain::crs::Crs;
use crate::domain::said;
use crate::domain::{Members, Phrase, Text, phrase, text};
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::near::{instead, list};
use crate::read::sink::Sink;
use crate::read::source::{InputFile, Role, SITES_LAYER, open_bytes};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, MAIN_DB, Row};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

const WHAT: Phrase = phrase("a GeoPackage", "GeoPackage");

/// What is to be said of the rows.
#[derive(Default)]
struct Found {
    /// The features whose geometry is malformed.
    faults: Vec<usize>,
    curved: usize,
    /// The columns of bytes.
    bytes: BTreeSet<String>,
}

/// A layer in the list of the file's contents.
struct LayerEntry {
    table: String,
    view: bool,
    geometry: String,
    srs: i64,
}

/// Reads the layer asked for, or the only one.
pub(super) fn read(
    sink: &Sink,
    source: &Source,
    role: Role,
    features: &mut dyn Receiver,
) -> Option<InputFile> {
    let name = &source.name;
    let mut file = open_bytes(sink, &source.path, name, role)?;
    let damaged = |why: Text| damage::push(sink, name, WHAT, why);
    let broken = |error: rusqlite::Error| damaged(said(error));
    if !file.bytes.starts_with(b"SQLite format 3\0") || file.bytes.len() < 100 {
        damaged(text!("it does not begin as SQLite files do", "文件开头不是 SQLite 格式"));
        return None;
    }
    if file.bytes[18..20] == [2, 2] && has_log(&source.path) {
        let cause = text!(
            "a program has the file open, and part of its layers is in the file with the ending -wal beside it",
            "有软件正打开该文件，部分图层还在旁边以 -wal 结尾的文件中"
        );
        let action = text!(
            "close the program that has it open (QGIS, for instance), and run again",
            "请关闭打开它的软件（例如 QGIS），再次运行"
        );
        sink.push(Code::FILE_UNREADABLE, Place::file(name), cause, action);
        return None;
    }
    // Write-ahead logging needs a file; in memory the header must name the plain journal.
    (file.bytes[18], file.bytes[19]) = (1, 1);
    let base = connect(&file.bytes).map_err(broken).ok()?;
    let layers = layers(&base).map_err(broken).ok()?;
    let layer = choose(sink, source, role, layers)?;
    drop(file.bytes);
    features.declare(&declared(sink, name, &base, layer.srs)?)?;
    let mut found = Found::default();
    let mut number = 0;
    let mut take = |row: Value, columns| {
        number += 1;
        check_extent(sink, name, number, columns).then(|| features.take(row)).flatten()
    };
    let read = rows(&base, &layer, &mut found, &mut take).map_err(broken).ok();
    straightened(sink, name, found.curved);
    for column in found.bytes {
        left_out(sink, name, &column, phrase("bytes", "字节"));
    }
    for number in found.faults {
        let why = text!("the geometry is not one of a GeoPackage", "几何图形不是 GeoPackage 格式");
        damage::push_geometry(sink, name, number, why);
    }
    read??;
    Some(file.record)
}

/// The names of the layers of the GeoPackage at `path`; none for other files.
pub(super) fn names(path: &Path) -> Vec<String> {
    let listed = || -> Option<Vec<String>> {
        let mut bytes = std::fs::read(path).ok()?;
        (*bytes.get_mut(18)?, *bytes.get_mut(19)?) = (1, 1);
        let layers = layers(&connect(&bytes).ok()?).ok()?;
        Some(layers.into_iter().map(|layer| layer.table).collect())
    };
    listed().unwrap_or_default()
}

/// Whether a log of changes that are not yet in the file exists beside it.
fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).is_ok_and(|log| log.len() > 0)
}

fn connect(bytes: &[u8]) -> rusqlite::Result<Connection> {
    let mut base = Connection::open_in_memory()?;
    base.deserialize_read_exact(MAIN_DB, bytes, bytes.len(), true)?;
    // Keeps the file's own triggers and functions from running.
    base.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;")?;
    Ok(base)
}

/// The layers of features, tables and views, by name.
fn layers(base: &Connection) -> rusqlite::Result<Vec<LayerEntry>> {
    let text = "SELECT c.table_name, g.column_name, g.srs_id, m.type = 'view' FROM gpkg_contents c
        JOIN gpkg_geometry_columns g ON lower(g.table_name) = lower(c.table_name)
        JOIN sqlite_master m ON lower(m.name) = lower(c.table_name) AND m.type IN ('table', 'view')
        WHERE c.data_type = 'features' ORDER BY c.table_name";
    let mut query = base.prepare(text)?;
    let rows = query.query_map([], |row| {
        let (table, geometry) = (row.get(0)?, row.get(1)?);
        Ok(LayerEntry { table, geometry, srs: row.get(2)?, view: row.get(3)? })
    })?;
    rows.collect()
}

fn choose(
    sink: &Sink,
    source: &Source,
    role: Role,
    mut layers: Vec<LayerEntry>,
) -> Option<LayerEntry> {
    let names: Vec<String> = layers.iter().map(|layer| layer.table.clone()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let refuse = |cause: Text, action: Text| {
        sink.push(Code::LAYER_NOT_FOUND, Place::file(&source.name).at("layer"), cause, action);
        None
    };
    // A layout that comes back in the package of a run is in the layer of its sites.
    let of_run = (role == Role::Layout && names.contains(&SITES_LAYER)).then_some(SITES_LAYER);
    match source.layer.as_deref().or(of_run) {
        Some(asked) => match names.iter().position(|name| *name == asked) {
            Some(position) => Some(layers.swap_remove(position)),
            None => {
                let listed = listed(&names);
                let cause = text!(
                    "the file has no layer `{asked}`; it has {listed}",
                    "文件中没有图层 `{asked}`；现有：{listed}";
                    listed
                );
                refuse(cause, instead(asked, &names))
            }
        },
        None if layers.len() == 1 => layers.pop(),
        None => {
            let first = names.first().unwrap_or(&"name");
            let action = source.naming(first);
            let (count, listed) = (names.len(), listed(&names));
            let cause = text!(
                "the file has {count} layers with features: {listed}",
                "文件中有 {count} 个要素图层：{listed}";
                listed
            );
            refuse(cause, action)
        }
    }
}

fn listed(names: &[&str]) -> Text {
    if names.is_empty() { text!("none", "无") } else { list(names) }
}

fn declared(sink: &Sink, name: &str, base: &Connection, srs: i64) -> Option<Declared> {
    let text = "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?1";
    let found: rusqlite::Result<(String, i64, String)> =
        base.query_row(text, [srs], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    match found {
        // 0 and -1 stand for "not known".
        _ if srs <= 0 => Some(Declared::Nothing),
        Err(_) => Some(Declared::Nothing),
        Ok((organisation, code, definition)) => {
            let crs = match u32::try_from(code) {
                Ok(code) if organisation.eq_ignore_ascii_case("EPSG") => Crs::from_epsg(code)
                    .or_else(|error| Crs::from_wkt(&definition).map_err(|_| error)),
                _ => {
                    let by_code = || Crs::parse(&format!("{organisation}:{code}"));
                    Crs::from_wkt(&definition).or_else(|error| by_code().map_err(|_| error))
                }
            };
            named(sink, name, "srs_id", crs)
        }
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The columns: the name, whether it is boolean, and whether it is the primary key that GeoPackages add, which views hand
/// on without saying that it is one.
fn columns(base: &Connection, layer: &LayerEntry) -> rusqlite::Result<Vec<(String, bool, bool)>> {
    let mut query = base.prepare(&format!("PRAGMA table_info({})", quoted(&layer.table)))?;
    let rows = query.query_map([], |row| {
        let (name, kind, key): (String, String, i64) = (row.get(1)?, row.get(2)?, row.get(5)?);
        let added = (key == 1 || layer.view)
            && ["fid", "ogc_fid", "objectid"].contains(&name.to_ascii_lowercase().as_str());
        Ok((name, kind.to_ascii_uppercase().starts_with("BOOL"), added))
    })?;
    rows.collect()
}

/// Hands each row, as a feature with so many columns, to `take`; none where that ends.
fn rows(
    base: &Connection,
    layer: &LayerEntry,
    found: &mut Found,
    take: &mut dyn FnMut(Value, usize) -> Option<()>,
) -> rusqlite::Result<Option<()>> {
    let columns = columns(base, layer)?;
    let names: Vec<String> = columns.iter().map(|(name, ..)| quoted(name)).collect();
    let text = format!("SELECT {} FROM {}", names.join(", "), quoted(&layer.table));
    let mut query = base.prepare(&text)?;
    let mut rows = query.query([])?;
    let mut number = 0;
    while let Some(row) = rows.next()? {
        number += 1;
        let (mut properties, mut geometry) = (Members::new(), Value::Null);
        for (position, (name, flag, added)) in columns.iter().enumerate() {
            if name.eq_ignore_ascii_case(&layer.geometry) {
                match shape(row, position) {
                    Some((shape, arcs)) => {
                        geometry = shape;
                        found.curved += usize::from(arcs);
                    }
                    None => found.faults.push(number),
                }
            } else if !added {
                if matches!(row.get_ref(position)?, ValueRef::Blob(_)) {
                    found.bytes.insert(name.clone());
                }
                properties.insert(name.clone(), value(row.get_ref(position)?, *flag));
            }
        }
        let columns = properties.len();
        if take(feature(properties, geometry), columns).is_none() {
            return Ok(None);
        }
    }
    Ok(Some(()))
}

fn value(value: ValueRef<'_>, flag: bool) -> Value {
    match value {
        ValueRef::Integer(number) if flag => (number != 0).into(),
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => cells::number(number),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
        ValueRef::Null | ValueRef::Blob(_) => Value::Null,
    }
}

/// The geometry of a cell, null where it is empty, and whether it has arcs; none where it is malformed.
fn shape(row: &Row<'_>, position: usize) -> Option<(Value, bool)> {
    let blob = match row.get_ref(position).ok()? {
        ValueRef::Null => return Some((Value::Null, false)),
        ValueRef::Blob(blob) => blob,
        _ => return None,
    };
    let mut bytes = Bytes { rest: blob };
    let [b'G', b'P', _, flags] = bytes.array()? else {
        return None;
    };
    bytes.take(4)?;
    let envelope = match flags >> 1 & 7 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return None,
    };
    bytes.take(envelope)?;
    match flags & 0x10 {
        0 => wkb::read(bytes.rest),
        _ => Some((Value::Null, false)),
    }
}
