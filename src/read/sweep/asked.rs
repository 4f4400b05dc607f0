//! What is asked of a plan beside its file: `--set`, `--lift` and the like.

/// What a plan is read with beside its file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlanEdits {
    /// Parameters with other values, each `PATH=VALUE`.
    pub set: Vec<String>,
    /// Rules that do not count: the ids of rules and targets, and the words of the table in
    #[doc = "[the format of sweeps](crate::read::sweep)."]
    pub lift: Vec<String>,
    /// Sites where a facility must stand, by id or name; `SITE=WORK`: where this work must be done.
    pub require: Vec<String>,
    /// Sites where none may stand.
    pub forbid: Vec<String>,
    /// Sites where no work may be done; `all`: those where a facility stands today.
    pub keep_today: Vec<String>,
    /// Towns that become a part of others, `TOWN=TOWN`, by id or name.
    pub merge_town: Vec<String>,
    /// The year whose people are planned for, instead of the plan's own.
    pub people: Option<i32>,
}

impl PlanEdits {
    /// The parameters `set`, each `PATH=VALUE`, and the rules `lift`.
    pub fn new(set: impl Into<Vec<String>>, lift: impl Into<Vec<String>>) -> Self {
        Self { set: set.into(), lift: lift.into(), ..Self::default() }
    }

    /// With what is asked of single sites: see the fields.
    #[must_use]
    pub fn with_sites(
        self,
        require: impl Into<Vec<String>>,
        forbid: impl Into<Vec<String>>,
        keep_today: impl Into<Vec<String>>,
    ) -> Self {
        let (require, forbid) = (require.into(), forbid.into());
        Self { require, forbid, keep_today: keep_today.into(), ..self }
    }

    /// With towns that become a part of others, each `TOWN=TOWN`.
    #[must_use]
    pub fn with_towns(self, merge_town: impl Into<Vec<String>>) -> Self {
        Self { merge_town: merge_town.into(), ..self }
    }

    /// For the people of a year: the plan's own, or one of `[demand.years]`.
    #[must_use]
    pub fn with_people(self, people: Option<i32>) -> Self {
        Self { people, ..self }
    }

    /// Whether nothing is changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
