//! Opening files: limits, first bytes, checksum, encoding.

use super::catalogue::Code;
use super::issue::Place;
use super::sink::Sink;
use sha2::{Digest, Sha256};
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The most bytes that a layer may have; larger ones are refused before they are read.
pub const LAYER_LIMIT_BYTES: u64 = 100_000_000;

/// The most bytes that a plan file may have.
pub const PLAN_LIMIT_BYTES: u64 = 10_000_000;

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// The plan file.
    Plan,
    /// The towns layer.
    Towns,
    /// The demand layer.
    Demand,
    /// The sites layer.
    Sites,
    /// The medical facilities.
    Medical,
    /// A layout.
    Layout,
}

impl Role {
    /// The word used in reports and for the keys of `[data]`.
    pub fn word(self) -> &'static str {
        match self {
            Role::Plan => "plan",
            Role::Towns => "towns",
            Role::Demand => "demand",
            Role::Sites => "sites",
            Role::Medical => "medical",
            Role::Layout => "layout",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// A file that was read, for the record of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// What it is for.
    pub role: Role,
    /// Its path: of a layer as the plan names it, else as given by the caller.
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

/// Reads a file whole, unless it is too large, not there, not UTF-8 or (a layer) plainly no GeoJSON.
pub(super) fn open(sink: &Sink, path: &Path, name: &str, role: Role) -> Option<Source> {
    sink.name_file(name);
    let refuse =
        |code, cause: String, action: &str| sink.push(code, Place::file(name), cause, action);
    let unreadable = |error: std::io::Error| {
        let cause = match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file".into(),
            std::io::ErrorKind::PermissionDenied => "the file may not be read".into(),
            _ => format!("the file cannot be read: {error}"),
        };
        refuse(
            Code::FILE_UNREADABLE,
            cause,
            "correct the path; paths in a plan are relative to the plan file",
        );
    };
    // Looked at before it is opened: to open a pipe would wait for its writer.
    let facts = std::fs::metadata(path).map_err(unreadable).ok()?;
    if !facts.is_file() {
        let cause = "this is a folder or a device, not a file".into();
        refuse(Code::FILE_UNREADABLE, cause, "name the file itself");
        return None;
    }
    let limit = if role == Role::Plan {
        PLAN_LIMIT_BYTES
    } else {
        LAYER_LIMIT_BYTES
    };
    if facts.len() > limit {
        let (has, most) = (facts.len() / 1_000_000, limit / 1_000_000);
        let cause = format!("the file has {has} MB; the most is {most} MB");
        refuse(
            Code::FILE_TOO_LARGE,
            cause,
            "leave out what the plan does not need, or simplify the outlines",
        );
        return None;
    }
    let mut bytes = Vec::new();
    let mut file = File::open(path).map_err(unreadable).ok()?;
    file.by_ref()
        .take(4096)
        .read_to_end(&mut bytes)
        .map_err(unreadable)
        .ok()?;
    if role != Role::Plan && !check_first_bytes(&bytes, &refuse) {
        return None;
    }
    file.take(limit)
        .read_to_end(&mut bytes)
        .map_err(unreadable)
        .ok()?;
    let record = InputFile {
        role,
        path: name.into(),
        bytes: bytes.len() as u64,
        sha256: Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect(),
        features: 0,
    };
    let text = decode(bytes, sink, name)?;
    Some(Source { text, record })
}

const AS_GEOJSON: &str = "export the layer as GeoJSON (RFC 7946), in UTF-8";

fn check_first_bytes(bytes: &[u8], refuse: &impl Fn(Code, String, &str)) -> bool {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        refuse(
            Code::NOT_UTF8,
            "the text is in UTF-16".into(),
            "save the file as UTF-8",
        );
        return false;
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let Some(&first) = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) else {
        refuse(Code::NOT_GEOJSON, "the file is empty".into(), AS_GEOJSON);
        return false;
    };
    if first == b'{' {
        return true;
    }
    let cause = match bytes {
        [b'P', b'K', ..] => "this is a ZIP file".into(),
        _ if bytes.starts_with(b"SQLite format 3") => "this is a GeoPackage or SQLite file".into(),
        _ if bytes.starts_with(&[0, 0, 0x27, 0x0a]) => "this is a Shapefile".into(),
        _ if first.is_ascii_graphic() => format!(
            "GeoJSON starts with `{{`, this starts with `{}`",
            char::from(first)
        ),
        _ => "GeoJSON starts with `{`, this file does not".into(),
    };
    refuse(Code::NOT_GEOJSON, cause, AS_GEOJSON);
    false
}

fn decode(mut bytes: Vec<u8>, sink: &Sink, name: &str) -> Option<String> {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes)
        .map_err(|error| {
            let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = 1 + good.iter().filter(|&&byte| byte == b'\n').count();
            let place = Place {
                line: Some(line),
                ..Place::file(name)
            };
            let cause = "the text is not UTF-8; Chinese text is often saved as GBK";
            sink.push(Code::NOT_UTF8, place, cause, "save the file as UTF-8");
        })
        .ok()
}
