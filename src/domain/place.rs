use super::feature::{Feature, Provenance};
use super::ids::TownIdx;
use super::position::LonLat;
use super::words::words;
use crate::units::{Persons, Share};

words! {
    /// Whether people live in an urban community or a rural village.
    pub enum Setting {
        /// 社区: communities of streets and town seats.
        Urban = "urban",
        /// 村: villages.
        Rural = "rural",
    }
}

/// A street, town or township (街道, 镇, 乡).
#[derive(Debug, Clone)]
#[non_exhaustive]
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

impl Town {
    /// A town named after its id, of which no figures and no outline are known.
    pub fn new(id: impl Into<String>, setting: Setting) -> Self {
        let id = id.into();
        Self {
            name: id.clone(),
            id,
            population: Persons::default(),
            ageing_rate: Share::default(),
            urban_share: None,
            setting,
            provenance: Provenance::default(),
            feature: Feature::without_outline(),
        }
    }
}

/// A hospital or clinic; care facilities are wanted near one (毗邻建设).
#[derive(Debug, Clone)]
#[non_exhaustive]
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

impl Medical {
    /// A facility named after its id.
    pub fn new(id: impl Into<String>, at: LonLat) -> Self {
        let id = id.into();
        Self { name: id.clone(), id, town: None, at, provenance: Provenance::default() }
    }
}
