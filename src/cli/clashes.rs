//! What clashes in a plan that was solved in vain.

use crate::domain::Problem;
use crate::inquiry::{ConflictsRequest, clashes};
use crate::run::conflicts::ClashesJson;
use crate::solve::{Event, Limits, Progress, SolveError};

/// What clashes in a plan that cannot be met, within what is left of the limits.
pub(super) fn clashes_of(
    problem: &Problem,
    left: &Limits,
    progress: &dyn Progress,
) -> Result<ClashesJson, SolveError> {
    progress.event(&Event::Explaining);
    let found = clashes(problem, left, &ConflictsRequest::default(), progress)?;
    Ok(ClashesJson::new(problem, &found))
}
