//! The plan model in several scenarios: one layout, and a copy of the variables that follow from it for each.
//!
//! Beyond the symbols of [`super`]: scenarios s ∈ S with probabilities p\[s\]; O(j) the choices allowed in every
//! scenario; f\[s\] the weight of a person of s in the objective; v*\[s\] a proved bound on the coverage of any layout
//! for s alone. Variables:
//!
//! ```text
//! y[j,o] ∈ {0,1}       site j makes choice o, in all scenarios (first stage)
//! z, x, v, m of each s who is served where, led by whom, paid by whom in s (second stage)
//! c[s] ∈ [0, f[s]·v*[s]]   what is covered in s
//! t, r, η, d[s] ≥ 0    worst, regret, value at risk, how far s falls short of it
//! ```
//!
//! ```text
//! (1) over O(j);  (2) – (10), (12), (14) of each s over y and its own people, reaches, targets and money
//! (22) c[s] ≤ f[s]·Σ_{i,k} w[s,i,k]·z[s,i,k]      w as in the coverage stage of s
//! (23) worst     max t                            t ≤ c[s]
//! (24) regret    min r                            r ≥ f[s]·v*[s] − c[s]
//! (25) expected  max Σ_s p[s]·c[s]
//! (26) CVaR      max η − Σ_s p[s]·d[s] / (1 − α)  d[s] ≥ η − c[s]
//! (27) money     min Σ_s p[s]·Σ_j Σ_o cost[s,j,o]·y[j,o]
//! (15) an earlier aim ≤ its value
//! ```
//!
//! f\[s\] is 1 where people are counted; where shares are, f\[s\] = V̄ / V\[s\] with V\[s\] the weighted people of s and
//! V̄ = Σ p\[s\]·V\[s\], so that the solver works with numbers of people either way.
//!
//! Two scenarios in which the same sites are within reach of a unit share its z, whatever their people and money; those in
//! which the same sites may lead the same ones share v. Columns: at most Σ_j (|O(j)| − 1) of y, a z for each distinct sum
//! of (3) over all scenarios, x and m of each scenario, |S| of c and d.

use super::columns::one_of;
use super::{Formulation, Relaxed};
use crate::domain::{Choice, Criterion, Layout, Problem, RobustLayout, SiteIdx, Stage};
use crate::plan::{ScenarioProblem, ScenarioSet};
use crate::solve::milp::{Col, Expr, Label, Milp};
use std::collections::HashSet;
use typed_index_collections::TiVec;

/// A choice by its work's id, none for staying, with the expression "it is made".
type Made = (Option<String>, Expr);

/// The models of all scenarios in one.
pub(in crate::solve) struct RobustModel<'a> {
    set: &'a ScenarioSet<'a>,
    pub(in crate::solve) milp: Milp,
    /// A model for each scenario; their rows and columns are in `milp`.
    copies: Vec<Formulation<'a>>,
    made: TiVec<SiteIdx, Vec<Made>>,
    /// c\[s\].
    covered: Vec<Col>,
    /// f\[s\]; `None` if nobody needs cover, so that coverage is complete.
    factors: Vec<Option<f64>>,
    /// V̄, or 1: the factor between the reported unit and that of the model.
    unit: f64,
}

impl<'a> RobustModel<'a> {
    /// States the model. `dropped` sites stay as they are; `best` has v* of each scenario, in the unit of the set.
    pub(in crate::solve) fn new(
        set: &'a ScenarioSet<'a>,
        dropped: &HashSet<SiteIdx>,
        best: &[f64],
    ) -> Self {
        let mut milp = Milp::default();
        let made = made(set, dropped, &mut milp);
        let (factors, unit) = factors(set);
        let mut model =
            Self { set, milp, copies: Vec::new(), made, covered: Vec::new(), factors, unit };
        for scenario in set.list() {
            model.add_copy(scenario);
        }
        model.count_covered(best);
        model
    }

