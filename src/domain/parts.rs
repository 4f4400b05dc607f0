//! What a plan is put together from.

use super::area::{Area, Locality};
use super::demand::{DemandUnit, Group, UnitPeople};
use super::funding::{Commitment, Funding};
use super::ids::{AreaIdx, FundingIdx, GroupIdx, SiteIdx, TierIdx, TownIdx, UnitIdx};
use super::name::Name;
use super::objective::Objective;
use super::place::{Medical, Town};
use super::site::Site;
use super::target::Target;
use super::tier::Tier;
use super::travel::TravelMethod;
use crate::units::Persons;
use typed_index_collections::TiVec;

/// The parts of a problem, before their invariants are proved by [`super::Problem::new`].
///
/// [`ProblemParts::new`] has none of them yet; the `add_` methods add one each and return its position, by which
/// later parts refer to it.
///
/// ```
/// use yike::domain::{
///     DemandUnit, LonLat, Measure, Problem, ProblemParts, Reach, Setting, Site, State, Target, Tier, Town,
///     TravelMethod, WorkKind,
/// };
/// use yike::units::{Metres, Persons, Share, Speed, Yuan};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let walking = TravelMethod::straight_line(1.3, Speed::parse("4 km/h")?);
/// let mut parts = ProblemParts::new("Valley", walking);
/// let point = parts.add_tier(Tier::new("point", Reach::Distance(Metres::parse("1 km")?)));
/// let town = parts.add_town(Town::new("T1", Setting::Rural));
/// let at = |lat_deg| LonLat::new(106.6, lat_deg);
/// parts.add_unit(DemandUnit::new("mill", town, Setting::Rural, at(29.50)?, [Persons::new(80.0)?]));
/// let hall = Site::new("hall", town, Setting::Rural, at(29.51)?);
/// parts.add_site(hall.with_work(WorkKind::Build, State::standing(point), Yuan::parse("30 万元")?));
/// let coverage = Measure::Coverage { tiers: vec![point], group: parts.served };
/// parts.targets.push(Target::binding("coverage", coverage.at_least(Share::parse("60 %")?)));
/// let problem = Problem::new(parts)?;
/// assert!(!problem.has_limited_places(point));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ProblemParts {
    /// The plan's name.
    pub name: Name,
    /// The year that it plans for, where given.
    pub period: Option<i32>,
    /// Groups of people.
    pub groups: TiVec<GroupIdx, Group>,
    /// The group that tiers serve unless they say otherwise.
    pub served: GroupIdx,
    /// Towns.
    pub towns: TiVec<TownIdx, Town>,
    /// Areas made of towns.
    pub areas: TiVec<AreaIdx, Area>,
    /// Demand units.
    pub units: TiVec<UnitIdx, DemandUnit>,
    /// The people of today by unit, where those of the units are of another year: what targets are today is told by them.
    pub people_today: Option<TiVec<UnitIdx, UnitPeople>>,
    /// Sites.
    pub sites: TiVec<SiteIdx, Site>,
    /// Medical facilities.
    pub medical: Vec<Medical>,
    /// Tiers.
    pub tiers: TiVec<TierIdx, Tier>,
    /// Sources of money; if empty, money is not limited.
    pub funding: TiVec<FundingIdx, Funding>,
    /// Money that siting does not decide.
    pub commitments: Vec<Commitment>,
    /// Targets.
    pub targets: Vec<Target>,
    /// What is optimised.
    pub objective: Objective,
    /// How people get about.
    pub travel: TravelMethod,
}

impl ProblemParts {
    /// A plan for people aged 60 and over, the group `60+`, in which nothing lies yet: no towns, no tiers, no limit to
    /// money. All aims count, in their usual order.
    pub fn new(name: impl Into<String>, travel: TravelMethod) -> Self {
        Self {
            name: Name::plain(name),
            period: None,
            groups: vec![Group::new("60+")].into(),
            served: GroupIdx::from(0),
            towns: TiVec::new(),
            areas: TiVec::new(),
            units: TiVec::new(),
            people_today: None,
            sites: TiVec::new(),
            medical: Vec::new(),
            tiers: TiVec::new(),
            funding: TiVec::new(),
            commitments: Vec::new(),
            targets: Vec::new(),
            objective: Objective::default(),
            travel,
        }
    }

    /// Adds a group of people. Units added before have nobody of it.
    pub fn add_group(&mut self, group: Group) -> GroupIdx {
        let units = self.units.iter_mut();
        units.for_each(|unit| unit.people.push(Persons::default()));
        self.groups.push_and_get_key(group)
    }

    /// Adds a town.
    pub fn add_town(&mut self, town: Town) -> TownIdx {
        self.towns.push_and_get_key(town)
    }

    /// The id of a town or an area.
    pub fn id_of(&self, locality: Locality) -> &str {
        match locality {
            Locality::Town(town) => &self.towns[town].id,
            Locality::Area(area) => &self.areas[area].id,
        }
    }

    /// The name of a town or an area.
    pub fn name_of(&self, locality: Locality) -> Name {
        match locality {
            Locality::Town(town) => Name::plain(&self.towns[town].name),
            Locality::Area(area) => self.areas[area].name.clone(),
        }
    }

    /// Adds an area made of towns.
    pub fn add_area(&mut self, area: Area) -> AreaIdx {
        self.areas.push_and_get_key(area)
    }

    /// Adds a demand unit.
    pub fn add_unit(&mut self, unit: DemandUnit) -> UnitIdx {
        self.units.push_and_get_key(unit)
    }

    /// Adds a site.
    pub fn add_site(&mut self, site: Site) -> SiteIdx {
        self.sites.push_and_get_key(site)
    }

    /// Adds a tier, which serves itself before the tiers that it already serves.
    pub fn add_tier(&mut self, mut tier: Tier) -> TierIdx {
        tier.serves.insert(0, self.tiers.next_key());
        self.tiers.push_and_get_key(tier)
    }

    /// Adds a source of money.
    pub fn add_funding(&mut self, source: Funding) -> FundingIdx {
        self.funding.push_and_get_key(source)
    }
}
