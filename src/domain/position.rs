//! Positions on the earth.

use crate::units::{UnitError, Why};

/// A WGS84 position, longitude first, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LonLat {
    lon_deg: f64,
    lat_deg: f64,
}

/// `lon_deg`, or the same meridian by another number, such that it is within 180 degrees of `other_deg`.
pub(crate) fn beside(lon_deg: f64, other_deg: f64) -> f64 {
    match lon_deg - other_deg {
        away if away > 180.0 => lon_deg - 360.0,
        away if away < -180.0 => lon_deg + 360.0,
        _ => lon_deg,
    }
}

impl LonLat {
    /// A position. Errors outside ±180 and ±90 degrees.
    pub fn new(lon_deg: f64, lat_deg: f64) -> Result<Self, UnitError> {
        if (-180.0..=180.0).contains(&lon_deg) && (-90.0..=90.0).contains(&lat_deg) {
            Ok(Self { lon_deg, lat_deg })
        } else {
            let why = Why {
                english: "a WGS84 position is longitude within ±180, then latitude within ±90, in degrees",
                chinese: "WGS84 位置应为经度在 ±180 度以内，后接纬度在 ±90 度以内",
            };
            Err(UnitError::OutOfRange { text: format!("[{lon_deg}, {lat_deg}]"), why })
        }
    }

    /// Degrees east.
    pub fn lon_deg(self) -> f64 {
        self.lon_deg
    }

    /// Degrees north.
    pub fn lat_deg(self) -> f64 {
        self.lat_deg
    }
}
