//! The Gini coefficient.

use super::portion::{Portion, people, total};

/// The Gini coefficient (Gini 1912), half the relative mean difference, of values not below 0:
///
/// ```text
/// G = Σ_a Σ_b p[a]·p[b]·|x[a] − x[b]| / (2·n·X),   n = Σ p,  X = Σ p·x
///   = Σ_a p[a]·x[a]·(2·P[a−1] + p[a] − n) / (n·X)   in the order of x, P[a] = Σ_{b ≤ a} p[b]
/// ```
///
/// 0 where all have the same, near 1 where one has all; none where nobody has anything. O(N log N).
///
/// ```
/// use yike::plan::fairness::{Portion, gini};
///
/// let half = [Portion { value: 0.0, people: 5.0 }, Portion { value: 4.0, people: 5.0 }];
/// assert_eq!(gini(&half), Some(0.5));
/// ```
pub fn gini(portions: &[Portion]) -> Option<f64> {
    let (people, total) = (people(portions), total(portions));
    if people <= 0.0 || total <= 0.0 {
        return None;
    }
    let mut sorted = portions.to_vec();
    sorted.sort_by(|a, b| a.value.total_cmp(&b.value));
    let (mut before, mut sum) = (0.0, 0.0);
    for own in sorted {
        sum += own.people * own.value * (2.0 * before + own.people - people);
        before += own.people;
    }
    Some((sum / (people * total)).max(0.0))
}
