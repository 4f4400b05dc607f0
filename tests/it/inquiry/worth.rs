//! What steps are worth: every cell is the best of all layouts of the plan with that figure changed.

use crate::common::draws::{Draw, draws};
use crate::common::layouts::best;
use proptest::prelude::*;
use yike::domain::*;
use yike::inquiry::*;
use yike::solve::{Limits, Silent, Status};
use yike::travel::Arcs;

fn told(problem: &Problem, request: &WorthRequest, threads: usize) -> Worth {
    let arcs = Arcs::build(problem);
    let limits = Limits::default().with_threads(threads);
    worth(problem, &arcs, &limits, request, &Silent).expect("the solver and the audit agree")
}

/// The plan with a figure changed, by code of the test's own.
fn changed(problem: &Problem, lever: Lever, more: f64) -> Option<Problem> {
    let mut parts = problem.clone().into_parts();
    let yuan = |amount: yike::units::Yuan, more: f64| {
        let left = amount.yuan() as f64 + more;
        (left >= 0.0).then(|| yike::units::Yuan::new(left.round() as i64))
    };
    match lever {
        Lever::Funding(source) => {
            parts.funding[source].amount = yuan(parts.funding[source].amount, more)?
        }
        Lever::AllFunding => {
            let whole: i64 = parts.funding.iter().map(|own| own.amount.yuan()).sum();
            for own in &mut parts.funding {
                let part = own.amount.yuan() as f64 / whole as f64;
                own.amount = yuan(own.amount, more * part)?;
            }
        }
        Lever::Reach(tier, setting) => {
            let tier = &mut parts.tiers[tier];
            let own = if setting == Setting::Urban {
                &mut tier.reach_urban
            } else {
                &mut tier.reach_rural
            };
            let Some(Reach::Distance(reach)) = *own else { panic!("a distance") };
            *own = Some(Reach::Distance(yike::units::Metres::new(reach.metres() + more).ok()?));
        }
        Lever::Target(position) => {
            let Aim::Sited(aim) = &mut parts.targets[position].aim else { panic!("sited") };
            let number = aim.limit.number() + more;
            if number < 0.0 {
                return None;
            }
            aim.limit = match aim.limit {
                MeasureValue::Share(_) => {
                    yike::units::Share::new((number * 1e6).round() / 1e6).ok()?.into()
                }
                MeasureValue::Money(_) => yike::units::Yuan::new(number.round() as i64).into(),
                MeasureValue::Area(_) => yike::units::SquareMetres::new(number).ok()?.into(),
                MeasureValue::Number(_) => number.into(),
            };
        }
        Lever::Leads(tier) => {
            let own = parts.tiers[tier]
                .leads
                .as_mut()
                .expect("it leads")
                .at_most
                .as_mut()
                .expect("limited");
            *own = own.checked_add_signed(more as i32)?;
        }
        Lever::Places(tier) => {
            let serves =
                |own: &State| own.tier.is_some_and(|own| problem.tiers[own].serves.contains(&tier));
            let states = parts.sites.iter_mut().flat_map(|site| &mut site.states);
            for state in states.filter(|own| serves(own)) {
                if let Some(capacity) = &mut state.capacity {
                    *capacity = yike::units::Persons::new(capacity.number() + more).ok()?;
                }
            }
        }
        other => panic!("{other:?}"),
    }
    Problem::new(parts).ok()
}

fn is_best(problem: &Problem, plan: &WorthPlan) -> Result<(), TestCaseError> {
    let arcs = Arcs::build(problem);
    match best(problem, &arcs) {
        None => prop_assert_eq!(plan.status, Status::Infeasible),
        Some(best) => {
            prop_assert_eq!(plan.status, Status::Proved);
            for (stage, best) in plan.stages.iter().zip(best) {
                let value = stage.value.expect("proved");
                let value = if stage.stage == Stage::Coverage { -value } else { value };
                prop_assert!(
                    (value - best).abs() <= 1e-6 * best.abs().max(1.0),
                    "{:?} {value} {best}",
                    stage.stage
                );
            }
        }
    }
    Ok(())
}

fn cells_agree(draw: &Draw) -> Result<(), TestCaseError> {
    let problem = draw.plan().problem();
    let mut request = WorthRequest::default();
    request.steps = 1;
    let worth = told(&problem, &request, 2);
    is_best(&problem, &worth.base)?;
    for row in &worth.rows {
        for step in [-1, 1] {
            let cell = row.cells.iter().find(|cell| cell.step == step);
            let wanted = changed(&problem, row.lever, f64::from(step) * row.step);
            prop_assert!(cell.is_some() == wanted.is_some(), "{:?} {step}", row.lever);
            if let (Some(cell), Some(wanted)) = (cell, wanted) {
                is_best(&wanted, &cell.plan)?;
            }
        }
    }
    for own in &worth.unlimited {
        let endless = match own.lever {
            Lever::Funding(source) => changed(&problem, Lever::Funding(source), 1e7),
            _ => {
                let mut parts = problem.clone().into_parts();
                parts
                    .funding
                    .iter_mut()
                    .for_each(|own| own.amount += yike::units::Yuan::new(10_000_000));
                Problem::new(parts).ok()
            }
        };
        let endless = endless.expect("a plan");
        is_best(&endless, &own.plan)?;
        // With what it takes the plan is as good as with endless money.
        if let Lever::Funding(source) = own.lever {
            let mut parts = problem.clone().into_parts();
            parts.funding[source].amount = own.taken;
            let enough = Problem::new(parts).expect("a plan");
            is_best(&enough, &own.plan)?;
        }
    }
    Ok(())
}

