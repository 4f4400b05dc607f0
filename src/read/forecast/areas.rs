//! Combines censuses: the areas that all of them have, with the same age groups.

use super::census::{CensusFile, read_census};
use super::source::ForecastSource;
use crate::domain::forecast::{AreaMethod, AreaOutlook, Census, Method, PeopleGroup};
use crate::domain::{Text, text};
use crate::read::catalogue::Code;
use crate::read::issue::{Place, Usual};
use crate::read::near::first_of;
use crate::read::sink::Sink;
use crate::read::source::InputFile;
use std::collections::BTreeSet;

/// The number of areas that a message names; the others are counted.
const NAMED: usize = 5;

/// An area with its method and its censuses.
pub(super) type CountedArea = (AreaOutlook, Vec<Census>);

/// Whether the area with code `inner` lies in that with code `outer`: codes of smaller areas start with the
/// administrative code, of six digits or more, of the larger one.
pub(super) fn lies_in(inner: &str, outer: &str) -> bool {
    let digits = |code: &str| code.bytes().all(|byte| byte.is_ascii_digit());
    outer.len() >= 6 && inner.len() > outer.len() && inner.starts_with(outer) && digits(inner)
}

/// The areas of all censuses with their methods, in the order of their codes.
pub(super) fn of_censuses(
    sink: &Sink,
    source: &ForecastSource,
    groups: &[PeopleGroup],
    rates: &[(PeopleGroup, f64)],
    inputs: &mut Vec<InputFile>,
) -> Option<Vec<CountedArea>> {
    let read: Vec<Option<CensusFile>> =
        source.censuses.iter().map(|(_, path)| read_census(sink, path)).collect();
    let censuses: Vec<(i32, CensusFile)> = source
        .censuses
        .iter()
        .zip(read)
        .map(|((year, _), census)| Some((*year, census?)))
        .collect::<Option<_>>()?;
    inputs.extend(censuses.iter().map(|(_, census)| census.record.clone()));
    let (_, latest) = censuses.last()?;
    let ids = common(sink, &censuses)?;
    let open = same_ages(sink, &censuses, &ids)?;
    if let Some(group) = groups.iter().find(|group| group.age() > open) {
        let group = group.text();
        let cause = text!(
            "{group} is not counted: the censuses' last group is {open}+",
            "{group}未单独统计：人口普查的末组为{open}岁及以上";
            group
        );
        let action = text!(
            "ask for groups up to aged_{open}, or give older age groups",
            "请只用 aged_{open} 及以下的人群，或给出更高的年龄组"
        );
        let place = Place::file(&latest.record.path);
        return sink.refuse(Code::GROUP_UNKNOWN, place, cause, action);
    }
    let found = ids.iter().map(|id| {
        let counted: Vec<Census> = censuses
            .iter()
            .map(|(year, census)| Census {
                year: *year,
                ages: census.areas[id].ages.opened_at(open),
            })
            .collect();
        let after = counted.last()?;
        let before = counted.len().checked_sub(2).map(|earlier| &counted[earlier]);
        // None where years are wrong, which is reported.
        let method = match source.method {
            Method::CohortChange => AreaMethod::cohort_change(before?, after)?,
            Method::AgeingTrend => AreaMethod::ageing_trend(before?, after, groups),
            Method::Growth => growth(sink, before, after, groups, rates)?,
            Method::Given => return None,
        };
        let area = AreaOutlook { id: id.clone(), name: latest.areas[id].name.clone(), method };
        Some((area, counted))
    });
    found.collect()
}

fn growth(
    sink: &Sink,
    before: Option<&Census>,
    after: &Census,
    groups: &[PeopleGroup],
    rates: &[(PeopleGroup, f64)],
) -> Option<AreaMethod> {
    let method = AreaMethod::growth(before, after, groups, rates);
    if method.is_none() {
        let without = groups.iter().filter(|group| !rates.iter().any(|(known, _)| known == *group));
        let words: Vec<String> = without.map(|group| group.field()).collect();
        let words = Text::names(&words);
        let cause = text!(
            "no rate for {words}, which a single census does not give",
            "{words} 没有增长率，仅凭一次人口普查无法得出";
            words
        );
        let action = text!(
            "give --rate for each group, or a second census",
            "请为每个人群给出 --rate，或再给一次人口普查"
        );
        sink.push(Code::FORECAST_FIGURE, Place::file("--rate"), cause, action);
    }
    method
}

/// The areas that all censuses have; others are left out with a warning.
fn common(sink: &Sink, censuses: &[(i32, CensusFile)]) -> Option<Vec<String>> {
    let sets = censuses.iter().map(|(_, census)| {
        let ids = census.areas.keys().cloned();
        ids.collect::<BTreeSet<String>>()
    });
    let all = sets.clone().reduce(|a, b| &a & &b)?;
    if sink.has_errors() {
        return Some(all.into_iter().collect());
    }
    if all.is_empty() {
        let cause = text!("no area is in all censuses", "没有各次人口普查共有的区域");
        let action = text!(
            "give the areas the same codes in all of them; join the figures of areas that were split",
            "请使各次人口普查的区域代码一致；已拆分的区域请合并数据"
        );
        let place = Place::file(&censuses[censuses.len() - 1].1.record.path);
        return sink.refuse(Code::CENSUS_NO_AREA, place, cause, action);
    }
    for ((_, census), own) in censuses.iter().zip(sets) {
        let others: Vec<String> = (&own - &all).into_iter().map(|id| format!("`{id}`")).collect();
        if !others.is_empty() {
            let (count, first) = (others.len(), first_of(&others, NAMED));
            let cause = text!(
                "{count} areas are not in all censuses and are left out: {first}",
                "{count} 个区域不是各次人口普查都有，已略去：{first}";
                first
            );
            let place = Place::file(&census.record.path);
            sink.push(Code::CENSUS_AREA_UNMATCHED, place, cause, Usual);
        }
    }
    Some(all.into_iter().collect())
}

/// The age at which the open group begins in all censuses; where it begins later in some, their older groups are joined
/// with a warning.
fn same_ages(sink: &Sink, censuses: &[(i32, CensusFile)], ids: &[String]) -> Option<u32> {
    let ages = |census: &CensusFile| {
        let open = ids.iter().map(|id| census.areas[id].ages.open_age());
        Some((open.clone().min()?, open.max()?))
    };
    let spans: Vec<(u32, u32)> =
        censuses.iter().map(|(_, census)| ages(census)).collect::<Option<_>>()?;
    let open = spans.iter().map(|(youngest, _)| *youngest).min()?;
    for ((_, census), (_, oldest)) in censuses.iter().zip(&spans) {
        if *oldest > open {
            let cause = text!(
                "the last age group is {oldest}+, elsewhere {open}+; all from {open} on are joined",
                "末组为{oldest}岁及以上，其他人口普查为{open}岁及以上；{open}岁以上各组已合并"
            );
            let action = text!(
                "nothing, if {open}+ is sufficient; otherwise give both censuses the same groups",
                "如只需{open}岁及以上，则无需处理；否则请使各次人口普查的年龄组一致"
            );
            let place = Place::file(&census.record.path);
            sink.push(Code::CENSUS_AGES_DIFFER, place, cause, action);
        }
    }
    Some(open)
}
