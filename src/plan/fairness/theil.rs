//! Theil's index and its decomposition.

use super::portion::{Portion, people, total};
use std::collections::BTreeMap;

/// Theil's index with its decomposition by groups into which people fall, each into one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Theil {
    /// The index.
    pub index: f64,
    /// What would be left of it if everybody had the mean of their group.
    pub between: f64,
    /// The rest: the groups' own indices, weighted by what each group has of the whole.
    pub within: f64,
}

/// Theil's index T (Theil 1967), of values not below 0:
///
/// ```text
/// T = Σ p·x/X · ln(x/μ),   X = Σ p·x,  μ = X/n;   0·ln 0 = 0
/// ```
///
/// 0 where all have the same, ln n where one has all; none where nobody has anything. O(N).
///
/// ```
/// use yike::plan::fairness::{Portion, theil};
///
/// let half = [Portion { value: 0.0, people: 5.0 }, Portion { value: 4.0, people: 5.0 }];
/// assert_eq!(theil(&half), Some(2_f64.ln()));
/// ```
pub fn theil(portions: &[Portion]) -> Option<f64> {
    let (people, total) = (people(portions), total(portions));
    (people > 0.0 && total > 0.0).then(|| {
        let mean = total / people;
        let parts =
            portions.iter().map(|own| own.people * own.value / total * log(own.value / mean));
        parts.sum::<f64>().max(0.0)
    })
}

/// [`theil`] of portions with the group g of each:
///
/// ```text
/// T = Σ_g X[g]/X · ln(μ[g]/μ)  +  Σ_g X[g]/X · T[g]      between groups, within groups
/// ```
pub fn theil_of_groups<G: Ord>(portions: impl IntoIterator<Item = (G, Portion)>) -> Option<Theil> {
    let mut groups: BTreeMap<G, Vec<Portion>> = BTreeMap::new();
    for (group, portion) in portions {
        groups.entry(group).or_default().push(portion);
    }
    let sums: Vec<(f64, f64)> = groups.values().map(|own| (people(own), total(own))).collect();
    let all = sums.iter().fold((0.0, 0.0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
    (all.0 > 0.0 && all.1 > 0.0).then(|| {
        let mean = all.1 / all.0;
        let (mut between, mut within) = (0.0, 0.0);
        for (own, (people, total)) in groups.values().zip(sums) {
            if total > 0.0 {
                between += total / all.1 * log(total / people / mean);
                within += total / all.1 * theil(own).unwrap_or(0.0);
            }
        }
        let between = f64::max(between, 0.0);
        Theil { index: between + within, between, within }
    })
}

/// ln r, for r·ln r at 0.
fn log(ratio: f64) -> f64 {
    if ratio > 0.0 { ratio.ln() } else { 0.0 }
}
