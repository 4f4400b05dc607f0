use crate::domain::crs::Crs;
use crate::units::{Metres, Share};
use std::path::PathBuf;

/// The source of a made demand layer.
#[derive(Debug, Clone, PartialEq)]
pub struct DemandSource {
    /// The towns: polygons, of any format.
    pub towns: PathBuf,
    /// The layer of a GeoPackage.
    pub layer: Option<String>,
    /// The system of a towns layer that names none.
    pub towns_crs: Option<Crs>,
    /// A GeoTIFF of people per cell; if none, the towns' `population` is spread over their area.
    pub raster: Option<PathBuf>,
    /// The system of a raster that names none.
    pub raster_crs: Option<Crs>,
    /// The side of the square of a unit; if none, each town is one unit.
    pub cell: Option<Metres>,
    /// Whether the raster's people are scaled to the towns' `population`.
    pub fit: bool,
    /// Properties of groups of people and their shares of all; if empty, `aged_60` by the towns' `ageing_rate` where
    /// they have one.
    pub groups: Vec<(String, Share)>,
}

impl DemandSource {
    /// The people of `towns` themselves, one unit a town.
    pub fn new(towns: impl Into<PathBuf>) -> Self {
        Self {
            towns: towns.into(),
            layer: None,
            towns_crs: None,
            raster: None,
            raster_crs: None,
            cell: None,
            fit: false,
            groups: Vec::new(),
        }
    }
}
