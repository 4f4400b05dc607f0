//! Limited places need coverage in the objective.

use crate::domain::{Objective, Setting, Site, Stage, Tier, TierIdx, phrase, text};
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
            let (tier, site) = (&tier.id, &site.id);
            let cause = text!(
                "the stage `worst-decile` is named, and places of tier `{tier}` are limited, for instance at site `{site}`",
                "列有目标 `worst-decile`，而层级 `{tier}` 的名额有限，例如点位 `{site}`"
            );
            let action = text!(
                "aim at `kolm-pollak`, or leave the capacities out",
                "改用目标 `kolm-pollak`，或不写 `capacity`"
            );
            table.push(Code::WORST_DECILE_OF_LIMITED, "order", cause, action);
        }
        let weighs = objective.weighs_own_group(tier)
            || weights.iter().any(|&(group, weight)| group == tier.group && weight > 0.0);
        let (field, lacks) = match (aimed_at, weighs, tier.weight > 0.0) {
            (false, ..) => (
                "order",
                phrase(
                    "the stage `coverage`, before `travel`",
                    "排在 `travel` 之前的目标 `coverage`",
                ),
            ),
            (_, false, _) => (
                "groups",
                phrase("a weight above 0 for the tier's group", "该层级人群的大于 0 的权重"),
            ),
            (.., false) => {
                ("order", phrase("a `weight` above 0 of the tier", "该层级的大于 0 的 `weight`"))
            }
            _ => continue,
        };
        if let Some(site) = limited_at(TierIdx::from(position), tiers, sites) {
            let (tier, site) = (&tier.id, &site.id);
            let cause = text!(
                "places of tier `{tier}` are limited, for instance at site `{site}`, so who gets one must be decided by {lacks}",
                "层级 `{tier}` 的名额有限，例如点位 `{site}`，因此名额分给谁须由{lacks}决定";
                lacks
            );
            let action = text!("add it, or leave the capacities out", "补上它，或不写 `capacity`");
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
