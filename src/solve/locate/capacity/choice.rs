//! Which sites to open given the reduced cost of each: the second half of the Lagrangian subproblem.
//!
//! minimise Σ ρ\[j\]·y\[j\] so that Σ a\[j\]·y\[j\] ≥ need, least ≤ Σ y ≤ most, 0 ≤ y ≤ 1. With a the capacities
//! this is the aggregate capacity constraint, with a = −price the budget. The row is relaxed with a multiplier
//! λ ≥ 0; for a given λ the best y are the smallest ρ − λ·a. The best λ is found where supporting lines of the
//! concave function of λ cross (Kelley 1960, in one dimension), so the value is that of the linear program.

/// The limits of a choice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Limits {
    pub(super) need: f64,
    pub(super) least: usize,
    pub(super) most: usize,
}

/// A best choice.
#[derive(Debug, Clone, Default)]
pub(super) struct Choice {
    /// Its value: a valid bound up to rounding.
    pub(super) value: f64,
    /// How far each site is open.
    pub(super) share: Vec<f64>,
    pub(super) lambda: f64,
}

struct Line {
    sum: f64,
    slack: f64,
    picks: Vec<usize>,
}

/// The best choice, or `None` if no choice is feasible. `guess` is the multiplier to start from. Cost: n for each of a
/// few multipliers.
pub(super) fn choose(worth: &[f64], room: &[f64], limits: Limits, guess: f64) -> Option<Choice> {
    if worth.len() < limits.least || limits.least > limits.most {
        return None;
    }
    let without = line(worth, room, limits, 0.0);
    if without.slack >= 0.0 {
        return Some(answer(worth.len(), 0.0, &without, None));
    }
    if most_room(room, limits) < limits.need {
        return None;
    }
    let mut below = without;
    let mut lambda = guess.max(1e-9);
    let mut above = loop {
        let next = line(worth, room, limits, lambda);
        if next.slack >= 0.0 {
            break next;
        }
        lambda *= 4.0;
        if lambda > 1e200 {
            return None;
        }
        below = next;
    };
    for _ in 0..100 {
        let crossing = (above.sum - below.sum) / (above.slack - below.slack);
        let next = line(worth, room, limits, crossing);
        let at = |line: &Line| line.sum - crossing * line.slack;
        lambda = crossing;
        if at(&next) >= at(&above).min(at(&below)) - 1e-12 * at(&above).abs() {
            break;
        }
        if next.slack >= 0.0 {
            above = next;
        } else {
            below = next;
        }
    }
    let choice = answer(worth.len(), lambda, &above, Some(&below));
    Some(exact(choice, worth, room, limits))
}

/// Recomputes the value from the multiplier alone, so that it is a valid bound despite the rounding of the crossings.
fn exact(mut choice: Choice, worth: &[f64], room: &[f64], limits: Limits) -> Choice {
    let line = line(worth, room, limits, choice.lambda);
    choice.value = line.sum - choice.lambda * line.slack;
    choice
}

fn answer(sites: usize, lambda: f64, above: &Line, below: Option<&Line>) -> Choice {
    let mut share = vec![0.0; sites];
    let part = below.map_or(1.0, |below| below.slack / (below.slack - above.slack));
    for &site in &above.picks {
        share[site] += part;
    }
    if let Some(below) = below {
        for &site in &below.picks {
            share[site] += 1.0 - part;
        }
    }
    Choice { value: above.sum - lambda * above.slack, share, lambda }
}

fn line(worth: &[f64], room: &[f64], limits: Limits, lambda: f64) -> Line {
    let reduced = (0..worth.len()).map(|j| (worth[j] - lambda * room[j], j));
    let mut order: Vec<(f64, usize)> = reduced.collect();
    let good = order.iter().filter(|&&(reduced, _)| reduced < 0.0).count();
    let count = good.clamp(limits.least, limits.most.min(order.len()));
    if count == good {
        order.retain(|&(reduced, _)| reduced < 0.0);
    } else {
        if count > 0 && count < order.len() {
            order.select_nth_unstable_by(count - 1, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        }
        order.truncate(count);
    }
    Line {
        sum: order.iter().map(|&(_, j)| worth[j]).sum(),
        slack: order.iter().map(|&(_, j)| room[j]).sum::<f64>() - limits.need,
        picks: order.into_iter().map(|(_, j)| j).collect(),
    }
}

fn ranked(sites: usize, reduced: &impl Fn(usize) -> f64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..sites).collect();
    order.sort_unstable_by(|&a, &b| reduced(a).total_cmp(&reduced(b)).then(a.cmp(&b)));
    order
}

/// The greatest Σ a·y.
fn most_room(room: &[f64], limits: Limits) -> f64 {
    let none = vec![0.0; room.len()];
    line(&none, room, limits, 1.0).slack + limits.need
}

/// The least and the greatest number of sites that can satisfy the row. They are integers, so the limits are tighter
/// than those of the linear program.
pub(super) fn counts(room: &[f64], limits: Limits) -> Option<Limits> {
    let mut falling = room.to_vec();
    falling.sort_unstable_by(|a, b| b.total_cmp(a));
    let mut sum = 0.0;
    let mut possible = Vec::new();
    for count in 0..=falling.len() {
        if count > 0 {
            sum += falling[count - 1];
        }
        if (limits.least..=limits.most).contains(&count) && sum >= limits.need {
            possible.push(count);
        }
    }
    Some(Limits { least: *possible.first()?, most: *possible.last()?, need: limits.need })
}

impl Choice {
    /// The least value with each site forced closed, and forced open, at the same multiplier: a bound for that branch.
    /// Infinite if there is no such choice.
    pub(super) fn forced(&self, worth: &[f64], room: &[f64], limits: Limits) -> Vec<[f64; 2]> {
        let reduced = |j: usize| worth[j] - self.lambda * room[j];
        let order = ranked(worth.len(), &reduced);
        let mut prefix = vec![0.0];
        for &j in &order {
            prefix.push(prefix[prefix.len() - 1] + reduced(j));
        }
        let good = order.partition_point(|&j| reduced(j) < 0.0);
        let constant = self.lambda * limits.need;
        let mut forced = vec![[0.0; 2]; worth.len()];
        for (rank, &j) in order.iter().enumerate() {
            // The best of the others: `least` to `most` of them, from the front of the order without j.
            let others = |least: usize, most: usize| {
                let most = most.min(order.len() - 1);
                if least > most {
                    return f64::INFINITY;
                }
                let count = (good - usize::from(rank < good)).clamp(least, most);
                if rank < count { prefix[count + 1] - reduced(j) } else { prefix[count] }
            };
            let closed = others(limits.least, limits.most);
            let open = if limits.most == 0 {
                f64::INFINITY
            } else {
                others(limits.least.saturating_sub(1), limits.most - 1) + reduced(j)
            };
            forced[j] = [constant + closed, constant + open];
        }
        forced
    }
}
