use super::ids::{AreaIdx, TownIdx};
use super::name::Name;

/// A part of the plan made of towns (区域, 片区): what one regional centre serves, or what one budget is for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Area {
    /// Its id, unique among areas.
    pub id: String,
    /// Its name.
    pub name: Name,
    /// Its towns; a town may be in several areas.
    pub towns: Vec<TownIdx>,
}

impl Area {
    /// An area named after its id.
    pub fn new(id: impl Into<String>, towns: impl Into<Vec<TownIdx>>) -> Self {
        let id = id.into();
        Self { name: Name::plain(id.clone()), id, towns: towns.into() }
    }
}

/// A town or an area for which a measure is taken by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Locality {
    /// One of "each town".
    Town(TownIdx),
    /// One of "each area".
    Area(AreaIdx),
}
