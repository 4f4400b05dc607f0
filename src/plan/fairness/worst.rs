//! The worst-off tenth.

use super::portion::{Portion, Worth, people};

/// The share of the people whose mean is told: the worst decile.
pub const WORST: f64 = 0.1;

/// The mean of the worst-off `share` of the people: those with the most of a burden or the least of a good. Of the portion at the
/// edge as many people count as belong to it, a fraction of a person exactly:
///
/// ```text
/// W = 1/(β·n) · max Σ q·x   subject to 0 ≤ q ≤ p, Σ q = β·n      of a burden; min of a good
/// ```
///
/// It is the conditional value at risk of Rockafellar & Uryasev (2000). None where there is nobody.
///
/// ```
/// use yike::plan::fairness::{Portion, Worth, worst_off};
///
/// let ways = [Portion { value: 1.0, people: 95.0 }, Portion { value: 5.0, people: 5.0 }];
/// assert_eq!(worst_off(&ways, Worth::Burden, 0.1), Some(3.0));
/// ```
pub fn worst_off(portions: &[Portion], worth: Worth, share: f64) -> Option<f64> {
    let counted = people(portions) * share;
    if counted <= 0.0 {
        return None;
    }
    let mut sorted = portions.to_vec();
    sorted.sort_by(|a, b| match worth {
        Worth::Burden => b.value.total_cmp(&a.value),
        Worth::Good => a.value.total_cmp(&b.value),
    });
    let (mut left, mut sum) = (counted, 0.0);
    for own in sorted {
        let taken = own.people.min(left);
        sum += taken * own.value;
        left -= taken;
    }
    Some(sum / counted)
}
