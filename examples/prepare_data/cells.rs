//! Voronoi cells by clipping a convex outline with half-planes.

use crate::geometry::{Km, area, step};
use geo::{ConvexHull, Coord, LineString, MultiPoint, Point, Polygon};

/// The convex hull of `points`, widened on all sides so that its area is `wanted` (square kilometres).
pub fn outline(points: &[Km], wanted: f64) -> Polygon<f64> {
    let (mut low, mut high) = (0.0, 100.0);
    for _ in 0..60 {
        let margin = (low + high) / 2.0;
        if area(&widened(points, margin)) < wanted {
            low = margin;
        } else {
            high = margin;
        }
    }
    widened(points, high)
}

/// The convex hull of circles of radius `margin` about `points`.
fn widened(points: &[Km], margin: f64) -> Polygon<f64> {
    const CORNERS: u32 = 72;
    let circles = points.iter().flat_map(|&point| {
        (0..CORNERS)
            .map(move |corner| Point(step(point, margin, f64::from(corner) / f64::from(CORNERS))))
    });
    MultiPoint::from_iter(circles).convex_hull()
}

/// The part of a convex `outline` nearest to each of `points`: convex cells that fill it without overlap.
pub fn cells(points: &[Km], outline: &Polygon<f64>) -> Vec<Polygon<f64>> {
    points
        .iter()
        .enumerate()
        .map(|(own, &point)| {
            let mut ring: Vec<Km> = outline.exterior().coords().copied().collect();
            ring.pop();
            for (other, &rival) in points.iter().enumerate() {
                if other != own {
                    ring = nearer(&ring, point, rival);
                }
            }
            Polygon::new(LineString::from(ring), Vec::new())
        })
        .collect()
}

/// The part of a convex ring (not closed) that is nearer to `point` than to `rival`.
fn nearer(ring: &[Km], point: Km, rival: Km) -> Vec<Km> {
    let middle = (point + rival) / 2.0;
    let away = rival - point;
    let side = |corner: Km| (corner.x - middle.x) * away.x + (corner.y - middle.y) * away.y;
    let mut kept = Vec::with_capacity(ring.len() + 1);
    for (index, &corner) in ring.iter().enumerate() {
        let next = ring[(index + 1) % ring.len()];
        let (here, there) = (side(corner), side(next));
        if here <= 0.0 {
            kept.push(corner);
        }
        if (here < 0.0) != (there < 0.0) && here != 0.0 && there != 0.0 {
            let part = here / (here - there);
            kept.push(Coord {
                x: corner.x + part * (next.x - corner.x),
                y: corner.y + part * (next.y - corner.y),
            });
        }
    }
    kept
}
