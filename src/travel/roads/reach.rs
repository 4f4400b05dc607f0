use super::cost::{Leg, Limit, NEVER, unpack};
use super::graph::RoadGraph;
use super::search::Search;
use super::snap::SnappedPoint;
use crate::domain::beside;
use crate::domain::{Feature, LonLat, Properties};
use crate::units::Metres;
use geo::algorithm::unary_union;
use geo::buffer::{BufferStyle, LineCap, LineJoin};
use geo::{
    Buffer, Coord, Geometry, LineString, MapCoords, MultiLineString, MultiPolygon, Simplify,
};
use rayon::prelude::*;

/// The roads and the area from which places can be reached within a limit. Longitudes run on across the 180th meridian,
/// as those of the first place do.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ReachableArea {
    /// The pieces of road, without properties.
    pub lines: Feature,
    /// The area beside them, without properties.
    pub area: Feature,
    /// The total length of the pieces.
    pub length: Metres,
}

impl RoadGraph {
    /// The roads from which one of `sites` can be reached within `limit`, walks from the road to the site counted, and
    /// the area within `beside` of these roads, a model of the ground between them. Pieces of road too short to draw
    /// are left out. O(n log n) in the roads reached.
    pub fn reached(&self, sites: &[&SnappedPoint], limit: Limit, beside: Metres) -> ReachableArea {
        let quantity = limit.quantity();
        let middle_deg = sites.first().map_or(0.0, |site| site.at().lon_deg());
        let mut keys = vec![NEVER; self.junctions()];
        let entries = || sites.iter().flat_map(|site| site.entries());
        let mut search = Search::new(self.junctions(), quantity, limit.key());
        let starts = entries().flat_map(|entry| self.arriving(entry));
        search.run(&self.backward, starts, |junction, key| {
            keys[junction as usize] = key;
        });
        let figure = |key: u64| {
            let (time, distance) = unpack(key, quantity);
            match limit {
                Limit::Distance(_) => distance.metres(),
                Limit::Time(_) | Limit::None => time.seconds(),
            }
        };
        let of_leg = |leg: Leg| figure(leg.key(quantity));
        let most = figure(limit.key());
        let left = |junction: u32| match keys[junction as usize] {
            NEVER => -1.0,
            key => most - figure(key),
        };
        let mut own: Vec<(u32, f64, f64)> = entries()
            .map(|entry| (entry.edge, entry.share, most - of_leg(entry.walk)))
            .filter(|&(_, _, left)| left >= 0.0)
            .collect();
        own.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let (mut lines, mut length_m) = (Vec::new(), 0.0);
        // Motorways and ferries cannot be entered along the way: nothing is reached beside them.
        let mut entered = Vec::new();
        for (number, edge) in self.edges.iter().enumerate() {
            let mut parts = Vec::new();
            let share = |left: f64, leg: Leg| match of_leg(leg) {
                whole if whole > 0.0 => (left / whole).min(1.0),
                _ => 1.0,
            };
            if let Some(leg) = edge.forward.filter(|_| left(edge.to) >= 0.0) {
                parts.push((1.0 - share(left(edge.to), leg), 1.0));
            }
            if let Some(leg) = edge.backward.filter(|_| left(edge.from) >= 0.0) {
                parts.push((0.0, share(left(edge.from), leg)));
            }
            let first = own.partition_point(|entry| (entry.0 as usize) < number);
            for &(_, at, left) in own[first..].iter().take_while(|entry| entry.0 as usize == number)
            {
                let before = edge.forward.map_or(0.0, |leg| share(left, leg));
                let behind = edge.backward.map_or(0.0, |leg| share(left, leg));
                parts.push(((at - before).max(0.0), (at + behind).min(1.0)));
            }
            for (start, end) in joined(parts) {
                let (line, metres) = self.piece(number, (start, end), middle_deg);
                length_m += metres;
                if line.0.len() > 1 && metres > 0.0 {
                    if self.profile.enters(edge.class) {
                        entered.push(line.clone());
                    }
                    lines.push(line);
                }
            }
        }
        let lines = MultiLineString(lines);
        let area = area(&MultiLineString(entered), beside);
        // To about a centimetre, the precision of OpenStreetMap.
        let whole = |degrees: f64| (degrees * 1e7).round() / 1e7;
        let feature = |geometry: Geometry<f64>| Feature {
            geometry: geometry.map_coords(|at| Coord { x: whole(at.x), y: whole(at.y) }),
            properties: Properties::new(),
        };
        ReachableArea {
            area: feature(Geometry::MultiPolygon(area)),
            lines: feature(Geometry::MultiLineString(lines)),
            length: Metres::total(length_m),
        }
    }

