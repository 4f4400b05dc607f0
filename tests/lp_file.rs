//! `--lp-file`: the model of the first stage is well formed, and another reader that solves it finds the same value.
#![cfg(any(feature = "highs", feature = "microlp"))]

mod common;

use common::TinyPlan;
use common::answers::{answer, values};
use common::draws::draws;
use common::program::Workplace;
use good_lp::{Expression, ProblemVariables, Solution, SolverModel, Variable, variable};
use proptest::prelude::*;
use std::collections::HashMap;
use yike::domain::*;
use yike::read::read_plan;
use yike::solve::{Status, first_stage_lp};
use yike::travel::Arcs;

/// Factors and names.
type Sum = Vec<(f64, String)>;

/// An LP file, read; a row is a sum, its sign and its limit.
#[derive(Debug, Default)]
struct Lp {
    objective: Sum,
    rows: Vec<(Sum, String, f64)>,
    bounds: HashMap<String, (f64, f64)>,
    integers: Vec<String>,
}

/// Reads the part of the format that CPLEX documents and we write. Panics at what is not well formed.
fn read_lp(text: &str) -> Lp {
    let mut lp = Lp::default();
    let mut section = "";
    let mut statement = String::new();
    let mut row_names: Vec<String> = Vec::new();
    for line in text.lines() {
        assert!(line.len() <= 510, "longer than readers take: {line}");
        let line = line.split('\\').next().expect("a part").trim_end();
        match line {
            "" => continue,
            "Minimize" | "Subject To" | "Bounds" | "General" | "End" => {
                finish(&mut lp, section, &mut statement, &mut row_names);
                section = line;
            }
            _ => {
                let continues = line.starts_with("  ");
                if !continues {
                    finish(&mut lp, section, &mut statement, &mut row_names);
                }
                statement += line;
            }
        }
    }
    assert_eq!(section, "End");
    let count = row_names.len();
    row_names.sort();
    row_names.dedup();
    assert_eq!(row_names.len(), count, "each row's name is given once");
    lp
}

fn finish(lp: &mut Lp, section: &str, statement: &mut String, row_names: &mut Vec<String>) {
    let text = std::mem::take(statement);
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = |word: &str| word.parse::<f64>().expect("a number");
    match (section, &words[..]) {
        (_, []) => {}
        ("Minimize", [_, sum @ ..]) => lp.objective = terms(sum),
        ("Subject To", [name, sum @ .., sign, limit]) => {
            row_names.push(name.strip_suffix(':').expect("a name").to_owned());
            lp.rows
                .push((terms(sum), (*sign).to_owned(), number(limit)));
        }
        ("Bounds", [name, "=", value]) => {
            let old = lp
                .bounds
                .insert((*name).into(), (number(value), number(value)));
            assert!(old.is_none(), "{name} twice");
        }
        ("Bounds", [lower, "<=", name, "<=", upper]) => {
            let old = lp
                .bounds
                .insert((*name).into(), (number(lower), number(upper)));
            assert!(old.is_none(), "{name} twice");
        }
        ("General", [name]) => lp.integers.push((*name).to_owned()),
        _ => panic!("not understood in {section}: {text}"),
    }
}

fn terms(words: &[&str]) -> Sum {
    let (pairs, rest) = words.as_chunks::<2>();
    assert!(rest.is_empty());
    pairs
        .iter()
        .map(|[factor, name]| (factor.parse().expect("a number"), (*name).to_owned()))
        .collect()
}

