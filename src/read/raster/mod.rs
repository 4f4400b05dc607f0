//! Rasters: heights at places; demand from rasters of people, or from town polygons alone: units of a chosen cell size, always called modelled.
//!
//! A raster's cell belongs to the town in which its centre lies, so that each person is counted once. Without a raster
//! a town's people are spread evenly over its area, by sample points.

mod fence;
mod geotiff;
mod heights;
mod made;
mod source;
mod town;
mod units;

pub(super) use heights::{HeightFile, fill_heights};
pub use made::{MadeDemand, make_demand};
pub use source::DemandSource;
