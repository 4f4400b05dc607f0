//! Restates a plan's model without solving it, to check what a run reports about it.

use super::certificate;
use super::certified::Multiplier;
use super::formulation::{Formulation, Relaxed};
use super::outcome::ModelSize;
use super::reduce::dominated;
use super::scale::Scale;
use crate::domain::{Problem, SiteIdx};
use crate::travel::Arcs;

/// Facts about a plan's model that are known without solving.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RestatedModel {
    /// The number of pairs of unit and tier that need cover, and of distinct ones: see
    /// [`super::Outcome::merged_units`].
    pub merged_units: (usize, usize),
    /// Candidates dropped because another is never worse, by site id.
    pub dropped_sites: Vec<String>,
    /// The size of the model of each stage.
    pub sizes: Vec<ModelSize>,
    /// The bound that each stage's multipliers prove, in the unit of a report; none where there are none, or they prove nothing.
    pub proved: Vec<Option<f64>>,
    /// The worst value that later stages may give each stage, in the unit of a report: its value, but for the plan's `keep` and rounding.
    pub worst: Vec<f64>,
}

/// States the model of `problem` again as [`super::solve`] does, stage after stage. `values` are the values of the
/// stages, in the plan's order and in the units of a report; the sizes are those of their models and, where stages are
/// left, of the next one. `multipliers` are those of [`Certificate`](super::Certificate)s; where a stage has some, `values` are those
/// that the stages before it [keep](super::StageReport::kept). No solver runs.
///
/// ```
/// use std::path::Path;
/// use yike::{solve::restate, travel::Arcs};
///
/// let problem = yike::read::read_plan(Path::new("data/qianjiang/plan.toml"))?.problem;
/// let stated = restate(&problem, &Arcs::build(&problem), &[], &[]);
/// assert!(stated.sizes[0].columns > 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn restate(
    problem: &Problem,
    arcs: &Arcs,
    values: &[f64],
    multipliers: &[Option<&[Multiplier]>],
) -> RestatedModel {
    let dropped = dominated(problem, arcs);
    let mut formulation = Formulation::new(problem, arcs, &dropped, Relaxed::Nothing);
    let merged_units = formulation.needs;
    let keep = problem.objective.keep.fraction();
    let scale = Scale::of(problem, arcs, &problem.objective.order);
    let (mut sizes, mut proved, mut worst) = (Vec::new(), Vec::new(), Vec::new());
    for (position, &stage) in problem.objective.order.iter().enumerate() {
        let objective = formulation.objective(stage);
        sizes.push(formulation.milp.size());
        let own = multipliers.get(position).copied().flatten();
        let bound = own.and_then(|own| certificate::proved(&formulation.milp, &objective, own));
        proved.push(bound.map(|bound| scale.reported(stage, bound)));
        let Some(&value) = values.get(position) else {
            break;
        };
        let (value, keep) = scale.kept(stage, scale.modelled(stage, value), keep);
        worst.push(scale.reported(stage, formulation.keep(stage, &objective, value, keep)));
    }
    let mut dropped: Vec<SiteIdx> = dropped.into_iter().collect();
    dropped.sort_unstable();
    RestatedModel {
        merged_units,
        dropped_sites: dropped.into_iter().map(|site| problem.sites[site].id.clone()).collect(),
        sizes,
        proved,
        worst,
    }
}
