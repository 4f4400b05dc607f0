//! What clashes where there is no placement, and what lets there be one.

use super::{cases, limits};
use crate::common::location::brute::close;
use crate::common::location::{Case, Draw, Kind, draws};
use proptest::prelude::*;
use std::collections::BTreeSet;
use yike::domain::location::*;
use yike::solve::LocateChange::{self, Allowed, NotRequired, Once, Split, Without};
use yike::solve::LocateCondition::{self, Forbidden, OneSite, Required, Twice};
use yike::solve::{Infeasibility, LocateRepair, Silent, explain_infeasible};
use yike::units::Share;

const FAR: f64 = 1e12;

fn explained(case: &Case) -> Infeasibility {
    let found = explain_infeasible(&case.instance, &case.question, &limits(), &Silent);
    found.unwrap_or_else(|fault| panic!("{fault}\n{case:#?}"))
}

/// Whether these points can be served under these conditions and no others, by trying every set of open sites.
fn holds(case: &Case, points: &[u32], conditions: &[LocateCondition]) -> bool {
    let has = |condition| conditions.contains(&condition);
    let mut parts = case.instance.clone().into_parts();
    if !matches!(case.question.goal, Goal::PartialCover { .. }) {
        for (point, weight) in (0..).zip(&mut parts.weights) {
            if !points.contains(&point) {
                *weight = 0.0;
            }
        }
    }
    for (site, rule) in (0..).zip(&mut parts.rules) {
        let kept = match rule {
            SiteRule::Required => has(Required(site)),
            SiteRule::Forbidden => has(Forbidden(site)),
            _ => true,
        };
        if !kept {
            *rule = SiteRule::Free;
        }
    }
    let reach = |reach: Radius| match has(LocateCondition::Reach) {
        true => reach,
        false => Radius::within(Distance::new(FAR, reach.distance.unit())),
    };
    let count = case.question.count().filter(|_| has(LocateCondition::Count));
    let goal = match case.question.goal {
        Goal::SetCover { reach: own, times, by_cost } => {
            Goal::SetCover { reach: reach(own), times: if has(Twice) { times } else { 1 }, by_cost }
        }
        Goal::PartialCover { reach: own, share, by_cost } => Goal::PartialCover {
            reach: reach(own),
            share: if has(LocateCondition::Share) { share } else { Share::default() },
            by_cost,
        },
        _ => Goal::FixedCharge { count },
    };
    let capacity = match (has(LocateCondition::Capacities), has(OneSite)) {
        (true, true) => Capacity::SingleSource,
        (true, false) => Capacity::Split,
        (false, _) => Capacity::Ignored,
    };
    let question = Question::new(goal, capacity);
    let instance = Instance::new(parts).expect("still an instance");
    Case { instance, question, ..case.clone() }.best().is_some()
}

/// All but the member at a position.
fn but<T: Copy>(members: &[T], at: usize) -> Vec<T> {
    let others = members.iter().enumerate().filter(|(position, _)| *position != at);
    others.map(|(_, member)| *member).collect()
}

/// What is called a clash is one, and each of its members is needed.
fn judge_conflicts(case: &Case, found: &Infeasibility) -> Result<(), String> {
    let of_share = matches!(case.question.goal, Goal::PartialCover { .. });
    let mut seen = BTreeSet::new();
    for conflict in &found.conflicts {
        if !conflict.minimal {
            return Err("not proved minimal".into());
        }
        if !conflict.points.iter().all(|&point| seen.insert(point)) {
            return Err("a point is in two conflicts".into());
        }
        let conditions = &conflict.conditions;
        let sets: Vec<Vec<u32>> = match conflict.each {
            true => conflict.points.iter().map(|&point| vec![point]).collect(),
            false => vec![conflict.points.clone()],
        };
        for points in sets {
            if holds(case, &points, conditions) {
                return Err(format!("{conflict:?} is no conflict"));
            }
            for at in 0..conditions.len() {
                if !holds(case, &points, &but(conditions, at)) {
                    return Err(format!("{conflict:?}: {:?} is not needed", conditions[at]));
                }
            }
            for at in (0..points.len()).filter(|_| !of_share) {
                if !holds(case, &but(&points, at), conditions) {
                    return Err(format!("{conflict:?}: point {} is not needed", points[at]));
                }
            }
        }
    }
    Ok(())
}

