//! The extract of OpenStreetMap, in memory.

use crate::Result;
use crate::blocks::{self, Block};
use crate::ground::{Degrees, round6};
use geo::{Coord, LineString, Polygon};
use prost::Message;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

pub type Tags = BTreeMap<String, String>;

/// A line or a ring.
#[derive(Debug)]
pub struct Way {
    pub nodes: Vec<i64>,
    pub tags: Tags,
}

/// A number of others.
#[derive(Debug)]
pub struct Relation {
    pub tags: Tags,
    /// Ways with their role, in their order.
    pub ways: Vec<(String, i64)>,
    /// Nodes, in their order.
    pub nodes: Vec<i64>,
}

/// All that the file holds.
#[derive(Debug, Default)]
pub struct Extract {
    pub places: BTreeMap<i64, Degrees>,
    /// Nodes that have tags.
    pub nodes: BTreeMap<i64, Tags>,
    pub ways: BTreeMap<i64, Way>,
    pub relations: BTreeMap<i64, Relation>,
}

/// Something on the map that has tags.
#[derive(Debug, Clone)]
pub struct Thing<'a> {
    /// `node/1`, `way/1` or `relation/1`.
    pub osm: String,
    pub tags: &'a Tags,
    pub at: Degrees,
    /// Its outline, where it has one.
    pub outline: Option<Polygon<f64>>,
}

impl Thing<'_> {
    /// The value of `key`; empty without one.
    pub fn tag(&self, key: &str) -> &str {
        self.tags.get(key).map_or("", String::as_str)
    }

    pub fn has(&self, key: &str) -> bool {
        self.tags.contains_key(key)
    }
}

/// The relations of a block, which Yike itself has no use for, numbered as in `osmformat.proto`.
#[derive(Message)]
struct RelationsBlock {
    #[prost(message, required, tag = "1")]
    texts: Texts,
    #[prost(message, repeated, tag = "2")]
    groups: Vec<RelationsGroup>,
}

#[derive(Message)]
struct Texts {
    #[prost(bytes = "vec", repeated, tag = "1")]
    all: Vec<Vec<u8>>,
}

#[derive(Message)]
struct RelationsGroup {
    #[prost(message, repeated, tag = "4")]
    relations: Vec<RawRelation>,
}

#[derive(Message)]
struct RawRelation {
    #[prost(int64, required, tag = "1")]
    id: i64,
    #[prost(uint32, repeated, tag = "2")]
    keys: Vec<u32>,
    #[prost(uint32, repeated, tag = "3")]
    values: Vec<u32>,
    #[prost(int32, repeated, tag = "8")]
    roles: Vec<i32>,
    /// Members, as differences.
    #[prost(sint64, repeated, tag = "9")]
    members: Vec<i64>,
    #[prost(int32, repeated, tag = "10")]
    kinds: Vec<i32>,
}

const NODE: i32 = 0;
const WAY: i32 = 1;

/// Reads the file.
pub fn read(path: &Path) -> Result<Extract> {
    let mut extract = Extract::default();
    let mut file = BufReader::new(File::open(path)?);
    while let Some(packed) = blocks::next(&mut file).map_err(said)? {
        let Block::Data(data) = packed.unpack(|_| Ok(())).map_err(said)? else {
            continue;
        };
        data.each_node(|id, longitude_deg, latitude_deg, tags| {
            extract.add_node(id, longitude_deg, latitude_deg, texts(tags));
        });
        for way in data.ways() {
            let nodes = way.nodes().collect();
            let tags = texts(data.tags_of(way).into_iter());
            extract.ways.insert(way.id, Way { nodes, tags });
        }
        let block = RelationsBlock::decode(packed.content().map_err(said)?)?;
        for raw in block.groups.iter().flat_map(|group| &group.relations) {
            extract.relations.insert(raw.id, relation(raw, &block.texts.all)?);
        }
    }
    Ok(extract)
}

fn said(flaw: blocks::Flaw) -> String {
    format!("{flaw:?}")
}

fn relation(raw: &RawRelation, texts: &[Vec<u8>]) -> Result<Relation> {
    let text = |at: usize| -> Result<String> {
        let bytes = texts.get(at).ok_or("a text is missing")?;
        Ok(String::from_utf8(bytes.clone())?)
    };
    let mut relation = Relation { tags: Tags::new(), ways: Vec::new(), nodes: Vec::new() };
    for (key, value) in raw.keys.iter().zip(&raw.values) {
        relation.tags.insert(text(*key as usize)?, text(*value as usize)?);
    }
    let mut id = 0;
    for ((step, role), kind) in raw.members.iter().zip(&raw.roles).zip(&raw.kinds) {
        id += step;
        match *kind {
            WAY => relation.ways.push((text(*role as usize)?, id)),
            NODE => relation.nodes.push(id),
            _ => {}
        }
    }
    Ok(relation)
}

