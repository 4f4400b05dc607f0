use super::cost::Leg;
use super::graph::RoadGraph;
use super::near::Near;
use crate::domain::LonLat;
use crate::domain::beside;
use crate::units::Metres;
use rayon::prelude::*;

/// A place where a point enters the roads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    pub(super) edge: u32,
    /// The place on the edge, as a share of its length.
    pub(super) share: f64,
    /// The walk to the road.
    pub(super) walk: Leg,
    at: LonLat,
}

impl Entry {
    /// Its place on the road.
    pub fn at(&self) -> LonLat {
        self.at
    }

    /// The length of the walk to the road.
    pub fn walk(&self) -> Metres {
        Metres::total(self.walk_m())
    }

    pub(super) fn walk_m(&self) -> f64 {
        f64::from(self.walk.cm) / 100.0
    }
}

/// A point joined to the roads.
#[derive(Debug, Clone, PartialEq)]
pub struct SnappedPoint {
    pub(super) at: LonLat,
    /// The nearest place on the roads; if that is not on the largest component, also the nearest place on the largest
    /// one that is within the limit. Empty beyond the limit.
    entries: Vec<Entry>,
    /// The distance to the nearest road, within the limit or not; none where there are no roads.
    nearest: Option<Metres>,
}

impl SnappedPoint {
    /// Where it is.
    pub fn at(&self) -> LonLat {
        self.at
    }

    /// The places where it enters the roads; empty where it does not.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The distance to the nearest road, within the limit or not; none where there are no roads.
    pub fn nearest(&self) -> Option<Metres> {
        self.nearest
    }
}

impl RoadGraph {
    /// Snaps points to the nearest usable roads within `limit`. The walk to the road is straight, at the walking speed
    /// of the profile. O(log n) a point, on rayon's threads.
    pub fn snap(&self, points: &[LonLat], limit: Metres) -> Vec<SnappedPoint> {
        points.par_iter().map(|&at| self.snap_one(at, limit)).collect()
    }

    fn snap_one(&self, at: LonLat, limit: Metres) -> SnappedPoint {
        let mut near = self.segments.near(at);
        let first = near.next();
        let nearest = first.and_then(|near| Metres::new(near.distance_m).ok());
        let mut entries = Vec::new();
        let within = |near: &Near| near.distance_m <= limit.metres();
        if let Some(first) = first.filter(within) {
            entries.push(self.entry(first));
            if self.component_of(first.edge) != Some(0) {
                let main =
                    near.take_while(within).find(|near| self.component_of(near.edge) == Some(0));
                entries.extend(main.map(|near| self.entry(near)));
            }
        }
        SnappedPoint { at, entries, nearest }
    }

    fn entry(&self, near: Near) -> Entry {
        let (point, edge) = (near.point as usize, &self.edges[near.edge as usize]);
        let (_, along) = self.shape(near.edge as usize);
        let total = along.last().copied().map_or(0.0, f64::from);
        let start = f64::from(along[point - edge.points as usize]);
        let end = f64::from(along[point + 1 - edge.points as usize]);
        let metres = start + near.share * (end - start);
        let (a, b) = (self.points[point], self.points[point + 1]);
        let mix = |a: f64, b: f64| a + near.share * (b - a);
        let lon_deg = beside(mix(a.lon_deg(), beside(b.lon_deg(), a.lon_deg())), 0.0);
        let at = LonLat::new(lon_deg, mix(a.lat_deg(), b.lat_deg()));
        Entry {
            edge: near.edge,
            share: if total > 0.0 { (metres / total).clamp(0.0, 1.0) } else { 0.0 },
            walk: self.walk(near.distance_m),
            at: at.unwrap_or(a),
        }
    }

    /// A walk beside the roads.
    pub(super) fn walk(&self, metres: f64) -> Leg {
        let seconds = metres / self.profile.walk().metres_per_second();
        Leg::of(seconds, metres).unwrap_or(Leg { ms: u32::MAX, cm: u32::MAX })
    }

    /// The legs from an entry to the junctions at the ends of its edge, where travel is allowed. An entry at an end is
    /// at the junction, whatever the edge allows.
    pub(super) fn leaving(&self, entry: &Entry) -> impl Iterator<Item = (u32, Leg)> {
        self.to_ends(entry, true)
    }

    /// The legs from the junctions at the ends of an entry's edge to the entry, likewise.
    pub(super) fn arriving(&self, entry: &Entry) -> impl Iterator<Item = (u32, Leg)> {
        self.to_ends(entry, false)
    }

    fn to_ends(&self, entry: &Entry, leaving: bool) -> impl Iterator<Item = (u32, Leg)> {
        let edge = &self.edges[entry.edge as usize];
        let (to_first, to_last) = match leaving {
            true => (edge.backward, edge.forward),
            false => (edge.forward, edge.backward),
        };
        let whole = edge.forward.or(edge.backward).unwrap_or_default();
        let part = |leg: Option<Leg>, share: f64| match whole.share(share).cm {
            0 => Some(Leg::default()),
            _ => leg.map(|leg| leg.share(share)),
        };
        let first = part(to_first, entry.share).map(|leg| (edge.from, entry.walk.then(leg)));
        let last = part(to_last, 1.0 - entry.share).map(|leg| (edge.to, entry.walk.then(leg)));
        first.into_iter().chain(last)
    }

    /// The leg from one entry to another on the same edge, without leaving it.
    pub(super) fn along(&self, from: &Entry, to: &Entry) -> Option<Leg> {
        let edge = &self.edges[from.edge as usize];
        let leg = match from.share <= to.share {
            true => edge.forward.map(|leg| leg.share(to.share - from.share)),
            false => None,
        };
        let back = match from.share >= to.share {
            true => edge.backward.map(|leg| leg.share(from.share - to.share)),
            false => None,
        };
        let leg = leg.or(back)?;
        Some(from.walk.then(leg).then(to.walk))
    }
}
