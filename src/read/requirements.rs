//! `[[rule]]`: what must stand, go, stay or be done, as a target that counts the sites about which it is decided.

use super::areas::Areas;
use super::catalogue::Code;
use super::fields::Fields;
use super::issue::Usual;
use super::near::list;
use super::register::Register;
use super::targets::{ReadTarget, SHARED_KEYS, read_stated};
use crate::domain::{
    Aim, AreaIdx, Choice, Decided, Direction, Measure, MeasureValue, Scope, Site, SiteIdx,
    SitedAim, TierIdx, TownIdx, WorkKind, text,
};

const RULE_KEYS: &[&str] = &["sites", "where", "must", "work", "at_least", "at_most"];
const WHERE_KEYS: &[&str] = &["kinds", "tiers", "towns", "areas", "operators", "standing", "works"];

/// The registers and items to which rules refer.
#[derive(Debug, Clone, Copy)]
pub(super) struct RuleContext<'a> {
    pub(super) sites: &'a [Option<Site>],
    pub(super) site_ids: &'a Register,
    pub(super) towns: &'a Register,
    pub(super) areas: &'a Areas,
    pub(super) tiers: &'a Register,
}

/// Reads all rules.
pub(super) fn read_rules<'s>(root: &Fields<'s>, context: RuleContext<'_>) -> Vec<ReadTarget<'s>> {
    let keys: Vec<&str> = SHARED_KEYS.iter().chain(RULE_KEYS).copied().collect();
    let mut tables = root.tables("rule", &keys);
    tables
        .iter_mut()
        .map(|table| {
            if let Some(id) = table.required("id", Fields::id) {
                table.set_id(&id);
            }
            let aim = read_aim(table, context);
            let stated = read_stated(table);
            table.refuse_unknown();
            let target = stated.zip(aim).map(|(stated, aim)| stated.with(Aim::Sited(aim)));
            let target = target.and_then(|target| table.if_sound(target));
            let filter = table.has("where").then(|| table.table("where", WHERE_KEYS)).flatten();
            ReadTarget { target, table: table.clone(), filter }
        })
        .collect()
}

fn read_aim(table: &Fields<'_>, context: RuleContext<'_>) -> Option<SitedAim> {
    let decided = read_decided(table);
    let mut sites = read_sites(table, context)?;
    let decided = decided?;
    let is_counted = table.has("at_least") || table.has("at_most");
    if is_counted && matches!(decided, Decided::Go | Decided::Stay) {
        // Of some sites only those go or stay that are there; that all go also means that nothing comes.
        let stands = |site: &Site| site.state_today().standing;
        sites.retain(|&site| context.sites[usize::from(site)].as_ref().is_some_and(stands));
    }
    // Of sites that could not be read it is not known whether they are meant.
    let all_are_known = context.site_ids.is_whole() && context.sites.iter().all(Option::is_some);
    if sites.is_empty() && !all_are_known {
        return None;
    }
    if sites.is_empty() {
        let field = if table.has("sites") { "sites" } else { "where" };
        let cause = text!(
            "no site of the plan is meant, so that the rule asks for nothing",
            "规则没有指到规划的任何点位，因此不起作用"
        );
        return table.refuse(Code::RULE_WITHOUT_SITES, field, cause, Usual);
    }
    check_p4019_possible(table, &decided, &sites, context);
    let (direction, limit) = read_limit(table, sites.len())?;
    let measure = Measure::Sites { sites, decided };
    Some(SitedAim { measure, scope: Scope::All, direction, limit: MeasureValue::Number(limit) })
}

