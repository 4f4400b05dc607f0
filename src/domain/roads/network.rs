use super::class::{Mode, RoadClass};
use crate::domain::{LonLat, Text};
use crate::units::{Metres, Seconds, Speed};
use std::collections::BTreeMap;
use std::ops::Range;
use thiserror::Error;

/// A position that ways go through. Ways meet where they share a node, and nowhere else.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RoadNode {
    /// Where it is.
    pub at: LonLat,
    /// Its height above the sea in metres, where known.
    pub height_m: Option<f32>,
}

/// The access to a way, as the source states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// Not stated: the class of the way decides.
    #[default]
    Unsaid,
    /// It may be used.
    Yes,
    /// It may not be used.
    No,
}

/// The direction in which a way may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// In both.
    #[default]
    Both,
    /// In the order of its nodes.
    Forward,
    /// Against the order of its nodes.
    Backward,
}

/// Whether and how people of a mode may use a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Passage {
    /// Whether they may.
    pub access: Access,
    /// In which direction, for modes to which one-way rules apply.
    pub direction: Direction,
}

/// A road, a path or a ferry.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// Its class.
    pub class: RoadClass,
    /// Whether and how people may use it, in the order of [`Mode::ALL`].
    pub passages: [Passage; 4],
    /// The speed limit for vehicles, where known.
    pub speed_limit: Option<Speed>,
    /// The time from end to end, the same for all modes; ferries only.
    pub duration: Option<Seconds>,
    /// Its nodes: a range of [`RoadParts::refs`].
    pub refs: Range<usize>,
}

impl Way {
    /// Whether and how people of `mode` may use it.
    pub fn passage(&self, mode: Mode) -> Passage {
        self.passages[mode as usize]
    }
}

/// The parts of a [`RoadNetwork`], not yet checked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RoadParts {
    /// Nodes.
    pub nodes: Vec<RoadNode>,
    /// Positions of nodes, way after way.
    pub refs: Vec<u32>,
    /// Ways.
    pub ways: Vec<Way>,
    /// Names of ways in their source (ids, numbers of roads, names), each with the positions of the ways that have it.
    pub names: BTreeMap<Box<str>, Vec<u32>>,
}

/// A road network, its invariants proved: ways of two nodes or more, nodes that are there, fewer than 2³¹ of them,
/// speed limits and durations above 0, names of ways that are there. Memory: 24 bytes a node, 4 a node of a way and 72 a
/// way, with some 60 for each name.
#[derive(Debug, Clone, PartialEq)]
pub struct RoadNetwork(RoadParts);

/// Parts that do not make a network. Readers report such things with file and place; this is the last line of defence.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum RoadError {
    /// A way's nodes are not among those there are. Repair: correct its range or its refs.
    #[error("way {way} names nodes that are not there")]
    Dangling {
        /// Its position.
        way: usize,
    },
    /// A way has fewer than two nodes. Repair: leave it out.
    #[error("way {way} has fewer than two nodes")]
    Short {
        /// Its position.
        way: usize,
    },
    /// A speed limit or a duration is 0. Repair: leave it out.
    #[error("way {way} has a speed limit or a duration of 0")]
    Still {
        /// Its position.
        way: usize,
    },
    /// A name is given to a way that is not there. Repair: leave it out.
    #[error("a name is given to way {way}, which is not there")]
    Unnamed {
        /// Its position.
        way: u32,
    },
    /// More than 2³¹ nodes or refs. Repair: cut the network to the area.
    #[error("{0} nodes are more than 2,147,483,647")]
    TooMany(usize),
}

impl From<&RoadError> for Text {
    fn from(error: &RoadError) -> Self {
        let chinese = match error {
            RoadError::Dangling { way } => format!("道路 {way} 引用了不存在的节点"),
            RoadError::Short { way } => format!("道路 {way} 的节点不足两个"),
            RoadError::Still { way } => format!("道路 {way} 的限速或用时为 0"),
            RoadError::Unnamed { way } => format!("道路 {way} 有名称，但道路不存在"),
            RoadError::TooMany(count) => format!("{count} 个节点超过 2,147,483,647 个"),
        };
        Self::new(error.to_string(), chinese)
    }
}

