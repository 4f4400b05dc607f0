//! Random draws that are the same on every machine and in every version.
//!
//! Draw d of parameter p with seed s is a function of (s, p, d) alone: adding parameters or draws changes no other
//! value. The bits come from FNV-1a over p, mixed with s and d by the finaliser of SplitMix64 (Steele, Lea and Flood
//! 2014, "Fast splittable pseudorandom number generators"); the value from the inverse distribution function.

use crate::domain::Distribution;

/// A number strictly between 0 and 1, of 53 bits.
pub(super) fn unit_interval(seed: u64, parameter: &str, draw: u64) -> f64 {
    let name = parameter.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let bits = mixed(mixed(seed ^ name).wrapping_add(mixed(draw.wrapping_add(1))));
    ((bits >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
}

fn mixed(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// The quantile of the distribution at probability `chance`.
pub(super) fn draw(from: &Distribution, chance: f64) -> f64 {
    match *from {
        Distribution::Uniform { low, high } => low + chance * (high - low),
        Distribution::Triangular { low, mode, high } => {
            let below = (mode - low) / (high - low);
            if chance < below {
                low + (chance * (high - low) * (mode - low)).sqrt()
            } else {
                high - ((1.0 - chance) * (high - low) * (high - mode)).sqrt()
            }
        }
        Distribution::Normal { mean, deviation, low, high } => {
            let below = normal_below((low - mean) / deviation);
            let above = normal_below((high - mean) / deviation);
            let at = below + chance * (above - below);
            (mean + deviation * normal_at(at)).clamp(low, high)
        }
    }
}

/// Φ(z) by the series of Marsaglia (2004), "Evaluating the normal distribution", exact
/// to the last digits for |z| < 7; beyond, 0 or 1.
fn normal_below(z: f64) -> f64 {
    if z.abs() >= 7.0 {
        return if z < 0.0 { 0.0 } else { 1.0 };
    }
    let (mut sum, mut term, mut odd) = (z, z, 1.0);
    let mut before = 0.0;
    while sum != before {
        before = sum;
        odd += 2.0;
        term *= z * z / odd;
        sum += term;
    }
    0.5 + sum * (-0.5 * z * z).exp() / std::f64::consts::TAU.sqrt()
}

/// The z with Φ(z) = `chance`, by 60 halvings of −7 to 7.
fn normal_at(chance: f64) -> f64 {
    let (mut low, mut high) = (-7.0, 7.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if normal_below(middle) < chance {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_depend_on_seed_parameter_and_number_alone() {
        let first = unit_interval(7, "travel.detour", 0);
        assert_eq!(first, unit_interval(7, "travel.detour", 0));
        assert_ne!(first, unit_interval(8, "travel.detour", 0));
        assert_ne!(first, unit_interval(7, "travel.speed", 0));
        assert_ne!(first, unit_interval(7, "travel.detour", 1));
        // The same for ever, as worked out in Python: sweeps of earlier versions can be drawn again.
        assert_eq!(format!("{first:.12}"), "0.728409371585");
    }

    #[test]
    fn distributions_have_their_means_and_bounds() {
        let mean_of = |from: &Distribution| {
            let draws = (0..20_000).map(|number| draw(from, unit_interval(1, "p", number)));
            draws.sum::<f64>() / 20_000.0
        };
        let uniform = Distribution::Uniform { low: 2.0, high: 4.0 };
        assert!((mean_of(&uniform) - 3.0).abs() < 0.02);
        let triangular = Distribution::Triangular { low: 0.0, mode: 1.0, high: 5.0 };
        assert!((mean_of(&triangular) - 2.0).abs() < 0.03);
        let normal = |low, high| Distribution::Normal { mean: 10.0, deviation: 2.0, low, high };
        assert!((mean_of(&normal(0.0, 20.0)) - 10.0).abs() < 0.05);
        // E = mean + deviation · φ(0)/(1 − Φ(0)) where the lower half is cut off.
        assert!((mean_of(&normal(10.0, 24.0)) - 11.5958).abs() < 0.03);
        for number in 0..1000 {
            let value = draw(&normal(9.0, 10.5), unit_interval(3, "q", number));
            assert!((9.0..=10.5).contains(&value));
        }
        assert!((normal_below(1.96) - 0.975_002_104_851_780).abs() < 1e-14);
    }
}