/// `must`, or the work with the id `work`: exactly one of them.
fn read_decided(table: &Fields<'_>) -> Option<Decided> {
    match (table.has("must"), table.has("work")) {
        (true, false) => {
            let kinds = WorkKind::WORDS.iter().map(|&(word, kind)| (word, Decided::Kind(kind)));
            let words: Vec<(&str, Decided)> =
                [("stand", Decided::Stand), ("go", Decided::Go), ("stay", Decided::Stay)]
                    .into_iter()
                    .chain(kinds)
                    .collect();
            table.word("must", &words)
        }
        (false, true) => table.id("work").map(Decided::Work),
        (both, _) => {
            let cause = match both {
                true => {
                    text!("the rule has both `must` and `work`", "规则同时写了 `must` 和 `work`")
                }
                false => text!("the rule does not say what must be", "规则没有写明要求"),
            };
            let action = text!(
                "write `must` (stand, go, stay, build, upgrade, merge or close), or the id of a `work`",
                "写 `must`（`stand`、`go`、`stay`、`build`、`upgrade`、`merge` 或 `close`），或在 `work` 中写建设任务的编号"
            );
            table.refuse(Code::RULE_UNCLEAR, "must", cause, action)
        }
    }
}

/// The sites by `sites` or `where`: exactly one of them.
fn read_sites(table: &Fields<'_>, context: RuleContext<'_>) -> Option<Vec<SiteIdx>> {
    match (table.has("sites"), table.has("where")) {
        (true, false) => {
            let mut found: Vec<SiteIdx> = Vec::new();
            for word in table.words("sites")? {
                let site = table.look_up("sites", &word, context.site_ids);
                match site {
                    Some(site) if found.contains(&site) => {
                        let id = context.site_ids.id(site.into());
                        let cause = text!(
                            "`{word}` is the site `{id}`, which the rule names already; it counts once",
                            "`{word}` 即点位 `{id}`，规则中已经写明；只计一次"
                        );
                        table.push(Code::SITE_NAMED_TWICE, "sites", cause, Usual);
                    }
                    site => found.extend(site),
                }
            }
            Some(found)
        }
        (false, true) => {
            let filter = table.table("where", WHERE_KEYS)?;
            if filter.entries().next().is_none() {
                let cause = text!(
                    "`where` names nothing, so that the rule would be of every site",
                    "`where` 没有写任何条件，规则将针对所有点位"
                );
                let keys = list(WHERE_KEYS);
                let action = text!("name at least one of {keys}", "至少写明以下之一：{keys}"; keys);
                return table.refuse(Code::RULE_UNCLEAR, "where", cause, action);
            }
            read_where(&filter, context)
        }
        (both, _) => {
            let cause = match both {
                true => text!(
                    "the rule has both `sites` and `where`",
                    "规则同时写了 `sites` 和 `where`"
                ),
                false => text!("the rule does not say of which sites", "规则没有写明针对哪些点位"),
            };
            let action = text!(
                "write `sites`, a list of ids or names, or `where`",
                "写 `sites`（编号或名称的列表），或写 `where`"
            );
            table.refuse(Code::RULE_UNCLEAR, "sites", cause, action)
        }
    }
}

