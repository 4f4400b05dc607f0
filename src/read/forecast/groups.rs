//! Combines counts of any whole years of age to five-year groups.

use super::ages::Ages;
use crate::domain::forecast::{AgeTable, LEAST_OPEN_AGE, Sex};
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

const ACTION: &str = "give 0-4, 5-9 and so on without gaps (or 0 and 1-4, or single years), the last one open, from 60+ on";

/// Combines the counts; none, with an issue, where they do not make five-year groups.
pub(super) fn five_year(sink: &Sink, place: &Place, mut pieces: Vec<Piece>) -> Option<AgeTable> {
    pieces.sort_by_key(|piece| (piece.years.from, piece.sex));
    let of = |wanted: Sex| pieces.iter().filter(move |piece| piece.sex == wanted);
    let spans = |sex: Sex| of(sex).map(|piece| piece.years).collect::<Vec<_>>();
    let (men, women) = (spans(Sex::Male), spans(Sex::Female));
    if men != women {
        let odd = men.iter().find(|years| !women.contains(years));
        let (years, sex) = match odd.or_else(|| women.iter().find(|years| !men.contains(years))) {
            Some(years) if odd.is_some() => (label(*years), Sex::Female),
            Some(years) => (label(*years), Sex::Male),
            None => ("an age group".into(), Sex::Male),
        };
        let cause = format!("{years} is not counted once for each sex; see `{}`", sex.word());
        let action = "give men and women for every age group";
        return sink.refuse(Code::CENSUS_SEX_MISSING, place.clone(), cause, action);
    }
    if let Err(cause) = check(&men) {
        return sink.refuse(Code::CENSUS_AGES, place.clone(), cause, ACTION);
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
        .map_err(|why| sink.push(Code::CENSUS_AGES, place.clone(), why.to_string(), ACTION))
        .ok()
}

/// Checks that ages are contiguous, that none lies in two five-year groups, and that the last is open from a multiple
/// of five.
fn check(spans: &[Ages]) -> Result<(), String> {
    let mut next = 0;
    for (position, years) in spans.iter().enumerate() {
        if years.from != next {
            return Err(match years.from > next {
                true => format!("nobody is counted from {next} to {}", years.from - 1),
                false => format!("{} is counted twice", label(*years)),
            });
        }
        match years.to {
            Some(to) if years.from / 5 == to / 5 => next = to + 1,
            Some(_) => {
                return Err(format!("{} is not part of a five-year group", label(*years)));
            }
            None if position + 1 < spans.len() => {
                return Err(format!("{} is open, but not the last", label(*years)));
            }
            None if !years.from.is_multiple_of(5) || years.from < LEAST_OPEN_AGE => {
                return Err(format!("the open last group is {}", label(*years)));
            }
            None => return Ok(()),
        }
    }
    Err("the last age group is not open".into())
}

fn label(years: Ages) -> String {
    match years.to {
        None => format!("{}+", years.from),
        Some(to) if to == years.from => format!("{to}"),
        Some(to) => format!("{}-{to}", years.from),
    }
}
