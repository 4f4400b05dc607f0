//! Why and why not: with and without, who loses, the cheapest cover and the best value of a target are what all layouts of small
//! plans say.

use super::without::{mended, size};
use crate::common::draws::{Draw, draws};
use crate::common::layouts::{Allowed, allowed, is_better};
use crate::common::{TinyPlan, site_idx};
use proptest::prelude::*;
use yike::domain::*;
use yike::inquiry::*;
use yike::plan;
use yike::solve::{Limits, Silent, Status};
use yike::travel::Arcs;

fn asked(problem: &Problem, questions: &[WhyQuestion]) -> Why {
    let arcs = Arcs::build(problem);
    let limits = Limits::default().with_threads(1);
    why(problem, &arcs, &limits, questions, &Silent).expect("the solver and the audit agree")
}

/// The best values of those for which `counts` holds, in the plan's order, each to be made small.
fn best_where(
    problem: &Problem,
    arcs: &Arcs,
    all: &[Allowed],
    counts: impl Fn(&Allowed) -> bool,
) -> Option<Vec<f64>> {
    let values = all.iter().filter(|own| counts(own)).map(|own| own.values(problem, arcs));
    values.reduce(|best, own| if is_better(&own, &best) { own } else { best })
}

fn small(stage: Stage, value: f64) -> f64 {
    if stage == Stage::Coverage { -value } else { value }
}

