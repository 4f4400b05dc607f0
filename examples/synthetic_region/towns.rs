//! Counties and towns: a core of streets in the middle, counties with a few streets about their seat, townships.

use crate::Size;
use crate::chance::{Chance, share_out};
use crate::map::{Km, Rect};

/// What a town is like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// A street of the core city: communities only.
    CoreStreet,
    /// A street of a county seat: communities and some villages.
    SeatStreet,
    /// Villages and a community or two.
    Township,
}

/// A town; its units are made in `units`.
#[derive(Debug, Clone)]
pub struct Town {
    pub id: String,
    pub name: String,
    pub kind: Kind,
    pub communities: usize,
    pub villages: usize,
    pub ground: Rect,
    /// Where the town's offices are.
    pub seat: Km,
}

/// Chongqing has 38 counties and districts, 9 of them the core city, and 226 streets among 1,030 towns.
const TOWNS_A_COUNTY: f64 = 27.0;
const CORE_COUNTIES: f64 = 9.0 / 38.0;
const STREETS: f64 = 226.0 / 1030.0;
/// Square kilometres a town, as in Chongqing.
const AREA_A_TOWN: f64 = 82_000.0 / 1030.0;
/// Square kilometres of a community in a town: 300 to 1,000 m apart.
pub const AREA_A_COMMUNITY: f64 = 0.45;

/// Makes the towns, county by county; the core counties are in the middle of the list, and so of the map.
pub fn make(size: &Size) -> Vec<Town> {
    let mut chance = Chance::new(size.seed, "towns");
    let counties = ((size.towns as f64 / TOWNS_A_COUNTY).round() as usize).max(1);
    let core = ((counties as f64 * CORE_COUNTIES).round() as usize).max(1);
    let first_core = (counties - core) / 2;
    let is_core = |county: usize| (first_core..first_core + core).contains(&county);
    let sizes: Vec<f64> = (0..counties).map(|_| chance.between(0.7, 1.3)).collect();
    let towns = share_out(size.towns, &sizes);
    // Half of the streets are in the core city.
    let street_weights: Vec<f64> = (0..counties)
        .map(|county| {
            let side = if is_core(county) { core } else { counties - core };
            towns[county] as f64 / side as f64
        })
        .collect();
    let streets = share_out((size.towns as f64 * STREETS).round() as usize, &street_weights);

    let mut kinds: Vec<Vec<Kind>> = Vec::new();
    for county in 0..counties {
        let streets = streets[county].clamp(usize::from(towns[county] > 0), towns[county]);
        let rural = towns[county] - streets;
        let street = if is_core(county) { Kind::CoreStreet } else { Kind::SeatStreet };
        let mut list = vec![Kind::Township; rural / 2];
        list.extend(vec![street; streets]);
        list.resize(towns[county], Kind::Township);
        kinds.push(list);
    }
    let all: Vec<Kind> = kinds.concat();
    let mut weigh = |core: f64, seat: f64, township: f64| -> Vec<f64> {
        all.iter()
            .map(|kind| {
                let about = match kind {
                    Kind::CoreStreet => core,
                    Kind::SeatStreet => seat,
                    Kind::Township => township,
                };
                about * chance.between(0.65, 1.35)
            })
            .collect()
    };
    let communities = share_out(size.communities, &weigh(16.0, 10.0, 1.2));
    let villages = share_out(size.villages, &weigh(0.0, 3.0, 9.6));
    let room: Vec<f64> = weigh(0.0, 7.0, 10.0);
    let areas: Vec<f64> = (0..all.len())
        .map(|town| {
            let built = AREA_A_COMMUNITY * communities[town].max(1) as f64;
            built + room[town] * villages[town] as f64
        })
        .collect();
    place(size, &kinds, &areas, &communities, &villages, &mut chance)
}

/// Gives each county its part of the map and each town its part of the county.
fn place(
    size: &Size,
    kinds: &[Vec<Kind>],
    areas: &[f64],
    communities: &[usize],
    villages: &[usize],
    chance: &mut Chance,
) -> Vec<Town> {
    let mut first = 0;
    let mut of_county = Vec::new();
    for kinds in kinds {
        of_county.push(first..first + kinds.len());
        first += kinds.len();
    }
    let county_areas: Vec<f64> =
        of_county.iter().map(|towns| areas[towns.clone()].iter().sum()).collect();
    let region = Rect::square(size.towns as f64 * AREA_A_TOWN);
    let mut list = Vec::new();
    for (county, ground) in region.divide(&county_areas).iter().enumerate() {
        let towns = of_county[county].clone();
        let grounds = ground.divide(&areas[towns.clone()]);
        for ((number, town), ground) in towns.enumerate().zip(grounds) {
            let kind = kinds[county][number];
            let word = if kind == Kind::Township { "镇" } else { "街道" };
            let middle = ground.middle();
            let off = (ground.high.x - ground.low.x).min(ground.high.y - ground.low.y) * 0.2;
            list.push(Town {
                id: format!("{:02}{:03}", county + 1, number + 1),
                name: format!("{}县{}{word}", county + 1, number + 1),
                kind,
                communities: communities[town],
                villages: villages[town],
                ground,
                seat: ground.near(middle, 0.0, off, chance),
            });
        }
    }
    list
}
