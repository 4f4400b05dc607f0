//! The best way to split demand over open sites whose capacities hold: a transportation problem.
//!
//! Rows are the demand points i with w\[i\] > 0, columns the open sites j; x\[i,j\] is the weight of i served at j.
//! Facility location and p-median: all weight is to be served at the least Σ c\[i,j\]·x\[i,j\], where c is the cost of
//! a unit of weight. Maximal cover within a reach: the most weight, then the least distance. Gradual cover: the least
//! Σ (1 − cover\[i,j\])·x\[i,j\], where a column "not covered" takes all at 1.
//!
//! The flow is in integers: weights and capacities of up to six decimals are exact; costs are exact when integer, else
//! accurate to 10⁻¹¹ of the greatest.

use crate::domain::location::{Allocation, Decay, Goal, Instance, Question};
use crate::domain::{Phrase, phrase};
use crate::plan::flow::{FlowArc, MOST_COST, Transport};
use crate::travel::Distances;

/// The largest number of pairs; larger instances need a solver.
const MOST_PAIRS: usize = 4_000_000;
/// The number of decimals that weights and capacities may have.
const DECIMALS: i32 = 6;
/// The largest sum of weights, so that integers do not overflow.
const MOST_WEIGHT: f64 = 1e15;

/// The best split. Errors with the reason why it cannot be computed here.
pub(super) fn best_split(
    instance: &Instance,
    question: &Question,
    open: &[u32],
) -> Result<Vec<Allocation>, Phrase> {
    let (rows, network) = network(instance, question, open)?;
    let flow = network.transport().solve();
    let mut served = Vec::new();
    for (row, &demand) in rows.iter().enumerate() {
        let supply = network.supply[row] as f64;
        let mut parts: Vec<Allocation> = network.arcs[row]
            .iter()
            .zip(&flow.over[row])
            .filter(|((column, _), flow)| **flow > 0 && *column < open.len())
            .map(|((column, _), flow)| Allocation {
                demand: demand as u32,
                site: open[*column],
                share: *flow as f64 / supply,
            })
            .collect();
        parts.sort_unstable_by_key(|part| part.site);
        served.extend(parts);
    }
    Ok(served)
}

/// Demand points and sites, by position, that do not fit: these demand points reach no other open sites, and exceed the
/// capacity of these. None when all demand can be served, or when it cannot be computed here.
pub(super) fn bottleneck(
    instance: &Instance,
    question: &Question,
    open: &[u32],
) -> Option<(Vec<usize>, Vec<usize>)> {
    let (rows, network) = network(instance, question, open).ok()?;
    let transport = network.transport();
    let flow = transport.solve();
    let (short, full) = flow.bottleneck(&transport);
    let demand: Vec<usize> = short.into_iter().map(|row| rows[row]).collect();
    let sites = full.into_iter().map(|column| open[column] as usize);
    (!demand.is_empty()).then(|| (demand, sites.collect()))
}

struct Network {
    arcs: Vec<Vec<FlowArc>>,
    supply: Vec<i64>,
    capacity: Vec<Option<i64>>,
}

impl Network {
    fn transport(&self) -> Transport<'_> {
        Transport { arcs: &self.arcs, supply: &self.supply, capacity: &self.capacity }
    }
}

/// The network, and the demand points that are its rows. Columns: the open sites, then "not covered".
fn network(
    instance: &Instance,
    question: &Question,
    open: &[u32],
) -> Result<(Vec<usize>, Network), Phrase> {
    let capacities = instance.capacities().ok_or(phrase("there are no capacities", "没有容量"))?;
    let weights = instance.weights();
    let rows: Vec<usize> = (0..instance.points()).filter(|&i| weights[i] > 0.0).collect();
    if rows.len().saturating_mul(open.len()) > MOST_PAIRS {
        return Err(phrase(
            "the instance is too large to compute it without a solver",
            "实例过大，不用求解器无法计算",
        ));
    }
    let room: Vec<f64> = open.iter().map(|&j| capacities[j as usize]).collect();
    let scale = whole_scale(rows.iter().map(|&i| weights[i]), &room)?;
    let pairs = pairs(instance, question, &rows, open);
    let costs = || pairs.iter().flatten().map(|&(_, cost)| cost);
    let gradual = is_gradual(question);
    let greatest = costs().fold(f64::from(u8::from(gradual)), f64::max);
    let whole = greatest <= MOST_COST as f64 && costs().all(|cost| cost.fract() == 0.0);
    let fine = if whole || greatest == 0.0 { 1.0 } else { MOST_COST as f64 / greatest };
    let arcs = pairs.iter().map(|row| {
        let arc = |&(column, cost): &(usize, f64)| (column, (cost * fine).round() as i64);
        let uncovered = gradual.then_some((open.len(), fine as i64));
        row.iter().map(arc).chain(uncovered).collect()
    });
    let arcs = arcs.collect();
    let in_whole = |value: f64| (value * scale).round() as i64;
    let capacity = room.iter().map(|&room| Some(in_whole(room)));
    let network = Network {
        arcs,
        supply: rows.iter().map(|&i| in_whole(weights[i])).collect(),
        capacity: capacity.chain(gradual.then_some(None)).collect(),
    };
    Ok((rows, network))
}

/// The cost of a unit of weight from each row to the columns that it reaches.
fn pairs(
    instance: &Instance,
    question: &Question,
    rows: &[usize],
    open: &[u32],
) -> Vec<Vec<(usize, f64)>> {
    let between = Distances::new(instance);
    let decay = super::reach::decay_of(question);
    let gradual = is_gradual(question);
    let cost = |demand: usize, site: u32| {
        let distance = between.distance(demand, site as usize);
        match &decay {
            Some(decay) => {
                let cover = decay.cover(distance);
                let cost = if gradual { 1.0 - cover } else { distance };
                (cover > 0.0).then_some(cost)
            }
            None => {
                let unit = instance.cost_factor(demand) / instance.weights()[demand];
                (distance != f64::INFINITY).then_some(distance * unit)
            }
        }
    };
    let row = |&demand: &usize| {
        let columns = open.iter().enumerate();
        columns.filter_map(|(column, &site)| Some((column, cost(demand, site)?))).collect()
    };
    rows.iter().map(row).collect()
}

fn is_gradual(question: &Question) -> bool {
    matches!(&question.goal, Goal::MaximalCover { decay, .. } if !matches!(decay, Decay::Step(_)))
}

/// A power of ten that makes all of them integers.
fn whole_scale(
    weights: impl Iterator<Item = f64> + Clone,
    capacities: &[f64],
) -> Result<f64, Phrase> {
    let all = || weights.clone().chain(capacities.iter().copied());
    let total: f64 = all().sum();
    (0..=DECIMALS)
        .map(|decimals| 10f64.powi(decimals))
        .take_while(|scale| total * scale <= MOST_WEIGHT)
        .find(|scale| {
            all().all(|value| {
                (value * scale - (value * scale).round()).abs() <= 1e-9 * (value * scale).max(1.0)
            })
        })
        .ok_or(phrase(
            "weights or capacities have too many decimals to compute it without a solver",
            "权重或容量的小数位过多，不用求解器无法计算",
        ))
}
