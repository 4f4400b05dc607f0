//! Opens files: size limits, first bytes, checksum, encoding.

use super::catalogue::Code;
use super::issue::{Place, Usual};
use super::sink::Sink;
use super::system::system_text;
use crate::domain::words::words;
use crate::domain::{Phrase, Text, phrase, text};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The most bytes that a layer may have; larger ones are refused before they are read.
pub const LAYER_LIMIT_BYTES: u64 = 100_000_000;

/// The most features of a layer and rows of a table that are read.
pub const LAYER_LIMIT_FEATURES: usize = 2_000_000;

/// The most cells of a table that are read.
pub(super) const TABLE_LIMIT_CELLS: usize = 25_000_000;

/// The most bytes that a file within a limit may unpack to.
pub(super) const UNPACKED_LIMIT_BYTES: u64 = 5 * LAYER_LIMIT_BYTES;

/// The most bytes that a plan file may have.
pub const PLAN_LIMIT_BYTES: u64 = 10_000_000;

/// The most bytes that a location instance or a travel matrix may have.
pub const INSTANCE_LIMIT_BYTES: u64 = 4_000_000_000;

/// The layer of a GeoPackage that a layout is read from, where there are several and none is named.
pub const SITES_LAYER: &str = "sites";

words! {
    /// The role of a file.
    pub enum Role {
        /// The plan file.
        Plan = "plan",
        /// The towns layer.
        Towns = "towns",
        /// The demand layer.
        Demand = "demand",
        /// The sites layer.
        Sites = "sites",
        /// The medical facilities.
        Medical = "medical",
        /// A layout.
        Layout = "layout",
        /// An instance of a location problem.
        Instance = "instance",
        /// A travel matrix.
        Matrix = "matrix",
        /// A placement to start from or to audit.
        Start = "start",
        /// A road network.
        Network = "network",
        /// Heights of a network's nodes.
        Heights = "heights",
        /// A table of figures joined to a layer.
        Table = "table",
        /// A layer on its own.
        Layer = "layer",
        /// A raster of people.
        Raster = "raster",
        /// A census table.
        Census = "census",
        /// What a sweep varies.
        Sweep = "sweep",
    }
}

/// A file that was read, for the record of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct InputFile {
    /// Its role.
    pub role: Role,
    /// Its path: as the plan names it for a layer, else as the caller gives it.
    pub path: String,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256, in lower-case hexadecimal digits.
    pub sha256: String,
    /// Its features; 0 for a plan.
    pub features: usize,
}

/// A file's text and what is recorded of it.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) text: String,
    pub(super) record: InputFile,
}

/// Reads a whole file, unless it is too large, missing, not UTF-8 or (for a layer) clearly not GeoJSON.
pub(super) fn open(sink: &Sink, path: &Path, name: &str, role: Role) -> Option<Source> {
    open_if(sink, path, name, role, |bytes| {
        role == Role::Plan || check_first_bytes(sink, name, bytes)
    })
}

/// Reads a whole text file, unless it is too large, missing or not UTF-8.
pub(super) fn open_text(sink: &Sink, path: &Path, name: &str, role: Role) -> Option<Source> {
    open_if(sink, path, name, role, |bytes| check_not_utf16(sink, name, bytes))
}

fn open_if(
    sink: &Sink,
    path: &Path,
    name: &str,
    role: Role,
    good: impl FnOnce(&[u8]) -> bool,
) -> Option<Source> {
    let limit = if role == Role::Plan { PLAN_LIMIT_BYTES } else { LAYER_LIMIT_BYTES };
    let mut file = find(sink, path, name, limit)?;
    let unreadable = |error| push_unreadable(sink, name, &error);
    let mut bytes = Vec::new();
    file.by_ref().take(4096).read_to_end(&mut bytes).map_err(unreadable).ok()?;
    if !good(&bytes) {
        return None;
    }
    file.take(limit).read_to_end(&mut bytes).map_err(unreadable).ok()?;
    let record = record(role, name, &bytes);
    let text = decode(bytes, sink, name)?;
    Some(Source { text, record })
}

/// A file's bytes and what is recorded of it.
#[derive(Debug)]
pub(super) struct FileBytes {
    pub(super) bytes: Vec<u8>,
    pub(super) record: InputFile,
}

