//! What is in every plan of several, in some and in none.

use crate::domain::{Choice, Frequency, Problem, SiteIdx};
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
    /// Whether it is proved that no plan makes another choice.
    pub proved: bool,
}

impl FlexibleSites {
    /// The choices seen, and whether there are no others.
    pub(crate) fn new(seen: impl IntoIterator<Item = (SiteIdx, Choice)>, proved: bool) -> Self {
        Self { seen: seen.into_iter().collect(), proved }
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
        let proved = often == Frequency::Optional || self.proved || !own().any(is_open);
        ChoiceFate { often, proved }
    }
}
