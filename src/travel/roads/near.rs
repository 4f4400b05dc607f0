//! A search tree over the straight segments of roads.

use super::edges::Edge;
use crate::domain::LonLat;
use crate::domain::roads::Profile;
use crate::travel::earth::{Space, space};
use rstar::{AABB, PointDistance, RTree, RTreeObject};

/// A straight piece of an edge, in space.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Segment {
    ends: [Space; 2],
    pub(super) edge: u32,
    /// The position of its first point among all points.
    pub(super) point: u32,
}

impl Segment {
    /// The share of the segment at which `to` is nearest, and the squared distance there.
    fn nearest(&self, to: Space) -> (f64, f64) {
        let [a, b] = self.ends;
        let dot = |x: Space, y: Space| x[0] * y[0] + x[1] * y[1] + x[2] * y[2];
        let minus = |x: Space, y: Space| [x[0] - y[0], x[1] - y[1], x[2] - y[2]];
        let (along, off) = (minus(b, a), minus(to, a));
        let square = dot(along, along);
        let share = match square > 0.0 {
            true => (dot(off, along) / square).clamp(0.0, 1.0),
            false => 0.0,
        };
        let rest = [0, 1, 2].map(|axis| off[axis] - share * along[axis]);
        (share, dot(rest, rest))
    }
}

impl RTreeObject for Segment {
    type Envelope = AABB<Space>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners(self.ends[0], self.ends[1])
    }
}

impl PointDistance for Segment {
    fn distance_2(&self, point: &Space) -> f64 {
        self.nearest(*point).1
    }
}

/// A piece of road near a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Near {
    pub(super) edge: u32,
    pub(super) point: u32,
    /// The nearest place on the segment that starts at `point`, as a share of it.
    pub(super) share: f64,
    pub(super) distance_m: f64,
}

/// All segments at which the roads can be entered.
#[derive(Debug)]
pub(super) struct SegmentTree(RTree<Segment>);

impl SegmentTree {
    pub(super) fn new(edges: &[Edge], points: &[LonLat], profile: &Profile) -> Self {
        let mut segments = Vec::new();
        for (number, edge) in edges.iter().enumerate() {
            if !profile.enters(edge.class) {
                continue;
            }
            let end = edges.get(number + 1).map_or(points.len(), |next| next.points as usize);
            for point in edge.points as usize..end - 1 {
                segments.push(Segment {
                    ends: [space(points[point]), space(points[point + 1])],
                    edge: number as u32,
                    point: point as u32,
                });
            }
        }
        Self(RTree::bulk_load(segments))
    }

    /// Pieces of road, nearest first.
    pub(super) fn near(&self, at: LonLat) -> impl Iterator<Item = Near> {
        let from = space(at);
        self.0.nearest_neighbor_iter(&from).map(move |segment| {
            let (share, square) = segment.nearest(from);
            Near { edge: segment.edge, point: segment.point, share, distance_m: square.sqrt() }
        })
    }
}
