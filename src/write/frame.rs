//! Where things lie in a map.

use crate::domain::Feature;
use geo::{Area, Centroid, Geometry, Polygon};

/// Room beside the map, pixels.
const MARGIN: f64 = 15.0;
/// Kilometres of a degree of latitude, about.
const KM_PER_DEGREE: f64 = 111.2;
/// A map is at most so many times as high as it is wide.
const TALLEST: f64 = 1.5;

/// Positions to pixels of a panel: equirectangular about the middle latitude, near enough for a district.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    west: f64,
    north: f64,
    px_per_x: f64,
    px_per_y: f64,
    left: f64,
    top: f64,
    pub(super) height: f64,
}

impl Frame {
    /// A frame around places (longitude, latitude) in a panel so wide; none where there are none.
    pub(super) fn around(
        places: impl Iterator<Item = [f64; 2]>,
        panel: f64,
        top: f64,
    ) -> Option<Self> {
        let mut ends = [f64::MAX, f64::MIN, f64::MAX, f64::MIN];
        for [x, y] in places.filter(|at| at.iter().all(|c| c.is_finite())) {
            ends = [ends[0].min(x), ends[1].max(x), ends[2].min(y), ends[3].max(y)];
        }
        let [west, east, south, north] = ends;
        if west > east || south > north {
            return None;
        }
        // One place alone is in the middle of a kilometre.
        let least = 0.01;
        let (across, up) = ((east - west).max(least), (north - south).max(least));
        let narrow = ((south + north) / 2.0).clamp(-85.0, 85.0).to_radians().cos();
        let room = panel - 2.0 * MARGIN;
        let px_per_y = (room / (across * narrow)).min(TALLEST * room / up);
        let px_per_x = px_per_y * narrow;
        Some(Self {
            west: (west + east) / 2.0 - across / 2.0,
            north: (south + north) / 2.0 + up / 2.0,
            px_per_x,
            px_per_y,
            left: MARGIN + (room - across * px_per_x) / 2.0,
            top,
            height: up * px_per_y,
        })
    }

    /// Pixels of a kilometre on the ground.
    pub(super) fn pixels_per_km(&self) -> f64 {
        self.px_per_y / KM_PER_DEGREE
    }

    pub(super) fn place(&self, [x, y]: [f64; 2]) -> (f64, f64) {
        (self.left + (x - self.west) * self.px_per_x, self.top + (self.north - y) * self.px_per_y)
    }
}

/// The polygons of a feature.
pub(super) fn polygons(feature: &Feature) -> &[Polygon] {
    match &feature.geometry {
        Geometry::Polygon(polygon) => std::slice::from_ref(polygon),
        Geometry::MultiPolygon(polygons) => &polygons.0,
        _ => &[],
    }
}

/// Outer and inner rings of a feature's polygons.
pub(super) fn rings(feature: &Feature) -> Vec<Vec<[f64; 2]>> {
    let rings = polygons(feature).iter().flat_map(|polygon| {
        let outer = std::iter::once(polygon.exterior());
        outer.chain(polygon.interiors())
    });
    rings.map(|ring| ring.coords().map(|at| [at.x, at.y]).collect()).collect()
}

/// A feature's point.
pub(super) fn point(feature: &Feature) -> Option<[f64; 2]> {
    match &feature.geometry {
        Geometry::Point(point) => Some([point.x(), point.y()]),
        Geometry::MultiPoint(points) => points.0.first().map(|point| [point.x(), point.y()]),
        _ => None,
    }
}

/// Every corner of a feature.
pub(super) fn corners(feature: &Feature) -> Vec<[f64; 2]> {
    let mut all = rings(feature).concat();
    all.extend(point(feature));
    all
}

/// The middle of a feature's largest polygon; of a point, the point.
pub(super) fn middle(feature: &Feature) -> Option<[f64; 2]> {
    let area = |polygon: &&Polygon| polygon.unsigned_area();
    let largest = polygons(feature).iter().max_by(|a, b| area(a).total_cmp(&area(b)));
    match largest.and_then(Centroid::centroid) {
        Some(middle) => Some([middle.x(), middle.y()]),
        None => point(feature),
    }
}
