//! p-dispersion: open sites far apart.
//!
//! Data: D¹ < D² < … < D^K, the distances between allowed sites, from the value of a greedy placement to an upper bound
//! for p sites (beyond it, p − 1 groups of sites nearer to each other contain all sites).
//!
//! ```text
//! z[k] ∈ {0,1}, 2 ≤ k ≤ K   any two open sites are at least D^k apart
//!
//! maximise D¹ + Σ_k (D^k − D^(k−1))·z[k]
//! (1) z[k] ≤ z[k−1]                               k ≥ 3
//! (2) y[a] + y[b] + z[k] ≤ 2                      a < b, k the first with d[a,b] < D^k
//! (3) y[a] + y[b] ≤ 1                             a < b, d[a,b] < D¹
//! (4) Σ_j y[j] = p, not existing
//! ```
//!
//! Sayah and Irnich 2017; stronger than the big-M of Kuby 1987. Rows: pairs of sites that are nearer than D^K.

use super::super::super::milp::{Col, Expr, Label};
use super::model::Model;
use crate::domain::location::{Instance, SiteRule};
use crate::solve::clock::Clock;
use crate::travel::Distances;

/// States p-dispersion. With fewer than two open sites no distance is defined, so the model is infeasible.
pub(super) fn state(model: &mut Model<'_>, instance: &Instance, count: usize) {
    let between = Distances::new(instance);
    let allowed: Vec<(usize, Col)> = model.sites.allowed().collect();
    let count_of = |rule| instance.rules().iter().filter(|&&r| r == rule).count();
    let open = count + count_of(SiteRule::Existing);
    let Model { milp, sites, objective, clock, whole, .. } = model;
    let in_time = |_: &((usize, Col), (usize, Col))| !clock.is_over();
    sites.open_exactly(instance, milp, count); // (4)
    if open < 2 || allowed.len() < open {
        // 0 ≥ 1.
        milp.at_least(Expr::default(), 1.0, Label("pair", 0, 0));
        return;
    }
    let least = if *whole { 0.0 } else { achieved(instance, &allowed, open) };
    let mut levels: Vec<f64> = pairs(&allowed)
        .take_while(in_time)
        .map(|((a, _), (b, _))| between.between_sites(a, b))
        .filter(|&distance| least <= distance && distance.is_finite())
        .collect();
    levels.sort_unstable_by(f64::total_cmp);
    levels.dedup();
    let most = at_most(between, &allowed, (open, clock), &levels);
    levels.retain(|&distance| distance <= most);
    let Some(&first) = levels.first() else { return };

    objective.constant = -first;
    let mut columns: Vec<Col> = Vec::new();
    for (k, step) in levels.windows(2).enumerate() {
        let z = milp.binary(Label("z", k + 2, 0));
        objective.add(z, step[0] - step[1]);
        if let Some(&last) = columns.last() {
            let mut row = Expr::column(last);
            row.add(z, -1.0);
            milp.at_least(row, 0.0, Label("falling", k + 2, 0)); // (1)
        }
        columns.push(z);
    }
    for ((a, y), (b, other)) in pairs(&allowed).take_while(in_time) {
        let distance = between.between_sites(a, b);
        let mut row = Expr::column(y);
        row.add(other, 1.0);
        if distance < first {
            milp.at_most(row, 1.0, Label("near", a, b)); // (3)
            continue;
        }
        let k = levels.partition_point(|&level| level <= distance);
        if k < levels.len() {
            row.add(columns[k - 1], 1.0);
            milp.at_most(row, 2.0, Label("apart", a, b)); // (2)
        }
    }
}

fn pairs<T: Copy>(items: &[T]) -> impl Iterator<Item = (T, T)> {
    let after = |position| items[position + 1..].iter();
    (0..items.len()).flat_map(move |a| after(a).map(move |&b| (items[a], b)))
}

/// The least distance with existing and required sites open and then, one by one, the site farthest from all open ones.
fn achieved(instance: &Instance, allowed: &[(usize, Col)], open: usize) -> f64 {
    let between = Distances::new(instance);
    let is_sure = |site: usize| {
        let rule = instance.rules()[site];
        matches!(rule, SiteRule::Existing | SiteRule::Required)
    };
    let sites = || allowed.iter().map(|&(site, _)| site);
    let mut chosen: Vec<usize> = sites().filter(|&site| is_sure(site)).collect();
    let from_chosen = |site: usize, chosen: &[usize]| {
        let distances = chosen.iter().map(|&other| between.between_sites(site, other));
        distances.fold(f64::INFINITY, f64::min)
    };
    while chosen.len() < open {
        let rest = sites().filter(|site| !chosen.contains(site));
        let farthest =
            rest.max_by(|&a, &b| from_chosen(a, &chosen).total_cmp(&from_chosen(b, &chosen)));
        let Some(farthest) = farthest else { break };
        chosen.push(farthest);
    }
    let distances = pairs(&chosen).map(|(a, b)| between.between_sites(a, b));
    distances.fold(f64::INFINITY, f64::min)
}

/// An upper bound. At a distance where the sites form fewer than `open` groups of sites nearer to each other (built
/// greedily), the optimum is lower, as each group can hold one open site only. Returns the greatest of `distances`
/// (ascending) below the first such one found. O(n²) for each of O(log n) distances.
fn at_most(
    between: Distances<'_>,
    allowed: &[(usize, Col)],
    (open, clock): (usize, &Clock<'_>),
    distances: &[f64],
) -> f64 {
    let are_too_few = |distance: f64| {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for &(site, _) in allowed {
            if clock.is_over() {
                return false;
            }
            let is_near = |&other: &usize| between.between_sites(site, other) < distance;
            match groups.iter_mut().find(|group| group.iter().all(is_near)) {
                Some(group) => group.push(site),
                None => groups.push(vec![site]),
            }
        }
        groups.len() < open
    };
    let first = distances.partition_point(|&distance| !are_too_few(distance));
    first.checked_sub(1).map_or(f64::INFINITY, |last| distances[last])
}
