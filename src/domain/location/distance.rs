//! Distances with what they are measured in.

use crate::domain::{Phrase, phrase};
use crate::units::{Metres, Seconds};

/// What distances are measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Metres.
    Metres,
    /// Minutes.
    Minutes,
    /// A number without a unit, as in benchmark files.
    Plain,
}

impl Unit {
    /// The word used in files; empty for plain numbers.
    pub fn word(self) -> &'static str {
        match self {
            Unit::Metres => "m",
            Unit::Minutes => "min",
            Unit::Plain => "",
        }
    }

    /// How things are measured in it, in words.
    pub(super) fn phrase(self) -> Phrase {
        match self {
            Unit::Metres => phrase("in metres", "以米计"),
            Unit::Minutes => phrase("in minutes", "以分钟计"),
            Unit::Plain => phrase("without a unit", "不带单位"),
        }
    }
}

/// A length, a time or, for instances without a unit, a plain number.
///
/// [`super::Question::check`] refuses one that is not measured as the instance is.
///
/// ```
/// use yike::domain::location::{Distance, Unit};
/// use yike::units::{Metres, Seconds};
///
/// # fn main() -> Result<(), yike::units::UnitError> {
/// let near = Distance::from(Metres::parse("1.2 km")?);
/// assert_eq!((near.value(), near.unit()), (1200.0, Unit::Metres));
/// let quick = Distance::from(Seconds::parse("0.5 h")?);
/// assert_eq!((quick.value(), quick.unit()), (30.0, Unit::Minutes));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Distance {
    value: f64,
    unit: Unit,
}

impl Distance {
    /// A distance of `value` in `unit`.
    pub const fn new(value: f64, unit: Unit) -> Self {
        Self { value, unit }
    }

    /// The number, in its unit.
    pub const fn value(self) -> f64 {
        self.value
    }

    /// What it is measured in.
    pub const fn unit(self) -> Unit {
        self.unit
    }
}

impl From<f64> for Distance {
    /// A number without a unit.
    fn from(value: f64) -> Self {
        Self::new(value, Unit::Plain)
    }
}

impl From<Metres> for Distance {
    fn from(length: Metres) -> Self {
        Self::new(length.metres(), Unit::Metres)
    }
}

impl From<Seconds> for Distance {
    fn from(time: Seconds) -> Self {
        Self::new(time.minutes(), Unit::Minutes)
    }
}

/// How far a site covers demand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Radius {
    /// The distance.
    pub distance: Distance,
    /// Whether who is exactly that far is not covered, as in the grid files of Cordeau, Furini and Ljubić (2019).
    pub strict: bool,
}

impl Radius {
    /// Who is at most so far is covered.
    pub fn within(distance: impl Into<Distance>) -> Self {
        Self { distance: distance.into(), strict: false }
    }

    /// Whether `distance`, a number in the radius's unit, is within it.
    pub fn holds(self, distance: f64) -> bool {
        let limit = self.distance.value;
        distance < limit || (!self.strict && distance == limit)
    }
}
