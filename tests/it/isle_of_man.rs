//! The whole way on a real network: the files of `data/isle-of-man`, travel over their roads, and the plan.

use std::collections::BTreeSet;
use std::path::Path;
use yike::domain::{Origin, Problem, Setting, TierIdx};
use yike::read::read_plan;
use yike::travel::Arcs;
use yike::travel::roads::Fate;

fn island() -> Problem {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/isle-of-man/plan.toml");
    let plan = read_plan(&path).expect("the plan is clean");
    assert!(plan.warnings.is_empty(), "{:?}", plan.warnings);
    plan.problem
}

#[test]
fn the_island_is_planned_over_its_roads() {
    let problem = island();
    the_layers_say_what_they_are(&problem);
    let arcs = Arcs::build(&problem);
    nobody_travels_faster_than_the_roads_allow(&problem, &arcs);
    the_calf_of_man_is_cut_off(&problem, &arcs);
    #[cfg(feature = "highs")]
    the_plan_is_proved(&problem, &arcs);
}

fn the_layers_say_what_they_are(problem: &Problem) {
    let sizes = [problem.towns.len(), problem.units.len(), problem.sites.len()];
    assert_eq!(sizes, [24, 334, 179]);
    let people: f64 = problem.units.iter().map(|unit| unit.residents.number()).sum();
    assert_eq!(people, 75_049.0, "as OpenStreetMap has it");
    let units = problem.units.iter();
    assert!(units.clone().all(|unit| unit.provenance.figures == Origin::Modelled));
    let ids: BTreeSet<&str> = units.map(|unit| unit.id.as_str()).collect();
    assert_eq!(ids.len(), 334);
}

/// Walkers at 4 km/h; drivers at no more than 90 km/h.
fn nobody_travels_faster_than_the_roads_allow(problem: &Problem, arcs: &Arcs) {
    let centre = TierIdx::from(0);
    let mut seen = [0, 0];
    for (index, unit) in problem.units.iter_enumerated() {
        for arc in arcs.within_reach(centre, index) {
            let km_h = arc.distance.metres() / 1000.0 / arc.time.minutes().max(1e-9) * 60.0;
            let most = match unit.setting {
                Setting::Urban => 4.001,
                Setting::Rural => 90.001,
            };
            assert!(km_h <= most, "{}: {km_h}", unit.id);
            seen[usize::from(unit.setting == Setting::Rural)] += 1;
        }
    }
    assert!(seen[0] > 500 && seen[1] > 1000, "{seen:?}");
}

/// An islet without a bridge or a candidate.
fn the_calf_of_man_is_cut_off(problem: &Problem, arcs: &Arcs) {
    let report = arcs.network().expect("travel is over roads");
    let named = |fate: Fate| -> Vec<&str> {
        let points = problem.units.iter().zip(&report.demand);
        let points = points.filter(|(_, point)| point.fate == fate);
        points.map(|(unit, _)| unit.id.as_str()).collect()
    };
    assert_eq!(named(Fate::OffRoad), ["rushen-e07-n05", "rushen-e08-n06"]);
    assert!(named(Fate::Stranded).is_empty());
}

#[cfg(feature = "highs")]
fn the_plan_is_proved(problem: &Problem, arcs: &Arcs) {
    use yike::solve::{Limits, Silent, Status, solve};

    let limits = Limits::default().with_threads(1);
    let outcome = solve(problem, arcs, &limits, &Silent).expect("solver and audit agree");
    assert_eq!(outcome.status, Status::Proved);
    let values: Vec<String> =
        outcome.stages.iter().map(|stage| format!("{:.1}", stage.value.expect("proved"))).collect();
    assert_eq!(values, ["0.0", "31536.8", "35950000.0", "50117.8"]);
}
