//! Checks that points lie in their towns.

use crate::domain::{LonLat, Text, Town, TownIdx, text};
use crate::read::catalogue::Code;
use crate::read::issue::{Place, Usual};
use crate::read::sink::{Member, Sink};
use crate::units::METRES_PER_DEGREE;
use geo::{
    BoundingRect, Contains, Coord, Distance, Euclidean, Geometry, Intersects, MapCoords,
    MultiPoint, MultiPolygon, Point, Rect,
};

/// A point this near to its town may lie outside it, because outlines are simplified and positions rounded.
const NEAR_M: f64 = 1000.0;

/// The margin around the towns' bounding box within which points count as in the area, in degrees.
const MARGIN_DEG: f64 = 0.05;

/// The towns' outlines.
#[derive(Debug)]
pub(in crate::read) struct Ground {
    towns: Vec<(MultiPolygon<f64>, Rect<f64>)>,
    area: Rect<f64>,
}

impl Ground {
    /// The outlines of `towns`; none when a town has problems, since points outside it cannot be checked then.
    pub(in crate::read) fn new(towns: &[Option<Town>]) -> Option<Self> {
        let outline = |town: &Option<Town>| {
            let outline = match &town.as_ref()?.feature.geometry {
                Geometry::Polygon(polygon) => MultiPolygon(vec![polygon.clone()]),
                Geometry::MultiPolygon(parts) => parts.clone(),
                _ => return None,
            };
            let rect = outline.bounding_rect()?;
            Some((outline, rect))
        };
        let towns: Vec<_> = towns.iter().map(outline).collect::<Option<_>>()?;
        let corners = towns.iter().flat_map(|(_, rect)| [rect.min(), rect.max()]);
        let area = MultiPoint::from_iter(corners).bounding_rect()?;
        let margin = Coord { x: MARGIN_DEG, y: MARGIN_DEG };
        let area = Rect::new(area.min() - margin, area.max() + margin);
        Some(Self { towns, area })
    }

    /// Each town's outline and its box.
    pub(in crate::read) fn outlines(&self) -> &[(MultiPolygon<f64>, Rect<f64>)] {
        &self.towns
    }

    pub(super) fn is_in(&self, at: Point<f64>, town: usize) -> bool {
        self.towns
            .get(town)
            .is_some_and(|(outline, rect)| rect.intersects(&at) && outline.intersects(&at))
    }

    fn town_at(&self, at: Point<f64>) -> Option<usize> {
        (0..self.towns.len()).find(|&town| self.is_in(at, town))
    }

    fn is_around(&self, at: Point<f64>) -> bool {
        self.area.contains(&at)
    }

    /// Metres from `at` to the town's outline, on a plane at the point's latitude.
    fn metres_to(&self, at: Point<f64>, town: usize) -> f64 {
        let Some((outline, _)) = self.towns.get(town) else {
            return f64::INFINITY;
        };
        let east = at.y().to_radians().cos() * METRES_PER_DEGREE;
        let flat = outline.map_coords(|c| Coord {
            x: (c.x - at.x()) * east,
            y: (c.y - at.y()) * METRES_PER_DEGREE,
        });
        Euclidean.distance(&Point::new(0.0, 0.0), &flat)
    }
}

/// An item that names its town.
#[derive(Debug)]
pub(in crate::read) struct Placed<'a> {
    /// Its feature number, from 1.
    pub(in crate::read) number: usize,
    pub(in crate::read) id: &'a str,
    pub(in crate::read) at: LonLat,
    /// None where any town is allowed.
    pub(in crate::read) town: Option<TownIdx>,
}

/// The codes for one layer's points; none for layers whose points may lie outside the towns.
#[derive(Debug, Clone, Copy)]
pub(in crate::read) struct PositionCodes {
    pub(in crate::read) beside: Code,
    pub(in crate::read) outside: Code,
}

