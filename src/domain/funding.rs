use super::feature::Origin;
use super::ids::{FundingIdx, TierIdx, TownIdx};
use super::name::Name;
use super::site::{Choice, Site, WorkKind};
use crate::units::Yuan;

/// Which works a source may pay for; an empty list means all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PaysFor {
    /// Kinds of work.
    pub works: Vec<WorkKind>,
    /// Tiers that the work leads to (for closing: comes from).
    pub tiers: Vec<TierIdx>,
    /// Kinds of site.
    pub kinds: Vec<String>,
    /// Who will run it (for closing: runs it).
    pub operators: Vec<String>,
    /// Towns of the sites.
    pub towns: Vec<TownIdx>,
}

/// A source of money: f ∈ F.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Funding {
    /// Its id, unique among sources.
    pub id: String,
    /// Its name.
    pub name: Name,
    /// B\[f\].
    pub amount: Yuan,
    /// Where the amount comes from.
    pub amount_origin: Origin,
    /// What it may pay for.
    pub pays_for: PaysFor,
}

impl Funding {
    /// A source named after its id that may pay for everything.
    pub fn new(id: impl Into<String>, amount: Yuan) -> Self {
        let id = id.into();
        Self {
            name: Name::plain(id.clone()),
            id,
            amount,
            amount_origin: Origin::Given,
            pays_for: PaysFor::default(),
        }
    }

    /// Whether this source may pay for `choice` at `site`.
    pub fn may_pay(&self, site: &Site, choice: Choice) -> bool {
        let Some(work) = site.work(choice) else {
            return false;
        };
        let after = site.state_after(choice);
        let state = if after.standing { after } else { site.state_today() };
        let allowed = &self.pays_for;
        (allowed.works.is_empty() || allowed.works.contains(&work.kind))
            && (allowed.tiers.is_empty()
                || state.tier.is_some_and(|tier| allowed.tiers.contains(&tier)))
            && (allowed.towns.is_empty() || allowed.towns.contains(&site.town))
            && (allowed.kinds.is_empty() || allowed.kinds.contains(&site.kind))
            && (allowed.operators.is_empty()
                || state
                    .operator
                    .as_ref()
                    .is_some_and(|operator| allowed.operators.contains(operator)))
    }
}

/// Money that is spent whatever is sited; it comes off the sources first.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Commitment {
    /// Its id, unique among commitments.
    pub id: String,
    /// Its name.
    pub name: Name,
    /// Who pays what.
    pub funding: Vec<(FundingIdx, Yuan)>,
}

impl Commitment {
    /// A commitment named after its id.
    pub fn new(id: impl Into<String>, funding: impl Into<Vec<(FundingIdx, Yuan)>>) -> Self {
        let id = id.into();
        Self { name: Name::plain(id.clone()), id, funding: funding.into() }
    }
}
