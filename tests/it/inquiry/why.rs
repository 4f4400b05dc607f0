//! Why and why not: plans with and without a site, and who loses, are what all layouts of small plans say.

use crate::common::draws::{Draw, draws};
use crate::common::layouts::{Allowed, allowed, is_better};
use crate::common::{TinyPlan, site_idx};
use proptest::prelude::*;
use yike::domain::*;
use yike::inquiry::*;
use yike::plan;
use yike::solve::{Limits, Silent, Status};
use yike::travel::Arcs;

pub(super) fn asked(problem: &Problem, questions: &[WhyQuestion]) -> Why {
    let arcs = Arcs::build(problem);
    let limits = Limits::default().with_threads(1);
    why(problem, &arcs, &limits, questions, &Silent).expect("the solver and the audit agree")
}

/// The best values of those for which `counts` holds, in the plan's order, each to be made small.
pub(super) fn best_where(
    problem: &Problem,
    arcs: &Arcs,
    all: &[Allowed],
    counts: impl Fn(&Allowed) -> bool,
) -> Option<Vec<f64>> {
    let values = all.iter().filter(|own| counts(own)).map(|own| own.values(problem, arcs));
    values.reduce(|best, own| if is_better(&own, &best) { own } else { best })
}

pub(super) fn small(stage: Stage, value: f64) -> f64 {
    if stage == Stage::Coverage { -value } else { value }
}

/// The answer is what all layouts say: `wanted` are the best values, none where no layout is as asked.
pub(super) fn agrees(
    problem: &Problem,
    best: &yike::solve::AuditedLayout,
    answer: &Answer,
    wanted: Option<Vec<f64>>,
    holds: impl Fn(&yike::solve::AuditedLayout) -> bool,
) -> Result<(), TestCaseError> {
    let arcs = Arcs::build(problem);
    match (answer, wanted) {
        (Answer::Impossible(_), None) => {}
        (Answer::Plan(plan), Some(wanted)) => {
            prop_assert_eq!(plan.status, Status::Proved);
            prop_assert!(holds(&plan.other));
            prop_assert!(plan.other.audit.violations.is_empty());
            prop_assert_eq!(plan.cost, [best.audit.cost, plan.other.audit.cost]);
            for (aim, wanted) in plan.aims.iter().zip(wanted) {
                let value = small(aim.stage, aim.after.value.expect("proved"));
                let near = 1e-6 * wanted.abs().max(1.0);
                prop_assert!(
                    (value - wanted).abs() <= near,
                    "{:?}: {value}, best {wanted}",
                    aim.stage
                );
                let before = plan::stage_value(
                    problem,
                    &arcs,
                    &best.layout,
                    &best.audit.assignment,
                    aim.stage,
                );
                prop_assert!((aim.before - before).abs() <= 1e-6 * before.abs().max(1.0));
                let bound = small(aim.stage, aim.after.bound.expect("proved"));
                prop_assert!(bound <= wanted + near && bound >= wanted - 10.0 * near);
            }
            tells_who(problem, best, plan)?;
        }
        (answer, wanted) => prop_assert!(false, "{answer:?}, but all layouts say {wanted:?}"),
    }
    Ok(())
}

/// Of the layouts that are as good the one is told that decides most sites as the best plan does.
fn changes_no_more_than_it_must(
    problem: &Problem,
    best: &yike::solve::AuditedLayout,
    plan: &Comparison,
    wanted: &[f64],
    all: &[Allowed],
    holds: impl Fn(&Layout) -> bool,
) -> Result<(), TestCaseError> {
    let arcs = Arcs::build(problem);
    let kept = |layout: &Layout| {
        let pairs = layout.choices.iter().zip(&best.layout.choices);
        pairs.filter(|(own, best)| own == best).count()
    };
    let is_same = |own: &Allowed| {
        let values = own.values(problem, &arcs);
        let pairs = values.iter().zip(wanted);
        pairs.into_iter().all(|(own, best)| (own - best).abs() <= 1e-9 * best.abs().max(1.0))
    };
    let as_good = all.iter().filter(|own| holds(&own.layout) && is_same(own));
    let most = as_good.map(|own| kept(&own.layout)).max().unwrap_or_default();
    prop_assert!(kept(&plan.other.layout) >= most, "{} {most}", kept(&plan.other.layout));
    Ok(())
}

