//! Extracts of OpenStreetMap, binary or XML, read in two passes: ways first, then the nodes that they need. Memory is in
//! proportion to the roads, not to the file.

use super::builder::Gaps;
use super::passes::{AS_PBF, Fault, Found, Nodes};
use super::stream::{Packing, Stream};
use super::{pbf, xml};
use crate::domain::roads::RoadParts;
use crate::domain::{Phrase, Text, phrase, text};
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
            let cause = text!("{what} cannot be read: {why}", "无法读取{what}：{why}"; what, why);
            sink.refuse(Code::OSM_CORRUPT, place, cause, Usual)
        }
        Fault::Unknown { cause, action } => sink.refuse(Code::OSM_FEATURE, place, cause, action),
        Fault::TooLarge(most) => {
            let (stored, most) = (stream.stored() as f64 / 1e6, most as f64 / 1e6);
            let cause = text!(
                "the file of {stored:.1} MB unpacks to more than {most:.0} MB, the most for its size",
                "{stored:.1} MB 的文件解压后超过 {most:.0} MB，即其大小所允许的上限"
            );
            let action = text!(
                "check where it comes from; an extract of this size is better written as PBF, for instance with `osmium cat -o roads.osm.pbf`",
                "核对文件来源；这样大的提取文件宜写为 PBF，例如用 `osmium cat -o roads.osm.pbf`"
            );
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
        let cause = text!("the file is {what}, which is not read", "文件是{what}，不能读取"; what);
        return sink.refuse(Code::OSM_FEATURE, place(), cause, action);
    }
    if is_extract(path) {
        let starts = match (root, bytes.starts_with(b"PK")) {
            (Some(root), _) => {
                text!("; it starts with the element `{root}`", "；它以元素 `{root}` 开头")
            }
            (None, true) => text!("; it is a ZIP archive", "；它是 ZIP 压缩文件"),
            (None, false) => Text::default(),
        };
        let cause = text!(
            "the file does not start like an extract of OpenStreetMap, PBF or XML{starts}",
            "文件开头不像 OpenStreetMap 的提取文件（PBF 或 XML）{starts}";
            starts
        );
        let action = text!(
            "download the file again; .osm.pbf, .osm, .osm.gz and .osm.bz2 are read as they are, others must be unpacked",
            "重新下载文件；.osm.pbf、.osm、.osm.gz 和 .osm.bz2 可直接读取，其他须先解压"
        );
        return sink.refuse(Code::OSM_CORRUPT, place(), cause, action);
    }
    if let Some(packed) = packing.name() {
        let cause = text!(
            "the file is packed with {packed}, and is no extract of OpenStreetMap",
            "文件用 {packed} 压缩，且不是 OpenStreetMap 的提取文件"
        );
        let action = text!("unpack it, and name the layer inside", "解压文件，并指定其中的图层");
        return sink.refuse(Code::OSM_FEATURE, place(), cause, action);
    }
    Some(Kind::Layer)
}

/// What extracts are called.
const ENDINGS: [&str; 5] = [".pbf", ".osm", ".osm.gz", ".osm.bz2", ".osm.zip"];

/// Whether a file is an extract of OpenStreetMap, by its name.
pub(crate) fn is_extract(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// A kind of extract that is not read, by its first bytes, and what to do.
fn other_kind(bytes: &[u8], root: Option<&str>) -> Option<(Phrase, Phrase)> {
    let has = |text: &[u8]| bytes.windows(text.len()).any(|own| own == text);
    let unpack = phrase(
        "unpack it; .osm.pbf, .osm, .osm.gz and .osm.bz2 are read as they are",
        "解压文件；.osm.pbf、.osm、.osm.gz 和 .osm.bz2 可直接读取",
    );
    match (bytes, root) {
        (_, Some("osmChange")) => Some((
            phrase(
                "a file of changes of OpenStreetMap (osmChange)",
                " OpenStreetMap 的变更文件（osmChange）",
            ),
            phrase(
                "name the extract itself; `osmium apply-changes` brings it up to date",
                "指定提取文件本身；可用 `osmium apply-changes` 更新它",
            ),
        )),
        ([0xff, 0xe0, 0x04, b'o', b'5', ..], _) => {
            Some((phrase("an extract in the format o5m", " o5m 格式的提取文件"), AS_PBF))
        }
        ([0xfd, b'7', b'z', b'X', b'Z', 0, ..], _) => {
            Some((phrase("packed with xz", "用 xz 压缩的"), unpack))
        }
        ([0x28, 0xb5, 0x2f, 0xfd, ..], _) => {
            Some((phrase("packed with zstd", "用 zstd 压缩的"), unpack))
        }
        ([b'7', b'z', 0xbc, 0xaf, 0x27, 0x1c, ..], _) => {
            Some((phrase("a 7z archive", " 7z 压缩文件"), unpack))
        }
        ([b'{', ..], _) if has(b"\"osm3s\"") || has(b"Overpass API") => Some((
            phrase("JSON of the Overpass API", " Overpass API 的 JSON"),
            phrase(
                "ask for `[out:xml]` and name the file .osm, or turn it into GeoJSON, for instance with osmtogeojson",
                "改为请求 `[out:xml]` 并以 .osm 命名文件，或转换为 GeoJSON，例如用 `osmtogeojson`",
            ),
        )),
        _ => None,
    }
}
