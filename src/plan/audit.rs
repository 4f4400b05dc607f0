//! The audit of a layout, from the data alone.

use super::assignment::{Sharing, Stated, assign, share_beside};
use super::measure;
use super::payment::committed;
use super::results::{CoverageRow, Slice, SourceUse, TargetResult};
use super::rules::{RELATIVE_TOLERANCE, violations};
use super::service::{Assignment, covered_share};
use super::today::shared_today;
use super::violation::Violation;
use crate::domain::{Aim, Choice, GroupIdx, Layout, Problem, Site, SitedAim};
use crate::travel::Arcs;
use crate::units::{Persons, Yuan};
use std::borrow::Cow;

/// The audit of a layout: everything computed again from the data, without the solver.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Audit {
    /// Who is served where.
    pub assignment: Assignment,
    /// Coverage by tier, slice and group; a row for each with people.
    pub coverage: Vec<CoverageRow>,
    /// Every target, in the plan's order.
    pub targets: Vec<TargetResult>,
    /// Every source of money.
    pub money: Vec<SourceUse>,
    /// Cost of all works.
    pub cost: Yuan,
    /// Running cost a year of what stands.
    pub running_cost: Yuan,
    /// Every rule that the layout breaks; empty for a layout that may be carried out.
    pub violations: Vec<Violation>,
}

/// Scores a layout from the data alone: who is served where, coverage, targets, money, and every rule broken.
///
/// Works the same for a layout of ours and for a planner's own. Cost: time and memory linear in the arcs.
///
/// ```
/// use std::path::Path;
/// use yike::domain::Layout;
/// use yike::{plan, travel::Arcs};
///
/// let problem = yike::read::read_plan(Path::new("data/qianjiang/plan.toml"))?.problem;
/// let arcs = Arcs::build(&problem);
/// let today = plan::audit(&problem, &arcs, &Layout::today(&problem));
/// // Nothing is built today, and so the plan's binding targets are missed.
/// assert_eq!(today.cost.yuan(), 0);
/// assert!(!today.violations.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn audit(problem: &Problem, arcs: &Arcs, layout: &Layout) -> Audit {
    let today = Layout::today(problem);
    let today = shared_today(problem, arcs, today);
    let assignment_today = assign(problem, arcs, &today);
    let shared = (!layout.is_shared && layout.moves.is_empty()).then(|| {
        let allocations = (!layout.allocations.is_empty()).then_some(&layout.allocations[..]);
        let stated = Stated { allocations, moves: None };
        let Sharing { allocations, moves } = share_beside(problem, arcs, &layout.choices, stated);
        Layout { allocations, moves, is_shared: true, ..layout.clone() }
    });
    let layout = shared.as_ref().unwrap_or(layout);
    let assignment = assign(problem, arcs, layout);
    let base = problem.as_of_today();
    let then = match base {
        Cow::Borrowed(_) => None,
        Cow::Owned(_) => {
            let layout = shared_today(&base, arcs, today.clone());
            let assignment = assign(&base, arcs, &layout);
            Some((layout, assignment))
        }
    };
    let (now, assigned_now) =
        then.as_ref().map_or((&today, &assignment_today), |(layout, own)| (layout, own));
    let targets =
        target_results((problem, &base), arcs, (layout, &assignment), (now, assigned_now));
    let money = source_uses(problem, layout);
    let violations = violations(problem, arcs, layout, &assignment, &money, &targets);
    Audit {
        coverage: coverage_rows(problem, &assignment, &assignment_today),
        cost: chosen(problem, layout).map(|(site, choice)| site.cost(choice)).sum(),
        running_cost: chosen(problem, layout)
            .map(|(site, choice)| site.state_after(choice).running_cost)
            .sum(),
        assignment,
        targets,
        money,
        violations,
    }
}