    fn add_copy(&mut self, scenario: &ScenarioProblem<'a>) {
        let chosen = self.chosen(scenario.problem);
        let milp = std::mem::take(&mut self.milp);
        let mut copy = Formulation::over(scenario.problem, scenario.arcs, milp, chosen);
        let before = self.copies.last_mut();
        if let Some(before) = before {
            copy.shared = std::mem::take(&mut before.shared);
            copy.exact = std::mem::take(&mut before.exact);
        }
        copy.merge_rows();
        copy.cover(Relaxed::Nothing);
        let mut known = self.set.list().iter().zip(&self.copies);
        match known.find(|(other, _)| leads_alike(other, scenario)) {
            // The same rows over shared columns.
            Some((_, alike)) => copy.led.clone_from(&alike.led),
            None => copy.lead(),
        }
        copy.fund(Relaxed::Nothing);
        copy.aim_at_binding();
        self.milp = std::mem::take(&mut copy.milp);
        self.copies.push(copy);
    }

    /// The choices of a scenario's problem over the shared columns.
    fn chosen(&self, problem: &Problem) -> TiVec<SiteIdx, Vec<(Choice, Expr)>> {
        let sites = problem.sites.iter().zip(&self.made);
        sites
            .map(|(site, made)| {
                let own = made.iter();
                own.filter_map(|(work, expr)| {
                    Some((site.choice_of(work.as_deref())?, expr.clone()))
                })
                .collect()
            })
            .collect()
    }

    /// (22).
    fn count_covered(&mut self, best: &[f64]) {
        for (scenario, (&best, copy)) in best.iter().zip(&mut self.copies).enumerate() {
            let most = best * self.unit;
            let label = Label("c", scenario, 0);
            let Some(factor) = self.factors[scenario] else {
                self.covered.push(self.milp.column(0.0, self.unit, label));
                continue;
            };
            // The bound comes from the solver, and is accurate only up to its tolerance.
            let most = most + 1e-6 * most.max(1.0);
            let col = self.milp.column(0.0, most, label);
            // The coverage stage minimises minus the people.
            let mut row = copy.objective(Stage::Coverage).times(-factor);
            row.add(col, -1.0);
            self.milp.at_least(row, 0.0, label);
            self.covered.push(col);
        }
    }

    /// The minimised objective of the criterion, with its columns and rows: (23) – (26). `best` as in
    /// [`RobustModel::new`].
    pub(in crate::solve) fn criterion(&mut self, criterion: Criterion, best: &[f64]) -> Expr {
        let probabilities = self.set.probabilities();
        match criterion.plain(probabilities) {
            Criterion::Expected => self.expected(),
            Criterion::Worst => {
                let worst = self.milp.column(0.0, f64::INFINITY, Label("t", 0, 0));
                for (scenario, &covered) in self.covered.iter().enumerate() {
                    let mut row = Expr::column(covered);
                    row.add(worst, -1.0);
                    self.milp.at_least(row, 0.0, Label("worst", scenario, 0));
                }
                Expr::column(worst).times(-1.0)
            }
            Criterion::Regret => {
                let regret = self.milp.column(0.0, f64::INFINITY, Label("r", 0, 0));
                for (scenario, &covered) in self.covered.iter().enumerate() {
                    let mut row = Expr::column(covered);
                    row.add(regret, 1.0);
                    let least = best[scenario] * self.unit;
                    let label = Label("regret", scenario, 0);
                    self.milp.at_least(row, least, label);
                }
                Expr::column(regret)
            }
            Criterion::Cvar { alpha } => {
                let tail = 1.0 - alpha.fraction();
                let at_risk = self.milp.column(0.0, f64::INFINITY, Label("eta", 0, 0));
                let mut objective = Expr::column(at_risk).times(-1.0);
                for (scenario, &covered) in self.covered.iter().enumerate() {
                    let label = Label("d", scenario, 0);
                    let short = self.milp.column(0.0, f64::INFINITY, label);
                    let mut row = Expr::column(covered);
                    row.add(short, 1.0);
                    row.add(at_risk, -1.0);
                    self.milp.at_least(row, 0.0, label);
                    objective.add(short, probabilities[scenario] / tail);
                }
                objective
            }
        }
    }

