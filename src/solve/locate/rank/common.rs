//! Which sites the placements within a loss have in common.

use super::super::limits::LocateLimits;
use super::super::outcome::LocateOutcome;
use super::super::solution::Run;
use super::cell::Cell;
use super::found::{Found, Solver};
use super::ranking::{Ranking, is_within, loss};
use crate::domain::Frequency;
use crate::domain::location::{Instance, Question, SiteRule};
use crate::solve::clock::Clock;
use crate::solve::error::SolveError;
use crate::solve::progress::{Muted, Progress};
use rayon::prelude::*;

/// In how many of the placements within the loss of `ranking`, however similar, each site is open: in all, in some or in
/// none; none where that is not known in time. `best` is the answer to `question`, from which `ranking` was made. A solve
/// for each site of which the ranked placements do not tell it. The same at any number of threads.
///
/// # Errors
///
/// As [`locate`](super::super::locate()).
pub fn locate_common(
    instance: &Instance,
    question: &Question,
    limits: &LocateLimits,
    best: &LocateOutcome,
    ranking: &Ranking,
    progress: &dyn Progress,
) -> Result<Vec<Option<Frequency>>, SolveError> {
    question.check(instance).map_err(SolveError::Question)?;
    let muted = Muted(progress);
    let run = Run {
        gap: limits.gap,
        clock: Clock::new(limits.time, &muted),
        pairs: limits.pairs,
        start: None,
        most_nodes: None,
    };
    let solver = Solver { instance, question, limits, run: &run };
    let whole = Found::of(Cell::default(), best);
    let is_open = |placement: &[u32], site: u32| placement.binary_search(&site).is_ok();
    let frequency = |site: u32| {
        match instance.rules()[site as usize] {
            SiteRule::Existing | SiteRule::Required => return Ok(Some(Frequency::Core)),
            SiteRule::Forbidden => return Ok(Some(Frequency::Never)),
            SiteRule::Free => {}
        }
        let open = ranking.placements.iter();
        let open = open.filter(|own| is_open(&own.placement.open, site)).count();
        let Some(value) = best.objective else { return Ok(None) };
        // The other way round than in all that are ranked.
        let (cell, alone) = match open {
            0 => (Cell { open: vec![site], ..Cell::default() }, Frequency::Never),
            open if open == ranking.placements.len() => {
                (Cell { closed: vec![site], ..Cell::default() }, Frequency::Core)
            }
            _ => return Ok(Some(Frequency::Optional)),
        };
        let lose = ranking.ranks.lose;
        let within = |other: f64| is_within(loss(question.sense(), other, value), lose);
        let Some(found) = solver.solve(cell, &whole)? else { return Ok(Some(alone)) };
        Ok(match (found.best, found.bound) {
            (Some((_, other, _)), _) if within(other) => Some(Frequency::Optional),
            (_, Some(bound)) if !within(bound) => Some(alone),
            _ => None,
        })
    };
    let sites = 0..instance.sites() as u32;
    limits.on_threads(|| sites.into_par_iter().map(frequency).collect())
}
