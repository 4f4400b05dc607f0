//! What binds a target: its best value, what keeps it from more and whom no site reaches are what all layouts of small plans say.

use super::why::{agrees, asked, best_where};
use crate::common::TinyPlan;
use crate::common::draws::{Draw, draws};
use crate::common::layouts::{Allowed, allowed};
use proptest::prelude::*;
use yike::domain::*;
use yike::inquiry::*;
use yike::travel::Arcs;

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

/// What one facility or square metre more adds to the measure where fewest live, where that is more than 1.
fn one_more(problem: &Problem, measure: &Measure) -> f64 {
    let people = |unit: &DemandUnit| match measure {
        Measure::FacilitiesPer1000 { group, .. } => unit.people_of(*group),
        Measure::FloorAreaPer1000 { .. } => unit.residents.number(),
        _ => 1000.0,
    };
    let of_town = |town| problem.units.iter().filter(move |own| own.town == town).map(people).sum();
    let fewest = problem.towns.keys().map(of_town).filter(|&people: &f64| people > 0.0);
    1000.0 / fewest.fold(1000.0, f64::min)
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
            let near = 2e-5 * greatest.abs().max(one_more(&problem, &aim.measure));
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
    fn the_best_value_of_a_target_is_the_greatest_of_all_layouts(draw in draws()) {
        targets_agree(&draw)?;
    }
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
