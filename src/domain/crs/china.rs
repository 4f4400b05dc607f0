//! GCJ-02 and BD-09: the shifted degrees of maps made in China.
//!
//! The forward formulas are those published in 2010 and used by all open libraries (eviltransform, coordtransform). The
//! inverse is found by iteration on the forward formula; what it gives lies within a millimetre of a position whose
//! forward shift is the one asked for (tested; 0.1 m is what is promised). The formulas themselves follow the maps
//! within about a metre.
//!
//! Positions outside China are left unchanged, by the rectangle that the published code uses (72.004–137.8347 degrees
//! east, 0.8293–55.8271 degrees north), which takes in parts of the neighbouring countries.

use geo::Coord;
use std::f64::consts::PI;

/// Krasovsky's half axis and squared eccentricity, as the formula has them.
const HALF_AXIS_M: f64 = 6_378_245.0;
const ECCENTRICITY_2: f64 = 0.006_693_421_622_965_943;
/// Baidu's angle.
const BD_PI: f64 = PI * 3000.0 / 180.0;
/// Enough steps: each leaves less than a hundredth of the error.
const STEPS: usize = 12;

/// Whether a position lies in the rectangle in which maps are shifted.
fn is_shifted(at: Coord<f64>) -> bool {
    (72.004..=137.8347).contains(&at.x) && (0.8293..=55.8271).contains(&at.y)
}

fn offset(at: Coord<f64>) -> Coord<f64> {
    let (x, y) = (at.x - 105.0, at.y - 35.0);
    let wave = |at: f64| (20.0 * (6.0 * at * PI).sin() + 20.0 * (2.0 * at * PI).sin()) * 2.0 / 3.0;
    let swell = |at: f64, short: f64, long: f64, tall: [f64; 2]| {
        (20.0 * (at * PI).sin() + 40.0 * (at / 3.0 * PI).sin()) * 2.0 / 3.0
            + (tall[0] * (at / short * PI).sin() + tall[1] * (at / long * PI).sin()) * 2.0 / 3.0
    };
    let root = x.abs().sqrt();
    let north = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * root
        + wave(x)
        + swell(y, 12.0, 30.0, [160.0, 320.0]);
    let east = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * root
        + wave(x)
        + swell(x, 12.0, 30.0, [150.0, 300.0]);
    let latitude = at.y.to_radians();
    let magic = 1.0 - ECCENTRICITY_2 * latitude.sin().powi(2);
    let meridian = HALF_AXIS_M * (1.0 - ECCENTRICITY_2) / (magic * magic.sqrt());
    let parallel = HALF_AXIS_M / magic.sqrt() * latitude.cos();
    Coord { x: (east / parallel).to_degrees(), y: (north / meridian).to_degrees() }
}

/// WGS84 to GCJ-02; outside China unchanged.
pub fn to_gcj02(at: Coord<f64>) -> Coord<f64> {
    if is_shifted(at) { at + offset(at) } else { at }
}

/// GCJ-02 to WGS84, by iteration; outside China unchanged.
pub fn from_gcj02(at: Coord<f64>) -> Coord<f64> {
    if is_shifted(at) { undo(at, |guess| guess + offset(guess)) } else { at }
}

/// WGS84 to BD-09; outside China unchanged.
pub fn to_bd09(at: Coord<f64>) -> Coord<f64> {
    if is_shifted(at) { gcj02_to_bd09(to_gcj02(at)) } else { at }
}

/// BD-09 to WGS84, by iteration; outside China unchanged.
pub fn from_bd09(at: Coord<f64>) -> Coord<f64> {
    if is_shifted(at) {
        let gcj02 = undo(at, gcj02_to_bd09);
        undo(gcj02, |guess| guess + offset(guess))
    } else {
        at
    }
}

/// GCJ-02 to BD-09.
pub fn gcj02_to_bd09(at: Coord<f64>) -> Coord<f64> {
    let radius = at.x.hypot(at.y) + 0.000_02 * (at.y * BD_PI).sin();
    let angle = at.y.atan2(at.x) + 0.000_003 * (at.x * BD_PI).cos();
    Coord { x: radius * angle.cos() + 0.0065, y: radius * angle.sin() + 0.006 }
}

/// The position that `forward` maps to `at`.
fn undo(at: Coord<f64>, forward: impl Fn(Coord<f64>) -> Coord<f64>) -> Coord<f64> {
    let mut guess = at;
    for _ in 0..STEPS {
        guess = guess - (forward(guess) - at);
    }
    guess
}
