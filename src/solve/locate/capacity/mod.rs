//! Problems with capacities: CFLP and its single-source form, capacitated maximal cover and p-median.
//!
//! All are stated as one [`model`]. Its Lagrangian [`bound`] drives a branch and bound over open sites ([`tree`]), in
//! which customers are assigned exactly: by [`transport`] if they may be split, else by a [`reduced`] integer model.

mod bound;
mod choice;
mod knapsack;
mod layout;
mod model;
mod reduced;
mod single;
mod transport;
mod tree;

use super::solution::{Method, Run, Solution};
use crate::domain::location::{Allocation, Instance, Question};
use crate::solve::effort::Effort;
use crate::solve::error::SolveError;
use layout::Layout;
use model::{Model, NoModel};

/// Answers a question with capacities that has passed [`Question::check`].
pub(super) fn solve(
    instance: &Instance,
    question: &Question,
    run: &Run<'_>,
) -> Result<Solution, SolveError> {
    let model = match Model::new(instance, question, run) {
        Ok(model) => model,
        Err(NoModel::Unserved) => return Ok(infeasible(Method::Reductions, Effort::default())),
        Err(NoModel::Over) => return Ok(Solution::nothing(Method::Lagrangian)),
    };
    if !layout::serves_all(&model) {
        return Ok(infeasible(Method::Reductions, Effort::default()));
    }
    let mut search = tree::Search::new(&model, run);
    let bound = search.run()?;
    let (best, effort) = (search.best.take(), search.effort);
    let Some(best) = best else {
        if bound >= model.ceiling() {
            return Ok(infeasible(Method::Lagrangian, effort));
        }
        return Ok(Solution {
            bound: Some(shown(&model, bound)).filter(|bound| bound.is_finite()),
            effort,
            ..Solution::nothing(Method::Lagrangian)
        });
    };
    let bound = shown(&model, whole_steps(&model, bound).min(best.value));
    let (open, served) = placed(&model, &best);
    Ok(Solution {
        listed: None,
        open: Some(open),
        served: Some(served),
        bound: Some(bound).filter(|bound| bound.is_finite()),
        infeasible: false,
        method: Method::Lagrangian,
        effort,
    })
}

fn infeasible(method: Method, effort: Effort) -> Solution {
    Solution { infeasible: true, effort, ..Solution::nothing(method) }
}

/// A bound in terms of the question's objective.
fn shown(model: &Model, bound: f64) -> f64 {
    if model.maximise { model.total - bound } else { bound }
}

/// The next value that an objective can have.
fn whole_steps(model: &Model, bound: f64) -> f64 {
    if model.step > 0.0 && bound.is_finite() {
        (bound / model.step - 1e-5).ceil() * model.step
    } else {
        bound
    }
}

/// Positions of the instance instead of the model's.
fn placed(model: &Model, layout: &Layout) -> (Vec<u32>, Vec<Allocation>) {
    let sites = model.sites.iter().zip(&layout.open);
    let open = sites.filter(|&(_, &open)| open).map(|(site, _)| site.position);
    let served = layout.served.iter().map(|served| Allocation {
        demand: model.positions[served.demand as usize],
        site: model.sites[served.site as usize].position,
        share: served.share,
    });
    (open.collect(), served.collect())
}
