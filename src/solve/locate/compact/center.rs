//! Vertex p-center.
//!
//! Data: L, a lower bound: the least distance within which every demand point has a site and there are no more than p
//! demand points of which no two share one; U, an upper bound: the value of a placement made by repeatedly opening the
//! nearest site of the farthest demand point; L = D⁰ < D¹ < … < D^K, the distances from L to U.
//!
//! ```text
//! u[k] ∈ [0,1], 1 ≤ k ≤ K some demand point is D^k or farther away
//!
//! minimise D⁰ + Σ_k (D^k − D^(k−1))·u[k]
//! (1) u[k] ≤ u[k−1]                               k ≥ 2
//! (2) u[k] + Σ_{d[i,j] < D^k} y[j] ≥ 1            i ∈ I⁺, k with D^k a distance of i
//! (3) Σ_{d[i,j] ≤ U} y[j] ≥ 1                     i ∈ I⁺
//! (4) Σ_j y[j] ≤ p, not existing
//! ```
//!
//! Elloumi, Labbé and Pochet 2004; by (1), the rows (2) of an i at other D^k follow from these. u need not be
//! integer.

use super::super::super::milp::{Col, Expr, Label};
use super::levels::asking;
use super::model::Model;
use crate::domain::location::{Instance, Opening, SiteRule};
use crate::travel::Distances;

/// The sites of a demand point with their y, nearest first.
type Row = Vec<(u32, f64, Col)>;

/// States p-center.
pub(super) fn state(model: &mut Model<'_>, instance: &Instance, count: usize) {
    let rows = rows(model, instance);
    if model.is_late() {
        return;
    }
    let nearest = |(_, row): &(usize, Row)| row.first().map_or(0.0, |&(_, distance, _)| distance);
    let least = rows.iter().map(nearest).fold(0.0, f64::max);
    let achieved = achieved(instance, &rows, count).filter(|_| !model.whole);
    let most = achieved.unwrap_or(f64::INFINITY);
    let distances = rows.iter().flat_map(|(_, row)| row);
    let mut distances: Vec<f64> = distances
        .map(|&(_, distance, _)| distance)
        .filter(|&distance| least <= distance && distance <= most)
        .collect();
    distances.sort_unstable_by(f64::total_cmp);
    distances.dedup();
    distances.drain(..impossible(instance, &rows, count, &distances));
    let least = distances.first().copied().unwrap_or(least);
    distances.retain(|&distance| distance > least);

    let Model { milp, sites, objective, .. } = model;
    objective.constant = least;
    let mut before = least;
    let mut levels: Vec<Col> = Vec::new();
    for (k, &distance) in distances.iter().enumerate() {
        let u = milp.column(0.0, 1.0, Label("u", k + 1, 0));
        objective.add(u, distance - before);
        if let Some(&last) = levels.last() {
            let mut row = Expr::column(last);
            row.add(u, -1.0);
            milp.at_least(row, 0.0, Label("falling", k + 1, 0)); // (1)
        }
        levels.push(u);
        before = distance;
    }
    for (demand, row) in &rows {
        let mut closer = Expr::default();
        for group in row.chunk_by(|a, b| a.1 == b.1) {
            let distance = group[0].1;
            if distance > most {
                break;
            }
            if let Ok(k) = distances.binary_search_by(|other| other.total_cmp(&distance)) {
                let mut row = closer.clone();
                row.add(levels[k], 1.0);
                milp.at_least(row, 1.0, Label("near", *demand, k + 1)); // (2)
            }
            for &(_, _, y) in group {
                closer.add(y, 1.0);
            }
        }
        milp.at_least(closer, 1.0, Label("reached", *demand, 0)); // (3)
    }
    sites.open_within(instance, milp, Opening::Count(count)); // (4)
}

fn rows(model: &Model<'_>, instance: &Instance) -> Vec<(usize, Row)> {
    let between = Distances::new(instance);
    let row = |(demand, _)| {
        let row = between.row(demand).into_iter();
        let row = row.filter_map(|(site, distance)| {
            let y = model.sites.column(site as usize)?;
            Some((site, distance, y))
        });
        (demand, row.collect())
    };
    let in_time = |_: &(usize, f64)| !model.is_late();
    asking(instance).take_while(in_time).map(row).collect()
}

/// How many of `distances` (ascending) are too small: within them there are more demand points that pairwise share no
/// site than sites to open.
fn impossible(
    instance: &Instance,
    rows: &[(usize, Row)],
    count: usize,
    distances: &[f64],
) -> usize {
    let required = instance.rules().iter().filter(|rule| **rule == SiteRule::Required);
    let left = count.saturating_sub(required.count());
    let are_too_few = |most: f64| {
        let mut taken = sure(instance);
        let mut apart = 0;
        for (_, row) in rows {
            let near = row.iter().take_while(|&&(_, distance, _)| distance <= most);
            let near = near.map(|&(site, _, _)| site as usize);
            if !near.clone().any(|site| taken[site]) {
                apart += 1;
                near.for_each(|site| taken[site] = true);
            }
        }
        apart > left
    };
    distances.partition_point(|&distance| are_too_few(distance))
}

/// Whether each site is open in any case.
fn sure(instance: &Instance) -> Vec<bool> {
    let is_sure = |rule: &SiteRule| matches!(rule, SiteRule::Existing | SiteRule::Required);
    instance.rules().iter().map(is_sure).collect()
}

/// U: the greatest distance with existing and required sites open and then, while sites remain, the nearest site of the
/// farthest demand point. `None` if some demand point has no open site.
fn achieved(instance: &Instance, rows: &[(usize, Row)], count: usize) -> Option<f64> {
    let rules = instance.rules();
    let mut open = sure(instance);
    let required = rules.iter().filter(|rule| **rule == SiteRule::Required);
    let mut left = count.checked_sub(required.count())?;
    let serve = |row: &Row, open: &[bool]| {
        let served = row.iter().find(|&&(site, _, _)| open[site as usize]);
        served.map_or(f64::INFINITY, |&(_, distance, _)| distance)
    };
    let mut distances: Vec<f64> = rows.iter().map(|(_, row)| serve(row, &open)).collect();
    loop {
        let farthest = (0..rows.len()).max_by(|&a, &b| distances[a].total_cmp(&distances[b]));
        let Some(farthest) = farthest else {
            return Some(0.0);
        };
        let &(site, _, _) = rows[farthest].1.first()?;
        if left == 0 || open[site as usize] {
            return Some(distances[farthest]).filter(|distance| distance.is_finite());
        }
        open[site as usize] = true;
        left -= 1;
        for (distance, (_, row)) in distances.iter_mut().zip(rows) {
            *distance = serve(row, &open);
        }
    }
}
