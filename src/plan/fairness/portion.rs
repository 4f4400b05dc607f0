//! A distribution of a value over people.

/// People who all have the same value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Portion {
    /// The value of each of them.
    pub value: f64,
    /// How many they are; not below 0.
    pub people: f64,
}

/// Whether much of a value is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// The more the better: places in reach.
    Good,
    /// The less the better: the length of the way.
    Burden,
}

/// How many people there are: n = Σ p.
pub(super) fn people(portions: &[Portion]) -> f64 {
    // Summing from 0, because the empty sum of floats is -0.
    portions.iter().fold(0.0, |sum, own| sum + own.people)
}

/// What all have together: X = Σ p·x.
pub(super) fn total(portions: &[Portion]) -> f64 {
    portions.iter().fold(0.0, |sum, own| sum + own.people * own.value)
}

/// The mean μ = X/n; none where there is nobody.
pub fn mean(portions: &[Portion]) -> Option<f64> {
    let people = people(portions);
    (people > 0.0).then(|| total(portions) / people)
}
