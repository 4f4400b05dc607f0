use super::text::{UnitError, Why, number_with_unit};
use std::fmt;

/// Metres in a degree of a meridian, near enough for messages, bounds and squares.
pub(crate) const METRES_PER_DEGREE: f64 = 111_320.0;

/// The longest length, in metres: 25 times around the Earth.
const MOST_METRES: f64 = 1e9;

/// Why a length is refused.
const WHY: Why = Why {
    english: "a length is finite, not below 0, and not above 1,000,000 km, 25 times around the Earth",
    chinese: "长度应为有限的数，不小于 0，不超过 1,000,000 公里（绕地球 25 圈）",
};

/// A length or travelled distance in metres; finite and not negative.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Metres(f64);

impl Metres {
    /// A length of `metres`. Errors when it is negative, not finite, or above 10⁹.
    pub fn new(metres: f64) -> Result<Self, UnitError> {
        if (0.0..=MOST_METRES).contains(&metres) {
            Ok(Self(metres))
        } else {
            Err(UnitError::OutOfRange { text: format!("{metres:?}"), why: WHY })
        }
    }

    /// A length of `metres`, which are not negative, cut to the longest length.
    pub(super) fn at_most_longest(metres: f64) -> Self {
        Self(metres.min(MOST_METRES))
    }

    /// A sum of lengths, which has no upper bound; 0 for what is below 0 or no number.
    pub(crate) fn total(metres: f64) -> Self {
        Self(metres.max(0.0))
    }

    /// Reads `"1.2 km"`, `"800 m"`, `"800 米"`, `"3 公里"`.
    pub fn parse(text: &str) -> Result<Self, UnitError> {
        let units = [("m", 1.0), ("km", 1000.0), ("米", 1.0), ("公里", 1000.0), ("千米", 1000.0)];
        let metres = number_with_unit(text, &units, "1.2 km")?;
        Self::new(metres).map_err(|_| UnitError::OutOfRange { text: text.into(), why: WHY })
    }

    /// The number of metres.
    pub fn metres(self) -> f64 {
        self.0
    }
}

impl fmt::Display for Metres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 >= 1000.0 {
            write!(f, "{:.1} km", self.0 / 1000.0)
        } else {
            write!(f, "{:.0} m", self.0)
        }
    }
}
