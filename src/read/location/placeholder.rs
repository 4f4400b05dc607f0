//! Values of a matrix by which programs mark pairs without a route.

use super::options::MatrixUnit;
use crate::domain::location::Unit;
use crate::domain::{Phrase, Text, phrase, text};
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::marks::is_nines;
use crate::read::sink::Sink;
use std::collections::BTreeMap;

const NO_ROUTE: Phrase = phrase(
    "leave the cell empty, or the row out, where there is no route",
    "无路可达之处，请将单元格留空或删去该行",
);

/// A pair of the matrix, with its line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub(super) site: u32,
    pub(super) line: u32,
    pub(super) value: f64,
}

/// Warns of implausibly large values: placeholders for "no route" in other programs.
pub(super) fn warn_far(sink: &Sink, name: &str, unit: MatrixUnit, rows: &[Vec<Pair>]) {
    let finite = || rows.iter().flatten().filter(|pair| pair.value.is_finite());
    let Some(from) = placeholders_from(finite().map(|pair| pair.value).collect(), unit) else {
        return;
    };
    let far = finite().filter(|pair| pair.value >= from);
    let (count, first) =
        far.fold((0_usize, None), |(count, first), pair| (count + 1, first.or(Some(pair))));
    if let Some(pair) = first {
        let (all, value) = (finite().count(), pair.value);
        let called = match unit.unit() {
            Unit::Metres => phrase("m", " 米"),
            Unit::Minutes => phrase("min", " 分钟"),
            Unit::Plain => phrase("", ""),
        };
        let cause = text!(
            "{count} of {all} values are implausibly large, the first {value} {called}: if that is a placeholder for pairs \
             without a route, it is taken for a real way",
            "{all} 个数值中有 {count} 个过大，第一个为 {value}{called}：如果这是无路点对的占位数，会被当作真实路程";
            called
        );
        let place = Place { line: Some(pair.line as usize), ..Place::file(name) };
        sink.push(Code::VALUE_ABSURD, place, cause, Text::from(NO_ROUTE));
    }
}

/// Warns of pairs at 0 whose ends cannot be one place: a program may have written 0 where there is no route.
pub(super) fn warn_zeros(sink: &Sink, name: &str, unit: MatrixUnit, rows: &[Vec<Pair>]) {
    if unit.unit() == Unit::Plain {
        return;
    }
    let pairs = || rows.iter().flatten();
    let zeros = || pairs().filter(|pair| pair.value == 0.0);
    let whole =
        pairs().all(|pair| !pair.value.is_finite() || (pair.value / unit.factor()).fract() == 0.0);
    let rounding = if whole { unit.factor() } else { 0.0 };
    // The first demand point at 0 from a site; all others at 0 from it are where this one is.
    let mut first: BTreeMap<u32, &[Pair]> = BTreeMap::new();
    let apart = rows.iter().find_map(|row| {
        row.iter().filter(|pair| pair.value == 0.0).find(|pair| {
            let home = *first.entry(pair.site).or_insert(row);
            lie_apart(home, row, rounding)
        })
    });
    if let Some(pair) = apart {
        let (count, all) = (zeros().count(), pairs().count());
        let cause = text!(
            "{count} of {all} values are 0, and by the others not all of these pairs are of one place: if 0 stands for pairs \
             without a route, it is taken for no way at all",
            "{all} 个数值中有 {count} 个为 0，而按其他数值，这些点对并不都在同一地点：如果 0 表示无路可达，会被当作没有路程"
        );
        let place = Place { line: Some(pair.line as usize), ..Place::file(name) };
        sink.push(Code::VALUE_ABSURD, place, cause, Text::from(NO_ROUTE));
    }
}

/// Whether a site is so much farther from one demand point than from another that they are two places, though values are
/// rounded. Rows are in the order of the sites.
fn lie_apart(a: &[Pair], b: &[Pair], rounding: f64) -> bool {
    a.iter().any(|one| {
        let other = b.binary_search_by_key(&one.site, |pair| pair.site);
        other.is_ok_and(|at| {
            let (one, other) = (one.value, b[at].value);
            let far = one.max(other);
            far.is_finite()
                && one.min(other) > 0.0
                && far - one.min(other) > (4.0 * rounding).max(far / 4.0)
        })
    })
}

/// The least value that looks like a placeholder for "no route", if any does: more than any real way, in minutes or metres;
/// nothing but nines (999, 9999, …), at least twice as large as all smaller ones; or ten times as large as all others,
/// where those are at least nineteen in twenty, a hundred times where they are four in five.
fn placeholders_from(mut values: Vec<f64>, unit: MatrixUnit) -> Option<f64> {
    const WEEK_MIN: f64 = 7.0 * 24.0 * 60.0;
    const HALF_ROUND_THE_EARTH_M: f64 = 2.1e7;
    let most = match unit.unit() {
        Unit::Minutes => WEEK_MIN,
        Unit::Metres => HALF_ROUND_THE_EARTH_M,
        Unit::Plain => f64::INFINITY,
    };
    values.sort_by(f64::total_cmp);
    let top = |share: usize, of: usize| (values.len() * share).div_ceil(of);
    let (top, high) = (top(19, 20), top(4, 5));
    values.iter().enumerate().find_map(|(at, &value)| {
        let below = at.checked_sub(1).map_or(0.0, |before| values[before]);
        let nines = is_nines(value / unit.factor()) && value >= 2.0 * below;
        let times = |times: f64| below > 0.0 && value >= times * below;
        let apart = at >= top && times(10.0) || at >= high && times(100.0);
        (value > most || nines || apart).then_some(value)
    })
}
