//! A table whose columns are known.

use super::asked::Part;
use super::cells;
use super::findings::{Findings, few_names};
use crate::domain::{Members, Text, text};
use crate::read::{
    CALLED, Given, GivenRow, NamedColumn, Role, called, columns_for, is_of_program, name_columns,
};
use serde_json::Value;

/// A table, and which of its columns stands for which property.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) given: Given,
    /// What it is.
    pub(super) part: Part,
    columns: Vec<(String, String)>,
}

impl Table {
    /// Settles the columns: those that are stated, else those whose names are known. Says each, and which are left.
    pub(super) fn new(
        part: Part,
        given: Given,
        stated: &[(Part, String, String)],
        findings: &mut Findings,
    ) -> Self {
        let is_own = |(of, _, column): &&(Part, String, String)| {
            *of == part && given.columns.contains(column)
        };
        let mut columns: Vec<(String, String)> = stated
            .iter()
            .filter(is_own)
            .map(|(_, own, column)| (own.clone(), column.clone()))
            .collect();
        let asked = columns.len();
        let taken: Vec<&str> = columns.iter().map(|(_, column)| column.as_str()).collect();
        for named in known_columns(&given, part.role(), &taken) {
            if columns[..asked].iter().all(|(property, _)| property != named.property) {
                columns.push((named.property.into(), named.column));
            }
        }
        let own = Self { given, part, columns };
        let tell = |(at, (property, column)): (usize, &(String, String))| {
            let name = called(property);
            let why = match at < asked {
                true => text!(" (as asked for)", "（按要求）"),
                false => Text::default(),
            };
            text!("{name} is `{column}`{why}", "{name}取“{column}”列{why}"; name, why)
        };
        let other =
            own.columns.iter().enumerate().filter(|(_, (property, column))| property != column);
        let told = Text::join(&other.map(tell).collect::<Vec<_>>(), (", ", "，"));
        let file = own.name();
        let is_any = told != Text::default();
        findings.guess_if(
            is_any,
            file,
            text!("columns by their headings: {told}", "按列名识别：{told}"; told),
        );
        let left: Vec<&String> = own.free().filter(|column| own.is_filled(column)).collect();
        let count = left.len();
        let left = few_names(left);
        findings.guess_if(
            count > 0,
            file,
            text!("columns that the plan does not use: {left}", "规划未使用的列：{left}"; left),
        );
        own
    }

    /// What messages call the file.
    pub(super) fn name(&self) -> &str {
        &self.given.name
    }

    /// The column that stands for `property`.
    pub(super) fn column(&self, property: &str) -> Option<&str> {
        let found = self.columns.iter().find(|(own, _)| own == property);
        found.map(|(_, column)| column.as_str())
    }

    /// The planner's columns that stand for nothing.
    pub(super) fn free(&self) -> impl Iterator<Item = &String> {
        let is_free = |column: &&String| {
            !is_of_program(column) && self.columns.iter().all(|(_, taken)| taken != *column)
        };
        self.given.columns.iter().filter(is_free)
    }

    /// The values of a column.
    pub(super) fn values(&self, column: &str) -> impl Iterator<Item = &Value> {
        self.given.rows.iter().filter_map(move |row| row.properties.get(column))
    }

    fn is_filled(&self, column: &str) -> bool {
        is_filled(&self.given, column)
    }

    /// The column that names the towns of rows: the one that is known, or another that could be it and does so more often.
    pub(super) fn town_column(
        &self,
        is_town: impl Fn(&str) -> bool,
        findings: &mut Findings,
    ) -> Option<&str> {
        let known = self.column("town")?;
        let count = |column: &str| {
            self.values(column).filter_map(cells::text).filter(|own| is_town(own)).count()
        };
        let others = columns_for(self.part.role(), "town", &self.given.columns);
        let taken = |column: &&String| self.columns.iter().any(|(_, own)| own == *column);
        let best = others.filter(|own| !taken(own)).max_by_key(|column| count(column));
        let Some(best) = best.filter(|best| count(best) > count(known)) else { return Some(known) };
        findings.guess(
            self.name(),
            text!(
                "towns are named by `{best}`: what `{known}` has is no id or name of theirs",
                "所属镇街取“{best}”列：“{known}”列不是镇街图层的编码或名称"
            ),
        );
        Some(best)
    }

