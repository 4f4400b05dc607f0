use super::feature::{Feature, Provenance};
use super::ids::TownIdx;
use crate::units::{Persons, Share, UnitError};
use std::fmt;

/// A WGS84 position, longitude first, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LonLat {
    lon_deg: f64,
    lat_deg: f64,
}

impl LonLat {
    /// A position. Errors outside ±180 and ±90 degrees.
    pub fn new(lon_deg: f64, lat_deg: f64) -> Result<Self, UnitError> {
        if (-180.0..=180.0).contains(&lon_deg) && (-90.0..=90.0).contains(&lat_deg) {
            Ok(Self { lon_deg, lat_deg })
        } else {
            Err(UnitError::OutOfRange {
                text: format!("[{lon_deg}, {lat_deg}]"),
                why: "a WGS84 position is longitude within ±180, then latitude within ±90, in degrees",
            })
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

/// Whether people live in an urban community or a rural village.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Setting {
    /// 社区: communities of streets and town seats.
    Urban,
    /// 村: villages.
    Rural,
}

impl Setting {
    /// Both settings, in the order of reports.
    pub const ALL: [Setting; 2] = [Setting::Urban, Setting::Rural];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Setting::Urban => "urban",
            Setting::Rural => "rural",
        }
    }

    /// The setting that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.word() == word)
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A street, town or township (街道, 镇, 乡).
#[derive(Debug, Clone)]
pub struct Town {
    /// Its code, unique among towns.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Residents.
    pub population: Persons,
    /// Share of residents aged 60 and over.
    pub ageing_rate: Share,
    /// Share of residents in urban communities, where known.
    pub urban_share: Option<Share>,
    /// The town's own setting, which is that of its sites without a demand unit.
    pub setting: Setting,
    /// Where its figures and outline come from.
    pub provenance: Provenance,
    /// As given.
    pub feature: Feature,
}

/// A hospital or clinic; care facilities are wanted near one (毗邻建设).
#[derive(Debug, Clone)]
pub struct Medical {
    /// Its id, unique among medical facilities.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The town it stands in, where given.
    pub town: Option<TownIdx>,
    /// Where it stands.
    pub at: LonLat,
    /// Where its figures and position come from.
    pub provenance: Provenance,
}
