use super::beds::BedClass;
use super::feature::Origin;
use super::ids::{GroupIdx, TierIdx};
use super::kind::TargetKind;
use super::name::Name;
use super::place::Setting;
use super::travel::TierTravel;
use crate::units::{Metres, Persons, Seconds, SquareMetres, Years, Yuan};
use std::fmt;

/// How far people go to a tier, or a centre to its stations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reach {
    /// Within a travel time.
    Time(Seconds),
    /// Within a travelled distance.
    Distance(Metres),
    /// From everywhere in the plan.
    Anywhere,
}

impl fmt::Display for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reach::Time(time) => time.fmt(f),
            Reach::Distance(distance) => distance.fmt(f),
            Reach::Anywhere => f.pad("anywhere"),
        }
    }
}

/// 中心带站点: a facility of one tier leads those of a lower one.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Leads {
    /// The tier led.
    pub tier: TierIdx,
    /// The greatest distance of a led facility; `None` for no limit.
    pub within: Option<Reach>,
    /// The most facilities that one facility leads; `None` for no limit.
    pub at_most: Option<u32>,
    /// Only facilities of its own town.
    pub same_town: bool,
    /// Whether every led facility must have a leader, or a target of [`super::Measure::Led`] says how many do.
    pub kind: TargetKind,
}

impl Leads {
    /// Any number of facilities of `tier`, anywhere.
    pub fn new(tier: TierIdx) -> Self {
        Self { tier, within: None, at_most: None, same_town: false, kind: TargetKind::Binding }
    }
}

/// A standard size in which a tier is built or to which it is upgraded.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Size {
    /// Its id, unique within the tier.
    pub id: String,
    /// Persons served at each tier that the facility serves; `None` for no limit.
    pub capacity: Option<Persons>,
    /// Beds in all.
    pub beds: u32,
    /// Nursing beds among them.
    pub nursing_beds: u32,
    /// Guarantee beds among them.
    pub guarantee_beds: u32,
    /// Who runs it.
    pub operator: Option<String>,
    /// What building it costs where a site does not say.
    pub build: Option<Yuan>,
    /// What upgrading to it costs where a site does not say.
    pub upgrade: Option<Yuan>,
    /// What running it costs a year.
    pub running_cost: Yuan,
    /// Floor area.
    pub floor_area: SquareMetres,
    /// Where its costs come from.
    pub cost_origin: Origin,
    /// How long building it, or upgrading to it, takes where a site does not say.
    pub build_time: Years,
}

/// A tier of service: centre, station, point; or a kind of facility that only has beds.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Tier {
    /// Its id, unique among tiers.
    pub id: String,
    /// Its name.
    pub name: Name,
    /// Reach for urban units; `None` if the tier is not for them.
    pub reach_urban: Option<Reach>,
    /// Reach for rural units; `None` if the tier is not for them.
    pub reach_rural: Option<Reach>,
    /// Only people of the towns that a site names ([`super::Site::serves_towns`]) go to it.
    pub named_towns: bool,
    /// The beds that are its places; none where places are limited by [`super::State::capacity`] alone.
    pub places: Option<BedClass>,
    /// How people get to its facilities; none: as the plan says.
    pub travel: Option<TierTravel>,
    /// The tiers whose people its facilities serve: itself first, then lower ones.
    pub serves: Vec<TierIdx>,
    /// Which tier it leads.
    pub leads: Option<Leads>,
    /// Whom it serves.
    pub group: GroupIdx,
    /// Its weight in the coverage stage; 0 or more.
    pub weight: f64,
    /// Its standard sizes.
    pub sizes: Vec<Size>,
}

impl Tier {
    /// A tier named after its id for the plan's first group of people, with the same reach everywhere.
    /// [`super::ProblemParts::add_tier`] makes it serve itself.
    pub fn new(id: impl Into<String>, reach: Reach) -> Self {
        let id = id.into();
        Self {
            name: Name::plain(id.clone()),
            id,
            reach_urban: Some(reach),
            reach_rural: Some(reach),
            named_towns: false,
            places: None,
            travel: None,
            serves: Vec::new(),
            leads: None,
            group: GroupIdx::from(0),
            weight: 1.0,
            sizes: Vec::new(),
        }
    }

    /// The tier, also serving the people of `lower` ones.
    pub fn serving(mut self, lower: impl IntoIterator<Item = TierIdx>) -> Self {
        self.serves.extend(lower);
        self
    }

    /// R\[k, setting\]; none where the tier is not for that setting.
    pub fn reach(&self, setting: Setting) -> Option<Reach> {
        match setting {
            Setting::Urban => self.reach_urban,
            Setting::Rural => self.reach_rural,
        }
    }

    /// Whether people of that setting move there, however far it is: it has no daily way.
    pub fn is_moved_into(&self, setting: Setting) -> bool {
        self.reach(setting) == Some(Reach::Anywhere)
    }

    /// Whether its people are those of the plan or of named towns, however far they live.
    pub fn is_of_area(&self) -> bool {
        [self.reach_urban, self.reach_rural].contains(&Some(Reach::Anywhere))
    }

    /// Whether it is counted how many of `group` it covers: places of beds are given to the service's own group alone.
    pub fn counts(&self, group: GroupIdx) -> bool {
        self.places.is_none() || group == self.group
    }

    /// Whether it serves people who travel to it (and not only has beds).
    pub fn has_reach(&self) -> bool {
        self.reach_urban.is_some() || self.reach_rural.is_some()
    }
}
