//! `forecast.csv`: the figures by area and town.

use super::report::ForecastReport;
use crate::domain::Origin;
use crate::domain::forecast::{PeopleGroup, Variant};
use crate::run::table::Unit::{Count, Flag, People, Text};
use crate::run::table::{Columns, Kind, Table};
use crate::run::words::ORIGINS;
use std::collections::BTreeMap;

pub(super) const KIND: Kind = Kind::new(
    "forecast",
    "Forecast",
    "人口预测",
    "people by area, year, variant and group; then by town where the forecast was shared out",
);

pub(super) struct Row<'a> {
    id: &'a str,
    name: &'a str,
    level: &'static str,
    year: i32,
    variant: Variant,
    group: &'a PeopleGroup,
    persons: f64,
    own: Option<f64>,
    published: Option<f64>,
    controlled: bool,
}

/// The columns.
pub(super) fn columns<'a>() -> Columns<'a, Row<'a>> {
    Columns::<Row<'a>>::new()
        .input("area", "Area id", "区域编号", Text, |row| row.id)
        .input("name", "Area", "区域", Text, |row| row.name)
        .computed("level", "Level", "层次", Text, |row| row.level)
        .about("`area` or `town`")
        .computed("year", "Year", "年份", Count, |row| row.year)
        .computed("variant", "Variant", "方案", Text, |row| row.variant.to_string())
        .about("`low`, `medium`, `high`, or a draw")
        .computed("group", "Group", "人群", Text, |row| row.group.field())
        .about("by its property in demand layers")
        .computed("persons", "People", "人数", People, |row| row.persons)
        .exact()
        .about("what counts: the method's own figure, or brought to what controls it")
        .computed("own", "The method's own", "方法自身结果", People, |row| row.own)
        .input("published", "Published", "公布数", People, |row| row.published)
        .exact()
        .about("what another source says")
        .computed("controlled", "Controlled", "是否受控", Flag, |row| row.controlled)
        .about("whether `persons` was brought to it")
        .computed("origin", "Origin", "数据性质", &ORIGINS, |_| Origin::Modelled.word())
}

/// A row an area, year, variant and group, then a row a town where the forecast was shared out.
pub fn figures_table<'a>(report: &ForecastReport<'a>) -> Table<'a> {
    let request = report.request;
    let areas = report.outlook.rows.iter().map(|row| Row {
        id: &request.areas[row.area].id,
        name: &request.areas[row.area].name,
        level: "area",
        year: row.year,
        variant: row.variant,
        group: &row.group,
        persons: row.people,
        own: Some(row.own),
        published: row.published,
        controlled: row.controlled,
    });
    let mut rows: Vec<Row<'a>> = areas.collect();
    for (&(year, variant), shared) in &report.shared {
        for (town, people) in by_town(report, shared) {
            let groups = request.groups.iter().zip(people);
            rows.extend(groups.map(|(group, persons)| Row {
                id: town,
                name: "",
                level: "town",
                year,
                variant,
                group,
                persons,
                own: None,
                published: None,
                controlled: false,
            }));
        }
    }
    Table::new(KIND, columns(), rows)
}

/// People by group of each town, in the order of towns.
fn by_town<'a>(report: &ForecastReport<'a>, rows: &[Vec<f64>]) -> BTreeMap<&'a str, Vec<f64>> {
    let mut towns: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let units = report.units.map_or(&[][..], |units| units.towns);
    for (town, people) in units.iter().zip(rows) {
        let sums = towns.entry(town.as_str()).or_insert_with(|| vec![0.0; people.len()]);
        for (sum, people) in sums.iter_mut().zip(people) {
            *sum += people;
        }
    }
    towns
}
