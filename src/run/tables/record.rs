//! How the run came to be: version, settings, files with their hashes, stages with bounds, what is modelled, rules broken;
//! all as text.

use crate::domain::{Language, Name, Problem, Stage};
use crate::run::numbers::{self, money, or_dash};
use crate::run::plan::{PlanJson, StageJson};
use crate::run::table::Unit::Text;
use crate::run::table::{Cell, Columns, Kind, Table};
use crate::run::words::{RECORD, ROLES, SORTS, STAGES, STATUS, TERMINATIONS, Vocabulary};
use crate::units::Yuan;
use Language::{Chinese, English};

pub(super) const KIND: Kind = Kind::new(
    "run",
    "Run",
    "运行记录",
    "how the run came to be: version, settings, files with their hashes, stages with bounds, what is modelled, rules broken",
);

pub(super) type Row = [Cell; 3];

/// The columns.
pub(super) fn columns<'a>() -> Columns<'a, Row> {
    Columns::<Row>::new()
        .computed("item", "Item", "项目", &RECORD, |[item, _, _]| item.clone())
        .computed("name", "Name", "名称", Text, |[_, name, _]| name.clone())
        .prose("value", "Value", "值", Text, |[_, _, value]| value.clone())
}

/// The table.
pub fn record_table<'a>(problem: &Problem, plan: &PlanJson) -> Table<'a> {
    let mut rows: Vec<Row> = Vec::new();
    let code = |words: &'static Vocabulary, code: &str| Cell::Code(words, code.into());
    let mut put = |item: &str, name: Cell, value: Cell| rows.push([item.into(), name, value]);
    let own = |name: &str| code(&RECORD, name);
    put("plan", own("name"), Name::both(problem.name.english(), problem.name.chinese()).into());
    put("plan", own("period"), plan.period.map(|year| year.to_string()).into());
    put("run", own("status"), code(&STATUS, &plan.status));
    put("run", own("version"), (&plan.run.version).into());
    put("run", own("command"), (&plan.run.command).into());
    if let Some(settings) = &plan.run.settings {
        put("run", own("solver"), (&settings.solver).into());
        put("run", own("gap"), numbers::gap(settings.gap).into());
        let limit = settings.time_limit_s.map(|limit| limit.to_string());
        put("run", own("time_limit_s"), or_dash(limit, |limit| limit).into());
    }
    for stage in &plan.stages {
        put("stage", code(&STAGES, &stage.stage), Language::both(|own| solved(stage, own)).into());
    }
    for row in &plan.modelled.features {
        let said = |language| match language {
            English => format!(
                "of {}: figures of {}, positions of {}",
                row.all, row.figures, row.positions
            ),
            Chinese => format!(
                "共 {}：数据 {} 处、位置 {} 处为模拟值",
                row.all, row.figures, row.positions
            ),
        };
        put("modelled", code(&SORTS, &row.sort), Language::both(said).into());
    }
    if let Some(costs) = &plan.modelled.work_costs {
        let amount = money(Yuan::new(costs.amount_yuan));
        let said = |language| match language {
            English => format!("of {}: {}, {amount}", costs.all, costs.modelled),
            Chinese => format!("共 {} 项：{} 项为模拟值，共 {amount}", costs.all, costs.modelled),
        };
        put("modelled", own("work costs"), Language::both(said).into());
    }
    for row in &plan.violations {
        put("violation", (&row.code).into(), Name::both(&row.text, &row.text_zh).into());
    }
    for input in &plan.run.inputs {
        let (path, bytes, sha256) = (&input.path, input.bytes, &input.sha256);
        let said = |language| match language {
            English => format!("{path}, {bytes} bytes, sha256 {sha256}"),
            Chinese => format!("{path}，{bytes} 字节，sha256 {sha256}"),
        };
        put("input", code(&ROLES, &input.role), Language::both(said).into());
    }
    Table::new(KIND, columns(), rows)
}

/// How far the bound is proved again without a solver.
fn reproved(stage: &StageJson, language: Language) -> String {
    let aim = Stage::from_word(&stage.stage);
    let Some((aim, own)) = aim.zip(stage.certificate.as_ref()) else { return String::new() };
    let (bound, on_word) = (language.stage_value(aim, own.bound), numbers::gap(own.on_word));
    language.bracketed(&match language {
        English => format!("{bound} re-proved without a solver, {on_word} the solver's word"),
        Chinese => format!("其中 {bound} 不经求解器即可复证，{on_word} 仅凭求解器"),
    })
}

/// What became of a stage.
fn solved(stage: &StageJson, language: Language) -> String {
    let aim = Stage::from_word(&stage.stage);
    let number = |number: Option<f64>| {
        or_dash(aim.zip(number), |(aim, number)| language.stage_value(aim, number))
    };
    let (value, bound) = (number(stage.value), number(stage.bound));
    let gap = or_dash(stage.gap, numbers::gap);
    let ended = TERMINATIONS.say(language, &stage.termination);
    let bound = bound + &reproved(stage, language);
    match language {
        English => format!("value {value}, bound {bound}, gap {gap}, {ended}"),
        Chinese => format!("方案值 {value}，理论界限 {bound}，差距 {gap}，{ended}"),
    }
}
