//! The aims about the worst off against every layout of small plans, their values told by code of the test's own.
#![cfg(feature = "highs")]

use crate::common::draws::{Draw, draws};
use crate::common::program::Workplace;
use proptest::prelude::*;
use typed_index_collections::TiVec;
use yike::domain::location::Sense;
use yike::domain::*;
use yike::plan::{self, Assignment};
use yike::solve::{Limits, Silent, SolveError, Status, compromise, solve};
use yike::travel::Arcs;

/// A person counts once at each tier, unserved at the end of the reach.
fn ways(draw: &Draw, problem: &Problem, assignment: &Assignment) -> Vec<(f64, f64)> {
    let mut ways = Vec::new();
    for (tier, units) in assignment.iter_enumerated() {
        let end_m = f64::from(draw.reach[2 - usize::from(tier)]) * 100.0 + 0.25;
        for (unit, services) in units.iter_enumerated() {
            let people = problem.units[unit].people_of(0.into());
            let served: f64 = services.iter().map(|own| own.share).sum();
            let way = |own: &plan::Service| (own.distance.metres() / 1000.0, own.share * people);
            ways.extend(services.iter().map(way));
            ways.push((end_m / 1000.0, (1.0 - served).max(0.0) * people));
        }
    }
    ways.retain(|own| own.1 > 1e-7);
    ways
}

/// The value of an aim, to be made small.
fn value(
    draw: &Draw,
    problem: &Problem,
    arcs: &Arcs,
    (layout, assignment): (&Layout, &Assignment),
    stage: Stage,
) -> f64 {
    let own = ways(draw, problem, assignment);
    let sum = |of: &dyn Fn(f64) -> f64| own.iter().map(|own| own.1 * of(own.0)).sum::<f64>();
    let people = sum(&|_| 1.0);
    let by_definition = match stage {
        Stage::WorstTown => {
            let share_of = |town: TownIdx| {
                let (mut covered, mut all) = (0.0, 0.0);
                for (unit, own) in problem.units.iter_enumerated().filter(|own| own.1.town == town)
                {
                    for tier in problem.tiers.keys() {
                        all += own.people_of(0.into());
                        let services = &assignment[tier][unit];
                        let served: f64 = services.iter().map(|own| own.share).sum();
                        covered += own.people_of(0.into()) * served;
                    }
                }
                if all > 0.0 { covered / all } else { 1.0 }
            };
            problem.towns.keys().map(share_of).fold(1.0, f64::min)
        }
        Stage::WorstDecile if people > 0.0 => {
            let beyond = |t: f64| t + sum(&|km| (km - t).max(0.0)) / (0.1 * people);
            own.iter().map(|own| beyond(own.0)).fold(f64::INFINITY, f64::min)
        }
        Stage::KolmPollak if people > 0.0 => {
            let today = ways(draw, problem, &plan::assigned_today(problem, arcs));
            let power =
                |exponent: i32| today.iter().map(|own| own.1 * own.0.powi(exponent)).sum::<f64>();
            let ends = || {
                let nobody = problem.tiers.iter().map(|_| vec![vec![]; problem.units.len()].into());
                ways(draw, problem, &nobody.collect())
            };
            let (values, squares) = match power(2) > 0.0 {
                true => (power(1), power(2)),
                false => {
                    let sum = |exponent: i32| {
                        ends().iter().map(|own| own.1 * own.0.powi(exponent)).sum::<f64>()
                    };
                    (sum(1), sum(2))
                }
            };
            let aversion = values / squares;
            (sum(&|km| (aversion * km).exp()) / people).ln() / aversion
        }
        Stage::WorstDecile | Stage::KolmPollak => 0.0,
        other => plan::stage_value(problem, arcs, layout, assignment, other),
    };
    let audited = plan::stage_value(problem, arcs, layout, assignment, stage);
    assert!(
        (audited - by_definition).abs() <= 1e-9 * audited.abs().max(1.0),
        "{stage}: {audited} {by_definition}"
    );
    if stage.sense() == Sense::Maximise { -audited } else { audited }
}

/// The values of every layout that keeps the rules.
fn all_values(draw: &Draw, problem: &Problem, arcs: &Arcs) -> Vec<Vec<f64>> {
    let options: Vec<Vec<Choice>> =
        problem.sites.iter().map(|site| site.choices().collect()).collect();
    let mut all = Vec::new();
    let mut position = vec![0; options.len()];
    if options.iter().any(Vec::is_empty) {
        return all;
    }
    loop {
        let chosen = position.iter().zip(&options);
        let choices: TiVec<SiteIdx, Choice> = chosen.map(|(&at, options)| options[at]).collect();
        let layout = plan::complete(problem, arcs, StatedLayout::new(choices));
        let audit = plan::audit(problem, arcs, &layout);
        if audit.violations.is_empty() {
            let of =
                |&stage: &Stage| value(draw, problem, arcs, (&layout, &audit.assignment), stage);
            all.push(problem.objective.order.iter().map(of).collect());
        }
        let Some(next) = (0..options.len()).find(|&at| position[at] + 1 < options[at].len()) else {
            return all;
        };
        position[next] += 1;
        position[..next].fill(0);
    }
}

