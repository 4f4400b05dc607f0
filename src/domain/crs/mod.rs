//! Coordinate reference systems: which positions a file means, from and to WGS84 longitude and latitude.
//!
//! EPSG codes come from the `crs-definitions` tables and are computed by `proj4rs`; GCJ-02 and BD-09, which have no
//! code, are in [`china`]. Systems on the datum of WGS84, ITRF or CGCS2000 are taken as one datum: they differ by less
//! than two metres. A system on a datum whose shift to WGS84 is not published (Xian 1980) is refused rather than
//! computed 100 m wrong.

pub mod china;
mod project;
mod well_known;

pub use project::Projector;

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
}

/// Why a system cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CrsError {
    /// The text names no system.
    #[error("`{0}` is no coordinate system that is known here")]
    Unknown(String),
    /// The register has the code, but its positions cannot be brought to WGS84.
    #[error("{0} cannot be used: {1}")]
    NoWay(String, &'static str),
}

/// CGCS2000 longitude and latitude.
pub const CGCS2000: u16 = 4490;

impl Crs {
    /// The system with an EPSG code. Errors for codes that are not known or cannot be brought to WGS84.
    pub fn from_epsg(code: u32) -> Result<Self, CrsError> {
        if code == 4326 {
            return Ok(Self::Wgs84);
        }
        let unknown = || CrsError::Unknown(format!("EPSG:{code}"));
        let code = u16::try_from(code).map_err(|_| unknown())?;
        let crs = Self::Epsg(code);
        crs_definitions::from_code(code).ok_or_else(unknown)?;
        Projector::new(crs).map(|_| crs)
    }

    /// The system that `text` names: `EPSG:4547`, `urn:ogc:def:crs:EPSG::4547`, `OGC:CRS84`, `WGS84`, `CGCS2000`,
    /// `GCJ-02`, `BD-09`.
    pub fn parse(text: &str) -> Result<Self, CrsError> {
        let plain = text.trim().to_ascii_uppercase();
        let last = plain.rsplit([':', '/', '#']).next().unwrap_or_default();
        let of_epsg = last.len() == plain.len() || plain.contains("EPSG");
        match last {
            "CRS84" | "CRS84H" | "WGS84" | "WGS 84" | "WGS-84" => Ok(Self::Wgs84),
            "CGCS2000" => Ok(Self::Epsg(CGCS2000)),
            "GCJ-02" | "GCJ02" => Ok(Self::Gcj02),
            "BD-09" | "BD09" | "BD09LL" => Ok(Self::Bd09),
            code => match code.parse() {
                Ok(code) if of_epsg => Self::from_epsg(code),
                _ => Err(CrsError::Unknown(text.trim().to_owned())),
            },
        }
    }

    /// The system of a well-known text (`.prj` files, GeoPackage): by the authority that it names, else by its datum and
    /// parameters, among WGS84, CGCS2000, UTM on WGS84, the Gauss-Krüger zones of CGCS2000 and Web Mercator.
    pub fn from_wkt(text: &str) -> Result<Self, CrsError> {
        well_known::recognise(text)
    }

    /// Its EPSG code; GCJ-02 and BD-09 have none.
    pub fn epsg(self) -> Option<u16> {
        match self {
            Self::Wgs84 => Some(4326),
            Self::Epsg(code) => Some(code),
            Self::Gcj02 | Self::Bd09 => None,
        }
    }

    /// Its definition as OGC well-known text (version 1), for `.prj` files and GeoPackage. GCJ-02 and BD-09 have none.
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
        }
    }

    /// Whether it stands on CGCS2000, which is taken as WGS84.
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
        }
    }
}
