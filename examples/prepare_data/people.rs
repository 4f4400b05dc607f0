//! Residents of each village and community in 2020, adding up exactly to the district's census.

use crate::chance::vary;
use crate::facts::Model;
use crate::raw::{Census, Village};
use crate::share::split;
use crate::towns::Towns;
use crate::units::is_community;

/// Residents of one unit.
#[derive(Debug, Clone, Copy, Default)]
pub struct People {
    pub persons: u64,
    pub aged_60: u64,
    pub aged_65: u64,
    pub aged_80: u64,
}

/// The residents of each of `villages`, of which `town_of` says the town.
///
/// Residents: a town's 2010 residents are divided over its units, a community counting as `community_weight` villages;
/// communities are then scaled together to the 2020 census's urban residents and villages to its rural ones. Units of
/// one town differ by up to 20 %. Aged 60 and over: in proportion to residents, rural ones counting
/// `rural_ageing_ratio` times, within 6 %; 65 and over in proportion to those, within 2 %; 80 and over in proportion to
/// the latter, within 8 %.
pub fn residents(
    villages: &[Village],
    town_of: &[usize],
    towns: &Towns,
    model: &Model,
    census: &Census,
) -> Vec<People> {
    let share = |village: &Village| match is_community(&village.name) {
        true => model.community_weight,
        false => 1.0,
    };
    let mut whole = vec![0.0; towns.len()];
    for (village, &town) in villages.iter().zip(town_of) {
        whole[town] += share(village);
    }
    let in_2010: Vec<f64> = villages
        .iter()
        .zip(town_of)
        .map(|(village, &town)| {
            let part = share(village) / whole[town];
            towns.list[town].residents_2010 * part * vary(&village.code, "persons", 0.2)
        })
        .collect();
    let of_setting = |urban: bool| -> Vec<f64> {
        villages
            .iter()
            .zip(&in_2010)
            .map(|(village, &persons)| match is_community(&village.name) == urban {
                true => persons,
                false => 0.0,
            })
            .collect()
    };
    let urban = split(census.urban, &of_setting(true));
    let rural = split(census.rural, &of_setting(false));
    let persons: Vec<u64> = urban.iter().zip(&rural).map(|(a, b)| a + b).collect();

    let old = |village: &Village, persons: u64| {
        let ratio = match is_community(&village.name) {
            true => 1.0,
            false => model.rural_ageing_ratio,
        };
        persons as f64 * ratio * vary(&village.code, "aged 60", 0.06)
    };
    let aged_60 = split(census.aged_60, &weights(villages, &persons, old));
    let aged_65 = split(
        census.aged_65,
        &weights(villages, &aged_60, |village, number| {
            number as f64 * vary(&village.code, "aged 65", 0.02)
        }),
    );
    let aged_80 = split(
        census.aged_80,
        &weights(villages, &aged_65, |village, number| {
            number as f64 * vary(&village.code, "aged 80", 0.08)
        }),
    );
    (0..villages.len())
        .map(|unit| People {
            persons: persons[unit],
            aged_60: aged_60[unit],
            aged_65: aged_65[unit],
            aged_80: aged_80[unit],
        })
        .collect()
}

/// A weight for each unit from its number of people.
fn weights(
    villages: &[Village],
    numbers: &[u64],
    weight: impl Fn(&Village, u64) -> f64,
) -> Vec<f64> {
    villages.iter().zip(numbers).map(|(village, &number)| weight(village, number)).collect()
}
