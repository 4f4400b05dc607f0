//! What a table lacks, and which of its columns it could be.

use super::cells;
use super::findings::{Findings, few_names};
use super::table::Table;
use crate::domain::text;
use crate::read::{Code, called, is_share};

impl Table {
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
                "no column is known to be `{name}`; the columns are {columns}",
                "未能识别哪一列是{name}（{property}）；各列为：{columns}";
                name
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
}
