//! How figures are written for people: one place, so that a number looks the same in a table, on the
//! terminal and in the summary.

use super::language::Language;
use super::measure_unit::MeasureUnit;
use super::target::{Direction, SitedAim};
use super::tier::Reach;
use crate::units::{Metres, Seconds, Yuan};

/// What stands where there is no figure.
pub const DASH: &str = "–";

/// A figure as `text` writes it, or a dash where there is none.
pub fn or_dash<T>(figure: Option<T>, text: impl FnOnce(T) -> String) -> String {
    figure.map_or_else(|| DASH.into(), text)
}

/// A whole number with thousands separators: `12,345`.
pub fn whole(value: f64) -> String {
    decimals(value, 0)
}

/// A count with thousands separators.
pub fn count(value: usize) -> String {
    grouped(&value.to_string())
}

/// At most `places` decimals, no trailing zeros, thousands separators: `1,234.5`.
pub fn decimals(value: f64, places: usize) -> String {
    if !value.is_finite() {
        return DASH.into();
    }
    // Two figures that differ by their last bits alone are printed alike.
    let value = rounded(value, 9);
    let text = format!("{value:.places$}");
    let text =
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    match text {
        "-0" => "0".into(),
        _ => grouped(text),
    }
}

/// `value` with at most this many decimals: more follow only the machine's rounding.
pub(crate) fn rounded(value: f64, places: i32) -> f64 {
    let scale = 10f64.powi(places);
    // Beyond the whole numbers that a figure can tell apart it has no such decimals.
    if (value * scale).abs() >= 2f64.powi(f64::MANTISSA_DIGITS as i32) {
        return value;
    }
    let rounded = (value * scale).round() / scale;
    // Adding 0 makes a negative zero, which an empty sum is, positive.
    if rounded.is_finite() { rounded + 0.0 } else { value }
}

fn grouped(number: &str) -> String {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(rest) => ("−", rest),
        None => ("", number),
    };
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut text = String::from(sign);
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text + fraction
}

/// A share of 0–1 in percent with one decimal. What is not quite all is never shown as `100 %`, nor what
/// is not quite nothing as `0 %`.
pub fn share(fraction: f64) -> String {
    let percent = fraction * 100.0;
    let rounded = format!("{percent:.1}");
    if rounded == "100.0" && percent < 100.0 - 1e-7 {
        "99.9 %".into()
    } else if rounded == "0.0" && percent > 1e-7 {
        "< 0.1 %".into()
    } else {
        format!("{} %", decimals(percent, 1))
    }
}

/// `part` of `whole` in percent; a dash when there is no whole.
pub fn part(part: f64, whole: f64) -> String {
    if whole > 0.0 { share(part / whole) } else { DASH.into() }
}

/// Money in 10,000 yuan: `1,234.5 万元`.
pub fn money(amount: Yuan) -> String {
    format!("{} 万元", decimals(amount.wan(), 4))
}

/// A distance in kilometres: `0.84 km`.
pub fn km(distance: Metres) -> String {
    format!("{} km", decimals(distance.metres() / 1000.0, 2))
}

/// A time in minutes: `12.6 min`.
pub fn minutes(time: Seconds) -> String {
    format!("{} min", decimals(time.minutes(), 1))
}

/// To which side a reach is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest.
    Nearest,
    /// Up: what is written suffices.
    Up,
}

impl Rounding {
    /// `value` with this many decimals.
    fn at(self, value: f64, places: i32) -> f64 {
        let scale = 10f64.powi(places);
        match self {
            Rounding::Nearest => value,
            // What is a round number but for its last bits is that number.
            Rounding::Up => ((value * scale - 1e-6).ceil() / scale).max(0.0),
        }
    }
}

impl Language {
    /// A distance in kilometres.
    pub(crate) fn length(self, length: Metres) -> String {
        match self {
            Language::English => km(length),
            Language::Chinese => format!("{} 公里", decimals(length.metres() / 1000.0, 2)),
        }
    }

    /// A time in minutes.
    pub(crate) fn time(self, time: Seconds) -> String {
        match self {
            Language::English => minutes(time),
            Language::Chinese => format!("{} 分钟", decimals(time.minutes(), 1)),
        }
    }

    /// How far people go.
    pub(crate) fn reach(self, reach: Reach, rounding: Rounding) -> String {
        match reach {
            Reach::Time(time) => {
                let seconds = rounding.at(time.minutes(), 1) * 60.0;
                self.time(Seconds::new(seconds).unwrap_or(time))
            }
            Reach::Distance(length) => {
                let metres = rounding.at(length.metres() / 1000.0, 2) * 1000.0;
                self.length(Metres::new(metres).unwrap_or(length))
            }
            Reach::Anywhere => self.say("anywhere", "不限距离").into(),
        }
    }
}