fn texts<'a>(tags: impl Iterator<Item = (&'a str, &'a str)>) -> Tags {
    tags.map(|(key, value)| (key.to_string(), value.to_string())).collect()
}

impl Extract {
    fn add_node(&mut self, id: i64, lon: f64, lat: f64, tags: Tags) {
        let place = Coord { x: round6(lon), y: round6(lat) };
        self.places.insert(id, place);
        if !tags.is_empty() {
            self.nodes.insert(id, tags);
        }
    }

    /// All that have tags and whose `tags` are wanted: nodes, then closed ways, then relations, each by id.
    pub fn things(&self, wanted: impl Fn(&Tags) -> bool) -> Vec<Thing<'_>> {
        let mut things = Vec::new();
        for (id, tags) in self.nodes.iter().filter(|(_, tags)| wanted(tags)) {
            if let Some(&at) = self.places.get(id) {
                things.push(Thing { osm: format!("node/{id}"), tags, at, outline: None });
            }
        }
        for (id, way) in self.ways.iter().filter(|(_, way)| wanted(&way.tags)) {
            let closed = way.nodes.len() > 3 && way.nodes.first() == way.nodes.last();
            let outline = closed.then(|| self.polygon(&way.nodes));
            self.push_outlined(&mut things, format!("way/{id}"), &way.tags, outline);
        }
        for (id, relation) in self.relations.iter().filter(|(_, own)| wanted(&own.tags)) {
            let osm = format!("relation/{id}");
            let largest = self.rings(relation).into_iter().next();
            if largest.is_some() {
                self.push_outlined(&mut things, osm, &relation.tags, largest);
            } else {
                // A site of several buildings: its middle.
                let ways = relation.ways.iter().filter_map(|(_, way)| self.ways.get(way));
                let nodes = ways.flat_map(|way| &way.nodes).chain(&relation.nodes);
                let at: Vec<Degrees> =
                    nodes.filter_map(|id| self.places.get(id).copied()).collect();
                if let Some(at) = middle(&at) {
                    things.push(Thing { osm, tags: &relation.tags, at, outline: None });
                }
            }
        }
        things
    }

    fn push_outlined<'a>(
        &self,
        things: &mut Vec<Thing<'a>>,
        osm: String,
        tags: &'a Tags,
        outline: Option<Polygon<f64>>,
    ) {
        let Some(outline) = outline else { return };
        let corners: Vec<Degrees> = outline.exterior().coords().skip(1).copied().collect();
        if let Some(at) = middle(&corners) {
            things.push(Thing { osm, tags, at, outline: Some(outline) });
        }
    }

    fn polygon(&self, nodes: &[i64]) -> Polygon<f64> {
        let corners = nodes.iter().filter_map(|id| self.places.get(id).copied());
        Polygon::new(LineString::from_iter(corners), Vec::new())
    }

    /// The closed outer rings of a relation's ways, the one of most corners first. Ways that do not close are left out.
    pub fn rings(&self, relation: &Relation) -> Vec<Polygon<f64>> {
        let outer = relation.ways.iter().filter(|(role, _)| role == "outer" || role.is_empty());
        let mut parts: Vec<Vec<i64>> =
            outer.filter_map(|(_, id)| self.ways.get(id)).map(|way| way.nodes.clone()).collect();
        let mut rings = Vec::new();
        while let Some(mut ring) = parts.pop() {
            while ring.first() != ring.last() {
                let end = ring.last().copied();
                let Some(next) = parts
                    .iter()
                    .position(|part| part.first().copied() == end || part.last().copied() == end)
                else {
                    break;
                };
                let mut part = parts.swap_remove(next);
                if part.first().copied() != end {
                    part.reverse();
                }
                ring.extend(part.into_iter().skip(1));
            }
            if ring.len() > 3 && ring.first() == ring.last() {
                rings.push(self.polygon(&ring));
            }
        }
        rings.sort_by_key(|ring| std::cmp::Reverse(ring.exterior().0.len()));
        rings
    }
}

fn middle(corners: &[Degrees]) -> Option<Degrees> {
    let sum = corners.iter().fold(Coord { x: 0.0, y: 0.0 }, |sum, &at| sum + at);
    let middle = sum / corners.len() as f64;
    (!corners.is_empty()).then(|| Coord { x: round6(middle.x), y: round6(middle.y) })
}
