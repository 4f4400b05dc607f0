//! Blocks of OpenStreetMap's binary format: their framing, and the fields of their messages that roads need, numbered as in
//! `fileformat.proto` and `osmformat.proto`. Other fields are skipped.

use flate2::read::ZlibDecoder;
use prost::Message;
use prost::bytes::Bytes;
use std::fmt;
use std::io::{self, Read};

/// The format's own limits, in bytes.
const HEADER_LIMIT: u32 = 64 << 10;
const BLOCK_LIMIT: u32 = 32 << 20;

#[derive(Message)]
struct BlobHeader {
    #[prost(string, required, tag = "1")]
    kind: String,
    #[prost(int32, required, tag = "3")]
    bytes: i32,
}

#[derive(Message)]
struct Blob {
    #[prost(bytes = "bytes", optional, tag = "1")]
    raw: Option<Bytes>,
    /// The length of the content, where it is packed.
    #[prost(int32, optional, tag = "2")]
    length: Option<i32>,
    #[prost(bytes = "bytes", optional, tag = "3")]
    zlib: Option<Bytes>,
    #[prost(bytes = "bytes", optional, tag = "4")]
    lzma: Option<Bytes>,
    #[prost(bytes = "bytes", optional, tag = "5")]
    bzip2: Option<Bytes>,
    #[prost(bytes = "bytes", optional, tag = "6")]
    lz4: Option<Bytes>,
    #[prost(bytes = "bytes", optional, tag = "7")]
    zstd: Option<Bytes>,
}

#[derive(Message)]
struct Header {
    #[prost(string, repeated, tag = "4")]
    required_features: Vec<String>,
}

/// A block of nodes and ways.
#[derive(Message)]
pub(super) struct Data {
    #[prost(message, required, tag = "1")]
    texts: Texts,
    #[prost(message, repeated, tag = "2")]
    groups: Vec<Group>,
    /// Nanodegrees in a unit of latitude and longitude.
    #[prost(int32, optional, tag = "17", default = "100")]
    granularity: Option<i32>,
    #[prost(int64, optional, tag = "19")]
    latitude_offset: Option<i64>,
    #[prost(int64, optional, tag = "20")]
    longitude_offset: Option<i64>,
}

#[derive(Message)]
struct Texts {
    #[prost(bytes = "bytes", repeated, tag = "1")]
    all: Vec<Bytes>,
}

#[derive(Message)]
struct Group {
    #[prost(message, repeated, tag = "1")]
    nodes: Vec<Node>,
    #[prost(message, optional, tag = "2")]
    dense: Option<DenseNodes>,
    #[prost(message, repeated, tag = "3")]
    ways: Vec<Way>,
}

#[derive(Message)]
struct Node {
    #[prost(sint64, required, tag = "1")]
    id: i64,
    #[prost(uint32, repeated, tag = "2")]
    keys: Vec<u32>,
    #[prost(uint32, repeated, tag = "3")]
    values: Vec<u32>,
    #[prost(sint64, required, tag = "8")]
    latitude: i64,
    #[prost(sint64, required, tag = "9")]
    longitude: i64,
}

/// Nodes as columns of differences; the tags of each, key and value by turns, end with a 0.
#[derive(Message)]
struct DenseNodes {
    #[prost(sint64, repeated, tag = "1")]
    ids: Vec<i64>,
    #[prost(sint64, repeated, tag = "8")]
    latitudes: Vec<i64>,
    #[prost(sint64, repeated, tag = "9")]
    longitudes: Vec<i64>,
    #[prost(int32, repeated, tag = "10")]
    keys_values: Vec<i32>,
}

/// A way, its nodes as differences, and so their positions in files that keep them here (`LocationsOnWays`).
#[derive(Message)]
pub(super) struct Way {
    #[prost(int64, required, tag = "1")]
    pub(super) id: i64,
    #[prost(uint32, repeated, tag = "2")]
    keys: Vec<u32>,
    #[prost(uint32, repeated, tag = "3")]
    values: Vec<u32>,
    #[prost(sint64, repeated, tag = "8")]
    nodes: Vec<i64>,
    #[prost(sint64, repeated, tag = "9")]
    latitudes: Vec<i64>,
    #[prost(sint64, repeated, tag = "10")]
    longitudes: Vec<i64>,
}

/// A block as stored in the file.
pub(super) struct Packed {
    pub(super) is_data: bool,
    kind: String,
    bytes: Bytes,
}

