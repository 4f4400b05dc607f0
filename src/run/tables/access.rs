//! What each part of the people has of each tier, today and by the plan; who gains and who loses.

use super::coverage::place_name;
use super::works::tier_name;
use crate::domain::Problem;
use crate::run::plan::{AccessJson, PlanJson};
use crate::run::table::Unit::{self, Kilometres, Minutes, Number, People, Text};
use crate::run::table::{Columns, Kind, Table};
use crate::run::words::SUPPLIES;

pub(super) const KIND: Kind = Kind::new(
    "access_by_place",
    "Access",
    "可达性",
    "by tier, place and group, today and by the plan: the way to the nearest facility, the supply a head, who gains and who loses",
);

#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    problem: &'a Problem,
    row: &'a AccessJson,
}

type Figure = fn(&AccessJson) -> Option<f64>;

/// The columns.
pub(super) fn columns<'a>() -> Columns<'a, Row<'a>> {
    let columns = Columns::<Row<'a>>::new()
        .computed("place", "Place (code)", "范围（代码）", Text, |row| &row.row.slice)
        .for_programs()
        .computed("place_name", "Place", "范围", Text, |row| {
            place_name(row.problem, &row.row.slice)
        })
        .computed("tier", "Tier id", "层级编号", Text, |row| &row.row.tier)
        .for_programs()
        .computed("tier_name", "Tier", "层级", Text, |row| tier_name(row.problem, &row.row.tier))
        .computed("group", "Group", "人群", Text, |row| &row.row.group)
        .computed("people", "People", "人数", People, |row| row.row.people);
    let columns = both(
        columns,
        "km",
        ["Mean way", "平均路程"],
        Kilometres,
        [|row| row.km_today, |row| row.km],
    )
    .about("people not served count with the end of their reach: see docs/definitions.md");
    let columns = both(
        columns,
        "minutes",
        ["Mean time", "平均用时"],
        Minutes,
        [|row| row.minutes_today, |row| row.minutes],
    );
    let worst = ["Way of the worst-off tenth", "最远一成人群平均路程"];
    let columns = both(
        columns,
        "worst_km",
        worst,
        Kilometres,
        [|row| row.worst_km_today, |row| row.worst_km],
    );
    let worst = ["Time of the worst-off tenth", "最久一成人群平均用时"];
    let columns = both(
        columns,
        "worst_minutes",
        worst,
        Minutes,
        [|row| row.worst_minutes_today, |row| row.worst_minutes],
    )
    .computed("supplied", "Supply counts", "供给口径", &SUPPLIES, |row| &row.row.supplied);
    let supply = ["Supply for 1,000 people (2SFCA)", "每千人可及供给（两步移动搜索法）"];
    let columns = both(
        columns,
        "supply",
        supply,
        Number,
        [|row| Some(row.supply_today), |row| Some(row.supply)],
    );
    let supply =
        ["Supply for 1,000 people, with decay (E2SFCA)", "每千人可及供给（增强两步移动搜索法）"];
    both(
        columns,
        "decayed_supply",
        supply,
        Number,
        [|row| Some(row.decayed_supply_today), |row| Some(row.decayed_supply)],
    )
    .computed("gain", "People who gain", "受益人数", People, |row| row.row.gain)
    .about("newly served, or with a shorter way than today")
    .computed("newly_served", "Newly served", "新获服务人数", People, |row| {
        row.row.newly_served
    })
    .computed("lose", "People who lose", "受损人数", People, |row| row.row.lose)
    .about("no longer served, or with a longer way than today")
    .computed("no_longer_served", "No longer served", "失去服务人数", People, |row| {
        row.row.no_longer_served
    })
}

/// A figure today and by the plan.
fn both<'a>(
    columns: Columns<'a, Row<'a>>,
    name: &str,
    heading: [&str; 2],
    unit: Unit,
    [today, then]: [Figure; 2],
) -> Columns<'a, Row<'a>> {
    let ([en, zh], [unit_en, unit_zh]) = (heading, unit.in_heading());
    let now = [format!("{en} today{unit_en}"), format!("现状{zh}{unit_zh}")];
    let by_plan = [format!("{en} by the plan{unit_en}"), format!("规划{zh}{unit_zh}")];
    let [now_en, now_zh] = now;
    let [by_en, by_zh] = by_plan;
    columns
        .computed(format!("{name}_today"), now_en, now_zh, unit, move |row| today(row.row))
        .computed(name, by_en, by_zh, unit, move |row| then(row.row))
}

/// The table: in the order of coverage.
pub fn access_table<'a>(problem: &'a Problem, plan: &'a PlanJson) -> Table<'a> {
    let rows = plan.access.iter().map(|row| Row { problem, row });
    Table::new(KIND, columns(), rows)
}