/// The best, aim by aim.
fn best(all: &[Vec<f64>]) -> Option<&Vec<f64>> {
    let is_better = |a: &[f64], b: &[f64]| {
        let differ = |(a, b): &(&f64, &f64)| (*a - *b).abs() > 1e-6 * b.abs().max(1.0);
        a.iter().zip(b).find(differ).is_some_and(|(a, b)| a < b)
    };
    all.iter().reduce(|best, own| if is_better(own, best) { own } else { best })
}

/// Whether two layouts differ in a way by less than what solvers tell apart when a later aim is followed: some centimetres.
fn is_close(order: &[Stage], all: &[Vec<f64>]) -> bool {
    let of_ways = order.iter().enumerate().filter(|(_, stage)| stage.counts_ways());
    of_ways.map(|(at, _)| at).any(|at| {
        let mut values: Vec<f64> = all.iter().map(|own| own[at]).collect();
        values.sort_by(f64::total_cmp);
        values.windows(2).any(|pair| {
            let apart = (pair[1] - pair[0]) / pair[1].abs().max(1.0);
            apart > 1e-8 && apart < 3e-4
        })
    })
}

const ORDERS: [&[Stage]; 7] = [
    &[Stage::WorstTown, Stage::Money],
    &[Stage::WorstDecile, Stage::Money],
    &[Stage::KolmPollak, Stage::Money],
    &[Stage::Coverage, Stage::KolmPollak, Stage::Money],
    &[Stage::Shortfall, Stage::Coverage, Stage::WorstDecile, Stage::Travel],
    &[Stage::Money, Stage::WorstTown, Stage::KolmPollak],
    &[Stage::WorstTown, Stage::Travel, Stage::WorstDecile],
];

fn planned(draw: &Draw, order: &[Stage]) -> Problem {
    draw.plan().edit(|parts| parts.objective.order = order.to_vec()).problem()
}

fn is_found(draw: &Draw, order: &[Stage]) -> Result<(), TestCaseError> {
    let problem = planned(draw, order);
    let arcs = Arcs::build(&problem);
    let outcome = solve(&problem, &arcs, &Limits::default().with_threads(1), &Silent)
        .expect("the solver and the audit agree");
    let all = all_values(draw, &problem, &arcs);
    let Some(best) = best(&all) else {
        prop_assert_eq!(outcome.status, Status::Infeasible);
        return Ok(());
    };
    if is_close(order, &all) {
        let first = outcome.stages[0].gap;
        prop_assert!(first.is_some_and(|gap| gap < 1e-4), "{:?}", outcome.stages);
        return Ok(());
    }
    prop_assert!(outcome.status == Status::Proved, "{:?}", outcome.stages);
    for (report, best) in outcome.stages.iter().zip(best) {
        let value = report.value.expect("a proved stage has a value");
        let value = if report.stage.sense() == Sense::Maximise { -value } else { value };
        prop_assert!(
            (value - best).abs() <= 1e-6 * best.abs().max(1.0),
            "{:?}: solver {value}, best {best}",
            report.stage
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(300), ..ProptestConfig::default() })]

    #[test]
    fn the_best_for_the_worst_off_is_found(draw in draws(), order in 0..ORDERS.len()) {
        is_found(&Draw { capacity: None, ..draw }, ORDERS[order])?;
    }

    /// Where places are limited, who has one is shared out for the aim: no layout shared out otherwise is better.
    #[test]
    fn limited_places_serve_the_aim(draw in draws(), aim in 0..2usize) {
        let aim = [Stage::WorstTown, Stage::KolmPollak][aim];
        let problem = planned(&draw, &[aim, Stage::Coverage]);
        let arcs = Arcs::build(&problem);
        let outcome = solve(&problem, &arcs, &Limits::default().with_threads(1), &Silent)
            .expect("the solver and the audit agree");
        if let Some(best) = best(&all_values(&draw, &problem, &arcs)) {
            let value = outcome.stages[0].value.expect("a plan");
            let value = if aim.sense() == Sense::Maximise { -value } else { value };
            prop_assert!(value <= best[0] + 1e-5 * best[0].abs().max(1.0), "{aim}: {value} {best:?}");
            prop_assert!(outcome.stages[0].gap.is_some_and(|gap| gap < 1e-4), "{:?}", outcome.stages);
        }
    }
}

