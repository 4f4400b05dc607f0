use super::text::{UnitError, Why, number_with_unit};
use std::fmt;
use std::iter::Sum;
use std::ops::Add;

/// The largest number of people accepted: more than live on Earth.
const MOST_PEOPLE: f64 = 1e10;

/// Why a number of people is refused.
const WHY: Why = Why {
    english: "a number of people is finite, not below 0, and not above 10^10, more people than live on Earth",
    chinese: "人数应为有限的数，不小于 0，不超过 10^10（已多于全球人口）",
};

/// A number of people; finite and not negative. Forecasts need not be whole.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Persons(f64);

impl Persons {
    /// `number` people. Errors when it is negative, not finite, or above 10¹⁰: more people than live on Earth.
    pub fn new(number: f64) -> Result<Self, UnitError> {
        if (0.0..=MOST_PEOPLE).contains(&number) {
            Ok(Self(number))
        } else {
            Err(UnitError::OutOfRange { text: format!("{number:?}"), why: WHY })
        }
    }

    /// A sum of people, which has no upper bound; 0 for a negative number or NaN.
    pub(crate) fn total(number: f64) -> Self {
        Self(number.max(0.0))
    }

    /// Reads `"800 persons"`, `"800 人"`.
    pub fn parse(text: &str) -> Result<Self, UnitError> {
        let units = [("persons", 1.0), ("person", 1.0), ("人", 1.0)];
        let number = number_with_unit(text, &units, "800 persons")?;
        Self::new(number).map_err(|_| UnitError::OutOfRange { text: text.into(), why: WHY })
    }

    /// The number of people.
    pub fn number(self) -> f64 {
        self.0
    }
}

impl Add for Persons {
    type Output = Persons;
    fn add(self, other: Persons) -> Persons {
        Persons(self.0 + other.0)
    }
}

impl Sum for Persons {
    fn sum<I: Iterator<Item = Persons>>(iter: I) -> Persons {
        iter.fold(Persons::default(), Add::add)
    }
}

impl fmt::Display for Persons {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.0}", self.0)
    }
}
