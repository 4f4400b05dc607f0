//! A grid over a plane, with the sites that cover each cell wholly and those that cover only part of it.

use super::distances::plane;
use crate::domain::location::{Radius, Rounding};

/// Cells along a reach. The finer the grid, the fewer distances are measured point by point.
const CELLS_TO_A_REACH: f64 = 32.0;
/// The least mean number of points in a cell, so that the grid costs less than the points.
const POINTS_TO_A_CELL: usize = 4;
const MOST_CELLS: usize = 1 << 18;
/// About the largest number of pairs of cell and covering site.
const MOST_PAIRS: f64 = (1_u32 << 22) as f64;

/// The grid. A site counts as covering a whole cell only where rounding cannot matter; all else is measured.
#[derive(Debug)]
pub(super) struct Cells<'a> {
    demand: &'a [[f64; 2]],
    sites: &'a [[f64; 2]],
    rounding: Rounding,
    reach: Radius,
    low: [f64; 2],
    high: [f64; 2],
    /// Cells per unit of length; 0 where there is one cell only.
    scale: f64,
    columns: usize,
    /// Sites that cover the whole cell, ascending.
    whole: Rows,
    /// Sites that cover some of it, or perhaps nothing.
    some: Rows,
}

/// A list of sites for each cell.
#[derive(Debug, Default)]
struct Rows {
    starts: Vec<usize>,
    sites: Vec<u32>,
}

impl Rows {
    fn of(&self, cell: usize) -> &[u32] {
        &self.sites[self.starts[cell]..self.starts[cell + 1]]
    }
}

/// How much of a cell a site covers.
#[derive(Clone, Copy, PartialEq)]
enum Overlap {
    Within,
    Across,
    Beyond,
}

impl<'a> Cells<'a> {
    /// Cost: about a step for each cell and each site that reaches it.
    pub(super) fn new(
        demand: &'a [[f64; 2]],
        sites: &'a [[f64; 2]],
        rounding: Rounding,
        reach: Radius,
    ) -> Self {
        let mut cells = Self {
            demand,
            sites,
            rounding,
            reach,
            low: [f64::NEG_INFINITY; 2],
            high: [f64::INFINITY; 2],
            scale: 0.0,
            columns: 1,
            whole: Rows::default(),
            some: Rows::default(),
        };
        // Straight distances up to `inner` are within reach, those above `outer` are not.
        let (inner, outer) = match rounding {
            Rounding::Exact => (reach.distance.value(), reach.distance.value()),
            Rounding::Floor => (reach.distance.value(), reach.distance.value() + 1.0),
            Rounding::Nearest => (reach.distance.value() - 0.5, reach.distance.value() + 0.5),
        };
        let (of_demand, of_sites) = (bounds(demand), bounds(sites));
        let largest = [of_demand, of_sites].into_iter().flatten().flatten();
        let slack = 1e-9 * largest.fold(outer, |most, value| most.max(value.abs()));
        let outer = outer + slack;
        for axis in 0..2 {
            cells.low[axis] = of_demand[0][axis].max(of_sites[0][axis] - outer);
            cells.high[axis] = of_demand[1][axis].min(of_sites[1][axis] + outer);
        }
        let size = [0, 1].map(|axis| cells.high[axis] - cells.low[axis]);
        let rows = if outer < 1e150 && size.iter().all(|length| (0.0..1e150).contains(length)) {
            cells.divide(size, outer)
        } else {
            1
        };
        cells.fill(rows, inner - slack, outer, slack);
        cells
    }

    /// Chooses columns and the length of a cell, and returns the number of rows.
    fn divide(&mut self, [width, height]: [f64; 2], outer: f64) -> usize {
        let most = (self.demand.len() / POINTS_TO_A_CELL).clamp(1, MOST_CELLS) as f64;
        let side = [
            outer / CELLS_TO_A_REACH,
            (width * height / most).sqrt(),
            width.max(height) / most,
            outer * (std::f64::consts::PI * self.sites.len() as f64 / MOST_PAIRS).sqrt(),
        ]
        .into_iter()
        .fold(0.0, f64::max);
        let scale = side.recip();
        if !scale.is_finite() {
            return 1;
        }
        self.scale = scale;
        self.columns = (width * scale) as usize + 1;
        (height * scale) as usize + 1
    }

