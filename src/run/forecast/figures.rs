//! `forecast.csv`: the figures by area and town.

use super::report::ForecastReport;
use crate::domain::Origin;
use crate::domain::forecast::{PeopleGroup, Variant};
use crate::run::table::{Cell, Column, Kind, Source, Table, Unit, heading};
use crate::run::words::ORIGINS;
use std::collections::BTreeMap;

pub(super) const KIND: Kind = Kind {
    name: "forecast",
    file: "forecast",
    en: "Forecast",
    zh: "人口预测",
    about: "people by area, year, variant and group; then by town where the forecast was shared out",
    prefix: "",
};

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
pub(super) fn columns<'a>() -> Vec<Column<'a, Row<'a>>> {
    let column = |name: &str, en: &str, zh: &str, unit, get: fn(&Row<'a>) -> Cell| {
        Column::new(name, heading(en, zh), unit, get)
    };
    let (text, people) = (Unit::Text, Unit::People);
    vec![
        column("area", "Area id", "区域编号", text, |row| Cell::text(row.id)).from(Source::Input),
        column("name", "Area", "区域", text, |row| Cell::text(row.name)).from(Source::Input),
        column("level", "Level", "层次", text, |row| Cell::text(row.level))
            .about("`area` or `town`"),
        column("year", "Year", "年份", Unit::Count, |row| Cell::Whole(row.year.into())),
        column("variant", "Variant", "方案", text, |row| Cell::text(row.variant.to_string()))
            .about("`low`, `medium`, `high`, or a draw"),
        column("group", "Group", "人群", text, |row| Cell::text(row.group.field()))
            .about("by its property in demand layers"),
        column("persons", "People", "人数", people, |row| Cell::Number(row.persons))
            .exact()
            .about("what counts: the method's own figure, or brought to what controls it"),
        column("own", "The method's own", "方法自身结果", people, |row| {
            Cell::number(row.own)
        }),
        column("published", "Published", "公布数", people, |row| Cell::number(row.published))
            .exact()
            .from(Source::Input)
            .about("what another source says"),
        column("controlled", "Controlled", "是否受控", Unit::Flag, |row| {
            Cell::Flag(row.controlled)
        })
        .about("whether `persons` was brought to it"),
        column("origin", "Origin", "数据性质", text, |_| {
            Cell::Code(&ORIGINS, Origin::Modelled.word().into())
        }),
    ]
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