impl RoadNetwork {
    /// Checks the parts. O(refs).
    ///
    /// # Errors
    ///
    /// The first fault found; see [`RoadError`].
    pub fn new(parts: RoadParts) -> Result<Self, RoadError> {
        const MOST: usize = i32::MAX as usize;
        let count = parts.nodes.len().max(parts.refs.len());
        if count > MOST {
            return Err(RoadError::TooMany(count));
        }
        for (position, way) in parts.ways.iter().enumerate() {
            let Some(refs) = parts.refs.get(way.refs.clone()) else {
                return Err(RoadError::Dangling { way: position });
            };
            if refs.len() < 2 {
                return Err(RoadError::Short { way: position });
            }
            if refs.iter().any(|&node| node as usize >= parts.nodes.len()) {
                return Err(RoadError::Dangling { way: position });
            }
            let limit = way.speed_limit.map(Speed::metres_per_second);
            let duration = way.duration.map(Seconds::seconds);
            if [limit, duration].into_iter().flatten().any(|value| value <= 0.0) {
                return Err(RoadError::Still { way: position });
            }
        }
        let named = parts.names.values().flatten();
        match named.copied().find(|&way| way as usize >= parts.ways.len()) {
            Some(way) => Err(RoadError::Unnamed { way }),
            None => Ok(Self(parts)),
        }
    }

    /// Its nodes.
    pub fn nodes(&self) -> &[RoadNode] {
        &self.0.nodes
    }

    /// Its ways.
    pub fn ways(&self) -> &[Way] {
        &self.0.ways
    }

    /// The nodes of one of its ways, by position.
    pub fn nodes_of(&self, way: &Way) -> &[u32] {
        &self.0.refs[way.refs.clone()]
    }

    /// The names of its ways, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.names.keys().map(AsRef::as_ref)
    }

    /// The positions of the ways called `name`: an id, the number of a road or its name.
    pub fn called(&self, name: &str) -> &[u32] {
        self.0.names.get(name).map_or(&[], Vec::as_slice)
    }

    /// The network with the ways called by one of `names` closed to everyone. O(refs) in time and memory.
    pub fn without(&self, names: &[String]) -> Self {
        let mut parts = self.0.clone();
        for way in names.iter().flat_map(|name| self.called(name)) {
            for passage in &mut parts.ways[*way as usize].passages {
                passage.access = Access::No;
            }
        }
        Self(parts)
    }

    /// Least and greatest longitude and latitude of its nodes in degrees, west, south, east, north; none without any.
    /// Where roads lie on both sides of the 180th meridian and so are narrower, east is above 180.
    pub fn bounds_deg(&self) -> Option<[f64; 4]> {
        let bounds = |lon_deg: fn(LonLat) -> f64| {
            self.0.nodes.iter().fold(None, |bounds, node| {
                let (x, y) = (lon_deg(node.at), node.at.lat_deg());
                let [west, south, east, north] = bounds.unwrap_or([x, y, x, y]);
                Some([west.min(x), south.min(y), east.max(x), north.max(y)])
            })
        };
        let plain: [f64; 4] = bounds(LonLat::lon_deg)?;
        let turned: [f64; 4] = bounds(|at| match at.lon_deg() {
            west if west < 0.0 => west + 360.0,
            east => east,
        })?;
        let width = |[west, _, east, _]: [f64; 4]| east - west;
        Some(if width(turned) < width(plain) { turned } else { plain })
    }
}

/// The default of the greatest distance between a point and the road that it is snapped to.
const DEFAULT_SNAP_M: f64 = 500.0;

/// [`DEFAULT_SNAP_M`] as a length.
pub(crate) fn default_snap() -> Metres {
    Metres::new(DEFAULT_SNAP_M).expect("a plain length")
}
