//! Settlements: homes that lie together, the layer of demand.

use crate::Result;
use crate::ground::{Degrees, apart, km, shares};
use crate::homes::Home;
use crate::output::{SOURCE, point, properties};
use crate::parishes::Parish;
use crate::places::{Place, nearest};
use geo::Coord;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Residents of the island: the tag `population` of its relation (62269) in the extract.
const ISLANDERS: u64 = 75_049;
/// Shares of residents aged 60, 65 and 80 and over: assumptions, since the extract has no ages.
const AGED: [f64; 3] = [0.27, 0.21, 0.06];
/// Sides of cells in kilometres, in built-up places and elsewhere.
const CELL_KM: [f64; 2] = [0.4, 1.0];
/// Cells of fewer dwellings join another one.
const FEWEST: u64 = 5;

/// A settlement.
#[derive(Debug)]
pub struct Unit {
    pub id: String,
    pub name: String,
    /// The parish's position.
    pub parish: usize,
    pub at: Degrees,
    pub dwellings: u64,
    /// Of these in buildings of the map; the others are taken to be along streets.
    pub drawn: u64,
    pub persons: u64,
    /// Aged 60, 65, 80 and over.
    pub aged: [u64; 3],
}

/// Makes the settlements, by parish and cell.
pub fn make(homes: &[Home], parishes: &[Parish], places: &[Place]) -> Result<Vec<Unit>> {
    let cells = joined(cells(homes, parishes), homes);
    let mut units = Vec::new();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for ((parish, row, column), own) in cells {
        let at = middle_home(&own, homes);
        let place = nearest(places, at).to_string();
        let number = numbers.entry(place.clone()).or_default();
        *number += 1;
        units.push(Unit {
            id: format!("{}-e{column:02}-n{row:02}", parishes[parish].id),
            name: match *number {
                1 => place,
                number => format!("{place} {number}"),
            },
            parish,
            at,
            dwellings: own.iter().map(|&home| homes[home].dwellings).sum(),
            drawn: own
                .iter()
                .filter(|&&home| homes[home].drawn)
                .map(|&home| homes[home].dwellings)
                .sum(),
            persons: 0,
            aged: [0; 3],
        });
    }
    settle(&mut units, parishes)?;
    Ok(units)
}

/// Parish, row and column.
type Cell = (usize, u32, u32);

/// Homes by cell.
fn cells(homes: &[Home], parishes: &[Parish]) -> BTreeMap<Cell, Vec<usize>> {
    let mut cells: BTreeMap<Cell, Vec<usize>> = BTreeMap::new();
    for (index, home) in homes.iter().enumerate() {
        let side = CELL_KM[usize::from(!parishes[home.parish].urban)];
        let at = km(home.at);
        let cell = (home.parish, (at.y / side) as u32, (at.x / side) as u32);
        cells.entry(cell).or_default().push(index);
    }
    cells
}

/// Cells of few dwellings join the nearest larger one of their parish.
fn joined(cells: BTreeMap<Cell, Vec<usize>>, homes: &[Home]) -> BTreeMap<Cell, Vec<usize>> {
    let count = |own: &[usize]| own.iter().map(|&home| homes[home].dwellings).sum::<u64>();
    let (mut large, small): (BTreeMap<_, _>, BTreeMap<_, _>) =
        cells.into_iter().partition(|(_, own)| count(own) >= FEWEST);
    let middles: Vec<(Cell, Degrees)> =
        large.iter().map(|(&cell, own)| (cell, middle_home(own, homes))).collect();
    for (cell, own) in small {
        let at = middle_home(&own, homes);
        let others = middles.iter().filter(|(other, _)| other.0 == cell.0);
        let nearest = others.min_by(|a, b| apart(a.1, at).total_cmp(&apart(b.1, at)));
        let into = nearest.map_or(cell, |(other, _)| *other);
        large.entry(into).or_default().extend(own);
    }
    large
}

/// The home nearest to the middle of all dwellings of `own`.
fn middle_home(own: &[usize], homes: &[Home]) -> Degrees {
    let zero = Coord { x: 0.0, y: 0.0 };
    let (sum, dwellings) = own.iter().fold((zero, 0.0), |(sum, dwellings), &home| {
        let weight = homes[home].dwellings as f64;
        (sum + homes[home].at * weight, dwellings + weight)
    });
    let middle = sum / f64::max(dwellings, 1.0);
    let places = own.iter().map(|&home| homes[home].at);
    places.min_by(|&a, &b| apart(a, middle).total_cmp(&apart(b, middle))).unwrap_or(middle)
}

/// People: in parishes whose residents are known theirs, elsewhere the rest of the island's, by dwellings.
fn settle(units: &mut [Unit], parishes: &[Parish]) -> Result<()> {
    let known: u64 = parishes.iter().filter_map(|parish| parish.residents).sum();
    let rest = ISLANDERS.checked_sub(known).ok_or("more residents than islanders")?;
    let groups = (0..parishes.len()).map(Some).chain([None]);
    for group in groups {
        let total = match group {
            Some(parish) => parishes[parish].residents,
            None => Some(rest),
        };
        let Some(total) = total else { continue };
        let own: Vec<usize> = (0..units.len())
            .filter(|&unit| match group {
                Some(parish) => units[unit].parish == parish,
                None => parishes[units[unit].parish].residents.is_none(),
            })
            .collect();
        if own.is_empty() {
            return Err("a parish of known residents has no dwellings".into());
        }
        let weights: Vec<f64> = own.iter().map(|&unit| units[unit].dwellings as f64).collect();
        for (&unit, persons) in own.iter().zip(shares(total, &weights)) {
            units[unit].persons = persons;
        }
    }
    let weights: Vec<f64> = units.iter().map(|unit| unit.persons as f64).collect();
    for (age, share) in AGED.into_iter().enumerate() {
        let total = (ISLANDERS as f64 * share).round() as u64;
        for (unit, people) in units.iter_mut().zip(shares(total, &weights)) {
            unit.aged[age] = people;
        }
    }
    Ok(())
}

/// The layer of demand.
pub fn features(units: &[Unit], parishes: &[Parish]) -> Vec<Value> {
    let layer = units.iter().map(|unit| {
        let parish = &parishes[unit.parish];
        let people = match parish.residents {
            Some(_) => "the town's residents as OpenStreetMap has them",
            None => "the island's residents outside towns of known residents",
        };
        let method = format!(
            "people: {people}, by dwellings; dwellings: from the buildings of a cell, and one for each 15 m of residential street without buildings; ages: 27, 21 and 6 % of the \
             residents are taken to be 60, 65 and 80 and over; position: the home nearest to the middle of the \
             dwellings"
        );
        let properties = properties([
            ("id", json!(unit.id)),
            ("name", json!(unit.name)),
            ("town", json!(parish.id)),
            ("setting", json!(if parish.urban { "urban" } else { "rural" })),
            ("dwellings", json!(unit.dwellings)),
            ("dwellings_drawn", json!(unit.drawn)),
            ("persons", json!(unit.persons)),
            ("aged_60", json!(unit.aged[0])),
            ("aged_65", json!(unit.aged[1])),
            ("aged_80", json!(unit.aged[2])),
            ("origin", json!("modelled")),
            ("position_origin", json!("modelled")),
            ("method", json!(method)),
            ("source", json!(format!("{SOURCE}: buildings, streets, places"))),
        ]);
        point(unit.at, properties)
    });
    layer.collect()
}
