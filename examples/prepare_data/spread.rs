//! Points for places whose position is not known: evenly over a polygon, or about a seat.

use crate::cells::cells;
use crate::geometry::{Km, inside, step};
use geo::{BoundingRect, Centroid, Coord, Polygon};

/// `number` points spread over a convex `polygon`, leaving room about `seat`: a Halton sequence, then three of Lloyd's
/// steps (each point moves to the middle of its cell).
pub fn evenly(polygon: &Polygon<f64>, seat: Km, number: usize) -> Vec<Km> {
    let Some(bounds) = polygon.bounding_rect() else {
        return Vec::new();
    };
    let mut points: Vec<Km> = (1..100_000)
        .map(|index| Coord {
            x: bounds.min().x + bounds.width() * halton(index, 2),
            y: bounds.min().y + bounds.height() * halton(index, 3),
        })
        .filter(|&point| inside(polygon, point))
        .take(number)
        .collect();
    for _ in 0..3 {
        let with_seat: Vec<Km> = points.iter().copied().chain([seat]).collect();
        for (point, cell) in points.iter_mut().zip(cells(&with_seat, polygon)) {
            if let Some(middle) = cell.centroid() {
                *point = middle.0;
            }
        }
    }
    points
}

/// `number` points about `seat` inside `polygon`, neighbours about `spacing` kilometres apart: a sunflower spiral from
/// the seat outwards, `turn` (whole turns) setting where it starts.
pub fn about(seat: Km, polygon: &Polygon<f64>, spacing: f64, turn: f64, number: usize) -> Vec<Km> {
    const GOLDEN_TURN: f64 = 0.381_966_011_250_105;
    (0..10_000)
        .map(|index| {
            let index = f64::from(index);
            let radius = spacing * 0.56 * (index + 0.25).sqrt();
            step(seat, radius, turn + GOLDEN_TURN * index)
        })
        .filter(|&point| inside(polygon, point))
        .take(number)
        .collect()
}

/// The `index`-th number of the Halton sequence to `base`, from 0 to 1.
fn halton(mut index: u32, base: u32) -> f64 {
    let (mut value, mut scale) = (0.0, 1.0);
    while index > 0 {
        scale /= f64::from(base);
        value += scale * f64::from(index % base);
        index /= base;
    }
    value
}
