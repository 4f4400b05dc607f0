//! Combines counts of any whole years of age to five-year groups.

use super::ages::Ages;
use crate::domain::forecast::{AgeTable, LEAST_OPEN_AGE, Sex};
use crate::domain::{Phrase, Text, phrase, text};
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::sink::Sink;

/// People of a sex and of some years of age.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) sex: Sex,
    pub(super) years: Ages,
    pub(super) people: f64,
}

const ACTION: Phrase = phrase(
    "give 0-4, 5-9 and so on without gaps (or 0 and 1-4, or single years), the last one open, from 60+ on",
    "请按 0-4、5-9 等连续给出（或 0 和 1-4，或单岁），末组为“及以上”，从 60+ 或更高年龄起",
);

/// Combines the counts; none, with an issue, where they do not make five-year groups.
pub(super) fn five_year(sink: &Sink, place: &Place, mut pieces: Vec<Piece>) -> Option<AgeTable> {
    pieces.sort_by_key(|piece| (piece.years.from, piece.sex));
    let of = |wanted: Sex| pieces.iter().filter(move |piece| piece.sex == wanted);
    let spans = |sex: Sex| of(sex).map(|piece| piece.years).collect::<Vec<_>>();
    let (men, women) = (spans(Sex::Male), spans(Sex::Female));
    if men != women {
        let odd = men.iter().find(|years| !women.contains(years));
        let (years, sex) = match odd.or_else(|| women.iter().find(|years| !men.contains(years))) {
            Some(years) if odd.is_some() => (told(*years), Sex::Female),
            Some(years) => (told(*years), Sex::Male),
            None => (text!("an age group", "某年龄组"), Sex::Male),
        };
        let sex = sex.word();
        let cause = text!(
            "{years} is not counted once for each sex; see `{sex}`",
            "{years}未按男女各统计一次；见 `{sex}`";
            years
        );
        let action =
            text!("give men and women for every age group", "请为每个年龄组分别给出男女人数");
        return sink.refuse(Code::CENSUS_SEX_MISSING, place.clone(), cause, action);
    }
    if let Err(cause) = check(&men) {
        return sink.refuse(Code::CENSUS_AGES, place.clone(), cause, Text::from(ACTION));
    }
    let counts = |sex: Sex| {
        let mut counts: Vec<f64> = Vec::new();
        for piece in of(sex) {
            let group = (piece.years.from / 5) as usize;
            counts.resize(counts.len().max(group + 1), 0.0);
            counts[group] += piece.people;
        }
        counts
    };
    AgeTable::new(counts(Sex::Male), counts(Sex::Female))
        .map_err(|why| {
            sink.push(Code::CENSUS_AGES, place.clone(), why.text(), Text::from(ACTION));
        })
        .ok()
}

/// Checks that ages are contiguous, that none lies in two five-year groups, and that the last is open from a multiple
/// of five.
fn check(spans: &[Ages]) -> Result<(), Text> {
    let mut next = 0;
    for (position, years) in spans.iter().enumerate() {
        let own = told(*years);
        if years.from > next {
            let before = years.from - 1;
            return Err(text!(
                "nobody is counted from {next} to {before}",
                "{next}岁至{before}岁没有统计"
            ));
        }
        if years.from < next {
            return Err(text!("{own} is counted twice", "{own}重复统计"; own));
        }
        match years.to {
            Some(to) if years.from / 5 == to / 5 => next = to + 1,
            Some(_) => {
                return Err(text!(
                    "{own} is not part of a five-year group",
                    "{own}不在任何五岁组之内";
                    own
                ));
            }
            None if position + 1 < spans.len() => {
                return Err(
                    text!("{own} is open, but not the last", "{own}是“及以上”组，但不是末组"; own),
                );
            }
            None if !years.from.is_multiple_of(5) || years.from < LEAST_OPEN_AGE => {
                return Err(text!("the open last group is {own}", "末组为{own}"; own));
            }
            None => return Ok(()),
        }
    }
    Err(text!("the last age group is not open", "末组不是“及以上”组"))
}

fn told(years: Ages) -> Text {
    let from = years.from;
    match years.to {
        None => text!("{from}+", "{from}岁及以上"),
        Some(to) if to == from => text!("{to}", "{to}岁"),
        Some(to) => text!("{from}-{to}", "{from}-{to}岁"),
    }
}
