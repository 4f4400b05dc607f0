//! Features as the caller's files give them, kept for the outputs.

use super::position::LonLat;
use super::properties::Properties;
use super::words::words;

/// The caller's geometry and properties, returned unchanged in what is written.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Feature {
    /// The geometry, WGS84 longitude and latitude in degrees.
    pub geometry: geo::Geometry<f64>,
    /// All properties of the feature, those that Yike does not know included.
    pub properties: Properties,
}

impl Feature {
    /// A geometry and its properties.
    pub fn new(geometry: geo::Geometry<f64>, properties: impl Into<Properties>) -> Self {
        Self { geometry, properties: properties.into() }
    }

    /// The same with the areas of `other` beside its own; with none where neither has any.
    #[must_use]
    pub fn with_area_of(&self, other: &Self) -> Self {
        let areas = [self, other].map(|own| match &own.geometry {
            geo::Geometry::Polygon(area) => vec![area.clone()],
            geo::Geometry::MultiPolygon(areas) => areas.0.clone(),
            _ => Vec::new(),
        });
        Self::new(geo::MultiPolygon::new(areas.concat()).into(), self.properties.clone())
    }

    /// An area whose outline is not known, without properties.
    pub fn without_outline() -> Self {
        Self::new(geo::MultiPolygon::new(Vec::new()).into(), Properties::new())
    }

    /// A point without properties.
    pub fn at(place: LonLat) -> Self {
        let point = geo::Point::new(place.lon_deg(), place.lat_deg());
        Self::new(point.into(), Properties::new())
    }
}

words! {
    /// Where a figure comes from.
    #[derive(Default)]
    pub enum Origin {
        /// Counted or measured.
        Measured = "measured",
        /// Stated by a source or by the caller.
        #[default]
        Given = "given",
        /// Computed by a stated method because no source has it.
        Modelled = "modelled",
    }
}

/// Where a feature's figures and its position come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Provenance {
    /// Origin of the figures in its properties.
    pub figures: Origin,
    /// Origin of its geometry.
    pub position: Origin,
}
