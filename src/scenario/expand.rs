//! The scenarios of a sweep, each made from its number.

use super::random::{draw, unit_interval};
use crate::domain::{Change, ParameterValue, Sweep, Variation};

/// A scenario: its number and the value of every parameter varied.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// From 0.
    pub number: u64,
    /// By path, in the order of the sweep.
    pub changes: Vec<Change>,
}

/// All scenarios of a sweep, in a fixed order: the first parameter listed changes slowest, the draws fastest. Draw d
/// has the same values in every combination of the listed values (common random numbers), so that combinations can be
/// compared draw by draw.
#[derive(Debug, Clone, Copy)]
pub struct Scenarios<'a> {
    sweep: &'a Sweep,
    count: u64,
}

impl<'a> Scenarios<'a> {
    /// The scenarios of `sweep`; none when there are more than a number of 64 bits counts.
    ///
    /// ```
    /// use yike::domain::{ParameterValue, Sweep, Variation, VariedParameters};
    /// use yike::scenario::Scenarios;
    ///
    /// let detours = [1.2, 1.4].map(ParameterValue::Number);
    /// let varied = VariedParameters {
    ///     paths: vec!["travel.detour".into()],
    ///     variation: Variation::Values(detours.to_vec()),
    /// };
    /// let sweep = Sweep { varied: vec![varied], ..Sweep::default() };
    /// let scenarios = Scenarios::new(&sweep).ok_or("too many")?;
    /// assert_eq!(scenarios.count(), 2);
    /// assert_eq!(scenarios.get(1).changes, [("travel.detour".into(), ParameterValue::Number(1.4))]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(sweep: &'a Sweep) -> Option<Self> {
        let count = sweep.scenarios()?;
        Some(Self { sweep, count })
    }

    /// The number of scenarios.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The scenario of `number`, from 0; numbers beyond the last wrap around.
    pub fn get(&self, number: u64) -> Scenario {
        let draws = self.sweep.draws.max(1);
        let (mut rest, drawn) = (number / draws, number % draws);
        let mut changes = Vec::new();
        for varied in self.sweep.varied.iter().rev() {
            let value = match &varied.variation {
                Variation::Values(values) => {
                    let count = values.len() as u64;
                    let value = &values[(rest % count) as usize];
                    rest /= count;
                    value.clone()
                }
                Variation::Drawn { from, unit } => {
                    let chance = unit_interval(self.sweep.seed, &varied.paths[0], drawn);
                    value(draw(from, chance), unit)
                }
            };
            let of_paths = varied.paths.iter().rev();
            changes.extend(of_paths.map(|path| (path.clone(), value.clone())));
        }
        changes.reverse();
        Scenario { number, changes }
    }
}

/// A drawn number in six digits: more have no meaning, and the last ones would depend on the machine's arithmetic.
fn value(number: f64, unit: &str) -> ParameterValue {
    let rounded: f64 = format!("{number:.5e}").parse().unwrap_or(number);
    match unit {
        "" => ParameterValue::Number(rounded + 0.0),
        unit => ParameterValue::Text(format!("{} {unit}", rounded + 0.0)),
    }
}
