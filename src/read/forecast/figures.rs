//! Figures of other sources: `[AREA] GROUP YEAR=PERSONS`.

use super::areas::CountedArea;
use super::settings::group;
use super::source::ForecastSource;
use crate::domain::forecast::{PeopleGroup, Published};
use crate::read::catalogue::Code;
use crate::read::issue::{Place, Usual};
use crate::read::near::instead;
use crate::read::sink::Sink;

const SHAPE: &str = "write for instance \"aged_60 2025=207000\", or \"500115 aged_60 2025=207000\"";

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
            refuse(
                sink,
                option,
                format!("`{text}` repeats another figure"),
                "give each figure once",
            );
            continue;
        }
        figures.push(figure);
    }
    check_order(sink, &figures, groups, areas);
    figures
}

fn refuse(sink: &Sink, option: &str, cause: String, action: &str) -> Option<Published> {
    sink.refuse(Code::FORECAST_FIGURE, Place::file(option), cause, action)
}

fn one(
    sink: &Sink,
    source: &ForecastSource,
    option: &str,
    text: &str,
    areas: &[CountedArea],
) -> Option<Published> {
    let refuse = |cause: String, action: &str| refuse(sink, option, cause, action);
    let unreadable = || refuse(format!("`{text}` cannot be read"), SHAPE);
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
        let cause = format!("`{text}`: {people} is not a number of people");
        return refuse(cause, "give a number of at least 0");
    }
    if !source.years.contains(&year) {
        let cause = format!("`{text}`: {year} is not among the years that are forecast");
        return refuse(cause, &format!("add {year} to --years, or leave the figure out"));
    }
    let ids: Vec<&str> = areas.iter().map(|(area, _)| area.id.as_str()).collect();
    let position = match (area, &ids[..]) {
        (None, [_]) => 0,
        (None, ids) => {
            let cause = format!("`{text}` names no area, and there are {}", ids.len());
            let action = format!("name it: \"{} {text}\"", ids.first().unwrap_or(&"AREA"));
            return refuse(cause, &action);
        }
        (Some(area), ids) => match ids.iter().position(|id| *id == area) {
            Some(position) => position,
            None => {
                let cause = format!("`{text}`: the forecast has no area `{area}`");
                return refuse(cause, &instead(area, ids));
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
                let cause = format!(
                    "{} in {}: {} is {}, more than {}, which is {} and includes them",
                    areas[wide.area].0.id,
                    wide.year,
                    narrow.group,
                    narrow.people,
                    wide.group,
                    wide.people
                );
                sink.push(Code::FORECAST_CONTRADICTS, Place::file("--control"), cause, Usual);
            }
        }
    }
    debug_assert!(figures.iter().all(|figure| groups.contains(&figure.group)));
}
