//! Homes along residential streets whose houses nobody has drawn.

use crate::extract::Extract;
use crate::ground::{Degrees, Km, apart, km, round6};
use crate::homes::Home;
use crate::parishes::{Parish, around};
use std::collections::BTreeSet;

/// Streets of homes.
const KINDS: [&str; 2] = ["residential", "living_street"];
/// Street for each home, kilometres.
const SPACING_KM: f64 = 0.015;
/// Where a building stands as near as this, houses are drawn.
const DRAWN_KM: f64 = 0.06;

/// A home of one dwelling for each 15 m of residential street that has no building within 60 m or so.
pub fn find(extract: &Extract, parishes: &[Parish]) -> Vec<Home> {
    let buildings = extract.things(|tags| tags.contains_key("building"));
    let drawn: BTreeSet<(i64, i64)> =
        buildings.iter().map(|building| square(km(building.at))).collect();
    let bare = |at: Degrees| {
        let (column, row) = square(km(at));
        !(-1..=1).any(|east| (-1..=1).any(|north| drawn.contains(&(column + east, row + north))))
    };
    let streets = extract
        .ways
        .values()
        .filter(|way| way.tags.get("highway").is_some_and(|kind| KINDS.contains(&kind.as_str())));
    let mut homes = Vec::new();
    for street in streets {
        let corners = street.nodes.iter().filter_map(|id| extract.places.get(id).copied());
        for at in along(&corners.collect::<Vec<_>>()) {
            if let Some(parish) = around(parishes, at).filter(|_| bare(at)) {
                homes.push(Home { at, parish, dwellings: 1, drawn: false });
            }
        }
    }
    homes
}

/// The square of the map that `at` lies in; with its eight neighbours it reaches at least [`DRAWN_KM`] about it.
fn square(at: Km) -> (i64, i64) {
    ((at.x / DRAWN_KM).floor() as i64, (at.y / DRAWN_KM).floor() as i64)
}

/// Places along a line, one each [`SPACING_KM`], the first half of it from the start.
fn along(corners: &[Degrees]) -> Vec<Degrees> {
    let mut places = Vec::new();
    let mut next = SPACING_KM / 2.0;
    for pair in corners.windows(2) {
        let length = apart(pair[0], pair[1]);
        while next < length {
            let at = pair[0] + (pair[1] - pair[0]) * (next / length);
            places.push(geo::Coord { x: round6(at.x), y: round6(at.y) });
            next += SPACING_KM;
        }
        next -= length;
    }
    places
}
