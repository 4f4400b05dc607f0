use super::text::{UnitError, number_with_unit};
use std::fmt;

/// A length or travelled distance in metres; finite and not negative.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Metres(f64);

impl Metres {
    /// A length of `metres`. Errors when it is negative or not finite.
    pub fn new(metres: f64) -> Result<Self, UnitError> {
        if metres.is_finite() && metres >= 0.0 {
            Ok(Self(metres))
        } else {
            Err(UnitError::OutOfRange {
                text: metres.to_string(),
                why: "a length is a finite number of metres, not below 0",
            })
        }
    }

    /// Reads `"1.2 km"`, `"800 m"`, `"800 米"`, `"3 公里"`.
    pub fn parse(text: &str) -> Result<Self, UnitError> {
        let units = [
            ("m", 1.0),
            ("km", 1000.0),
            ("米", 1.0),
            ("公里", 1000.0),
            ("千米", 1000.0),
        ];
        let metres = number_with_unit(text, &units, "1.2 km")?;
        Self::new(metres).map_err(|_| UnitError::OutOfRange {
            text: text.into(),
            why: "a length is not below 0",
        })
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
