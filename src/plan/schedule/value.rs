use crate::domain::{Horizon, Layout, PeriodIdx, Stage};
use crate::plan::{Assignment, stage_value};
use crate::travel::Arcs;
use typed_index_collections::TiVec;

/// The value of a stage in each period, as [`stage_value`]; money is the total cost of the works that stand by then.
pub fn schedule_value<'a>(
    horizon: &Horizon,
    arcs: &Arcs,
    layouts: impl Iterator<Item = (&'a Layout, &'a Assignment)>,
    stage: Stage,
) -> TiVec<PeriodIdx, f64> {
    let periods = horizon.periods().iter().zip(layouts);
    periods
        .map(|(period, (layout, assignment))| {
            stage_value(&period.problem, arcs, layout, assignment, stage)
        })
        .collect()
}

/// The value that a stage optimises over all periods: Σ weight·value; for money the amount spent by the end.
pub fn summed(horizon: &Horizon, stage: Stage, values: &TiVec<PeriodIdx, f64>) -> f64 {
    match stage {
        Stage::Money => values[horizon.last()],
        _ => horizon
            .periods()
            .iter()
            .zip(values)
            // Summing from 0, because the empty sum of floats is -0.
            .fold(0.0, |sum, (period, value)| sum + period.weight * value),
    }
}
