//! Rasters: heights at places, and demand layers from rasters of people or from outlines of towns, in units of a chosen
//! size. Such demand is always marked as modelled.
//!
//! A cell belongs to the town that contains its centre, so that each person is counted once. Without a raster a town's
//! people are spread evenly over its area, by sample points.

mod band;
mod compared;
mod fence;
mod geokeys;
mod geotiff;
mod heights;
mod made;
mod meaning;
mod refused;
mod source;
mod stored;
mod top;
mod town;
mod units;

pub(super) use heights::{HeightFile, fill_heights};
pub use made::{DemandLayer, make_demand};
pub use source::DemandSource;
