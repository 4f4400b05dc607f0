//! What goes beyond the best placement: others, what a step is worth, why there is none.

use super::super::failure::Failure;
use super::super::progress::Drawn;
use super::super::terminal::Style;
use super::settings::Settings;
use crate::domain::location::{Instance, Question};
use crate::domain::{Frequency, Phrase, phrase};
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
        found.infeasibility = Some(watched(style, WHY_NONE, |progress| {
            explain_infeasible(instance, question, &limits(), progress)
        })?);
        return Ok(found);
    }
    if let Some(ranks) = &settings.ranks {
        let ranking = watched(style, BEST, |progress| {
            rank(instance, question, ranks, &limits(), located, progress)
        })?;
        if settings.common {
            found.common = Some(watched(style, COMMON, |progress| {
                locate_common(instance, question, &limits(), located, &ranking, progress)
            })?);
        }
        found.ranking = Some(ranking);
    }
    if let Some(steps) = settings.worth {
        found.worth = Some(watched(style, WORTH, |progress| {
            let limits: LocateLimits = limits();
            locate_worth(instance, question, steps, &limits, located, progress)
        })?);
    }
    Ok(found)
}

const WHY_NONE: Phrase = phrase("no placement is possible: why", "没有可行布点：正在查找原因");
const BEST: Phrase = phrase("the best placements", "正在查找最好的布点");
const COMMON: Phrase = phrase("which sites they have in common", "正在查找各布点共有的点位");
const WORTH: Phrase = phrase("what a step more or less is worth", "正在计算增减一步的价值");

fn watched<T, E: Into<Failure>>(
    style: Style<'_>,
    work: Phrase,
    solve: impl FnOnce(&Drawn<'_>) -> Result<T, E>,
) -> Result<T, Failure> {
    let progress = Drawn::new(style, work);
    let found = solve(&progress);
    progress.finish();
    found.map_err(Into::into)
}
