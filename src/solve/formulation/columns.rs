//! The columns of choices: constraint (1).

use crate::domain::{Choice, Problem, SiteIdx};
use crate::solve::milp::{Expr, Label, Milp};
use std::collections::HashSet;
use typed_index_collections::TiVec;

/// A binary for every choice of a site but its first, which is 1 minus the others: (1).
pub(super) fn of_choices(
    problem: &Problem,
    dropped: &HashSet<SiteIdx>,
    milp: &mut Milp,
) -> TiVec<SiteIdx, Vec<(Choice, Expr)>> {
    problem
        .sites
        .iter_enumerated()
        .map(|(index, site)| {
            let mut choices: Vec<Choice> = site.choices().collect();
            if dropped.contains(&index) {
                choices.retain(|&choice| choice == Choice::Stay);
            }
            let made = one_of(index, choices.len(), milp);
            choices.into_iter().zip(made).collect()
        })
        .collect()
}

/// Expressions for "choice o of the site is made", for `count` choices of which exactly one is made.
pub(super) fn one_of(index: SiteIdx, count: usize, milp: &mut Milp) -> Vec<Expr> {
    if count == 0 {
        // No choice is left: nothing can satisfy 0 ≥ 1.
        let label = Label("no_choice", usize::from(index), 0);
        milp.at_least(Expr::default(), 1.0, label);
        return Vec::new();
    }
    let mut first = Expr::constant(1.0);
    let mut others = Vec::new();
    for position in 1..count {
        let col = milp.binary(Label("y", usize::from(index), position));
        first.add(col, -1.0);
        others.push(Expr::column(col));
    }
    if others.len() >= 2 {
        let label = Label("one_choice", usize::from(index), 0);
        milp.at_least(first.clone(), 0.0, label);
    }
    std::iter::once(first).chain(others).collect()
}
