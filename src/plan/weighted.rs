//! Whom the coverage stage counts, and how much.

use crate::domain::{Problem, TierIdx, UnitIdx};

/// The weight of covering each unit at each tier in the coverage stage, where it is above 0.
pub fn weighted_people(problem: &Problem) -> Vec<(UnitIdx, TierIdx, f64)> {
    let mut weighted = Vec::new();
    for (tier_index, tier) in problem.tiers.iter_enumerated() {
        for (unit_index, unit) in problem.units.iter_enumerated() {
            if tier.reach(unit.setting).is_none() {
                continue;
            }
            let people: f64 = if problem.objective.weighs_own_group(tier) {
                unit.people_of(tier.group)
            } else {
                problem
                    .objective
                    .group_weights
                    .iter()
                    .map(|&(group, weight)| weight * unit.people_of(group))
                    .sum()
            };
            if tier.weight * people > 0.0 {
                weighted.push((unit_index, tier_index, tier.weight * people));
            }
        }
    }
    weighted
}
