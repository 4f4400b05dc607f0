//! The columns of a long travel matrix, by their names.

use super::csv::Csv;
use super::options::{MatrixFile, MatrixUnit};
use crate::domain::{Phrase, phrase, text};
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::near::{instead, list};

/// The columns of a long matrix.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) demand: usize,
    pub(super) site: usize,
    pub(super) value: usize,
    pub(super) unit: MatrixUnit,
}

const DEMAND: [&str; 11] = [
    "demand",
    "demand_id",
    "origin",
    "origin_id",
    "originid",
    "from",
    "from_id",
    "orig",
    "需求点",
    "起点",
    "村居",
];
const SITE: [&str; 14] = [
    "site",
    "site_id",
    "destination",
    "destination_id",
    "destinationid",
    "to",
    "to_id",
    "dest",
    "facility",
    "facility_id",
    "站点",
    "点位",
    "设施",
    "终点",
];

/// Names of value columns with their units.
const VALUES: [(&[&str], MatrixUnit); 6] = [
    (
        &["metres", "meters", "m", "distance_m", "dist_m", "length_m", "total_meters", "米"],
        MatrixUnit::Metres,
    ),
    (
        &["km", "kilometres", "kilometers", "distance_km", "total_kilometers", "公里", "千米"],
        MatrixUnit::Kilometres,
    ),
    (
        &["minutes", "min", "time_min", "travel_time_min", "duration_min", "total_minutes", "分钟"],
        MatrixUnit::Minutes,
    ),
    (&["seconds", "s", "time_s", "travel_time_s", "duration_s", "秒"], MatrixUnit::Seconds),
    (&["hours", "h", "time_h", "travel_time_h", "duration_h", "小时"], MatrixUnit::Hours),
    (&["cost", "费用"], MatrixUnit::Plain),
];

/// Names of value columns without a unit.
const BARE: [&str; 9] =
    ["distance", "dist", "time", "travel_time", "duration", "value", "length", "距离", "时间"];

fn unit_of(name: &str) -> Option<MatrixUnit> {
    VALUES.iter().find(|(names, _)| is_one_of(name, names)).map(|&(_, unit)| unit)
}

