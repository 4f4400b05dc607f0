//! Set cover where capacities hold: facility location without travel, among the pairs within reach.
//!
//! Sites cost 1, or what they cost; a demand point is served, wholly or in parts, by sites within reach that have room for
//! it. So every method for facility location answers it (Current and Storbeck 1988).

use crate::domain::location::{Capacity, Goal, Instance, Metric, Question, Table};
use crate::travel::Distances;

/// The same as facility location; none of other questions. Cost and memory: the pairs within reach.
pub(super) fn as_facility_location(
    instance: &Instance,
    question: &Question,
) -> Option<(Instance, Question)> {
    let Goal::SetCover { reach, by_cost, .. } = question.goal else { return None };
    if question.capacity == Capacity::Ignored {
        return None;
    }
    let between = Distances::new(instance);
    let row = |demand| {
        let near = between.row(demand).into_iter();
        near.take_while(|&(_, distance)| reach.holds(distance))
            .map(|(site, _)| (site, 0.0))
            .collect()
    };
    let rows: Vec<Vec<(u32, f64)>> = (0..instance.points()).map(row).collect();
    let mut parts = instance.clone().into_parts();
    parts.metric = Metric::Table(Table::from_rows(rows));
    parts.same_points = false;
    if !by_cost {
        parts.fixed_costs = vec![1.0; instance.sites()];
    }
    let instance = Instance::new(parts).expect("pairs of an instance make one");
    Some((instance, Question::new(Goal::FixedCharge { count: None }, question.capacity)))
}
