//! `--lift`: rules that do not count in this run.
//!
//! | what is named | what no longer counts |
//! |---|---|
//! | the id of a rule or a target, as results print it | that rule or target |
//! | an indicator's number, a name | all that have it |
//! | `published` | every rule that says `because = "published"` |
//! | `leads:TIER` | that facilities of the tier lead others |
//! | `required`, `forbidden`, `may_stay` | these properties, and works that are `required`, at all sites |
//! | `site:ID` | the same at one site |

use super::address;
use crate::domain::{ProblemParts, Site, SiteIdx, text};
use crate::read::called::{LEADS, OF_SITES, PUBLISHED, SITE};
use crate::read::catalogue::Code;
use crate::read::issue::{Place, Usual};
use crate::read::near::instead;
use crate::read::node::{Entry, Node, Table, Value};
use crate::read::register::{Kind, Register};
use crate::read::sink::Sink;
use std::collections::HashSet;
use std::rc::Rc;

/// The place of what is wrong with the option.
const OPTION: &str = "--lift";

/// The table without the rules named; also those of `lifted` that are about sites.
pub(super) fn from_plan(sink: &Sink, table: Table, lifted: &[String]) -> (Table, Vec<String>) {
    if lifted.is_empty() {
        return (table, Vec::new());
    }
    // What is left keeps its ids.
    let whole = address::with_ids(&table);
    let mut table = whole.clone();
    let mut of_sites = Vec::new();
    let mut seen = HashSet::new();
    for word in lifted.iter().map(|word| word.trim()).filter(|word| seen.insert(*word)) {
        if OF_SITES.contains(&word) || word.starts_with(SITE) {
            of_sites.push(word.to_owned());
            continue;
        }
        let (without, found) = match word.strip_prefix(LEADS) {
            Some(tier) => without_leading(&table, tier),
            None => {
                let ids = address::ids_in(&whole);
                let is_meant = |item: &Table| is_meant(item, word, ids.iter().any(|id| id == word));
                let (_, found) = without_rules(&whole, is_meant);
                (without_rules(&table, is_meant).0, found)
            }
        };
        if !found {
            let ids = address::ids_in(&whole);
            let words = OF_SITES.into_iter().chain([PUBLISHED]);
            let ids: Vec<&str> = ids.iter().map(String::as_str).chain(words).collect();
            let cause =
                text!("nothing in the plan is called `{word}`", "规划中没有名为 `{word}` 的内容");
            sink.push(Code::UNKNOWN_RULE, Place::file(OPTION), cause, instead(word, &ids));
        }
        table = without;
    }
    (table, of_sites)
}

/// The table with the items of its lists that `keep` gives.
fn with_items(
    table: &Table,
    sections: &[&str],
    mut keep: impl FnMut(&Table) -> Option<Table>,
) -> Table {
    let of_section = |entry: &Entry| -> Entry {
        let Value::List(items) = &entry.node.value else {
            return entry.clone();
        };
        if !sections.contains(&entry.key.as_str()) {
            return entry.clone();
        }
        let items = items.iter().filter_map(|item| match &item.value {
            Value::Table(inner) => keep(inner)
                .map(|inner| Node { value: Value::Table(Rc::new(inner)), spot: item.spot }),
            _ => Some(item.clone()),
        });
        let value = Value::List(items.collect());
        Entry { node: Node { value, spot: entry.node.spot }, ..entry.clone() }
    };
    table.entries().iter().map(of_section).collect::<Vec<_>>().into()
}

fn without_rules(table: &Table, is_meant: impl Fn(&Table) -> bool) -> (Table, bool) {
    let mut found = false;
    let kept = with_items(table, &["rule", "target"], |item| {
        let goes = is_meant(item);
        found |= goes;
        (!goes).then(|| item.clone())
    });
    (kept, found)
}

/// Whether a rule or target is lifted by `word`: by its id alone, where some have it for an id.
fn is_meant(item: &Table, word: &str, is_id: bool) -> bool {
    let stated = |key: &str| item.get(key).and_then(|node| node.value.as_text());
    match is_id {
        true => stated("id").is_some_and(|id| id == word),
        false => {
            word == PUBLISHED && stated("because").is_some_and(|because| because == word)
                || address::names(item).any(|name| name == word)
        }
    }
}

fn without_leading(table: &Table, tier: &str) -> (Table, bool) {
    let mut found = false;
    let kept = with_items(table, &["tier"], |item| {
        let is_meant = address::names(item).any(|name| name == tier);
        let entries = item.entries().iter().filter(|entry| {
            let goes = is_meant && entry.key == "leads";
            found |= goes;
            !goes
        });
        Some(entries.cloned().collect::<Vec<_>>().into())
    });
    (kept, found)
}

/// Lifts the rules that sites state themselves, and tells where there are none.
pub(super) fn from_sites(sink: &Sink, parts: &mut ProblemParts, lifted: &[String]) {
    let mut gone: Vec<(SiteIdx, &str)> = Vec::new();
    for word in lifted {
        let id = word.strip_prefix(SITE).map(str::trim);
        let is_meant = |site: &Site| id.is_none_or(|id| site.id == id);
        if let Some(id) = id.filter(|_| !parts.sites.iter().any(is_meant)) {
            let ids = Register::of(Kind::SITE, &parts.sites, |site| &site.id);
            let cause = text!("there is no site `{id}`", "没有点位 `{id}`");
            sink.push(Code::UNKNOWN_RULE, Place::file(OPTION), cause, ids.instead(id));
            continue;
        }
        let before = gone.len();
        for rule in OF_SITES.into_iter().filter(|rule| id.is_some() || rule == word) {
            let sites = parts.sites.iter_enumerated();
            let stating = sites.filter(|(_, site)| is_meant(site) && states(site, rule));
            gone.extend(stating.map(|(site, _)| (site, rule)));
        }
        if gone.len() == before {
            let cause = match id {
                Some(id) => text!(
                    "the site `{id}` states no rule itself, so that nothing is lifted",
                    "点位 `{id}` 本身没有写明规则，因此没有取消任何规则"
                ),
                None => text!(
                    "no site of the plan states `{word}`, so that nothing is lifted",
                    "规划中没有点位写明 `{word}`，因此没有取消任何规则"
                ),
            };
            sink.push(Code::LIFTED_NOTHING, Place::file(OPTION), cause, Usual);
        }
    }
    for (site, rule) in gone {
        lift(&mut parts.sites[site], rule);
    }
}

fn states(site: &Site, rule: &str) -> bool {
    match rule {
        "required" => site.required || site.works.iter().any(|work| work.required),
        "forbidden" => site.forbidden,
        _ => !site.may_stay,
    }
}

fn lift(site: &mut Site, rule: &str) {
    match rule {
        "required" => {
            site.required = false;
            site.works.iter_mut().for_each(|work| work.required = false);
        }
        "forbidden" => site.forbidden = false,
        _ => site.may_stay = true,
    }
}