    /// The text of a row's cell.
    pub(super) fn text(&self, row: &GivenRow, property: &str) -> Option<String> {
        cells::text(row.properties.get(self.column(property)?)?)
    }

    /// What the row says beside what is known of it: the planner's own columns, and how its position came about.
    /// Members of the format that init makes itself are none.
    pub(super) fn rest(&self, row: &GivenRow, is_placed: bool) -> Members {
        const MADE: &str = "unit tier tiers size works serves_towns required forbidden may_stay \
            method source origin position_origin capacity guarantee_residents";
        let is_own = |key: &&String| {
            let made = CALLED.iter().map(|own| own.english).chain(MADE.split_whitespace());
            let is_made = made.into_iter().any(|own| own == *key);
            !is_made && !is_of_program(key) && self.columns.iter().all(|(_, column)| column != *key)
        };
        let own = row.properties.iter().filter(|(key, value)| is_own(key) && !value.is_null());
        let mut rest: Members = own.map(|(key, value)| (key.clone(), value.clone())).collect();
        let stated = self.column("position_origin").and_then(|own| row.properties.get(own));
        let origin = if is_placed { stated.cloned() } else { Some("modelled".into()) };
        if let Some(origin) = origin.filter(|own| !own.is_null()) {
            rest.insert("position_origin".into(), origin);
        }
        rest
    }

    /// Whether a property's column holds anything.
    pub(super) fn has(&self, property: &str) -> bool {
        self.column(property).is_some_and(|column| self.is_filled(column))
    }
}

fn is_filled(given: &Given, column: &str) -> bool {
    given.rows.iter().any(|row| row.properties.get(column).is_some_and(|own| *own != Value::Null))
}

/// The columns of a table that stand for properties by their headings. One that is blank stands for none, one of zeros
/// is no id, and codes are no names.
pub(super) fn known_columns(given: &Given, role: Role, taken: &[&str]) -> Vec<NamedColumn> {
    let blank = given.columns.iter().filter(|column| !is_filled(given, column));
    let mut taken: Vec<&str> = taken.iter().copied().chain(blank.map(String::as_str)).collect();
    let is_other = |named: &NamedColumn| {
        let texts =
            given.rows.iter().filter_map(|row| cells::text(row.properties.get(&named.column)?));
        let texts: Vec<String> = texts.collect();
        let is_code = |own: &String| own.len() > 5 && own.bytes().all(|byte| byte.is_ascii_digit());
        match named.property {
            // Esri's programs add one that is 0 everywhere.
            "id" => texts.len() > 1 && texts.iter().all(|own| own == "0"),
            "name" => texts.iter().all(is_code),
            _ => false,
        }
    };
    // Codes and names that a Shapefile cut to one heading: 行政村, 行政村_2.
    let is_twin = |column: &str, of: &str| {
        let number = column.strip_prefix(of).and_then(|rest| rest.strip_prefix('_'));
        number.is_some_and(|own| own.parse::<u32>().is_ok())
    };
    loop {
        let mut named = name_columns(role, &given.columns, &taken);
        let Some(at) = named.iter().position(is_other) else { return named };
        let other = named[at].clone();
        let twin = given.columns.iter().find(|own| is_twin(own, &other.column));
        let twin = twin.map(|own| NamedColumn { property: "name", column: own.clone() });
        if let Some(twin) = twin.filter(|own| other.property == "name" && !is_other(own)) {
            named[at] = twin;
            if named.iter().all(|own| own.property != "id") {
                named.push(NamedColumn { property: "id", ..other });
            }
            return named;
        }
        match given.columns.iter().find(|column| **column == other.column) {
            Some(column) => taken.push(column),
            None => return named,
        }
    }
}
