//! Detects layers that are shifted against each other like GCJ-02 and BD-09 against WGS84.

use super::{Ground, Placed};
use crate::domain::crs::china;
use crate::domain::{LonLat, Text, text};
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::sink::Sink;
use crate::units::METRES_PER_DEGREE;
use geo::{Coord, Distance, Haversine, Point};
use std::collections::BTreeMap;

/// The least number of points for a conclusion.
const FEWEST: usize = 8;
/// A shift must explain at least this share of the misfits.
const EXPLAINED: f64 = 0.75;
/// Shifts in other directions may explain at most this share; one at right angles repairs half of the borders too.
const OTHERWISE: f64 = 0.6;
/// Points this near to each other are the same place.
const SAME_M: f64 = 40.0;
/// The share of a layer's points that must coincide with another layer's.
const COINCIDE: f64 = 0.25;

/// A layer of points.
pub(in crate::read) struct Cloud<'a> {
    pub(in crate::read) file: &'a str,
    pub(in crate::read) points: &'a [Placed<'a>],
}

/// A shift of maps in China, with its inverse.
struct Way {
    name: &'static str,
    undo: fn(Coord<f64>) -> Coord<f64>,
    redo: fn(Coord<f64>) -> Coord<f64>,
}

const WAYS: [Way; 2] = [
    Way { name: "GCJ-02", undo: china::from_gcj02, redo: china::to_gcj02 },
    Way { name: "BD-09", undo: china::from_bd09, redo: china::to_bd09 },
];

/// Sites with the units that they stand in.
pub(in crate::read) struct Pairs<'a> {
    pub(in crate::read) units: &'a str,
    pub(in crate::read) sites: &'a str,
    /// Positions of unit and site.
    pub(in crate::read) places: Vec<[LonLat; 2]>,
}

