//! The periods of targets, sources of money and commitments.

use super::years::{PeriodYears, push_twice};
use crate::domain::{Commitment, FundingIdx, Income, PeriodIdx, Term, phrase, text};
use crate::read::catalogue::Code;
use crate::read::fields::Fields;
use crate::read::money::{Sources, taken};
use crate::read::plan_file::PLAN_KEYS;
use crate::read::targets::ReadTarget;
use crate::units::{Years, Yuan};
use typed_index_collections::TiVec;

/// When targets hold, money comes and commitments are due.
#[derive(Debug)]
pub(in crate::read) struct When {
    pub(super) targets: Vec<Term>,
    pub(super) income: TiVec<FundingIdx, Income>,
    pub(super) commitments: Vec<PeriodIdx>,
}

/// Reads the periods in the plan's other parts; in a plan without periods there must be none.
pub(in crate::read) fn read_when(
    root: &Fields<'_>,
    periods: &PeriodYears,
    targets: &[ReadTarget<'_>],
    sources: &Sources<'_>,
    commitments: &[Commitment],
) -> When {
    let years = periods.list.as_slice();
    let last = years.len().saturating_sub(1);
    let targets = targets
        .iter()
        .map(|target| {
            let table = &target.table;
            let (only, by) =
                (periods.position_in(table, "period"), periods.position_in(table, "by"));
            if table.has("period") && table.has("by") {
                let why = phrase("each states when the target holds", "两者都说明指标何时适用");
                push_twice(table, "period", "by", why);
            }
            let (first, last) = match only {
                Some(only) => (only, only),
                None => (by.unwrap_or(periods.own), last),
            };
            Term { first: first.into(), last: last.into() }
        })
        .collect();
    let due: Vec<PeriodIdx> = root
        .tables("commitment", &["id", "name", "funding", "period"])
        .iter()
        .map(|table| periods.position_in(table, "period").unwrap_or(0).into())
        .collect();
    let income: TiVec<FundingIdx, Income> = sources
        .incomes
        .iter()
        .zip(&sources.tables)
        .zip(&sources.list)
        .map(|((income, table), source)| {
            let mut by_period = vec![Yuan::ZERO; years.len()];
            match &income.by_year {
                None => {
                    if let (Some(first), Some(source)) = (by_period.first_mut(), source) {
                        *first = source.amount;
                    }
                }
                Some(amounts) => {
                    for (year, amount) in amounts {
                        let number = year.trim().parse::<i32>().ok();
                        if let Some(at) = periods.position(table, "periods", number, year) {
                            by_period[at] = *amount;
                        }
                    }
                }
            }
            Income { by_period: by_period.into(), carries_over: income.carries_over }
        })
        .collect();
    if due.len() == commitments.len() {
        check_p4012_in_periods(sources, &income, commitments, &due, years);
    }
    When { targets, income, commitments: due }
}

/// In no period do commitments exceed the money available by then.
fn check_p4012_in_periods(
    sources: &Sources<'_>,
    income: &TiVec<FundingIdx, Income>,
    commitments: &[Commitment],
    due: &[PeriodIdx],
    years: &[i32],
) {
    for ((source, income), table) in income.iter_enumerated().zip(&sources.tables) {
        let all: Yuan = income.by_period.iter().copied().sum();
        if taken(commitments, source) > all {
            // Already reported.
            continue;
        }
        let mut left = Yuan::ZERO;
        for (period, year) in years.iter().enumerate() {
            let period = PeriodIdx::from(period);
            let dated = commitments.iter().zip(due).filter(|(_, due)| **due == period);
            let taken = taken(dated.map(|(commitment, _)| commitment), source);
            if !income.carries_over {
                left = Yuan::ZERO;
            }
            left = left + income.by_period[period] - taken;
            if left < Yuan::ZERO {
                let missing = Yuan::ZERO - left;
                let cause = text!(
                    "commitments take {taken} from this source in {year}, {missing} more than it has by then",
                    "已定支出在 {year} 年占用该来源 {taken}，比届时的资金多 {missing}"
                );
                let action = text!(
                    "correct the amounts, or give the commitment another `period`",
                    "更正金额，或为已定支出改写 `period`"
                );
                let field = if table.has("periods") { "periods" } else { "amount" };
                table.push(Code::COMMITMENTS_EXCEED, field, cause, action);
                break;
            }
        }
    }
}

/// Works that take time need a year from which time is counted (P4044).
pub(in crate::read) fn check_p4044_start(
    root: &Fields<'_>,
    periods: &PeriodYears,
    times: impl Iterator<Item = Years>,
) {
    if periods.start.is_some() || !periods.are_there() {
        return;
    }
    let longest = times.fold(Years::ZERO, |a, b| if b > a { b } else { a });
    if longest > Years::ZERO
        && let Some(plan) = root.table("plan", PLAN_KEYS)
    {
        let (first, years) = (periods.list[0], longest.years());
        let cause = text!(
            "some work takes {longest}, but nothing says when the period until {first} begins",
            "有建设任务需时 {years} 年，但没有写明截至 {first} 年的一期何时开始"
        );
        let action = text!(
            "write `start` in [plan]: the year after which works can begin",
            "在 `[plan]` 中写明 `start`：此年之后方可开工"
        );
        plan.push(Code::BUILD_TIME_WITHOUT_START, "start", cause, action);
    }
}
