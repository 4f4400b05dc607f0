//! The results of an audit: coverage, targets and money.

use crate::domain::{
    DemandUnit, FundingIdx, GroupIdx, Locality, Problem, Setting, TierIdx, TownIdx,
};
use crate::units::{Persons, Yuan};

/// A subset of the people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slice {
    /// Everybody whom the tier is for.
    All,
    /// Those of one setting.
    Setting(Setting),
    /// Those of one town.
    Town(TownIdx),
}

impl Slice {
    /// Every slice: all, the settings, the towns.
    pub(super) fn each(problem: &Problem) -> Vec<Self> {
        std::iter::once(Slice::All)
            .chain(Setting::ALL.map(Slice::Setting))
            .chain(problem.towns.keys().map(Slice::Town))
            .collect()
    }

    /// The places in [`Slice::each`] of those that a unit's people are in.
    pub(super) fn of(unit: &DemandUnit) -> [usize; 3] {
        let setting = match unit.setting {
            Setting::Urban => 1,
            Setting::Rural => 2,
        };
        [0, setting, 1 + Setting::ALL.len() + usize::from(unit.town)]
    }
}

/// Coverage of a slice of the people by a tier.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CoverageRow {
    /// The tier.
    pub tier: TierIdx,
    /// Which people.
    pub slice: Slice,
    /// Which group of them.
    pub group: GroupIdx,
    /// How many they are (unreachable ones included).
    pub people: Persons,
    /// How many are covered today.
    pub covered_today: Persons,
    /// How many the layout covers.
    pub covered: Persons,
}

/// The result of a target.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TargetResult {
    /// Position of the target in the problem.
    pub target: usize,
    /// The measure on today's layout, from the data; none when it does not depend on the layout or has no value.
    pub now: Option<f64>,
    /// The measure on this layout.
    pub reached: Option<f64>,
    /// By how much it misses the limit, in the measure's unit; 0 when met.
    pub shortfall: f64,
    /// Whether it is met; none when it does not depend on the layout.
    pub met: Option<bool>,
    /// With scope "each town" or "each area": the worst one.
    pub worst: Option<Locality>,
}

/// The money of a source and its use.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct SourceUse {
    /// The source.
    pub funding: FundingIdx,
    /// Its amount.
    pub has: Yuan,
    /// The amount that commitments take.
    pub committed: Yuan,
    /// The amount that works take.
    pub works: Yuan,
}

impl SourceUse {
    /// The rest; negative when overspent.
    pub fn left(&self) -> Yuan {
        self.has - self.committed - self.works
    }
}
