//! Shortfalls of expected targets are shares of their limits, by the denominators of the layout itself.

use crate::common::TinyPlan;
use crate::common::answers::{answer, values};
use yike::domain::*;
use yike::solve::{Limits, Outcome, Silent, Status, solve};
use yike::travel::Arcs;

fn expected(plan: TinyPlan) -> TinyPlan {
    plan.edit(|parts| {
        parts.objective.order = vec![Stage::Shortfall, Stage::Money];
        for target in &mut parts.targets {
            target.kind = TargetKind::Expected;
        }
    })
}

fn solved(problem: &Problem) -> Outcome {
    let arcs = Arcs::build(problem);
    let outcome = solve(problem, &arcs, &Limits::default(), &Silent).expect("it is solved");
    assert_eq!(outcome.status, Status::Proved);
    outcome
}

fn shortfall(problem: &Problem) -> f64 {
    values(&answer(problem)).expect("a plan")[0]
}

/// Ten beds today, six of them nursing; a home of 100 beds, half of them nursing, may be built.
fn homes() -> TinyPlan {
    let plan = TinyPlan::new().tier("home", 1_000.0).unit("A", 0.0, 100.0);
    let plan = plan.standing("old", 0.0, "home").beds(10, 6);
    plan.candidate("new", 100.0, "home", 1_000_000).beds(100, 50)
}

#[test]
fn a_share_misses_its_limit_by_its_own_denominator() {
    let share = Measure::NursingBedShare { tiers: vec![] };
    let beds = Measure::Beds { tiers: vec![], operators: vec![] };
    let plan = homes().target(beds, Scope::All, Direction::AtLeast, 110.0).target(
        share,
        Scope::All,
        Direction::AtLeast,
        0.6,
    );
    let problem = expected(plan).problem();
    // Built: 56 of 110 beds are nursing beds. Not built: 100 of 110 beds are missing.
    let built = (0.6 - 56.0 / 110.0) / 0.6;
    assert!((shortfall(&problem) - built).abs() < 1e-9, "{}", shortfall(&problem));
    assert_eq!(
        solved(&problem).layout.expect("a layout").choices[SiteIdx::from(1)],
        Choice::Work(0)
    );
}

#[test]
fn a_ceiling_on_a_share_counts_by_how_far_it_is_passed() {
    let run_by = |operator: &'static str| {
        move |site: &mut Site| {
            for state in site.states.iter_mut().filter(|state| state.standing) {
                state.operator = Some(operator.into());
            }
        }
    };
    let plan = TinyPlan::new().tier("station", 1_000.0).unit("A", 0.0, 100.0);
    let plan = plan.standing("one", 0.0, "station").edit_site(run_by("private"));
    let plan = plan.standing("two", 100.0, "station").edit_site(run_by("public"));
    let tiers = vec![plan.tier_idx("station")];
    let share = Measure::OperatorShare { tiers, operators: vec!["private".into()] };
    let stays = plan.clone().target(share.clone(), Scope::All, Direction::AtMost, 0.1);
    // Half where at most a tenth is wished: four tenths too many.
    assert!((shortfall(&expected(stays).problem()) - 4.0).abs() < 1e-9);
    let another = plan.candidate("three", 200.0, "station", 10_000).edit_site(run_by("public"));
    let more = another.target(share, Scope::All, Direction::AtMost, 0.1);
    let thinned = (1.0 / 3.0 - 0.1) / 0.1;
    assert!((shortfall(&expected(more).problem()) - thinned).abs() < 1e-9);
}

#[test]
fn a_limit_below_one_counts_like_any_other() {
    let plan = homes().edit_unit(|unit| {
        unit.people[0] = crate::common::persons(40_000.0);
    });
    let group = GroupIdx::from(0);
    let plan = plan
        .target(Measure::BedsPer1000 { group }, Scope::All, Direction::AtLeast, 0.5)
        .edit(|parts| {
            parts.sites.pop();
        });
    // Ten beds for 40,000 people are a quarter of a bed a thousand.
    assert!((shortfall(&expected(plan).problem()) - 0.5).abs() < 1e-9);
}

#[test]
fn a_share_of_nothing_misses_nothing() {
    let plan = homes().edit(|parts| {
        parts.sites.remove(SiteIdx::from(0));
    });
    let share = Measure::NursingBedShare { tiers: vec![] };
    let problem = expected(plan.target(share, Scope::All, Direction::AtLeast, 0.6)).problem();
    assert_eq!(shortfall(&problem), 0.0);
    assert_eq!(solved(&problem).layout.expect("a layout").choices[SiteIdx::from(0)], Choice::Stay);
}

#[test]
fn a_limit_of_nothing_counts_as_the_whole() {
    let plan = TinyPlan::new().tier("home", 1_000.0).unit("A", 0.0, 100.0);
    let plan = plan.standing("old", 0.0, "home").beds(10, 6);
    let share = Measure::NursingBedShare { tiers: vec![] };
    let share = plan.clone().target(share, Scope::All, Direction::AtMost, 0.0);
    assert!((shortfall(&expected(share).problem()) - 0.6).abs() < 1e-9);
    // Ten beds of ten that there could be.
    let beds = plan.target(
        Measure::Beds { tiers: vec![], operators: vec![] },
        Scope::All,
        Direction::AtMost,
        0.0,
    );
    assert!((shortfall(&expected(beds).problem()) - 1.0).abs() < 1e-9);
}
