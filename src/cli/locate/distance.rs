//! Distances in options: with a unit, or bare where the instance has none.

use super::super::failure::{Failure, refuse};
use crate::domain::location::{Decay, Distance, Radius, Unit};
use crate::domain::{Text, phrase, text};
use crate::units::{Metres, Seconds, Share, UnitError};

/// Reads `500 m`, `1.2 km`, `15 min`, `500`.
pub(crate) fn distance(option: &str, text: &str) -> Result<Distance, Failure> {
    let refused = |why: Text| {
        let help = phrase(
            "write number then unit, for instance \"500 m\" or \"15 min\"; a bare number where the instance has no unit",
            "先写数字再写单位，例如 \"500 m\" 或 \"15 min\"；实例无单位时只写数字",
        );
        Failure::usage(text!("{option}: {why}", "{option}：{why}"; why), help)
    };
    if let Ok(number) = text.trim().parse::<f64>() {
        return if number.is_finite() && number >= 0.0 {
            Ok(number.into())
        } else {
            Err(refused(text!("`{text}` is no distance", "`{text}` 不是距离")))
        };
    }
    match (Metres::parse(text), Seconds::parse(text)) {
        (Ok(length), _) => Ok(length.into()),
        (_, Ok(time)) => Ok(time.into()),
        (Err(length), Err(time)) => match length.or(time) {
            UnitError::UnknownUnit { text, unit, .. } => Err(refused(text!(
                "`{text}`: unit `{unit}` is not one of m, km, s, min, h",
                "`{text}`：单位 `{unit}` 不是 m、km、s、min、h 之一"
            ))),
            error => Err(refused(Text::from(&error))),
        },
    }
}

/// Reads `linear:500m..1000m`, `steps:300m=100%,600m=50%`, `exponential:400m..2km`.
pub(crate) fn decay(text: &str) -> Result<Decay, Failure> {
    const OPTION: &str = "--decay";
    let refused = || {
        Failure::usage(
            text!("{OPTION}: `{text}` is not understood", "{OPTION}：无法理解 `{text}`"),
            phrase(
                "write linear:500m..1000m (wholly up to, nothing from), steps:300m=100%,600m=50%, or exponential:400m..2km (scale, end)",
                "请写 linear:500m..1000m（全额覆盖止、归零起）、steps:300m=100%,600m=50% 或 exponential:400m..2km（尺度、终点）",
            ),
        )
    };
    let (kind, rest) = text.split_once(':').ok_or_else(refused)?;
    let pair = || -> Result<(Distance, Distance), Failure> {
        let (first, second) = rest.split_once("..").ok_or_else(refused)?;
        Ok((distance(OPTION, first)?, distance(OPTION, second)?))
    };
    match kind.trim() {
        "linear" => pair().map(|(full, none)| Decay::Linear { full, none }),
        "exponential" => pair().map(|(scale, limit)| Decay::Exponential { scale, limit }),
        "steps" => {
            let step = |part: &str| {
                let (reach, share) = part.split_once('=').ok_or_else(refused)?;
                let share = Share::parse(share).map_err(|error| {
                    let error = Text::from(&error);
                    Failure::usage(
                        text!("{OPTION}: {error}", "{OPTION}：{error}"; error),
                        phrase(
                            "write for instance steps:300m=100%,600m=50%",
                            "例如写 steps:300m=100%,600m=50%",
                        ),
                    )
                })?;
                Ok((Radius::within(distance(OPTION, reach)?), share))
            };
            rest.split(',').map(step).collect::<Result<_, _>>().map(Decay::Steps)
        }
        _ => Err(refused()),
    }
}

/// What an instance's distances are measured in, and which file says so.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measured<'a> {
    pub(crate) unit: Unit,
    /// The file, for messages.
    pub(crate) file: &'a str,
    /// Whether it is a layer with positions in degrees.
    pub(crate) degrees: bool,
}

impl Measured<'_> {
    /// Errors where `given` is measured otherwise.
    pub(crate) fn check(self, option: &str, given: Distance) -> Result<(), Failure> {
        let file = self.file;
        let what = match (self.unit, self.degrees) {
            (Unit::Metres, true) => text!(
                "{file} is in degrees and distances are metres",
                "{file} 以经纬度表示位置，距离以米计"
            ),
            (Unit::Metres, false) => text!("distances of {file} are metres", "{file} 的距离以米计"),
            (Unit::Minutes, _) => {
                text!("distances of {file} are minutes", "{file} 的距离以分钟计")
            }
            (Unit::Plain, _) => {
                text!("distances of {file} have no unit", "{file} 的距离没有单位")
            }
        };
        let number = given.value();
        match (self.unit, given.unit()) {
            (own, given) if own == given => Ok(()),
            (own, Unit::Plain) => {
                let unit = own.word();
                refuse(
                    text!(
                        "{option}: `{number}` has no unit; {what}",
                        "{option}：`{number}` 没有单位；{what}";
                        what
                    ),
                    text!("write \"{number} {unit}\"", "请写 \"{number} {unit}\""),
                )
            }
            (Unit::Metres, _) => refuse(
                text!("{option}: a time is given; {what}", "{option}：给出的是时间；{what}"; what),
                phrase(
                    "write a length such as \"500 m\", or give a matrix of travel times",
                    "请写长度，例如 \"500 m\"，或给出出行时间矩阵",
                ),
            ),
            (Unit::Minutes, _) => refuse(
                text!("{option}: a length is given; {what}", "{option}：给出的是长度；{what}"; what),
                phrase(
                    "write a time such as \"15 min\", or give a matrix of lengths",
                    "请写时间，例如 \"15 min\"，或给出长度矩阵",
                ),
            ),
            (Unit::Plain, _) => refuse(
                text!("{option}: a unit is given; {what}", "{option}：给出了单位；{what}"; what),
                phrase(
                    "write a bare number; for a matrix, say its unit with --matrix-unit",
                    "请只写数字；矩阵的单位用 --matrix-unit 说明",
                ),
            ),
        }
    }
}
