//! A candidate where the plan has none: what building there costs.

use crate::domain::{
    Problem, ProblemParts, Site, Size, SizeIdx, State, Tier, TierIdx, UnitIdx, WorkKind,
};
use crate::units::Yuan;

/// The cheapest size of a tier, with its position; none where no size has a cost.
fn cheapest(tier: &Tier) -> Option<(SizeIdx, &Size)> {
    let sizes = tier.sizes.iter().enumerate().filter(|(_, size)| size.build.is_some());
    let least = sizes.min_by_key(|(_, size)| size.build)?;
    Some((SizeIdx::from(least.0), least.1))
}

/// What building a facility of the tier costs: what its cheapest size does, or else the cheapest such work in the plan.
pub(super) fn building_cost(problem: &Problem, tier: TierIdx) -> Option<Yuan> {
    let sized = cheapest(&problem.tiers[tier]).and_then(|(_, size)| size.build);
    let works = problem.sites.iter().flat_map(|site| {
        let builds = site.works.iter().filter(|work| work.kind == WorkKind::Build);
        builds.filter(move |work| site.states[usize::from(work.to)].tier == Some(tier))
    });
    sized.or_else(|| works.map(|work| work.cost).min())
}

/// A candidate in the village for a facility of the tier's cheapest size.
pub(super) fn new_site(
    parts: &ProblemParts,
    tier: TierIdx,
    unit: UnitIdx,
    cost: Yuan,
) -> Option<Site> {
    let (data, own) = (&parts.units[unit], &parts.tiers[tier]);
    let mut state = State::standing(tier);
    if let Some((position, size)) = cheapest(own) {
        state.size = Some(position);
        state.capacity = size.capacity;
        (state.beds, state.nursing_beds) = (size.beds, size.nursing_beds);
        state.guarantee_beds = size.guarantee_beds;
        state.operator.clone_from(&size.operator);
        (state.running_cost, state.floor_area) = (size.running_cost, size.floor_area);
    }
    let id = format!("new:{}:{}", own.id, data.id);
    if parts.sites.iter().any(|site| site.id == id) {
        return None;
    }
    let mut site = Site::new(id, data.town, data.setting, data.at);
    site.name.clone_from(&data.name);
    site.unit = Some(unit);
    Some(site.with_work(WorkKind::Build, state, cost))
}
