//! Apportionment of whole persons by largest remainders.

/// People by band from people by group, groups from the widest to the narrowest: band g holds those in group g but not
/// in the next. Negative differences, from rounding, become 0.
pub fn bands_of(figures: &[f64]) -> Vec<f64> {
    (0..figures.len())
        .map(|group| {
            let inner = figures.get(group + 1).copied().unwrap_or_default();
            (figures[group] - inner).max(0.0)
        })
        .collect()
}

/// People by group from people by band.
pub fn figures_of(bands: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    let mut figures: Vec<f64> = bands
        .iter()
        .rev()
        .map(|band| {
            sum += band;
            sum
        })
        .collect();
    figures.reverse();
    figures
}

/// Distributes `total`, rounded to whole persons, in proportion to `weights` (at least 0): each gets its exact part
/// rounded down, and the largest remainders get one more, the earlier of equal ones first. Weights that are all 0 count
/// as equal. The parts add up to the rounded total; without weights there are no parts. Cost: a sort.
pub fn share_out(total: f64, weights: &[f64]) -> Vec<f64> {
    let total = total.round().max(0.0);
    let sum: f64 = weights.iter().sum();
    if weights.is_empty() {
        return Vec::new();
    }
    if !(sum > 0.0 && sum.is_finite()) {
        return share_out(total, &vec![1.0; weights.len()]);
    }
    let exact: Vec<f64> = weights.iter().map(|weight| total * (weight / sum)).collect();
    let mut parts: Vec<f64> = exact.iter().map(|part| part.floor()).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    let remainder = |position: usize| exact[position] - exact[position].floor();
    order.sort_by(|&a, &b| remainder(b).total_cmp(&remainder(a)).then(a.cmp(&b)));
    let mut missing = total - parts.iter().sum::<f64>();
    // Usually fewer persons are left than there are parts; only the rounding of huge sums leaves more, or too few.
    for &position in order.iter().cycle().take(2 * order.len()) {
        if missing < 1.0 {
            break;
        }
        if weights[position] > 0.0 {
            parts[position] += 1.0;
            missing -= 1.0;
        }
    }
    for &position in order.iter().rev() {
        if missing > -1.0 {
            break;
        }
        if parts[position] >= 1.0 {
            parts[position] -= 1.0;
            missing += 1.0;
        }
    }
    parts
}

/// Distributes an area's figures by group over its units, each band in proportion to `weights`, which have a row of
/// bands for each unit; a band that no unit has in proportion to all people. Returns a row of figures by group for each
/// unit.
pub fn share_bands(figures: &[f64], weights: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let rounded: Vec<f64> = figures.iter().map(|figure| figure.round()).collect();
    let everybody: Vec<f64> = weights.iter().map(|bands| bands.iter().sum()).collect();
    let mut shared = vec![vec![0.0; figures.len()]; weights.len()];
    for (band, people) in bands_of(&rounded).into_iter().enumerate() {
        let own: Vec<f64> = weights.iter().map(|bands| bands[band]).collect();
        let weights = match own.iter().any(|weight| *weight > 0.0) {
            true => &own,
            false => &everybody,
        };
        for (unit, part) in shared.iter_mut().zip(share_out(people, weights)) {
            unit[band] = part;
        }
    }
    shared.iter().map(|bands| figures_of(bands)).collect()
}
