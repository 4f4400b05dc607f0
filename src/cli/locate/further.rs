//! What goes beyond the best placement: others, what a step is worth, why there is none.

use super::super::failure::Failure;
use super::super::progress::Drawn;
use super::super::terminal::Style;
use super::settings::Settings;
use crate::domain::Frequency;
use crate::domain::location::{Instance, Question};
use crate::solve::{
    Infeasibility, LocateLimits, LocateOutcome, LocateStatus, LocateWorth, Ranking,
    explain_infeasible, locate_common, locate_worth, rank,
};
use crate::units::Seconds;
use std::time::Instant;

/// What was found beyond the best placement.
#[derive(Default)]
pub(super) struct Further {
    pub(super) ranking: Option<Ranking>,
    pub(super) common: Option<Vec<Option<Frequency>>>,
    pub(super) worth: Option<Vec<LocateWorth>>,
    pub(super) infeasibility: Option<Infeasibility>,
}

/// Finds what was asked for, within what is left of the time since `begun`.
pub(super) fn further(
    settings: &Settings,
    instance: &Instance,
    question: &Question,
    located: &LocateOutcome,
    begun: Instant,
    style: Style<'_>,
) -> Result<Further, Failure> {
    let limits = || match settings.limits.time {
        None => settings.limits,
        Some(time) => {
            let left = (time.seconds() - begun.elapsed().as_secs_f64()).max(0.0);
            settings.limits.with_time(Seconds::new(left).unwrap_or(time))
        }
    };
    let mut found = Further::default();
    if located.status == LocateStatus::Infeasible {
        found.infeasibility = Some(watched(style, "no placement is possible: why", |progress| {
            explain_infeasible(instance, question, &limits(), progress)
        })?);
        return Ok(found);
    }
    if let Some(ranks) = &settings.ranks {
        let ranking = watched(style, "the best placements", |progress| {
            rank(instance, question, ranks, &limits(), located, progress)
        })?;
        if settings.common {
            found.common = Some(watched(style, "which sites they have in common", |progress| {
                locate_common(instance, question, &limits(), located, &ranking, progress)
            })?);
        }
        found.ranking = Some(ranking);
    }
    if let Some(steps) = settings.worth {
        found.worth = Some(watched(style, "what a step more or less is worth", |progress| {
            let limits: LocateLimits = limits();
            locate_worth(instance, question, steps, &limits, located, progress)
        })?);
    }
    Ok(found)
}

fn watched<T, E: Into<Failure>>(
    style: Style<'_>,
    work: &'static str,
    solve: impl FnOnce(&Drawn<'_>) -> Result<T, E>,
) -> Result<T, Failure> {
    let progress = Drawn::new(style, work);
    let found = solve(&progress);
    progress.finish();
    found.map_err(Into::into)
}
