//! Where things lie in the picture.

use geojson::{Feature, FeatureCollection, GeometryValue};
use std::error::Error;

/// Width of a panel, pixels.
pub(crate) const PANEL: f64 = 590.0;
/// Room for the title, pixels.
pub(crate) const TOP: f64 = 76.0;
const MARGIN: f64 = 15.0;
const KM_PER_DEGREE: f64 = 111.2;

/// Degrees to pixels of a panel: equirectangular about the middle latitude, near enough for a district.
pub(crate) struct Frame {
    west_deg: f64,
    north_deg: f64,
    px_per_lon: f64,
    px_per_lat: f64,
    pub(crate) height: f64,
}

impl Frame {
    pub(crate) fn around(towns: &FeatureCollection) -> Result<Self, Box<dyn Error>> {
        let mut ends = [f64::MAX, f64::MIN, f64::MAX, f64::MIN];
        for [lon, lat] in towns.features.iter().flat_map(|town| rings(town).concat()) {
            ends = [
                ends[0].min(lon),
                ends[1].max(lon),
                ends[2].min(lat),
                ends[3].max(lat),
            ];
        }
        let [west, east, south, north] = ends;
        if west >= east {
            return Err("the towns have no polygons".into());
        }
        let px_per_lon = (PANEL - 2.0 * MARGIN) / (east - west);
        let px_per_lat = px_per_lon / ((south + north) / 2.0).to_radians().cos();
        let height = (north - south) * px_per_lat;
        Ok(Self {
            west_deg: west,
            north_deg: north,
            px_per_lon,
            px_per_lat,
            height,
        })
    }

    /// Pixels of a length on the ground.
    pub(crate) fn pixels(&self, km: f64) -> f64 {
        self.px_per_lat / KM_PER_DEGREE * km
    }

    pub(crate) fn place(&self, [lon, lat]: [f64; 2]) -> (f64, f64) {
        let x = MARGIN + (lon - self.west_deg) * self.px_per_lon;
        (x, TOP + (self.north_deg - lat) * self.px_per_lat)
    }
}

/// Outer and inner rings of a polygon.
pub(crate) fn rings(feature: &Feature) -> Vec<Vec<[f64; 2]>> {
    let rings = match feature.geometry.as_ref().map(|geometry| &geometry.value) {
        Some(GeometryValue::Polygon { coordinates }) => coordinates.clone(),
        Some(GeometryValue::MultiPolygon { coordinates }) => coordinates.concat(),
        _ => Vec::new(),
    };
    let ring = |ring: &Vec<geojson::Position>| ring.iter().map(|p| [p[0], p[1]]).collect();
    rings.iter().map(ring).collect()
}

pub(crate) fn point(feature: &Feature) -> Option<[f64; 2]> {
    match &feature.geometry.as_ref()?.value {
        GeometryValue::Point { coordinates } => Some([coordinates[0], coordinates[1]]),
        _ => None,
    }
}
