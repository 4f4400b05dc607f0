//! Sites on a globe, searched by the straight chord through it.

use super::earth::{Index, Space, chord, in_ball, index_of, space};
use crate::domain::LonLat;
use crate::domain::location::Radius;

/// Sites in space, and the chords that decide whether one is within reach. Distances the two chords the distance itself
/// decides.
#[derive(Debug)]
pub(super) struct Ball<'a> {
    demand: &'a [LonLat],
    sites: Index<u32>,
    place: fn(LonLat) -> Space,
    /// Sites at shorter chords are certainly within reach.
    sure: f64,
    /// Sites at longer chords are certainly out of reach.
    most: f64,
}

/// Least radius of curvature of WGS84 in metres, b²/a.
const LEAST_CURVATURE_M: f64 = 6_335_439.0;

impl<'a> Ball<'a> {
    /// Geodesics on WGS84 times `detour`, in whole millimetres. A chord c is never longer than the geodesic, and
    /// the normal section over it, bent no more than radius r, is shorter than c·(1 + c²/(20 r²)) below 1,000 km.
    pub(super) fn on_ellipsoid(
        demand: &'a [LonLat],
        sites: &[LonLat],
        detour: f64,
        reach: Radius,
    ) -> Self {
        const ROUNDING_M: f64 = 0.002;
        const LONGEST_M: f64 = 1e6;
        let straight = reach.distance.value() / detour;
        let bend = 1.0 + straight * straight / (20.0 * LEAST_CURVATURE_M.powi(2));
        let sure = ((straight - ROUNDING_M) / (1.001 * bend)).min(LONGEST_M);
        let most = straight * (1.0 + 1e-9) + ROUNDING_M;
        Self::new(demand, sites, space, sure, most)
    }

    /// Great circles on a sphere, cut to single precision. ReachSearch the errors of that (10⁻⁷ of the distance) and of the
    /// cosine of small angles (10⁻⁷ of the radius) the distance itself decides.
    pub(super) fn on_sphere(
        demand: &'a [LonLat],
        sites: &[LonLat],
        radius_m: f64,
        reach: Radius,
    ) -> Self {
        const LOST: f64 = 2e-7;
        let angle = reach.distance.value() / radius_m;
        let chord = |angle: f64| 2.0 * (angle.min(std::f64::consts::PI) / 2.0).sin();
        let is_plain = radius_m > 0.0 && 4.0 * radius_m < f64::from(f32::MAX);
        let (sure, most) = if is_plain {
            (chord(angle * (1.0 - LOST) - LOST), chord(angle * (1.0 + LOST) + LOST) + LOST)
        } else {
            (0.0, 3.0)
        };
        Self::new(demand, sites, on_unit_sphere, sure, most)
    }

    fn new(
        demand: &'a [LonLat],
        sites: &[LonLat],
        place: fn(LonLat) -> Space,
        sure: f64,
        most: f64,
    ) -> Self {
        let placed = sites.iter().enumerate();
        let sites = index_of(placed.map(|(site, &at)| (site as u32, place(at))));
        Self { demand, sites, place, sure, most }
    }

    /// The sites that may be within reach of a demand point, in no order, and whether they certainly are.
    pub(super) fn around(&self, demand: usize) -> impl Iterator<Item = (u32, bool)> {
        let from = (self.place)(self.demand[demand]);
        in_ball(&self.sites, from, self.most)
            .map(move |(site, at)| (site, chord(from, at) < self.sure))
    }
}

fn on_unit_sphere(at: LonLat) -> Space {
    let (sin_lat, cos_lat) = at.lat_deg().to_radians().sin_cos();
    let (sin_lon, cos_lon) = at.lon_deg().to_radians().sin_cos();
    [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]
}
