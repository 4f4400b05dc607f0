//! A layer with its positions in the system that is asked for.

use super::{LayerError, LayerOut};
use crate::domain::Members;
use crate::domain::crs::{Crs, Projector};
use geo::{Coord, CoordsIter, Geometry, MapCoords};

/// A layer with its positions in its own system.
#[derive(Debug)]
pub(super) struct Placed<'a> {
    pub(super) layer: LayerOut<'a>,
    projector: Projector,
}

/// A feature in the layer's system.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) properties: Members,
    pub(super) geometry: Geometry<f64>,
}

impl<'a> Placed<'a> {
    pub(super) fn new(layer: &LayerOut<'a>) -> Result<Self, LayerError> {
        let projector =
            Projector::new(layer.crs).map_err(|error| LayerError::refused("the layer", error))?;
        if !projector.is_plain() {
            for row in 0..layer.features.count() {
                let geometry = layer.features.geometry(row);
                let outside = geometry.coords_iter().find(|&at| projector.project(at).is_none());
                if let Some(at) = outside {
                    return Err(LayerError::Outside {
                        lon_deg: at.x,
                        lat_deg: at.y,
                        crs: layer.crs,
                    });
                }
            }
        }
        Ok(Self { layer: *layer, projector })
    }

    pub(super) fn count(&self) -> usize {
        self.layer.features.count()
    }

    /// The features, one by one.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        (0..self.count()).map(|row| Row {
            properties: self.layer.features.properties(row),
            geometry: self.geometry(row),
        })
    }

    /// A feature's geometry in the layer's system.
    pub(super) fn geometry(&self, row: usize) -> Geometry<f64> {
        let geometry = self.layer.features.geometry(row);
        if self.projector.is_plain() {
            return geometry.into_owned();
        }
        // Every position was tried when the layer was placed.
        let place = |at: Coord<f64>| self.projector.project(at).unwrap_or(at);
        geometry.map_coords(place)
    }

    pub(super) fn name(&self) -> &'a str {
        self.layer.name
    }

    pub(super) fn crs(&self) -> Crs {
        self.layer.crs
    }

    /// The code of the system, for formats that have no other way to say it.
    pub(super) fn epsg(&self) -> Result<u16, LayerError> {
        self.crs().epsg().ok_or(LayerError::NoCode(self.crs()))
    }

    /// The word of each geometry's type, once each.
    pub(super) fn kinds(&self) -> Vec<&'static str> {
        let rows = 0..self.count();
        let mut kinds: Vec<&'static str> =
            rows.map(|row| geometry_word(&self.layer.features.geometry(row))).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }
}

/// The OGC word of a geometry's type.
pub fn geometry_word(geometry: &Geometry<f64>) -> &'static str {
    match geometry {
        Geometry::Point(_) => "Point",
        Geometry::Line(_) | Geometry::LineString(_) => "LineString",
        Geometry::Polygon(_) | Geometry::Rect(_) | Geometry::Triangle(_) => "Polygon",
        Geometry::MultiPoint(_) => "MultiPoint",
        Geometry::MultiLineString(_) => "MultiLineString",
        Geometry::MultiPolygon(_) => "MultiPolygon",
        Geometry::GeometryCollection(_) => "GeometryCollection",
    }
}
