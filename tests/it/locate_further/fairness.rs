//! How the distances of a placement are spread, by the definitions in this test's own words.

use super::{cases, solved};
use crate::common::location::brute::close;
use crate::common::location::{Case, Kind, draws};
use proptest::prelude::*;
use yike::domain::location::{Capacity, Goal, Placement};
use yike::plan::location::spread;

/// Distance and weight of all that is covered or served.
fn portions(case: &Case, placement: &Placement) -> Vec<(f64, f64)> {
    let weights = case.instance.weights();
    let covered = |distance: f64| match &case.question.goal {
        Goal::SetCover { reach, .. } | Goal::PartialCover { reach, .. } => reach.holds(distance),
        Goal::MaximalCover { decay, .. } => decay.cover(distance) > 0.0,
        _ => distance.is_finite(),
    };
    let twice = matches!(
        case.question.goal,
        Goal::SetCover { times: 2, .. } | Goal::MaximalCover { times: 2, .. }
    );
    let mut portions = Vec::new();
    if case.question.capacity == Capacity::Ignored {
        for (i, &weight) in weights.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
            let mut near: Vec<f64> =
                placement.open.iter().map(|&j| case.distances[i][j as usize]).collect();
            near.retain(|&distance| covered(distance));
            near.sort_by(f64::total_cmp);
            if near.len() > usize::from(twice) {
                portions.push((near[0], weight));
            }
        }
    } else {
        for part in placement.served.iter().flatten() {
            let distance = case.distances[part.demand as usize][part.site as usize];
            let weight = weights[part.demand as usize] * part.share;
            if covered(distance) && weight > 0.0 {
                portions.push((distance, weight));
            }
        }
    }
    portions
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(600), ..ProptestConfig::default() })]

    #[test]
    fn the_spread_is_as_its_measures_are_defined(draw in draws(), kind in proptest::sample::select(Kind::ALL.to_vec())) {
        let case = draw.case(kind);
        let located = solved(&case);
        let Some((placement, audit)) = located.placement.zip(located.audit) else { return Ok(()) };
        let found = spread(&case.instance, &case.question, &audit.assignment);
        let mut own = if matches!(case.question.goal, Goal::Dispersion { .. }) { Vec::new() } else { portions(&case, &placement) };
        if own.is_empty() || case.instance.is_whole_demand() {
            prop_assert_eq!(found, None);
            return Ok(());
        }
        let found = found.expect("somebody is served");
        let total: f64 = own.iter().map(|own| own.1).sum();
        let mean = own.iter().map(|(x, w)| x * w).sum::<f64>() / total;
        // The farthest first, until a tenth of the weight is there.
        own.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (mut left, mut worst) = (total / 10.0, 0.0);
        for (x, w) in &own {
            let taken = w.min(left);
            worst += taken * x;
            left -= taken;
        }
        prop_assert!(close(found.worst_tenth, worst / (total / 10.0)), "{found:?} {own:?}");
        if mean == 0.0 {
            prop_assert_eq!((found.gini, found.theil, found.kappa), (None, None, None));
            prop_assert_eq!(found.kolm_pollak, 0.0);
            return Ok(());
        }
        let pairs = own.iter().flat_map(|a| own.iter().map(move |b| a.1 * b.1 * (a.0 - b.0).abs()));
        let gini = pairs.sum::<f64>() / (2.0 * total * total * mean);
        prop_assert!(found.gini.is_some_and(|own| close(own, gini)), "{found:?} {gini}");
        let ln = |x: f64| if x == 0.0 { 0.0 } else { x / mean * (x / mean).ln() };
        let theil = own.iter().map(|(x, w)| w / total * ln(*x)).sum::<f64>();
        prop_assert!(found.theil.is_some_and(|own| close(own, theil)), "{found:?} {theil}");
        // κ = −Σ w·x / Σ w·x², the equivalent −1/κ · ln(mean of e^(−κ·x)).
        let kappa = -own.iter().map(|(x, w)| x * w).sum::<f64>() / own.iter().map(|(x, w)| x * x * w).sum::<f64>();
        prop_assert!(found.kappa.is_some_and(|own| (own - kappa).abs() <= 1e-9 * kappa.abs()), "{found:?} {kappa}");
        let power = own.iter().map(|(x, w)| w / total * (-kappa * x).exp()).sum::<f64>();
        let equivalent = -1.0 / kappa * power.ln();
        prop_assert!(close(found.kolm_pollak, equivalent), "{found:?} {equivalent}");
    }
}
