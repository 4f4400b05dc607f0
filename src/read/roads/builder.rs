//! Builds a network from ways whose nodes are identified by keys of their source.

use super::tags::{Names, WayTags};
use crate::domain::roads::{RoadNode, RoadParts, Way};
use crate::domain::{LonLat, Text, text};
use geo::{Distance, Haversine, Point};
use std::collections::BTreeMap;

/// Ways before their nodes are looked up, with the keys of their nodes end to end.
#[derive(Debug, Default)]
pub(super) struct RawWays {
    ways: Vec<(WayTags, Names, usize)>,
    keys: Vec<i64>,
    unread: Unread,
}

/// Tags that are not understood, with the number of ways that have each.
pub(super) type Unread = BTreeMap<(&'static str, String), usize>;

/// The most different tags that are kept, and the most letters of a value.
const MOST_UNREAD: usize = 100;
const MOST_LETTERS: usize = 40;

/// What ways of a source lack.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Gaps {
    /// The number of nodes that were not found.
    pub(super) nodes: usize,
    /// The number of ways with such nodes.
    pub(super) ways: usize,
    /// Tags that are not understood.
    pub(super) unread: Unread,
}

impl RawWays {
    /// Adds a way.
    pub(super) fn push(
        &mut self,
        tags: WayTags,
        names: Names,
        keys: impl IntoIterator<Item = i64>,
    ) {
        self.keys.extend(keys);
        self.ways.push((tags, names, self.keys.len()));
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.ways.is_empty()
    }

    /// Counts `ways` that have a tag that is not understood.
    pub(super) fn note(&mut self, key: &'static str, value: &str, ways: usize) {
        let tag = (key, value.chars().take(MOST_LETTERS).collect());
        if self.unread.len() < MOST_UNREAD || self.unread.contains_key(&tag) {
            *self.unread.entry(tag).or_default() += ways;
        }
    }

    /// Adds all of `other`.
    pub(super) fn append(&mut self, other: Self) {
        let before = self.keys.len();
        self.keys.extend(other.keys);
        let later = other.ways.into_iter();
        self.ways.extend(later.map(|(tags, names, end)| (tags, names, before + end)));
        for ((key, value), ways) in other.unread {
            self.note(key, &value, ways);
        }
    }

    /// The keys of their nodes, ascending, each once.
    pub(super) fn sorted_keys(&self) -> Vec<i64> {
        let mut keys = self.keys.clone();
        keys.sort_unstable();
        keys.dedup();
        keys.shrink_to_fit();
        keys
    }

    /// The parts of a network, nodes in the order of their keys. A way is cut where a node is missing; a piece of
    /// one node is left out.
    pub(super) fn into_parts(
        self,
        sorted: &[i64],
        found: &[Option<RoadNode>],
    ) -> (RoadParts, Gaps) {
        let nodes = found.iter().filter(|node| node.is_none()).count();
        let mut gaps = Gaps { nodes, ways: 0, unread: self.unread };
        let mut number = 0;
        let numbers: Vec<u32> = found
            .iter()
            .map(|node| {
                let own = number;
                number += u32::from(node.is_some());
                own
            })
            .collect();
        let mut parts = RoadParts {
            nodes: found.iter().flatten().copied().collect(),
            refs: Vec::with_capacity(self.keys.len()),
            ways: Vec::with_capacity(self.ways.len()),
            names: BTreeMap::new(),
        };
        let mut start = 0;
        for (tags, names, end) in self.ways {
            let own = &self.keys[start..end];
            start = end;
            let mut lacks = false;
            let first = parts.ways.len();
            let mut piece = parts.refs.len();
            for key in own {
                match sorted.binary_search(key) {
                    Ok(at) if found[at].is_some() => {
                        // A node twice in a row is a piece of length 0.
                        if parts.refs.len() == piece || parts.refs.last() != Some(&numbers[at]) {
                            parts.refs.push(numbers[at]);
                        }
                    }
                    _ => {
                        lacks = true;
                        piece = parts.close(piece, &tags);
                    }
                }
            }
            parts.close(piece, &tags);
            parts.share(first, &tags);
            parts.name(first, names);
            gaps.ways += usize::from(lacks);
        }
        (parts, gaps)
    }
}

impl RoadParts {
    /// Makes a way of the refs from `start` on; returns the start of the next one.
    fn close(&mut self, start: usize, tags: &WayTags) -> usize {
        if self.refs.len() - start < 2 {
            self.refs.truncate(start);
            return start;
        }
        self.ways.push(Way {
            class: tags.class,
            passages: tags.passages,
            speed_limit: tags.speed_limit,
            duration: tags.duration,
            refs: start..self.refs.len(),
        });
        self.refs.len()
    }

    /// Divides the duration of a way that was cut over its pieces, the ways from `first` on.
    fn share(&mut self, first: usize, tags: &WayTags) {
        if tags.duration.is_none() || self.ways.len() - first < 2 {
            return;
        }
        let place = |node: &u32| {
            let at = self.nodes[*node as usize].at;
            Point::new(at.lon_deg(), at.lat_deg())
        };
        let length = |way: &Way| -> f64 {
            let nodes = self.refs[way.refs.clone()].windows(2);
            nodes.map(|pair| Haversine.distance(place(&pair[0]), place(&pair[1]))).sum()
        };
        let lengths: Vec<f64> = self.ways[first..].iter().map(length).collect();
        let shared = tags.shared_by(&lengths);
        for (way, own) in self.ways[first..].iter_mut().zip(shared) {
            way.duration = own.duration;
        }
    }

    /// Adds the names of the ways from `first` on.
    fn name(&mut self, first: usize, names: Names) {
        if first == self.ways.len() {
            return;
        }
        for name in names {
            let ways = self.names.entry(name).or_default();
            ways.extend(first as u32..self.ways.len() as u32);
        }
    }
}

/// A node at a position in degrees; none for a position out of range.
pub(super) fn node(lon_deg: f64, lat_deg: f64, height_m: Option<f32>) -> Option<RoadNode> {
    let at = LonLat::new(lon_deg, lat_deg).ok()?;
    let height_m = height_m.and_then(sound_height);
    Some(RoadNode { at, height_m })
}

/// `height_m`, if it is a possible height of the earth's surface.
pub(in crate::read) fn sound_height(height_m: f32) -> Option<f32> {
    (-500.0..=9_000.0).contains(&height_m).then_some(height_m)
}

/// Words with how often each is there, the most frequent first: `a` (12), `b` (3) and 5 others.
pub(super) fn tally(words: &BTreeMap<String, usize>) -> Text {
    const SHOWN: usize = 5;
    let mut sorted: Vec<(&String, usize)> =
        words.iter().map(|(word, &count)| (word, count)).collect();
    sorted.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    let counted = |(word, count): &(&String, usize)| text!("{word} ({count})", "{word}（{count}）");
    let shown: Vec<Text> = sorted.iter().take(SHOWN).map(counted).collect();
    Text::and_more(&shown, sorted.len())
}