/// The problem with a change, in this test's own words.
fn changed(case: &Case, change: &LocateChange) -> Case {
    let mut parts = case.instance.clone().into_parts();
    let mut question = case.question.clone();
    match change {
        LocateChange::Reach(own) => match &mut question.goal {
            Goal::SetCover { reach, .. } | Goal::PartialCover { reach, .. } => *reach = *own,
            goal => panic!("no reach: {goal:?}"),
        },
        Once => match &mut question.goal {
            Goal::SetCover { times, .. } => *times = 1,
            goal => panic!("not twice: {goal:?}"),
        },
        LocateChange::Count(own) => match &mut question.goal {
            Goal::Median { count } | Goal::Center { count } => *count = *own,
            Goal::FixedCharge { count } => *count = Some(*own),
            goal => panic!("no number: {goal:?}"),
        },
        LocateChange::Share(own) => match &mut question.goal {
            Goal::PartialCover { share, .. } => *share = *own,
            goal => panic!("no share: {goal:?}"),
        },
        LocateChange::Capacities(percent) => {
            for capacity in parts.capacities.iter_mut().flatten() {
                *capacity = *capacity * f64::from(*percent) / 100.0;
            }
        }
        Split => question.capacity = Capacity::Split,
        NotRequired(site) | Allowed(site) => parts.rules[*site as usize] = SiteRule::Free,
        Without(points) => points.iter().for_each(|&point| parts.weights[point as usize] = 0.0),
        change => panic!("{change:?}"),
    }
    let instance = Instance::new(parts).expect("still an instance");
    Case { instance, question, ..case.clone() }
}

/// The changes of the same kind that give up less.
fn lesser(case: &Case, change: &LocateChange) -> Vec<LocateChange> {
    match change {
        LocateChange::Reach(own) => {
            // A reach is in whole parts of its unit.
            let parts = if own.distance.unit() == Unit::Plain { 1e6 } else { 1e3 };
            let less = own.distance.value() - 1.5 / parts;
            let mut shorter: Vec<f64> = case.distances.iter().flatten().copied().collect();
            shorter.retain(|distance| *distance < less);
            shorter.push(less);
            let radius = |distance: f64| {
                let distance = Distance::new(distance.max(0.0), own.distance.unit());
                LocateChange::Reach(Radius { distance, ..*own })
            };
            shorter.into_iter().map(radius).collect()
        }
        LocateChange::Count(own) => vec![LocateChange::Count(own - 1)],
        LocateChange::Share(own) => {
            vec![LocateChange::Share(
                Share::new((own.fraction() + 1e-4).min(1.0)).expect("a share"),
            )]
        }
        LocateChange::Capacities(percent) => vec![LocateChange::Capacities(percent - 1)],
        Without(own) => {
            let weights = case.instance.weights();
            let weight = |points: &[u32]| -> f64 {
                points.iter().map(|&point| weights[point as usize]).sum()
            };
            let points = case.instance.points() as u32;
            let sets = (0..1u32 << points).map(|set| -> Vec<u32> {
                (0..points).filter(|point| set >> point & 1 == 1).collect()
            });
            sets.filter(|set| weight(set) < weight(own)).map(Without).collect()
        }
        _ => Vec::new(),
    }
}

fn judge_repair(case: &Case, repair: &LocateRepair) -> Result<(), String> {
    let better = changed(case, &repair.change);
    let best = better.best().ok_or("repairs nothing")?;
    if !repair.objective.is_some_and(|value| close(value, best)) {
        return Err(format!("worth {:?}, not {best}", repair.objective));
    }
    if !repair.bound.is_some_and(|bound| close(bound, best)) {
        return Err(format!("bound {:?}, not {best}", repair.bound));
    }
    if !repair.least {
        return Err("not proved the least".into());
    }
    for less in lesser(case, &repair.change) {
        if changed(case, &less).best().is_some() {
            return Err(format!("{less:?} is enough"));
        }
    }
    Ok(())
}

