use super::assignment::{Sharing, Stated, share_beside};
use super::leading::lead;
use super::payment::pay;
use crate::domain::{Layout, Problem, SiteIdx, StatedLayout, TierIdx, UnitIdx};
use crate::travel::Arcs;

/// Completes a stated layout: leaders, payments and allocations that it does not state are chosen as well as its
/// choices allow. What it states is kept, for the audit to check.
pub fn complete(problem: &Problem, arcs: &Arcs, stated: StatedLayout) -> Layout {
    let choices = stated.choices;
    let shared = match (stated.allocations, stated.moves) {
        (Some(allocations), Some(moves)) => Sharing { allocations, moves },
        (allocations, moves) => {
            let (allocations, moves) = (allocations.as_deref(), moves.as_deref());
            share_beside(problem, arcs, &choices, Stated { allocations, moves })
        }
    };
    Layout {
        leaders: stated.leaders.unwrap_or_else(|| lead(problem, arcs, &choices)),
        payments: stated.payments.unwrap_or_else(|| pay(problem, &choices).payments),
        allocations: shared.allocations,
        moves: shared.moves,
        is_shared: true,
        choices,
    }
}

/// A stated layout without completion: no leaders, payments and allocations but those that it states. Allocations are
/// ordered by tier, unit and distance, as in the layout of a solved plan.
pub fn as_stated(problem: &Problem, arcs: &Arcs, stated: StatedLayout) -> Layout {
    let sites = problem.sites.len();
    let mut allocations = stated.allocations.unwrap_or_default();
    let nearness = |tier: TierIdx, unit: UnitIdx, site: SiteIdx| {
        let mut row = arcs.within_reach(tier, unit).iter();
        row.position(|arc| arc.site == site).unwrap_or(arcs.within_reach(tier, unit).len())
    };
    allocations.sort_by_key(|own| (own.tier, own.unit, nearness(own.tier, own.unit, own.site)));
    Layout {
        choices: stated.choices,
        leaders: stated.leaders.unwrap_or_else(|| vec![None; sites].into()),
        payments: stated.payments.unwrap_or_else(|| vec![Vec::new(); sites].into()),
        allocations,
        moves: stated.moves.unwrap_or_default(),
        is_shared: true,
    }
}
