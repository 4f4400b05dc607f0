//! The works allowed at a site.

use super::catalogue::Code;
use super::fields::Fields;
use super::issue::Usual;
use super::states::{Standard, StatedFigures, of_size};
use super::work_rules::{
    WorkSite, check_p3009_goes, check_p3009_kind, check_p3010_into, check_p3014_tier,
    check_p3016_sum,
};
use crate::domain::{State, StateIdx, Work, WorkKind, text};
use crate::units::{Years, Yuan};
use std::collections::HashMap;

const WORK_KEYS: &[&str] = &[
    "id",
    "work",
    "into",
    "into_work",
    "tier",
    "size",
    "beds",
    "nursing_beds",
    "guarantee_beds",
    "capacity",
    "operator",
    "running_cost",
    "floor_area",
    "cost",
    "cost_origin",
    "funding",
    "required",
    "build_time",
    "name",
    "method",
    "source",
];

/// A work whose states have no numbers yet (its own `to` is that of today), and the state that it leads to.
#[derive(Debug)]
pub(super) struct ReadWork {
    pub(super) work: Work,
    pub(super) to: State,
}

/// The works of a site; none when one of them has problems.
pub(super) fn read_works(site: &Fields<'_>, at: WorkSite<'_>) -> Option<Vec<ReadWork>> {
    if !site.has("works") {
        return match at.standing? {
            true => Some(Vec::new()),
            false => default_works(site, at),
        };
    }
    let tables = site.tables("works", WORK_KEYS);
    let ids = work_ids(&tables);
    let works: Vec<Option<ReadWork>> = tables
        .iter()
        .zip(ids)
        .map(|(table, id)| {
            let work = read_work(table, id, at);
            table.warn_misspelt();
            work
        })
        .collect();
    works.into_iter().collect()
}

/// The ids as given, else from kind, tier and size; unique.
fn work_ids(tables: &[Fields<'_>]) -> Vec<String> {
    let mut taken = HashMap::new();
    for table in tables {
        let Some(id) = table.id("id") else { continue };
        if id == "stay" {
            let cause = text!(
                "`stay` is the word for a site that stays as it is",
                "`stay` 专指点位维持现状"
            );
            let action = text!("give the work another id", "为建设任务换用其他编号");
            table.push(Code::DUPLICATE_ID, "id", cause, action);
        } else if taken.insert(id.clone(), 1).is_some() {
            let cause = text!(
                "an earlier work of the site has the id `{id}` already",
                "该点位前面已有建设任务使用编号 `{id}`"
            );
            let action = text!(
                "give each work of the site its own id",
                "为该点位的每项建设任务设置不同的编号"
            );
            table.push(Code::DUPLICATE_ID, "id", cause, action);
        }
    }
    let made = |table: &Fields<'_>, taken: &mut HashMap<String, usize>| {
        let parts = ["work", "tier", "size"]
            .map(|field| table.node(field).and_then(|_| table.plain(field)));
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        unique(&parts.join("-"), taken)
    };
    tables
        .iter()
        .map(|table| table.plain("id").unwrap_or_else(|| made(table, &mut taken)))
        .collect()
}

/// `base`, or `base-2` and so on when it is taken.
fn unique(base: &str, taken: &mut HashMap<String, usize>) -> String {
    let mut id = base.to_owned();
    while let Some(last) = taken.get(&id) {
        let number = taken.get(base).copied().unwrap_or(*last) + 1;
        taken.insert(base.to_owned(), number);
        id = format!("{base}-{number}");
    }
    taken.insert(id.clone(), 1);
    id
}

/// The works of a candidate that states none: building each size of each of its tiers at its cost.
fn default_works(site: &Fields<'_>, at: WorkSite<'_>) -> Option<Vec<ReadWork>> {
    let mut works = Vec::new();
    let mut taken = HashMap::new();
    for &tier in at.eligible? {
        let read = at.tiers.get(tier)?;
        let priced = read
            .sizes
            .iter()
            .enumerate()
            .filter_map(|(size, facts)| Some((size, facts, facts.build?)));
        let before = works.len();
        works.extend(priced.map(|(position, size, cost)| ReadWork {
            work: Work {
                id: unique(&format!("build-{}-{}", read.id, size.id), &mut taken),
                name: None,
                kind: WorkKind::Build,
                from: StateIdx::from(0),
                to: StateIdx::from(0),
                into: None,
                into_work: None,
                cost,
                cost_origin: size.cost_origin,
                funding: None,
                required: false,
                build_time: size.build_time,
            },
            to: of_size(tier, position, size),
        }));
        if works.len() == before {
            let tier = &read.id;
            let cause = text!(
                "the site does not stand, has no `works`, and tier `{tier}` has no size with a cost to build it",
                "点位没有设施也没有 `works`，而层级 `{tier}` 没有写明新建费用的规模"
            );
            site.push(Code::NOTHING_TO_BUILD, "tiers", cause, Usual);
        }
    }
    Some(works)
}