    /// [`Self::reached`] of each of `sites` alone, in parallel.
    pub fn reached_each(
        &self,
        sites: &[SnappedPoint],
        limit: Limit,
        beside: Metres,
    ) -> Vec<ReachableArea> {
        let sites = sites.par_iter();
        sites.map(|site| self.reached(&[site], limit, beside)).collect()
    }

    /// Part of an edge, from one share of it to another, its longitudes within 180 degrees of `middle_deg`.
    fn piece(
        &self,
        edge: usize,
        (start, end): (f64, f64),
        middle_deg: f64,
    ) -> (LineString<f64>, f64) {
        let (points, along) = self.shape(edge);
        let whole = along.last().copied().map_or(0.0, f64::from);
        let (from, to) = (start * whole, end * whole);
        let coord = |at: LonLat| Coord { x: beside(at.lon_deg(), middle_deg), y: at.lat_deg() };
        let at = |metres: f64| at(points, along, metres, coord);
        let mut line = vec![at(from)];
        for (point, &far) in points.iter().zip(along) {
            if f64::from(far) > from && f64::from(far) < to {
                line.push(coord(*point));
            }
        }
        line.push(at(to));
        line.dedup();
        (LineString(line), to - from)
    }
}

/// The place `metres` along.
fn at(
    points: &[LonLat],
    along: &[f32],
    metres: f64,
    coord: impl Fn(LonLat) -> Coord<f64>,
) -> Coord<f64> {
    let next = along.partition_point(|&far| f64::from(far) < metres);
    let next = next.clamp(1, points.len() - 1);
    let (start, end) = (f64::from(along[next - 1]), f64::from(along[next]));
    let share = match end > start {
        true => ((metres - start) / (end - start)).clamp(0.0, 1.0),
        false => 0.0,
    };
    let (a, b) = (coord(points[next - 1]), coord(points[next]));
    a + (b - a) * share
}

/// Ranges of shares, with overlapping ones merged.
fn joined(mut parts: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    parts.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut whole: Vec<(f64, f64)> = Vec::new();
    for (start, end) in parts {
        match whole.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => whole.push((start, end)),
        }
    }
    whole
}

/// The side of the squares by which roads are grouped before their areas are united.
const CELL_M: f64 = 1_000.0;

/// The area within `beside` of `lines`, computed on a plane that touches the earth at their middle: within a degree of
/// it, lengths are accurate to 2 %.
fn area(lines: &MultiLineString<f64>, beside: Metres) -> MultiPolygon<f64> {
    let points = || lines.0.iter().flat_map(|line| &line.0);
    let count = points().count();
    if count == 0 {
        return MultiPolygon(Vec::new());
    }
    let middle = points().map(|point| point.y).sum::<f64>() / count as f64;
    let (x_m, y_m) = (111_320.0 * middle.to_radians().cos(), 110_900.0);
    let plane = lines.map_coords(|at| Coord { x: at.x * x_m, y: at.y * y_m });
    // Bends that do not show at this width only cost time, and so do finer roundings of corners.
    let (blur, roundness) = (beside.metres() / 10.0, 0.5);
    let style = || {
        BufferStyle::new(beside.metres())
            .line_join(LineJoin::Round(roundness))
            .line_cap(LineCap::Round(roundness))
    };
    let mut plane = plane.simplify(blur).0;
    // A union takes longer the more outlines it has: neighbours are united first, then the results.
    let cell = |line: &LineString<f64>| {
        let whole = |metres: f64| (metres / CELL_M).floor() as i64;
        line.0.first().map(|at| (whole(at.x), whole(at.y)))
    };
    plane.sort_by_key(cell);
    let cells: Vec<MultiLineString<f64>> = plane
        .chunk_by(|a, b| cell(a) == cell(b))
        .map(|lines| MultiLineString(lines.to_vec()))
        .collect();
    let outlines: Vec<MultiPolygon<f64>> =
        cells.par_iter().map(|lines| lines.buffer_with_style(style())).collect();
    let area = unary_union(&outlines);
    area.simplify(blur / 2.0).map_coords(|at| Coord { x: at.x / x_m, y: at.y / y_m })
}
