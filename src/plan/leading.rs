use super::flow::{FlowArc, Transport, millimetres};
use crate::domain::{Choice, Leads, Problem, SiteIdx, TargetKind, TierIdx};
use crate::travel::{Arc, Arcs};
use typed_index_collections::{TiVec, ti_vec};

/// Whether `site` in the state that `choice` leads to needs a leader: it stands and some other tier leads its
/// own tier (中心带站点).
pub fn needs_leader(problem: &Problem, site: SiteIdx, choice: Choice) -> bool {
    let own = problem.sites[site].state_after(choice).tier;
    own.is_some_and(|own| leading_tiers(problem, own).next().is_some())
}

/// Whether it must have one: some tier that leads its own is to lead all.
pub fn must_be_led(problem: &Problem, site: SiteIdx, choice: Choice) -> bool {
    let own = problem.sites[site].state_after(choice).tier;
    own.is_some_and(|own| {
        leading_tiers(problem, own).any(|(_, leads)| leads.kind == TargetKind::Binding)
    })
}

/// The tiers that lead `led`.
fn leading_tiers(problem: &Problem, led: TierIdx) -> impl Iterator<Item = (TierIdx, &Leads)> {
    problem.tiers.iter_enumerated().filter_map(move |(tier, data)| {
        let leads = data.leads.as_ref()?;
        (leads.tier == led && tier != led).then_some((tier, leads))
    })
}

/// Whether the site that `arc` goes to may lead `led`, in the states that the choices lead to: it is of `leading`, which
/// leads the tier of `led`, near enough, and of the same town where that is asked for. The arc is one of
/// [`Arcs::leaders`] of `leading`.
pub fn may_lead(
    problem: &Problem,
    led: SiteIdx,
    led_choice: Choice,
    (leading, arc): (TierIdx, &Arc),
    leader_choice: Choice,
) -> bool {
    let (site, leader) = (&problem.sites[led], &problem.sites[arc.site]);
    let Some(own) = site.state_after(led_choice).tier else {
        return false;
    };
    let Some(leads) = &problem.tiers[leading].leads else {
        return false;
    };
    leader.state_after(leader_choice).tier == Some(leading)
        && leads.tier == own
        && leading != own
        && led != arc.site
        && (!leads.same_town || site.town == leader.town)
        && leads.within.is_none_or(|within| arc.is_within(problem, leading, site.setting, within))
}

/// The most facilities that `site` may lead in the state that `choice` leads to; none if unlimited.
pub fn leads_at_most(problem: &Problem, site: SiteIdx, choice: Choice) -> Option<u32> {
    let own = problem.sites[site].state_after(choice).tier;
    match own.map(|own| &problem.tiers[own].leads) {
        Some(Some(leads)) => leads.at_most,
        _ => Some(0),
    }
}

/// Assigns leaders under `choices`: as many facilities as possible that need a leader get one, then the total distance
/// to leaders is least; no leader leads more than it may. None for a site that needs no leader, or gets none.
///
/// A matching with capacities, solved as a transportation problem (see `plan::flow`). Deterministic.
pub fn lead(
    problem: &Problem,
    arcs: &Arcs,
    choices: &TiVec<SiteIdx, Choice>,
) -> TiVec<SiteIdx, Option<SiteIdx>> {
    let led: Vec<SiteIdx> =
        problem.sites.keys().filter(|&site| needs_leader(problem, site, choices[site])).collect();
    let rows: Vec<Vec<FlowArc>> = led
        .iter()
        .map(|&site| {
            let row = arcs.all_leaders(site);
            row.filter(|&(leading, arc)| {
                may_lead(problem, site, choices[site], (leading, arc), choices[arc.site])
            })
            .map(|(_, arc)| (usize::from(arc.site), millimetres(arc.distance)))
            .collect()
        })
        .collect();
    let capacity: Vec<Option<i64>> = problem
        .sites
        .keys()
        .map(|site| leads_at_most(problem, site, choices[site]).map(i64::from))
        .collect();
    let flow = Transport { arcs: &rows, supply: &vec![1; led.len()], capacity: &capacity }.solve();
    let mut leaders = ti_vec![None; problem.sites.len()];
    for (row, &site) in led.iter().enumerate() {
        let chosen = flow.over[row].iter().position(|&over| over > 0);
        leaders[site] = chosen.map(|position| SiteIdx::from(rows[row][position].0));
    }
    leaders
}
