//! Sums over the demand, in its order, so that they are bit-identical on every machine.

use super::assignment::{Assignment, Ledger};
use super::fault::Named;
use super::reach::reach_of;
use super::served::ROUNDING;
use crate::domain::location::{Goal, Instance, Question, SiteRule};
use crate::travel::Nearest;

/// Figures of a placement, over demand with weight above 0.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Figures {
    /// Σ w\[i\].
    pub total_weight: f64,
    /// Σ w\[i\]·cover, the weight covered; where the question has no reach, the weight served.
    pub covered_weight: f64,
    /// The number of demand points that are covered or served, at least in part.
    pub covered_points: usize,
    /// The total cost of serving: distance times weight, or the cost of the whole point as in the cap files.
    pub travel: f64,
    /// The mean distance of covered or served demand, by weight; none where there is none, and where values are costs
    /// of whole points.
    pub mean_distance: Option<f64>,
    /// The greatest distance of covered or served demand; none where there is none.
    pub greatest_distance: Option<f64>,
    /// Demand that is not covered or served, or not completely. Partial cover under a decay counts as covered.
    pub unserved: Named,
    /// The weight not covered or served.
    pub unserved_weight: f64,
    /// Demand that could not be covered or served even if all but forbidden sites were open. It counts in the total.
    /// With cover by two sites it is within reach of fewer than two.
    pub unreachable: Named,
    /// Its weight.
    pub unreachable_weight: f64,
    /// The number of open sites.
    pub open: usize,
    /// The number of open sites that are not existing ones.
    pub opened: usize,
    /// The fixed costs of the opened sites.
    pub cost: f64,
}

/// Computes the figures of `assignment`. Cost: a distance for each demand point, and a search among all sites for each
/// one that is not served.
pub(super) fn tally(
    instance: &Instance,
    question: &Question,
    open: &[u32],
    assignment: &Assignment,
) -> Figures {
    let mut figures = Figures {
        open: open.len(),
        opened: super::rules::opened(instance, open).count(),
        cost: super::rules::cost(instance, open),
        total_weight: instance.weights().iter().sum::<f64>() + 0.0,
        ..Figures::default()
    };
    if matches!(question.goal, Goal::Dispersion { .. }) {
        return figures;
    }
    let ledger = Ledger::new(instance, question, assignment);
    let mut alone = Vec::new();
    let mut sum = 0.0;
    let mut served_weight = 0.0;
    for (demand, &weight) in instance.weights().iter().enumerate() {
        if weight == 0.0 {
            continue;
        }
        let mut share = 0.0;
        for part in ledger.parts(demand).filter(|part| part.cover > 0.0) {
            share += part.share;
            figures.covered_weight += weight * part.share * part.cover;
            figures.travel += instance.cost_factor(demand) * part.share * part.distance;
            sum += weight * part.share * part.distance;
            let greatest = figures.greatest_distance.unwrap_or(0.0);
            figures.greatest_distance = Some(greatest.max(part.distance));
        }
        served_weight += weight * share;
        figures.covered_points += usize::from(share > 0.0);
        if share < 1.0 - ROUNDING {
            figures.unserved.add(instance.demand_ids(), demand);
            figures.unserved_weight += weight * (1.0 - share);
            if share == 0.0 {
                alone.push(demand as u32);
            }
        }
    }
    for demand in hopeless(instance, question, &alone) {
        figures.unreachable.add(instance.demand_ids(), demand);
        figures.unreachable_weight += instance.weights()[demand];
    }
    if served_weight > 0.0 && !instance.is_whole_demand() {
        figures.mean_distance = Some(sum / served_weight);
    }
    figures
}

/// Which of `demand` no site could serve even if all were open.
fn hopeless(instance: &Instance, question: &Question, demand: &[u32]) -> Vec<usize> {
    let allowed = Nearest::new(instance, &allowed(instance));
    let served: Vec<bool> = match reach_of(question) {
        Some((reach, times)) => {
            let counts = allowed.counts_within_of(demand, reach, times);
            counts.into_iter().map(|count| count >= times).collect()
        }
        None => demand.iter().map(|&demand| allowed.from(demand as usize).is_some()).collect(),
    };
    let lost = demand.iter().zip(served).filter(|(_, served)| !served);
    lost.map(|(&demand, _)| demand as usize).collect()
}

/// The sites that may be open, by position.
pub(crate) fn allowed(instance: &Instance) -> Vec<u32> {
    let rules = instance.rules().iter().enumerate();
    rules.filter(|(_, rule)| **rule != SiteRule::Forbidden).map(|(site, _)| site as u32).collect()
}
