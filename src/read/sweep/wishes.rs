//! `--require`, `--forbid`, `--keep-today` and `--merge-town`: what is asked of single sites and towns in this run, by id or name.
//!
//! | option | what holds then |
//! |---|---|
//! | `--require SITE` | a facility stands there at the end |
//! | `--require SITE=WORK` | this work is done there: by its id, or one of its kind: `build`, `upgrade`, `merge`, `close`, or in Chinese 新建 … |
//! | `--forbid SITE` | no facility stands there at the end |
//! | `--keep-today SITE` | no work is done there; `all`: at no site where a facility stands today but those of `--require SITE=WORK` |
//! | `--merge-town TOWN=TOWN` | the first town is a part of the second, with all that is in it |

use super::asked::PlanEdits;
use crate::domain::vocabulary::DECIDED;
use crate::domain::{Language, ProblemParts, Site, SiteIdx, phrase, text};
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::near::{instead, instead_of_named, list};
use crate::read::register::Kind;
use crate::read::sink::Sink;

/// The word for all sites where a facility stands today.
const ALL: &str = "all";
/// The option that asks for a facility or a work.
const REQUIRE: &str = "--require";
/// That which asks that nothing stands.
const FORBID: &str = "--forbid";

/// Asks of the sites what `edits` name, and tells what they do not have.
pub(super) fn apply(sink: &Sink, parts: &mut ProblemParts, edits: &PlanEdits) {
    // Each changes the positions of towns.
    for word in &edits.merge_town {
        merge_town(sink, parts, word.trim());
    }
    let required: Vec<Required<'_>> =
        edits.require.iter().filter_map(|word| required(sink, parts, word.trim())).collect();
    let forbidden = edits.forbid.iter().map(|word| word.trim());
    let forbidden: Vec<(SiteIdx, &str)> =
        forbidden.filter_map(|word| Some((meant(sink, parts, FORBID, word)?, word))).collect();
    let kept: Vec<SiteIdx> = edits
        .keep_today
        .iter()
        .map(|word| word.trim())
        .filter(|word| *word != ALL)
        .filter_map(|word| meant(sink, parts, "--keep-today", word))
        .collect();
    for own in &required {
        let others = required.iter().filter(|other| other.site == own.site);
        let mut works = others.filter_map(|other| other.work);
        let clash = if forbidden.iter().any(|&(site, _)| site == own.site) {
            phrase("must stand and must not", "既须有设施又不得有设施")
        } else if own.work.is_some() && kept.contains(&own.site) {
            phrase(
                "has a work that must be done, and is to stay as it is",
                "有必须实施的建设任务，又要维持现状",
            )
        } else if own.work.is_some() && works.any(|work| Some(work) != own.work) {
            phrase("has two works that must be done", "有两项必须实施的建设任务")
        } else {
            continue;
        };
        let id = &parts.sites[own.site].id;
        let cause = text!("the site `{id}` {clash}", "点位 `{id}` {clash}"; clash);
        let action = text!("keep one of the two", "两者只留其一");
        sink.push(Code::REQUIRED_AND_FORBIDDEN, Place::file(REQUIRE), cause, action);
    }
    if edits.keep_today.iter().any(|word| word.trim() == ALL) {
        let asked = |at: SiteIdx| required.iter().any(|own| own.site == at && own.work.is_some());
        let standing = parts.sites.iter_enumerated().filter(|(_, own)| own.state_today().standing);
        let all: Vec<SiteIdx> = standing.map(|(at, _)| at).filter(|&at| !asked(at)).collect();
        all.into_iter().for_each(|site| keep(&mut parts.sites[site]));
    }
    kept.into_iter().for_each(|site| keep(&mut parts.sites[site]));
    for (site, word) in forbidden {
        parts.sites[site].forbidden = true;
        parts.sites[site].asked_by = Some(format!("{FORBID} {word}"));
    }
    for own in &required {
        require(sink, &mut parts.sites[own.site], own.work);
        parts.sites[own.site].asked_by = Some(format!("{REQUIRE} {}", own.word));
    }
}

/// A site where a facility must stand, or a work be done.
struct Required<'a> {
    word: &'a str,
    site: SiteIdx,
    work: Option<&'a str>,
}

