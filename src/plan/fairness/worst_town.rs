//! The worst-served town.

use crate::domain::{Problem, TownIdx};
use crate::plan::service::{Assignment, covered_share};
use crate::plan::weighted::weighted_people;
use std::collections::BTreeMap;

/// The share of its weighted people covered in the worst-served town; 1 where nobody needs cover:
///
/// ```text
/// min_c Σ_{i ∈ c, k} w[i,k]·(share of i covered at k) / Σ_{i ∈ c, k} w[i,k]     w as in the coverage stage
/// ```
///
/// ```
/// use std::path::Path;
/// use yike::domain::Layout;
/// use yike::{plan, travel::Arcs};
///
/// let problem = yike::read::read_plan(Path::new("data/qianjiang/plan.toml"))?.problem;
/// let today = plan::audit(&problem, &Arcs::build(&problem), &Layout::today(&problem));
/// assert!((0.0..=1.0).contains(&plan::fairness::worst_town(&problem, &today.assignment)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn worst_town(problem: &Problem, assignment: &Assignment) -> f64 {
    let mut towns: BTreeMap<TownIdx, (f64, f64)> = BTreeMap::new();
    for (unit, tier, people) in weighted_people(problem) {
        let (covered, all) = towns.entry(problem.units[unit].town).or_default();
        *covered += people * covered_share(assignment, unit, tier);
        *all += people;
    }
    let shares = towns.values().map(|(covered, all)| covered / all);
    shares.fold(1.0, f64::min)
}
