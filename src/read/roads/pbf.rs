//! OpenStreetMap's binary format, block by block, of which 32 MB are decoded at a time for each thread.

use super::blocks::{self, Block, Data, Flaw, Packed};
use super::passes::{AS_PBF, Fault, Found, Nodes, node_of};
use super::sights::{Sights, Tags};
use super::stream::{Stream, most_unpacked};
use crate::domain::roads::RoadNode;
use crate::domain::said;
use crate::domain::{phrase, text};
use crate::read::system_text;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// The supported features of the format; a file that needs another one is refused.
const KNOWN: [&str; 3] = ["OsmSchema-V0.6", "DenseNodes", "LocationsOnWays"];

/// Whether a file starts like one of the format: with the length of a header, then its type.
pub(super) fn starts(bytes: &[u8]) -> bool {
    bytes.get(4..15) == Some(b"\x0a\x09OSMHeader")
}

/// The first pass: roads, and for each block whether it has nodes.
pub(super) fn ways(stream: &mut Stream) -> Result<(Found, Vec<bool>), Fault> {
    let mut all = Found::default();
    let mut with_nodes = Vec::new();
    pass(
        stream,
        |_| true,
        |block| (ways_of(block), block.has_nodes()),
        |(found, has_nodes)| {
            all.append(found);
            with_nodes.push(has_nodes);
        },
    )?;
    Ok((all, with_nodes))
}

/// The second pass: the nodes that are needed, from the blocks that have any.
pub(super) fn nodes(
    stream: &mut Stream,
    with_nodes: &[bool],
    nodes: &mut Nodes,
) -> Result<(), Fault> {
    let mut all = Vec::new();
    let needed = &*nodes;
    let has_nodes = |block: usize| with_nodes.get(block).copied().unwrap_or(false);
    pass(stream, has_nodes, |block| nodes_of(block, needed), |found| all.push(found))?;
    for (position, node) in all.into_iter().flatten() {
        nodes.keep(position, node);
    }
    Ok(())
}

/// A pass for places: what there is of them, and for each block whether it has nodes.
pub(super) fn sights(stream: &mut Stream, tags: &Tags<'_>) -> Result<(Sights, Vec<bool>), Fault> {
    let (mut all, mut with_nodes) = (Sights::default(), Vec::new());
    let look = |block: &Data| {
        let mut own = Sights::default();
        block.each_node(|id, lon_deg, lat_deg, node| {
            own.node(tags, id, (lon_deg, lat_deg), node);
        });
        for way in block.ways() {
            let places: Vec<(f64, f64)> = block.places_of(way).collect();
            let nodes = way.nodes().enumerate().map(|(at, key)| (key, places.get(at).copied()));
            own.way(tags, way.id, block.tags_of(way).into_iter(), nodes);
        }
        (own, block.has_nodes())
    };
    pass(
        stream,
        |_| true,
        look,
        |(own, has_nodes)| {
            all.append(own);
            with_nodes.push(has_nodes);
        },
    )?;
    Ok((all, with_nodes))
}

/// Blocks decoded together.
const BATCH: usize = 32;

/// Decodes the blocks of data that are `needed`, several at a time, and passes on the results in order.
fn pass<T: Send>(
    stream: &mut Stream,
    needed: impl Fn(usize) -> bool,
    look: impl Fn(&Data) -> T + Sync,
    mut take: impl FnMut(T),
) -> Result<(), Fault> {
    let most = most_unpacked(stream.stored());
    let spent = AtomicU64::new(0);
    let spend = |bytes: usize| {
        let before = spent.fetch_add(bytes as u64, Ordering::Relaxed);
        if before.saturating_add(bytes as u64) > most { Err(Flaw::TooLarge(most)) } else { Ok(()) }
    };
    let mut batch: Vec<(usize, Packed)> = Vec::with_capacity(BATCH);
    let mut settle = |batch: &mut Vec<(usize, Packed)>| {
        let found: Vec<Result<Option<T>, Fault>> = batch
            .par_drain(..)
            .map(|(block, packed)| match packed.unpack(spend) {
                Ok(unpacked) => seen(unpacked, &look),
                Err(flaw) => Err(fault(block, flaw)),
            })
            .collect();
        for found in found {
            if let Some(found) = found? {
                take(found);
            }
        }
        Ok(())
    };
    let mut number = 0;
    for block in 0.. {
        let next = blocks::next(stream).map_err(|flaw| fault(block, flaw))?;
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

fn fault(block: usize, flaw: Flaw) -> Fault {
    let block = block + 1;
    let what = text!("block {block}", "第 {block} 块");
    let why = match flaw {
        Flaw::TooLarge(most) => return Fault::TooLarge(most),
        Flaw::Packing(method) => {
            let method = match method {
                Some(method) => text!("{method}", " {method} "),
                None => text!("another method than zlib, lz4 and zstd", "其他方法"),
            };
            let cause = text!(
                "{what} is packed with {method}; zlib, lz4 and zstd are read",
                "{what}用{method}压缩；只读取 zlib、lz4 和 zstd";
                what, method
            );
            return Fault::Unknown { cause, action: AS_PBF };
        }
        Flaw::System(error) => system_text(&error),
        Flaw::Said(words) => said(words),
        Flaw::Ends => text!("the file ends within it", "文件在其中结束"),
        Flaw::Header(bytes) => text!("its header has {bytes} bytes", "其头部有 {bytes} 字节"),
        Flaw::Length(bytes) => text!("its header says {bytes} bytes", "其头部写明 {bytes} 字节"),
        Flaw::Unpacked => text!(
            "it does not say how much it unpacks to, or too much",
            "没有写明解压后的大小，或过大"
        ),
    };
    Fault::Corrupt { what, why }
}

/// What there is in a block of data; none in others.
fn seen<T>(block: Block, look: impl Fn(&Data) -> T) -> Result<Option<T>, Fault> {
    match block {
        Block::Data(data) => Ok(Some(look(&data))),
        Block::Other => Ok(None),
        Block::Header(features) => {
            let strange = features.into_iter();
            let strange = strange.filter(|feature| !KNOWN.contains(&feature.as_str()));
            strange.min().map_or(Ok(None), |feature| {
                Err(Fault::Unknown {
                    cause: text!(
                        "the file needs the feature `{feature}` of the format, which Yike does not know",
                        "文件用到格式的特性 `{feature}`，Yike 不支持"
                    ),
                    action: phrase(
                        "export a plain extract, for instance with `osmium cat` or `osmium time-filter`",
                        "导出普通的提取文件，例如用 `osmium cat` 或 `osmium time-filter`",
                    ),
                })
            })
        }
    }
}

/// The ways of a block that are roads.
fn ways_of(block: &Data) -> Found {
    let mut found = Found::default();
    for way in block.ways() {
        let tags = block.tags_of(way);
        let tag = |key: &str| tags.iter().find(|(own, _)| *own == key).map(|(_, value)| *value);
        found.see(way.id, tag, way.nodes(), block.places_of(way));
    }
    found
}

/// The nodes of a block that are needed, by position.
fn nodes_of(block: &Data, needed: &Nodes) -> Vec<(usize, RoadNode)> {
    let mut found = Vec::new();
    block.each_node(|id, longitude_deg, latitude_deg, tags| {
        if let Some(position) = needed.position(id)
            && let Some(node) = node_of(longitude_deg, latitude_deg, tags)
        {
            found.push((position, node));
        }
    });
    found
}
