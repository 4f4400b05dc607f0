//! OpenStreetMap's binary format, read in two passes: ways first, then the nodes that they need. Memory is in
//! proportion to the roads, not to the file, of which 32 MB are decoded at a time for each thread.

use super::blocks::{self, Block, Data, Packed};
use super::builder::{MissingNodes, RawWays, node};
use super::tags;
use crate::domain::roads::{RoadNode, RoadParts};
use crate::read::catalogue::Code;
use crate::read::issue::{Place, Usual};
use crate::read::sink::Sink;
use crate::read::source::{INSTANCE_LIMIT_BYTES, InputFile, Role, find, hex, push_unreadable};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::io::{BufReader, Read, Result as IoResult};
use std::path::Path;

/// The supported features of the format; a file that needs another one is refused.
const KNOWN: [&str; 2] = ["OsmSchema-V0.6", "DenseNodes"];

/// Whether a file starts like one of the format: with the length of a header, then its type.
pub(super) fn starts(bytes: &[u8]) -> bool {
    bytes.get(4..15) == Some(b"\x0a\x09OSMHeader")
}

/// A file that was read.
#[derive(Debug)]
pub(super) struct Osm {
    pub(super) parts: RoadParts,
    pub(super) missing: MissingNodes,
    pub(super) record: InputFile,
}

/// Reads the file; none when it is truncated, corrupt or of an unsupported kind.
pub(super) fn read(sink: &Sink, path: &Path, name: &str) -> Option<Osm> {
    let file = find(sink, path, name, INSTANCE_LIMIT_BYTES)?;
    let mut tee = Tee::new(file);
    let mut ways = RawWays::default();
    let mut with_nodes = Vec::new();
    let first = pass(
        &mut tee,
        |_| true,
        ways_of,
        |(found, has_nodes)| {
            ways.append(found);
            with_nodes.push(has_nodes);
        },
    );
    if let Err(fault) = first {
        fault.push(sink, name);
        return None;
    }
    let record = tee.record(name);
    let keys = ways.sorted_keys();
    let mut nodes: Vec<Option<RoadNode>> = vec![None; keys.len()];
    let file = find(sink, path, name, INSTANCE_LIMIT_BYTES)?;
    let needed = |block: usize| with_nodes.get(block).copied().unwrap_or(false);
    let look = |block: &Data| nodes_of(block, &keys);
    let second = pass(&mut BufReader::new(file), needed, look, |found| {
        for (at, node) in found {
            nodes[at] = Some(node);
        }
    });
    if let Err(fault) = second {
        fault.push(sink, name);
        return None;
    }
    let (parts, missing) = ways.into_parts(&keys, &nodes);
    Some(Osm { parts, missing, record })
}

/// An error that stops the reading.
enum Fault {
    Corrupt { block: usize, why: String },
    Unknown(String),
}

impl Fault {
    fn push(self, sink: &Sink, name: &str) {
        let place = Place::file(name);
        match self {
            Fault::Corrupt { block, why } => {
                let cause = format!("block {} cannot be read: {why}", block + 1);
                sink.push(Code::OSM_CORRUPT, place, cause, Usual);
            }
            Fault::Unknown(feature) => {
                let cause = format!(
                    "the file needs the feature `{feature}` of the format, which Yike does not know"
                );
                let action = "export a plain extract, for instance with `osmium cat` or `osmium time-filter`";
                sink.push(Code::OSM_FEATURE, place, cause, action);
            }
        }
    }
}

/// Blocks decoded together.
const BATCH: usize = 32;

