use super::text::{UnitError, Why, number_with_unit};
use std::fmt;
use std::iter::Sum;

/// The largest floor area, in square metres: a thousand square kilometres.
const MOST_SQUARE_METRES: f64 = 1e9;

/// Why an area is refused.
const WHY: Why = Why {
    english: "a floor area is finite, not below 0, and not above 10^9 square metres",
    chinese: "建筑面积应为有限的数，不小于 0，不超过 10^9 平方米",
};

/// A floor area in square metres; finite and not negative.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct SquareMetres(f64);

impl SquareMetres {
    /// No floor.
    pub const ZERO: SquareMetres = SquareMetres(0.0);

    /// An area of so many square metres. Errors when it is negative, not finite, or above 10⁹.
    pub fn new(square_metres: f64) -> Result<Self, UnitError> {
        if (0.0..=MOST_SQUARE_METRES).contains(&square_metres) {
            Ok(Self(square_metres))
        } else {
            Err(UnitError::OutOfRange { text: format!("{square_metres:?}"), why: WHY })
        }
    }

    /// Reads `"800 m²"`, `"800 m2"`, `"800 平方米"`, `"4.5 万平方米"`.
    pub fn parse(text: &str) -> Result<Self, UnitError> {
        let units = [
            ("m²", 1.0),
            ("m2", 1.0),
            ("㎡", 1.0),
            ("sq m", 1.0),
            ("平方米", 1.0),
            ("万m²", 1e4),
            ("万平方米", 1e4),
        ];
        let square_metres = number_with_unit(text, &units, "800 m²")?;
        Self::new(square_metres).map_err(|_| UnitError::OutOfRange { text: text.into(), why: WHY })
    }

    /// The number of square metres.
    pub fn square_metres(self) -> f64 {
        self.0
    }
}

impl Sum for SquareMetres {
    fn sum<I: Iterator<Item = SquareMetres>>(iter: I) -> SquareMetres {
        SquareMetres(iter.fold(0.0, |sum, area| sum + area.0))
    }
}

impl fmt::Display for SquareMetres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} m²", super::share::trim_number(self.0, 2))
    }
}