/// The sites for which all that the filter names holds.
fn read_where(filter: &Fields<'_>, context: RuleContext<'_>) -> Option<Vec<SiteIdx>> {
    filter.refuse_unknown();
    let kinds = filter.words("kinds");
    let operators = filter.words("operators");
    let works: Option<Vec<WorkKind>> = filter.words("works").map(|words| {
        let known = |word: &String| filter.known_word("works", word, &WorkKind::WORDS);
        words.iter().filter_map(known).collect()
    });
    let tiers: Option<Vec<TierIdx>> = filter.references("tiers", context.tiers);
    let standing = filter.flag("standing");
    let mut towns: Option<Vec<TownIdx>> = filter.references("towns", context.towns);
    let areas: Option<Vec<AreaIdx>> = filter.references("areas", &context.areas.register);
    if let Some(areas) = areas {
        let areas = areas.into_iter().filter_map(|area| context.areas.list[area].as_ref());
        let of_areas: Vec<TownIdx> = areas.flat_map(|area| area.towns.iter().copied()).collect();
        let in_both = |towns: Vec<TownIdx>| -> Vec<TownIdx> {
            towns.into_iter().filter(|town| of_areas.contains(town)).collect()
        };
        towns = Some(towns.map_or_else(|| of_areas.clone(), in_both));
    }
    let holds = |site: &Site| {
        let today = site.state_today();
        kinds.as_ref().is_none_or(|kinds| kinds.contains(&site.kind))
            && tiers.as_ref().is_none_or(|tiers| {
                tiers.iter().any(|tier| site.eligible.contains(tier) || today.tier == Some(*tier))
            })
            && towns.as_ref().is_none_or(|towns| towns.contains(&site.town))
            && standing.is_none_or(|standing| today.standing == standing)
            && operators.as_ref().is_none_or(|operators| {
                today.operator.as_ref().is_some_and(|operator| operators.contains(operator))
            })
            && works
                .as_ref()
                .is_none_or(|works| site.works.iter().any(|work| works.contains(&work.kind)))
    };
    let sites = context.sites.iter().enumerate();
    let found = sites.filter(|(_, site)| site.as_ref().is_some_and(holds));
    Some(found.map(|(position, _)| SiteIdx::from(position)).collect())
}

/// At every site something can be decided that fulfils the rule, leaving aside the site's other rules.
fn check_p4019_possible(
    table: &Fields<'_>,
    decided: &Decided,
    sites: &[SiteIdx],
    context: RuleContext<'_>,
) {
    let (Decided::Kind(_) | Decided::Work(_)) = decided else {
        return;
    };
    let without: Vec<&str> = sites
        .iter()
        .filter_map(|&site| context.sites[usize::from(site)].as_ref())
        .filter(|site| {
            !(0..site.works.len() as u16).any(|work| decided.holds(site, Choice::Work(work)))
        })
        .map(|site| site.id.as_str())
        .collect();
    let asked = table
        .node("at_least")
        .map_or(sites.len(), |_| table.figure("at_least").unwrap_or_default() as usize);
    if !without.is_empty() && !table.has("at_most") && sites.len() - without.len() < asked {
        let field = if table.has("must") { "must" } else { "work" };
        let without = list(&without);
        let cause = text!(
            "no work `{decided}` is allowed at {without}",
            "以下点位没有可实施的建设任务 `{decided}`：{without}";
            without
        );
        let action = text!(
            "name a work that the sites have, or leave these sites out",
            "写明点位已有的建设任务，或去掉这些点位"
        );
        table.push(Code::RULE_UNCLEAR, field, cause, action);
    }
}

/// At how many of the sites it must be so; all of them where nothing is said.
fn read_limit(table: &Fields<'_>, sites: usize) -> Option<(Direction, f64)> {
    let (field, direction) = match (table.has("at_least"), table.has("at_most")) {
        (false, false) => return Some((Direction::AtLeast, sites as f64)),
        (true, false) => ("at_least", Direction::AtLeast),
        (false, true) => ("at_most", Direction::AtMost),
        (true, true) => {
            let cause = text!(
                "the rule has both `at_least` and `at_most`",
                "规则同时写了 `at_least` 和 `at_most`"
            );
            let action = text!("keep one of them, or write two rules", "只留其一，或写成两条规则");
            return table.refuse(Code::TARGET_LIMIT, "at_most", cause, action);
        }
    };
    let limit = table.whole(field)?;
    if direction == Direction::AtLeast && limit as usize > sites {
        let cause = text!(
            "at least {limit} are asked for, but the rule is of {sites} sites",
            "要求至少 {limit} 个，但规则只针对 {sites} 个点位"
        );
        let action = text!("ask for fewer, or name more sites", "减少要求的个数，或写明更多点位");
        return table.refuse(Code::LIMIT_IMPOSSIBLE, field, cause, action);
    }
    Some((direction, f64::from(limit)))
}
