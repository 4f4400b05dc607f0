//! What a run of `yike conflicts` says: which demands of a plan clash, and what would make it possible.

use super::plan::{ModelledJson, NameJson, travel_json};
use super::record::{Format, InputRecord, SettingsRecord, VERSION};
use super::table::Unit::{Count, Flag, Number, Text, Yuan};
use super::table::{Columns, Kind, Table};
use super::tables::TableSpec;
use crate::domain::{Name, Problem};
use crate::inquiry::{
    Concession, Conflict, Conflicts, PlaceOfConflict, Repair, Repairs, Requirement,
};
use serde::{Deserialize, Serialize};

/// The whole of `conflicts.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ConflictsJson {
    /// The word of the format: see [`Format::FORMAT`].
    pub format: String,
    /// The version of Yike.
    pub version: String,
    /// The plan's name.
    pub plan: NameJson,
    /// What was changed in the plan, `PATH=VALUE`, `lift ID`.
    pub changes: Vec<String>,
    /// `possible`, `infeasible`, or `undecided`.
    pub status: String,
    /// The sets of demands that no layout meets together, the most telling first.
    pub conflicts: Vec<ConflictJson>,
    /// Whether there are no others: proved.
    pub all: bool,
    /// Why the search ended before it was complete: `time-limit`, `stopped` or `undecided`; left out where it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<String>,
    /// What would make the plan possible, what gives up least first.
    pub repairs: Vec<RepairJson>,
    /// Whether all that are sought were tried.
    pub repairs_complete: bool,
    /// How people get about, in words.
    pub travel: NameJson,
    /// What is modelled in the plan.
    pub modelled: ModelledJson,
    /// The files read.
    pub inputs: Vec<InputRecord>,
    /// Of each solve.
    pub settings: SettingsRecord,
}

/// Demands that no layout meets together, while without any one of them one does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ConflictJson {
    /// Whether it is proved that each is needed.
    pub minimal: bool,
    /// The demands; none where what is no demand leaves no layout.
    pub members: Vec<MemberJson>,
    /// Where, in sentences.
    pub sentences: Vec<NameJson>,
    /// The places concerned, those of most people first.
    pub places: Vec<PlaceJson>,
}

/// A demand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MemberJson {
    /// Its sort: `target`, `rule`, `money`, …
    pub kind: String,
    /// What `--lift` calls it by, or the path by which `--set` does.
    pub called: String,
    /// In words.
    pub text: NameJson,
    /// The town of the site that states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub town: Option<String>,
}

/// A place that a conflict is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PlaceJson {
    /// `unit` or `site`.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its town's name.
    pub town: String,
    /// Of a unit: the tier whose sites are all too far, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// Of a unit: how many people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<f64>,
}

/// What makes the plan possible: all of it together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RepairJson {
    /// From 1: what gives up least comes first.
    pub rank: usize,
    /// Whether it is proved that less of it does not suffice.
    pub proved: bool,
    /// The sum over its parts of the share of the demand that goes.
    pub given_up: f64,
    /// What is changed.
    pub concessions: Vec<ConcessionJson>,
}

/// A thing that a repair changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ConcessionJson {
    /// Its sort: `money`, `limit`, `lift`, `reach`, `places`, `new-site`, `put-off`.
    pub kind: String,
    /// What `--lift` calls it by, or the path by which `--set` does; of villages and sites `unit:ID`, `site:ID`.
    pub called: String,
    /// In words.
    pub text: NameJson,
    /// By how much; of a target or a reach: to what. None where it does not count at all.
    pub amount: Option<f64>,
    /// What that counts: `yuan`, `min`, `m`, `places`, or the unit of the target.
    pub unit: Option<String>,
}

