//! Towns: seats, cells about them, and residents of 2010.

use crate::Result;
use crate::cells::{cells, outline};
use crate::facts::Facts;
use crate::geometry::{Degrees, Km, Map, round6};
use crate::output::{polygon, properties};
use crate::raw::Tables;
use crate::units::{self, Unit};
use geo::{Coord, Polygon};
use serde_json::{Value, json};

/// A street, town or township.
#[derive(Debug)]
pub struct Town {
    pub code: String,
    pub name: String,
    pub geoname_id: String,
    /// The seat; GeoNames gives it unless `seat_modelled`.
    pub seat: Km,
    pub seat_modelled: bool,
    /// Its cell.
    pub polygon: Polygon<f64>,
    /// Residents of the 2010 census in today's bounds.
    pub residents_2010: f64,
    /// The 2010 figure is a part of one that several towns share.
    pub residents_modelled: bool,
}

impl Town {
    /// Streets (街道) are urban, towns and townships rural.
    pub fn is_street(&self) -> bool {
        self.name.ends_with("街道")
    }
}

/// All towns of the district, by code, on one map.
#[derive(Debug)]
pub struct Towns {
    pub map: Map,
    pub list: Vec<Town>,
}

impl Towns {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The position of the town called `name`.
    pub fn named(&self, name: &str) -> Result<usize> {
        self.list
            .iter()
            .position(|town| town.name == name)
            .ok_or_else(|| format!("no town is called {name}").into())
    }
}

/// Makes the towns.
pub fn make(tables: &Tables, facts: &Facts) -> Result<Towns> {
    let seats = seats(tables, facts)?;
    let map = Map::about(&seats.iter().map(|(seat, _)| *seat).collect::<Vec<_>>());
    let points: Vec<Km> = seats.iter().map(|(seat, _)| map.km(*seat)).collect();
    let outline = outline(&points, facts.district.area_km2);
    let residents = residents_2010(tables, facts)?;
    let list = tables
        .townships
        .iter()
        .zip(seats)
        .zip(cells(&points, &outline))
        .zip(residents)
        .map(|(((township, seat), polygon), residents)| Town {
            code: township.code.clone(),
            name: township.name.clone(),
            geoname_id: township.geoname_id.clone(),
            seat: map.km(seat.0),
            seat_modelled: seat.1,
            polygon,
            residents_2010: residents.0,
            residents_modelled: residents.1,
        })
        .collect();
    Ok(Towns { map, list })
}

/// Each township's seat, and whether it is modelled.
fn seats(tables: &Tables, facts: &Facts) -> Result<Vec<(Degrees, bool)>> {
    let known = |name: &str| -> Option<Degrees> {
        let township = tables.townships.iter().find(|town| town.name == name)?;
        township.seat.map(Coord::from)
    };
    tables
        .townships
        .iter()
        .map(|township| {
            if let Some(seat) = known(&township.name) {
                return Ok((seat, false));
            }
            let fact =
                facts.seats.iter().find(|seat| seat.town == township.name).ok_or_else(|| {
                    format!("{} has no seat in GeoNames or the facts", township.name)
                })?;
            let mut sum = Coord { x: 0.0, y: 0.0 };
            for name in &fact.between {
                sum = sum + known(name).ok_or_else(|| format!("{name} has no seat"))?;
            }
            let middle = sum / fact.between.len() as f64;
            let seat = Coord { x: round6(middle.x), y: round6(middle.y) };
            Ok((seat, true))
        })
        .collect()
}

/// Each township's residents of 2010, and whether they are a modelled part of a joint figure: joint figures are divided
/// by today's units, a community counting as `community_weight` villages.
fn residents_2010(tables: &Tables, facts: &Facts) -> Result<Vec<(f64, bool)>> {
    let figure = |name: &str| {
        let township = tables.townships.iter().find(|town| town.name == name)?;
        township.residents_2010
    };
    let weight = |name: &str| -> f64 {
        let own = tables.townships.iter().find(|town| town.name == name);
        tables
            .villages
            .iter()
            .filter(|village| own.is_some_and(|town| town.code == village.town_code))
            .map(|village| match units::is_community(&village.name) {
                true => facts.model.community_weight,
                false => 1.0,
            })
            .sum()
    };
    tables
        .townships
        .iter()
        .map(|township| {
            let name = &township.name;
            let joint = facts.joints.iter().find(|joint| joint.towns.contains(name));
            let figure_of = joint.map_or(name, |joint| &joint.figure_of);
            let whole = figure(figure_of).ok_or_else(|| format!("{name}: no residents of 2010"))?;
            Ok(match joint {
                None => (whole, false),
                Some(joint) => {
                    let all: f64 = joint.towns.iter().map(|town| weight(town)).sum();
                    (whole * weight(name) / all, true)
                }
            })
        })
        .collect()
}

/// The town layer.
pub fn features(towns: &Towns, units: &[Unit]) -> Vec<Value> {
    towns
        .list
        .iter()
        .enumerate()
        .map(|(index, town)| {
            let own: Vec<&Unit> = units.iter().filter(|unit| unit.town == index).collect();
            let persons: u64 = own.iter().map(|unit| unit.people.persons).sum();
            let urban: u64 = own.iter().filter(|unit| unit.urban).map(|unit| unit.people.persons).sum();
            let aged_60: u64 = own.iter().map(|unit| unit.people.aged_60).sum();
            let seat = towns.map.degrees(town.seat);
            let share = |part: u64| json!(round6(part as f64 / persons.max(1) as f64));
            let figures = match town.residents_modelled {
                false => "the 2010 census's residents",
                true => "a part, by units, of a 2010 census figure that several towns share",
            };
            let properties = properties([
                ("id", json!(town.code)),
                ("name", json!(town.name)),
                ("population", json!(persons)),
                ("ageing_rate", share(aged_60)),
                ("urban_share", share(urban)),
                ("setting", json!(if town.is_street() { "urban" } else { "rural" })),
                ("residents_2010", json!(town.residents_2010.round() as u64)),
                ("seat", json!([seat.x, seat.y])),
                ("seat_origin", json!(if town.seat_modelled { "modelled" } else { "given" })),
                ("geonameid", match town.geoname_id.as_str() {
                    "" => Value::Null,
                    id => json!(id),
                }),
                ("origin", json!("modelled")),
                ("position_origin", json!("modelled")),
                ("method", json!(format!(
                    "figures: {figures}, scaled by setting to the district's 2020 census, the sum of its units; \
                     polygon: Voronoi cell of the seat"
                ))),
                ("source", json!("GeoNames; census 2010 and 2020")),
            ]);
            polygon(&towns.map.ring(&town.polygon), properties)
        })
        .collect()
}
