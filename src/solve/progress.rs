use super::outcome::{ModelSize, StageReport};
use crate::domain::Stage;

/// What happens while a plan is solved.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Event {
    /// The problem has been made smaller without changing its answer.
    Reduced {
        /// Pairs of unit and tier that ask for cover.
        needs: usize,
        /// Those that differ.
        distinct_needs: usize,
        /// Candidates dropped because another is never worse.
        dropped_sites: usize,
    },
    /// A stage begins.
    StageStarted {
        /// Which stage.
        stage: Stage,
        /// Its position, from 0.
        position: usize,
        /// How many stages there are.
        stages: usize,
        /// The model's size.
        size: ModelSize,
    },
    /// A stage is over.
    StageEnded(StageReport),
    /// Beside a schedule: a period is planned alone.
    PeriodAlone {
        /// Its year.
        year: i32,
    },
    /// Beside a schedule: a period is planned over what was decided before it.
    PeriodKept {
        /// Its year.
        year: i32,
    },
    /// The plan is infeasible; what would mend it is being found out.
    Explaining,
}

/// Told of each event while solving.
pub trait Progress: Sync {
    /// Something happened.
    fn event(&self, event: &Event);
}

/// Tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn event(&self, _: &Event) {}
}