fn chosen<'a>(
    problem: &'a Problem,
    layout: &'a Layout,
) -> impl Iterator<Item = (&'a Site, Choice)> {
    problem.sites.iter().zip(layout.choices.iter().copied())
}

/// Sums over the units in one pass: a table of slices × groups for each tier.
fn coverage_rows(
    problem: &Problem,
    assignment: &Assignment,
    assignment_today: &Assignment,
) -> Vec<CoverageRow> {
    let slices = Slice::each(problem);
    let groups = problem.groups.len();
    let mut rows = Vec::new();
    for (tier_index, tier) in problem.tiers.iter_enumerated() {
        let mut sums = vec![[0.0; 3]; slices.len() * groups];
        for (unit_index, unit) in problem.units.iter_enumerated() {
            if tier.reach(unit.setting).is_none() {
                continue;
            }
            let today = covered_share(assignment_today, unit_index, tier_index);
            let covered = covered_share(assignment, unit_index, tier_index);
            for slice in Slice::of(unit) {
                for group in problem.groups.keys() {
                    let people = unit.people_of(group);
                    let sum = &mut sums[slice * groups + usize::from(group)];
                    sum[0] += people;
                    sum[1] += people * today;
                    sum[2] += people * covered;
                }
            }
        }
        for (position, &[people, covered_today, covered]) in sums.iter().enumerate() {
            if people > 0.0 && tier.counts((position % groups).into()) {
                rows.push(CoverageRow {
                    tier: tier_index,
                    slice: slices[position / groups],
                    group: GroupIdx::from(position % groups),
                    people: persons(people),
                    covered_today: persons(covered_today),
                    covered: persons(covered),
                });
            }
        }
    }
    rows
}

fn persons(number: f64) -> Persons {
    Persons::total(number)
}

fn target_results(
    (problem, base): (&Problem, &Problem),
    arcs: &Arcs,
    (layout, assignment): (&Layout, &Assignment),
    (today, assignment_today): (&Layout, &Assignment),
) -> Vec<TargetResult> {
    let result = |position: usize, aim: &SitedAim| {
        let parts = measure::parts(problem, arcs, aim);
        let worst = |parts: &[measure::Part], value_of: &dyn Fn(&measure::Part) -> Option<f64>| {
            parts.iter().filter_map(|part| value_of(part).map(|value| (value, part.of))).reduce(
                |a, b| {
                    if measure::worse(aim.direction, a.0, b.0) == a.0 { a } else { b }
                },
            )
        };
        let of_today = measure::parts(base, arcs, aim);
        let now = base
            .states_today(&aim.measure)
            .then(|| worst(&of_today, &|part| part.value(base, today, assignment_today)))
            .flatten();
        let reached = worst(&parts, &|part| part.value(problem, layout, assignment));
        let shortfall = reached.map_or(0.0, |(value, _)| {
            let miss = aim.direction.shortfall(value, aim.limit.number());
            if miss > RELATIVE_TOLERANCE * aim.limit.number().abs().max(1.0) { miss } else { 0.0 }
        });
        TargetResult {
            target: position,
            now: now.map(|(value, _)| value),
            reached: reached.map(|(value, _)| value),
            shortfall,
            met: Some(shortfall == 0.0),
            worst: reached.and_then(|(_, part)| part),
        }
    };
    problem
        .targets
        .iter()
        .enumerate()
        .map(|(position, target)| match &target.aim {
            Aim::Sited(aim) => result(position, aim),
            Aim::NotSited { .. } => TargetResult {
                target: position,
                now: None,
                reached: None,
                shortfall: 0.0,
                met: None,
                worst: None,
            },
        })
        .collect()
}

fn source_uses(problem: &Problem, layout: &Layout) -> Vec<SourceUse> {
    problem
        .funding
        .iter_enumerated()
        .map(|(index, funding)| SourceUse {
            funding: index,
            has: funding.amount,
            committed: committed(problem, index),
            works: measure::paid_by(layout, index),
        })
        .collect()
}
