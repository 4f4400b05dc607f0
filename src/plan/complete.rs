use super::assignment::ration;
use super::leading::lead;
use super::payment::pay;
use crate::domain::{Layout, Problem, StatedLayout};
use crate::travel::Arcs;

/// A stated layout made whole: leaders, payments and places that it does not state are worked out as well as its
/// choices allow. What it states is taken as it is, for the audit to judge.
pub fn complete(problem: &Problem, arcs: &Arcs, stated: StatedLayout) -> Layout {
    let choices = stated.choices;
    Layout {
        leaders: stated
            .leaders
            .unwrap_or_else(|| lead(problem, arcs, &choices)),
        payments: stated
            .payments
            .unwrap_or_else(|| pay(problem, &choices).payments),
        rations: stated
            .rations
            .unwrap_or_else(|| ration(problem, arcs, &choices)),
        choices,
    }
}