/// A block, unpacked.
pub(super) enum Block {
    /// The features that a reader must support.
    Header(Vec<String>),
    Data(Data),
    /// A kind that readers are to ignore.
    Other,
}

/// The next block; none at the end of the file.
pub(super) fn next(file: &mut impl Read) -> Result<Option<Packed>, Flaw> {
    let length = exactly(file, 4)?;
    let Ok(length) = <[u8; 4]>::try_from(&length[..]) else {
        return match length.is_empty() {
            true => Ok(None),
            false => Err(Flaw::Ends),
        };
    };
    let length = u32::from_be_bytes(length);
    if length >= HEADER_LIMIT {
        return Err(Flaw::Header(length));
    }
    let header = whole(file, length)?;
    let header = BlobHeader::decode(header).map_err(Flaw::said)?;
    let length = u32::try_from(header.bytes).ok();
    let length = length.filter(|length| *length < BLOCK_LIMIT);
    let length = length.ok_or(Flaw::Length(header.bytes))?;
    Ok(Some(Packed {
        is_data: header.kind == "OSMData",
        kind: header.kind,
        bytes: whole(file, length)?,
    }))
}

fn whole(file: &mut impl Read, length: u32) -> Result<Bytes, Flaw> {
    let bytes = exactly(file, length)?;
    match bytes.len() == length as usize {
        true => Ok(bytes.into()),
        false => Err(Flaw::Ends),
    }
}

/// So many bytes, or fewer where the file ends.
fn exactly(file: &mut impl Read, length: u32) -> Result<Vec<u8>, Flaw> {
    let mut bytes = Vec::new();
    let read = file.take(length.into()).read_to_end(&mut bytes);
    read.map_err(Flaw::System)?;
    Ok(bytes)
}

impl Packed {
    /// Unpacks the block. `spend` is told the number of bytes before they are decoded.
    pub(super) fn unpack(
        &self,
        spend: impl FnOnce(usize) -> Result<(), Flaw>,
    ) -> Result<Block, Flaw> {
        let content = || -> Result<Bytes, Flaw> {
            let content = self.content()?;
            spend(content.len())?;
            Ok(content)
        };
        match self.kind.as_str() {
            "OSMData" => Ok(Block::Data(message(content()?)?)),
            "OSMHeader" => {
                let header: Header = message(content()?)?;
                Ok(Block::Header(header.required_features))
            }
            _ => Ok(Block::Other),
        }
    }

    /// Its message, unpacked.
    pub(super) fn content(&self) -> Result<Bytes, Flaw> {
        let blob: Blob = message(self.bytes.clone())?;
        if let Some(raw) = blob.raw {
            return Ok(raw);
        }
        if let Some(packed) = blob.zlib {
            return Ok(exactly(&mut ZlibDecoder::new(&packed[..]), BLOCK_LIMIT)?.into());
        }
        if let Some(packed) = blob.lz4 {
            let length = blob.length.and_then(|length| u32::try_from(length).ok());
            let length = length.filter(|length| *length <= BLOCK_LIMIT);
            let length = length.ok_or(Flaw::Unpacked)?;
            let content = lz4_flex::block::decompress(&packed, length as usize);
            return Ok(content.map_err(Flaw::said)?.into());
        }
        if let Some(packed) = blob.zstd {
            let decoder = ruzstd::decoding::StreamingDecoder::new(&packed[..]);
            let mut decoder = decoder.map_err(Flaw::said)?;
            return Ok(exactly(&mut decoder, BLOCK_LIMIT)?.into());
        }
        Err(Flaw::Packing(match (blob.lzma, blob.bzip2) {
            (Some(_), _) => Some("LZMA"),
            (None, Some(_)) => Some("bzip2"),
            (None, None) => None,
        }))
    }
}

