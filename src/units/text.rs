//! Reading "number unit" text.

use std::fmt;
use thiserror::Error;

/// Text that is not a quantity of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum UnitError {
    /// A number stands alone. Repair: write the unit behind it.
    #[error("`{text}` has no unit; write for instance `{example}`")]
    NoUnit {
        /// The text as written.
        text: String,
        /// A correct way to write such a quantity.
        example: &'static str,
    },
    /// The unit is not one of this quantity. Repair: use one of the units named.
    #[error("`{text}`: unit `{unit}` is not one of {known}")]
    UnknownUnit {
        /// The text as written.
        text: String,
        /// The unit found.
        unit: String,
        /// The units understood.
        known: String,
    },
    /// No number could be read. Repair: write a number, then the unit.
    #[error("`{text}` does not start with a number; write for instance `{example}`")]
    NoNumber {
        /// The text as written.
        text: String,
        /// A correct way to write such a quantity.
        example: &'static str,
    },
    /// The value is outside what the quantity can be. Repair: correct the figure.
    #[error("`{text}` is not possible: {why}")]
    OutOfRange {
        /// The text as written, or the value.
        text: String,
        /// What it must be.
        why: Why,
    },
}

/// What a quantity must be, in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Why {
    /// In English.
    pub english: &'static str,
    /// In Chinese.
    pub chinese: &'static str,
}

/// In English.
impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.english)
    }
}

impl UnitError {
    /// Of two errors of one text, read as one quantity and as another, the one that knows its unit.
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::UnknownUnit { .. }, known) => known,
            (own, _) => own,
        }
    }
}

/// Splits `text` into its number (underscores, thin spaces and thousands commas allowed) and its unit, and
/// returns the number times the unit's factor from `units`. Full-width characters, as Chinese input methods
/// write them, count as their ASCII counterparts.
pub(super) fn number_with_unit(
    text: &str,
    units: &[(&str, f64)],
    example: &'static str,
) -> Result<f64, UnitError> {
    let narrow: String = text.chars().map(narrow).collect();
    let trimmed = narrow.trim();
    let end = trimmed
        .char_indices()
        .find(|&(position, c)| !is_number_char(trimmed, position, c))
        .map_or(trimmed.len(), |(position, _)| position);
    let digits: String = trimmed[..end]
        .chars()
        .filter(|c| !matches!(c, '_' | ',' | ' ' | '\u{2009}' | '\u{202f}'))
        .collect();
    let number: f64 =
        digits.parse().map_err(|_| UnitError::NoNumber { text: text.into(), example })?;
    let unit = trimmed[end..].trim();
    if unit.is_empty() {
        return Err(UnitError::NoUnit { text: text.into(), example });
    }
    let factor = units
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(unit))
        .map(|&(_, factor)| factor)
        .ok_or_else(|| UnitError::UnknownUnit {
            text: text.into(),
            unit: unit.into(),
            known: units.iter().map(|&(name, _)| name).collect::<Vec<_>>().join(", "),
        })?;
    Ok(number * factor)
}

/// The ASCII character for a full-width one (`５`, `％`, `，`) and for the ideographic space.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

fn is_number_char(text: &str, position: usize, c: char) -> bool {
    match c {
        '0'..='9' | '.' | '_' | ',' | ' ' | '\u{2009}' | '\u{202f}' => true,
        '+' | '-' => position == 0 || matches!(text.as_bytes()[position - 1], b'e' | b'E'),
        // An exponent only when a digit or sign follows, so that `5 e…` units stay units.
        'e' | 'E' => {
            position > 0
                && text[position + 1..]
                    .chars()
                    .next()
                    .is_some_and(|next| next.is_ascii_digit() || next == '-' || next == '+')
        }
        _ => false,
    }
}
