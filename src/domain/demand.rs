use super::feature::{Feature, Origin, Provenance};
use super::ids::{GroupIdx, TownIdx};
use super::place::Setting;
use super::position::LonLat;
use super::travel::UnitTravel;
use crate::units::{Persons, Share};

/// A group of people that is counted: 60+, 65+, 80+, disabled, …
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Group {
    /// Its name in plans and reports, for instance `60+`.
    pub id: String,
    /// The property of the demand layer that counts it; empty where it is a share of others.
    pub field: String,
    /// The share of others that it is, where no property counts it: modelled.
    pub rate: Option<GroupRate>,
}

/// A group as a share of others, for instance those who need a bed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroupRate {
    /// Of whom; none: of all residents.
    pub of: Option<GroupIdx>,
    /// Which share.
    pub share: Share,
}

impl GroupRate {
    /// The people of the group, to a hundredth, where there are `residents` in all and so many `people` of each group.
    pub fn people(&self, residents: Persons, people: &[Persons]) -> Persons {
        let of = self.of.map_or(residents, |of| people[usize::from(of)]);
        Persons::total((of.number() * self.share.fraction() * 100.0).round() / 100.0)
    }
}

impl Group {
    /// A group that the property of the same name counts.
    pub fn new(id: impl Into<String>) -> Self {
        let id = id.into();
        Self { field: id.clone(), id, rate: None }
    }
}

/// A village or community: people at one place.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DemandUnit {
    /// Its code, unique among units.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The town it belongs to.
    pub town: TownIdx,
    /// Urban community or rural village.
    pub setting: Setting,
    /// Where its people are taken to live: the point given, or a point inside the polygon given.
    pub at: LonLat,
    /// Its ways, where they are not those of its setting.
    pub travel: UnitTravel,
    /// Residents.
    pub residents: Persons,
    /// People by group, in the order of `ProblemParts::groups`.
    pub people: Vec<Persons>,
    /// Where its figures and position come from.
    pub provenance: Provenance,
    /// As given.
    pub feature: Feature,
}

impl DemandUnit {
    /// A unit named after its id, with `people` of each group; as many residents as the largest group has.
    pub fn new(
        id: impl Into<String>,
        town: TownIdx,
        setting: Setting,
        at: LonLat,
        people: impl Into<Vec<Persons>>,
    ) -> Self {
        let (id, people) = (id.into(), people.into());
        let largest = |most: Persons, &own: &Persons| if own > most { own } else { most };
        Self {
            name: id.clone(),
            id,
            town,
            setting,
            at,
            travel: UnitTravel::default(),
            residents: people.iter().fold(Persons::default(), largest),
            people,
            provenance: Provenance::default(),
            feature: Feature::at(at),
        }
    }

    /// The people of `group` in this unit: e\[i,g\].
    pub fn people_of(&self, group: GroupIdx) -> f64 {
        self.people[usize::from(group)].number()
    }
}

/// The people of a unit in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitPeople {
    /// Residents.
    pub residents: Persons,
    /// People by group, in the order of `ProblemParts::groups`.
    pub people: Vec<Persons>,
    /// Where these figures come from; the origin of the position is that of the plan.
    pub origin: Origin,
}

impl UnitPeople {
    /// The people of `unit`.
    pub fn of(unit: &DemandUnit) -> Self {
        Self {
            residents: unit.residents,
            people: unit.people.clone(),
            origin: unit.provenance.figures,
        }
    }
}
