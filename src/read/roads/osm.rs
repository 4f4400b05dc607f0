//! Extracts of OpenStreetMap, binary or XML, read in two passes: ways first, then the nodes that they need. Memory is in
//! proportion to the roads, not to the file.

use super::builder::Gaps;
use super::passes::{AS_PBF, Fault, Found, Nodes};
use super::stream::{Packing, Stream};
use super::{pbf, xml};
use crate::domain::roads::RoadParts;
use crate::read::catalogue::Code;
use crate::read::issue::{Place, Usual};
use crate::read::sink::Sink;
use crate::read::source::{InputFile, push_unreadable};
use std::io::Read;
use std::path::Path;

/// The forms of extracts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Pbf,
    Xml,
}

/// An extract that was read.
#[derive(Debug)]
pub(super) struct Osm {
    pub(super) parts: RoadParts,
    pub(super) gaps: Gaps,
    pub(super) record: InputFile,
}

/// Reads an extract; none when it is truncated, corrupt or of an unsupported kind.
pub(super) fn read(sink: &Sink, path: &Path, name: &str, form: Form) -> Option<Osm> {
    let (mut first, _) = Stream::open(sink, path, name)?;
    let found = match form {
        Form::Pbf => pbf::ways(&mut first),
        Form::Xml => xml::ways(&mut first).map(|found| (found, Vec::new())),
    };
    let (found, with_nodes) = settle(found, &first, sink, name)?;
    let record = first.record(name);
    let record = record.map_err(|error| push_unreadable(sink, name, &error)).ok()?;
    let Found { ways, located } = found;
    let mut nodes = Nodes::of(&ways);
    for (id, node) in located {
        if let Some(position) = nodes.position(id) {
            nodes.keep(position, node);
        }
    }
    let (mut second, _) = Stream::open(sink, path, name)?;
    let seen = match form {
        Form::Pbf => pbf::nodes(&mut second, &with_nodes, &mut nodes),
        Form::Xml => xml::nodes(&mut second, &mut nodes),
    };
    settle(seen, &second, sink, name)?;
    let (parts, gaps) = ways.into_parts(&nodes.keys, &nodes.found);
    Some(Osm { parts, gaps, record })
}

pub(super) fn settle<T>(
    read: Result<T, Fault>,
    stream: &Stream,
    sink: &Sink,
    name: &str,
) -> Option<T> {
    let fault = match read {
        Ok(read) => return Some(read),
        Err(fault) => stream.exceeded().map_or(fault, Fault::TooLarge),
    };
    let place = Place::file(name);
    match fault {
        Fault::Corrupt { what, why } => {
            let cause = format!("{what} cannot be read: {why}");
            sink.refuse(Code::OSM_CORRUPT, place, cause, Usual)
        }
        Fault::Unknown { cause, action } => sink.refuse(Code::OSM_FEATURE, place, cause, action),
        Fault::TooLarge(most) => {
            let cause = format!(
                "the file of {:.1} MB unpacks to more than {:.0} MB, the most for its size",
                stream.stored() as f64 / 1e6,
                most as f64 / 1e6
            );
            let action = "check where it comes from; an extract of this size is better written as PBF, for instance with `osmium cat -o roads.osm.pbf`";
            sink.refuse(Code::FILE_TOO_LARGE, place, cause, action)
        }
    }
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Extract(Form),
    /// No extract: it may be a layer.
    Layer,
}

/// What the file is, by its first bytes. None, with an issue, for an extract in a form that is not read, and for what is
/// called like an extract and is none.
pub(super) fn kind(sink: &Sink, path: &Path, name: &str) -> Option<Kind> {
    let (stream, packing) = Stream::open(sink, path, name)?;
    let mut bytes = Vec::new();
    let unpacked = stream.take(4096).read_to_end(&mut bytes);
    if packing == Packing::Plain {
        unpacked.map_err(|error| push_unreadable(sink, name, &error)).ok()?;
    }
    if pbf::starts(&bytes) {
        return Some(Kind::Extract(Form::Pbf));
    }
    let root = xml::root(&bytes);
    if root.as_deref() == Some("osm") {
        return Some(Kind::Extract(Form::Xml));
    }
    let place = || Place::file(name);
    if let Some((what, action)) = other_kind(&bytes, root.as_deref()) {
        let cause = format!("the file is {what}, which is not read");
        return sink.refuse(Code::OSM_FEATURE, place(), cause, action);
    }
    let lower = path.to_string_lossy().to_lowercase();
    if ENDINGS.iter().any(|ending| lower.ends_with(ending)) {
        let starts = match (root, bytes.starts_with(b"PK")) {
            (Some(root), _) => format!("; it starts with the element `{root}`"),
            (None, true) => "; it is a ZIP archive".into(),
            (None, false) => String::new(),
        };
        let cause =
            format!("the file does not start like an extract of OpenStreetMap, PBF or XML{starts}");
        let action = "download the file again; .osm.pbf, .osm, .osm.gz and .osm.bz2 are read as they are, others must be unpacked";
        return sink.refuse(Code::OSM_CORRUPT, place(), cause, action);
    }
    if let Some(packed) = packing.name() {
        let cause = format!("the file is packed with {packed}, and is no extract of OpenStreetMap");
        let action = "unpack it, and name the layer inside";
        return sink.refuse(Code::OSM_FEATURE, place(), cause, action);
    }
    Some(Kind::Layer)
}

/// What extracts are called.
const ENDINGS: [&str; 5] = [".pbf", ".osm", ".osm.gz", ".osm.bz2", ".osm.zip"];

/// A kind of extract that is not read, by its first bytes, and what to do.
fn other_kind(bytes: &[u8], root: Option<&str>) -> Option<(&'static str, &'static str)> {
    let has = |text: &[u8]| bytes.windows(text.len()).any(|own| own == text);
    let unpack = "unpack it; .osm.pbf, .osm, .osm.gz and .osm.bz2 are read as they are";
    match (bytes, root) {
        (_, Some("osmChange")) => Some((
            "a file of changes of OpenStreetMap (osmChange)",
            "name the extract itself; `osmium apply-changes` brings it up to date",
        )),
        ([0xff, 0xe0, 0x04, b'o', b'5', ..], _) => Some(("an extract in the format o5m", AS_PBF)),
        ([0xfd, b'7', b'z', b'X', b'Z', 0, ..], _) => Some(("packed with xz", unpack)),
        ([0x28, 0xb5, 0x2f, 0xfd, ..], _) => Some(("packed with zstd", unpack)),
        ([b'7', b'z', 0xbc, 0xaf, 0x27, 0x1c, ..], _) => Some(("a 7z archive", unpack)),
        ([b'{', ..], _) if has(b"\"osm3s\"") || has(b"Overpass API") => Some((
            "JSON of the Overpass API",
            "ask for `[out:xml]` and name the file .osm, or turn it into GeoJSON, for instance with osmtogeojson",
        )),
        _ => None,
    }
}
