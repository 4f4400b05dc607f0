//! Distances from below, quick to compute on the earth too.

use super::distances::Distances;
use super::near::{Kind, in_space, pick};
use crate::domain::location::{Instance, Metric};

/// Distances of an instance that are never longer than those of [`Distances`]: the same in a plane and in a table; on the
/// earth the chord through it, 2 ns where a geodesic takes 1 µs. A chord is shorter by a part of (distance / 31,000 km)²:
/// 10⁻⁵ at 100 km.
#[derive(Debug)]
pub struct Chords<'a> {
    exact: Distances<'a>,
    globe: Option<Globe>,
}

/// Places in space, and how much of a chord is certainly not longer than the distance: factor·chord − margin.
#[derive(Debug)]
struct Globe {
    demand: Vec<[f64; 3]>,
    sites: Vec<[f64; 3]>,
    factor: f64,
    margin: f64,
}

impl<'a> Chords<'a> {
    /// Of `instance`. O(n + m).
    pub fn new(instance: &'a Instance) -> Self {
        let metric = instance.metric();
        let globe = match metric {
            Metric::Sphere { demand, sites, .. } | Metric::Geodesic { demand, sites, .. } => {
                let place = |kind| {
                    let points = pick(kind, demand, sites).iter();
                    points.map(|&at| in_space(metric, at)).collect()
                };
                let (factor, margin) = safe(metric);
                let (demand, sites) = (place(Kind::Demand), place(Kind::Site));
                Some(Globe { demand, sites, factor, margin })
            }
            Metric::Plane { .. } | Metric::Table(_) => None,
        };
        Self { exact: Distances::new(instance), globe }
    }

    /// From a demand point to a site.
    pub fn distance(&self, demand: usize, site: usize) -> f64 {
        let Some(globe) = &self.globe else {
            return self.exact.distance(demand, site);
        };
        globe.least(globe.demand[demand], globe.sites[site], 1.0)
    }

    /// The ways from two demand points to a site that both share are together at least so long; known on the earth alone.
    pub fn shared(&self, one: usize, other: usize) -> Option<f64> {
        let globe = self.globe.as_ref()?;
        Some(globe.least(globe.demand[one], globe.demand[other], 2.0))
    }
}

impl Globe {
    /// The length of `ways` ways between two places, from below.
    fn least(&self, [a, b, c]: [f64; 3], [x, y, z]: [f64; 3], ways: f64) -> f64 {
        let chord = ((a - x) * (a - x) + (b - y) * (b - y) + (c - z) * (c - z)).sqrt();
        (chord * self.factor - ways * self.margin).max(0.0)
    }
}

/// How much of a chord is certainly not longer than the distance: a factor, and what to take off then.
pub(super) fn safe(metric: &Metric) -> (f64, f64) {
    // Distances are rounded: to whole millimetres; on a sphere to single precision, after an arccosine that is off by up to
    // 1.5e-8 of the radius near 1.
    match metric {
        Metric::Geodesic { detour, .. } => (*detour, 0.001),
        Metric::Sphere { radius, .. } => (1.0 - 1e-6, radius.metres() * 1e-7),
        _ => (1.0, 0.0),
    }
}
