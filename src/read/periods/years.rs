//! The years of a plan's periods.

use crate::domain::{Text, phrase, text};
use crate::read::catalogue::Code;
use crate::read::fields::Fields;
use crate::read::issue::Usual;
use crate::read::near::list;
use crate::read::node::Value;
use crate::read::plan_file::{check_p4015_year, year_of};

/// The years that `[plan]` names.
#[derive(Debug, Default)]
pub(in crate::read) struct PeriodYears {
    /// The year after which works can begin, where given.
    pub(super) start: Option<i32>,
    /// Ascending; empty where the plan has no periods.
    pub(super) list: Vec<i32>,
    /// The position of the plan's own year.
    pub(super) own: usize,
    /// `periods` could not be read: references to periods are not checked.
    unclear: bool,
}

impl PeriodYears {
    pub(super) fn read(plan: &Fields<'_>) -> Self {
        let named = plan.has("periods").then(|| read_years(plan));
        let unclear = matches!(named, Some(None));
        let list = named.flatten().unwrap_or_default();
        let start = plan.has("start").then(|| check_p4015_year(plan, "start")).flatten();
        check_p4041_start(plan, start, &list);
        let own = match plan.has("period") {
            true => plan.figure("period").and_then(year_of),
            false => list.last().copied(),
        };
        let own = check_p4042_own(plan, own, &list);
        Self { start, list, own: own.unwrap_or_default(), unclear }
    }

    /// Whether the plan has periods.
    pub(in crate::read) fn are_there(&self) -> bool {
        !self.list.is_empty()
    }

    /// The position of the year in `field`; none when it is absent or wrong.
    pub(super) fn position_in(&self, table: &Fields<'_>, field: &str) -> Option<usize> {
        if !table.has(field) {
            return None;
        }
        let year = table.figure(field)?;
        self.position(table, field, year_of(year), &year.to_string())
    }

    /// The position of `year`, which `field` states as `said`; an issue when it is not that of a period.
    pub(super) fn position(
        &self,
        table: &Fields<'_>,
        field: &str,
        year: Option<i32>,
        said: &str,
    ) -> Option<usize> {
        let found = self.list.iter().position(|&own| Some(own) == year);
        if found.is_none() && !self.unclear {
            push_unknown(table, field, said, &self.list);
        }
        found
    }
}

/// The years of `periods`, ascending.
fn read_years(plan: &Fields<'_>) -> Option<Vec<i32>> {
    let node = plan.node("periods")?;
    let Value::List(items) = &node.value else {
        return plan.refuse_type("periods", node, phrase("a list of years", "年份的列表"));
    };
    let mut years = Vec::new();
    for item in items.iter() {
        let year = plan.figure_of("periods", item)?;
        let Some(year) = year_of(year) else {
            let cause = text!(
                "`periods` has {year}, which is not a year from 1900 to 2200",
                "`periods` 中有 {year}，不是 1900 至 2200 之间的年份"
            );
            let action =
                text!("write the years at whose ends the plan is evaluated", "写明各期末的年份");
            return plan.refuse(Code::PERIOD_NOT_A_YEAR, "periods", cause, action);
        };
        years.push(year);
    }
    if years.is_empty() {
        let cause = text!("`periods` is empty", "`periods` 为空");
        let action = text!(
            "name at least one year, or leave `periods` out",
            "至少写一个年份，或不写 `periods`"
        );
        return plan.refuse(Code::PERIODS_OUT_OF_ORDER, "periods", cause, action);
    }
    if let Some(pair) = years.windows(2).find(|pair| pair[0] >= pair[1]) {
        let (first, second) = (pair[0], pair[1]);
        let cause = text!(
            "{first} stands before {second} in `periods`",
            "`periods` 中 {first} 排在 {second} 之前"
        );
        return plan.refuse(Code::PERIODS_OUT_OF_ORDER, "periods", cause, Usual);
    }
    Some(years)
}

fn check_p4041_start(plan: &Fields<'_>, start: Option<i32>, years: &[i32]) {
    if let (Some(start), Some(&first)) = (start, years.first())
        && start >= first
    {
        let cause = text!(
            "`start` is {start}, not before the first period, {first}",
            "`start` 为 {start}，不早于第一期 {first}"
        );
        let action = text!(
            "write the year after which works can begin, or leave it out",
            "写明此后方可开工的年份，或不写"
        );
        plan.push(Code::PERIODS_OUT_OF_ORDER, "start", cause, action);
    }
}

fn check_p4042_own(plan: &Fields<'_>, own: Option<i32>, years: &[i32]) -> Option<usize> {
    let own = own?;
    let found = years.iter().position(|&year| year == own);
    if found.is_none() && !years.is_empty() {
        push_unknown(plan, "period", &own.to_string(), years);
    }
    found
}

fn push_unknown(table: &Fields<'_>, field: &str, said: &str, years: &[i32]) {
    let cause = text!(
        "`{field}` is {said}, which is not a period of the plan",
        "`{field}` 为 {said}，不是规划中的一期"
    );
    let action = match years {
        [] => text!(
            "the plan has one period only: name several in `[plan] periods`, or leave this out",
            "规划只有一期：在 `[plan]` 的 `periods` 中写明多期，或不写此项"
        ),
        _ => {
            let years: Vec<String> = years.iter().map(i32::to_string).collect();
            let years: Vec<&str> = years.iter().map(String::as_str).collect();
            let years = list(&years);
            text!("use one of {years}", "改用以下之一：{years}"; years)
        }
    };
    table.push(Code::UNKNOWN_PERIOD, field, cause, action);
}

pub(super) fn push_twice(table: &Fields<'_>, field: &str, other: &str, why: impl Into<Text>) {
    let why = why.into();
    let cause = text!(
        "`{field}` and `{other}` are both given: {why}",
        "`{field}` 与 `{other}` 同时给出：{why}";
        why
    );
    let action = text!("keep `{field}` or `{other}`", "保留 `{field}` 或 `{other}` 之一");
    table.push(Code::PERIOD_SAID_TWICE, field, cause, action);
}