    /// (25): minus the mean coverage.
    pub(in crate::solve) fn expected(&self) -> Expr {
        let mut sum = Expr::default();
        for (&covered, probability) in self.covered.iter().zip(self.set.probabilities()) {
            sum.add(covered, -probability);
        }
        sum
    }

    /// (27), in 万元.
    pub(in crate::solve) fn money(&self) -> Expr {
        let mut sum = Expr::default();
        for (copy, &probability) in self.copies.iter().zip(self.set.probabilities()) {
            sum.add_scaled(&copy.cost(), probability);
        }
        sum.tidy()
    }

    /// The factor between the reported unit and that of the model.
    pub(in crate::solve) fn unit(&self) -> f64 {
        self.unit
    }

    /// The layout at a point of the model, and its completion in each scenario.
    pub(in crate::solve) fn layouts(&self, point: &[f64]) -> (RobustLayout, Vec<Layout>) {
        let works = self.made.iter().map(|made| {
            let chosen = made.iter().find(|(_, expr)| expr.value(point) > 0.5);
            chosen.and_then(|(work, _)| work.clone())
        });
        let copies = self.copies.iter().zip(self.set.list());
        let layouts = copies.map(|(copy, scenario)| copy.layout(scenario.arcs, point));
        (RobustLayout::new(works.collect()), layouts.collect())
    }
}

/// (1) over the choices that are allowed in every scenario, in the order of the first.
fn made(
    set: &ScenarioSet<'_>,
    dropped: &HashSet<SiteIdx>,
    milp: &mut Milp,
) -> TiVec<SiteIdx, Vec<Made>> {
    let Some(first) = set.list().first() else {
        return TiVec::new();
    };
    let sites = first.problem.sites.iter_enumerated();
    sites
        .map(|(index, site)| {
            let mut works: Vec<Option<String>> = site
                .choices()
                .map(|choice| site.work(choice).map(|work| work.id.clone()))
                .collect();
            works.retain(|work| {
                let stays_where_dropped = work.is_none() || !dropped.contains(&index);
                let is_allowed = |scenario: &ScenarioProblem<'_>| {
                    let site = &scenario.problem.sites[index];
                    let choice = site.choice_of(work.as_deref());
                    choice.is_some_and(|own| site.choices().any(|allowed| allowed == own))
                };
                stays_where_dropped && set.list().iter().all(is_allowed)
            });
            let exprs = one_of(index, works.len(), milp);
            works.into_iter().zip(exprs).collect()
        })
        .collect()
}

/// f\[s\], and V̄ where shares are counted.
fn factors(set: &ScenarioSet<'_>) -> (Vec<Option<f64>>, f64) {
    use crate::domain::{CoverageUnit, mean};
    let people = set.people();
    match set.unit() {
        CoverageUnit::People => (people.iter().map(|_| Some(1.0)).collect(), 1.0),
        CoverageUnit::Share => {
            let all = mean(set.probabilities(), people);
            let unit = if all > 0.0 { all } else { 1.0 };
            let factor = |&people: &f64| (people > 0.0).then(|| unit / people);
            (people.iter().map(factor).collect(), unit)
        }
    }
}

/// Whether the same sites may lead the same ones in both scenarios, so that (6) and (7) are the same rows.
fn leads_alike(a: &ScenarioProblem<'_>, b: &ScenarioProblem<'_>) -> bool {
    let of_tiers = |problem: &Problem| {
        let tiers = problem.tiers.iter();
        tiers.map(|tier| tier.leads.clone()).collect::<Vec<_>>()
    };
    let tier_after = |problem: &Problem, index: SiteIdx| -> Vec<_> {
        let site = &problem.sites[index];
        let works = site.works.iter();
        let after = works.map(|work| {
            let state = site.states[usize::from(work.to)].tier;
            (work.id.clone(), state)
        });
        let today = site.state_today().tier;
        after.chain([(String::new(), today)]).collect()
    };
    of_tiers(a.problem) == of_tiers(b.problem)
        && a.problem.sites.keys().all(|index| {
            a.arcs.all_leaders(index).eq(b.arcs.all_leaders(index))
                && tier_after(a.problem, index) == tier_after(b.problem, index)
        })
}
