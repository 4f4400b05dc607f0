//! Conversion of positions between a system and WGS84.

use super::china;
use super::system::{Crs, CrsError};
use crate::domain::{Phrase, phrase};
use geo::Coord;
use proj4rs::{Proj, transform::transform};

/// Converts positions between one system and WGS84.
pub struct Projector {
    crs: Crs,
    plane: Option<Plane>,
}

/// A system with its projection.
struct Plane {
    own: Proj,
    wgs84: Proj,
    in_degrees: bool,
    /// The central meridian of a transverse Mercator projection; positions too far from it belong to another zone.
    middle_deg: Option<f64>,
}

const NO_SHIFT: Phrase = phrase(
    "the shift of its datum to WGS84 is not published; positions could be 100 m off",
    "其基准到 WGS84 的转换参数没有公布，位置可能偏差 100 米",
);

const NO_PROJECTION: Phrase = phrase("its projection is not supported", "不支持其投影");

/// How far from its central meridian a zone's positions are accepted.
const ZONE_DEG: f64 = 10.0;

impl Crs {
    /// The system with an EPSG code. Errors for codes that are not known or whose positions cannot be converted to
    /// WGS84.
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
}

impl Projector {
    /// Prepares `crs`. Errors when its positions cannot be converted to WGS84.
    pub fn new(crs: Crs) -> Result<Self, CrsError> {
        let plane = match crs {
            Crs::Epsg(code) => {
                let found = crs_definitions::from_code(code);
                let found = found.ok_or_else(|| CrsError::Unknown(crs.to_string()))?;
                Some(Plane::new(crs, found.proj4)?)
            }
            Crs::Own(text) => Some(Plane::new(crs, text)?),
            Crs::Wgs84 | Crs::Gcj02 | Crs::Bd09 => None,
        };
        Ok(Self { crs, plane })
    }

    /// The system.
    pub fn crs(&self) -> Crs {
        self.crs
    }

    /// Whether the system is WGS84, so that positions stay as they are.
    pub fn is_plain(&self) -> bool {
        self.crs == Crs::Wgs84
    }

    /// A position to WGS84 degrees; none where the system has no such position.
    pub fn to_wgs84(&self, at: Coord<f64>) -> Option<Coord<f64>> {
        let found = match (&self.plane, self.crs) {
            (Some(plane), _) => plane.to_wgs84(at)?,
            (None, Crs::Gcj02) => china::from_gcj02(at),
            (None, Crs::Bd09) => china::from_bd09(at),
            (None, _) => at,
        };
        (found.x.is_finite() && found.y.is_finite()).then_some(found)
    }

    /// A position from WGS84 degrees; none where the system does not reach.
    pub fn project(&self, at: Coord<f64>) -> Option<Coord<f64>> {
        let found = match (&self.plane, self.crs) {
            (Some(plane), _) => plane.project(at)?,
            (None, Crs::Gcj02) => china::to_gcj02(at),
            (None, Crs::Bd09) => china::to_bd09(at),
            (None, _) => at,
        };
        (found.x.is_finite() && found.y.is_finite()).then_some(found)
    }
}

impl std::fmt::Debug for Projector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Projector({})", self.crs)
    }
}

impl Plane {
    fn new(crs: Crs, text: &str) -> Result<Self, CrsError> {
        let no_way = |why| CrsError::NoWay(crs.to_string(), why);
        if !has_shift(text) {
            return Err(no_way(NO_SHIFT));
        }
        let unusable = |_| no_way(NO_PROJECTION);
        let own = Proj::from_proj_string(text).map_err(unusable)?;
        if !own.has_inverse() || !own.has_forward() || own.is_geocent() {
            return Err(no_way(NO_PROJECTION));
        }
        let wgs84 = "+proj=longlat +datum=WGS84 +no_defs";
        let wgs84 = Proj::from_proj_string(wgs84).map_err(unusable)?;
        let transverse =
            ["+proj=tmerc", "+proj=etmerc", "+proj=utm"].iter().any(|word| text.contains(word));
        Ok(Self {
            in_degrees: own.is_latlong(),
            middle_deg: transverse.then(|| own.longitude_of_origin().to_degrees()),
            own,
            wgs84,
        })
    }

    fn to_wgs84(&self, at: Coord<f64>) -> Option<Coord<f64>> {
        let (x, y) = match self.in_degrees {
            true if at.x.abs() > 360.0 || at.y.abs() > 90.0 => return None,
            true => (at.x.to_radians(), at.y.to_radians()),
            false => (at.x, at.y),
        };
        let mut point = (x, y, 0.0);
        transform(&self.own, &self.wgs84, &mut point).ok()?;
        let found = Coord { x: point.0.to_degrees(), y: point.1.to_degrees() };
        self.is_near(found).then_some(found)
    }

    fn project(&self, at: Coord<f64>) -> Option<Coord<f64>> {
        if !self.is_near(at) {
            return None;
        }
        let mut point = (at.x.to_radians(), at.y.to_radians(), 0.0);
        transform(&self.wgs84, &self.own, &mut point).ok()?;
        Some(match self.in_degrees {
            true => Coord { x: point.0.to_degrees(), y: point.1.to_degrees() },
            false => Coord { x: point.0, y: point.1 },
        })
    }

    fn is_near(&self, at: Coord<f64>) -> bool {
        let off = |middle: f64| (at.x - middle + 540.0).rem_euclid(360.0) - 180.0;
        at.y.abs() <= 90.0 && self.middle_deg.is_none_or(|middle| off(middle).abs() <= ZONE_DEG)
    }
}

/// Whether the definition states its datum's shift to WGS84, or its datum differs from WGS84 by less than two metres.
pub(super) fn has_shift(text: &str) -> bool {
    let has = |word: &str| text.contains(word);
    if has("+nadgrids=") && !has("+nadgrids=@null") {
        return false;
    }
    ["+towgs84=", "+datum=", "+ellps=GRS80", "+ellps=WGS84", "+nadgrids=@null"].into_iter().any(has)
}