/// Reads a whole file, unless it is too large or missing.
pub(super) fn open_bytes(sink: &Sink, path: &Path, name: &str, role: Role) -> Option<FileBytes> {
    let file = find(sink, path, name, LAYER_LIMIT_BYTES)?;
    let mut bytes = Vec::new();
    file.take(LAYER_LIMIT_BYTES)
        .read_to_end(&mut bytes)
        .map_err(|error| push_unreadable(sink, name, &error))
        .ok()?;
    let record = record(role, name, &bytes);
    Some(FileBytes { bytes, record })
}

/// What is recorded of a file of these bytes.
pub(super) fn record(role: Role, name: &str, bytes: &[u8]) -> InputFile {
    let sha256 = fingerprint([bytes]);
    InputFile { role, path: name.into(), bytes: bytes.len() as u64, sha256, features: 0 }
}

/// The SHA-256 of concatenated parts.
pub(super) fn fingerprint<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part);
    }
    hex(&digest.finalize())
}

/// Opens a file for reading, unless it is missing, not a file or larger than `limit`.
pub(super) fn find(sink: &Sink, path: &Path, name: &str, limit: u64) -> Option<File> {
    sink.name_file(name);
    let unreadable = |error| push_unreadable(sink, name, &error);
    let refuse =
        |code, cause: Text, action: Phrase| sink.push(code, Place::file(name), cause, action);
    // Checked before opening, because opening a pipe would wait for its writer.
    let facts = std::fs::metadata(path).map_err(unreadable).ok()?;
    if !facts.is_file() {
        let base = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gdb"));
        let (cause, action) = match base {
            true => (
                text!(
                    "this is a File geodatabase, which is not read",
                    "这是文件地理数据库，不能读取"
                ),
                AS_GEOPACKAGE,
            ),
            false => (
                text!("this is a folder or a device, not a file", "这是文件夹或设备，不是文件"),
                phrase("name the file itself", "指定文件本身"),
            ),
        };
        refuse(Code::FILE_UNREADABLE, cause, action);
        return None;
    }
    if facts.len() > limit {
        let (has, most) = (facts.len().div_ceil(1_000_000), limit / 1_000_000);
        let cause = text!(
            "the file has {has} MB; the most is {most} MB",
            "文件有 {has} MB；最多 {most} MB"
        );
        refuse(Code::FILE_TOO_LARGE, cause, SMALLER);
        return None;
    }
    File::open(path).map_err(unreadable).ok()
}

/// What to do about a file that is too large.
pub(super) const SMALLER: Phrase = phrase(
    "leave out what is not needed, or simplify the outlines",
    "略去不需要的内容，或简化轮廓",
);

/// False, with an issue, when there is more of `what` than is read: counted before it takes memory, since a few bytes of
/// a file can become many in memory.
pub(super) fn check_count(
    sink: &Sink,
    name: &str,
    what: impl Into<Text>,
    has: usize,
    most: usize,
) -> bool {
    if has > most {
        let what = what.into();
        let cause = text!(
            "the file has {has} {what} or more; the most is {most}",
            "文件至少有 {has} 个{what}；最多 {most} 个";
            what
        );
        sink.push(Code::FILE_TOO_LARGE, Place::file(name), cause, SMALLER);
    }
    has <= most
}

/// Reports why a file cannot be read.
pub(super) fn push_unreadable(sink: &Sink, name: &str, error: &std::io::Error) {
    let cause = match error.kind() {
        std::io::ErrorKind::NotFound => text!("there is no such file", "没有这个文件"),
        std::io::ErrorKind::PermissionDenied => {
            text!("the file may not be read", "没有读取文件的权限")
        }
        _ => {
            let says = system_text(error);
            text!("the file cannot be read: {says}", "无法读取文件：{says}"; says)
        }
    };
    sink.push(Code::FILE_UNREADABLE, Place::file(name), cause, Usual);
}

/// Bytes in lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// False, with an issue, when the text is clearly in UTF-16.
pub(super) fn check_not_utf16(sink: &Sink, name: &str, bytes: &[u8]) -> bool {
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if utf16 {
        let cause = text!("the text is in UTF-16", "文本的编码为 UTF-16");
        sink.push(Code::NOT_UTF8, Place::file(name), cause, Usual);
    }
    !utf16
}

