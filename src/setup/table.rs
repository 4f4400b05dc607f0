//! A table whose columns are known.

use super::asked::Part;
use super::cells::{self, Figure};
use super::findings::{Findings, few_names};
use crate::domain::{Members, Text, text};
use crate::read::{
    CALLED, Code, Given, GivenRow, HeadingUnit, called, heading_unit, is_share, name_columns,
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
        for named in name_columns(part.role(), &given.columns, &taken) {
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

    /// The columns that stand for nothing.
    fn free(&self) -> impl Iterator<Item = &String> {
        let is_free = |column: &&String| self.columns.iter().all(|(_, taken)| taken != *column);
        self.given.columns.iter().filter(is_free)
    }

    /// The values of a column.
    fn values(&self, column: &str) -> impl Iterator<Item = &Value> {
        self.given.rows.iter().filter_map(move |row| row.properties.get(column))
    }

    fn is_filled(&self, column: &str) -> bool {
        self.values(column).any(|own| *own != Value::Null)
    }

    /// The text of a row's cell.
    pub(super) fn text(&self, row: &GivenRow, property: &str) -> Option<String> {
        cells::text(row.properties.get(self.column(property)?)?)
    }

    /// Whether a property's column holds shares of people, by its heading or its figures, so that it counts nobody.
    pub(super) fn is_share(&self, property: &str) -> bool {
        let Some(column) = self.column(property) else { return false };
        match heading_unit(column) {
            Some(unit) => unit == HeadingUnit::Percent,
            None => is_share(column) || self.holds_shares(column),
        }
    }

    /// Whether all figures of a column are in percent, or up to 100 with fractions where people are whole.
    fn holds_shares(&self, column: &str) -> bool {
        let figures = |column: &str| -> Vec<Figure> {
            self.values(column).filter_map(|own| cells::figure(own)?.ok()).collect()
        };
        let is_broken = |own: &Figure| own.number.fract() != 0.0;
        let people = ["persons", "population"].iter().find_map(|own| self.column(own));
        let are_whole = people.is_some_and(|column| {
            heading_unit(column).is_none() && !figures(column).iter().any(is_broken)
        });
        let own = figures(column);
        let small = || own.iter().all(|own| own.number <= 100.0);
        !own.is_empty()
            && (own.iter().all(|own| own.is_percent)
                || are_whole && own.iter().any(is_broken) && small())
    }

    /// The quantities of a column with their unit: the cell's own, else `unit`, so many times as the heading says.
    pub(super) fn quantities(
        &self,
        property: &str,
        unit: &str,
        findings: &mut Findings,
    ) -> Vec<Option<String>> {
        let times = match self.column(property).and_then(heading_unit) {
            Some(HeadingUnit::Times(times)) => times,
            _ => 1.0,
        };
        let all = self.cells(property, |own| cells::quantity(own, times), findings);
        all.into_iter().map(|own| own.map(|own| format!("{own} {unit}"))).collect()
    }

    /// The counts of a column, a row each, in the unit that its heading has in brackets; rows whose cell is no count are told.
    pub(super) fn figures(&self, property: &str, findings: &mut Findings) -> Vec<Option<Figure>> {
        let mut figures = self.numbers(property, false, findings);
        let Some(column) = self.column(property) else { return figures };
        match heading_unit(column) {
            Some(HeadingUnit::Times(times)) => {
                figures.iter_mut().flatten().for_each(|own| own.number *= times);
                findings.guess(
                    self.name(),
                    text!(
                        "`{column}`: each figure times {times}, by the unit of its heading",
                        "“{column}”按列名中的单位，数值乘以 {times}"
                    ),
                );
            }
            Some(HeadingUnit::Percent) => {
                let name = called(property);
                findings.push(
                    Code::FIELD_WRONG_TYPE,
                    self.name(),
                    Some(column),
                    text!(
                        "`{column}` is in percent, and {name} is a count",
                        "“{column}”为百分数，而{name}应为数量"; name
                    ),
                    text!(
                        "name the column of counts with --column, or write counts",
                        "请用 --column 指明数量所在的列，或改填数量"
                    ),
                );
                figures.fill(None);
            }
            None => {}
        }
        figures
    }

    /// What `read` makes of a column, a row each; rows of whose cell it makes nothing are told.
    fn cells<T>(
        &self,
        property: &str,
        read: impl Fn(&Value) -> Option<Result<T, Text>>,
        findings: &mut Findings,
    ) -> Vec<Option<T>> {
        let Some(column) = self.column(property) else {
            return self.given.rows.iter().map(|_| None).collect();
        };
        let mut one = |row: &GivenRow| match row.properties.get(column).and_then(&read)? {
            Ok(own) => Some(own),
            Err(cause) => {
                let action = text!(
                    "write digits alone, or leave the cell empty",
                    "请只填写数字，或将单元格留空"
                );
                let at = (self.name(), Some(column));
                findings.row(Code::FIELD_WRONG_TYPE, at, row, cause, action);
                None
            }
        };
        self.given.rows.iter().map(&mut one).collect()
    }

    fn numbers(
        &self,
        property: &str,
        takes_percent: bool,
        findings: &mut Findings,
    ) -> Vec<Option<Figure>> {
        let read = |own: &Value| {
            Some(cells::figure(own)?.and_then(|figure| match takes_percent || !figure.is_percent {
                true => Ok(figure),
                false => {
                    let number = figure.number;
                    Err(text!(
                        "`{number}%` is a share, where a count is wanted",
                        "“{number}%”是比例，此处应为数量"
                    ))
                }
            }))
        };
        let figures = self.cells(property, read, findings);
        let about = figures.iter().flatten().filter(|own| own.is_about).count();
        let column = self.column(property).unwrap_or_default();
        findings.guess_if(
            about > 0,
            self.name(),
            text!(
                "`{column}`: figures that are called about so many (约) are taken as they are written: {about}",
                "“{column}”中 {about} 个约数按所写数字计"
            ),
        );
        figures
    }

    /// A column of shares, from 0 to 1, whether it is written in percent or not, which is told by its heading and its largest
    /// figure.
    pub(super) fn shares(&self, property: &str, findings: &mut Findings) -> Vec<Option<f64>> {
        let figures = self.numbers(property, true, findings);
        let Some(column) = self.column(property) else { return vec![None; figures.len()] };
        let by_heading = heading_unit(column) == Some(HeadingUnit::Percent);
        let plain = figures.iter().flatten().filter(|own| !own.is_percent);
        let most = plain.map(|own| own.number).fold(0.0, f64::max);
        // Cells with the format of percent are shares under a heading that says percent; of these none is below one in a hundred.
        let are_shares = by_heading && most <= 1.0 && NEVER_SO_FEW.contains(&property);
        let in_percent = most > 1.0 || by_heading && !are_shares;
        let is_odd = |own: &&Figure| {
            let too_few = own.number > 0.0 && own.number < 1.0;
            let mixed = in_percent && too_few && (!by_heading || NEVER_SO_FEW.contains(&property));
            own.number > 100.0 || mixed && !own.is_percent
        };
        for (row, figure) in self.given.rows.iter().zip(&figures) {
            let Some(Figure { number, .. }) = figure.as_ref().filter(is_odd) else { continue };
            findings.row(
                Code::RATE_NOT_A_SHARE,
                (self.name(), Some(column)),
                row,
                text!(
                    "{number} beside {most}, the largest of the column: shares and percent are mixed, or it is no share",
                    "数值 {number} 与该列最大值 {most} 不一致：比例与百分数混用，或不是比例"
                ),
                text!(
                    "write all of the column as shares (0.236) or all as percent (23.6)",
                    "请将整列统一写成比例（0.236）或百分数（23.6）"
                ),
            );
        }
        findings.guess_if(
            in_percent,
            self.name(),
            text!(
                "`{column}` is in percent: its figures go up to {most}",
                "“{column}”按百分数计：其数值最大为 {most}"
            ),
        );
        findings.guess_if(
            are_shares && most > 0.0,
            self.name(),
            text!(
                "`{column}` is read as shares, not as percent, though its heading says percent: its figures go up to {most} only",
                "“{column}”标为百分数，但数值最大仅 {most}，按比例（0—1）计"
            ),
        );
        let share = |own: Figure| match own.is_percent || in_percent {
            true => own.number / 100.0,
            false => own.number,
        };
        figures.into_iter().map(|figure| figure.map(share)).collect()
    }

    /// Says that a property is needed and that no column stands for it, and which column it could be.
    pub(super) fn lacks(&self, property: &str, findings: &mut Findings) {
        // As people call it, who have no two words for it.
        let property = if property == "persons" { "population" } else { property };
        let (part, columns, name) = (self.part, self.given.columns.join(", "), called(property));
        let (likely, parts) = self.likely(property);
        let action = match (likely, &parts[..]) {
            (Some((property, column)), _) => text!(
                "say which one it is, for instance --column {part}.{property}={column}, or add it",
                "请指明，例如 --column {part}.{property}={column}，或补充该列"
            ),
            (None, [_, _, ..]) => {
                let parts = few_names(parts);
                text!(
                    "add a column with the sum of those of its parts that there are ({parts}), or say which one it is: --column {part}.{property}=…",
                    "请增加一列填写各分项（{parts}）之和，或用 --column {part}.{property}=… 指明";
                    parts
                )
            }
            _ => text!(
                "say which one it is: --column {part}.{property}=…, or add it",
                "请用 --column {part}.{property}=… 指明，或补充该列"
            ),
        };
        findings.push(
            Code::FIELD_MISSING,
            self.name(),
            Some(property),
            text!(
                "no column is known to be `{property}`; the columns are {columns}",
                "未能识别哪一列是{name}（{property}）；各列为：{columns}"
            ),
            action,
        );
    }

    /// The column that is likely a property that is not known, with what it is; and the columns that count some of its people:
    /// by sex, by ages. None where nothing says which it is.
    fn likely(&self, property: &str) -> (Option<(&'static str, &String)>, Vec<&String>) {
        const SOME: &str = "男 女 童 残 失能 独居 空巢 低保 特困 male";
        let has = |column: &str, words: &str| {
            words.split_whitespace().any(|word| column.to_lowercase().contains(word))
        };
        let is_figure = |column: &&String| {
            let mut own = self.values(column).filter_map(cells::figure);
            own.next().is_some_and(|own| own.is_ok())
        };
        let of_ages = |column: &str| {
            let ends = column.split(['-', '~', '～', '—', '–', '至']);
            let digits = |end: &str| end.contains(|own: char| own.is_ascii_digit());
            ends.filter(|end| digits(end)).count() > 1
        };
        let (figures, words): (Vec<&String>, Vec<&String>) = self.free().partition(is_figure);
        let is_some = |column: &&String| has(column, SOME) || of_ages(column);
        let (some, whole): (Vec<&String>, Vec<&String>) = figures.into_iter().partition(is_some);
        fn only<'a>(all: &[&'a String]) -> Option<&'a String> {
            if let [one] = all { Some(one) } else { None }
        }
        let found = match property {
            "name" => {
                let names = "名 称 name 镇 街道 村 社区";
                let mut named = words.iter().filter(|column| has(column, names));
                named.next().copied().or(only(&words)).map(|column| ("name", column))
            }
            "aged_60" => {
                let old = |column: &&&String| has(column, "老 60 龄 old aged");
                let is_share = |column: &str| is_share(column) || self.holds_shares(column);
                whole.iter().find(old).map(|column| match is_share(column) {
                    true => ("ageing_rate", *column),
                    false => ("aged_60", *column),
                })
            }
            _ => {
                const OTHER: &str = "编码 代码 编号 序号 电话 面积 年份 时间 code id 岁 老 率 比";
                let all: Vec<&String> =
                    whole.into_iter().filter(|column| !has(column, OTHER)).collect();
                let people = |column: &&&String| has(column, "人 pop 户籍 常住");
                all.iter().find(people).copied().or(only(&all)).map(|column| ("population", column))
            }
        };
        (found, some)
    }

    /// What the row says beside what is known of it: the planner's own columns, and how its position came about.
    /// Members of the format that init makes itself are none.
    pub(super) fn rest(&self, row: &GivenRow, is_placed: bool) -> Members {
        const MADE: &str = "unit tier tiers size works serves_towns required forbidden may_stay \
            method source origin position_origin capacity guarantee_residents";
        let is_own = |key: &&String| {
            let made = CALLED.iter().map(|own| own.english).chain(MADE.split_whitespace());
            let is_made = made.into_iter().any(|own| own == *key);
            !is_made && self.columns.iter().all(|(_, column)| column != *key)
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

/// Shares that are one in a hundred and more everywhere.
const NEVER_SO_FEW: [&str; 4] = ["ageing_rate", "aged_60", "aged_65", "urban_share"];
