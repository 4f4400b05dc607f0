//! Reads the LP and MPS files that we write and solves them, knowing nothing of how they came to be.

use good_lp::{Expression, ProblemVariables, Solution, SolverModel, Variable, variable};
use std::collections::HashMap;

/// Factors and names.
pub(crate) type Sum = Vec<(f64, String)>;

/// An LP file, read; a row is a sum, its sign and its limit.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Lp {
    pub(crate) objective: Sum,
    pub(crate) rows: Vec<(Sum, String, f64)>,
    pub(crate) bounds: HashMap<String, (f64, f64)>,
    pub(crate) integers: Vec<String>,
}

/// Reads the part of the format that CPLEX documents and we write. Panics at what is not well formed.
pub(crate) fn read_lp(text: &str) -> Lp {
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
            lp.rows.push((terms(sum), (*sign).to_owned(), number(limit)));
        }
        ("Bounds", [name, "=", value]) => {
            let old = lp.bounds.insert((*name).into(), (number(value), number(value)));
            assert!(old.is_none(), "{name} twice");
        }
        ("Bounds", [lower, "<=", name, "<=", upper]) => {
            let old = lp.bounds.insert((*name).into(), (number(lower), number(upper)));
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
pub(crate) fn least(lp: &Lp) -> Option<f64> {
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

/// Reads the part of free-format MPS that we write, as what [`read_lp`] makes of the same model. Panics at what is not
/// well formed.
pub(crate) fn read_mps(text: &str) -> Lp {
    let mut section = "";
    let mut kinds: Vec<(&str, &str)> = Vec::new();
    let mut columns: Vec<(&str, Vec<(&str, f64)>)> = Vec::new();
    let mut sides: HashMap<&str, f64> = HashMap::new();
    let mut widths: HashMap<&str, f64> = HashMap::new();
    let mut lp = Lp::default();
    let mut is_integer = false;
    let number = |word: &str| word.parse::<f64>().expect("a number");
    for line in text.lines().filter(|line| !line.starts_with('*')) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match (section, &words[..]) {
            (_, [header, ..]) if !line.starts_with(' ') => section = header,
            ("ROWS", [kind, row]) => {
                assert!(kinds.iter().all(|(_, other)| other != row), "{row} twice");
                kinds.push((kind, row));
            }
            ("COLUMNS", [_, "'MARKER'", marker]) => {
                assert_eq!(is_integer, *marker == "'INTEND'");
                is_integer = *marker == "'INTORG'";
            }
            ("COLUMNS", [column, row, factor]) => {
                if columns.last().is_none_or(|(last, _)| last != column) {
                    assert!(columns.iter().all(|(other, _)| other != column));
                    columns.push((column, Vec::new()));
                    if is_integer {
                        lp.integers.push((*column).into());
                    }
                }
                let entries = &mut columns.last_mut().expect("just added").1;
                entries.push((row, number(factor)));
            }
            ("RHS", [_, row, side]) => {
                assert!(sides.insert(row, number(side)).is_none(), "{row} twice");
            }
            ("RANGES", [_, row, width]) => {
                widths.insert(row, number(width));
            }
            ("BOUNDS", [kind, _, column, value @ ..]) => {
                let unbounded = (f64::NEG_INFINITY, f64::INFINITY);
                let bounds = lp.bounds.entry((*column).into()).or_insert(unbounded);
                match (*kind, value) {
                    ("FX", [value]) => *bounds = (number(value), number(value)),
                    ("LO", [value]) => bounds.0 = number(value),
                    ("UP", [value]) => bounds.1 = number(value),
                    ("MI" | "PL", []) => {}
                    _ => panic!("no such bound: {line}"),
                }
            }
            _ => panic!("not understood in {section}: {line}"),
        }
    }
    assert_eq!((section, is_integer), ("ENDATA", false));
    let sum = |row: &str| -> Sum {
        let entries = columns.iter().flat_map(|(column, entries)| {
            let entries = entries.iter().filter(|(at, factor)| *at == row && *factor != 0.0);
            entries.map(move |&(_, factor)| (factor, (*column).to_owned()))
        });
        entries.collect()
    };
    for (kind, row) in kinds {
        let side = sides.get(row).copied().unwrap_or(0.0);
        match kind {
            "N" => {
                lp.objective = sum(row);
                if side != 0.0 {
                    lp.objective.push((-side, "constant_one".into()));
                    lp.bounds.insert("constant_one".into(), (1.0, 1.0));
                }
            }
            "E" => lp.rows.push((sum(row), "=".into(), side)),
            "L" => lp.rows.push((sum(row), "<=".into(), side)),
            "G" => {
                lp.rows.push((sum(row), ">=".into(), side));
                if let Some(width) = widths.get(row) {
                    lp.rows.push((sum(row), "<=".into(), side + width));
                }
            }
            _ => panic!("no such row: {kind}"),
        }
    }
    lp
}
