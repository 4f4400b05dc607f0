//! A layer with its positions in the system that is asked for.

use super::{LayerError, LayerOut};
use crate::domain::Properties;
use crate::domain::crs::{Crs, Projector};
use geo::{Coord, Geometry, MapCoords};

/// A layer with its positions in its own system.
#[derive(Debug)]
pub(super) struct Placed<'a> {
    pub(super) name: &'a str,
    pub(super) crs: Crs,
    pub(super) rows: Vec<Row>,
}

/// A feature in the layer's system.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) properties: Properties,
    pub(super) geometry: Geometry<f64>,
}

impl<'a> Placed<'a> {
    pub(super) fn new(layer: &LayerOut<'a>) -> Result<Self, LayerError> {
        let projector =
            Projector::new(layer.crs).map_err(|error| LayerError::refused("the layer", error))?;
        let place = |at: Coord<f64>| {
            projector.project(at).ok_or(LayerError::Outside {
                lon_deg: at.x,
                lat_deg: at.y,
                crs: layer.crs,
            })
        };
        let rows = layer.features.iter().map(|(id, feature)| {
            let geometry = match projector.is_plain() {
                true => feature.geometry.clone(),
                false => feature.geometry.try_map_coords(place)?,
            };
            let mut properties = Properties::new();
            if let Some(id) = id
                .as_ref()
                .filter(|_| !feature.properties.contains_key("id"))
            {
                properties.insert("id".into(), id.as_str().into());
            }
            properties.extend(feature.properties.clone());
            Ok(Row {
                properties,
                geometry,
            })
        });
        Ok(Self {
            name: layer.name,
            crs: layer.crs,
            rows: rows.collect::<Result<_, _>>()?,
        })
    }

    /// The code of the system, for formats that have no other way to say it.
    pub(super) fn epsg(&self) -> Result<u16, LayerError> {
        self.crs.epsg().ok_or(LayerError::NoCode(self.crs))
    }

    /// The word of each geometry's type, once each.
    pub(super) fn kinds(&self) -> Vec<&'static str> {
        let mut kinds: Vec<&'static str> =
            self.rows.iter().map(|row| kind(&row.geometry)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }
}

/// The OGC word of a geometry's type.
pub(super) fn kind(geometry: &Geometry<f64>) -> &'static str {
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
