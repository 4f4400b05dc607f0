//! Makes polygons from the rings of a Shapefile, which may be anywhere in the list.

use geo::{Area, BoundingRect, Contains, Coord, InteriorPoint, LineString, Point, Polygon};
use serde_json::{Value, json};

/// Positions as GeoJSON.
pub(super) fn positions(list: &[Coord<f64>]) -> Value {
    list.iter().map(|at| json!([at.x, at.y])).collect()
}

/// A Polygon, or a MultiPolygon where there is more than one outer ring. A ring in no other is an outer one, whatever its
/// direction, as GDAL takes it; one inside another is its hole where it runs the other way. Of two that run the same
/// way the check of outlines says that they overlap.
pub(super) fn polygons(rings: Vec<Vec<Coord<f64>>>) -> Value {
    let solids: Vec<Polygon<f64>> =
        rings.iter().map(|ring| Polygon::new(LineString(ring.clone()), Vec::new())).collect();
    let areas: Vec<f64> = solids.iter().map(Area::signed_area).collect();
    let boxes: Vec<_> = solids.iter().map(BoundingRect::bounding_rect).collect();
    let mut order: Vec<usize> = (0..rings.len()).collect();
    order.sort_by(|&a, &b| areas[b].abs().total_cmp(&areas[a].abs()));
    let within = |inner: usize, outer: usize| {
        let boxed =
            boxes[outer].zip(boxes[inner]).is_some_and(|(outer, inner)| outer.contains(&inner));
        let inside = |at: Point<f64>| solids[outer].contains(&at);
        // All corners may lie on the outer ring itself.
        boxed
            && (rings[inner].iter().any(|&at| inside(Point(at)))
                || solids[inner].interior_point().is_some_and(inside))
    };
    // Of each ring that is a hole, the ring that it is in.
    let mut hole_in: Vec<Option<usize>> = vec![None; rings.len()];
    for (place, &ring) in order.iter().enumerate() {
        // Of those around it the innermost.
        let home = order[..place].iter().rev().copied().find(|&other| within(ring, other));
        let turned = |home: &usize| (areas[*home] > 0.0) != (areas[ring] > 0.0);
        hole_in[ring] = home.filter(turned).filter(|&home| hole_in[home].is_none());
    }
    let part = |outer: usize| -> Value {
        let holes = (0..rings.len()).filter(|&ring| hole_in[ring] == Some(outer));
        std::iter::once(outer).chain(holes).map(|ring| positions(&rings[ring])).collect()
    };
    let outer = (0..rings.len()).filter(|&ring| hole_in[ring].is_none());
    let mut parts: Vec<Value> = outer.map(part).collect();
    match parts.len() {
        0 => Value::Null,
        1 => json!({"type": "Polygon", "coordinates": parts.remove(0)}),
        _ => json!({"type": "MultiPolygon", "coordinates": parts}),
    }
}
