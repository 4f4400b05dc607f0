//! Makes polygons from the rings of a Shapefile, in which holes have the opposite direction and may be anywhere in the
//! list.

use geo::{Area, Contains, Coord, LineString, Point, Polygon};
use serde_json::{Value, json};

/// Positions as GeoJSON.
pub(super) fn positions(list: &[Coord<f64>]) -> Value {
    list.iter().map(|at| json!([at.x, at.y])).collect()
}

/// A Polygon, or a MultiPolygon where there is more than one outer ring. A hole that lies in no outer ring stays with
/// the first, where the check of outlines finds it.
pub(super) fn polygons(outer: Vec<Vec<Coord<f64>>>, holes: Vec<Vec<Coord<f64>>>) -> Value {
    let mut parts: Vec<Vec<Value>> = outer.iter().map(|ring| vec![positions(ring)]).collect();
    let solids: Vec<Polygon<f64>> =
        outer.iter().map(|ring| Polygon::new(LineString(ring.clone()), Vec::new())).collect();
    let areas: Vec<f64> = solids.iter().map(Area::unsigned_area).collect();
    for hole in holes {
        let holds = |solid: &Polygon<f64>| hole.iter().any(|&at| solid.contains(&Point(at)));
        let home = match parts.len() {
            0 => {
                parts.push(vec![positions(&hole)]);
                continue;
            }
            1 => 0,
            // Of nested rings the innermost around it.
            _ => (0..solids.len())
                .filter(|&solid| holds(&solids[solid]))
                .min_by(|&a, &b| areas[a].total_cmp(&areas[b]))
                .unwrap_or(0),
        };
        parts[home].push(positions(&hole));
    }
    match &parts[..] {
        [] => Value::Null,
        [one] => json!({"type": "Polygon", "coordinates": one}),
        _ => json!({"type": "MultiPolygon", "coordinates": parts}),
    }
}
