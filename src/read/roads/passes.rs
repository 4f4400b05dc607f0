//! What the two passes over an extract find, and what stops them.

use super::builder::{RawWays, node};
use super::tags;
use crate::domain::roads::RoadNode;
use crate::domain::{Phrase, Text, phrase};

/// What the first pass finds.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) ways: RawWays,
    /// Nodes of roads whose positions are in the ways (`LocationsOnWays`), by their identifiers.
    pub(super) located: Vec<(i64, RoadNode)>,
}

impl Found {
    /// Adds a way, where it is a road. `places` are the longitudes and latitudes of its nodes, in files that keep them in
    /// the ways.
    pub(super) fn see<'a>(
        &mut self,
        id: i64,
        tag: impl Fn(&str) -> Option<&'a str>,
        nodes: impl Iterator<Item = i64> + Clone,
        places: impl Iterator<Item = (f64, f64)>,
    ) {
        let Some(class) = tags::class(&tag) else { return };
        let names = tags::names(Some(id.to_string()), &tag);
        let located = nodes.clone().zip(places);
        let located = located.filter_map(|(id, (lon, lat))| Some((id, node(lon, lat, None)?)));
        self.located.extend(located);
        self.ways.push(tags::read(class, &tag), names, nodes);
        for (key, value) in tags::unread(class, &tag) {
            self.ways.note(key, value, 1);
        }
    }

    /// Adds all of `other`.
    pub(super) fn append(&mut self, other: Self) {
        self.ways.append(other.ways);
        self.located.extend(other.located);
    }
}

/// The nodes that the ways need, by their identifiers.
pub(super) struct Nodes {
    /// Ascending.
    pub(super) keys: Vec<i64>,
    /// By the positions of the keys; none for a node that is not found.
    pub(super) found: Vec<Option<RoadNode>>,
}

impl Nodes {
    /// None of them found yet.
    pub(super) fn of(ways: &RawWays) -> Self {
        let keys = ways.sorted_keys();
        Self { found: vec![None; keys.len()], keys }
    }

    /// The position of a node among those needed; none where it is not.
    pub(super) fn position(&self, id: i64) -> Option<usize> {
        self.keys.binary_search(&id).ok()
    }

    /// Keeps a node.
    pub(super) fn keep(&mut self, position: usize, node: RoadNode) {
        self.found[position] = Some(node);
    }
}

/// A node with its position in degrees and its tags; none for a position out of range.
pub(super) fn node_of<'a>(
    lon_deg: f64,
    lat_deg: f64,
    mut tags: impl Iterator<Item = (&'a str, &'a str)>,
) -> Option<RoadNode> {
    let height = tags.find(|(key, _)| *key == "ele");
    let height = height.and_then(|(_, text)| text.trim_end_matches('m').trim().parse().ok());
    node(lon_deg, lat_deg, height)
}

/// An error that stops the reading.
#[derive(Debug)]
pub(super) enum Fault {
    /// What cannot be read, and why.
    Corrupt { what: Text, why: Text },
    /// Something of the format that is not read, and what to do.
    Unknown { cause: Text, action: Phrase },
    /// It unpacks to more than so many bytes.
    TooLarge(u64),
}

/// What turns an extract of any kind into one that is read.
pub(super) const AS_PBF: Phrase = phrase(
    "write it as a plain extract, for instance with `osmium cat -o roads.osm.pbf`",
    "改写为普通的提取文件，例如用 `osmium cat -o roads.osm.pbf`",
);
