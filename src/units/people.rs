use super::text::{UnitError, number_with_unit};
use std::fmt;
use std::iter::Sum;
use std::ops::Add;

/// A number of people; finite and not negative. Forecasts need not be whole.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Persons(f64);

impl Persons {
    /// `number` people. Errors when it is negative or not finite.
    pub fn new(number: f64) -> Result<Self, UnitError> {
        if number.is_finite() && number >= 0.0 {
            Ok(Self(number))
        } else {
            Err(UnitError::OutOfRange {
                text: number.to_string(),
                why: "a number of people is finite and not below 0",
            })
        }
    }

    /// Reads `"800 persons"`, `"800 人"`.
    pub fn parse(text: &str) -> Result<Self, UnitError> {
        let units = [("persons", 1.0), ("person", 1.0), ("人", 1.0)];
        let number = number_with_unit(text, &units, "800 persons")?;
        Self::new(number).map_err(|_| UnitError::OutOfRange {
            text: text.into(),
            why: "a number of people is not below 0",
        })
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
