//! The rules for a single work.

use super::catalogue::Code;
use super::fields::Fields;
use super::register::Register;
use super::states::{FIGURES, Standard};
use super::tiers::Tiers;
use crate::domain::{FundingIdx, SiteIdx, State, Text, WorkKind, phrase, text};
use crate::units::Yuan;

/// The site whose works are read, and the registers to which they refer.
#[derive(Debug, Clone, Copy)]
pub(super) struct WorkSite<'a> {
    pub(super) id: &'a str,
    /// None when its own figures have problems.
    pub(super) today: Option<&'a State>,
    pub(super) standing: Option<bool>,
    /// None when unknown.
    pub(super) eligible: Option<&'a [usize]>,
    pub(super) tiers: &'a Tiers,
    pub(super) sources: &'a Register,
    pub(super) sites: &'a Register,
}

/// Only an absent facility is built; only a standing one is upgraded, merged or closed.
pub(super) fn check_p3009_kind(table: &Fields<'_>, kind: WorkKind, at: WorkSite<'_>) -> bool {
    let Some(standing) = at.standing else {
        return false;
    };
    let fits = standing != (kind == WorkKind::Build);
    if !fits {
        let (state, action) = match standing {
            true => (
                phrase("stands already", "已有设施"),
                phrase(
                    "use `upgrade`, or write `standing` false",
                    "改用 `upgrade`，或将 `standing` 写为 `false`",
                ),
            ),
            false => (
                phrase("does not stand", "没有设施"),
                phrase(
                    "use `build`, or write `standing` true",
                    "改用 `build`，或将 `standing` 写为 `true`",
                ),
            ),
        };
        let cause = text!(
            "the work is `{kind}`, but the site {state}",
            "建设任务为 `{kind}`，但点位{state}";
            state
        );
        table.push(Code::WORK_DOES_NOT_FIT, "work", cause, action);
    }
    fits
}

/// A closed or merged site has no tier, size or figures afterwards.
pub(super) fn check_p3009_goes(table: &Fields<'_>, kind: WorkKind) {
    for field in ["tier", "size"].into_iter().chain(FIGURES) {
        if table.has(field) {
            let cause = text!(
                "the work `{kind}` removes the facility, so there is no `{field}` afterwards",
                "建设任务 `{kind}` 撤除设施，此后没有 `{field}`"
            );
            let action =
                text!("remove it, or use another kind of work", "删去它，或改用其他建设任务");
            table.push(Code::WORK_DOES_NOT_FIT, field, cause, action);
        }
    }
}

/// The site that takes over in a merge; other works must not name one. None with an issue otherwise.
pub(super) fn check_p3010_into(
    table: &Fields<'_>,
    kind: WorkKind,
    at: WorkSite<'_>,
) -> Option<Option<SiteIdx>> {
    let into = table.id("into");
    let refuse =
        |cause: Text, action: Text| table.refuse(Code::MERGE_TARGET, "into", cause, action);
    match (kind, into) {
        (WorkKind::Merge, None) => refuse(
            text!("the merge does not name the site that takes over", "撤并没有写明接收的点位"),
            text!("name it in `into`, or use `close`", "在 `into` 中写明，或改用 `close`"),
        ),
        (WorkKind::Merge, Some(into)) if into == at.id => refuse(
            text!("the site is merged into itself", "点位被并入自身"),
            text!("name another site in `into`", "在 `into` 中写其他点位"),
        ),
        (WorkKind::Merge, Some(into)) => table.look_up("into", &into, at.sites).map(Some),
        (_, Some(_)) => refuse(
            text!("a work `{kind}` has no `into`", "建设任务 `{kind}` 没有 `into`"),
            text!("remove it, or use `merge`", "删去它，或改用 `merge`"),
        ),
        (_, None) => Some(None),
    }
}

/// A work leads to a tier that the site may serve.
pub(super) fn check_p3014_tier(table: &Fields<'_>, standard: &Standard<'_>, at: WorkSite<'_>) {
    let Some(tier) = standard.tier.filter(|_| table.has("tier")) else {
        return;
    };
    if at.eligible.is_some_and(|eligible| !eligible.contains(&tier)) {
        let id = at.tiers.register.id(tier);
        let cause = text!(
            "the work leads to tier `{id}`, which is not among the site's `tiers`",
            "建设任务建成层级 `{id}`，不在点位的 `tiers` 之列"
        );
        let action = text!(
            "add `{id}` to the site's `tiers`, or change the work",
            "将 `{id}` 加入点位的 `tiers`，或修改建设任务"
        );
        table.push(Code::TIER_NOT_ELIGIBLE, "tier", cause, action);
    }
}

/// The payments of a work add up to its cost.
pub(super) fn check_p3016_sum(table: &Fields<'_>, cost: Yuan, mix: &[(FundingIdx, Yuan)]) {
    let sum: Yuan = mix.iter().map(|&(_, amount)| amount).sum();
    if sum != cost {
        let (sum, cost) = (sum.yuan(), cost.yuan());
        let cause = text!(
            "the sources pay {sum} yuan together, but the work costs {cost} yuan",
            "各资金来源共出资 {sum} 元，而建设任务费用为 {cost} 元"
        );
        let action = text!("correct the amounts or the cost", "更正出资金额或费用");
        table.push(Code::FUNDING_SUM, "funding", cause, action);
    }
}
