//! The model as a CPLEX LP file, which nearly every solver reads.

use super::milp::{Expr, Milp};
use std::fmt::{self, Write};

/// The text of `milp` with the minimised `objective`; `remarks` are comments at the top, a line each.
pub(super) fn lp_text(milp: &Milp, objective: &Expr, remarks: &[String]) -> String {
    let mut text = String::new();
    for remark in remarks {
        line(&mut text, format_args!("\\ {}", remark.replace('\n', " ")));
    }
    line(&mut text, format_args!("Minimize"));
    let objective = objective.clone().tidy();
    let _ = write!(text, " objective:");
    terms(&mut text, milp, &objective.terms);
    if objective.constant != 0.0 {
        let _ = write!(text, " {:+} constant_one", objective.constant);
    }
    line(&mut text, format_args!("\nSubject To"));
    for (position, row) in milp.rows().iter().enumerate() {
        let name = format!("{}_r{position}", row.label);
        for (bound, sign) in bounds(row.lower, row.upper) {
            let suffix = if sign == "<=" && row.lower.is_finite() { "_upper" } else { "" };
            let _ = write!(text, " {name}{suffix}:");
            terms(&mut text, milp, &row.terms);
            line(&mut text, format_args!(" {sign} {bound}"));
        }
    }
    let mut needs_one = objective.constant != 0.0;
    if let Some(label) = milp.contradiction() {
        // A row without columns that cannot hold: the model is infeasible, and its file must be too.
        needs_one = true;
        line(&mut text, format_args!(" {}_never: +1 constant_one >= 2", label));
    }
    line(&mut text, format_args!("Bounds"));
    for column in milp.columns() {
        line(
            &mut text,
            format_args!(
                " {} <= {} <= {}",
                infinite(column.lower),
                column.label,
                infinite(column.upper)
            ),
        );
    }
    if needs_one {
        line(&mut text, format_args!(" constant_one = 1"));
    }
    line(&mut text, format_args!("General"));
    for column in milp.columns().iter().filter(|column| column.integer) {
        line(&mut text, format_args!(" {}", column.label));
    }
    line(&mut text, format_args!("End"));
    text
}

fn bounds(lower: f64, upper: f64) -> Vec<(f64, &'static str)> {
    if lower == upper {
        return vec![(lower, "=")];
    }
    let mut bounds = Vec::new();
    if lower.is_finite() {
        bounds.push((lower, ">="));
    }
    if upper.is_finite() {
        bounds.push((upper, "<="));
    }
    bounds
}

fn infinite(bound: f64) -> String {
    if bound == f64::INFINITY {
        "+inf".into()
    } else if bound == f64::NEG_INFINITY {
        "-inf".into()
    } else {
        bound.to_string()
    }
}

/// LP readers limit the length of a line, so terms are broken into lines of eight.
fn terms(text: &mut String, milp: &Milp, terms: &[(super::milp::Col, f64)]) {
    for (position, &(col, factor)) in terms.iter().enumerate() {
        if position > 0 && position % 8 == 0 {
            text.push_str("\n  ");
        }
        let name = milp.columns()[col.position()].label;
        let _ = write!(text, " {factor:+} {name}");
    }
}

fn line(text: &mut String, content: fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = text.write_fmt(content);
    text.push('\n');
}
