//! The sites of a demand point by levels of equal value, nearest first.

use super::super::super::milp::Col;
use super::model::Model;
use crate::domain::location::Instance;
use crate::travel::Distances;

/// Sites as good as each other for a demand point.
pub(super) struct Level {
    /// Their value: a distance or a cover.
    pub(super) value: f64,
    /// Their y.
    pub(super) sites: Vec<Col>,
}

impl Model<'_> {
    /// The levels of a demand point: the sites within reach that are not forbidden, by the value of their distance, up
    /// to the first distance without a value.
    pub(super) fn levels(
        &self,
        between: Distances<'_>,
        demand: usize,
        value: impl Fn(f64) -> Option<f64>,
    ) -> Vec<Level> {
        let mut levels: Vec<Level> = Vec::new();
        for (site, distance) in between.row(demand) {
            let Some(value) = value(distance) else { break };
            let Some(col) = self.sites.column(site as usize) else {
                continue;
            };
            match levels.last_mut() {
                Some(last) if last.value == value => last.sites.push(col),
                _ => levels.push(Level { value, sites: vec![col] }),
            }
        }
        levels
    }
}

/// I⁺: the demand points of positive weight, with their weights.
pub(super) fn asking(instance: &Instance) -> impl Iterator<Item = (usize, f64)> {
    let weights = instance.weights().iter().copied().enumerate();
    weights.filter(|&(_, weight)| weight > 0.0)
}
