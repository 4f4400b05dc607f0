//! Sweeps: which parameters of the plan file vary, and how.

use std::fmt;

/// A value that a parameter of the plan file can take.
#[derive(Debug, Clone, PartialEq)]
pub enum ParameterValue {
    /// A bare number: a factor, a weight, a count.
    Number(f64),
    /// Text, quantities with their unit among them: `15 min`.
    Text(String),
    /// True or false.
    Flag(bool),
    /// A list of texts.
    List(Vec<String>),
}

impl fmt::Display for ParameterValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParameterValue::Number(number) => number.fmt(f),
            ParameterValue::Text(text) => f.write_str(text),
            ParameterValue::Flag(flag) => flag.fmt(f),
            ParameterValue::List(words) => f.write_str(&words.join(" + ")),
        }
    }
}

/// A parameter and the value that it has in a scenario.
pub type Change = (String, ParameterValue);

/// The distribution of a drawn value. All bounds are finite and in order.
#[derive(Debug, Clone, PartialEq)]
pub enum Distribution {
    /// Equally likely from `low` to `high`.
    Uniform {
        /// Least value.
        low: f64,
        /// Greatest value, above `low`.
        high: f64,
    },
    /// Rising from `low` to `mode`, falling to `high`.
    Triangular {
        /// Least value.
        low: f64,
        /// Likeliest value.
        mode: f64,
        /// Greatest value, above `low`.
        high: f64,
    },
    /// Normal, truncated to `low..=high` (drawn by the inverse of the distribution function).
    Normal {
        /// Mean before truncation.
        mean: f64,
        /// Standard deviation before truncation, above 0.
        deviation: f64,
        /// Least value.
        low: f64,
        /// Greatest value, above `low`.
        high: f64,
    },
}

/// The values of a parameter over a sweep.
#[derive(Debug, Clone, PartialEq)]
pub enum Variation {
    /// Each value in turn, combined with all values of the other parameters.
    Values(Vec<ParameterValue>),
    /// One value for each draw, drawn together with the other drawn parameters.
    Drawn {
        /// The distribution.
        from: Distribution,
        /// The unit after the number; empty for a bare number.
        unit: String,
    },
}

/// Parameters that vary together.
#[derive(Debug, Clone, PartialEq)]
pub struct VariedParameters {
    /// Their canonical paths; all take the same value.
    pub paths: Vec<String>,
    /// How they vary.
    pub variation: Variation,
}

/// A sweep: every combination of the listed values, each with every draw.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sweep {
    /// What varies, the slowest first.
    pub varied: Vec<VariedParameters>,
    /// Draws; 0 where nothing is drawn.
    pub draws: u64,
    /// The seed of the draws.
    pub seed: u64,
}

impl Sweep {
    /// The number of scenarios; none if it overflows 64 bits.
    pub fn scenarios(&self) -> Option<u64> {
        self.varied.iter().try_fold(self.draws.max(1), |product, varied| match &varied.variation {
            Variation::Values(values) => product.checked_mul(values.len() as u64),
            Variation::Drawn { .. } => Some(product),
        })
    }

    /// The paths varied, in their order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.varied.iter().flat_map(|varied| varied.paths.iter().map(String::as_str))
    }
}

/// The path of a parameter with these words: those with dots, commas and spaces are put in quotation marks.
///
/// ```
/// assert_eq!(yike::domain::spelled(&["funding", "a.b", "amount"]), "funding.\"a.b\".amount");
/// ```
pub fn spelled<T: AsRef<str>>(words: &[T]) -> String {
    let spelled = words.iter().map(|word| {
        let word = word.as_ref();
        let plain = !word.contains(['.', ',', ' ']);
        if plain { word.to_owned() } else { format!("\"{word}\"") }
    });
    spelled.collect::<Vec<_>>().join(".")
}