/// From the plan file to the files of a run and back, which `yike verify` computes again.
#[test]
fn a_run_says_what_the_worst_off_get() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let plan = place.read("plan.toml");
    let order = plan.lines().find(|line| line.starts_with("order")).expect("the stages");
    let worst_off =
        "order = [\"worst-town\", \"worst-decile\", \"kolm-pollak\", \"coverage\", \"money\"]";
    place.edit("plan.toml", order, worst_off);
    let ran = place.run(&["solve", "plan.toml", "--out", "out", "--json"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    let json = ran.json();
    let stages = json["stages"].as_array().expect("stages");
    let values: Vec<(&str, f64)> = stages
        .iter()
        .map(|own| {
            (own["stage"].as_str().expect("a word"), own["value"].as_f64().expect("a value"))
        })
        .collect();
    let all = &json["inequality"][0];
    assert_eq!(all["tier"], serde_json::Value::Null);
    for (word, name) in [("worst-decile", "worst"), ("kolm-pollak", "equivalent")] {
        let value = values.iter().find(|own| own.0 == word).expect("a stage").1;
        let row = all[name].as_f64().expect("a figure");
        assert!((value - row).abs() < 1e-8, "{word}: {value} {row}");
    }
    assert!((0.0..=1.0).contains(&values[0].1), "{values:?}");
    for (file, words) in [
        ("out/summary.md", ["greatest coverage of the worst-served town", "Kolm-Pollak"]),
        ("out/summary.zh.md", ["覆盖最差镇街的覆盖率最高", "均等分布等价值"]),
    ] {
        let text = place.read(file);
        assert!(words.iter().all(|word| text.contains(word)), "{text}");
    }
    let sweep = "[sweep]\n\n[[vary]]\nparameter = \"funding.district.amount\"\n\
                 values = [\"1_000_000 yuan\", \"2_000_000 yuan\"]\n";
    place.write("sweep.toml", sweep);
    let swept = place.run(&["sweep", "plan.toml", "--sweep", "sweep.toml", "--out", "swept"]);
    assert_eq!(swept.exit, 0, "{}", swept.stderr);
    let head = place.read("swept/scenarios.csv");
    for name in ["worst_town_share", "worst_decile_km_bound", "kolm_pollak_km_gap"] {
        assert!(head.lines().next().is_some_and(|head| head.contains(name)), "{head}");
    }
}

/// Every period's folder has the tables; the Kolm-Pollak equivalent is refused there.
#[test]
fn periods_have_the_tables_too() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    place.over_two_periods();
    let ran = place.run(&["solve", "plan.toml", "--out", "out", "--formats", "csv"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    let folders = place.names("out").into_iter().filter(|name| name.parse::<i32>().is_ok());
    let folders: Vec<String> = folders.collect();
    assert_eq!(folders.len(), 2, "{folders:?}");
    for folder in folders {
        for table in ["fairness", "access_by_place"] {
            let rows = place.read(&format!("out/{folder}/{table}.csv"));
            assert!(rows.lines().count() > 1, "{rows}");
        }
    }
}

/// The worst-off tenth is no linear aim where places are limited: refused, and said what can be asked.
#[test]
fn the_worst_off_tenth_needs_open_places() {
    let draw = Draw {
        units: vec![(0, 10, false)],
        sites: vec![(1, 1, 1, 6)],
        reach: [5, 5, 5],
        budget: None,
        at_most_led: None,
        targets: vec![],
        order: 0,
        capacity: Some(10),
    };
    let plan = draw.plan().edit(|parts| {
        parts.objective.order = vec![Stage::Coverage, Stage::WorstDecile];
    });
    let refused = plan.refused();
    assert!(refused.to_string().contains("kolm-pollak"), "{refused}");
}

/// Two plans side by side: who comes first shows in the ways of the worst off.
#[test]
fn a_comparison_shows_both_distributions() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    assert_eq!(place.run(&["solve", "plan.toml", "--out", "a"]).exit, 0);
    place.edit("plan.toml", "\"2_000_000 yuan\"", "\"400_000 yuan\"");
    assert_eq!(place.run(&["solve", "plan.toml", "--out", "b"]).exit, 0);
    let compared = place.run(&["diff", "a", "b", "--out", "diff", "--json"]);
    let [a, b] = ["a", "b"].map(|run| -> serde_json::Value {
        serde_json::from_str(&place.read(&format!("{run}/plan.json"))).expect("a record")
    });
    let row = &compared.json()["inequality"][0];
    for (name, of) in [("mean", "mean"), ("worst", "worst"), ("equivalent", "equivalent")] {
        assert_eq!(row[format!("{name}_a")], a["inequality"][0][of]);
        assert_eq!(row[format!("{name}_b")], b["inequality"][0][of]);
    }
    assert_ne!(row["mean_a"], row["mean_b"]);
    assert!(place.read("diff/diff.html").contains("公平性"));
}

/// A frontier of a plan with limited places refuses that axis, in the library and in the program.
#[test]
fn limited_places_have_no_frontier_of_the_worst_off_tenth() {
    let place = Workplace::with("tests/fixtures/good");
    let words = ["frontier", "plan.toml", "--against", "worst-decile", "--points", "2"];
    let ran = place.run(&words);
    assert_eq!(ran.exit, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("kolm-pollak"), "{}", ran.stderr);
    let problem = yike::read::read_plan(&place.path("plan.toml")).expect("a sound plan").problem;
    let aims = [Stage::Coverage, Stage::WorstDecile];
    let refused =
        compromise(&problem, &Arcs::build(&problem), &Limits::default(), aims, None, &Silent);
    assert_eq!(refused, Err(SolveError::WorstDecileOfLimited));
}