/// Decodes the blocks of data that are `needed`, several at a time, and passes on the results in order.
fn pass<T: Send>(
    file: &mut impl Read,
    needed: impl Fn(usize) -> bool,
    look: impl Fn(&Data) -> T + Sync,
    mut take: impl FnMut(T),
) -> Result<(), Fault> {
    let mut batch: Vec<(usize, Packed)> = Vec::with_capacity(BATCH);
    let mut settle = |batch: &mut Vec<(usize, Packed)>| {
        let found: Vec<Result<Option<T>, Fault>> =
            batch.par_drain(..).map(|(block, packed)| seen(block, &packed, &look)).collect();
        for found in found {
            if let Some(found) = found? {
                take(found);
            }
        }
        Ok(())
    };
    let mut number = 0;
    for block in 0.. {
        let next = blocks::next(file).map_err(|why| Fault::Corrupt { block, why })?;
        let Some(packed) = next else { break };
        let is_data = packed.is_data;
        if !is_data || needed(number) {
            batch.push((block, packed));
        }
        number += usize::from(is_data);
        if batch.len() == BATCH {
            settle(&mut batch)?;
        }
    }
    settle(&mut batch)
}

/// What there is in a block of data; none in others.
fn seen<T>(block: usize, packed: &Packed, look: impl Fn(&Data) -> T) -> Result<Option<T>, Fault> {
    let unpacked = packed.unpack();
    match unpacked.map_err(|why| Fault::Corrupt { block, why })? {
        Block::Data(data) => Ok(Some(look(&data))),
        Block::Other => Ok(None),
        Block::Header(features) => {
            let strange = features.into_iter();
            let strange = strange.filter(|feature| !KNOWN.contains(&feature.as_str()));
            strange.min().map_or(Ok(None), |feature| Err(Fault::Unknown(feature)))
        }
    }
}

/// The ways of a block that are roads, and whether it has nodes.
fn ways_of(block: &Data) -> (RawWays, bool) {
    let mut found = RawWays::default();
    for way in block.ways() {
        let tags = block.tags_of(way);
        let tag = |key: &str| tags.iter().find(|(own, _)| *own == key).map(|(_, value)| *value);
        let Some(class) = tags::class(tag) else {
            continue;
        };
        let names = tags::names(Some(way.id.to_string()), tag);
        found.push(tags::read(class, tag), names, way.nodes());
    }
    (found, block.has_nodes())
}

/// The nodes of a block that are among `keys`, by position there.
fn nodes_of(block: &Data, keys: &[i64]) -> Vec<(usize, RoadNode)> {
    let mut found = Vec::new();
    block.each_node(|id, longitude_deg, latitude_deg, tags| {
        if let Ok(at) = keys.binary_search(&id)
            && let Some(node) = node(longitude_deg, latitude_deg, height(tags))
        {
            found.push((at, node));
        }
    });
    found
}

/// The height that a node's tags give, in metres.
fn height<'a>(mut tags: impl Iterator<Item = (&'a str, &'a str)>) -> Option<f32> {
    let (_, text) = tags.find(|(key, _)| *key == "ele")?;
    text.trim_end_matches('m').trim().parse().ok()
}

/// A reader that counts the bytes read.
struct Tee<R> {
    inner: BufReader<R>,
    hash: Sha256,
    bytes: u64,
}

impl<R: Read> Tee<R> {
    fn new(inner: R) -> Self {
        Self { inner: BufReader::with_capacity(1 << 16, inner), hash: Sha256::new(), bytes: 0 }
    }

    fn record(self, name: &str) -> InputFile {
        InputFile {
            role: Role::Network,
            path: name.into(),
            bytes: self.bytes,
            sha256: hex(&self.hash.finalize()),
            features: 0,
        }
    }
}

impl<R: Read> Read for Tee<R> {
    fn read(&mut self, buffer: &mut [u8]) -> IoResult<usize> {
        let count = self.inner.read(buffer)?;
        self.hash.update(&buffer[..count]);
        self.bytes += count as u64;
        Ok(count)
    }
}

/// The first bytes of a file; none where it cannot be read.
pub(super) fn first_bytes(sink: &Sink, path: &Path, name: &str) -> Option<Vec<u8>> {
    let file = find(sink, path, name, INSTANCE_LIMIT_BYTES)?;
    let mut bytes = Vec::new();
    file.take(64)
        .read_to_end(&mut bytes)
        .map_err(|error| push_unreadable(sink, name, &error))
        .ok()?;
    Some(bytes)
}
