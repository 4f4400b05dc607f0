//! Whole numbers that add up: the method of the largest remainder.

/// Divides `total` in proportion to `weights`, in whole numbers that add up to it. Rounding goes to the largest
/// remainders, at equal remainders to the first. All zero when every weight is zero.
pub fn split(total: u64, weights: &[f64]) -> Vec<u64> {
    let sum: f64 = weights.iter().sum();
    if sum <= 0.0 {
        return vec![0; weights.len()];
    }
    let exact: Vec<f64> = weights.iter().map(|weight| total as f64 * weight / sum).collect();
    let mut parts: Vec<u64> = exact.iter().map(|part| part.floor() as u64).collect();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by(|&a, &b| (exact[b].fract()).total_cmp(&exact[a].fract()).then(a.cmp(&b)));
    let missing = total.saturating_sub(parts.iter().sum()) as usize;
    for &index in by_remainder.iter().cycle().take(missing) {
        parts[index] += 1;
    }
    parts
}
