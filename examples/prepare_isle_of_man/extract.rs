//! The extract of OpenStreetMap, in memory.

use crate::Result;
use crate::ground::{Degrees, round6};
use geo::{Coord, LineString, Polygon};
use osmpbf::{Element, ElementReader, RelMemberType};
use std::collections::BTreeMap;
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

/// Reads the file.
pub fn read(path: &Path) -> Result<Extract> {
    let mut extract = Extract::default();
    let reader =
        ElementReader::from_path(path).map_err(|error| format!("{}: {error}", path.display()))?;
    reader
        .for_each(|element| match element {
            Element::DenseNode(node) => {
                extract.add_node(node.id(), node.lon(), node.lat(), texts(node.tags()));
            }
            Element::Node(node) => {
                extract.add_node(node.id(), node.lon(), node.lat(), texts(node.tags()));
            }
            Element::Way(way) => {
                let nodes = way.refs().collect();
                let tags = texts(way.tags());
                extract.ways.insert(way.id(), Way { nodes, tags });
            }
            Element::Relation(relation) => {
                let mut own = Relation {
                    tags: texts(relation.tags()),
                    ways: Vec::new(),
                    nodes: Vec::new(),
                };
                for member in relation.members() {
                    match member.member_type {
                        RelMemberType::Way => {
                            let role = member.role().unwrap_or_default().to_string();
                            own.ways.push((role, member.member_id));
                        }
                        RelMemberType::Node => own.nodes.push(member.member_id),
                        RelMemberType::Relation => {}
                    }
                }
                extract.relations.insert(relation.id(), own);
            }
        })
        .map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(extract)
}

fn texts<'a>(tags: impl Iterator<Item = (&'a str, &'a str)>) -> Tags {
    tags.map(|(key, value)| (key.to_string(), value.to_string()))
        .collect()
}

impl Extract {
    fn add_node(&mut self, id: i64, lon: f64, lat: f64, tags: Tags) {
        let place = Coord {
            x: round6(lon),
            y: round6(lat),
        };
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
                things.push(Thing {
                    osm: format!("node/{id}"),
                    tags,
                    at,
                    outline: None,
                });
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
                let ways = relation
                    .ways
                    .iter()
                    .filter_map(|(_, way)| self.ways.get(way));
                let nodes = ways.flat_map(|way| &way.nodes).chain(&relation.nodes);
                let at: Vec<Degrees> = nodes
                    .filter_map(|id| self.places.get(id).copied())
                    .collect();
                if let Some(at) = middle(&at) {
                    things.push(Thing {
                        osm,
                        tags: &relation.tags,
                        at,
                        outline: None,
                    });
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
            things.push(Thing {
                osm,
                tags,
                at,
                outline: Some(outline),
            });
        }
    }

    fn polygon(&self, nodes: &[i64]) -> Polygon<f64> {
        let corners = nodes.iter().filter_map(|id| self.places.get(id).copied());
        Polygon::new(LineString::from_iter(corners), Vec::new())
    }

    /// The closed outer rings of a relation's ways, the one of most corners first. Ways that do not close are left out.
    pub fn rings(&self, relation: &Relation) -> Vec<Polygon<f64>> {
        let outer = relation
            .ways
            .iter()
            .filter(|(role, _)| role == "outer" || role.is_empty());
        let mut parts: Vec<Vec<i64>> = outer
            .filter_map(|(_, id)| self.ways.get(id))
            .map(|way| way.nodes.clone())
            .collect();
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
    let sum = corners
        .iter()
        .fold(Coord { x: 0.0, y: 0.0 }, |sum, &at| sum + at);
    let middle = sum / corners.len() as f64;
    (!corners.is_empty()).then(|| Coord {
        x: round6(middle.x),
        y: round6(middle.y),
    })
}
