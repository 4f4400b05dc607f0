use crate::domain::crs::Crs;
use crate::units::{Metres, Share};
use std::path::PathBuf;

/// What a demand layer is made from.
#[derive(Debug, Clone, PartialEq)]
pub struct DemandSource {
    /// The towns: polygons, of any format.
    pub towns: PathBuf,
    /// The layer of a GeoPackage.
    pub layer: Option<String>,
    /// The system of a towns layer that names none.
    pub towns_crs: Option<Crs>,
    /// A GeoTIFF of people a cell; none: the towns' `population`, spread over their area.
    pub raster: Option<PathBuf>,
    /// The system of a raster that names none.
    pub raster_crs: Option<Crs>,
    /// The side of a unit's square; none: one unit a town.
    pub cell: Option<Metres>,
    /// Whether the raster's people are scaled to the towns' `population`.
    pub fit: bool,
    /// Properties of groups of people and their share of all; none: `aged_60` by the towns' `ageing_rate` where they
    /// have one.
    pub groups: Vec<(String, Share)>,
}
