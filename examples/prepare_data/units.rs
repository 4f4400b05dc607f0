//! Villages and communities: the demand layer.

use crate::Result;
use crate::chance;
use crate::facts::Facts;
use crate::geometry::Km;
use crate::output::{point, properties};
use crate::people::{People, residents};
use crate::raw::Tables;
use crate::spread;
use crate::towns::Towns;
use serde_json::{Value, json};

/// A village or a community.
#[derive(Debug)]
pub struct Unit {
    pub code: String,
    /// Short, such as 骑鞍社区.
    pub name: String,
    /// As in the list, such as 骑鞍社区居民委员会.
    pub full_name: String,
    /// Its town's position.
    pub town: usize,
    /// A community (社区居民委员会), not a village (村民委员会).
    pub urban: bool,
    pub at: Km,
    pub people: People,
}

/// Whether the listed name is a community's.
pub fn is_community(full_name: &str) -> bool {
    !full_name.ends_with("村民委员会")
}

/// The name without the committee: 盐井凼村民委员会 (which lacks a 村) becomes 盐井凼村.
fn short(full_name: &str) -> String {
    match full_name.strip_suffix("村民委员会") {
        Some(name) if name.ends_with('村') => name.into(),
        Some(name) => format!("{name}村"),
        None => full_name.trim_end_matches("居民委员会").into(),
    }
}

/// Makes the units, by code.
pub fn make(tables: &Tables, facts: &Facts, towns: &Towns) -> Result<Vec<Unit>> {
    let mut town_of = Vec::with_capacity(tables.villages.len());
    for village in &tables.villages {
        let town = towns
            .list
            .iter()
            .position(|town| town.code == village.town_code)
            .ok_or_else(|| format!("{}: no town {}", village.name, village.town_code))?;
        town_of.push(town);
    }
    let people = residents(&tables.villages, &town_of, towns, &facts.model, &tables.census);
    let places = places(tables, facts, towns, &town_of)?;
    Ok(tables
        .villages
        .iter()
        .enumerate()
        .map(|(index, village)| Unit {
            code: village.code.clone(),
            name: short(&village.name),
            full_name: village.name.clone(),
            town: town_of[index],
            urban: is_community(&village.name),
            at: places[index],
            people: people[index],
        })
        .collect())
}

/// A point for each unit: a town's communities about its seat, its villages evenly over its cell.
fn places(tables: &Tables, facts: &Facts, towns: &Towns, town_of: &[usize]) -> Result<Vec<Km>> {
    let mut places = vec![Km::default(); town_of.len()];
    for (index, town) in towns.list.iter().enumerate() {
        let own = (0..town_of.len()).filter(|&unit| town_of[unit] == index);
        let (communities, villages): (Vec<usize>, Vec<usize>) =
            own.partition(|&unit| is_community(&tables.villages[unit].name));
        let spacing = match communities.len() {
            7.. => facts.model.dense_spacing_km,
            _ => facts.model.loose_spacing_km,
        };
        let turn = chance::unit(&town.code, "communities");
        let about = spread::about(town.seat, &town.polygon, spacing, turn, communities.len());
        let evenly = spread::evenly(&town.polygon, town.seat, villages.len());
        if about.len() < communities.len() || evenly.len() < villages.len() {
            return Err(format!("{}: no room for its villages and communities", town.name).into());
        }
        for (unit, place) in
            communities.into_iter().zip(about).chain(villages.into_iter().zip(evenly))
        {
            places[unit] = place;
        }
    }
    Ok(places)
}

/// The demand layer.
pub fn features(units: &[Unit], towns: &Towns) -> Vec<Value> {
    units
        .iter()
        .map(|unit| {
            let method = match unit.urban {
                true => "figures: the town's 2010 residents scaled to the urban residents and ages of the 2020 census; \
                         position: about the town's seat",
                false => "figures: the town's 2010 residents scaled to the rural residents and ages of the 2020 \
                          census; position: evenly over the town's cell",
            };
            let properties = properties([
                ("id", json!(unit.code)),
                ("name", json!(unit.name)),
                ("full_name", json!(unit.full_name)),
                ("town", json!(towns.list[unit.town].code)),
                ("setting", json!(if unit.urban { "urban" } else { "rural" })),
                ("persons", json!(unit.people.persons)),
                ("aged_60", json!(unit.people.aged_60)),
                ("aged_65", json!(unit.people.aged_65)),
                ("aged_80", json!(unit.people.aged_80)),
                ("origin", json!("modelled")),
                ("position_origin", json!("modelled")),
                ("method", json!(method)),
                ("source", json!("code and name: NBS list of 2023")),
            ]);
            point(towns.map.degrees(unit.at), properties)
        })
        .collect()
}
