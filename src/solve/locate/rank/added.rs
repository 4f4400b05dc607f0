//! The best placement that opens at least one site besides given ones which no larger placement betters.
//!
//! It opens one site more. Where sites only help and are only limited (maximal cover, p-center), no larger placement is
//! worth more, and so any that may be opened is worth the same; where they are paid for and not needed (set cover), the
//! cheapest one costs the least; and in facility location without capacities, what several sites save together is at
//! most the sum of what each saves (the savings are submodular), so that the one whose cost exceeds its saving by the
//! least is the best addition.

use crate::domain::location::{Goal, Instance, Opening, Question};
use crate::travel::{Distances, Nearest};

/// Which of the `free` sites is added to the `open` ones; none if none may be.
pub(super) fn added(
    instance: &Instance,
    question: &Question,
    open: &[u32],
    free: &[u32],
) -> Option<u32> {
    let cost = |site: u32| instance.fixed_costs()[site as usize];
    let by_cost = match question.goal {
        Goal::FixedCharge { .. } => return least_excess(instance, open, free),
        Goal::MaximalCover { opening: Opening::Budget(_), .. } => true,
        Goal::SetCover { by_cost, .. } | Goal::PartialCover { by_cost, .. } => by_cost,
        _ => false,
    };
    match by_cost {
        true => free.iter().copied().min_by(|&a, &b| cost(a).total_cmp(&cost(b))),
        false => free.first().copied(),
    }
}

/// The site that costs the least beyond what it saves of travel to the open ones.
fn least_excess(instance: &Instance, open: &[u32], free: &[u32]) -> Option<u32> {
    let between = Distances::new(instance);
    let nearest = Nearest::new(instance, open);
    let mut excess: Vec<f64> =
        free.iter().map(|&site| instance.fixed_costs()[site as usize]).collect();
    for demand in (0..instance.points()).filter(|&demand| instance.weights()[demand] > 0.0) {
        let now = nearest.from(demand).map_or(f64::INFINITY, |(_, distance)| distance);
        for (excess, &site) in excess.iter_mut().zip(free) {
            let saved = now - between.distance(demand, site as usize);
            if saved > 0.0 {
                *excess -= instance.cost_factor(demand) * saved;
            }
        }
    }
    let least = (0..free.len()).min_by(|&a, &b| excess[a].total_cmp(&excess[b]));
    least.map(|position| free[position])
}