/// Why a block cannot be read.
#[derive(Debug)]
pub(super) enum Flaw {
    /// The system or what unpacks it says why.
    System(io::Error),
    /// Another library says why.
    Said(String),
    /// The file ends within it.
    Ends,
    /// Its header has so many bytes.
    Header(u32),
    /// Its header says so many bytes of it.
    Length(i32),
    /// It does not say how much it unpacks to, or too much.
    Unpacked,
    /// It is packed by a method that is not read, and this is its name.
    Packing(Option<&'static str>),
    /// The file unpacks to more than so many bytes.
    TooLarge(u64),
}

impl Flaw {
    fn said(error: impl fmt::Display) -> Self {
        Self::Said(error.to_string())
    }
}

fn message<M: Message + Default>(bytes: Bytes) -> Result<M, Flaw> {
    M::decode(bytes).map_err(Flaw::said)
}

/// Running sums of differences, which may wrap around in a damaged file.
fn sums(differences: &[i64]) -> impl Iterator<Item = i64> + Clone {
    differences.iter().scan(0_i64, |sum, difference| {
        *sum = sum.wrapping_add(*difference);
        Some(*sum)
    })
}

impl Way {
    /// Its nodes, by their identifiers.
    pub(super) fn nodes(&self) -> impl Iterator<Item = i64> + Clone {
        sums(&self.nodes)
    }
}

impl Data {
    /// Whether there is any node.
    pub(super) fn has_nodes(&self) -> bool {
        let mut dense = self.groups.iter().flat_map(|group| &group.dense);
        let mut plain = self.groups.iter().flat_map(|group| &group.nodes);
        dense.any(|dense| !dense.ids.is_empty()) || plain.next().is_some()
    }

    /// The ways, in order.
    pub(super) fn ways(&self) -> impl Iterator<Item = &Way> {
        self.groups.iter().flat_map(|group| &group.ways)
    }

    /// The tags of a way.
    pub(super) fn tags_of(&self, way: &Way) -> Vec<(&str, &str)> {
        self.tags(pairs(&way.keys, &way.values)).collect()
    }

    /// The longitudes and latitudes of a way's nodes in degrees, where the way keeps them.
    pub(super) fn places_of(&self, way: &Way) -> impl Iterator<Item = (f64, f64)> {
        let longitudes =
            sums(&way.longitudes).map(|own| self.degrees(self.longitude_offset(), own));
        let latitudes = sums(&way.latitudes).map(|own| self.degrees(self.latitude_offset(), own));
        longitudes.zip(latitudes)
    }

    /// Calls `see` with each node: its identifier, longitude and latitude in degrees, and tags.
    pub(super) fn each_node<'a>(
        &'a self,
        mut see: impl FnMut(i64, f64, f64, &mut dyn Iterator<Item = (&'a str, &'a str)>),
    ) {
        let mut see = |id, longitude, latitude, tags: &mut dyn Iterator<Item = _>| {
            let longitude_deg = self.degrees(self.longitude_offset(), longitude);
            let latitude_deg = self.degrees(self.latitude_offset(), latitude);
            see(id, longitude_deg, latitude_deg, tags);
        };
        for group in &self.groups {
            if let Some(dense) = &group.dense {
                let places = sums(&dense.longitudes).zip(sums(&dense.latitudes));
                let mut rest = &dense.keys_values[..];
                for (id, (longitude, latitude)) in sums(&dense.ids).zip(places) {
                    let keys = rest.iter().step_by(2);
                    let end = 2 * keys.take_while(|key| **key != 0).count();
                    let (own, others) = rest.split_at(end.min(rest.len()));
                    rest = others.get(1..).unwrap_or_default();
                    let pairs = own.chunks_exact(2).map(|pair| (pair[0] as u32, pair[1] as u32));
                    see(id, longitude, latitude, &mut self.tags(pairs));
                }
            }
            for node in &group.nodes {
                let tags = &mut self.tags(pairs(&node.keys, &node.values));
                see(node.id, node.longitude, node.latitude, tags);
            }
        }
    }

    fn degrees(&self, offset: i64, units: i64) -> f64 {
        let nanodegrees = i64::from(self.granularity()).wrapping_mul(units);
        1e-9 * offset.wrapping_add(nanodegrees) as f64
    }

    /// Tags by their places in the table of texts, up to the first that is no text.
    fn tags(&self, pairs: impl Iterator<Item = (u32, u32)>) -> impl Iterator<Item = (&str, &str)> {
        pairs.map_while(|(key, value)| Some((self.text(key)?, self.text(value)?)))
    }

    fn text(&self, at: u32) -> Option<&str> {
        let bytes = self.texts.all.get(at as usize)?;
        std::str::from_utf8(bytes).ok()
    }
}

fn pairs(keys: &[u32], values: &[u32]) -> impl Iterator<Item = (u32, u32)> {
    keys.iter().copied().zip(values.iter().copied())
}
