//! Figures of other sources: `[AREA] GROUP YEAR=PERSONS`.

use super::areas::CountedArea;
use super::settings::group;
use super::source::ForecastSource;
use crate::domain::forecast::{PeopleGroup, Published};
use crate::domain::{Phrase, Text, phrase, text};
use crate::read::catalogue::Code;
use crate::read::issue::{Place, Usual};
use crate::read::near::instead;
use crate::read::sink::Sink;

const SHAPE: Phrase = phrase(
    "write for instance \"aged_60 2025=207000\", or \"500115 aged_60 2025=207000\"",
    "请写成 \"aged_60 2025=207000\" 或 \"500115 aged_60 2025=207000\" 等形式",
);

/// All figures of other sources: those that are only shown, then the controls.
pub(super) fn published(
    sink: &Sink,
    source: &ForecastSource,
    areas: &[CountedArea],
    groups: &[PeopleGroup],
) -> Vec<Published> {
    let shown = source.published.iter().map(|text| ("--published", text));
    let controls = source.controls.iter().map(|text| ("--control", text));
    let mut figures: Vec<Published> = Vec::new();
    for (option, text) in shown.chain(controls) {
        let Some(figure) = one(sink, source, option, text, areas) else {
            continue;
        };
        let same = |known: &Published| {
            (known.area, known.group, known.year, known.controls)
                == (figure.area, figure.group, figure.year, figure.controls)
        };
        if figures.iter().any(same) {
            let cause = text!("`{text}` repeats another figure", "`{text}` 与另一数据重复");
            let action = text!("give each figure once", "每个数据请只给一次");
            refuse(sink, option, cause, action);
            continue;
        }
        figures.push(figure);
    }
    check_order(sink, &figures, groups, areas);
    figures
}

fn refuse(sink: &Sink, option: &str, cause: Text, action: Text) -> Option<Published> {
    sink.refuse(Code::FORECAST_FIGURE, Place::file(option), cause, action)
}

fn one(
    sink: &Sink,
    source: &ForecastSource,
    option: &str,
    text: &str,
    areas: &[CountedArea],
) -> Option<Published> {
    let refuse = |cause: Text, action: Text| refuse(sink, option, cause, action);
    let unreadable = || refuse(text!("`{text}` cannot be read", "`{text}` 无法读取"), SHAPE.into());
    let Some((left, right)) = text.split_once('=') else {
        return unreadable();
    };
    let words: Vec<&str> = left.split_whitespace().collect();
    let (area, word, year) = match words[..] {
        [word, year] => (None, word, year),
        [area, word, year] => (Some(area), word, year),
        _ => return unreadable(),
    };
    let group = group(sink, option, word)?;
    let number: String = right.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let (Ok(year), Ok(people)) = (year.parse::<i32>(), number.parse::<f64>()) else {
        return unreadable();
    };
    if !(0.0..=1e10).contains(&people) {
        let cause =
            text!("`{text}`: {people} is not a number of people", "`{text}`：{people} 不是人数");
        return refuse(cause, text!("give a number of at least 0", "请给出不小于 0 的数"));
    }
    if !source.years.contains(&year) {
        let cause = text!(
            "`{text}`: {year} is not among the years that are forecast",
            "`{text}`：{year} 年不在预测年份之内"
        );
        let action = text!(
            "add {year} to --years, or leave the figure out",
            "请在 --years 中加上 {year}，或删去该数据"
        );
        return refuse(cause, action);
    }
    let ids: Vec<&str> = areas.iter().map(|(area, _)| area.id.as_str()).collect();
    let position = match (area, &ids[..]) {
        (None, [_]) => 0,
        (None, ids) => {
            let (count, first) = (ids.len(), ids.first().unwrap_or(&"AREA"));
            let cause = text!(
                "`{text}` names no area, and there are {count}",
                "`{text}` 未写明区域，而共有 {count} 个区域"
            );
            let action = text!("name it: \"{first} {text}\"", "请写明区域：\"{first} {text}\"");
            return refuse(cause, action);
        }
        (Some(area), ids) => match ids.iter().position(|id| *id == area) {
            Some(position) => position,
            None => {
                let cause = text!(
                    "`{text}`: the forecast has no area `{area}`",
                    "`{text}`：预测中没有区域 `{area}`"
                );
                return refuse(cause, instead(area, ids));
            }
        },
    };
    Some(Published { area: position, group, year, people, controls: option == "--control" })
}

/// No control of an area and year exceeds that of a wider group.
fn check_order(sink: &Sink, figures: &[Published], groups: &[PeopleGroup], areas: &[CountedArea]) {
    let controls: Vec<&Published> = figures.iter().filter(|figure| figure.controls).collect();
    for wide in &controls {
        for narrow in &controls {
            let together = (wide.area, wide.year) == (narrow.area, narrow.year);
            if together && wide.group < narrow.group && narrow.people > wide.people {
                let (id, year) = (&areas[wide.area].0.id, wide.year);
                let (inner, inner_people) = (narrow.group.text(), narrow.people);
                let (outer, outer_people) = (wide.group.text(), wide.people);
                let cause = text!(
                    "{id} in {year}: {inner} is {inner_people}, more than {outer}, which is {outer_people} and includes them",
                    "{id}，{year} 年：{inner} {inner_people} 人，多于包含它的{outer} {outer_people} 人";
                    inner, outer
                );
                sink.push(Code::FORECAST_CONTRADICTS, Place::file("--control"), cause, Usual);
            }
        }
    }
    debug_assert!(figures.iter().all(|figure| groups.contains(&figure.group)));
}
