//! Communities and villages with their people.

use crate::Size;
use crate::chance::{Chance, share_out};
use crate::map::Km;
use crate::towns::{AREA_A_COMMUNITY, Kind, Town};

/// A community or a village.
#[derive(Debug, Clone)]
pub struct Unit {
    pub id: String,
    pub name: String,
    pub town: usize,
    pub urban: bool,
    pub at: Km,
    pub persons: usize,
    pub aged_60: usize,
    pub aged_65: usize,
    pub aged_80: usize,
}

/// Residents a unit, so that Chongqing has about 32 million, and the share of those of 60 and over, so that it has
/// about 7 million: villages are older.
const URBAN_PERSONS: f64 = 6_900.0;
const RURAL_PERSONS: f64 = 1_290.0;
const URBAN_AGED: f64 = 0.18;
const RURAL_AGED: f64 = 0.30;

/// Makes the units, town by town, communities first.
pub fn make(size: &Size, towns: &[Town]) -> Vec<Unit> {
    let mut chance = Chance::new(size.seed, "units");
    let mut units = Vec::new();
    for (town, place) in towns.iter().enumerate() {
        let built = match place.kind {
            Kind::CoreStreet => place.ground,
            _ => {
                let area = AREA_A_COMMUNITY * place.communities as f64;
                place.ground.part_about(place.seat, area)
            }
        };
        let communities = built.spread(place.communities, &[], &mut chance);
        let villages = place.ground.spread(place.villages, &communities, &mut chance);
        let urban = communities.into_iter().map(|at| (at, true));
        let rural = villages.into_iter().map(|at| (at, false));
        for (number, (at, urban)) in urban.chain(rural).enumerate() {
            let (persons, word, place_number) = match urban {
                true => (URBAN_PERSONS, "社区", number + 1),
                false => (RURAL_PERSONS, "村", number + 1 - place.communities),
            };
            units.push(Unit {
                id: format!("{}{:03}", place.id, number + 1),
                name: format!("{}{place_number}{word}", place.name),
                town,
                urban,
                at,
                // Skewed: many small units, a few large ones; the mean of the factor is 1.
                persons: (persons * chance.between(0.4, 1.23).powi(2) * 1.38).round() as usize,
                aged_60: 0,
                aged_65: 0,
                aged_80: 0,
            });
        }
    }
    age(&mut units, &mut chance);
    units
}

/// Gives each unit its older people.
fn age(units: &mut [Unit], chance: &mut Chance) {
    for unit in units {
        let share = if unit.urban { URBAN_AGED } else { RURAL_AGED };
        let aged = (unit.persons as f64 * share * chance.between(0.7, 1.3)).round() as usize;
        // 60 to 64, 65 to 79, 80 and over.
        let bands =
            share_out(aged, &[chance.between(0.20, 0.30), 0.62, chance.between(0.10, 0.17)]);
        unit.aged_60 = aged;
        unit.aged_65 = aged - bands[0];
        unit.aged_80 = bands[2];
    }
}
