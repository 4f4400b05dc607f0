//! The layout in every scenario, as a table.

use super::RobustReport;
use super::json::{ScenarioJson, scenarios};
use std::fmt::Write;

/// `robust.csv`: a row a scenario, in their order. Its columns are named in `format.md` beside this file.
pub(super) fn robust_csv(report: &RobustReport<'_>) -> String {
    let rows = scenarios(report);
    let mut heads = vec!["scenario".to_owned()];
    if let Some(first) = report.robust.scenarios.first() {
        heads.extend(first.scenario.changes.iter().map(|(path, _)| path.clone()));
    }
    heads.extend(
        [
            "probability",
            "weighted_people",
            "covered_weighted_people",
            "covered_share",
            "own_best_weighted_people",
            "own_best_bound",
            "regret_weighted_people",
            "regret_share",
            "works_cost_yuan",
            "expected_targets_missed",
            "expected_layout_covered",
            "mean_layout_covered",
            "has_own_plan",
        ]
        .map(String::from),
    );
    let mut text = line(&heads);
    for row in &rows {
        text += &line(&cells(row));
    }
    text
}

fn cells(row: &ScenarioJson) -> Vec<String> {
    let number = |number: Option<f64>| number.map_or_else(String::new, |number| number.to_string());
    let missed = row.expected_targets_missed.as_ref().map(|missed| {
        let numbers = missed.iter().map(usize::to_string);
        numbers.collect::<Vec<_>>().join(" ")
    });
    let mut cells = vec![row.scenario.to_string()];
    cells.extend(row.parameters.iter().map(|(_, value)| value.to_string()));
    cells.extend([
        row.probability.to_string(),
        row.weighted_people.to_string(),
        number(row.covered_weighted_people),
        number(row.covered_share),
        number(row.own_best_weighted_people),
        row.own_best_bound.to_string(),
        number(row.regret_weighted_people),
        number(row.regret_share),
        number(row.works_cost_yuan.map(|yuan| yuan as f64)),
        missed.unwrap_or_default(),
        number(row.expected_layout_covered),
        number(row.mean_layout_covered),
        row.has_own_plan
            .map_or_else(String::new, |has| has.to_string()),
    ]);
    cells
}

/// Cells with commas or quotation marks are quoted (RFC 4180).
fn line(cells: &[String]) -> String {
    let mut text = String::new();
    for (position, cell) in cells.iter().enumerate() {
        let comma = if position > 0 { "," } else { "" };
        // Writing to text never fails.
        let _ = match cell.contains(['"', ',', '\n', '\r']) {
            true => write!(text, "{comma}\"{}\"", cell.replace('"', "\"\"")),
            false => write!(text, "{comma}{cell}"),
        };
    }
    text.push('\n');
    text
}
