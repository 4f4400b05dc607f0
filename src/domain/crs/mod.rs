//! Coordinate reference systems, and conversion from and to WGS84 longitude and latitude.
//!
//! EPSG codes come from the `crs-definitions` tables and are computed by `proj4rs`; well-known text is read with `proj4wkt`,
//! and a system with parameters of its own (a city's central meridian) is computed from these. GCJ-02 and BD-09, which have no
//! code, are in [`china`]. The datums WGS84, ITRF and CGCS2000 are treated as one: they differ by less than two metres.
//! A system on a datum whose shift to WGS84 is not published (Xian 1980) is refused rather than computed 100 m wrong.

pub mod china;
mod definition;
mod project;
mod system;
mod tree;
mod well_known;

pub use project::Projector;
pub use system::{CGCS2000, Crs, CrsError};