/// The least value; none when nothing keeps the rows.
fn least(lp: &Lp) -> Option<f64> {
    if lp.bounds.is_empty() {
        // Nothing is left to decide; solvers refuse a model without columns.
        assert!(lp.rows.is_empty());
        return Some(0.0);
    }
    let mut columns = ProblemVariables::new();
    let mut by_name: HashMap<&str, Variable> = HashMap::new();
    let mut names: Vec<&String> = lp.bounds.keys().collect();
    names.sort();
    for name in names {
        let (lower, upper) = lp.bounds[name];
        let mut column = variable().min(lower).max(upper);
        if lp.integers.contains(name) {
            column = column.integer();
        }
        by_name.insert(name, columns.add(column));
    }
    let sum = |terms: &[(f64, String)]| -> Expression {
        let term = |(factor, name): &(f64, String)| *factor * by_name[name.as_str()];
        terms.iter().map(term).sum()
    };
    let objective = sum(&lp.objective);
    let mut model = columns.minimise(&objective).using(good_lp::default_solver);
    for (terms, sign, limit) in &lp.rows {
        let row = sum(terms);
        model = model.with(match sign.as_str() {
            "=" => row.eq(*limit),
            "<=" => row.leq(*limit),
            ">=" => row.geq(*limit),
            other => panic!("no such sign: {other}"),
        });
    }
    model.solve().ok().map(|solution| solution.eval(&objective))
}

/// The model counts money in 万元.
fn modelled(stage: Stage, value: f64) -> f64 {
    match stage {
        Stage::Money => value / 1e4,
        _ => value,
    }
}

fn assert_same_value(problem: &Problem) {
    let lp = read_lp(&first_stage_lp(problem, &Arcs::build(problem)));
    for (_, name) in lp
        .objective
        .iter()
        .chain(lp.rows.iter().flat_map(|row| &row.0))
    {
        assert!(lp.bounds.contains_key(name), "{name} is nowhere bounded");
    }
    assert!(lp.integers.iter().all(|name| lp.bounds.contains_key(name)));
    let first = problem.objective.order[0];
    let ours = values(&answer(problem)).map(|values| modelled(first, values[0]));
    match (ours, least(&lp)) {
        (None, None) => {}
        (Some(ours), Some(least)) => {
            assert!(
                (ours - least).abs() <= 1e-5 * ours.abs().max(1.0),
                "{ours} {least}"
            );
        }
        (ours, least) => panic!("{ours:?} {least:?}"),
    }
}

#[test]
fn the_model_of_the_small_plan_is_worth_what_the_plan_is() {
    let place = Workplace::with("tests/fixtures/tiers_together");
    let files = read_plan(&place.path("plan.toml")).expect("a sound plan");
    assert_same_value(&files.problem);
    let words = [
        "solve",
        "plan.toml",
        "--out",
        "out",
        "--quiet",
        "--lp-file",
        "model.lp",
    ];
    assert_eq!(place.run(&words).exit, 0);
    let written = place.read("model.lp");
    assert_eq!(
        written,
        first_stage_lp(&files.problem, &Arcs::build(&files.problem))
    );
    // 5,600 people covered, made large by making its negative small.
    assert_eq!(least(&read_lp(&written)).map(f64::round), Some(-5_600.0));
}

#[cfg(feature = "highs")]
#[test]
fn the_model_of_a_district_is_well_formed() {
    let place = Workplace::with("data/changshou");
    let files = read_plan(&place.path("plan.toml")).expect("a sound plan");
    let lp = read_lp(&first_stage_lp(
        &files.problem,
        &Arcs::build(&files.problem),
    ));
    assert!(lp.rows.len() > 100 && lp.integers.len() > 100);
}

/// One village, no place for a centre, and everybody is to be covered by one: a row without columns.
#[test]
fn a_plan_that_nobody_can_meet_gives_a_model_that_nobody_can_meet() {
    let problem = TinyPlan::new()
        .tier("centre", 1000.0)
        .unit("village", 0.0, 10.0)
        .target(
            Measure::Coverage {
                tiers: vec![0.into()],
                group: 0.into(),
            },
            Scope::All,
            Direction::AtLeast,
            1.0,
        )
        .problem();
    assert_same_value(&problem);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(64), ..ProptestConfig::default() })]

    #[test]
    fn the_model_is_worth_what_the_first_stage_is(draw in draws()) {
        let problem = draw.plan().problem();
        prop_assume!(answer(&problem).status != Status::Infeasible);
        assert_same_value(&problem);
    }
}
