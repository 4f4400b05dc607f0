//! The tables of steps: their aims, and the people whom each tier covers then.

use super::record::{WorthCoveredJson, WorthJson, WorthPlanJson, WorthRowJson};
use crate::domain::{Name, Stage};
use crate::run::stage_columns::aim_head;
use crate::run::table::Unit::{Count, Number, People, Text, Yuan};
use crate::run::table::{Cell, Columns, Kind, Table};
use crate::run::tables::TableSpec;
use crate::run::words::{LEVERS, VERDICTS};

const STEPS: Kind = Kind::new(
    "worth",
    "Worth",
    "价值",
    "each lever at each step: the best plan then, aim by aim, and what differs from the plan as it is",
);
const COVERED: Kind = Kind::new(
    "worth_covered",
    "People covered",
    "覆盖人数",
    "each lever at each step: the people whom each tier covers then, each person once a tier",
);

/// A lever at a step; with what is told of it.
#[derive(Debug, Clone)]
struct At<T> {
    row: WorthRowJson,
    step: i32,
    value: f64,
    of: T,
}

fn at<'a, T: 'a>() -> Columns<'a, At<T>> {
    Columns::<At<T>>::new()
        .input("lever", "Lever", "变动参数", &LEVERS, |row| row.row.lever.kind.clone())
        .input("path", "Path", "参数路径", Text, |row| row.row.lever.path.clone())
        .input("name", "Name", "名称", Text, |row| Cell::Name(Name::from(&row.row.lever.name)))
        .computed("step", "Step", "步数", Count, |row| row.step)
        .about("so many steps more; below 0: less")
        .computed("value", "Value", "参数值", Number, |row| row.value)
        .about("of places: so many more at each facility")
        .input("unit", "Unit", "单位", Text, |row| row.row.lever.unit.clone())
}

fn steps<'a>(stages: Vec<Stage>) -> Columns<'a, At<WorthPlanJson>> {
    let aim = |plan: &WorthPlanJson, stage: Stage| {
        plan.aims.iter().find(|own| own.stage == stage.word()).cloned()
    };
    at::<WorthPlanJson>()
        .claimed("status", "Verdict", "结论", &VERDICTS, |row| row.of.status.clone())
        .for_each(stages, move |columns, stage| {
            let (word, en, zh, _) = aim_head(stage);
            columns
                .computed(word, en, zh, Number, move |row: &At<WorthPlanJson>| {
                    aim(&row.of, stage)?.value
                })
                .computed(
                    format!("{word}_more"),
                    format!("{en}: difference"),
                    format!("{zh}变化"),
                    Number,
                    move |row| aim(&row.of, stage)?.difference,
                )
                .about("to the plan as it is")
                .claimed(
                    format!("{word}_bound"),
                    format!("{en}: bound"),
                    format!("{zh}理论界限"),
                    Number,
                    move |row| aim(&row.of, stage)?.bound,
                )
                .about("no plan is better")
        })
        .computed("works_cost_yuan", "Cost, yuan", "建设任务投入（元）", Yuan, |row| {
            row.of.cost_yuan
        })
        .computed("works", "Works", "任务数", Count, |row| row.of.works)
        .all_exact()
}

fn covered<'a>() -> Columns<'a, At<WorthCoveredJson>> {
    at::<WorthCoveredJson>()
        .input("tier", "Tier id", "层级编号", Text, |row| row.of.tier.clone())
        .input("tier_name", "Tier", "层级", Text, |row| Cell::Name(Name::from(&row.of.name)))
        .computed("people", "Covered", "覆盖人数", People, |row| row.of.people)
        .about("of the tier's group, each person once")
        .computed("people_more", "Difference", "变化", People, |row| row.of.difference)
        .about("to the plan as it is")
}

/// All tables.
pub(super) fn worth_tables(worth: &WorthJson) -> [Table<'static>; 2] {
    let cells =
        || worth.levers.iter().flat_map(|row| row.cells.iter().map(move |cell| (row, cell)));
    let plans = cells().map(|(row, cell)| At {
        row: row.clone(),
        step: cell.step,
        value: cell.value,
        of: cell.plan.clone(),
    });
    let people = cells().flat_map(|(row, cell)| {
        cell.plan.covered.iter().map(move |own| At {
            row: row.clone(),
            step: cell.step,
            value: cell.value,
            of: own.clone(),
        })
    });
    let stages = worth.base.aims.iter().filter_map(|aim| Stage::from_word(&aim.stage));
    [Table::new(STEPS, steps(stages.collect()), plans), Table::new(COVERED, covered(), people)]
}

/// Every table of such a run.
pub(crate) fn specs() -> Vec<TableSpec> {
    vec![TableSpec::table(STEPS, steps(Stage::ALL.to_vec())), TableSpec::table(COVERED, covered())]
}
