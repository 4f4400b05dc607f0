//! Open sets built site by site.

use super::super::solution::Run;
use super::state::State;
use crate::solve::ordered::ordered;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A site and its score when last computed.
struct Score {
    score: f64,
    site: usize,
}

impl Score {
    fn compare(&self, other: &Self) -> Ordering {
        (self.score.total_cmp(&other.score)).then(other.site.cmp(&self.site))
    }
}

ordered!(Score);

/// Opens sites in descending order of gain per cost, weighted with `wish`, until `enough`, the `budget` is used up, or
/// no site has a gain. A gain never grows as other sites open, so a score is recomputed only when it is the greatest
/// (Minoux 1978).
pub(super) fn fill(
    state: &mut State<'_>,
    wish: &[f64],
    costs: &[f64],
    mut budget: f64,
    mut enough: impl FnMut(&State<'_>) -> bool,
) {
    let score = |state: &State<'_>, site: usize| state.gain(site) * wish[site] / costs[site];
    let mut heap: BinaryHeap<Score> = (0..wish.len())
        .filter(|&site| !state.open[site])
        .map(|site| Score { score: score(state, site), site })
        .collect();
    while !enough(state)
        && let Some(Score { site, .. }) = heap.pop()
    {
        let score = score(state, site);
        // The score of a site without cost and gain is NaN.
        if score.is_nan() || score <= 0.0 || costs[site] > budget {
            continue;
        }
        if heap.peek().is_some_and(|next| next.score > score) {
            heap.push(Score { score, site });
        } else {
            state.open(site);
            budget -= costs[site];
        }
    }
}

/// Closes sites that `may_close` allows, the most expensive and then those of the least `wish` first.
pub(super) fn prune(
    state: &mut State<'_>,
    costs: &[f64],
    wish: &[f64],
    may_close: impl Fn(&State<'_>, usize) -> bool,
) {
    let mut opened: Vec<usize> = (0..costs.len()).filter(|&site| state.open[site]).collect();
    opened.sort_by(|&a, &b| {
        (costs[b].total_cmp(&costs[a])).then(wish[a].total_cmp(&wish[b])).then(b.cmp(&a))
    });
    for site in opened {
        if may_close(state, site) {
            state.close(site);
        }
    }
}

/// Exchanges an open site for a closed one while that covers more weight, at most `rounds` times; sites cost the same.
/// Stops when `enough` is true or the time is over. Each round examines every pair: closing j, then opening k.
pub(super) fn exchange(
    state: &mut State<'_>,
    rounds: usize,
    run: &Run<'_>,
    mut may_exchange: impl FnMut(&State<'_>, usize, usize) -> bool,
    mut enough: impl FnMut(&State<'_>) -> bool,
) {
    for _ in 0..rounds {
        if enough(state) {
            return;
        }
        let sites = state.open.len();
        let mut best: Option<(f64, usize, usize)> = None;
        for j in (0..sites).filter(|&j| state.open[j]).collect::<Vec<_>>() {
            if run.is_over() {
                return;
            }
            let loss = state.loss(j);
            state.close(j);
            for k in (0..sites).filter(|&k| k != j && !state.open[k]) {
                let better = state.exact_gain(k) - loss;
                let least = best.map_or(1e-9 * (1.0 + state.covered), |(best, ..)| best);
                if better > least && may_exchange(state, j, k) {
                    best = Some((better, j, k));
                }
            }
            state.open(j);
        }
        let Some((_, j, k)) = best else { return };
        state.close(j);
        state.open(k);
    }
}