/// The answer is what all layouts say: `wanted` are the best values, none where no layout is as asked.
fn agrees(
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
fn tells_who(
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
fn is_as_it_is(
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
fn blocks_agree(
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

fn units_agree(draw: &Draw) -> Result<(), TestCaseError> {
    // Which of several best services people get where places are limited is settled by the solver alone.
    let draw = Draw { capacity: None, ..draw.clone() };
    let problem = draw.plan().problem();
    let arcs = Arcs::build(&problem);
    let all = allowed(&problem, &arcs);
    let questions: Vec<WhyQuestion> = problem.units.keys().map(WhyQuestion::Unit).collect();
    let why = asked(&problem, &questions);
    let Some(best) = &why.best.decided else { return Ok(()) };
    for answer in &why.answers {
        let WhyAnswer::Unit(own) = answer else { panic!("asked about units") };
        for at in &own.tiers {
            let covers = |audit: &plan::Audit| {
                plan::covered_share(&audit.assignment, own.unit, at.tier) > 1.0 - 1e-9
            };
            prop_assert_eq!(at.ways.is_empty(), covers(&best.audit));
            nearest_agree(&problem, own.unit, at, &best.layout)?;
            for way in at.ways.iter().filter(|way| way.way == Way::WithinPlan) {
                let wanted = best_where(&problem, &arcs, &all, |own| covers(&own.audit));
                agrees(&problem, best, &way.answer, wanted, |found| covers(&found.audit))?;
                blocks_agree(&problem, &way.answer, |found| covers(&found.audit), None)?;
            }
            if at.possible.is_none_or(|own| own.beyond.is_some()) && !at.ways.is_empty() {
                let way = at.ways.iter().find(|way| way.way == Way::NewSite);
                new_site_agrees(&problem, best, (own.unit, at.tier), way)?;
            }
            for way in at.ways.iter().filter(|way| way.way == Way::LongerReach) {
                let mut parts = problem.clone().into_parts();
                let tier = &mut parts.tiers[at.tier];
                match problem.units[own.unit].setting {
                    Setting::Urban => tier.reach_urban = way.reach,
                    Setting::Rural => tier.reach_rural = way.reach,
                }
                let longer = Problem::new(parts).expect("a plan");
                let arcs = Arcs::build(&longer);
                let all = allowed(&longer, &arcs);
                let wanted = best_where(&longer, &arcs, &all, |own| covers(&own.audit));
                match (&way.answer, wanted) {
                    (Answer::Impossible(_), None) => {}
                    (Answer::Plan(plan), Some(wanted)) => {
                        prop_assert!(covers(&plan.other.audit));
                        let values: Vec<f64> = plan
                            .aims
                            .iter()
                            .map(|aim| small(aim.stage, aim.after.value.expect("a value")))
                            .collect();
                        prop_assert!(!is_better(&values, &wanted) && !is_better(&wanted, &values));
                        // Before, nobody is covered whom only the longer reach takes in.
                        tells_who(&longer, best, plan)?;
                        is_as_it_is(&problem, best, plan)?;
                    }
                    (answer, wanted) => prop_assert!(false, "{answer:?} {wanted:?}"),
                }
            }
        }
    }
    Ok(())
}

/// A new site in the village costs what the cheapest such work does, and the plan with it is the best of all its layouts that cover
/// the village.
fn new_site_agrees(
    problem: &Problem,
    best: &yike::solve::AuditedLayout,
    (unit, tier): (UnitIdx, TierIdx),
    way: Option<&WayTried>,
) -> Result<(), TestCaseError> {
    let works = problem.sites.iter().flat_map(|site| {
        let builds = site.works.iter().filter(|work| work.kind == WorkKind::Build);
        builds.filter(|work| site.states[usize::from(work.to)].tier == Some(tier))
    });
    let cheapest = works.map(|work| work.cost).min();
    prop_assert_eq!(way.and_then(|way| way.cost), cheapest);
    let (Some(way), Some(cost)) = (way, cheapest) else { return Ok(()) };
    let wider = mended(problem, &[Concession::NewSite { tier, unit, cost }]);
    if size(&wider) > 1_000 {
        return Ok(());
    }
    let arcs = Arcs::build(&wider);
    let all = allowed(&wider, &arcs);
    let covers =
        |audit: &plan::Audit| plan::covered_share(&audit.assignment, unit, tier) > 1.0 - 1e-9;
    let wanted = best_where(&wider, &arcs, &all, |own| covers(&own.audit));
    match (&way.answer, wanted) {
        (Answer::Impossible(_), None) => {
            blocks_agree(&wider, &way.answer, |found| covers(&found.audit), None)?;
        }
        (Answer::Plan(plan), Some(wanted)) => {
            prop_assert!(covers(&plan.other.audit));
            let value = |aim: &AimChange| small(aim.stage, aim.after.value.expect("proved"));
            let values: Vec<f64> = plan.aims.iter().map(value).collect();
            prop_assert!(
                !is_better(&values, &wanted) && !is_better(&wanted, &values),
                "{values:?} {wanted:?}"
            );
            prop_assert_eq!(plan.price(), plan.other.audit.cost - best.audit.cost);
            // The new site is none of the plan's, whose sites it names.
            prop_assert!(plan.sites.iter().all(|own| usize::from(own.site) < problem.sites.len()));
        }
        (answer, wanted) => prop_assert!(false, "{answer:?}, but all layouts say {wanted:?}"),
    }
    Ok(())
}

/// The nearest sites, and by how much they are too far, measured on the line on which everything lies.
fn nearest_agree(
    problem: &Problem,
    unit: UnitIdx,
    at: &TierAnswer,
    best: &Layout,
) -> Result<(), TestCaseError> {
    let metres = |at: LonLat| at.lon_deg().to_radians() * 6_378_137.0;
    let from = metres(problem.units[unit].at);
    let nearest = |serves: &dyn Fn(SiteIdx) -> bool| {
        let sites = problem.sites.iter_enumerated().filter(|(site, _)| serves(*site));
        sites.map(|(_, site)| (metres(site.at) - from).abs()).reduce(f64::min)
    };
    let serves = |site: SiteIdx, choice| problem.serves(&problem.sites[site], choice, at.tier);
    let standing = nearest(&|site| serves(site, best.choices[site]));
    let possible =
        nearest(&|site| problem.sites[site].choices().any(|choice| serves(site, choice)));
    let Reach::Distance(reach) = at.reach else { panic!("reaches are distances here") };
    for (told, wanted) in [(at.standing, standing), (at.possible, possible)] {
        prop_assert_eq!(told.is_some(), wanted.is_some());
        if let (Some(told), Some(wanted)) = (told, wanted) {
            prop_assert!((told.arc.distance.metres() - wanted).abs() < 0.01);
            // Everybody walks a metre a second.
            let beyond = told.beyond.map_or(0.0, |own| own.distance.metres());
            prop_assert!((told.beyond.map_or(0.0, |own| own.time.seconds()) - beyond).abs() < 0.01);
            prop_assert!((beyond - (wanted - reach.metres()).max(0.0)).abs() < 0.01);
        }
    }
    Ok(())
}

/// Whom no layout covers, and how far the nearest site is: everything lies on a line.
fn unreached_agree(
    problem: &Problem,
    aim: &SitedAim,
    told: &[Unreached],
) -> Result<(), TestCaseError> {
    let metres = |at: LonLat| at.lon_deg().to_radians() * 6_378_137.0;
    let mut wanted = 0;
    for (unit, data) in problem.units.iter_enumerated() {
        for (tier, own) in problem.tiers.iter_enumerated() {
            let Measure::Coverage { tiers, group } = &aim.measure else { continue };
            let counts = match aim.scope {
                Scope::Setting(setting) => setting == data.setting,
                Scope::Town(town) => town == data.town,
                _ => true,
            };
            let people = data.people_of(*group);
            let Some(Reach::Distance(reach)) = own.reach(data.setting) else { continue };
            let is_asked = counts && people > 0.0 && (tiers.is_empty() || tiers.contains(&tier));
            if aim.direction == Direction::AtMost || !is_asked {
                continue;
            }
            let sites = problem
                .sites
                .iter()
                .filter(|site| site.choices().any(|choice| problem.serves(site, choice, tier)));
            let nearest = sites.map(|site| (metres(site.at) - metres(data.at)).abs());
            let nearest = nearest.reduce(f64::min);
            if nearest.is_some_and(|nearest| nearest <= reach.metres()) {
                continue;
            }
            wanted += 1;
            let found = told.iter().find(|own| (own.tier, own.unit) == (tier, unit));
            let found = found.expect("told");
            prop_assert_eq!(found.people.number(), people);
            prop_assert_eq!(found.within, Reach::Distance(reach));
            let way = found.nearest.map(|own| own.arc.distance.metres());
            prop_assert_eq!(way.is_some(), nearest.is_some());
            prop_assert!((way.unwrap_or_default() - nearest.unwrap_or_default()).abs() < 0.01);
            let beyond = found.nearest.map(|own| own.beyond.expect("too far").distance.metres());
            let least = nearest.map_or(0.0, |nearest| nearest - reach.metres());
            prop_assert!((beyond.unwrap_or_default() - least).abs() < 0.01);
        }
    }
    prop_assert_eq!(told.len(), wanted);
    prop_assert!(told.is_sorted_by(|a, b| a.people.number() >= b.people.number()));
    Ok(())
}

fn targets_agree(draw: &Draw) -> Result<(), TestCaseError> {
    let problem = draw.plan().problem();
    let arcs = Arcs::build(&problem);
    let all = allowed(&problem, &arcs);
    let questions: Vec<WhyQuestion> = (0..problem.targets.len()).map(WhyQuestion::Target).collect();
    let why = asked(&problem, &questions);
    let Some(best) = &why.best.decided else { return Ok(()) };
    for answer in &why.answers {
        let WhyAnswer::Target(own) = answer else { panic!("asked about targets") };
        let target = &problem.targets[own.target];
        let Aim::Sited(aim) = &target.aim else { panic!("sited") };
        prop_assert_eq!(own.reached, best.audit.targets[own.target].reached);
        let sign = if aim.direction == Direction::AtLeast { 1.0 } else { -1.0 };
        if let (Some(slack), Some(reached)) = (own.slack, own.reached) {
            prop_assert!((slack - sign * (reached - aim.limit.number())).abs() < 1e-9);
        }
        unreached_agree(&problem, aim, &own.unreached)?;
        // What sources pay is not settled by the choices alone.
        if matches!(aim.measure, Measure::FundingShare { .. }) || draw.capacity.is_some() {
            continue;
        }
        let reached = |own_layout: &Allowed| own_layout.audit.targets[own.target].reached;
        let greatest = all.iter().filter_map(reached).map(|value| value * sign).reduce(f64::max);
        if let (Some(found), Some(greatest)) = (&own.best, greatest) {
            let near = 2e-5 * greatest.abs().max(1.0);
            let (value, bound) = (found.value * sign, found.bound.expect("proved") * sign);
            prop_assert!(found.proved);
            prop_assert!(
                (value - greatest).abs() <= near,
                "{:?} {value}, best {greatest}",
                aim.measure
            );
            prop_assert!(
                bound >= greatest - near && bound <= greatest + near,
                "{bound} {greatest}"
            );
            prop_assert_eq!(found.plan.audit.targets[own.target].reached, Some(found.value));
            let reaches = Obstacle::reaches_of(&problem, aim);
            for obstacle in Obstacle::of_plan(&problem).into_iter().chain(reaches) {
                if obstacle == Obstacle::One(Requirement::Target(own.target)) {
                    continue;
                }
                let lifted = obstacle.lifted(&problem).expect("a plan");
                let arcs = Arcs::build(&lifted);
                let better = allowed(&lifted, &arcs)
                    .iter()
                    .filter_map(reached)
                    .any(|value| value * sign > greatest + near);
                prop_assert!(
                    own.bound_by.contains(&obstacle) == better,
                    "{obstacle:?} {better} {greatest}"
                );
            }
        }
        let mut parts = problem.clone().into_parts();
        let lifted = &mut parts.targets[own.target];
        (lifted.kind, lifted.weight) = (TargetKind::Expected, 0.0);
        let without = Problem::new(parts).expect("a plan");
        let all = allowed(&without, &arcs);
        let wanted = best_where(&without, &arcs, &all, |_| true);
        agrees(&without, best, own.without.as_ref().expect("sited"), wanted, |_| true)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(150), ..ProptestConfig::default() })]

    #[test]
    fn a_plan_with_or_without_a_site_is_the_best_such_layout(draw in draws()) {
        sites_agree(&draw)?;
    }

    #[test]
    fn the_cheapest_cover_of_a_unit_is_the_best_layout_that_covers_it(draw in draws()) {
        units_agree(&draw)?;
    }

    #[test]
    fn answers_within_a_gap_keep_it(draw in draws(), gap in prop_oneof![Just(0.02), Just(0.2)]) {
        gap_is_kept(&draw, gap)?;
    }

    #[test]
    fn the_best_value_of_a_target_is_the_greatest_of_all_layouts(draw in draws()) {
        targets_agree(&draw)?;
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

/// A plan that saves money covers nobody; the most that its target could have is proved, and what keeps it from more is the reach
/// alone, with whom no site reaches.
#[test]
fn the_best_value_of_a_target_is_proved_where_the_plan_has_less() {
    let plan = TinyPlan::new()
        .tier("station", 1000.0)
        .unit("near", 0.0, 100.0)
        .unit("far", 50_000.0, 40.0)
        .candidate("hall", 500.0, "station", 300_000);
    let station = plan.tier_idx("station");
    let coverage = Measure::Coverage { tiers: vec![station], group: GroupIdx::from(0) };
    let problem = plan
        .target(coverage, Scope::All, Direction::AtLeast, 1.0)
        .edit(|parts| {
            parts.targets[0].kind = TargetKind::Expected;
            parts.objective.order = vec![Stage::Money, Stage::Coverage];
        })
        .problem();
    let why = asked(&problem, &[WhyQuestion::Target(0)]);
    let [WhyAnswer::Target(own)] = &why.answers[..] else { panic!("one answer") };
    assert_eq!((own.reached, own.slack), (Some(0.0), Some(-1.0)));
    let best = own.best.as_ref().expect("it has a value");
    assert!((best.value - 100.0 / 140.0).abs() < 1e-9 && best.proved, "{best:?}");
    assert!((best.bound.expect("proved") - best.value).abs() < 1e-9);
    let reach = Obstacle::One(Requirement::Reach(station, Setting::Urban));
    assert_eq!(own.bound_by, [reach]);
    let [far] = &own.unreached[..] else { panic!("{:?}", own.unreached) };
    assert_eq!((far.unit, far.people.number()), (UnitIdx::from(1), 40.0));
    let nearest = far.nearest.expect("the hall");
    assert!((nearest.arc.distance.metres() - 49_500.0).abs() < 0.01);
    assert!((nearest.beyond.expect("too far").distance.metres() - 48_500.0).abs() < 0.01);
}

/// Within a gap the first aim is no farther from the best than it says, and its bound holds.
fn gap_is_kept(draw: &Draw, gap: f64) -> Result<(), TestCaseError> {
    let problem = draw.plan().problem();
    let arcs = Arcs::build(&problem);
    let all = allowed(&problem, &arcs);
    let share = yike::units::Share::new(gap).expect("a share");
    let limits = Limits::default().with_threads(1).with_gap(share);
    let questions: Vec<WhyQuestion> = problem.sites.keys().map(WhyQuestion::Site).collect();
    let why = why(&problem, &arcs, &limits, &questions, &Silent).expect("solved");
    let Some(best) = &why.best.decided else {
        prop_assert!(all.is_empty());
        return Ok(());
    };
    prop_assert!(best.audit.violations.is_empty());
    for answer in &why.answers {
        let WhyAnswer::Site(own) = answer else { panic!("asked about sites") };
        let site = &problem.sites[own.site];
        for other in &own.others {
            let is_met = |choice| other.wish.is_met(site, own.decided, choice);
            let wanted = best_where(&problem, &arcs, &all, |own_layout| {
                is_met(own_layout.layout.choices[own.site])
            });
            match (&other.answer, wanted) {
                (Answer::Impossible(_), None) => {}
                (Answer::Plan(plan), Some(wanted)) => {
                    prop_assert!(matches!(plan.status, Status::Proved | Status::ProvedToGap));
                    prop_assert!(is_met(plan.other.layout.choices[own.site]));
                    let first = &plan.aims[0];
                    let value = small(first.stage, first.after.value.expect("a value"));
                    let bound = small(first.stage, first.after.bound.expect("a bound"));
                    let near = 1e-6 * wanted[0].abs().max(1.0);
                    prop_assert!(bound <= wanted[0] + near && wanted[0] <= value + near);
                    // Shortfalls are kept to the gap as shares of a whole.
                    let whole =
                        value.abs().max(if first.stage == Stage::Shortfall { 1.0 } else { 0.0 });
                    prop_assert!(value - wanted[0] <= gap * whole + near, "{value} {wanted:?}");
                    if plan.status == Status::Proved {
                        prop_assert!((value - wanted[0]).abs() <= near);
                    }
                }
                (answer, wanted) => {
                    prop_assert!(false, "{answer:?}, but all layouts say {wanted:?}")
                }
            }
        }
    }
    Ok(())
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