/// The kinds of changes that would do, each given up wholly.
fn would_do(case: &Case) -> BTreeSet<&'static str> {
    let unit = case.instance.unit();
    let mut changes = Vec::new();
    match &case.question.goal {
        Goal::SetCover { times, reach, .. } => {
            let distance = Distance::new(FAR, unit);
            changes.push(LocateChange::Reach(Radius { distance, ..*reach }));
            if *times == 2 {
                changes.push(Once);
            }
        }
        Goal::PartialCover { reach, .. } => {
            let distance = Distance::new(FAR, unit);
            changes.push(LocateChange::Reach(Radius { distance, ..*reach }));
        }
        _ => {}
    }
    let rules = || (0..).zip(case.instance.rules());
    let allowed = rules().filter(|(_, rule)| matches!(rule, SiteRule::Free | SiteRule::Required));
    if case.question.count().is_some() {
        let most: usize = allowed.count();
        changes.push(LocateChange::Count(most));
    }
    match case.question.capacity {
        Capacity::Ignored => {}
        Capacity::Split => changes.push(LocateChange::Capacities(10_000)),
        Capacity::SingleSource => {
            changes.extend([LocateChange::Capacities(10_000), Split]);
        }
    }
    changes.extend(rules().filter_map(|(site, rule)| match rule {
        SiteRule::Forbidden => Some(Allowed(site)),
        SiteRule::Required if case.question.count().is_some() => Some(NotRequired(site)),
        _ => None,
    }));
    let do_it = changes.iter().filter(|change| changed(case, change).best().is_some());
    do_it.map(|change| change.word()).collect()
}

fn check(case: &Case) {
    let found = explained(case);
    let fail = |fault: String| panic!("{fault}\n{found:#?}\n{case:#?}");
    if case.best().is_some() {
        if found != Infeasibility::default() {
            fail("there is an answer".into());
        }
        return;
    }
    if found.conflicts.is_empty() || found.stop.is_some() {
        fail("no conflict is found".into());
    }
    if let Err(fault) = judge_conflicts(case, &found) {
        fail(fault);
    }
    for repair in &found.repairs {
        if let Err(fault) = judge_repair(case, repair) {
            fail(format!("{repair:?}: {fault}"));
        }
    }
    let said: BTreeSet<&str> = found.repairs.iter().map(|repair| repair.change.word()).collect();
    let missing: Vec<_> = would_do(case).into_iter().filter(|kind| !said.contains(kind)).collect();
    if !missing.is_empty() {
        fail(format!("{missing:?} would do"));
    }
}

macro_rules! every_member_is_needed {
    ($($name:ident: $kind:ident,)*) => {
        proptest! {
            #![proptest_config(ProptestConfig { cases: cases(400), ..ProptestConfig::default() })]
            $(
                #[test]
                fn $name(draw in draws()) {
                    // Tables with holes, so that there is more to clash.
                    let mut holed = draw.clone();
                    holed.metric = 3;
                    check(&draw.case(Kind::$kind));
                    check(&holed.case(Kind::$kind));
                }
            )*
        }
    };
}

every_member_is_needed! {
    set_covers_clash_in_what_is_needed: SetCover,
    partial_covers_clash_in_what_is_needed: PartialCover,
    medians_clash_in_what_is_needed: Median,
    fixed_charges_clash_in_what_is_needed: FixedCharge,
    centers_clash_in_what_is_needed: Center,
    split_medians_clash_in_what_is_needed: SplitMedian,
    split_charges_clash_in_what_is_needed: SplitCharge,
    single_medians_clash_in_what_is_needed: SingleMedian,
    single_charges_clash_in_what_is_needed: SingleCharge,
}

#[test]
fn a_capacity_that_is_no_limit_stays_one() {
    let draw = Draw {
        points: vec![(0, 0, 5), (1, 0, 5)],
        places: vec![(0, 0, 0, 0, 2), (1, 0, 0, 5, 9)],
        metric: 0,
        holes: 0,
        whole_demand: false,
        count: 1,
        has_count: true,
        budget: 0,
        reach: 0,
        strict: false,
        twice: false,
        by_cost: false,
        share: 0,
        decay: 0,
    };
    let mut case = draw.case(Kind::SplitMedian);
    let mut parts = case.instance.clone().into_parts();
    // A hundredfold it is more than an instance may have.
    parts.capacities = Some(vec![1e14, 5.0]);
    case.instance = Instance::new(parts).expect("still an instance");
    let found = explained(&case);
    let twice = found.repairs.iter().find(|own| own.change == LocateChange::Capacities(200));
    assert!(twice.is_some_and(|own| own.least), "{found:#?}");
}
