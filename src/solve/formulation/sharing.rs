//! Who has places where in an answer.

use super::Formulation;
use crate::domain::{Aim, Allocation, Choice, Measure, Scope, SiteIdx, SitedAim, TierIdx, UnitIdx};
use crate::plan::{self, Sharing, Stated};
use crate::travel::Arcs;
use std::collections::BTreeMap;
use typed_index_collections::TiVec;

impl Formulation<'_> {
    /// Who has places where at a point, ordered by tier and unit. Who of the residents moves where follows from the rest:
    /// whole persons, to sites that take them.
    pub(super) fn sharing_at(
        &self,
        arcs: &Arcs,
        point: &[f64],
        choices: &TiVec<SiteIdx, Choice>,
    ) -> Sharing {
        let mut all = Sharing::default();
        let tiers = self.is_limited.iter_enumerated().filter(|(_, limited)| **limited);
        for (tier, _) in tiers {
            let moved = self.minds_sites(tier).then(|| self.moved_at(point, tier));
            let nearest = moved.is_none().then(|| self.nearest_at(arcs, point, (tier, choices)));
            let own = nearest.flatten().unwrap_or_else(|| {
                let allocations = self.allocations_at(arcs, point, (tier, choices));
                let own = (tier, allocations);
                plan::share_with_residents(self.problem, arcs, choices, own, moved.as_ref())
            });
            all.allocations.extend(own.allocations);
            all.moves.extend(own.moves);
        }
        all
    }

    /// Whether a target minds which site is full: the use of all beds of a service depends on how many people get one, and
    /// not where.
    fn minds_sites(&self, tier: TierIdx) -> bool {
        self.problem.targets.iter().any(|target| match &target.aim {
            Aim::Sited(SitedAim { measure: Measure::BedUse { tiers }, scope, .. }) => {
                let is_of_all = *scope == Scope::All && self.problem.tiers[tier].places.is_some();
                tiers.contains(&tier) && !is_of_all
            }
            _ => false,
        })
    }

    /// How many residents move to each site.
    fn moved_at(&self, point: &[f64], tier: TierIdx) -> TiVec<SiteIdx, f64> {
        let mut moved: TiVec<SiteIdx, f64> = vec![0.0; self.problem.sites.len()].into();
        for own in self.moving.iter().filter(|own| own.tier == tier) {
            moved[own.to] += point[own.col.position()].max(0.0);
        }
        moved
    }

    /// Where everybody who moves in has a place: everybody by the least person-travel. The solver's split is one of many then.
    fn nearest_at(
        &self,
        arcs: &Arcs,
        point: &[f64],
        (tier, choices): (TierIdx, &TiVec<SiteIdx, Choice>),
    ) -> Option<Sharing> {
        let problem = self.problem;
        let is_moved_into =
            |unit: &UnitIdx| problem.tiers[tier].is_moved_into(problem.units[*unit].setting);
        let is_free = self.shares_of(tier).all(|own| {
            let share: f64 = own.at.iter().map(|(_, col)| point[col.position()]).sum();
            own.units.iter().all(is_moved_into) && share > 1.0 - LEAST_SHARE
        });
        if !is_free {
            return None;
        }
        let sharing = plan::share_tier(problem, arcs, choices, tier, Stated::default());
        let mut covered: TiVec<UnitIdx, f64> = vec![0.0; problem.units.len()].into();
        for own in &sharing.allocations {
            covered[own.unit] += own.share;
        }
        let mut units = self.shares_of(tier).flat_map(|own| &own.units);
        units.all(|&unit| covered[unit] > 1.0 - LEAST_SHARE).then_some(sharing)
    }

    /// The allocations at a point, without the solver's rounding errors: none where the tier is not served, none beyond
    /// the whole of the people, whole persons where they nearly are. Ordered by unit.
    fn allocations_at(
        &self,
        arcs: &Arcs,
        point: &[f64],
        (tier, choices): (TierIdx, &TiVec<SiteIdx, Choice>),
    ) -> Vec<Allocation> {
        let mut all = Vec::new();
        for own in self.shares_of(tier) {
            let least = LEAST_SHARE.min(LEAST_PERSONS / own.people);
            let mut given = 0.0;
            let shares = own.at.iter().filter_map(|&(site, col)| {
                let data = &self.problem.sites[site];
                let share = whole(point[col.position()], own.parts).min(1.0 - given);
                if !self.problem.serves(data, choices[site], tier) || share < least {
                    return None;
                }
                given += share;
                Some((site, share))
            });
            match own.units[..] {
                [unit] => {
                    all.extend(shares.map(|(site, share)| Allocation { tier, unit, site, share }))
                }
                _ => {
                    let shares: Vec<(SiteIdx, f64)> = shares.collect();
                    // Nobody of a class is left over by rounding.
                    let given: f64 = shares.iter().map(|(_, share)| share).sum();
                    let people = match given > 1.0 - LEAST_SHARE {
                        true => own.people / given,
                        false => own.people,
                    };
                    let persons: BTreeMap<SiteIdx, f64> =
                        shares.into_iter().map(|(site, share)| (site, share * people)).collect();
                    all.extend(plan::share_among(self.problem, arcs, tier, &own.units, &persons));
                }
            }
        }
        all.sort_by_key(|own| own.unit);
        all
    }
}

/// Smaller shares of people are rounding errors of the solver.
const LEAST_SHARE: f64 = 1e-7;

/// So are fewer persons, of however many.
const LEAST_PERSONS: f64 = 1e-3;

/// The most of a part that is a rounding error, of however many parts.
const MOST_OF_PART: f64 = 1e-2;

/// The share as a whole number of parts, where it nearly is one.
fn whole(share: f64, parts: Option<f64>) -> f64 {
    let Some(parts) = parts else {
        return share;
    };
    let number = (share * parts).round();
    if (share * parts - number).abs() < (LEAST_SHARE * parts.max(100.0)).min(MOST_OF_PART) {
        number / parts
    } else {
        share
    }
}