fn required<'a>(sink: &Sink, parts: &ProblemParts, word: &'a str) -> Option<Required<'a>> {
    // A name may have the sign in it.
    let named = |word: &str| parts.sites.iter().any(|site| site.id == word || site.name == word);
    let (called, work) = match word.rsplit_once('=') {
        Some((site, work)) if !named(word) => (site.trim(), Some(work.trim())),
        _ => (word, None),
    };
    Some(Required { word, site: meant(sink, parts, REQUIRE, called)?, work })
}

fn require(sink: &Sink, site: &mut Site, work: Option<&str>) {
    let Some(wanted) = work else {
        site.required = true;
        return;
    };
    let by_id = site.works.iter().any(|own| own.id == wanted);
    let mut found = false;
    for own in &mut site.works {
        let word = own.kind.word();
        let is_kind = || word == wanted || DECIDED.say(Language::Chinese, word) == wanted;
        let is_meant = if by_id { own.id == wanted } else { is_kind() };
        own.required |= is_meant;
        found |= is_meant;
    }
    if !found {
        let known: Vec<&str> = site.works.iter().map(|own| own.id.as_str()).collect();
        let id = &site.id;
        let cause =
            text!("the site `{id}` has no work `{wanted}`", "点位 `{id}` 没有建设任务 `{wanted}`");
        sink.push(Code::UNKNOWN_WORK, Place::file(REQUIRE), cause, instead(wanted, &known));
    }
}

/// No work is possible there.
fn keep(site: &mut Site) {
    site.works.clear();
    site.may_stay = true;
}

fn merge_town(sink: &Sink, parts: &mut ProblemParts, word: &str) {
    const OPTION: &str = "--merge-town";
    let Some((from, into)) = word.split_once('=') else {
        let cause = text!(
            "`{word}` does not say which town becomes a part of which",
            "`{word}` 没有说明哪个镇街并入哪个镇街"
        );
        let action = text!("write TOWN=TOWN: the second stays", "写 `镇街=镇街`：后者保留");
        sink.push(Code::UNKNOWN_TOWN, Place::file(OPTION), cause, action);
        return;
    };
    let town = |word: &str| {
        let all = parts.towns.iter_enumerated().map(|(at, town)| (at, &town.id, &town.name));
        meant_of(sink, Kind::TOWN, all.collect(), OPTION, word.trim())
    };
    if let (Some(from), Some(into)) = (town(from), town(into)) {
        if from == into {
            let cause = text!("`{word}` names one town twice", "`{word}` 两次写了同一镇街");
            let action = text!("name two towns", "写明两个镇街");
            sink.push(Code::UNKNOWN_TOWN, Place::file(OPTION), cause, action);
            return;
        }
        parts.merge_town(from, into);
    }
}

fn meant(sink: &Sink, parts: &ProblemParts, option: &str, word: &str) -> Option<SiteIdx> {
    let all = parts.sites.iter_enumerated().map(|(at, site)| (at, &site.id, &site.name));
    meant_of(sink, Kind::SITE, all.collect(), option, word)
}

/// That with this id, else the one with this name.
fn meant_of<T: Copy>(
    sink: &Sink,
    kind: Kind,
    all: Vec<(T, &String, &String)>,
    option: &str,
    word: &str,
) -> Option<T> {
    let by_id = all.iter().find(|(_, id, _)| *id == word);
    let by_name = || all.iter().filter(|(_, _, name)| *name == word).collect();
    let found: Vec<_> = by_id.map_or_else(by_name, |own| vec![own]);
    let what = kind.what;
    let (cause, action) = match found[..] {
        [own] => return Some(own.0),
        [] => {
            let known: Vec<(&str, &str)> =
                all.iter().map(|(_, id, name)| (id.as_str(), name.as_str())).collect();
            let cause = text!("there is no {what} `{word}`", "没有{what} `{word}`"; what);
            (cause, instead_of_named(word, &known))
        }
        _ => {
            let ids: Vec<&str> = found.iter().map(|own| own.1.as_str()).collect();
            let (count, ids) = (found.len(), list(&ids));
            let cause = text!(
                "{count} {what}s are called `{word}`",
                "有 {count} 个{what}名为 `{word}`";
                what
            );
            (cause, text!("name one of them by its id: {ids}", "按编号写明其一：{ids}"; ids))
        }
    };
    sink.push(kind.unknown, Place::file(option), cause, action);
    None
}
