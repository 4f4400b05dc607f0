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
use super::outcome::{Limits, Stop};
use super::progress::Progress;
use super::restricted::{MostChosen, Restriction, WeightedChoice, most_chosen};
use super::stages::AuditedLayout;
use crate::domain::{Choice, Direction, Frequency, Problem, SiteIdx};
use crate::travel::Arcs;
use std::collections::BTreeSet;

/// In how many of the plans something is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChoiceFate {
    /// In all plans, some or none, as far as plans were found.
    pub often: Frequency,
    /// Whether that is proved. What is in some plans and not in others was found, which is a proof.
    pub proved: bool,
}

/// What plans within limits have in common.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct FlexibleSites {
    /// The choices made in some plan that was found.
    pub seen: BTreeSet<(SiteIdx, Choice)>,
    /// Why the search ended before all was proved; none where it is.
    pub stopped: Option<Stop>,
}

impl FlexibleSites {
    /// The choices seen, and why the search ended before all was proved.
    pub(crate) fn new(
        seen: impl IntoIterator<Item = (SiteIdx, Choice)>,
        stopped: Option<Stop>,
    ) -> Self {
        Self { seen: seen.into_iter().collect(), stopped }
    }

    /// Of the plans, in how many the site makes a choice for which `counts` holds.
    pub fn fate(
        &self,
        problem: &Problem,
        site: SiteIdx,
        counts: impl Fn(Choice) -> bool,
    ) -> ChoiceFate {
        let own = || problem.sites[site].choices();
        let is_seen = |choice: Choice| self.seen.contains(&(site, choice));
        let within = own().any(|choice| counts(choice) && is_seen(choice));
        let without = own().any(|choice| !counts(choice) && is_seen(choice));
        let often = match (within, without) {
            (true, true) => Frequency::Optional,
            (true, false) => Frequency::Core,
            (false, _) => Frequency::Never,
        };
        // What would make it otherwise was not found, and may not have been looked for.
        let is_open = |choice: Choice| counts(choice) != within && !is_seen(choice);
        let proved = often == Frequency::Optional || self.stopped.is_none() || !own().any(is_open);
        ChoiceFate { often, proved }
    }
}

/// Finds what the plans within the restrictions have in common. `is_meant` says of an audited layout whether it is one of
/// them beyond the tolerance of a solver; `known` are layouts that are.
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
    let mut restrictions = restrictions.to_vec();
    loop {
        let unseen: Vec<WeightedChoice> =
            weighed(problem, |own| f64::from(u8::from(!seen.contains(&own))));
        if unseen.is_empty() {
            return Ok(FlexibleSites { seen, stopped: None });
        }
        let most = most_chosen(problem, arcs, limits, &restrictions, &unseen, progress)?;
        let stopped = match most {
            MostChosen::Found { value, proved: true, .. } if value == 0.0 => None,
            MostChosen::Found { value, .. } if value == 0.0 => Some(Stop::Undecided),
            MostChosen::Found { decided, .. } => {
                if is_meant(&decided) {
                    seen.extend(chosen(&decided));
                } else {
                    // Within the solver's tolerance only: another one is sought.
                    let made: BTreeSet<_> = chosen(&decided).into_iter().collect();
                    let weights = weighed(problem, |own| f64::from(u8::from(!made.contains(&own))));
                    let direction = Direction::AtLeast;
                    restrictions.push(Restriction::Choices { weights, direction, limit: 1.0 });
                }
                continue;
            }
            MostChosen::Impossible => None,
            MostChosen::Stopped(stop) => Some(stop),
        };
        return Ok(FlexibleSites { seen, stopped });
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