impl ConflictsJson {
    /// The conflicts and repairs of `problem`.
    pub fn new(
        problem: &Problem,
        (conflicts, repairs): (&Conflicts, &Repairs),
        changes: Vec<String>,
        inputs: Vec<InputRecord>,
        settings: SettingsRecord,
    ) -> Self {
        let status = match conflicts.possible {
            Some(true) => "possible",
            Some(false) => "infeasible",
            None => "undecided",
        };
        let repaired = repairs.found.iter().enumerate();
        Self {
            format: Self::FORMAT.into(),
            version: VERSION.into(),
            plan: (&problem.name).into(),
            changes,
            status: status.into(),
            conflicts: conflicts.found.iter().map(|own| conflict(problem, own)).collect(),
            all: conflicts.all,
            stopped: conflicts.stopped.map(|stop| stop.word().into()),
            repairs: repaired.map(|(at, own)| repair(problem, at + 1, own)).collect(),
            repairs_complete: repairs.complete,
            travel: travel_json(problem),
            modelled: ModelledJson::of_many_layouts(problem),
            inputs,
            settings,
        }
    }
}

impl Format for ConflictsJson {
    const FILE: &'static str = "conflicts.json";
    const FORMAT: &'static str = "yike-conflicts-1";
}

fn conflict(problem: &Problem, own: &Conflict) -> ConflictJson {
    ConflictJson {
        minimal: own.minimal,
        members: own.members.iter().map(|&own| member(problem, own)).collect(),
        sentences: own.told(problem).iter().map(Into::into).collect(),
        places: own.places.iter().map(|own| place(problem, own)).collect(),
    }
}

fn member(problem: &Problem, own: Requirement) -> MemberJson {
    let town = own.site().map(|site| problem.towns[problem.sites[site].town].name.clone());
    MemberJson {
        kind: own.kind(problem).word().into(),
        called: own.called(problem),
        text: (&own.name(problem)).into(),
        town,
    }
}

fn place(problem: &Problem, own: &PlaceOfConflict) -> PlaceJson {
    match *own {
        PlaceOfConflict::Unreached { tier, unit, people, .. } => {
            let unit = &problem.units[unit];
            PlaceJson {
                kind: "unit".into(),
                id: unit.id.clone(),
                name: unit.name.clone(),
                town: problem.towns[unit.town].name.clone(),
                tier: Some(problem.tiers[tier].id.clone()),
                people: Some(people.number()),
            }
        }
        PlaceOfConflict::Site(site) => {
            let site = &problem.sites[site];
            PlaceJson {
                kind: "site".into(),
                id: site.id.clone(),
                name: site.name.clone(),
                town: problem.towns[site.town].name.clone(),
                tier: None,
                people: None,
            }
        }
    }
}

fn repair(problem: &Problem, rank: usize, own: &Repair) -> RepairJson {
    let concession = |own: &Concession| {
        let (amount, unit) = own.amount(problem).unzip();
        ConcessionJson {
            kind: own.kind().word().into(),
            called: own.called(problem),
            text: (&own.name(problem)).into(),
            amount,
            unit: unit.map(Into::into),
        }
    };
    let concessions = own.concessions.iter().map(concession).collect();
    RepairJson { rank, proved: own.proved, given_up: own.given_up, concessions }
}

const CONFLICTS: Kind = Kind::new(
    "conflicts",
    "Conflicts",
    "冲突",
    "the demands that no layout meets together, a row a demand",
);
const REPAIRS: Kind = Kind::new(
    "repairs",
    "Repairs",
    "修复办法",
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
        .claimed("called", "Called", "名称代码", Text, |row| row.own.called.clone())
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
        .claimed("called", "Called", "名称代码", Text, |row| row.own.called.clone())
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
        .claimed("given_up", "Given up", "放弃程度", Number, |row| row.given_up)
        .about("the sum over the parts of the repair of the share of the demand that goes")
        .claimed("proved", "Proved least", "已证明最少", Flag, |row| row.proved)
        .all_exact()
}

/// The demands of the conflicts.
pub fn conflicts_table(made: &ConflictsJson) -> Table<'static> {
    let sets = made.conflicts.iter().enumerate();
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
pub fn repairs_table(made: &ConflictsJson) -> Table<'static> {
    let rows = made.repairs.iter().flat_map(|repair| {
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
pub fn specs() -> Vec<TableSpec> {
    vec![
        TableSpec::table(CONFLICTS, conflict_columns()),
        TableSpec::table(REPAIRS, repair_columns()),
    ]
}