const AS_GEOPACKAGE: Phrase = phrase(
    "save the layer as a GeoPackage, for instance in QGIS, or with ogr2ogr out.gpkg and this file",
    "将图层另存为 GeoPackage，例如用 QGIS，或用 `ogr2ogr out.gpkg` 加此文件",
);
const AS_GEOJSON: Phrase = phrase(
    "export the layer as GeoJSON (RFC 7946), in UTF-8",
    "将图层导出为 GeoJSON（RFC 7946），编码用 UTF-8",
);

fn check_first_bytes(sink: &Sink, name: &str, bytes: &[u8]) -> bool {
    let refuse =
        |code, cause: Text, action: Phrase| sink.push(code, Place::file(name), cause, action);
    if !check_not_utf16(sink, name, bytes) {
        return false;
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let Some(&first) = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) else {
        refuse(Code::NOT_GEOJSON, text!("the file is empty", "文件为空"), AS_GEOJSON);
        return false;
    };
    // A text sequence begins with a mark.
    if first == b'{' || first == 0x1e {
        return true;
    }
    if first == b'<' {
        let cause = text!(
            "this is XML, for instance GML; of XML only KML (.kml) is read",
            "这是 XML，例如 GML；XML 中只读取 KML（.kml）"
        );
        refuse(Code::NOT_GEOJSON, cause, AS_GEOPACKAGE);
        return false;
    }
    let known = KINDS.iter().find(|(mark, ..)| bytes.starts_with(mark));
    let (cause, action) = match known {
        Some((_, what, action)) => (text!("this is {what}", "这是{what}"; what), *action),
        None if first.is_ascii_graphic() => {
            let first = char::from(first);
            let cause = text!(
                "GeoJSON starts with `{{`, this starts with `{first}`",
                "GeoJSON 以 `{{` 开头，此文件以 `{first}` 开头"
            );
            (cause, AS_TABLE)
        }
        None => (
            text!(
                "GeoJSON starts with `{{`, this file does not",
                "GeoJSON 以 `{{` 开头，此文件不是"
            ),
            AS_TABLE,
        ),
    };
    refuse(Code::NOT_GEOJSON, cause, action);
    false
}

const AS_TABLE: Phrase = phrase(
    "export the layer as GeoJSON (RFC 7946), in UTF-8; a table's name ends in .csv, .tsv or .xlsx",
    "将图层导出为 GeoJSON（RFC 7946），编码用 UTF-8；表格的文件名以 .csv、.tsv 或 .xlsx 结尾",
);

/// Files of other kinds by their first bytes, what they are, and what to do.
const KINDS: [(&[u8], Phrase, Phrase); 5] = [
    (b"PK", phrase("a ZIP file", " ZIP 文件"), AS_GEOJSON),
    (
        b"SQLite format 3",
        phrase("a GeoPackage or SQLite file", " GeoPackage 或 SQLite 文件"),
        AS_GEOJSON,
    ),
    (&[0, 0, 0x27, 0x0a], phrase("a Shapefile", " Shapefile 文件"), AS_GEOJSON),
    (
        &[0x1f, 0x8b],
        phrase("a file packed with gzip", "用 gzip 压缩的文件"),
        phrase(
            "unpack it, or pack it as .zip, which is read",
            "解压文件，或改为可读取的 .zip 压缩文件",
        ),
    ),
    (
        &[0xd0, 0xcf, 0x11, 0xe0],
        phrase("an old Excel file (.xls)", "旧版 Excel 文件（.xls）"),
        phrase("save it as .xlsx or .csv", "另存为 .xlsx 或 .csv"),
    ),
];

/// The text of bytes in UTF-8; none, with an issue, where they are not.
pub(super) fn decode(mut bytes: Vec<u8>, sink: &Sink, name: &str) -> Option<String> {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes)
        .map_err(|error| {
            let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = 1 + good.iter().filter(|&&byte| byte == b'\n').count();
            let place = Place::line(name, line);
            let cause = text!(
                "the text is not UTF-8; Chinese text is often saved as GBK",
                "文本的编码不是 UTF-8；中文文本常存为 GBK"
            );
            sink.push(Code::NOT_UTF8, place, cause, Usual);
        })
        .ok()
}
