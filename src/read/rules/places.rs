//! Limited places need coverage in the objective.

use crate::domain::{Objective, Setting, Site, Stage, Tier, TierIdx};
use crate::read::catalogue::Code;
use crate::read::fields::Fields;

/// Where places are limited, the coverage stage decides who gets one: it must come before travel and count the tier's
/// people.
pub(in crate::read) fn check_p4017_limited_places(
    table: &Fields<'_>,
    objective: &Objective,
    tiers: &[&Tier],
    sites: &[&Site],
) {
    let rank = |stage| objective.order.iter().position(|&own| own == stage);
    let aimed_at = match (rank(Stage::Coverage), rank(Stage::Travel)) {
        (Some(coverage), Some(travel)) => coverage < travel,
        (coverage, _) => coverage.is_some(),
    };
    let tenth = objective.order.contains(&Stage::WorstDecile);
    let weights = &objective.group_weights;
    for (position, tier) in tiers.iter().enumerate().filter(|(_, tier)| tier.has_reach()) {
        let is_travelled_to = Setting::ALL
            .into_iter()
            .any(|own| tier.reach(own).is_some() && !tier.is_moved_into(own));
        if tenth
            && is_travelled_to
            && let Some(site) = limited_at(TierIdx::from(position), tiers, sites)
        {
            let cause = format!(
                "the stage `worst-decile` is named, and places of tier `{}` are limited, for instance at site `{}`",
                tier.id, site.id
            );
            let action = "aim at `kolm-pollak`, or leave the capacities out";
            table.push(Code::WORST_DECILE_OF_LIMITED, "order", cause, action);
        }
        let weighs = objective.weighs_own_group(tier)
            || weights.iter().any(|&(group, weight)| group == tier.group && weight > 0.0);
        let (field, lacks) = match (aimed_at, weighs, tier.weight > 0.0) {
            (false, ..) => ("order", "the stage `coverage`, before `travel`"),
            (_, false, _) => ("groups", "a weight above 0 for the tier's group"),
            (.., false) => ("order", "a `weight` above 0 of the tier"),
            _ => continue,
        };
        if let Some(site) = limited_at(TierIdx::from(position), tiers, sites) {
            let cause = format!(
                "places of tier `{}` are limited, for instance at site `{}`, so who gets one must be decided by {lacks}",
                tier.id, site.id
            );
            let action = "add it, or leave the capacities out";
            table.push(Code::LIMITED_WITHOUT_COVERAGE, field, cause, action);
        }
    }
}

/// A site that may serve `tier` with a limited number of places.
fn limited_at<'s>(tier: TierIdx, tiers: &[&Tier], sites: &[&'s Site]) -> Option<&'s Site> {
    let limits = |site: &&&Site| {
        site.choices().any(|choice| {
            let state = site.state_after(choice);
            let own = state.tier.and_then(|own| tiers.get(usize::from(own)));
            let has_limit = state.capacity.is_some() || tiers[usize::from(tier)].places.is_some();
            has_limit && own.is_some_and(|own| own.serves.contains(&tier))
        })
    };
    sites.iter().find(limits).copied()
}
