use super::distance::{Distance, Radius};
use crate::domain::{Phrase, phrase};
use crate::units::Share;

/// How the cover of a demand point falls with the distance to its nearest open site.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Decay {
    /// 1 within the radius, 0 beyond.
    Step(Radius),
    /// Steps: the cover up to each radius, radii rising and covers falling; 0 beyond the last.
    Steps(Vec<(Radius, Share)>),
    /// 1 up to `full`, falling in a line to 0 at `none` (Church and Roberts 1983; Berman, Krass, Drezner 2003).
    Linear {
        /// Where cover begins to fall.
        full: Distance,
        /// Where it ends.
        none: Distance,
    },
    /// Attendance: e^(−d/`scale`), and 0 beyond `limit`.
    Exponential {
        /// The distance at which attendance is 1/e.
        scale: Distance,
        /// Where it ends.
        limit: Distance,
    },
}

impl Decay {
    /// The cover at `distance`, a number in the unit that it is stated in; from 0 to 1.
    pub fn cover(&self, distance: f64) -> f64 {
        match self {
            Decay::Step(radius) => f64::from(u8::from(radius.holds(distance))),
            Decay::Steps(steps) => steps
                .iter()
                .find(|(radius, _)| radius.holds(distance))
                .map_or(0.0, |(_, share)| share.fraction()),
            Decay::Linear { full, none } => {
                let (full, none) = (full.value(), none.value());
                if distance <= full {
                    1.0
                } else {
                    ((none - distance) / (none - full)).clamp(0.0, 1.0)
                }
            }
            Decay::Exponential { scale, limit } => {
                if distance <= limit.value() {
                    (-distance / scale.value()).exp()
                } else {
                    0.0
                }
            }
        }
    }

    /// The radius beyond which nothing is covered.
    pub fn limit(&self) -> Radius {
        match self {
            Decay::Step(radius) => *radius,
            Decay::Steps(steps) => match steps.last() {
                Some(&(radius, _)) => radius,
                None => Radius { distance: Distance::from(0.0), strict: true },
            },
            Decay::Linear { none: limit, .. } | Decay::Exponential { limit, .. } => {
                Radius::within(*limit)
            }
        }
    }

    /// The distances that it is stated by.
    pub fn distances(&self) -> Vec<Distance> {
        match self {
            Decay::Step(radius) => vec![radius.distance],
            Decay::Steps(steps) => steps.iter().map(|(radius, _)| radius.distance).collect(),
            Decay::Linear { full: a, none: b } | Decay::Exponential { scale: a, limit: b } => {
                vec![*a, *b]
            }
        }
    }

    /// Why nothing can fall like that.
    pub(super) fn fault(&self) -> Option<Phrase> {
        match self {
            Decay::Step(_) => None,
            Decay::Steps(steps) => {
                let rising = steps.windows(2).all(|pair| {
                    pair[0].0.distance.value() < pair[1].0.distance.value()
                        && pair[0].1 >= pair[1].1
                });
                (!rising || steps.is_empty()).then_some(phrase(
                    "steps must have rising distances and falling covers, one at least",
                    "各级距离应递增、覆盖程度应递减，且至少有一级",
                ))
            }
            Decay::Linear { full, none } => {
                let (full, none) = (full.value(), none.value());
                let good = full.is_finite() && full >= 0.0 && full < none;
                (!good).then_some(phrase(
                    "a line falls from its first distance to a greater one",
                    "线性衰减应从较小的距离降到较大的距离",
                ))
            }
            Decay::Exponential { scale, limit } => {
                let good = scale.value().is_finite() && scale.value() > 0.0 && limit.value() >= 0.0;
                (!good).then_some(phrase(
                    "attendance falls over a scale above 0",
                    "指数衰减的尺度应大于 0",
                ))
            }
        }
    }
}
