//! Where names stand so that none is upon another.

use super::svg::breadth;

/// Letters of names, pixels.
pub(super) const SIZE: f64 = 12.0;
/// Room about a name, pixels.
const ABOUT: f64 = 1.0;
/// How far from its place a name may stand, pixels; the first at which it is upon no other is taken.
const RINGS: [f64; 7] = [9.0, 16.0, 24.0, 34.0, 46.0, 60.0, 76.0];
/// Which way from its place, the most usual first.
const WAYS: [(f64, f64); 8] = [
    (0.0, -1.0),
    (0.0, 1.0),
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.7, -0.7),
    (-0.7, -0.7),
    (0.7, 0.7),
    (-0.7, 0.7),
];
/// A name farther than this from its place is joined to it by a line.
const JOINED: f64 = 20.0;

/// A name with its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Name<'a> {
    pub(super) at: (f64, f64),
    pub(super) text: &'a str,
}

/// Where a name stands: the middle of its foot; and whether a line joins it to its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stand<'a> {
    pub(super) name: Name<'a>,
    pub(super) foot: (f64, f64),
    pub(super) is_joined: bool,
}

/// Stands for names inside a picture so wide and high; a name for which there is no room is left out.
pub(super) fn stands<'a>(names: &[Name<'a>], (width, height): (f64, f64)) -> Vec<Stand<'a>> {
    let mut taken: Vec<[f64; 4]> = Vec::new();
    let mut stands = Vec::new();
    for &name in names {
        let half = breadth(name.text, SIZE) / 2.0 + ABOUT;
        let spots = RINGS.iter().flat_map(|ring| WAYS.map(|(right, down)| (*ring, right, down)));
        let found = spots.into_iter().find_map(|(ring, right, down)| {
            // Beside its place a name begins there.
            let x = name.at.0 + right * (ring + half * right.abs());
            let y =
                name.at.1 + down * ring + if down > -0.5 { SIZE * (0.4 + down * 0.5) } else { 0.0 };
            let own = [x - half, y - SIZE - ABOUT, x + half, y + SIZE * 0.2 + ABOUT];
            let is_inside = own[0] >= 0.0 && own[1] >= 0.0 && own[2] <= width && own[3] <= height;
            let meets = |other: &[f64; 4]| {
                own[0] < other[2] && other[0] < own[2] && own[1] < other[3] && other[1] < own[3]
            };
            (is_inside && !taken.iter().any(meets)).then_some((own, (x, y), ring > JOINED))
        });
        if let Some((own, foot, is_joined)) = found {
            taken.push(own);
            stands.push(Stand { name, foot, is_joined });
        }
    }
    stands
}
