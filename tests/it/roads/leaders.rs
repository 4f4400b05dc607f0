//! Who may lead over roads, where one tier leads within minutes and another within metres.

use crate::common::answers::answer;
use crate::common::{TinyPlan, at};
use std::path::Path;
use std::sync::Arc;
use yike::domain::roads::{
    Mode, Passage, Profile, RoadClass, RoadNetwork, RoadNode, RoadParts, Way,
};
use yike::domain::{Choice, Layout, LonLat, Problem, Reach, SiteIdx, TravelMethod, WorkKind};
use yike::plan::lead;
use yike::read::read_plan;
use yike::travel::Arcs;
use yike::units::Seconds;

/// From 0 to 1,000 m east: a street straight on, 6 minutes by car, and a motor road round about of some 2 km, 2 minutes.
fn quick_and_short() -> RoadNetwork {
    let (start, end) = (at(0.0), at(1000.0));
    let aside = |metres_east: f64| {
        let there = at(metres_east);
        LonLat::new(there.lon_deg(), 0.0045).expect("near the equator")
    };
    let place = |at| RoadNode { at, height_m: None };
    let way = |class, refs| Way {
        class,
        passages: [Passage::default(); 4],
        speed_limit: None,
        duration: None,
        refs,
    };
    let parts = RoadParts {
        nodes: [start, end, aside(0.0), aside(1000.0)].map(place).to_vec(),
        refs: vec![0, 1, 0, 2, 3, 1],
        ways: vec![way(RoadClass::LivingStreet, 0..2), way(RoadClass::Primary, 2..6)],
        ..RoadParts::default()
    };
    RoadNetwork::new(parts).expect("a network")
}

/// `problem` by car over `network`.
fn over(problem: Problem, network: RoadNetwork) -> Problem {
    let plan = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/roads/small_plan.toml");
    let mut travel = read_plan(&plan).expect("a plan").problem.travel.clone();
    let TravelMethod::Roads(roads) = &mut travel else { panic!("a plan over roads") };
    roads.network = Arc::new(network);
    (roads.urban, roads.rural) = (Profile::of(Mode::Drive), Profile::of(Mode::Drive));
    let mut parts = problem.into_parts();
    parts.travel = travel;
    Problem::new(parts).expect("a plan")
}

fn plan(centre_leads_minutes: f64, hub_leads_m: f64) -> Problem {
    let within = Seconds::new(centre_leads_minutes * 60.0).expect("a time");
    let plan = TinyPlan::new()
        .tier("station", 1000.0)
        .tier("centre", 1000.0)
        .leads("station", None, None)
        .edit_tier(|tier| {
            tier.leads.as_mut().expect("leads").within = Some(Reach::Time(within));
        })
        .tier("hub", 1000.0)
        .leads("station", Some(hub_leads_m), None)
        .unit("village", 0.0, 10.0)
        .standing("led", 0.0, "station")
        .standing("leader", 1000.0, "centre")
        .work(WorkKind::Upgrade, "hub", 1);
    over(plan.problem(), quick_and_short())
}

/// Whether the station is led where the other site stays a centre, and where it becomes a hub.
fn is_led(problem: &Problem) -> [bool; 2] {
    let arcs = Arcs::build(problem);
    let mut choices = Layout::today(problem).choices;
    [Choice::Stay, Choice::Work(0)].map(|choice| {
        choices[SiteIdx::from(1)] = choice;
        lead(problem, &arcs, &choices)[SiteIdx::from(0)].is_some()
    })
}

#[test]
fn each_tier_leads_by_its_own_way() {
    // The centre within 3 minutes, by the quick way; the hub within 1,100 m, by the short one.
    assert_eq!(is_led(&plan(3.0, 1100.0)), [true, true]);
    assert_eq!(is_led(&plan(1.0, 1100.0)), [false, true]);
    assert_eq!(is_led(&plan(3.0, 900.0)), [true, false]);
}

#[test]
fn the_model_and_the_audit_take_the_same_ways() {
    // Led as it is, led after the upgrade alone, and not at all.
    for (minutes, metres, expected) in
        [(3.0, 900.0, Some(Choice::Stay)), (1.0, 1100.0, Some(Choice::Work(0))), (1.0, 900.0, None)]
    {
        let problem = plan(minutes, metres);
        let outcome = answer(&problem);
        let choice = outcome.layout.as_ref().map(|layout| layout.choices[SiteIdx::from(1)]);
        assert_eq!(choice, expected, "{minutes} min, {metres} m");
        let kept = outcome.audit.is_none_or(|audit| audit.violations.is_empty());
        assert!(kept, "{minutes} min, {metres} m");
    }
}
