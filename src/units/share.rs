use super::text::{UnitError, Why, number_with_unit};
use std::fmt;

/// Why a share is refused.
const WHY: Why = Why {
    english: "a share lies between 0 % and 100 %",
    chinese: "占比应在 0 % 至 100 % 之间",
};

/// A share of a whole: a finite number from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Share(f64);

impl Share {
    /// A share given as a fraction. Errors outside 0–1.
    pub fn new(fraction: f64) -> Result<Self, UnitError> {
        if (0.0..=1.0).contains(&fraction) {
            Ok(Self(fraction))
        } else {
            Err(UnitError::OutOfRange { text: fraction.to_string(), why: WHY })
        }
    }

    /// Reads `"60 %"`.
    pub fn parse(text: &str) -> Result<Self, UnitError> {
        let percent = number_with_unit(text, &[("%", 1.0)], "60 %")?;
        Self::new(percent / 100.0)
            .map_err(|_| UnitError::OutOfRange { text: text.into(), why: WHY })
    }

    /// The share as a fraction, 0 to 1.
    pub fn fraction(self) -> f64 {
        self.0
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} %", trim_number(self.0 * 100.0, 2))
    }
}

/// `value` with at most `decimals` decimals and no trailing zeros.
pub(super) fn trim_number(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').into() } else { text }
}
