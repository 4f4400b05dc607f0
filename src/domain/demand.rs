use super::feature::{Feature, Provenance};
use super::ids::{GroupIdx, TownIdx};
use super::place::{LonLat, Setting};
use crate::units::Persons;

/// A group of people that is counted: 60+, 65+, 80+, disabled, …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its name in plans and reports, for instance `60+`.
    pub id: String,
    /// The property of the demand layer that counts it.
    pub field: String,
}

/// A village or community: people at one place.
#[derive(Debug, Clone)]
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
    /// The people of `group` in this unit: e\[i,g\].
    pub fn people_of(&self, group: GroupIdx) -> f64 {
        self.people[usize::from(group)].number()
    }
}