/// Looks for points that lie outside their towns but would lie inside without a shift (P1044); else for layers whose
/// points coincide without it.
pub(in crate::read) fn check_p1044_shift(
    sink: &Sink,
    towns: &str,
    ground: &Ground,
    clouds: &[Cloud<'_>],
    pairs: &Pairs<'_>,
) {
    let mut told = false;
    for cloud in clouds {
        told |= against_towns(sink, towns, ground, cloud);
    }
    if told || against_units(sink, pairs) {
        return;
    }
    for (position, first) in clouds.iter().enumerate() {
        for second in &clouds[position + 1..] {
            against_points(sink, first, second);
        }
    }
}

fn coord(at: LonLat) -> Coord<f64> {
    Coord { x: at.lon_deg(), y: at.lat_deg() }
}

/// The same movement in three other directions, which also repair misfits of other causes.
fn controls(at: Coord<f64>, moved: Coord<f64>) -> [Coord<f64>; 3] {
    let (dx, dy) = (moved.x - at.x, moved.y - at.y);
    [(-dx, -dy), (-dy, dx), (dy, -dx)].map(|(x, y)| Coord { x: at.x + x, y: at.y + y })
}

/// The distance by which the layer's first point moves.
fn metres(from: Coord<f64>, to: Coord<f64>) -> f64 {
    Haversine.distance(Point(from), Point(to))
}

fn push(sink: &Sink, file: &str, way: &str, cause: Text) {
    let action = text!(
        "if the layer is from a Chinese web map, say so in the plan: crs = \"{way}\"",
        "若图层来自国内网络地图，在规划中写明：`crs = \"{way}\"`"
    );
    sink.push(Code::LIKELY_SHIFTED, Place::file(file).at("geometry"), cause, action);
}

fn against_towns(sink: &Sink, towns: &str, ground: &Ground, cloud: &Cloud<'_>) -> bool {
    let placed: Vec<(Coord<f64>, usize)> = cloud
        .points
        .iter()
        .filter_map(|point| Some((coord(point.at), point.town?.into())))
        .collect();
    let outside = |place: &dyn Fn(Coord<f64>) -> Coord<f64>| {
        placed.iter().filter(|(at, town)| !ground.is_in(Point(place(*at)), *town)).count()
    };
    let now = outside(&|at| at);
    if now < FEWEST {
        return false;
    }
    for way in WAYS {
        // Either the points are shifted and the towns are not, or the other way round.
        for (file, place) in [(cloud.file, way.undo), (towns, way.redo)] {
            let then = outside(&|at| place(at));
            let helped = |count: usize| (now as f64 - count as f64) / now as f64;
            let others = (0..3).map(|turn| outside(&|at| controls(at, place(at))[turn]));
            let best = others.map(helped).fold(f64::NEG_INFINITY, f64::max);
            if helped(then) >= EXPLAINED && best <= OTHERWISE {
                let far = metres(placed[0].0, place(placed[0].0));
                let (count, own, name) = (placed.len(), cloud.file, way.name);
                let cause = text!(
                    "of {count} points of {own}, {now} lie outside their towns of {towns}; without the shift of {name}, {far:.0} m here, {then} do: this layer is likely in {name}",
                    "{own} 的 {count} 个点中有 {now} 个在其镇街（{towns}）之外；去掉 {name} 的偏移（此处 {far:.0} 米）后为 {then} 个：此图层很可能为 {name}"
                );
                push(sink, file, way.name, cause);
                return true;
            }
        }
    }
    false
}

/// Unless one layer is shifted, half of the sites lie east of their units and half lie north. Compares medians with
/// their standard errors (1.25·σ/√n for normal distributions, σ from the median deviation).
fn against_units(sink: &Sink, pairs: &Pairs<'_>) -> bool {
    const OFF: f64 = 0.3;
    const SURE: f64 = 0.2;
    let places = &pairs.places;
    if places.len() < FEWEST {
        return false;
    }
    let unit = coord(places[0][0]);
    let metres_a_degree = [METRES_PER_DEGREE * unit.y.to_radians().cos(), METRES_PER_DEGREE];
    let offsets = |axis: usize| -> Vec<f64> {
        let offset = |[unit, site]: &[LonLat; 2]| {
            let (unit, site) = (coord(*unit), coord(*site));
            [site.x - unit.x, site.y - unit.y][axis] * metres_a_degree[axis]
        };
        places.iter().map(offset).collect()
    };
    let middle = [median(offsets(0)), median(offsets(1))];
    let error = [0, 1].map(|axis| {
        let deviations = offsets(axis).into_iter().map(|offset| (offset - middle[axis]).abs());
        1.25 * 1.4826 * median(deviations.collect()) / (places.len() as f64).sqrt()
    });
    for way in WAYS {
        let moved = (way.redo)(unit);
        let shift =
            [(moved.x - unit.x) * metres_a_degree[0], (moved.y - unit.y) * metres_a_degree[1]];
        let far = shift[0].hypot(shift[1]);
        if far <= 0.0 || error[0].max(error[1]) > SURE * far {
            continue;
        }
        for (file, sign) in [(pairs.sites, 1.0), (pairs.units, -1.0)] {
            let off = (middle[0] - sign * shift[0]).hypot(middle[1] - sign * shift[1]);
            if off <= OFF * far {
                let (count, sites, units) = (places.len(), pairs.sites, pairs.units);
                let (apart, name) = (middle[0].hypot(middle[1]), way.name);
                let cause = text!(
                    "on the whole, {count} sites of {sites} lie {apart:.0} m from the units of {units} that they stand in, towards where the shift of {name} brings them, {far:.0} m here: this layer is likely in {name}",
                    "总体上，{sites} 的 {count} 个点位距其所在村（社区）（{units}）{apart:.0} 米，方向与 {name} 的偏移（此处 {far:.0} 米）一致：此图层很可能为 {name}"
                );
                push(sink, file, way.name, cause);
                return true;
            }
        }
    }
    false
}

/// The median of a list that is not empty.
fn median(mut list: Vec<f64>) -> f64 {
    list.sort_by(f64::total_cmp);
    list[list.len() / 2]
}

fn against_points(sink: &Sink, first: &Cloud<'_>, second: &Cloud<'_>) {
    let (few, many) = match first.points.len() <= second.points.len() {
        true => (first, second),
        false => (second, first),
    };
    if few.points.len() < FEWEST {
        return;
    }
    let near = Near::new(many.points.iter().map(|point| coord(point.at)));
    let points: Vec<Coord<f64>> = few.points.iter().map(|point| coord(point.at)).collect();
    let met = |place: &dyn Fn(Coord<f64>) -> Coord<f64>| {
        points.iter().filter(|at| near.has(place(**at))).count()
    };
    let now = met(&|at| at);
    for way in WAYS {
        for (shifted, other, place) in [(few, many, way.undo), (many, few, way.redo)] {
            let then = met(&|at| place(at));
            let best =
                (0..3).map(|turn| met(&|at| controls(at, place(at))[turn])).max().unwrap_or(0);
            let wanted = (COINCIDE * points.len() as f64).max(FEWEST as f64);
            if then as f64 >= wanted && then >= 4 * now.max(best) {
                let far = metres(points[0], place(points[0]));
                let (count, other, name) = (points.len(), other.file, way.name);
                let cause = text!(
                    "{now} of {count} places lie at places of {other}; without the shift of {name}, {far:.0} m here, {then} do: this layer is likely in {name}",
                    "{count} 处中有 {now} 处与 {other} 的位置重合；去掉 {name} 的偏移（此处 {far:.0} 米）后为 {then} 处：此图层很可能为 {name}"
                );
                push(sink, shifted.file, way.name, cause);
                return;
            }
        }
    }
}

/// An index of points by squares of about a hundred metres.
struct Near {
    squares: BTreeMap<(i64, i64), Vec<Coord<f64>>>,
}

const SQUARE_DEG: f64 = 0.001;

impl Near {
    fn new(points: impl Iterator<Item = Coord<f64>>) -> Self {
        let mut squares: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for at in points {
            squares.entry(Self::square(at)).or_default().push(at);
        }
        Self { squares }
    }

    fn square(at: Coord<f64>) -> (i64, i64) {
        ((at.x / SQUARE_DEG).floor() as i64, (at.y / SQUARE_DEG).floor() as i64)
    }

    fn has(&self, at: Coord<f64>) -> bool {
        let (x, y) = Self::square(at);
        let around = (x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| (x, y)));
        let mut found = around.filter_map(|square| self.squares.get(&square)).flatten();
        found.any(|other| metres(at, *other) <= SAME_M)
    }
}
