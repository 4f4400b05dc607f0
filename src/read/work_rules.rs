//! The rules for a single work.

use super::catalogue::Code;
use super::fields::Fields;
use super::register::Register;
use super::states::{FIGURES, Standard};
use super::tiers::Tiers;
use crate::domain::{FundingIdx, SiteIdx, State, WorkKind};
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
            true => ("stands already", "use `upgrade`, or write `standing` false"),
            false => ("does not stand", "use `build`, or write `standing` true"),
        };
        let cause = format!("the work is `{kind}`, but the site {state}");
        table.push(Code::WORK_DOES_NOT_FIT, "work", cause, action);
    }
    fits
}

/// A closed or merged site has no tier, size or figures afterwards.
pub(super) fn check_p3009_goes(table: &Fields<'_>, kind: WorkKind) {
    for field in ["tier", "size"].into_iter().chain(FIGURES) {
        if table.has(field) {
            let cause = format!(
                "the work `{kind}` removes the facility, so there is no `{field}` afterwards"
            );
            let action = "remove it, or use another kind of work";
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
        |cause: String, action: &str| table.refuse(Code::MERGE_TARGET, "into", cause, action);
    match (kind, into) {
        (WorkKind::Merge, None) => refuse(
            "the merge does not name the site that takes over".into(),
            "name it in `into`, or use `close`",
        ),
        (WorkKind::Merge, Some(into)) if into == at.id => {
            refuse("the site is merged into itself".into(), "name another site in `into`")
        }
        (WorkKind::Merge, Some(into)) => table.look_up("into", &into, at.sites).map(Some),
        (_, Some(_)) => {
            refuse(format!("a work `{kind}` has no `into`"), "remove it, or use `merge`")
        }
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
        let cause = format!("the work leads to tier `{id}`, which is not among the site's `tiers`");
        let action = format!("add `{id}` to the site's `tiers`, or change the work");
        table.push(Code::TIER_NOT_ELIGIBLE, "tier", cause, action);
    }
}

/// The payments of a work add up to its cost.
pub(super) fn check_p3016_sum(table: &Fields<'_>, cost: Yuan, mix: &[(FundingIdx, Yuan)]) {
    let sum: Yuan = mix.iter().map(|&(_, amount)| amount).sum();
    if sum != cost {
        let cause = format!(
            "the sources pay {} yuan together, but the work costs {} yuan",
            sum.yuan(),
            cost.yuan()
        );
        table.push(Code::FUNDING_SUM, "funding", cause, "correct the amounts or the cost");
    }
}
