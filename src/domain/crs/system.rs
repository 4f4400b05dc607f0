//! Coordinate reference systems as a type.

use crate::domain::{Phrase, Text};
use std::fmt;

/// A coordinate reference system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Crs {
    /// WGS84 longitude and latitude in degrees (EPSG:4326, with longitude first).
    #[default]
    Wgs84,
    /// Any other system of the EPSG register; east or longitude first.
    Epsg(u16),
    /// GCJ-02, the shifted degrees of Chinese maps (火星坐标).
    Gcj02,
    /// BD-09, Baidu's degrees, shifted once more.
    Bd09,
    /// A system with parameters of its own, in PROJ's words (`+proj=tmerc +lon_0=106.5 …`), as [`Crs::parse`] and
    /// [`Crs::from_wkt`] give it; east or longitude first.
    Own(&'static str),
}

/// Why a system cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CrsError {
    /// The text names no system.
    #[error("`{0}` is not a known coordinate system")]
    Unknown(String),
    /// The register has the code, but its positions cannot be converted to WGS84.
    #[error("{0} cannot be used: {why}", why = .1.english)]
    NoWay(String, Phrase),
}

impl From<&CrsError> for Text {
    fn from(error: &CrsError) -> Self {
        let chinese = match error {
            CrsError::Unknown(name) => format!("`{name}` 不是已知的坐标系"),
            CrsError::NoWay(name, why) => format!("`{name}` 不能使用：{}", why.chinese),
        };
        Self::new(error.to_string(), chinese)
    }
}

/// CGCS2000 longitude and latitude.
pub const CGCS2000: u16 = 4490;

impl Crs {
    /// Its EPSG code; GCJ-02, BD-09 and systems with parameters of their own have none.
    pub fn epsg(self) -> Option<u16> {
        match self {
            Self::Wgs84 => Some(4326),
            Self::Epsg(code) => Some(code),
            Self::Gcj02 | Self::Bd09 | Self::Own(_) => None,
        }
    }

    /// Its definition as OGC well-known text (version 1), for `.prj` files and GeoPackage. Systems without a code have
    /// none.
    pub fn wkt(self) -> Option<&'static str> {
        crs_definitions::from_code(self.epsg()?).map(|found| found.wkt)
    }

    /// Whether positions are degrees of longitude and latitude.
    pub fn in_degrees(self) -> bool {
        match self {
            Self::Wgs84 | Self::Gcj02 | Self::Bd09 => true,
            Self::Epsg(code) => {
                let found = crs_definitions::from_code(code);
                found.is_some_and(|found| found.proj4.contains("+proj=longlat"))
            }
            Self::Own(text) => text.contains("+proj=longlat"),
        }
    }

    /// Whether its datum is CGCS2000, which is treated as WGS84.
    pub fn is_cgcs2000(self) -> bool {
        matches!(self, Self::Epsg(CGCS2000 | 4491..=4554))
    }
}

impl fmt::Display for Crs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wgs84 => f.write_str("EPSG:4326"),
            Self::Epsg(code) => write!(f, "EPSG:{code}"),
            Self::Gcj02 => f.write_str("GCJ-02"),
            Self::Bd09 => f.write_str("BD-09"),
            Self::Own(text) => f.write_str(text),
        }
    }
}