/// Whether a column of this name is known to have values.
fn has_values(name: &str) -> bool {
    unit_of(name).is_some() || is_one_of(name, &BARE)
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether the table has a row for each pair: the caller names a column of ids; or there are a column for demand and one
/// for sites, one of them and a known value column, or two columns of any names beside a known value column.
pub(super) fn is_long(table: &Csv<'_>, file: &MatrixFile) -> bool {
    let has = |names: &[&str]| names.iter().any(|name| table.column(name).is_some());
    let value = table.header.iter().any(|name| has_values(name));
    let (demand, site) = (has(&DEMAND), has(&SITE));
    file.demand_column.is_some()
        || file.site_column.is_some()
        || demand && site
        || (demand || site) && value && table.header.len() <= 4
        || ends_by_place(&table.header).is_some()
}

/// The columns of demand and sites in a table of three columns, one of which is known to have the values, where not both
/// have a known name: the one that is known is what its name says; of two unknown ones demand comes first.
///
/// The first column never has the values: a wide matrix may have `minutes` in its corner. Nor are `m`, `s` and `h`, which
/// may be the ids of sites, taken for values here.
fn ends_by_place(header: &[String]) -> Option<[usize; 2]> {
    let is_value = |&column: &usize| header[column].len() > 2 && has_values(&header[column]);
    let value = (1..header.len()).find(is_value)?;
    let ends: Vec<usize> = (0..header.len()).filter(|&column| column != value).collect();
    let [first, second] = ends[..] else { return None };
    if is_value(&second) {
        return None;
    }
    let [demand, site]: [[bool; 2]; 2] =
        [&DEMAND[..], &SITE].map(|names| [first, second].map(|end| is_one_of(&header[end], names)));
    match (demand.contains(&true), site.contains(&true)) {
        (true, true) => None,
        _ if demand == [true; 2] || site == [true; 2] => None,
        _ if site[0] || demand[1] => Some([second, first]),
        _ => Some([first, second]),
    }
}

impl Columns {
    /// Finds the columns of a long matrix; a missing or ambiguous column is an issue.
    pub(super) fn find(table: &mut Csv<'_>, file: &MatrixFile) -> Option<Self> {
        let named = [&file.demand_column, &file.site_column];
        let by_place = ends_by_place(&table.header).filter(|_| named == [&None, &None]);
        let [demand, site] = match by_place {
            Some(ends) => {
                say_taken(table, ends);
                ends.map(Some)
            }
            None => {
                let what = [phrase("demand points", "需求点"), phrase("sites", "点位")];
                let [demand, site] = named;
                [end(table, demand, what[0], &DEMAND), end(table, site, what[1], &SITE)]
            }
        };
        let value = value_column(table, file)?;
        let name = table.header[value].clone();
        let unit = unit(table, file, &name)?;
        Some(Self { demand: demand?, site: site?, value, unit })
    }
}

/// Says which columns are taken for demand and sites.
fn say_taken(table: &mut Csv<'_>, [demand, site]: [usize; 2]) {
    let (demand, site) = (&table.header[demand], &table.header[site]);
    let cause = text!(
        "`{demand}` is taken for the demand points, `{site}` for the sites",
        "以 `{demand}` 作为需求点编号，以 `{site}` 作为点位编号"
    );
    let action = text!(
        "nothing, if that is right; otherwise name the columns with --matrix-demand-field and --matrix-site-field",
        "如无误则无需处理；否则请用 --matrix-demand-field 和 --matrix-site-field 写明两列"
    );
    let place = Place { line: Some(1), ..Place::file(&table.name) };
    table.sink.push(Code::FIELD_TAKEN_FOR, place, cause, action);
}

/// The column of ids that is named, else the one with a known name.
fn end(table: &mut Csv<'_>, named: &Option<String>, what: Phrase, names: &[&str]) -> Option<usize> {
    match named {
        Some(name) => column(table, name),
        None => one_of(table, what, names),
    }
}

/// The column of this name; a missing one is an issue.
fn column(table: &mut Csv<'_>, name: &str) -> Option<usize> {
    let found = table.column(name);
    if found.is_none() {
        let known: Vec<&str> = table.header.iter().map(String::as_str).collect();
        let cause = text!("no column has the name `{name}`", "没有名为 `{name}` 的列");
        let action = instead(name, &known);
        table.faults.push(Code::COLUMN_MISSING, Some(1), None, cause, action);
    }
    found
}

fn one_of(table: &mut Csv<'_>, what: Phrase, names: &[&str]) -> Option<usize> {
    let columns: Vec<usize> = names.iter().filter_map(|name| table.column(name)).collect();
    match columns[..] {
        [column] => Some(column),
        [] => {
            let cause = text!("no column has the ids of {what}", "没有{what}编号列"; what);
            let listed = list(names);
            let action = text!("name it one of {listed}", "请将列名改为 {listed} 之一"; listed);
            table.faults.push(Code::COLUMN_MISSING, Some(1), None, cause, action);
            None
        }
        [a, b, ..] => {
            let (a, b) = (&table.header[a], &table.header[b]);
            let cause = text!(
                "`{a}` and `{b}` can both be the {what}",
                "`{a}` 和 `{b}` 都可能是{what}列";
                what
            );
            let action = text!("rename the wrong one", "请将不对的一列改名");
            table.faults.push(Code::COLUMN_UNCLEAR, Some(1), None, cause, action);
            None
        }
    }
}

fn value_column(table: &mut Csv<'_>, file: &MatrixFile) -> Option<usize> {
    if let Some(name) = &file.value {
        return column(table, name);
    }
    let columns: Vec<usize> =
        (0..table.header.len()).filter(|&column| has_values(&table.header[column])).collect();
    let (code, cause, action) = match columns[..] {
        [column] => return Some(column),
        [] => (
            Code::COLUMN_MISSING,
            text!("no column has a known name of values", "没有可识别的数值列"),
            text!(
                "name it `metres`, `km`, `minutes`, `seconds` or `cost`, or name the right column",
                "请将列名改为 `metres`、`km`、`minutes`、`seconds` 或 `cost`，或写明所用的列"
            ),
        ),
        [a, b, ..] => {
            let (a, b) = (&table.header[a], &table.header[b]);
            (
                Code::COLUMN_UNCLEAR,
                text!("`{a}` and `{b}` can both be the values", "`{a}` 和 `{b}` 都可能是数值列"),
                text!("name the right column", "请写明所用的列"),
            )
        }
    };
    table.faults.push(code, Some(1), None, cause, action);
    None
}

fn unit(table: &mut Csv<'_>, file: &MatrixFile, name: &str) -> Option<MatrixUnit> {
    let (cause, action) = match (unit_of(name), file.unit) {
        (Some(unit), None) => return Some(unit),
        (stated, Some(unit)) if stated.is_none_or(|stated| stated == unit) => return Some(unit),
        (Some(_), Some(unit)) => (
            text!(
                "the column `{name}` states its unit, but `{unit}` is asked for",
                "列 `{name}` 已写明单位，但要求的是 `{unit}`"
            ),
            text!(
                "leave out --matrix-unit, or rename the column",
                "请删去 --matrix-unit，或将该列改名"
            ),
        ),
        (None, _) => (
            text!("the column `{name}` does not state its unit", "列 `{name}` 未写明单位"),
            text!(
                "give the unit with --matrix-unit m, km, s, min, h or none, or name the column for instance `metres` or `minutes`",
                "请用 --matrix-unit m、km、s、min、h 或 none 写明单位，或将列名改为 `metres`、`minutes` 等"
            ),
        ),
    };
    table.faults.push(Code::UNIT_UNCLEAR, Some(1), None, cause, action);
    None
}
