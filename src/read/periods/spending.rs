//! `[spending]`: how the cost of works is spread over the periods.

use super::years::PeriodYears;
use crate::domain::{Spending, Stage, Text, text};
use crate::read::catalogue::Code;
use crate::read::fields::Fields;
use crate::read::objective::ReadObjective;
use crate::read::targets::ReadTarget;
use crate::units::Share;

/// Reads the limits; they must leave some way to spend (P4048).
pub(super) fn read_spending(root: &Fields<'_>, years: &PeriodYears) -> Spending {
    let Some(table) = root.table("spending", &["most_in_period", "least_in_period"]) else {
        return Spending::default();
    };
    let spending = Spending {
        most_in_period: table.quantity("most_in_period", Share::parse),
        least_in_period: table.quantity("least_in_period", Share::parse),
    };
    table.refuse_unknown();
    let count = years.list.len();
    let refuse = |field: &str, cause: Text, action: Text| {
        table.push(Code::SPENDING_IMPOSSIBLE, field, cause, action);
    };
    if !years.are_there() {
        let field = if table.has("most_in_period") { "most_in_period" } else { "least_in_period" };
        let cause = text!(
            "spending is to be spread over periods, but the plan has none",
            "要求支出分期安排，而规划没有分期"
        );
        let action = text!(
            "name `periods` in [plan], or remove `[spending]`",
            "在 `[plan]` 中写明 `periods`，或删去 `[spending]`"
        );
        refuse(field, cause, action);
        return spending;
    }
    let in_all = |share: Share| share.fraction() * count as f64;
    if let Some(most) = spending.most_in_period.filter(|&most| in_all(most) < 1.0 - 1e-9) {
        let cause = text!(
            "{count} periods of at most {most} each are less than all that is spent",
            "{count} 期每期最多 {most}，合计不足全部支出"
        );
        refuse("most_in_period", cause, text!("raise it, or add periods", "提高它，或增加期数"));
    }
    if let Some(least) = spending.least_in_period.filter(|&least| in_all(least) > 1.0 + 1e-9) {
        let cause = text!(
            "{count} periods of at least {least} each are more than all that is spent",
            "{count} 期每期至少 {least}，合计超过全部支出"
        );
        refuse("least_in_period", cause, text!("lower it", "降低它的值"));
    }
    if let (Some(most), Some(least)) = (spending.most_in_period, spending.least_in_period)
        && most < least
    {
        let cause = text!(
            "at least {least} and at most {most} cannot both be",
            "至少 {least} 与至多 {most} 不能同时成立"
        );
        let action =
            text!("lower it, or raise `most_in_period`", "降低它，或提高 `most_in_period`");
        refuse("least_in_period", cause, action);
    }
    spending
}

/// A plan with periods has one target of a source's share at most: payments by period follow one (P4049).
pub(in crate::read) fn check_p4049_shares(years: &PeriodYears, targets: &[ReadTarget<'_>]) {
    let of_source = |read: &&ReadTarget<'_>| {
        read.target.as_ref().is_some_and(|target| target.funding().is_some())
    };
    if !years.are_there() {
        return;
    }
    for read in targets.iter().filter(of_source).skip(1) {
        let cause = text!(
            "another target is of `funding_share` already, and the plan has periods",
            "已有另一项指标用 `funding_share`，而规划分期"
        );
        let action = text!(
            "keep one of them, or state the others in a plan without periods",
            "只留其一，其余写在不分期的规划中"
        );
        read.table.push(Code::SHARES_IN_PERIODS, "measure", cause, action);
    }
}

/// The Kolm-Pollak equivalent is no sum over periods (P4061).
pub(in crate::read) fn check_p4061_periods(
    years: &PeriodYears,
    objective: Option<&ReadObjective<'_>>,
) {
    let asked = |own: &&ReadObjective<'_>| own.value.order.contains(&Stage::KolmPollak);
    if let Some(objective) = objective.filter(asked).filter(|_| years.are_there()) {
        let cause = text!(
            "the stage `kolm-pollak` is named, and the plan has periods",
            "列有目标 `kolm-pollak`，而规划分期"
        );
        let action = text!(
            "aim at `worst-decile` or `travel`, or leave `periods` out",
            "改用目标 `worst-decile` 或 `travel`，或不写 `periods`"
        );
        objective.table.push(Code::KOLM_POLLAK_IN_PERIODS, "order", cause, action);
    }
}
