//! How the run came to be: version, settings, files with their hashes, stages with bounds, what is modelled, rules broken;
//! all as text.

use crate::domain::{Name, Problem};
use crate::run::plan::PlanJson;
use crate::run::table::Unit::Text;
use crate::run::table::{Columns, Kind, Table};

pub(super) const KIND: Kind = Kind::new(
    "run",
    "Run",
    "运行记录",
    "how the run came to be: version, settings, files with their hashes, stages with bounds, what is modelled, rules broken",
);

pub(super) type Row = [String; 3];

/// The columns.
pub(super) fn columns<'a>() -> Columns<'a, Row> {
    Columns::<Row>::new()
        .computed("item", "Item", "项目", Text, |[item, _, _]| item.clone())
        .computed("name", "Name", "名称", Text, |[_, name, _]| name.clone())
        .prose("value", "Value", "值", Text, |[_, _, value]| value.clone())
}

/// The table.
pub fn record_table<'a>(problem: &Problem, plan: &PlanJson) -> Table<'a> {
    let mut rows: Vec<Row> = Vec::new();
    let mut put =
        |item: &str, name: &str, value: String| rows.push([item.into(), name.into(), value]);
    let shown = |name: &Name| match name.chinese_beside() {
        Some(chinese) => format!("{} | {chinese}", name.english()),
        None => name.english().into(),
    };
    put("plan", "name", shown(&problem.name));
    put("plan", "period", plan.period.map(|year| year.to_string()).unwrap_or_default());
    put("run", "status", plan.status.clone());
    put("run", "version", plan.run.version.clone());
    put("run", "command", plan.run.command.clone());
    if let Some(settings) = &plan.run.settings {
        put("run", "solver", settings.solver.clone());
        put("run", "gap", settings.gap.to_string());
        let limit = settings.time_limit_s.map(|limit| limit.to_string());
        put("run", "time_limit_s", limit.unwrap_or_else(|| "none".into()));
    }
    for stage in &plan.stages {
        let number = |number: Option<f64>| number.map_or_else(|| "none".into(), |n| n.to_string());
        put(
            "stage",
            &stage.stage,
            format!(
                "value {}, bound {}, gap {}, {}",
                number(stage.value),
                number(stage.bound),
                number(stage.gap),
                stage.termination
            ),
        );
    }
    for row in &plan.modelled.features {
        put(
            "modelled",
            &row.sort,
            format!("of {}: figures of {}, positions of {}", row.all, row.figures, row.positions),
        );
    }
    if let Some(costs) = &plan.modelled.work_costs {
        let said = format!("of {}: {}, {} yuan", costs.all, costs.modelled, costs.amount_yuan);
        put("modelled", "work costs", said);
    }
    for row in &plan.violations {
        put("violation", &row.code, row.text.clone());
    }
    for input in &plan.run.inputs {
        let said = format!("{}, {} bytes, sha256 {}", input.path, input.bytes, input.sha256);
        put("input", &input.role, said);
    }
    Table::new(KIND, columns(), rows)
}
