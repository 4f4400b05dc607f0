//! The demands and the repairs as tables.

use super::clashes::{ConcessionJson, MemberJson};
use super::record::ConflictsJson;
use crate::domain::Name;
use crate::run::plan::NameJson;
use crate::run::table::Unit::{Count, Flag, Number, Text, Yuan};
use crate::run::table::{Columns, Kind, Table};
use crate::run::tables::TableSpec;

const CONFLICTS: Kind = Kind::new(
    "conflicts",
    "Conflicts",
    "冲突",
    "the demands that no layout meets together, a row a demand",
);
const REPAIRS: Kind = Kind::new(
    "repairs",
    "Repairs",
    "放宽办法",
    "what would make the plan possible, a row a thing that is changed",
);

/// A demand with the number of its conflict.
struct MemberRow {
    set: usize,
    position: usize,
    minimal: bool,
    own: MemberJson,
}

/// A thing that is changed, with the number of its repair.
struct ConcessionRow {
    rank: usize,
    part: usize,
    proved: bool,
    given_up: f64,
    own: ConcessionJson,
}

fn chinese(name: &NameJson) -> String {
    Name::from(name).chinese().into()
}

fn conflict_columns<'a>() -> Columns<'a, MemberRow> {
    Columns::<MemberRow>::new()
        .claimed("set", "Conflict", "冲突序号", Count, |row| row.set)
        .claimed("member", "No.", "序号", Count, |row| row.position)
        .claimed("kind", "Kind", "类别", Text, |row| row.own.kind.clone())
        .claimed("called", "Called", "代码", Text, |row| row.own.called.clone())
        .about("what `--lift` calls it by, or the path by which `--set` does")
        .prose("name", "Demand", "要求（英文）", Text, |row| row.own.text.en.clone())
        .prose("name_zh", "Demand, in Chinese", "要求", Text, |row| chinese(&row.own.text))
        .claimed("place", "Town", "镇街", Text, |row| row.own.town.clone())
        .about("of the site that states it")
        .claimed("minimal", "Minimal", "已证明最小", Flag, |row| row.minimal)
        .about("it is proved that the others of the conflict can be met without it")
}

fn repair_columns<'a>() -> Columns<'a, ConcessionRow> {
    Columns::<ConcessionRow>::new()
        .claimed("rank", "Repair", "办法序号", Count, |row| row.rank)
        .claimed("part", "No.", "序号", Count, |row| row.part)
        .about("all parts of a repair are needed together")
        .claimed("kind", "Kind", "类别", Text, |row| row.own.kind.clone())
        .claimed("called", "Called", "代码", Text, |row| row.own.called.clone())
        .about("what `--lift` calls it by, or the path by which `--set` does")
        .prose("what", "What is changed", "改变（英文）", Text, |row| row.own.text.en.clone())
        .prose("what_zh", "What is changed, in Chinese", "改变", Text, |row| {
            chinese(&row.own.text)
        })
        .claimed("amount", "Amount", "数量", Number, |row| row.own.amount)
        .about("by how much; of a target or a reach: to what")
        .claimed("unit", "Unit", "单位", Text, |row| row.own.unit.clone())
        .claimed("value_yuan", "Money, yuan", "金额（元）", Yuan, |row| {
            let is_money = row.own.unit.as_deref() == Some("yuan");
            row.own.amount.filter(|_| is_money).map(|amount| amount.round() as i64)
        })
        .claimed("given_up", "Given up", "让步幅度", Number, |row| row.given_up)
        .about("the sum over the parts of the repair of the share of the demand that goes")
        .claimed("proved", "Proved least", "已证明最少", Flag, |row| row.proved)
        .all_exact()
}

/// The demands of the conflicts.
pub(super) fn conflicts_table(made: &ConflictsJson) -> Table<'static> {
    let sets = made.clashes.conflicts.iter().enumerate();
    let rows = sets.flat_map(|(set, conflict)| {
        conflict.members.iter().enumerate().map(move |(position, own)| MemberRow {
            set: set + 1,
            position: position + 1,
            minimal: conflict.minimal,
            own: own.clone(),
        })
    });
    Table::new(CONFLICTS, conflict_columns(), rows)
}

/// What the repairs change.
pub(super) fn repairs_table(made: &ConflictsJson) -> Table<'static> {
    let rows = made.clashes.repairs.iter().flat_map(|repair| {
        repair.concessions.iter().enumerate().map(move |(part, own)| ConcessionRow {
            rank: repair.rank,
            part: part + 1,
            proved: repair.proved,
            given_up: repair.given_up,
            own: own.clone(),
        })
    });
    Table::new(REPAIRS, repair_columns(), rows)
}

/// Every table that such a run has.
pub(crate) fn specs() -> Vec<TableSpec> {
    vec![
        TableSpec::table(CONFLICTS, conflict_columns()),
        TableSpec::table(REPAIRS, repair_columns()),
    ]
}
