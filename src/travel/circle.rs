use crate::domain::LonLat;
use crate::units::Metres;
use geo::{Destination, Geodesic, Point};

/// A closed ring of `corners` positions at the geodesic distance `radius` from `at` (Karney's geodesics on WGS84),
/// counter-clockwise from north, as longitude and latitude in degrees. The polygon is smaller than the circle, with 48
/// corners by 0.3 %. Where it crosses the meridian of 180°, longitudes continue beyond ±180°, so that the ring is in
/// one piece.
pub fn ring_around_deg(at: LonLat, radius: Metres, corners: u16) -> Vec<[f64; 2]> {
    let middle = Point::new(at.lon_deg(), at.lat_deg());
    let corner = |number: u16| {
        let bearing = 360.0 - 360.0 * f64::from(number) / f64::from(corners);
        let spot = Geodesic.destination(middle, bearing, radius.metres());
        let east = (spot.x() - middle.x() + 540.0).rem_euclid(360.0) - 180.0;
        [middle.x() + east, spot.y()]
    };
    let mut ring: Vec<[f64; 2]> = (0..corners).map(corner).collect();
    ring.extend(ring.first().copied());
    ring
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::travel::earth::geodesic_m;

    #[test]
    fn corners_are_the_radius_away_and_the_ring_is_whole() {
        for (lon, lat) in [(107.0, 29.8), (179.999, -17.0), (-4.5, 54.2)] {
            let at = LonLat::new(lon, lat).expect("a position");
            let ring = ring_around_deg(at, Metres::new(3000.0).expect("a length"), 48);
            assert_eq!((ring.len(), ring[0]), (49, ring[48]));
            for [lon, lat] in ring.iter().copied() {
                let wrapped = (lon + 540.0).rem_euclid(360.0) - 180.0;
                let corner = LonLat::new(wrapped, lat).expect("a position");
                assert!((geodesic_m(at, corner) - 3000.0).abs() < 1e-6);
                assert!((lon - at.lon_deg()).abs() < 0.1);
            }
            let doubled = |a: [f64; 2], b: [f64; 2]| a[0] * b[1] - b[0] * a[1];
            let area: f64 = ring.windows(2).map(|ends| doubled(ends[0], ends[1])).sum();
            assert!(area > 0.0, "against the clock");
        }
    }
}