    fn fill(&mut self, rows: usize, inner: f64, outer: f64, slack: f64) {
        let cells = self.columns * rows;
        for (overlap, last) in [(Overlap::Within, false), (Overlap::Across, true)] {
            let mut starts = vec![0; cells + 1];
            self.each_near(rows, outer, |cell, site| {
                starts[cell + 1] +=
                    usize::from(self.overlap(cell, site, inner, outer, slack) == overlap);
            });
            for cell in 0..cells {
                starts[cell + 1] += starts[cell];
            }
            let mut free = starts.clone();
            let mut sites = vec![0; starts[cells]];
            self.each_near(rows, outer, |cell, site| {
                if self.overlap(cell, site, inner, outer, slack) == overlap {
                    sites[free[cell]] = site as u32;
                    free[cell] += 1;
                }
            });
            let filled = Rows { starts, sites };
            if last {
                self.some = filled;
            } else {
                self.whole = filled;
            }
        }
    }

    /// Calls `each` with every cell that a site may reach, sites ascending.
    fn each_near(&self, rows: usize, outer: f64, mut each: impl FnMut(usize, usize)) {
        for (site, at) in self.sites.iter().enumerate() {
            // Casts saturate; one more cell on either side allows for rounding.
            let range = |axis: usize, count: usize| {
                let from = ((at[axis] - outer - self.low[axis]) * self.scale) as usize;
                let to = ((at[axis] + outer - self.low[axis]) * self.scale).max(-1.0) + 2.0;
                from.saturating_sub(1)..(to as usize).min(count)
            };
            let (columns, rows) = match self.scale {
                0.0 => (0..1, 0..1),
                _ => (range(0, self.columns), range(1, rows)),
            };
            for row in rows {
                for column in columns.clone() {
                    each(row * self.columns + column, site);
                }
            }
        }
    }

    fn overlap(&self, cell: usize, site: usize, inner: f64, outer: f64, slack: f64) -> Overlap {
        if self.scale == 0.0 {
            return Overlap::Across;
        }
        let (mut near_2, mut far_2) = (0.0, 0.0);
        for (axis, position) in [(0, cell % self.columns), (1, cell / self.columns)] {
            let low = self.low[axis] + position as f64 / self.scale - slack;
            let high = self.low[axis] + (position + 1) as f64 / self.scale + slack;
            let at = self.sites[site][axis];
            let near = (low - at).max(at - high).max(0.0);
            let far = (high - at).max(at - low);
            near_2 += near * near;
            far_2 += far * far;
        }
        if near_2 > outer * outer {
            Overlap::Beyond
        } else if inner > 0.0 && far_2 < inner * inner {
            Overlap::Within
        } else {
            Overlap::Across
        }
    }

    /// Writes a key of the sites that cover a demand point: its cell, and a bit for each site that covers part of the
    /// cell. Points with equal keys have equal sites. Returns false where no site reaches.
    pub(super) fn key(&self, demand: usize, key: &mut Vec<u32>) -> bool {
        key.clear();
        let at = self.demand[demand];
        let inside = |axis: usize| self.low[axis] <= at[axis] && at[axis] <= self.high[axis];
        if !(inside(0) && inside(1)) {
            return false;
        }
        let cell = self.cell_of(at);
        key.push(cell as u32);
        for sites in self.some.of(cell).chunks(32) {
            let mut word = 0;
            for (bit, &site) in sites.iter().enumerate() {
                word |= u32::from(self.holds(at, site)) << bit;
            }
            key.push(word);
        }
        true
    }

    /// The sites that a key stands for, ascending.
    pub(super) fn sites_of(&self, key: &[u32], sites: &mut Vec<u32>) {
        sites.clear();
        let cell = key[0] as usize;
        sites.extend_from_slice(self.whole.of(cell));
        for (position, &site) in self.some.of(cell).iter().enumerate() {
            if key[1 + position / 32] >> (position % 32) & 1 == 1 {
                sites.push(site);
            }
        }
        sites.sort_unstable();
    }

    fn cell_of(&self, at: [f64; 2]) -> usize {
        if self.scale == 0.0 {
            return 0;
        }
        let rows = (self.whole.starts.len() - 1) / self.columns;
        let step = |axis: usize| ((at[axis] - self.low[axis]) * self.scale) as usize;
        step(1).min(rows - 1) * self.columns + step(0).min(self.columns - 1)
    }

    fn holds(&self, at: [f64; 2], site: u32) -> bool {
        let straight = plane(at, self.sites[site as usize]);
        self.reach.holds(self.rounding.apply(straight))
    }
}

/// The least and the greatest coordinates; +∞ and −∞ where there are no points.
fn bounds(points: &[[f64; 2]]) -> [[f64; 2]; 2] {
    let none = [[f64::INFINITY; 2], [f64::NEG_INFINITY; 2]];
    points.iter().fold(none, |[low, high], at| {
        [[low[0].min(at[0]), low[1].min(at[1])], [high[0].max(at[0]), high[1].max(at[1])]]
    })
}
