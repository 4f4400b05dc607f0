//! Where things lie in a map.

use super::Run;
use crate::domain::crs::Crs;
use geojson::{Feature, GeometryValue, Position};

/// Room beside the map, pixels.
const MARGIN: f64 = 15.0;
/// Kilometres of a degree of latitude, about.
const KM_PER_DEGREE: f64 = 111.2;
/// A map is at most so many times as high as it is wide.
const TALLEST: f64 = 1.5;

/// Positions to pixels of a panel: degrees equirectangular about the middle latitude, near enough for a district; other
/// systems as they are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    west: f64,
    north: f64,
    px_per_x: f64,
    px_per_y: f64,
    left: f64,
    top: f64,
    pub(super) height: f64,
    in_degrees: bool,
}

impl Frame {
    /// A frame around the maps of all runs, which are in one system, in a panel so wide; none where they are empty.
    pub(super) fn around(runs: &[Run], panel: f64, top: f64) -> Option<Self> {
        let in_degrees = runs.first().is_none_or(|run| run.crs.in_degrees());
        let mut ends = [f64::MAX, f64::MIN, f64::MAX, f64::MIN];
        for run in runs {
            let towns = run.towns.features.iter().flat_map(corners);
            let places = [&run.coverage, &run.layout];
            let places = places
                .into_iter()
                .flat_map(|layer| layer.features.iter().flat_map(corners));
            for [x, y] in towns
                .chain(places)
                .filter(|at| at.iter().all(|c| c.is_finite()))
            {
                ends = [
                    ends[0].min(x),
                    ends[1].max(x),
                    ends[2].min(y),
                    ends[3].max(y),
                ];
            }
        }
        let [west, east, south, north] = ends;
        if west > east || south > north {
            return None;
        }
        // One place alone is in the middle of a kilometre.
        let least = if in_degrees { 0.01 } else { 1000.0 };
        let (across, up) = ((east - west).max(least), (north - south).max(least));
        let middle = ((south + north) / 2.0).clamp(-85.0, 85.0);
        let narrow = if in_degrees {
            middle.to_radians().cos()
        } else {
            1.0
        };
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
            in_degrees,
        })
    }

    /// Pixels of a kilometre on the ground.
    pub(super) fn pixels_per_km(&self) -> f64 {
        match self.in_degrees {
            true => self.px_per_y / KM_PER_DEGREE,
            false => self.px_per_y * 1000.0,
        }
    }

    pub(super) fn place(&self, [x, y]: [f64; 2]) -> (f64, f64) {
        (
            self.left + (x - self.west) * self.px_per_x,
            self.top + (self.north - y) * self.px_per_y,
        )
    }
}

/// Whether all maps are in one system.
pub(super) fn alike(runs: &[Run]) -> bool {
    let systems: Vec<Crs> = runs.iter().map(|run| run.crs).collect();
    systems.windows(2).all(|pair| pair[0] == pair[1])
}

fn at(position: &Position) -> Option<[f64; 2]> {
    match position.as_slice() {
        [x, y, ..] => Some([*x, *y]),
        _ => None,
    }
}

/// Outer and inner rings of a feature's polygons.
pub(super) fn rings(feature: &Feature) -> Vec<Vec<[f64; 2]>> {
    let rings = match feature.geometry.as_ref().map(|geometry| &geometry.value) {
        Some(GeometryValue::Polygon { coordinates }) => coordinates.clone(),
        Some(GeometryValue::MultiPolygon { coordinates }) => coordinates.concat(),
        _ => Vec::new(),
    };
    let ring = |ring: &Vec<Position>| ring.iter().filter_map(at).collect();
    rings.iter().map(ring).collect()
}

/// A feature's point.
pub(super) fn point(feature: &Feature) -> Option<[f64; 2]> {
    match &feature.geometry.as_ref()?.value {
        GeometryValue::Point { coordinates } => at(coordinates),
        GeometryValue::MultiPoint { coordinates } => coordinates.first().and_then(at),
        _ => None,
    }
}

fn corners(feature: &Feature) -> Vec<[f64; 2]> {
    let mut all = rings(feature).concat();
    all.extend(point(feature));
    all
}

/// The middle of the area of a feature's largest ring; of a point, the point.
pub(super) fn middle(feature: &Feature) -> Option<[f64; 2]> {
    let doubled = |ring: &[[f64; 2]]| -> f64 {
        ring.windows(2)
            .map(|e| e[0][0] * e[1][1] - e[1][0] * e[0][1])
            .sum()
    };
    let rings = rings(feature);
    let largest = rings
        .iter()
        .max_by(|a, b| doubled(a).abs().total_cmp(&doubled(b).abs()));
    let Some(ring) = largest.filter(|ring| !ring.is_empty()) else {
        return point(feature);
    };
    // Sums from the first corner on, so that degrees far from 0 lose no digits.
    let [x0, y0] = ring[0];
    let (mut area, mut x, mut y) = (0.0, 0.0, 0.0);
    for ends in ring.windows(2) {
        let (a, b) = (
            [ends[0][0] - x0, ends[0][1] - y0],
            [ends[1][0] - x0, ends[1][1] - y0],
        );
        let part = a[0] * b[1] - b[0] * a[1];
        area += part;
        x += (a[0] + b[0]) * part;
        y += (a[1] + b[1]) * part;
    }
    match area == 0.0 {
        true => Some([x0, y0]),
        false => Some([x0 + x / (3.0 * area), y0 + y / (3.0 * area)]),
    }
}
