//! The model as a free-format MPS file, the oldest format that every solver reads.

use super::milp::{Expr, Label, Milp};
use std::fmt::Write;

/// The text of `milp` with the minimised `objective`; `remarks` are comments at the top, a line each. By the convention
/// of CPLEX, HiGHS and SCIP, the objective's constant is given negated as its right-hand side.
pub(super) fn mps_text(milp: &Milp, objective: &Expr, remarks: &[String]) -> String {
    let objective = objective.clone().tidy();
    let mut text = String::new();
    for remark in remarks {
        line(&mut text, &format!("* {}", remark.replace('\n', " ")));
    }
    line(&mut text, "NAME yike");
    line(&mut text, "ROWS");
    line(&mut text, " N objective");
    for (position, row) in milp.rows().iter().enumerate() {
        let kind = if row.lower == row.upper {
            'E'
        } else if row.lower.is_finite() {
            'G'
        } else {
            'L'
        };
        line(&mut text, &format!(" {kind} {}", row_name(row.label, position)));
    }
    if let Some(label) = milp.contradiction() {
        // A row without columns that cannot hold: the model is infeasible, and its file must be too.
        line(&mut text, &format!(" G {}_never", name(label)));
    }
    line(&mut text, "COLUMNS");
    columns(&mut text, milp, &objective);
    line(&mut text, "RHS");
    if objective.constant != 0.0 {
        line(&mut text, &format!(" rhs objective {}", -objective.constant));
    }
    for (position, row) in milp.rows().iter().enumerate() {
        let side = if row.lower.is_finite() { row.lower } else { row.upper };
        if side != 0.0 {
            let row = row_name(row.label, position);
            line(&mut text, &format!(" rhs {row} {side}"));
        }
    }
    if let Some(label) = milp.contradiction() {
        line(&mut text, &format!(" rhs {}_never 2", name(label)));
    }
    ranges(&mut text, milp);
    bounds(&mut text, milp);
    line(&mut text, "ENDATA");
    text
}

/// The ranges of rows bounded on both sides.
fn ranges(text: &mut String, milp: &Milp) {
    let rows = milp.rows().iter().enumerate();
    let mut rows = rows
        .filter(|(_, row)| row.lower.is_finite() && row.upper.is_finite() && row.lower < row.upper)
        .peekable();
    if rows.peek().is_some() {
        line(text, "RANGES");
    }
    for (position, row) in rows {
        let (name, width) = (row_name(row.label, position), row.upper - row.lower);
        line(text, &format!(" ranges {name} {width}"));
    }
}

/// Column by column, integers between markers.
fn columns(text: &mut String, milp: &Milp, objective: &Expr) {
    let mut entries: Vec<Vec<(String, f64)>> = vec![Vec::new(); milp.columns().len()];
    for &(col, factor) in &objective.terms {
        entries[col.position()].push(("objective".into(), factor));
    }
    for (position, row) in milp.rows().iter().enumerate() {
        for &(col, factor) in &row.terms {
            entries[col.position()].push((row_name(row.label, position), factor));
        }
    }
    let mut markers = 0;
    let mut mark = |text: &mut String, kind| {
        line(text, &format!(" marker_{markers} 'MARKER' '{kind}'"));
        markers += 1;
    };
    let mut is_integer = false;
    for (column, entries) in milp.columns().iter().zip(entries) {
        if column.integer != is_integer {
            mark(text, if column.integer { "INTORG" } else { "INTEND" });
            is_integer = column.integer;
        }
        let name = name(column.label);
        if entries.is_empty() {
            // A column is known by its entries only.
            line(text, &format!(" {name} objective 0"));
        }
        for (row, factor) in entries {
            line(text, &format!(" {name} {row} {factor}"));
        }
    }
    if is_integer {
        mark(text, "INTEND");
    }
    if let Some(label) = milp.contradiction() {
        let row = format!("{}_never", self::name(label));
        line(text, &format!(" constant_one {row} 1"));
    }
}

/// Both bounds of every column, since readers differ in default bounds of integers.
fn bounds(text: &mut String, milp: &Milp) {
    line(text, "BOUNDS");
    for column in milp.columns() {
        let name = name(column.label);
        let (lower, upper) = (column.lower, column.upper);
        if lower == upper {
            line(text, &format!(" FX bounds {name} {lower}"));
            continue;
        }
        if lower.is_finite() {
            line(text, &format!(" LO bounds {name} {lower}"));
        } else {
            line(text, &format!(" MI bounds {name}"));
        }
        if upper.is_finite() {
            line(text, &format!(" UP bounds {name} {upper}"));
        } else {
            line(text, &format!(" PL bounds {name}"));
        }
    }
    if milp.contradiction().is_some() {
        line(text, " FX bounds constant_one 1");
    }
}

fn name(Label(word, a, b): Label) -> String {
    format!("{word}_{a}_{b}")
}

fn row_name(label: Label, position: usize) -> String {
    format!("{}_r{position}", name(label))
}

fn line(text: &mut String, content: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{content}");
}
