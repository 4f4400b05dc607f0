//! The columns of a sweep's table, the same in every format.

use crate::domain::{Change, ParameterValue, Problem, Stage, Sweep, Variation};
use crate::scenario::{AimFigures, LayoutFigures, Row, Scenario};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Whole numbers.
    Whole,
    /// Numbers.
    Number,
    /// Text.
    Text,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing: there is no plan, or no such aim.
    Empty,
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// Text.
    Text(String),
}

/// The columns, by name: the scenario's number from 1, a column for each parameter under its path, `status`, `reason`;
/// value, bound and gap of each aim; of each tier that people travel to the people covered and their share; of each
/// tier the facilities that stand and the new ones; money in all and by source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// Names and kinds, in order.
    pub columns: Vec<(String, Kind)>,
    parameters: Vec<Kind>,
    has_reach: Vec<bool>,
    sources: usize,
}

impl Columns {
    /// The columns of a sweep of `problem`.
    pub fn new(problem: &Problem, sweep: &Sweep) -> Self {
        let mut columns = vec![("scenario".to_owned(), Kind::Whole)];
        let mut parameters = Vec::new();
        for varied in &sweep.varied {
            let bare = match &varied.variation {
                Variation::Values(values) => values
                    .iter()
                    .all(|value| matches!(value, ParameterValue::Number(_))),
                Variation::Drawn { unit, .. } => unit.is_empty(),
            };
            let kind = if bare { Kind::Number } else { Kind::Text };
            for path in &varied.paths {
                columns.push((path.clone(), kind));
                parameters.push(kind);
            }
        }
        let mut add = |name: String, kind| columns.push((name, kind));
        add("status".into(), Kind::Text);
        add("reason".into(), Kind::Text);
        for stage in Stage::ALL {
            let name = match stage {
                Stage::Shortfall => "shortfall",
                Stage::Coverage => "coverage_weighted_people",
                Stage::Money => "money_yuan",
                Stage::Travel => "travel_person_km",
            };
            for part in ["", "_bound", "_gap"] {
                add(format!("{name}{part}"), Kind::Number);
            }
        }
        for tier in &problem.tiers {
            if tier.has_reach() {
                add(format!("covered_people_{}", tier.id), Kind::Number);
                add(format!("covered_share_{}", tier.id), Kind::Number);
            }
            add(format!("facilities_{}", tier.id), Kind::Whole);
            add(format!("new_facilities_{}", tier.id), Kind::Whole);
        }
        add("works_cost_yuan".into(), Kind::Whole);
        add("running_cost_yuan_a_year".into(), Kind::Whole);
        for source in &problem.funding {
            add(format!("spent_yuan_{}", source.id), Kind::Whole);
        }
        Self {
            columns,
            parameters,
            has_reach: problem.tiers.iter().map(|tier| tier.has_reach()).collect(),
            sources: problem.funding.len(),
        }
    }

    /// The cells of a scenario, one for each column.
    pub fn cells(&self, scenario: &Scenario, row: &Row) -> Vec<Cell> {
        let mut cells = vec![Cell::Whole(scenario.number as i64 + 1)];
        let parameters = scenario.changes.iter().zip(&self.parameters);
        cells.extend(parameters.map(|((_, value), kind)| parameter(value, *kind)));
        cells.push(Cell::Text(row.status.word().into()));
        cells.push(row.reason.clone().map_or(Cell::Empty, Cell::Text));
        for aim in &row.aims {
            cells.extend(aim_cells(aim.as_ref()));
        }
        match &row.layout {
            Some(layout) => self.layout(layout, &mut cells),
            None => cells.resize(self.columns.len(), Cell::Empty),
        }
        cells
    }

    fn layout(&self, layout: &LayoutFigures, cells: &mut Vec<Cell>) {
        for (tier, &has_reach) in layout.tiers.iter().zip(&self.has_reach) {
            if has_reach {
                let share = (tier.people > 0.0).then(|| tier.covered / tier.people);
                cells.push(Cell::Number(tier.covered));
                cells.push(share.map_or(Cell::Empty, Cell::Number));
            }
            cells.push(Cell::Whole(tier.standing.into()));
            cells.push(Cell::Whole(tier.new.into()));
        }
        cells.push(Cell::Whole(layout.cost_yuan));
        cells.push(Cell::Whole(layout.running_cost_yuan));
        let spent = layout.sources_yuan.iter().take(self.sources);
        cells.extend(spent.map(|&yuan| Cell::Whole(yuan)));
        cells.resize(self.columns.len(), Cell::Empty);
    }

    /// What a scenario is, in words: `travel.detour = 1.3, …`.
    pub fn says(changes: &[Change]) -> String {
        let says = changes
            .iter()
            .map(|(path, value)| format!("{path} = {value}"));
        says.collect::<Vec<_>>().join(", ")
    }
}

fn parameter(value: &ParameterValue, kind: Kind) -> Cell {
    match (value, kind) {
        (ParameterValue::Number(number), Kind::Number) => Cell::Number(*number),
        (other, _) => Cell::Text(other.to_string()),
    }
}

fn aim_cells(aim: Option<&AimFigures>) -> [Cell; 3] {
    let number = |number: Option<f64>| number.map_or(Cell::Empty, Cell::Number);
    match aim {
        Some(aim) => [aim.value, aim.bound, aim.gap].map(number),
        None => [Cell::Empty, Cell::Empty, Cell::Empty],
    }
}
