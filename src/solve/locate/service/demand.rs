//! The cost of serving demand points from sites, for the problems of this family.

use crate::domain::location::{Decay, Instance, Metric, Rounding};
use crate::solve::clock::Clock;
use crate::travel::{Distances, Prefixes};

/// The cost of serving a demand point as a function of distance.
#[derive(Debug, Clone, Copy)]
pub(in crate::solve::locate) enum Charge<'a> {
    /// Its weighted distance.
    Distance,
    /// The part of its weight that is not covered: w(1 − cover(d)), at most w.
    Uncovered(&'a Decay),
}

/// The demand of an instance and the cost of serving it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Demand<'a> {
    pub(super) instance: &'a Instance,
    pub(super) charge: Charge<'a>,
}

impl Demand<'_> {
    /// The cost of a demand point at `distance`.
    pub(super) fn cost_at(&self, point: usize, distance: f64) -> f64 {
        match self.charge {
            Charge::Distance => self.instance.cost_factor(point) * distance,
            Charge::Uncovered(decay) => {
                self.instance.weights()[point] * (1.0 - decay.cover(distance))
            }
        }
    }

    /// The cost of a demand point served from a site.
    pub(super) fn cost(&self, point: usize, site: u32) -> f64 {
        let distance = Distances::new(self.instance).distance(point, site as usize);
        if distance.is_finite() { self.cost_at(point, distance) } else { self.cap(point) }
    }

    /// The cost of a demand point that no site serves.
    pub(super) fn cap(&self, point: usize) -> f64 {
        match self.charge {
            Charge::Distance => f64::INFINITY,
            Charge::Uncovered(_) => self.instance.weights()[point],
        }
    }

    /// About the `most` nearest sites of each of `points`, as far as they matter; `None` if the time is over.
    pub(super) fn nearest(
        &self,
        points: &[u32],
        most: usize,
        clock: &Clock<'_>,
    ) -> Option<Prefixes> {
        let limit = match self.charge {
            Charge::Distance => f64::INFINITY,
            Charge::Uncovered(decay) => decay.limit().distance.value(),
        };
        Prefixes::of(self.instance, points, most, limit, || clock.is_over())
    }

    /// What the cost of a demand point is in proportion to.
    pub(super) fn size(&self, point: usize) -> f64 {
        match self.charge {
            Charge::Distance => self.instance.cost_factor(point),
            Charge::Uncovered(_) => self.instance.weights()[point],
        }
    }

    /// The demand points of positive weight.
    pub(super) fn points(&self) -> Vec<u32> {
        let weights = self.instance.weights();
        (0..weights.len() as u32).filter(|&point| weights[point as usize] > 0.0).collect()
    }

    /// Where a demand point is; without coordinates, its position.
    pub(super) fn place_of(&self, point: usize) -> [f64; 2] {
        match self.instance.metric() {
            Metric::Table(_) => [point as f64, 0.0],
            Metric::Plane { demand, .. } => demand[point],
            Metric::Sphere { demand, .. } | Metric::Geodesic { demand, .. } => {
                [demand[point].lon_deg(), demand[point].lat_deg()]
            }
        }
    }

    /// The centroid of some sites.
    pub(super) fn place_amid(&self, sites: impl Iterator<Item = u32>) -> [f64; 2] {
        let (mut sum, mut count) = ([0.0, 0.0], 0.0_f64);
        for site in sites {
            let [x, y] = match self.instance.metric() {
                Metric::Table(_) => [f64::from(site), 0.0],
                Metric::Plane { sites, .. } => sites[site as usize],
                Metric::Sphere { sites, .. } | Metric::Geodesic { sites, .. } => {
                    let site = sites[site as usize];
                    [site.lon_deg(), site.lat_deg()]
                }
            };
            sum = [sum[0] + x, sum[1] + y];
            count += 1.0;
        }
        sum.map(|value| value / count.max(1.0))
    }

    /// Whether costs of pairs that are not listed are integers too if the weights are.
    pub(super) fn is_whole_beyond(&self) -> bool {
        match (self.charge, self.instance.metric()) {
            (Charge::Uncovered(Decay::Step(_)), _) => true,
            (Charge::Uncovered(_), _) => false,
            (Charge::Distance, Metric::Plane { rounding, .. }) => *rounding != Rounding::Exact,
            (Charge::Distance, _) => false,
        }
    }
}

/// Sorts rows so that neighbours are near each other: along a Z-order curve.
pub(super) fn sort_by_place(rows: &mut [u32], place: impl Fn(u32) -> [f64; 2]) {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for &row in rows.iter() {
        for value in place(row) {
            (low, high) = (low.min(value), high.max(value));
        }
    }
    let room = (high - low).max(f64::MIN_POSITIVE);
    let cell = |value: f64| ((value - low) / room * 65535.0) as u64;
    let spread = |value: u64| (0..16).fold(0, |all, bit| all | (value >> bit & 1) << (2 * bit));
    rows.sort_by_cached_key(|&row| {
        let [x, y] = place(row);
        spread(cell(x)) | spread(cell(y)) << 1
    });
}
