//! What is in every plan within limits, what in some and what in none.
//!
//! Choices that no plan found so far makes are sought together:
//!
//! ```text
//! max Σ_{(j,o) not seen} y[j,o]   subject to the plan's rows and the limits
//! ```
//!
//! Each layout found has choices that were not seen. When the maximum is proved to be below 1, all that are left are in
//! no plan. A site whose seen choices all let it stand is in every plan. Cost: at most a solve for each choice; seldom
//! more than some ten.

use super::error::SolveError;
use super::flexible_sites::FlexibleSites;
use super::outcome::Limits;
use super::progress::Progress;
use super::restricted::{MostChosen, Restriction, WeightedChoice, most_chosen};
use super::stages::AuditedLayout;
use crate::domain::{Choice, Direction, Problem, SiteIdx};
use crate::travel::Arcs;
use std::collections::BTreeSet;
use std::time::Instant;

/// So many layouts that are within a solver's tolerance only are excluded one by one.
pub(crate) const MOST_EXCLUDED: usize = 50;

/// Finds what the plans within the restrictions have in common. `is_meant` says of an audited layout whether it is one of
/// them beyond the tolerance of a solver; `known` are layouts that are.
/// `limits.time` is for the whole search.
///
/// # Errors
///
/// When the solver or the audit fails.
pub fn flexible_sites(
    problem: &Problem,
    arcs: &Arcs,
    limits: &Limits,
    restrictions: &[Restriction],
    is_meant: &dyn Fn(&AuditedLayout) -> bool,
    known: &[&AuditedLayout],
    progress: &dyn Progress,
) -> Result<FlexibleSites, SolveError> {
    let chosen = |own: &AuditedLayout| -> Vec<(SiteIdx, Choice)> {
        own.layout.choices.iter_enumerated().map(|(site, &choice)| (site, choice)).collect()
    };
    let mut seen: BTreeSet<(SiteIdx, Choice)> = known.iter().flat_map(|own| chosen(own)).collect();
    let begun = Instant::now();
    let is_limited = problem.tiers.keys().any(|tier| problem.has_limited_places(tier));
    let mut excluded = 0;
    let mut restrictions = restrictions.to_vec();
    loop {
        let unseen: Vec<WeightedChoice> =
            weighed(problem, |own| f64::from(u8::from(!seen.contains(&own))));
        if unseen.is_empty() {
            return Ok(FlexibleSites { seen, proved: true });
        }
        let left = limits.left_since(begun);
        let most = most_chosen(problem, arcs, &left, &restrictions, &unseen, progress)?;
        let proved = match most {
            MostChosen::Found { value: 0.0, proved, .. } => proved,
            MostChosen::Found { decided, .. } => {
                if is_meant(&decided) {
                    seen.extend(chosen(&decided));
                } else {
                    excluded += 1;
                    if excluded > MOST_EXCLUDED {
                        return Ok(FlexibleSites { seen, proved: false });
                    }
                    // Within the solver's tolerance only: another one is sought.
                    let made: BTreeSet<_> = chosen(&decided).into_iter().collect();
                    let weights = weighed(problem, |own| f64::from(u8::from(!made.contains(&own))));
                    let direction = Direction::AtLeast;
                    restrictions.push(Restriction::Choices { weights, direction, limit: 1.0 });
                }
                continue;
            }
            MostChosen::Impossible => true,
            MostChosen::Stopped(_) => false,
        };
        // Where places are limited the same choices may be meant with places shared out otherwise.
        let proved = proved && (excluded == 0 || !is_limited);
        return Ok(FlexibleSites { seen, proved });
    }
}

/// The choices of all sites that weigh more than 0.
pub(crate) fn weighed(
    problem: &Problem,
    weight: impl Fn((SiteIdx, Choice)) -> f64,
) -> Vec<WeightedChoice> {
    let sites = problem.sites.iter_enumerated();
    let choices = sites.flat_map(|(site, own)| own.choices().map(move |choice| (site, choice)));
    choices
        .map(|(site, choice)| WeightedChoice::new(site, choice, weight((site, choice))))
        .filter(|own| own.weight > 0.0)
        .collect()
}
