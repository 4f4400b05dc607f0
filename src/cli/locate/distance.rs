//! Distances in options: with a unit, or bare where the instance has none.

use super::super::failure::{Failure, refuse};
use crate::domain::location::{Decay, Distance, Radius, Unit};
use crate::units::{Metres, Seconds, Share, UnitError};

/// Reads `500 m`, `1.2 km`, `15 min`, `500`.
pub(crate) fn distance(option: &str, text: &str) -> Result<Distance, Failure> {
    let refused = |why: &str| {
        let help = "write number then unit, for instance \"500 m\" or \"15 min\"; a bare number where the instance has no unit";
        Failure::usage(format!("{option}: {why}"), help)
    };
    if let Ok(number) = text.trim().parse::<f64>() {
        return if number.is_finite() && number >= 0.0 {
            Ok(number.into())
        } else {
            Err(refused(&format!("`{text}` is no distance")))
        };
    }
    match (Metres::parse(text), Seconds::parse(text)) {
        (Ok(length), _) => Ok(length.into()),
        (_, Ok(time)) => Ok(time.into()),
        (Err(length), Err(time)) => match length.or(time) {
            UnitError::UnknownUnit { text, unit, .. } => {
                Err(refused(&format!("`{text}`: unit `{unit}` is not one of m, km, s, min, h")))
            }
            error => Err(refused(&error.to_string())),
        },
    }
}

/// Reads `linear:500m..1000m`, `steps:300m=100%,600m=50%`, `exponential:400m..2km`.
pub(crate) fn decay(text: &str) -> Result<Decay, Failure> {
    const OPTION: &str = "--decay";
    let refused = || {
        Failure::usage(
            format!("{OPTION}: `{text}` is not understood"),
            "write linear:500m..1000m (wholly up to, nothing from), steps:300m=100%,600m=50%, or exponential:400m..2km (scale, end)",
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
                    Failure::usage(
                        format!("{OPTION}: {error}"),
                        "write for instance steps:300m=100%,600m=50%",
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
            (Unit::Metres, true) => format!("{file} is in degrees and distances are metres"),
            (Unit::Metres, false) => format!("distances of {file} are metres"),
            (Unit::Minutes, _) => format!("distances of {file} are minutes"),
            (Unit::Plain, _) => format!("distances of {file} have no unit"),
        };
        let number = given.value();
        match (self.unit, given.unit()) {
            (own, given) if own == given => Ok(()),
            (own, Unit::Plain) => refuse(
                format!("{option}: `{number}` has no unit; {what}"),
                format!("write \"{number} {}\"", own.word()),
            ),
            (Unit::Metres, _) => refuse(
                format!("{option}: a time is given; {what}"),
                "write a length such as \"500 m\", or give a matrix of travel times",
            ),
            (Unit::Minutes, _) => refuse(
                format!("{option}: a length is given; {what}"),
                "write a time such as \"15 min\", or give a matrix of lengths",
            ),
            (Unit::Plain, _) => refuse(
                format!("{option}: a unit is given; {what}"),
                "write a bare number; for a matrix, say its unit with --matrix-unit",
            ),
        }
    }
}
