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

use super::difference::{Difference, choices};
use crate::domain::words::words;
use crate::domain::{Choice, Direction, Problem, SiteIdx};
use crate::solve::{
    AuditedLayout, Limits, MostChosen, Progress, Restriction, SolveError, Stop, WeightedChoice,
    most_chosen,
};
use crate::travel::Arcs;
use std::collections::BTreeSet;

words! {
    /// In how many of the plans a choice is made, or a facility stands.
    pub enum ChoiceFate {
        /// In every plan within the limits: proved.
        Always = "always",
        /// In some, and not in others: both were found.
        Sometimes = "sometimes",
        /// In none: proved.
        Never = "never",
        /// In one that was found; whether in every one is not proved.
        Seen = "seen",
        /// In none that was found; more is not proved.
        Unseen = "unseen",
    }
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
        // Of a site with one choice nothing needs a proof.
        let is_open = |wanted: bool| {
            self.stopped.is_some()
                && own().any(|choice| counts(choice) == wanted && !is_seen(choice))
        };
        match (within, without) {
            (true, true) => ChoiceFate::Sometimes,
            (true, false) if is_open(false) => ChoiceFate::Seen,
            (true, false) => ChoiceFate::Always,
            (false, _) if is_open(true) => ChoiceFate::Unseen,
            (false, _) => ChoiceFate::Never,
        }
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
        let unseen: Vec<WeightedChoice> = choices(problem)
            .filter(|own| !seen.contains(own))
            .map(|(site, choice)| WeightedChoice::new(site, choice, 1.0))
            .collect();
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
                    let other = Difference::Works;
                    let limit = other.limit(problem, &decided.layout, Direction::AtLeast, 1.0);
                    restrictions.push(limit);
                }
                continue;
            }
            MostChosen::Impossible => None,
            MostChosen::Stopped(stop) => Some(stop),
        };
        return Ok(FlexibleSites { seen, stopped });
    }
}