fn read_work(table: &Fields<'_>, id: String, at: WorkSite<'_>) -> Option<ReadWork> {
    let kind = table.required("work", |table, field| table.word(field, &WorkKind::WORDS));
    let name = table.text("name");
    let required = table.flag("required").unwrap_or(false);
    let origin = table.has("cost_origin").then(|| table.origin("cost_origin"));
    let stated_cost = table.quantity("cost", Yuan::parse);
    let stated_time = table.quantity("build_time", Years::parse);
    let funding = table.has("funding").then(|| table.mix("funding", at.sources));
    let kind = kind?;
    let fits = check_p3009_kind(table, kind, at);
    let into = check_p3010_into(table, kind, at);
    let into_work = table.id("into_work");
    if into_work.is_some() && kind != WorkKind::Merge {
        let cause =
            text!("a work `{kind}` has no `into_work`", "建设任务 `{kind}` 没有 `into_work`");
        let action = text!("remove it, or use `merge`", "删去它，或改用 `merge`");
        table.push(Code::MERGE_TARGET, "into_work", cause, action);
    }
    let (to, standard) = match kind {
        WorkKind::Merge | WorkKind::Close => {
            check_p3009_goes(table, kind);
            (Some(State::ABSENT), Standard::default())
        }
        WorkKind::Build => read_built(table, at),
        WorkKind::Upgrade => read_upgraded(table, at),
    };
    let cost = read_cost(table, kind, stated_cost, &standard);
    let cost_origin = origin
        .or(standard.size.filter(|_| stated_cost.is_none()).map(|(_, size)| size.cost_origin));
    if let (Some(cost), Some(Some(mix))) = (cost, &funding) {
        check_p3016_sum(table, cost, mix);
    }
    let build_time = stated_time.or(standard.size.map(|(_, size)| size.build_time));
    let funding = match funding {
        Some(None) => return None,
        Some(mix) => mix,
        None => None,
    };
    let work = Work {
        id,
        name,
        kind,
        from: StateIdx::from(0),
        to: StateIdx::from(0),
        into: into?,
        into_work,
        cost: cost?,
        cost_origin: cost_origin.unwrap_or_default(),
        funding,
        required,
        build_time: build_time.unwrap_or(Years::ZERO),
    };
    let to = to?;
    fits.then_some(ReadWork { work, to })
}

/// The state after building, which has a tier of its own.
fn read_built<'t>(table: &Fields<'_>, at: WorkSite<'t>) -> (Option<State>, Standard<'t>) {
    table.required("tier", |_, _| Some(()));
    let standard = Standard::read(table, at.tiers, None);
    check_p3014_tier(table, &standard, at);
    let stated = StatedFigures::read(table);
    if standard.unclear || standard.tier.is_none() {
        return (None, standard);
    }
    let bare = State { tier: standard.tier.map(Into::into), ..State::ABSENT };
    (Some(stated.over(table, standard.state().unwrap_or(bare))), standard)
}

/// The state after an upgrade, which keeps what the work does not state: the tier always, the figures unless a size is
/// named.
fn read_upgraded<'t>(table: &Fields<'_>, at: WorkSite<'t>) -> (Option<State>, Standard<'t>) {
    let own = at.today.and_then(|today| today.tier).map(usize::from);
    let standard = match at.today {
        // The tier of the size is not known.
        None if !table.has("tier") => Standard::lost(),
        _ => Standard::read(table, at.tiers, own),
    };
    check_p3014_tier(table, &standard, at);
    let stated = StatedFigures::read(table);
    let Some(today) = at.today.filter(|_| !standard.unclear) else {
        return (None, standard);
    };
    let kept = State {
        tier: standard.tier.map(Into::into),
        size: today.size.filter(|_| standard.tier == own),
        ..today.clone()
    };
    (Some(stated.over(table, standard.state().unwrap_or(kept))), standard)
}

/// The cost stated, else that of the size (P3015 when there is neither).
fn read_cost(
    table: &Fields<'_>,
    kind: WorkKind,
    stated: Option<Yuan>,
    standard: &Standard<'_>,
) -> Option<Yuan> {
    if table.has("cost") || standard.unclear {
        return stated;
    }
    let of_size = standard.size.and_then(|(_, size)| match kind {
        WorkKind::Build => size.build,
        WorkKind::Upgrade => size.upgrade,
        WorkKind::Merge | WorkKind::Close => None,
    });
    if of_size.is_none() {
        let (cause, action) = match standard.size {
            Some((_, size)) => {
                let size = &size.id;
                let cause = text!(
                    "the work has no `cost`, and size `{size}` has no `{kind}`",
                    "建设任务没有 `cost`，规模 `{size}` 也没有 `{kind}`"
                );
                let action = text!(
                    "give the work a `cost`, or the size its `{kind}`",
                    "为建设任务写明 `cost`，或为该规模写明 `{kind}`"
                );
                (cause, action)
            }
            None => (
                text!(
                    "the work has no `cost`, and no size whose cost would count",
                    "建设任务没有 `cost`，也没有可据以计费的规模"
                ),
                text!(
                    "give the work a `cost`, for instance \"300_000 yuan\"; \"0 yuan\" if it costs nothing",
                    "为建设任务写明 `cost`，例如 `30 万元`；没有费用的写 `0 元`"
                ),
            ),
        };
        table.push(Code::WORK_WITHOUT_COST, "cost", cause, action);
    }
    of_size
}
