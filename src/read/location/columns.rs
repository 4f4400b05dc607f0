//! The columns of a long travel matrix, by their names.

use super::csv::Csv;
use super::options::MatrixFile;
use crate::domain::location::Unit;
use crate::domain::{Phrase, phrase, text};
use crate::read::catalogue::Code;
use crate::read::near::{instead, list};

/// The columns of a long matrix.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) demand: usize,
    pub(super) site: usize,
    pub(super) value: usize,
    pub(super) scale: Scale,
}

/// A unit, and the factor that converts values to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    pub(super) unit: Unit,
    pub(super) factor: f64,
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
const VALUES: [(&[&str], Unit, f64); 5] = [
    (
        &["metres", "meters", "m", "distance_m", "dist_m", "length_m", "total_meters", "米"],
        Unit::Metres,
        1.0,
    ),
    (
        &["km", "kilometres", "kilometers", "distance_km", "total_kilometers", "公里", "千米"],
        Unit::Metres,
        1000.0,
    ),
    (
        &["minutes", "min", "time_min", "travel_time_min", "duration_min", "total_minutes", "分钟"],
        Unit::Minutes,
        1.0,
    ),
    (&["seconds", "s", "time_s", "travel_time_s", "duration_s", "秒"], Unit::Minutes, 1.0 / 60.0),
    (&["cost", "费用"], Unit::Plain, 1.0),
];

/// Names of value columns without a unit.
const BARE: [&str; 9] =
    ["distance", "dist", "time", "travel_time", "duration", "value", "length", "距离", "时间"];

fn scale_of(name: &str) -> Option<Scale> {
    let named = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    let found = VALUES.iter().find(|(names, ..)| named(names));
    found.map(|&(_, unit, factor)| Scale { unit, factor })
}

/// Whether the table has a row for each pair: a column for demand and one for sites, or one of them and a known value
/// column.
pub(super) fn is_long(table: &Csv<'_>) -> bool {
    let has = |names: &[&str]| names.iter().any(|name| table.column(name).is_some());
    let value = table.header.iter().any(|name| scale_of(name).is_some() || is_bare(name));
    let (demand, site) = (has(&DEMAND), has(&SITE));
    demand && site || (demand || site) && value && table.header.len() <= 4
}

fn is_bare(name: &str) -> bool {
    BARE.iter().any(|known| known.eq_ignore_ascii_case(name))
}

impl Columns {
    /// Finds the columns of a long matrix; a missing or ambiguous column is an issue.
    pub(super) fn find(table: &mut Csv<'_>, file: &MatrixFile) -> Option<Self> {
        let demand = one_of(table, phrase("demand points", "需求点"), &DEMAND);
        let site = one_of(table, phrase("sites", "点位"), &SITE);
        let value = value_column(table, file);
        let value = value?;
        let name = table.header[value].clone();
        let scale = scale(table, file, &name)?;
        Some(Self { demand: demand?, site: site?, value, scale })
    }
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
        let found = table.column(name);
        if found.is_none() {
            let known: Vec<&str> = table.header.iter().map(String::as_str).collect();
            let cause = text!("no column has the name `{name}`", "没有名为 `{name}` 的列");
            let action = instead(name, &known);
            table.faults.push(Code::COLUMN_MISSING, Some(1), None, cause, action);
        }
        return found;
    }
    let known = |name: &String| scale_of(name).is_some() || is_bare(name);
    let columns: Vec<usize> =
        (0..table.header.len()).filter(|&column| known(&table.header[column])).collect();
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

fn scale(table: &mut Csv<'_>, file: &MatrixFile, name: &str) -> Option<Scale> {
    let (cause, action) = match (scale_of(name), file.unit) {
        (Some(scale), None) => return Some(scale),
        (Some(scale), Some(unit)) if scale.unit == unit => return Some(scale),
        (None, Some(unit)) => return Some(Scale { unit, factor: 1.0 }),
        (Some(_), Some(unit)) => {
            let word = word(unit);
            (
                text!(
                    "the column `{name}` states its unit, but `{word}` is asked for",
                    "列 `{name}` 已写明单位，但要求的是 `{word}`"
                ),
                text!(
                    "leave out --matrix-unit, or rename the column",
                    "请删去 --matrix-unit，或将该列改名"
                ),
            )
        }
        (None, None) => (
            text!("the column `{name}` does not state its unit", "列 `{name}` 未写明单位"),
            text!(
                "give the unit with --matrix-unit m, min or none, or name the column for instance `metres` or `minutes`",
                "请用 --matrix-unit m、min 或 none 写明单位，或将列名改为 `metres`、`minutes` 等"
            ),
        ),
    };
    table.faults.push(Code::UNIT_UNCLEAR, Some(1), None, cause, action);
    None
}

fn word(unit: Unit) -> &'static str {
    match unit {
        Unit::Plain => "none",
        unit => unit.word(),
    }
}
