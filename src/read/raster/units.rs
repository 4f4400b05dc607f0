//! Aggregates cells with people to demand units, by town and square of the chosen size.

use super::fence::Fence;
use crate::units::METRES_PER_DEGREE;
use geo::{Coord, Rect};
use std::collections::BTreeMap;

/// People gathered by town and square.
#[derive(Debug)]
pub(super) struct PeopleBySquare {
    squares: BTreeMap<(usize, i64, i64), Square>,
    origin: Coord<f64>,
    /// The size of squares in degrees; if none, each town is one square.
    size: Option<Coord<f64>>,
    pub(super) outside: f64,
}

/// The people of a square.
#[derive(Debug, Default)]
struct Square {
    people: f64,
    /// Sums of positions, weighted by people.
    east: f64,
    north: f64,
    /// The most populous cell.
    most: f64,
    at: Option<Coord<f64>>,
}

/// A unit to be made.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Unit {
    pub(super) town: usize,
    /// Row from the south and column from the west, from 1; 0 and 0 for the whole town.
    pub(super) row: i64,
    pub(super) column: i64,
    pub(super) people: f64,
    pub(super) at: Coord<f64>,
}

impl PeopleBySquare {
    /// Squares of `cell_m` metres over `area`.
    pub(super) fn new(area: Rect<f64>, cell_m: Option<f64>) -> Self {
        let latitude = area.center().y.to_radians();
        let size = cell_m.map(|metres| Coord {
            x: metres / (METRES_PER_DEGREE * latitude.cos().max(0.01)),
            y: metres / METRES_PER_DEGREE,
        });
        Self { squares: BTreeMap::new(), origin: area.min(), size, outside: 0.0 }
    }

    /// Adds people at a place.
    pub(super) fn add(&mut self, town: Option<usize>, at: Coord<f64>, people: f64) {
        let Some(town) = town else {
            self.outside += people;
            return;
        };
        let (row, column) = match self.size {
            None => (0, 0),
            Some(size) => {
                let step = |at: f64, from: f64, size: f64| ((at - from) / size).floor() as i64 + 1;
                (step(at.y, self.origin.y, size.y), step(at.x, self.origin.x, size.x))
            }
        };
        let square = self.squares.entry((town, row, column)).or_default();
        square.people += people;
        square.east += at.x * people;
        square.north += at.y * people;
        if people > square.most {
            (square.most, square.at) = (people, Some(at));
        }
    }

    /// The people of each of `towns` towns.
    pub(super) fn by_town(&self, towns: usize) -> Vec<f64> {
        let mut sums = vec![0.0; towns];
        for ((town, ..), square) in &self.squares {
            sums[*town] += square.people;
        }
        sums
    }

    /// The units, by town, row and column, with each town's people times its `factor`. A unit is at the centre of its
    /// people or, where that is outside its town, at its most populous cell.
    pub(super) fn units(&self, fence: &Fence, factor: &[f64]) -> Vec<Unit> {
        let units = self.squares.iter().filter_map(|(&(town, row, column), square)| {
            let middle = Coord { x: square.east / square.people, y: square.north / square.people };
            let at = Some(middle).filter(|&at| fence.holds(town, at)).or(square.at)?;
            let people = square.people * factor[town];
            (people > 0.0).then_some(Unit { town, row, column, people, at })
        });
        units.collect()
    }
}