/// Within a gap the first aim of every step is no farther from the best than it says, and its bound holds.
fn cells_keep_the_gap(draw: &Draw, gap: f64) -> Result<(), TestCaseError> {
    let problem = draw.plan().problem();
    let (arcs, share) = (Arcs::build(&problem), yike::units::Share::new(gap).expect("a share"));
    let limits = Limits::default().with_threads(1).with_gap(share);
    let mut request = WorthRequest::default();
    request.steps = 1;
    let worth = worth(&problem, &arcs, &limits, &request, &Silent).expect("solved");
    let cells = worth.rows.iter().flat_map(|row| {
        row.cells.iter().map(|cell| (row.lever, f64::from(cell.step) * row.step, &cell.plan))
    });
    for (lever, more, plan) in cells {
        let changed = changed(&problem, lever, more).expect("a plan");
        let Some(best) = best(&changed, &Arcs::build(&changed)) else {
            prop_assert_eq!(plan.status, Status::Infeasible);
            continue;
        };
        prop_assert!(plan.is_proved());
        let first = &plan.stages[0];
        let small = |value: f64| if first.stage == Stage::Coverage { -value } else { value };
        let (value, bound) =
            (small(first.value.expect("a value")), small(first.bound.expect("a bound")));
        let near = 1e-6 * best[0].abs().max(1.0);
        prop_assert!(
            bound <= best[0] + near && best[0] <= value + near,
            "{bound} {best:?} {value}"
        );
        let whole = value.abs().max(if first.stage == Stage::Shortfall { 1.0 } else { 0.0 });
        prop_assert!(value - best[0] <= gap * whole + near, "{value} {best:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(24), ..ProptestConfig::default() })]

    #[test]
    fn every_cell_is_the_best_of_all_layouts(draw in draws()) {
        cells_agree(&draw)?;
    }

    #[test]
    fn cells_within_a_gap_keep_it(draw in draws(), gap in prop_oneof![Just(0.02), Just(0.2)]) {
        cells_keep_the_gap(&draw, gap)?;
    }

    #[test]
    fn nothing_depends_on_threads(draw in draws()) {
        let problem = draw.plan().problem();
        let mut request = WorthRequest::default();
        request.steps = 1;
        let timeless = |mut own: Worth| {
            let plans = own.rows.iter_mut().flat_map(|row| &mut row.cells).map(|cell| &mut cell.plan);
            let plans = plans.chain(own.unlimited.iter_mut().map(|own| &mut own.plan)).chain([&mut own.base]);
            for stage in plans.flat_map(|plan| &mut plan.stages) {
                stage.time = yike::units::Seconds::default();
            }
            own
        };
        prop_assert_eq!(timeless(told(&problem, &request, 1)), timeless(told(&problem, &request, 4)));
    }
}

/// Of two sources one has money committed elsewhere and pays for nothing here: where money stops binding, what is taken of which,
/// and who is left out.
#[test]
fn where_money_stops_binding_each_source_is_told_its_own() {
    let plan = crate::common::TinyPlan::new()
        .tier("station", 1000.0)
        .unit("near", 0.0, 100.0)
        .unit("far", 50_000.0, 50.0)
        .candidate("hall", 500.0, "station", 300_000)
        .funding("public", 100_000)
        .funding("private", 80_000)
        .edit(|parts| {
            let private = FundingIdx::from(1);
            parts.funding[private].pays_for.kinds = vec!["school".into()];
            let elsewhere = [(private, yike::units::Yuan::new(50_000))];
            parts.commitments.push(Commitment::new("elsewhere", elsewhere));
        });
    let problem = plan.problem();
    let told = told(&problem, &WorthRequest::default(), 1);
    let of = |lever| told.unlimited.iter().find(|own| own.lever == lever).expect("asked");
    let [public, private] = [0, 1].map(|own| of(Lever::Funding(FundingIdx::from(own))));
    let all = of(Lever::AllFunding);
    let taken = [public, private, all].map(|own| own.taken.yuan());
    assert_eq!(taken, [300_000, 50_000, 350_000]);
    assert_eq!([public, private, all].map(|own| own.binds), [true, false, true]);
    // With enough money the far village has no site in reach still; without, the near one is left out, too.
    let far = vec![UnitIdx::from(1)];
    let left =
        |own: &Unlimited| (own.left_out[0].out_of_reach.clone(), own.left_out[0].others.clone());
    assert_eq!(left(public), (far.clone(), vec![]));
    assert_eq!(left(private), (far, vec![UnitIdx::from(0)]));
}
