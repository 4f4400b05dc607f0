//! Checks the request: groups, rates, years.

use super::source::{FARTHEST_YEARS, ForecastSource};
use crate::domain::forecast::{Method, PeopleGroup};
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::sink::Sink;

/// The repair of an unknown group.
pub(super) const GROUP_ACTION: &str =
    "write `persons` for all residents, or `aged_60` and the like in steps of five years";

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
        let cause = format!("`{}` is not a group", word.trim());
        sink.push(Code::GROUP_UNKNOWN, Place::file(option), cause, GROUP_ACTION);
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
            let cause = format!("{group} is not forecast, but has a rate");
            let action = format!("add --group {}, or leave its rate out", group.field());
            sink.push(Code::GROUP_UNKNOWN, Place::file("--rate"), cause, action);
        }
        if !(rate.is_finite() && *rate > -1.0 && *rate <= 1.0) {
            let cause = format!("a growth of {} % a year", rate * 100.0);
            let action = "give a yearly rate above -100 % and up to 100 %";
            sink.push(Code::FORECAST_FIGURE, Place::file("--rate"), cause, action);
        }
        rates.push((group, *rate));
    }
    rates
}

/// Checks that years ascend and are not before the last census, and that censuses ascend.
pub(super) fn check_years(sink: &Sink, source: &ForecastSource) -> bool {
    let mut good = true;
    let mut refuse = |code: Code, option: &str, cause: String, action: &str| {
        sink.push(code, Place::file(option), cause, action);
        good = false;
    };
    if source.years.is_empty() {
        let cause = "no year is asked for".into();
        refuse(Code::FORECAST_YEARS, "--years", cause, "name the years: --years 2025,2035");
    }
    for pair in source.years.windows(2) {
        if pair[0] >= pair[1] {
            let cause = format!("{} comes before {}", pair[0], pair[1]);
            refuse(Code::FORECAST_YEARS, "--years", cause, "name each year once, in order");
        }
    }
    if source.method == Method::Given {
        return good;
    }
    let needed = if source.method == Method::Growth { 1 } else { 2 };
    if source.censuses.len() < needed {
        let cause =
            format!("{} censuses; {} needs {needed}", source.censuses.len(), source.method.words());
        let action = "give each census with its year: --census 2010=a.csv --census 2020=b.csv";
        refuse(Code::CENSUS_YEARS, "--census", cause, action);
    }
    for pair in source.censuses.windows(2) {
        let (a, b) = (pair[0].0, pair[1].0);
        let apart = i64::from(b) - i64::from(a);
        if apart <= 0 {
            let cause = format!("the census of {a} comes before that of {b}");
            refuse(Code::CENSUS_YEARS, "--census", cause, "give each once, the earliest first");
        } else if source.method == Method::CohortChange && apart != 5 && apart != 10 {
            let cause = format!("the censuses of {a} and {b} are {apart} years apart");
            let action = "take censuses 5 or 10 years apart, or another method: --method trend";
            refuse(Code::CENSUS_YEARS, "--census", cause, action);
        }
    }
    let last = source.censuses.iter().map(|(year, _)| *year).max();
    for &year in &source.years {
        let Some(last) = last else { break };
        let ahead = i64::from(year) - i64::from(last);
        if ahead < 0 || ahead > i64::from(FARTHEST_YEARS) {
            let cause = match ahead < 0 {
                true => format!("{year} is before the last census, that of {last}"),
                false => format!("{year} is more than {FARTHEST_YEARS} years after {last}"),
            };
            let action = "name years after the last census, up to a hundred";
            refuse(Code::FORECAST_YEAR_RANGE, "--years", cause, action);
        }
    }
    good
}