/// Who gains, loses and goes farther, and which sites differ, told again from the two layouts.
pub(super) fn tells_who(
    problem: &Problem,
    best: &yike::solve::AuditedLayout,
    plan: &Comparison,
) -> Result<(), TestCaseError> {
    for (site, (&before, &after)) in
        problem.sites.keys().zip(best.layout.choices.iter().zip(&plan.other.layout.choices))
    {
        let told = plan.sites.iter().find(|own| own.site == site);
        prop_assert_eq!(
            told.map(|own| (own.before, own.after)),
            (before != after).then_some((before, after))
        );
    }
    for (tier, own) in problem.tiers.iter_enumerated() {
        for (unit, data) in problem.units.iter_enumerated() {
            let people = data.people_of(own.group);
            let share = |audit: &plan::Audit| -> f64 {
                audit.assignment[tier][unit].iter().map(|service| service.share).sum()
            };
            let way = |audit: &plan::Audit| -> f64 {
                let services = audit.assignment[tier][unit].iter();
                services.map(|own| own.share * own.distance.metres()).sum::<f64>() / share(audit)
            };
            let (before, after) = (&best.audit, &plan.other.audit);
            let told = plan.people.iter().find(|own| own.tier == tier && own.unit == unit);
            let more = share(after) - share(before);
            let wanted = if people == 0.0 || (share(before) == 0.0 && share(after) == 0.0) {
                None
            } else if more.abs() > 1e-9 {
                Some((if more > 0.0 { Turn::Gain } else { Turn::Lose }, people * more.abs()))
            } else if (way(after) - way(before)).abs() > 1e-3 {
                let farther = way(after) > way(before);
                Some((if farther { Turn::Farther } else { Turn::Nearer }, people * share(after)))
            } else {
                None
            };
            prop_assert_eq!(told.map(|own| own.turn), wanted.map(|own| own.0));
            if let (Some(told), Some((_, people))) = (told, wanted) {
                prop_assert!((told.people - people).abs() < 1e-6);
            }
        }
    }
    Ok(())
}

/// What the best plan has beside the other one is what it has in its own plan.
pub(super) fn is_as_it_is(
    problem: &Problem,
    best: &yike::solve::AuditedLayout,
    plan: &Comparison,
) -> Result<(), TestCaseError> {
    let (arcs, assignment) = (Arcs::build(problem), &best.audit.assignment);
    for aim in plan.aims.iter().filter(|aim| matches!(aim.stage, Stage::Coverage | Stage::Money)) {
        let before = plan::stage_value(problem, &arcs, &best.layout, assignment, aim.stage);
        prop_assert!((aim.before - before).abs() <= 1e-6 * before.abs().max(1.0));
    }
    for own in &plan.covered {
        let group = problem.tiers[own.tier].group;
        let units = problem.units.iter_enumerated();
        let before: f64 = units
            .map(|(unit, data)| {
                data.people_of(group) * plan::covered_share(assignment, unit, own.tier)
            })
            .sum();
        prop_assert!((own.before - before).abs() < 1e-6, "{} {before}", own.before);
    }
    Ok(())
}

fn sites_agree(draw: &Draw) -> Result<(), TestCaseError> {
    let problem = draw.plan().problem();
    let arcs = Arcs::build(&problem);
    let all = allowed(&problem, &arcs);
    let questions: Vec<WhyQuestion> = problem.sites.keys().map(WhyQuestion::Site).collect();
    let why = asked(&problem, &questions);
    let Some(best) = &why.best.decided else {
        prop_assert!(all.is_empty() && why.answers.is_empty());
        return Ok(());
    };
    for answer in &why.answers {
        let WhyAnswer::Site(own) = answer else { panic!("asked about sites") };
        let site = &problem.sites[own.site];
        prop_assert_eq!(own.decided, best.layout.choices[own.site]);
        let stands = site.state_after(own.decided).standing;
        for other in &own.others {
            let meant = |choice: Choice| {
                let standing = site.state_after(choice).standing;
                match other.wish {
                    Wish::Gone => !standing,
                    Wish::Standing => standing,
                    Wish::WithoutWork => choice != own.decided,
                    Wish::Worked => standing && site.work(choice).is_some(),
                }
            };
            prop_assert!(!meant(own.decided));
            prop_assert_eq!(
                stands,
                other.wish == Wish::Gone || (stands && other.wish != Wish::Standing)
            );
            let wanted =
                best_where(&problem, &arcs, &all, |layout| meant(layout.layout.choices[own.site]));
            if let (Answer::Plan(plan), Some(wanted)) = (&other.answer, &wanted) {
                changes_no_more_than_it_must(&problem, best, plan, wanted, &all, |layout| {
                    meant(layout.choices[own.site])
                })?;
            }
            agrees(&problem, best, &other.answer, wanted, |found| {
                meant(found.layout.choices[own.site])
            })?;
            blocks_agree(
                &problem,
                &other.answer,
                |found| meant(found.layout.choices[own.site]),
                Some(own.site),
            )?;
        }
    }
    Ok(())
}

