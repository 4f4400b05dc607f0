//! The mean-value scenario: every figure at its mean.

use super::expand::Scenario;
use crate::domain::{Change, ParameterValue};

/// The changes of the mean-value plan: each parameter at the mean of its values over `scenarios` with these
/// `probabilities`, where they are numbers, or quantities of one unit; at its value where that is always the same. Beside
/// them the parameters that have no mean (words, flags, several units): they stay as the plan has them.
///
/// ```
/// use yike::domain::ParameterValue;
/// use yike::scenario::{Scenario, mean_changes};
///
/// let scenario = |number, detour| Scenario {
///     number,
///     changes: vec![("travel.detour".into(), ParameterValue::Number(detour))],
/// };
/// let (mean, left_out) = mean_changes(&[scenario(0, 1.2), scenario(1, 1.4)], &[0.5, 0.5]);
/// assert_eq!(mean, [("travel.detour".into(), ParameterValue::Number(1.3))]);
/// assert!(left_out.is_empty());
/// ```
pub fn mean_changes(scenarios: &[Scenario], probabilities: &[f64]) -> (Vec<Change>, Vec<String>) {
    let (mut changes, mut others) = (Vec::new(), Vec::new());
    let Some(first) = scenarios.first() else {
        return (changes, others);
    };
    for (position, (path, value)) in first.changes.iter().enumerate() {
        let values = || scenarios.iter().map(|own| &own.changes[position].1);
        if values().all(|own| own == value) {
            changes.push((path.clone(), value.clone()));
            continue;
        }
        let figures: Option<Vec<(f64, &str)>> = values().map(figure).collect();
        let unit = figure(value).map(|(_, unit)| unit);
        match figures {
            Some(figures) if figures.iter().all(|&(_, own)| Some(own) == unit) => {
                let terms = figures.iter().zip(probabilities);
                let mean = terms.map(|(&(number, _), probability)| number * probability);
                let mean = written(mean.sum(), unit.unwrap_or_default());
                changes.push((path.clone(), mean));
            }
            _ => others.push(path.clone()),
        }
    }
    (changes, others)
}

/// A number and its unit, which is empty for a bare number.
fn figure(value: &ParameterValue) -> Option<(f64, &str)> {
    match value {
        ParameterValue::Number(number) => Some((*number, "")),
        ParameterValue::Text(text) => {
            let text = text.trim();
            let is_of_number = |c: char| c.is_ascii_digit() || "+-._".contains(c);
            let end = text.find(|c| !is_of_number(c)).unwrap_or(text.len());
            let (number, unit) = text.split_at(end);
            let number: f64 = number.replace('_', "").parse().ok()?;
            (number.is_finite() && !unit.trim().is_empty()).then_some((number, unit.trim()))
        }
        _ => None,
    }
}

/// In at most ten digits: further ones are rounding errors.
fn written(number: f64, unit: &str) -> ParameterValue {
    let rounded: f64 = format!("{number:.9e}").parse().unwrap_or(number);
    match unit {
        "" => ParameterValue::Number(rounded + 0.0),
        unit => ParameterValue::Text(format!("{} {unit}", rounded + 0.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_a_mean_and_words_have_none() {
        let text = |text: &str| ParameterValue::Text(text.into());
        let scenario = |number, values: [ParameterValue; 3]| Scenario {
            number,
            changes: ["a", "b", "c"].map(String::from).into_iter().zip(values).collect(),
        };
        let scenarios = [
            scenario(0, [text("10 min"), ParameterValue::Number(1.0), text("binding")]),
            scenario(1, [text("1_5 min"), ParameterValue::Number(3.0), text("expected")]),
        ];
        let (changes, others) = mean_changes(&scenarios, &[0.75, 0.25]);
        let expected =
            [("a".to_owned(), text("11.25 min")), ("b".to_owned(), ParameterValue::Number(1.5))];
        assert_eq!(changes, expected);
        assert_eq!(others, ["c"]);
    }
}
