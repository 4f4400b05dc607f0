//! A flat map in kilometres about a district's middle, where distances, areas and angles are easy.

use crate::chance;
use geo::{Area, Contains, Coord, Orient, Point, Polygon, orient::Direction};

/// Kilometres east and north of the map's middle.
pub type Km = Coord<f64>;

/// Degrees of longitude and latitude (WGS84).
pub type Degrees = Coord<f64>;

/// The map. Within one district its lengths are right to about 0.2 %.
#[derive(Debug, Clone, Copy)]
pub struct Map {
    middle: Degrees,
    km_per_degree: Coord<f64>,
}

impl Map {
    /// A map about the middle of `points`.
    pub fn about(points: &[Degrees]) -> Self {
        let number = points.len().max(1) as f64;
        let sum = points.iter().fold(Coord { x: 0.0, y: 0.0 }, |sum, &point| sum + point);
        let middle = sum / number;
        let latitude = middle.y.to_radians();
        Self {
            middle,
            km_per_degree: Coord {
                x: 111.412_877 * latitude.cos() - 0.093_504 * (3.0 * latitude).cos(),
                y: 111.132_954 - 0.559_822 * (2.0 * latitude).cos(),
            },
        }
    }

    /// From degrees to kilometres.
    pub fn km(&self, point: Degrees) -> Km {
        Coord {
            x: (point.x - self.middle.x) * self.km_per_degree.x,
            y: (point.y - self.middle.y) * self.km_per_degree.y,
        }
    }

    /// From kilometres to degrees, rounded to six decimals (about 0.1 m).
    pub fn degrees(&self, point: Km) -> Degrees {
        Coord {
            x: round6(self.middle.x + point.x / self.km_per_degree.x),
            y: round6(self.middle.y + point.y / self.km_per_degree.y),
        }
    }

    /// A polygon's ring in degrees, counter-clockwise and closed.
    pub fn ring(&self, polygon: &Polygon<f64>) -> Vec<Degrees> {
        let mut ring: Vec<Degrees> = polygon
            .orient(Direction::Default)
            .exterior()
            .coords()
            .map(|&point| self.degrees(point))
            .collect();
        ring.dedup();
        ring
    }
}

/// `value` rounded to six decimals.
pub fn round6(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// Straight-line distance.
pub fn distance(a: Km, b: Km) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

/// The point `length` kilometres from `from`, in the direction of `turn` (whole turns from east).
pub fn step(from: Km, length: f64, turn: f64) -> Km {
    let (sin, cos) = (turn * std::f64::consts::TAU).sin_cos();
    Coord { x: from.x + length * cos, y: from.y + length * sin }
}

/// Area in square kilometres.
pub fn area(polygon: &Polygon<f64>) -> f64 {
    polygon.unsigned_area()
}

/// Whether `point` is inside `polygon`, off its edge.
pub fn inside(polygon: &Polygon<f64>, point: Km) -> bool {
    polygon.contains(&Point(point))
}

/// A point near `from`, between `least` and `most` kilometres away and inside `polygon`, decided by `key`; nearer when
/// no direction has room.
pub fn near(from: Km, key: &str, least: f64, most: f64, polygon: &Polygon<f64>) -> Km {
    let length = least + (most - least) * chance::unit(key, "distance");
    let turn = chance::unit(key, "direction");
    let halvings = (0..6).map(|halving| length / f64::from(1 << halving));
    halvings
        .flat_map(|length| {
            (0..12).map(move |try_| step(from, length, turn + f64::from(try_) / 12.0))
        })
        .find(|&point| inside(polygon, point))
        .unwrap_or(from)
}
