//! The equally-distributed equivalent of Kolm and Pollak.

use super::portion::{Portion, Worth, mean, people};

/// |ε|, the aversion to inequality: 1, in the middle of the 0.5 to 2 that Logan et al. (2021) compare.
pub const AVERSION: f64 = 1.0;

/// κ of Kolm and Pollak for an aversion |ε|, scaled by the data as Logan et al. (2021) do ("Measuring inequalities in urban
/// systems", Computers, Environment and Urban Systems 86) and Horton et al. (2024, arXiv:2401.15452):
///
/// ```text
/// κ = α·ε,   α = Σ p·x / Σ p·x²,   ε > 0 of a good, ε < 0 of a burden
/// ```
///
/// None where every value is 0. Equivalents are comparable only at the same κ: here it is told by today's values.
pub fn kappa(portions: &[Portion], worth: Worth, aversion: f64) -> Option<f64> {
    let sum =
        |power| portions.iter().fold(0.0, |sum, own| sum + own.people * own.value.powi(power));
    let (values, squares) = (sum(1), sum(2));
    let epsilon = match worth {
        Worth::Good => aversion,
        Worth::Burden => -aversion,
    };
    (values > 0.0 && squares > 0.0).then(|| epsilon * values / squares)
}

/// The equally-distributed equivalent (Kolm 1976, Pollak 1971): the value that, had by everybody, is as good as the values that
/// they have:
///
/// ```text
/// EDE = −1/κ · ln(Σ p·e^(−κ·x) / n)
/// ```
///
/// The mean where κ is 0 or none; below the mean of a good, above the mean of a burden, by as much as inequality takes
/// away. None where there is nobody.
///
/// ```
/// use yike::plan::fairness::{AVERSION, Portion, Worth, kappa, kolm_pollak};
///
/// let ways = [Portion { value: 1.0, people: 9.0 }, Portion { value: 5.0, people: 1.0 }];
/// let kappa = kappa(&ways, Worth::Burden, AVERSION);
/// assert_eq!(kappa, Some(-14.0 / 34.0));
/// assert_eq!(kolm_pollak(&ways, kappa).map(|ede| (ede * 100.0).round() / 100.0), Some(1.85));
/// ```
pub fn kolm_pollak(portions: &[Portion], kappa: Option<f64>) -> Option<f64> {
    let people = people(portions);
    let Some(kappa) = kappa.filter(|&kappa| kappa != 0.0) else {
        return mean(portions);
    };
    // The greatest exponent is taken out, so that no power is beyond what a float holds.
    let exponents = || {
        let peopled = portions.iter().filter(|own| own.people > 0.0);
        peopled.map(|own| (own.people, -kappa * own.value))
    };
    let most = exponents().fold(f64::NEG_INFINITY, |most, (_, own)| most.max(own));
    (people > 0.0).then(|| {
        let sum: f64 = exponents().map(|(people, own)| people * (own - most).exp()).sum();
        -((sum / people).ln() + most) / kappa
    })
}
