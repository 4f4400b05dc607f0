//! A flat map in kilometres, where distances, areas and cells are easy.

use geo::{Area, Contains, Coord, MapCoords, Point, Polygon};

/// Kilometres east and north of the map's corner.
pub type Km = Coord<f64>;

/// Degrees of longitude and latitude (WGS84).
pub type Degrees = Coord<f64>;

/// South-west of the island.
const CORNER: Degrees = Coord { x: -4.95, y: 54.0 };
/// At 54.2° north.
const KM_PER_DEGREE: Coord<f64> = Coord { x: 65.259, y: 111.309 };

/// From degrees to kilometres; on the island lengths are right to 0.4 %.
pub fn km(at: Degrees) -> Km {
    Coord { x: (at.x - CORNER.x) * KM_PER_DEGREE.x, y: (at.y - CORNER.y) * KM_PER_DEGREE.y }
}

/// Straight-line distance of two places in kilometres.
pub fn apart(a: Degrees, b: Degrees) -> f64 {
    let (a, b) = (km(a), km(b));
    (a.x - b.x).hypot(a.y - b.y)
}

/// Square metres.
pub fn area(polygon: &Polygon<f64>) -> f64 {
    polygon.map_coords(km).unsigned_area() * 1e6
}

/// Whether `at` is inside `polygon`, off its edge.
pub fn inside(polygon: &Polygon<f64>, at: Degrees) -> bool {
    polygon.contains(&Point(at))
}

/// `value` rounded to six decimals (about 0.1 m in degrees).
pub fn round6(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// Whole numbers in proportion to `weights` that add up to `total`: the largest remainders get what is left.
pub fn shares(total: u64, weights: &[f64]) -> Vec<u64> {
    let sum: f64 = weights.iter().sum();
    let exact: Vec<f64> =
        weights.iter().map(|weight| total as f64 * weight / sum.max(1e-9)).collect();
    let mut whole: Vec<u64> = exact.iter().map(|share| share.floor() as u64).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|&a, &b| (exact[b].fract()).total_cmp(&exact[a].fract()).then(a.cmp(&b)));
    let left = total.saturating_sub(whole.iter().sum()) as usize;
    for &at in order.iter().take(left) {
        whole[at] += 1;
    }
    whole
}
