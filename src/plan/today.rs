//! Who is served where today.

use super::assignment::{Sharing, assign, share};
use super::service::Assignment;
use crate::domain::{Layout, Problem};
use crate::travel::Arcs;

/// Today's layout with its places shared out: of services of beds nobody but their residents has one, since the people of
/// the demand are those without.
pub(super) fn shared_today(problem: &Problem, arcs: &Arcs, today: Layout) -> Layout {
    let Sharing { mut allocations, moves } = share(problem, arcs, &today.choices);
    allocations.retain(|own| problem.tiers[own.tier].places.is_none());
    Layout { allocations, moves, is_shared: true, ..today }
}

/// The assignment of the plan's people to what stands today.
pub fn assigned_today(problem: &Problem, arcs: &Arcs) -> Assignment {
    assign(problem, arcs, &shared_today(problem, arcs, Layout::today(problem)))
}