/// Checks for swapped coordinates (P1019), layers elsewhere (P1020), and points beside or outside their town.
pub(in crate::read) fn check_positions(
    sink: &Sink,
    file: &str,
    points: &[Placed<'_>],
    ground: &Ground,
    towns: &[Option<Town>],
    codes: Option<PositionCodes>,
) {
    let point = |placed: &Placed<'_>| Point::new(placed.at.lon_deg(), placed.at.lat_deg());
    let swapped = |placed: &&Placed<'_>| {
        let at = point(placed);
        !ground.is_around(at) && ground.is_around(Point::new(at.y(), at.x()))
    };
    let (turned, straight): (Vec<_>, Vec<_>) = points.iter().partition(swapped);
    let members: Vec<Member> = turned
        .iter()
        .map(|placed| Member {
            number: placed.number,
            id: Some(placed.id.into()),
            cause: {
                let (x, y) = (placed.at.lon_deg(), placed.at.lat_deg());
                text!(
                    "[{x}, {y}] lies among the towns only with latitude and longitude exchanged",
                    "[{x}, {y}] 只有互换经纬度才落在镇街范围内"
                )
            },
        })
        .collect();
    let action = text!(
        "write longitude first, then latitude, here or in the towns layer",
        "在此处或镇街图层中先写经度，再写纬度"
    );
    sink.push_group(Code::POSITIONS_SWAPPED, file, "geometry", &members, action);
    if straight.len() > 1 && !straight.iter().any(|placed| ground.is_around(point(placed))) {
        let first = straight[0];
        let (count, id) = (straight.len(), first.id);
        let (x, y) = (first.at.lon_deg(), first.at.lat_deg());
        let (low, high) = (ground.area.min(), ground.area.max());
        let (west, south) = (low.x + MARGIN_DEG, low.y + MARGIN_DEG);
        let (east, north) = (high.x - MARGIN_DEG, high.y - MARGIN_DEG);
        let cause = text!(
            "none of the {count} points lies near the towns; `{id}` is at [{x}, {y}], the towns between [{west:.3}, {south:.3}] and [{east:.3}, {north:.3}]",
            "{count} 个点都不在镇街附近；`{id}` 位于 [{x}, {y}]，镇街在 [{west:.3}, {south:.3}] 与 [{east:.3}, {north:.3}] 之间"
        );
        sink.push(Code::LAYER_ELSEWHERE, Place::file(file).at("geometry"), cause, Usual);
        return;
    }
    let Some(codes) = codes else { return };
    for placed in straight {
        if let Some(town) = placed.town {
            check_one(sink, file, placed, point(placed), town.into(), ground, towns, codes);
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "one point against everything around it")]
fn check_one(
    sink: &Sink,
    file: &str,
    placed: &Placed<'_>,
    at: Point<f64>,
    town: usize,
    ground: &Ground,
    towns: &[Option<Town>],
    codes: PositionCodes,
) {
    if ground.is_in(at, town) {
        return;
    }
    let name = |town: usize| {
        let town = towns.get(town).and_then(Option::as_ref);
        town.map_or_else(Text::default, |Town { id, name, .. }| {
            text!("`{id}` ({name})", "`{id}`（{name}）")
        })
    };
    let own = name(town);
    let place = Place::feature(file, placed.number, Some(placed.id)).at("town");
    let metres = ground.metres_to(at, town);
    let far = match metres {
        metres if metres < 10_000.0 => text!("{metres:.0} m", "{metres:.0} 米"),
        metres => {
            let km = metres / 1000.0;
            text!("{km:.0} km", "{km:.0} 公里")
        }
    };
    if let Some(other) = ground.town_at(at) {
        let other = name(other);
        let cause = text!(
            "the point is {far} outside its town {own}; it lies in {other}",
            "该点在其镇街 {own} 之外 {far}；位于 {other}";
            far, own, other
        );
        let action = text!("correct `town` or the position", "更正 `town` 或位置");
        sink.push(codes.beside, place, cause, action);
    } else if metres <= NEAR_M {
        let cause = text!(
            "the point is {far} outside its town {own}, and in no other",
            "该点在其镇街 {own} 之外 {far}，也不在其他镇街内";
            far, own
        );
        let action = text!(
            "correct the position, if it is not the border that is inexact",
            "若不是边界不准，更正位置"
        );
        sink.push(codes.beside, place, cause, action);
    } else {
        let cause = text!(
            "the point lies in no town; its own, {own}, is {far} away",
            "该点不在任何镇街内；距其镇街 {own} {far}";
            own, far
        );
        sink.push(codes.outside, place, cause, text!("correct the position", "更正位置"));
    }
}