/// Of what binds, exactly that is named which makes the terms possible when it is lifted alone.
pub(super) fn blocks_agree(
    problem: &Problem,
    answer: &Answer,
    holds: impl Fn(&Allowed) -> bool,
    site: Option<SiteIdx>,
) -> Result<(), TestCaseError> {
    let Answer::Impossible(blocked) = answer else { return Ok(()) };
    prop_assert_eq!(blocked.stopped, None);
    for lifted in &blocked.by {
        let plan = lifted.plan.as_ref().expect("solved");
        let problem = lifted.obstacle.lifted(problem).expect("a plan without it");
        let arcs = Arcs::build(&problem);
        let wanted = best_where(&problem, &arcs, &allowed(&problem, &arcs), &holds);
        let value = |aim: &AimChange| small(aim.stage, aim.after.value.expect("proved"));
        let values: Vec<f64> = plan.aims.iter().map(value).collect();
        let wanted = wanted.expect("a layout");
        prop_assert!(
            !is_better(&values, &wanted) && !is_better(&wanted, &values),
            "{values:?} {wanted:?}"
        );
    }
    let obstacles = match site {
        Some(site) => Obstacle::at(problem, site),
        None => Obstacle::of_plan(problem),
    };
    for obstacle in obstacles {
        let lifted = obstacle.lifted(problem).expect("a plan without it");
        let arcs = Arcs::build(&lifted);
        let possible = allowed(&lifted, &arcs).iter().any(&holds);
        let named = blocked.by.iter().any(|own| own.obstacle == obstacle);
        prop_assert!(named == possible, "{obstacle:?}: named {named}, possible {possible}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(150), ..ProptestConfig::default() })]

    #[test]
    fn a_plan_with_or_without_a_site_is_the_best_such_layout(draw in draws()) {
        sites_agree(&draw)?;
    }
}

/// Two halls side by side, of which one is enough: none is lost without it.
#[test]
fn what_another_site_does_as_well_is_told_as_such() {
    let plan = TinyPlan::new().tier("hall", 1000.0).town("T1").urban().unit("U1", 0.0, 100.0);
    let plan =
        plan.candidate("left", -300.0, "hall", 500_000).candidate("right", 300.0, "hall", 500_000);
    let problem = plan.problem();
    let why = asked(
        &problem,
        &[
            WhyQuestion::Site(site_idx(&problem, "left")),
            WhyQuestion::Site(site_idx(&problem, "right")),
        ],
    );
    let plans = why.answers.iter().map(|answer| match answer {
        WhyAnswer::Site(own) => match &own.others[..] {
            [AtSite { answer: Answer::Plan(plan), .. }] => plan,
            others => panic!("one plan, not {others:?}"),
        },
        other => panic!("{other:?}"),
    });
    let plans: Vec<_> = plans.collect();
    // One is built, the other not: without the first the other is as good, and so the other way.
    assert!(
        plans
            .iter()
            .any(|plan| plan.is_as_good() && plan.sites.len() == 2 && plan.people.is_empty())
    );
}

/// A rule demands three works, and one of them is asked about: the loss without it is that work's alone, while without the
/// rule all three go.
#[test]
fn what_a_rule_demands_of_one_site_is_that_sites_loss() {
    let mut plan = TinyPlan::new().tier("hall", 1000.0).town("T1").urban().unit("U1", 0.0, 100.0);
    for (number, cost) in [400_000, 300_000, 200_000].into_iter().enumerate() {
        // All but the first are too far for anybody.
        let at = 500.0 + 20_000.0 * number as f64;
        plan = plan.candidate(&format!("hall {number}"), at, "hall", cost);
    }
    let sites: Vec<SiteIdx> = [0, 1, 2].map(SiteIdx::from).to_vec();
    for (direction, limit) in [(Direction::AtLeast, 3.0), (Direction::AtLeast, 2.0)] {
        let rule = Measure::Sites { sites: sites.clone(), decided: Decided::Kind(WorkKind::Build) };
        let problem = plan.clone().target(rule, Scope::All, direction, limit).problem();
        let site = SiteIdx::from(1);
        let why = asked(&problem, &[WhyQuestion::Site(site)]);
        let [WhyAnswer::Site(own)] = &why.answers[..] else { panic!("one answer") };
        if limit < 3.0 {
            // Another work takes its place: nothing stands in the way.
            assert!(own.others.iter().all(|own| matches!(own.answer, Answer::Plan(_))));
            continue;
        }
        let Answer::Impossible(blocked) = &own.others[0].answer else { panic!("{own:?}") };
        let price = |obstacle: Obstacle| {
            let lifted = blocked.by.iter().find(|own| own.obstacle == obstacle).expect("named");
            lifted.plan.as_ref().expect("solved").price()
        };
        let [alone, whole] =
            [price(Obstacle::RuleAt(0, site)), price(Obstacle::One(Requirement::Target(0)))];
        assert_eq!((alone.yuan(), whole.yuan()), (-300_000, -500_000));
        let name = Obstacle::RuleAt(0, site).name(&problem);
        assert_eq!(name.english(), "what rule “target 1” demands of hall 1 (T1)");
        assert_eq!(name.chinese(), "规则“target 1”对hall 1（T1）的要求");
    }
}

/// A rule that allows so many of its sites at most: for one more of them the rule over its others stands in the way no more.
#[test]
fn what_a_rule_forbids_of_one_site_leaves_its_limit_to_the_others() {
    let mut plan = TinyPlan::new().tier("hall", 1000.0).town("T1").urban();
    for number in 0..3 {
        let at = 20_000.0 * f64::from(number);
        plan = plan.unit(&format!("U{number}"), at, f64::from(10 * (number + 1))).candidate(
            &format!("hall {number}"),
            at,
            "hall",
            100_000,
        );
    }
    let sites: Vec<SiteIdx> = [0, 1, 2].map(SiteIdx::from).to_vec();
    let rule = Measure::Sites { sites, decided: Decided::Stand };
    let problem = plan.target(rule, Scope::All, Direction::AtMost, 2.0).problem();
    let site = SiteIdx::from(0);
    let lifted = Obstacle::RuleAt(0, site).lifted(&problem).expect("a plan");
    let left = lifted.targets[0].ruled_sites().expect("a rule").to_vec();
    assert_eq!(left, [1, 2].map(SiteIdx::from));
    let Aim::Sited(aim) = &lifted.targets[0].aim else { panic!("sited") };
    assert_eq!(aim.limit.number(), 2.0);
    let why = asked(&problem, &[WhyQuestion::Site(site)]);
    let [WhyAnswer::Site(own)] = &why.answers[..] else { panic!("one answer") };
    // With it another has to go.
    let Answer::Plan(plan) = &own.others[0].answer else { panic!("{own:?}") };
    assert_eq!(plan.sites.len(), 2);
}

/// Stopped before it begins, a question has no answer, and says so.
#[test]
fn a_stopped_search_says_what_it_knows() {
    struct Stopped;
    impl yike::solve::Progress for Stopped {
        fn is_stopped(&self) -> bool {
            true
        }
    }
    let plan = TinyPlan::new().tier("hall", 1000.0).town("T1").urban().unit("U1", 0.0, 100.0);
    let problem =
        plan.candidate("left", -300.0, "hall", 500_000).funding("all", 1_000_000).problem();
    let arcs = Arcs::build(&problem);
    let limits = Limits::default().with_threads(2);
    let asked = [WhyQuestion::Unit(UnitIdx::from(0))];
    let told = why(&problem, &arcs, &limits, &asked, &Stopped).expect("no fault");
    assert!(!told.has_plan() && told.answers.is_empty());
    let told =
        worth(&problem, &arcs, &limits, &WorthRequest::default(), &Stopped).expect("no fault");
    let stopped = Status::StoppedWithoutPlan(yike::solve::Stop::Interrupted);
    assert_eq!(told.base.status, stopped);
    assert!(
        told.unlimited.is_empty()
            && told.rows.iter().flat_map(|row| &row.cells).all(|cell| cell.plan.status == stopped)
    );
}
