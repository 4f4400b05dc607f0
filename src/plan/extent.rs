//! Which places a measure counts.

use crate::domain::{Locality, Problem, Scope, Setting, TownIdx};

/// The places that count.
#[derive(Clone, Copy, Default)]
pub(crate) struct Extent<'a> {
    /// Those of one town.
    town: Option<TownIdx>,
    /// Those of the towns of an area.
    area: Option<&'a [TownIdx]>,
    setting: Option<Setting>,
}

impl<'a> Extent<'a> {
    /// The places of a scope; of "each town" or "each area" those of all of them.
    pub(crate) fn of_scope(problem: &'a Problem, scope: Scope) -> Self {
        match scope {
            Scope::All | Scope::EachTown | Scope::EachArea => Self::default(),
            Scope::Setting(setting) => Self { setting: Some(setting), ..Self::default() },
            Scope::Town(town) => Self::of(problem, Locality::Town(town)),
            Scope::Area(area) => Self::of(problem, Locality::Area(area)),
        }
    }

    pub(super) fn of(problem: &'a Problem, locality: Locality) -> Self {
        match locality {
            Locality::Town(town) => Self { town: Some(town), ..Self::default() },
            Locality::Area(area) => {
                Self { area: Some(&problem.areas[area].towns), ..Self::default() }
            }
        }
    }

    /// Whether places of `setting` in `town` count.
    pub(crate) fn holds(self, town: TownIdx, setting: Setting) -> bool {
        self.town.is_none_or(|own| own == town)
            && self.area.is_none_or(|towns| towns.contains(&town))
            && self.setting.is_none_or(|own| own == setting)
    }
}
