//! Every layout of a small plan, tried one after another: what solvers are held against.

use typed_index_collections::TiVec;
use yike::domain::*;
use yike::plan::{self, Audit};
use yike::travel::Arcs;

/// A layout that breaks no rule, with its audit.
#[derive(Debug, Clone)]
pub(crate) struct Allowed {
    pub(crate) layout: Layout,
    pub(crate) audit: Audit,
}

impl Allowed {
    /// The value of a stage, in the unit of reports.
    pub(crate) fn value(&self, problem: &Problem, arcs: &Arcs, stage: Stage) -> f64 {
        plan::stage_value(problem, arcs, &self.layout, &self.audit.assignment, stage)
    }

    /// The values of the plan's stages in its order, each to be made small.
    pub(crate) fn values(&self, problem: &Problem, arcs: &Arcs) -> Vec<f64> {
        let stages = problem.objective.order.iter();
        let small = stages.map(|&stage| match stage {
            Stage::Coverage => -self.value(problem, arcs, stage),
            _ => self.value(problem, arcs, stage),
        });
        small.collect()
    }
}

/// All layouts that break no rule.
pub(crate) fn allowed(problem: &Problem, arcs: &Arcs) -> Vec<Allowed> {
    let audited = all(problem).into_iter().map(|choices| {
        let layout = plan::complete(problem, arcs, StatedLayout::new(choices));
        let audit = plan::audit(problem, arcs, &layout);
        Allowed { layout, audit }
    });
    audited.filter(|own| own.audit.violations.is_empty()).collect()
}

/// All choices, whatever rules they break.
pub(crate) fn all(problem: &Problem) -> Vec<TiVec<SiteIdx, Choice>> {
    let mut found = vec![TiVec::new()];
    for site in &problem.sites {
        let more = found.iter().flat_map(|begun: &TiVec<SiteIdx, Choice>| {
            site.choices().map(move |choice| {
                let mut next = begun.clone();
                next.push(choice);
                next
            })
        });
        found = more.collect();
    }
    found
}

/// Whether values in the plan's order are better than others, by more than rounding.
pub(crate) fn is_better(a: &[f64], b: &[f64]) -> bool {
    for (a, b) in a.iter().zip(b) {
        if (a - b).abs() > 1e-6 * b.abs().max(1.0) {
            return a < b;
        }
    }
    false
}

/// The values of the best layout in the plan's order, each to be made small; none when none keeps the rules.
pub(crate) fn best(problem: &Problem, arcs: &Arcs) -> Option<Vec<f64>> {
    let values = allowed(problem, arcs).into_iter().map(|own| own.values(problem, arcs));
    values.reduce(|best, own| if is_better(&own, &best) { own } else { best })
}
