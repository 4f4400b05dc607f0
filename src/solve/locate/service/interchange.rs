//! Improvement of an open set: interchange of sites to a local optimum, then perturbation and descent again.

use super::greedy::fill;
use super::layout::{Layout, Move};
use fastrand::Rng;

/// Makes moves until no site improves the set by entering, alone or in exchange for another. A move is made as soon as
/// it is found (Schubert and Rousseeuw 2021); only sites near a change are examined again. Stops when the time is over.
pub(super) fn descend(layout: &mut Layout<'_, '_>, made: &mut Vec<Move>, most_work: u64) {
    let least = least_change(layout);
    let end = layout.work.saturating_add(most_work);
    loop {
        let queue = layout.take_dirty();
        if queue.is_empty() {
            break;
        }
        let mut cheapest = layout.cheapest_leave().and_then(|step| step.leave);
        for site in queue {
            if layout.open()[site as usize] {
                continue;
            }
            if let Some(step) = layout.best_entry(site, cheapest)
                && step.change < -least
            {
                layout.make(step);
                made.push(step);
                cheapest = layout.cheapest_leave().and_then(|step| step.leave);
            }
            if layout.work > end || layout.service.clock.is_over() {
                return;
            }
        }
        while layout.service.limit.may_close()
            && layout.members().len() > usize::from(layout.service.must_open)
            && let Some(step) = layout.cheapest_leave().filter(|step| step.change < -least)
        {
            layout.make(step);
            made.push(step);
        }
    }
}

/// Changes below this are rounding.
fn least_change(layout: &Layout<'_, '_>) -> f64 {
    1e-9 * layout.value().abs().max(1.0)
}

/// Iterated local search (Lourenço, Martin, Stützle 2003): random exchanges of sites near each other, a descent, and a
/// return to the previous set unless the new one is at least as good. Runs for `work` visits of pairs or until the time
/// is over; the layout ends at the best set.
pub(super) fn shake(layout: &mut Layout<'_, '_>, random: &mut Rng, work: u64) {
    let end = layout.work.saturating_add(work);
    let mut made = Vec::new();
    descend(layout, &mut made, work);
    while layout.work < end && !layout.service.clock.is_over() {
        let before = layout.value();
        made.clear();
        layout.forget_dirty();
        for _ in 0..=random.usize(0..3) {
            kick(layout, random, &mut made);
        }
        if made.is_empty() {
            break;
        }
        descend(layout, &mut made, end.saturating_sub(layout.work).max(1));
        if layout.value() > before {
            for step in made.iter().rev() {
                layout.make(Move { enter: step.leave, leave: step.enter, change: -step.change });
            }
        }
        layout.work += 16;
    }
}

/// With more open sites than this, exchanges are always local.
const MANY: usize = 200;

/// Opens a random site and closes one, with probability ½ near it; then spends what a budget has left.
fn kick(layout: &mut Layout<'_, '_>, random: &mut Rng, made: &mut Vec<Move>) {
    let (sites, open) = (layout.service.sites(), layout.members().len());
    if open == 0 || open >= sites {
        return;
    }
    let mut enter = random.u32(0..sites as u32);
    while layout.open()[enter as usize] {
        enter = (enter + 1) % sites as u32;
    }
    let column = layout.service.columns.of(enter as usize);
    // With many open sites an exchange with a distant one hardly ever helps.
    let near = (!column.is_empty() && (random.bool() || open > MANY))
        .then(|| column[random.usize(0..column.len())].0)
        .and_then(|row| {
            let (sites, _) = layout.service.rows.row(row as usize);
            sites.iter().copied().find(|&site| layout.open()[site as usize])
        });
    let leave = near.unwrap_or_else(|| layout.members()[random.usize(0..open)]);
    let mut step = Move { enter: None, leave: Some(leave), change: 0.0 };
    layout.make(step);
    if layout.admits(enter) {
        layout.enter(enter);
        step.enter = Some(enter);
        made.push(step);
    } else {
        made.push(step);
    }
}

/// Builds a good initial open set.
pub(super) fn begin(layout: &mut Layout<'_, '_>, work: u64) {
    fill(layout);
    descend(layout, &mut Vec::new(), work);
}
