//! Outlines across the meridian of 180°. GeoJSON cuts them there (RFC 7946, 3.1.9); one in a single piece has a side that
//! leads from one edge of the map to the other, the long way round the earth.

use crate::domain::beside;
use geo::{BooleanOps, BoundingRect, Coord, Geometry, LineString, MapCoords, MultiPolygon};
use geo::{Polygon, Rect};

/// The outline with longitudes that run on beyond ±180 where a side crosses it; none where no side does.
pub(super) fn run_on(outline: &Geometry<f64>) -> Option<Geometry<f64>> {
    match outline {
        Geometry::Polygon(polygon) => polygon_run_on(polygon).map(Geometry::Polygon),
        Geometry::MultiPolygon(parts)
            if parts.iter().any(|part| polygon_run_on(part).is_some()) =>
        {
            let part = |part: &Polygon<f64>| polygon_run_on(part).unwrap_or_else(|| part.clone());
            Some(Geometry::MultiPolygon(parts.iter().map(part).collect()))
        }
        _ => None,
    }
}

fn polygon_run_on(polygon: &Polygon<f64>) -> Option<Polygon<f64>> {
    // A box around the whole earth has a side from −180 to 180.
    let at_edges = |a: Coord<f64>, b: Coord<f64>| a.x.abs() == 180.0 && b.x.abs() == 180.0;
    let crosses = |ring: &LineString<f64>| {
        ring.lines().any(|side| side.dx().abs() > 180.0 && !at_edges(side.start, side.end))
    };
    if !crosses(polygon.exterior()) && !polygon.interiors().iter().any(crosses) {
        return None;
    }
    let mut last_deg = polygon.exterior().0.first()?.x;
    let first_deg = last_deg;
    let mut run_on = |ring: &LineString<f64>, from_deg: f64| -> Option<LineString<f64>> {
        last_deg = from_deg;
        let positions = ring.coords().map(|at| {
            last_deg = beside(at.x, last_deg);
            Coord { x: last_deg, y: at.y }
        });
        let positions = LineString(positions.collect());
        // One around a pole does not come back.
        positions.is_closed().then_some(positions)
    };
    let outer = run_on(polygon.exterior(), first_deg)?;
    let holes = polygon.interiors().iter().map(|hole| run_on(hole, first_deg));
    let holes: Vec<LineString<f64>> = holes.collect::<Option<_>>()?;
    Some(Polygon::new(outer, holes))
}

/// An outline that runs on beyond ±180, cut there.
pub(super) fn cut(outline: &Geometry<f64>) -> Geometry<f64> {
    let parts = match outline {
        Geometry::Polygon(polygon) => std::slice::from_ref(polygon),
        Geometry::MultiPolygon(parts) => &parts.0[..],
        other => return other.clone(),
    };
    let mut pieces: Vec<Polygon<f64>> = Vec::new();
    for part in parts {
        let Some(area) = part.bounding_rect() else { continue };
        for turn in [-360.0, 0.0, 360.0] {
            let (west, east) = (area.min().x.max(turn - 180.0), area.max().x.min(turn + 180.0));
            if west < east {
                let side = Rect::new((west, area.min().y), (east, area.max().y)).to_polygon();
                let inside: MultiPolygon<f64> = part.intersection(&side);
                // To a tenth of a millimetre; further digits are rounding errors.
                let neat = |degrees: f64| (degrees * 1e9).round() / 1e9;
                let turned = |at: Coord<f64>| Coord { x: neat(at.x - turn), y: neat(at.y) };
                pieces.extend(inside.map_coords(turned));
            }
        }
    }
    Geometry::MultiPolygon(MultiPolygon(pieces))
}
