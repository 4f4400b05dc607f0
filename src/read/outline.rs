//! Validity of polygons: rings that do not cross themselves, holes inside, disjoint parts.

use super::geometry::{part_name, ring_name};
use crate::domain::{Text, text};
use geo::coordinate_position::CoordPos;
use geo::dimensions::Dimensions;
use geo::line_intersection::{LineIntersection, line_intersection};
use geo::{Geometry, Intersects, Line, LineString, MultiPolygon, Polygon, Relate};

/// The flaw that makes a polygon's interior undefined, as a text that names the ring; none for valid polygons and for
/// points. The rules are those of [`geo::Validation`], whose test of a ring takes quadratic time; this one sorts the
/// sides first.
pub(super) fn flaw(geometry: &Geometry<f64>) -> Option<Text> {
    match geometry {
        Geometry::Polygon(polygon) => polygon_flaw(polygon, &Text::default()),
        Geometry::MultiPolygon(parts) => multi_polygon_flaw(parts),
        _ => None,
    }
}

fn multi_polygon_flaw(parts: &MultiPolygon<f64>) -> Option<Text> {
    let named = parts.0.iter().enumerate();
    let own = named
        .clone()
        .find_map(|(part, polygon)| polygon_flaw(polygon, &part_name(part, parts.0.len())));
    own.or_else(|| {
        named.clone().find_map(|(a, first)| {
            let overlap =
                |&(b, second): &(usize, &Polygon<f64>)| b > a && inside_meets_inside(first, second);
            let (b, _) = named.clone().find(overlap)?;
            let (a, b) = (a + 1, b + 1);
            Some(text!("parts {a} and {b} overlap", "第 {a} 部分与第 {b} 部分重叠"))
        })
    })
}

fn polygon_flaw(polygon: &Polygon<f64>, part: &Text) -> Option<Text> {
    let rings = || std::iter::once(polygon.exterior()).chain(polygon.interiors());
    for (number, ring) in rings().enumerate() {
        let name = || ring_name(number, part);
        if distinct_positions(ring) < 3 {
            let name = name();
            return Some(text!(
                "{name} has fewer than 3 different positions",
                "{name}不足 3 个不同的位置";
                name
            ));
        }
        if let Some(line) = crossing(ring) {
            let (name, x, y) = (name(), line.start.x, line.start.y);
            return Some(text!(
                "{name} crosses itself near [{x}, {y}]",
                "{name}在 [{x}, {y}] 附近自相交";
                name
            ));
        }
    }
    let outer = Polygon::new(polygon.exterior().clone(), Vec::new());
    let holes: Vec<Polygon<f64>> =
        polygon.interiors().iter().map(|ring| Polygon::new(ring.clone(), Vec::new())).collect();
    for (number, hole) in holes.iter().enumerate() {
        if !outer.relate(hole).is_covers() {
            let name = ring_name(number + 1, part);
            return Some(text!("{name} lies outside the outer ring", "{name}在外环之外"; name));
        }
        if let Some(other) =
            holes[..number].iter().position(|other| inside_meets_inside(hole, other))
        {
            let (first, second) = (other + 1, number + 1);
            return Some(text!(
                "holes {first} and {second}{part} overlap",
                "{part}第 {first} 个孔与第 {second} 个孔重叠";
                part
            ));
        }
    }
    None
}

fn inside_meets_inside(a: &Polygon<f64>, b: &Polygon<f64>) -> bool {
    use geo::BoundingRect;
    let boxes_meet = match (a.bounding_rect(), b.bounding_rect()) {
        (Some(a), Some(b)) => a.intersects(&b),
        _ => false,
    };
    boxes_meet && a.relate(b).get(CoordPos::Inside, CoordPos::Inside) == Dimensions::TwoDimensional
}

fn distinct_positions(ring: &LineString<f64>) -> usize {
    let mut seen = Vec::with_capacity(3);
    for at in &ring.0 {
        if !seen.contains(at) {
            seen.push(*at);
        }
        if seen.len() == 3 {
            break;
        }
    }
    seen.len()
}

/// A side of the ring that another one crosses or touches; sides may meet at a common end. Sides are sorted along the
/// axis in which they are shorter, and each is compared with those that overlap it.
fn crossing(ring: &LineString<f64>) -> Option<Line<f64>> {
    let mut sides: Vec<Line<f64>> = ring.lines().filter(|line| line.start != line.end).collect();
    let (dx, dy) = sides
        .iter()
        .fold((0.0, 0.0), |(dx, dy), side| (dx + side.dx().abs(), dy + side.dy().abs()));
    let along_x = dx <= dy;
    let span = |side: &Line<f64>| {
        let (a, b) = if along_x { (side.start.x, side.end.x) } else { (side.start.y, side.end.y) };
        (a.min(b), a.max(b))
    };
    sides.sort_by(|a, b| span(a).0.total_cmp(&span(b).0));
    for (position, side) in sides.iter().enumerate() {
        let end = span(side).1;
        let later = sides[position + 1..].iter().take_while(|other| span(other).0 <= end);
        for other in later {
            let neighbours = side.start == other.end || side.end == other.start;
            let crosses =
                if neighbours { turns_back(*side, *other) } else { side.intersects(other) };
            if crosses {
                return Some(*side);
            }
        }
    }
    None
}

/// Whether two sides that meet overlap.
fn turns_back(side: Line<f64>, other: Line<f64>) -> bool {
    matches!(
        line_intersection(side, other),
        Some(LineIntersection::Collinear { intersection }) if intersection.start != intersection.end
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Validation, wkt};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn crossing_agrees_with_geo(positions in prop::collection::vec((0..6_i32, 0..6_i32), 3..12)) {
            let mut ring: Vec<(f64, f64)> =
                positions.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).collect();
            ring.dedup();
            ring.push(ring[0]);
            ring.dedup();
            let polygon = Polygon::new(LineString::from(ring), Vec::new());
            // geo lets some outlines turn back on themselves, others not; we refuse them all.
            let sides: Vec<Line<f64>> = polygon.exterior().lines().collect();
            let turning = (0..sides.len()).any(|at| turns_back(sides[at], sides[(at + 1) % sides.len()]));
            prop_assume!(!turning);
            let flaw = polygon_flaw(&polygon, &Text::default());
            prop_assert_eq!(flaw.is_none(), polygon.is_valid());
        }
    }

    #[test]
    fn bow_tie_crosses() {
        let polygon = wkt!(POLYGON((0. 0., 1. 1., 1. 0., 0. 1., 0. 0.)));
        assert!(
            polygon_flaw(&polygon, &Text::default())
                .is_some_and(|flaw| flaw.to_string().starts_with("the outer ring crosses"))
        );
    }

    #[test]
    fn hole_outside_is_named() {
        let polygon = wkt!(POLYGON((0. 0., 1. 0., 1. 1., 0. 0.), (5. 5., 6. 5., 6. 6., 5. 5.)));
        let flaw = polygon_flaw(&polygon, &Text::default()).map(|flaw| flaw.to_string());
        assert_eq!(flaw, Some("hole 1 lies outside the outer ring".into()));
    }
}
