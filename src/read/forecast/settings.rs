//! Checks the request: groups, rates, years.

use super::source::{FARTHEST_YEARS, ForecastSource};
use crate::domain::forecast::{Method, PeopleGroup};
use crate::domain::{Phrase, Text, phrase, text};
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::sink::Sink;

/// The repair of an unknown group.
pub(super) const GROUP_ACTION: Phrase = phrase(
    "write `persons` for all residents, or `aged_60` and the like in steps of five years",
    "全部常住人口请写 `persons`，或按五岁一档写 `aged_60` 等",
);

/// Residents, the groups asked for (by default 60+, 65+ and 80+) and those of figures of other sources, the widest
/// first.
pub(super) fn groups(sink: &Sink, source: &ForecastSource) -> Vec<PeopleGroup> {
    let mut groups = vec![PeopleGroup::Residents];
    if source.groups.is_empty() {
        groups.extend(PeopleGroup::USUAL);
    }
    for word in &source.groups {
        groups.extend(group(sink, "--group", word));
    }
    for text in source.published.iter().chain(&source.controls) {
        // Problems are reported where the figure is read.
        groups.extend(group_word(text).and_then(PeopleGroup::parse));
    }
    groups.sort_unstable();
    groups.dedup();
    groups
}

/// The group in a figure of another source, where it has the right form.
fn group_word(text: &str) -> Option<&str> {
    let words: Vec<&str> = text.split_once('=')?.0.split_whitespace().collect();
    match words[..] {
        [group, _] | [_, group, _] => Some(group),
        _ => None,
    }
}

/// The group of a word; an unknown one is an issue.
pub(super) fn group(sink: &Sink, option: &str, word: &str) -> Option<PeopleGroup> {
    let group = PeopleGroup::parse(word);
    if group.is_none() {
        let word = word.trim();
        let cause = text!("`{word}` is not a group", "`{word}` 不是人群");
        sink.push(Code::GROUP_UNKNOWN, Place::file(option), cause, Text::from(GROUP_ACTION));
    }
    group
}

/// Yearly growth by group.
pub(super) fn rates(
    sink: &Sink,
    source: &ForecastSource,
    groups: &[PeopleGroup],
) -> Vec<(PeopleGroup, f64)> {
    let mut rates = Vec::new();
    for (word, rate) in &source.rates {
        let Some(group) = group(sink, "--rate", word) else {
            continue;
        };
        if !groups.contains(&group) {
            let (told, field) = (group.text(), group.field());
            let cause = text!(
                "{told} is not forecast, but has a rate",
                "{told}不在预测之内，却给了增长率";
                told
            );
            let action = text!(
                "add --group {field}, or leave its rate out",
                "请加上 --group {field}，或删去其增长率"
            );
            sink.push(Code::GROUP_UNKNOWN, Place::file("--rate"), cause, action);
        }
        if !(rate.is_finite() && *rate > -1.0 && *rate <= 1.0) {
            let growth = rate * 100.0;
            let cause = text!("a growth of {growth} % a year", "年增长率为 {growth} %");
            let action = text!(
                "give a yearly rate above -100 % and up to 100 %",
                "请给出大于 -100 %、不超过 100 % 的年增长率"
            );
            sink.push(Code::FORECAST_FIGURE, Place::file("--rate"), cause, action);
        }
        rates.push((group, *rate));
    }
    rates
}

/// Checks that years ascend and are not before the last census, and that censuses ascend.
pub(super) fn check_years(sink: &Sink, source: &ForecastSource) -> bool {
    let mut good = true;
    let mut refuse = |code: Code, option: &str, cause: Text, action: Text| {
        sink.push(code, Place::file(option), cause, action);
        good = false;
    };
    if source.years.is_empty() {
        let cause = text!("no year is asked for", "没有给出年份");
        let action = text!("name the years: --years 2025,2035", "请写明年份：--years 2025,2035");
        refuse(Code::FORECAST_YEARS, "--years", cause, action);
    }
    for pair in source.years.windows(2) {
        if pair[0] >= pair[1] {
            let (first, second) = (pair[0], pair[1]);
            let cause = text!("{first} comes before {second}", "{first} 写在 {second} 之前");
            let action = text!("name each year once, in order", "请按先后顺序，每个年份只写一次");
            refuse(Code::FORECAST_YEARS, "--years", cause, action);
        }
    }
    if source.method == Method::Given {
        return good;
    }
    let needed = if source.method == Method::Growth { 1 } else { 2 };
    if source.censuses.len() < needed {
        let (count, method) = (source.censuses.len(), source.method.words());
        let cause = text!(
            "{count} censuses; {method} needs {needed}",
            "有 {count} 次人口普查；{method}需要 {needed} 次";
            method
        );
        let action = text!(
            "give each census with its year: --census 2010=a.csv --census 2020=b.csv",
            "请写明每次人口普查及其年份：--census 2010=a.csv --census 2020=b.csv"
        );
        refuse(Code::CENSUS_YEARS, "--census", cause, action);
    }
    for pair in source.censuses.windows(2) {
        let (a, b) = (pair[0].0, pair[1].0);
        let apart = i64::from(b) - i64::from(a);
        if apart <= 0 {
            let cause = text!(
                "the census of {a} comes before that of {b}",
                "{a} 年的人口普查写在 {b} 年之前"
            );
            let action = text!("give each once, the earliest first", "请从最早的起，每次只写一遍");
            refuse(Code::CENSUS_YEARS, "--census", cause, action);
        } else if source.method == Method::CohortChange && apart != 5 && apart != 10 {
            let cause = text!(
                "the censuses of {a} and {b} are {apart} years apart",
                "{a} 年与 {b} 年的人口普查相隔 {apart} 年"
            );
            let action = text!(
                "take censuses 5 or 10 years apart, or another method: --method trend",
                "请用相隔 5 年或 10 年的人口普查，或改用其他方法：--method trend"
            );
            refuse(Code::CENSUS_YEARS, "--census", cause, action);
        }
    }
    let last = source.censuses.iter().map(|(year, _)| *year).max();
    for &year in &source.years {
        let Some(last) = last else { break };
        let ahead = i64::from(year) - i64::from(last);
        if ahead < 0 || ahead > i64::from(FARTHEST_YEARS) {
            let cause = match ahead < 0 {
                true => text!(
                    "{year} is before the last census, that of {last}",
                    "{year} 年早于最近一次（{last} 年）人口普查"
                ),
                false => text!(
                    "{year} is more than {FARTHEST_YEARS} years after {last}",
                    "{year} 年在 {last} 年之后超过 {FARTHEST_YEARS} 年"
                ),
            };
            let action = text!(
                "name years after the last census, up to a hundred",
                "请写最近一次人口普查之后一百年以内的年份"
            );
            refuse(Code::FORECAST_YEAR_RANGE, "--years", cause, action);
        }
    }
    good
}
