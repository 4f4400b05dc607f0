//! How a village can be reached: the nearest sites, and the cheapest cover by the plan, by a longer reach and by a new site, are what all
//! layouts of small plans say.

use super::why::{agrees, asked, best_where, blocks_agree, is_as_it_is, small, tells_who};
use super::without::{mended, size};
use crate::common::draws::{Draw, draws};
use crate::common::layouts::{allowed, is_better};
use proptest::prelude::*;
use yike::domain::*;
use yike::inquiry::*;
use yike::plan;
use yike::travel::Arcs;

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

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(150), ..ProptestConfig::default() })]

    #[test]
    fn the_cheapest_cover_of_a_unit_is_the_best_layout_that_covers_it(draw in draws()) {
        units_agree(&draw)?;
    }
}