/// A measure's value.
pub fn value(unit: MeasureUnit, value: f64) -> String {
    match unit {
        MeasureUnit::Share => share(value),
        MeasureUnit::Number => decimals(value, 1),
        MeasureUnit::Per1000 => decimals(value, 2),
        MeasureUnit::SquareMetres => format!("{} m²", decimals(value, 0)),
        MeasureUnit::SquareMetresPer1000 => format!("{} m²", decimals(value, 1)),
        MeasureUnit::Yuan | MeasureUnit::YuanYear => {
            format!("{} 万元", decimals(value / 1e4, 4))
        }
    }
}

/// The figure that words state, as `63.5 %`, `≥ 2,000` or `2731`: its value and unit; none where they say more.
pub(crate) fn stated(words: &str) -> Option<(f64, MeasureUnit)> {
    let figure = words.trim_start_matches(['≥', '≤', '>', '<', '=', ' ']).replace(',', "");
    let (digits, scale, unit) = match figure.strip_suffix(['%', '％']) {
        Some(percent) => (percent.trim_end(), 0.01, MeasureUnit::Share),
        None => (figure.as_str(), 1.0, MeasureUnit::Number),
    };
    let is_plain = digits.starts_with(|first: char| first.is_ascii_digit());
    let value: f64 = digits.parse().ok().filter(|_| is_plain)?;
    value.is_finite().then_some((value * scale, unit))
}

/// A measure's value with at most two decimals, rounded by `round`: what a limit may be, or the best that there is.
pub(crate) fn rounded_by(unit: MeasureUnit, value: f64, round: impl Fn(f64) -> f64) -> String {
    let (scale, behind) = match unit {
        MeasureUnit::Share => (100.0, " %"),
        MeasureUnit::Yuan | MeasureUnit::YuanYear => (1e-4, " 万元"),
        MeasureUnit::Number | MeasureUnit::Per1000 => (1.0, ""),
        MeasureUnit::SquareMetres | MeasureUnit::SquareMetresPer1000 => (1.0, " m²"),
    };
    let hundredths = value * scale * 100.0;
    // What is a round number but for its last bits is that number.
    let nearest = hundredths.round();
    let hundredths = if (hundredths - nearest).abs() < 1e-6 { nearest } else { round(hundredths) };
    decimals(hundredths / 100.0, 2) + behind
}

/// A difference between two values of a measure, with enough decimals to be seen: `1.3 points` for shares.
pub fn difference(unit: MeasureUnit, amount: f64, points: &str) -> String {
    match unit {
        MeasureUnit::Share => format!("{} {points}", visible(amount * 100.0, 1)),
        MeasureUnit::Number => visible(amount, 0),
        MeasureUnit::Per1000 => visible(amount, 2),
        MeasureUnit::SquareMetres => format!("{} m²", visible(amount, 0)),
        MeasureUnit::SquareMetresPer1000 => format!("{} m²", visible(amount, 1)),
        MeasureUnit::Yuan | MeasureUnit::YuanYear => format!("{} 万元", visible(amount / 1e4, 4)),
    }
}

/// `value` with `places` decimals, or with as many more as it takes to be told from 0.
pub(crate) fn visible(value: f64, places: usize) -> String {
    let needed = (places..=9).find(|&places| {
        let step = 10f64.powi(-(places as i32));
        value == 0.0 || value.abs() >= step / 2.0
    });
    decimals(value, needed.unwrap_or(9))
}

/// What an aim asks for: `≥ 60 %`.
pub fn limit(aim: &SitedAim) -> String {
    format!("{} {}", aim.direction.symbol(), value(aim.measure.unit(), aim.limit.number()))
}

/// `at_least` or `at_most`, as plan files write it.
pub fn direction_word(direction: Direction) -> &'static str {
    match direction {
        Direction::AtLeast => "at_least",
        Direction::AtMost => "at_most",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated_and_zeros_dropped() {
        assert_eq!(whole(1_234_567.4), "1,234,567");
        assert_eq!(decimals(-1_234.50, 2), "−1,234.5");
        assert_eq!(decimals(-0.001, 1), "0");
        assert_eq!(money(Yuan::new(412_670_000)), "41,267 万元");
    }

    #[test]
    fn nearly_all_is_not_shown_as_all() {
        assert_eq!(share(0.99999), "99.9 %");
        assert_eq!(share(1.0), "100 %");
        assert_eq!(share(0.635), "63.5 %");
        assert_eq!(share(0.0), "0 %");
        assert_eq!(share(0.00001), "< 0.1 %");
    }

    #[test]
    fn a_small_shortfall_stays_visible() {
        assert_eq!(difference(MeasureUnit::Share, 0.0002, "points"), "0.02 points");
        assert_eq!(difference(MeasureUnit::Number, 3.0, ""), "3");
    }
}
