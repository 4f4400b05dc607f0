use crate::domain::LonLat;
use crate::units::Metres;
use geo::{Distance, Geodesic, Point};
use rstar::RTree;
use rstar::primitives::GeomWithData;

/// WGS84: equatorial radius in metres (NIMA TR8350.2, table 3.1).
const EQUATORIAL_RADIUS_M: f64 = 6_378_137.0;
/// WGS84: flattening (NIMA TR8350.2, table 3.1).
const FLATTENING: f64 = 1.0 / 298.257_223_563;

/// A position in space, earth-centred and earth-fixed (ECEF), in metres on the WGS84 ellipsoid.
pub(super) type Space = [f64; 3];

/// Positions on the earth that can be searched by distance.
pub(super) type Index<T> = RTree<GeomWithData<Space, T>>;

/// `at` in space. With e² = f(2 − f) and N = a / √(1 − e² sin²φ):
/// x = N cos φ cos λ, y = N cos φ sin λ, z = N (1 − e²) sin φ.
pub(super) fn space(at: LonLat) -> Space {
    let eccentricity_2 = FLATTENING * (2.0 - FLATTENING);
    let (sin_lat, cos_lat) = at.lat_deg().to_radians().sin_cos();
    let (sin_lon, cos_lon) = at.lon_deg().to_radians().sin_cos();
    let normal = EQUATORIAL_RADIUS_M / (1.0 - eccentricity_2 * sin_lat * sin_lat).sqrt();
    [
        normal * cos_lat * cos_lon,
        normal * cos_lat * sin_lon,
        normal * (1.0 - eccentricity_2) * sin_lat,
    ]
}

/// An index over positions.
pub(super) fn index<T>(points: impl Iterator<Item = (T, LonLat)>) -> Index<T> {
    index_of(points.map(|(data, at)| (data, space(at))))
}

/// An index over positions in space.
pub(super) fn index_of<T>(points: impl Iterator<Item = (T, Space)>) -> Index<T> {
    let points = points.map(|(data, at)| GeomWithData::new(at, data));
    RTree::bulk_load(points.collect())
}

/// All items in a ball, in no order, with their positions.
pub(super) fn in_ball<T: Copy>(
    index: &Index<T>,
    from: Space,
    radius: f64,
) -> impl Iterator<Item = (T, Space)> {
    index.locate_within_distance(from, radius * radius).map(|point| (point.data, *point.geom()))
}

/// The straight line between two positions.
pub(super) fn chord(from: Space, to: Space) -> f64 {
    let square = |axis: usize| (from[axis] - to[axis]).powi(2);
    (square(0) + square(1) + square(2)).sqrt()
}

/// All items within the geodesic distance `metres` of `from`, in no order, and some just beyond.
///
/// The straight chord through the earth is never longer than any way over its surface, so a ball of radius
/// `metres` around `from` holds everything within geodesic distance `metres`: at any latitude, across the
/// 180° meridian and however far the plan extends. The ball is a little larger, for rounding.
pub(super) fn near<T: Copy>(index: &Index<T>, from: Space, metres: f64) -> impl Iterator<Item = T> {
    in_ball(index, from, metres + 2.0 * ROUNDING_M).map(|(data, _)| data)
}

/// Geodesic distance on WGS84: Karney (2013), *Algorithms for geodesics*, J. Geodesy 87:43–55, to nanometres.
///
/// ```
/// use yike::{domain::LonLat, travel::geodesic};
///
/// # fn main() -> Result<(), yike::units::UnitError> {
/// let degree = geodesic(LonLat::new(106.0, 0.0)?, LonLat::new(107.0, 0.0)?);
/// assert_eq!(degree.to_string(), "111.3 km");
/// # Ok(())
/// # }
/// ```
pub fn geodesic(from: LonLat, to: LonLat) -> Metres {
    Metres::new(geodesic_m(from, to)).expect("no longer than half the equator")
}

/// [`geodesic`] as a number of metres.
pub(super) fn geodesic_m(from: LonLat, to: LonLat) -> f64 {
    Geodesic.distance(
        Point::new(from.lon_deg(), from.lat_deg()),
        Point::new(to.lon_deg(), to.lat_deg()),
    )
}

const ROUNDING_M: f64 = 0.001;

/// `metres` rounded to whole millimetres, so that the last bits of a computation decide neither who is within
/// reach nor which of two equally distant sites is nearer.
pub(super) fn rounded(metres: f64) -> Metres {
    Metres::new((metres / ROUNDING_M).round() * ROUNDING_M)
        .expect("distances are finite, detours are finite and at least 1")
}
