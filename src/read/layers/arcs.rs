//! Arcs of circles as straight lines: no crate that reads them makes them straight.

use geo::Coord;

/// The largest angle between two positions of an arc, as GDAL takes it.
const STEP_DEGREES: f64 = 4.0;

/// The positions of a chain of arcs, each from a position by the next to the one after it; none where a position is
/// missing.
pub(super) fn straight(given: &[Coord<f64>]) -> Option<Vec<Coord<f64>>> {
    if given.len().is_multiple_of(2) {
        return given.is_empty().then(Vec::new);
    }
    let mut found = vec![given[0]];
    for arc in given.windows(3).step_by(2) {
        add(&mut found, arc[0], arc[1], arc[2]);
    }
    Some(found)
}

/// Adds the positions of an arc after its first.
fn add(found: &mut Vec<Coord<f64>>, from: Coord<f64>, by: Coord<f64>, to: Coord<f64>) {
    if let Some(centre) = centre(from, by, to) {
        let radius = (from - centre).x.hypot((from - centre).y);
        let angle = |at: Coord<f64>| (at.y - centre.y).atan2(at.x - centre.x);
        let turn = std::f64::consts::TAU;
        // Anticlockwise from the first: where the others lie.
        let [by, to] = [by, to].map(|at| (angle(at) - angle(from)).rem_euclid(turn));
        let to = if to == 0.0 { turn } else { to };
        let sweep = if by <= to { to } else { to - turn };
        let steps = (sweep.abs().to_degrees() / STEP_DEGREES).ceil().max(1.0);
        found.extend((1..steps as usize).map(|step| {
            let angle = angle(from) + sweep * step as f64 / steps;
            Coord { x: centre.x + radius * angle.cos(), y: centre.y + radius * angle.sin() }
        }));
    } else {
        found.push(by);
    }
    found.push(to);
}

/// The centre of the circle through three positions; none where they lie on a line. A whole circle ends where it
/// starts, and its second position is opposite.
fn centre(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>) -> Option<Coord<f64>> {
    if a == c {
        return (a != b).then(|| (a + b) / 2.0);
    }
    let (u, v) = (b - a, c - a);
    let cross = 2.0 * (u.x * v.y - u.y * v.x);
    let (uu, vv) = (u.x * u.x + u.y * u.y, v.x * v.x + v.y * v.y);
    let away = Coord { x: (v.y * uu - u.y * vv) / cross, y: (u.x * vv - v.x * uu) / cross };
    // Nearly on a line: the centre is so far that an arc is a line.
    let sound =
        away.x.is_finite() && away.y.is_finite() && away.x.hypot(away.y) < 1e6 * vv.max(uu).sqrt();
    sound.then(|| a + away)
}
