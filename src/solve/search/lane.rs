//! The linear master of one lane: the bounds of its columns, its cuts, and the bounds that it proves.

use super::subproblem::{Column, Estimate, Master, Row};
use crate::solve::clock::Clock;
use crate::solve::error::SolveError;
use crate::solve::simplex::{Basis, LinearPoint, LinearProgram, LinearStatus, RowView};

/// Rows grow to this multiple of what they were after the last purge before the next.
const GROWTH: f64 = 1.5;
const FEW_ROWS: usize = 200;
/// How far, relative to the objective, the safe bound may lie from that of the simplex.
const TIGHT: f64 = 1e-6;

/// A linear master and its current point.
#[derive(Debug)]
pub(super) struct Lane {
    program: LinearProgram,
    rows: Vec<Row>,
    /// The first rows are the master's own and stay.
    own: usize,
    costs: Vec<f64>,
    constant: f64,
    lower: Vec<f64>,
    upper: Vec<f64>,
    sites: usize,
    point: LinearPoint,
    reduced: Vec<f64>,
    /// The bound of the last solve.
    last: f64,
    purged: usize,
    pub(super) programs: u64,
}

/// How a solve ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum MasterResult {
    /// No open set within the bounds has a smaller value than this.
    Bound(f64),
    /// There is no open set within the bounds.
    Empty,
    /// Nothing was proved, because time was over or the simplex failed.
    Nothing,
}

impl Lane {
    /// The master with `cuts` besides its own rows.
    pub(super) fn new(master: &Master, cuts: &[Row]) -> Result<Self, SolveError> {
        let mut lane = Self {
            program: LinearProgram::new()?,
            rows: Vec::new(),
            own: master.rows.len(),
            costs: Vec::new(),
            constant: master.constant,
            lower: Vec::new(),
            upper: Vec::new(),
            sites: master.sites.len(),
            point: LinearPoint::default(),
            reduced: Vec::new(),
            last: f64::NEG_INFINITY,
            purged: FEW_ROWS,
            programs: 0,
        };
        let unlimited = |estimate: &Estimate| Column {
            cost: estimate.cost,
            lower: estimate.lower,
            upper: f64::INFINITY,
        };
        let estimates = master.estimates.iter().map(unlimited);
        for column in master.sites.iter().copied().chain(estimates) {
            lane.program.add_column(column.cost, column.lower, column.upper)?;
            lane.costs.push(column.cost);
            lane.lower.push(column.lower);
            lane.upper.push(column.upper);
        }
        lane.add(&master.rows)?;
        lane.add(cuts)?;
        lane.purged = lane.rows.len().max(FEW_ROWS);
        Ok(lane)
    }

    /// A lane with the rows, bounds and basis of another.
    pub(super) fn like(other: &Lane, master: &Master) -> Result<Self, SolveError> {
        let mut lane = Self::new(master, other.cuts())?;
        // A basis that does not fit only costs time.
        if let Some(basis) = other.basis() {
            let _ = lane.program.set_basis(&basis);
        }
        Ok(lane)
    }

    /// How many sites.
    pub(super) fn site_count(&self) -> usize {
        self.sites
    }

    /// The sites of the point.
    pub(super) fn site_values(&self) -> &[f64] {
        &self.point.columns[..self.sites]
    }

    /// The estimates of the point.
    pub(super) fn estimate_values(&self) -> &[f64] {
        &self.point.columns[self.sites..]
    }

    /// Rows besides the master's own.
    pub(super) fn cuts(&self) -> &[Row] {
        &self.rows[self.own..]
    }

    /// Adds rows.
    pub(super) fn add(&mut self, rows: &[Row]) -> Result<(), SolveError> {
        let views = rows.iter().map(|row| RowView {
            terms: &row.terms,
            lower: row.lower,
            upper: row.upper,
        });
        self.program.add_rows(views)?;
        self.rows.extend_from_slice(rows);
        Ok(())
    }

    /// Moves the bounds of a site.
    pub(super) fn bound(&mut self, site: usize, lower: f64, upper: f64) -> Result<(), SolveError> {
        if self.lower[site] != lower || self.upper[site] != upper {
            self.program.set_bounds(site, lower, upper)?;
            self.lower[site] = lower;
            self.upper[site] = upper;
        }
        Ok(())
    }

    /// The bounds of a site.
    pub(super) fn bounds(&self, site: usize) -> (f64, f64) {
        (self.lower[site], self.upper[site])
    }

    /// The violation of a row at the current point, relative to its size.
    pub(super) fn violation(&self, row: &Row) -> f64 {
        let (mut value, mut size) = (0.0, 1.0_f64);
        for &(column, factor) in &row.terms {
            value += factor * self.point.columns[column as usize];
            size = size.max(factor.abs());
        }
        (row.lower - value).max(value - row.upper) / size
    }

    /// Solves from the current basis.
    pub(super) fn solve(&mut self, clock: &Clock<'_>) -> Result<MasterResult, SolveError> {
        if clock.is_over() {
            return Ok(MasterResult::Nothing);
        }
        self.programs += 1;
        Ok(match self.program.solve_until(clock)? {
            LinearStatus::Optimal => {
                self.program.read(&mut self.point)?;
                self.last = self.safe_bound();
                debug_assert!(self.is_tight(), "{} proved of {}", self.last, self.objective());
                MasterResult::Bound(self.last)
            }
            LinearStatus::Infeasible => MasterResult::Empty,
            LinearStatus::Limit | LinearStatus::Failed => MasterResult::Nothing,
        })
    }

    /// A bound that is valid in spite of the simplex's tolerances (Neumaier and Shcherbina 2004): any duals π give Σ_r
    /// max(π_r lower_r, π_r upper_r where π_r < 0) + Σ_j min over the bounds of (c_j − Σ_r π_r a_rj) x_j. Nothing limits
    /// an estimate from above, so duals that ask more of one than it costs, if only by a rounding, are made smaller
    /// first. The reduced costs are kept for fixing.
    fn safe_bound(&mut self) -> f64 {
        let shares = self.shares();
        self.reduced.clone_from(&self.costs);
        let mut bound = self.constant;
        for (row, &dual) in self.rows.iter().zip(&self.point.row_duals) {
            let estimates = row.terms.iter().filter(|term| term.0 as usize >= self.sites);
            let asked = estimates.filter(|term| term.1 * dual > 0.0);
            let share = asked.map(|term| shares[term.0 as usize - self.sites]);
            let dual = dual * share.fold(1.0, f64::min);
            let Some(side) = side(row, dual) else { continue };
            bound += dual * side;
            for &(column, factor) in &row.terms {
                self.reduced[column as usize] -= dual * factor;
            }
        }
        let bounds = self.lower.iter().zip(&self.upper);
        for (&reduced, (&lower, &upper)) in self.reduced.iter().zip(bounds) {
            bound += if reduced > 0.0 {
                reduced * lower
            } else if reduced < 0.0 {
                reduced * upper
            } else {
                0.0
            };
        }
        bound
    }

    /// By what the duals of the rows that ask for each estimate are to be multiplied so that, less what other rows
    /// give back (a limit on estimates has a negative dual), they ask no more than it costs, in whatever order they are
    /// added up.
    fn shares(&self) -> Vec<f64> {
        // Far more than the rounding of a sum of some thousands, far less than matters to the bound.
        const LESS: f64 = 1.0 - 1e-12;
        let costs = &self.costs[self.sites..];
        let mut asked = vec![0.0; costs.len()];
        let mut allowed = costs.to_vec();
        for (row, &dual) in self.rows.iter().zip(&self.point.row_duals) {
            if side(row, dual).is_none() {
                continue;
            }
            for &(column, factor) in &row.terms {
                if column as usize >= self.sites {
                    let estimate = column as usize - self.sites;
                    let ask = factor * dual;
                    asked[estimate] += ask.max(0.0);
                    allowed[estimate] -= ask.min(0.0);
                }
            }
        }
        let share = |(&asked, &allowed): (&f64, &f64)| match asked > allowed * LESS {
            true => (allowed / asked * LESS).max(0.0),
            false => 1.0,
        };
        asked.iter().zip(&allowed).map(share).collect()
    }

    /// The objective of the last solve as the simplex has it.
    pub(super) fn objective(&self) -> f64 {
        self.program.objective() + self.constant
    }

    /// Whether the bound is as high as that, but for the simplex's tolerances.
    fn is_tight(&self) -> bool {
        let objective = self.objective();
        (self.last - objective).abs() <= TIGHT * objective.abs().max(1.0)
    }

    /// What is proved of a site that may be either, by the last solve: the bound when it opens, when it closes.
    pub(super) fn sides(&self, site: usize) -> (f64, f64) {
        let reduced = self.reduced[site];
        (self.last + reduced.max(0.0), self.last + (-reduced).max(0.0))
    }

    /// Drops cuts that are inactive at the current point, when there are many.
    pub(super) fn purge(&mut self, always: bool) -> Result<(), SolveError> {
        let few = (self.rows.len() as f64) < GROWTH * self.purged as f64;
        // After a solve that failed the point is not of these rows.
        if (few && !always) || self.point.row_duals.len() != self.rows.len() {
            return Ok(());
        }
        let idle: Vec<bool> = (0..self.rows.len())
            .map(|r| r >= self.own && self.point.row_duals[r] == 0.0 && self.is_slack(r))
            .collect();
        if idle.contains(&true) {
            self.program.delete_rows(&idle)?;
            let mut marks = idle.iter();
            self.rows.retain(|_| !marks.next().is_some_and(|&idle| idle));
            // The row values of the point are out of date; they are read again after the next solve.
            let mut marks = idle.iter();
            let point = &mut self.point;
            point.row_values.retain(|_| !marks.next().is_some_and(|&idle| idle));
            let mut marks = idle.iter();
            point.row_duals.retain(|_| !marks.next().is_some_and(|&idle| idle));
        }
        self.purged = self.rows.len().max(FEW_ROWS);
        Ok(())
    }

    fn is_slack(&self, r: usize) -> bool {
        let (row, value) = (&self.rows[r], self.point.row_values[r]);
        let room = 1e-6 * value.abs().max(1.0);
        value > row.lower + room && value < row.upper - room
    }

    /// The objective after at most `iterations` of the simplex with changed bounds of a site; the lane is restored.
    pub(super) fn probe(
        &mut self,
        site: usize,
        value: f64,
        iterations: usize,
        basis: &Basis,
    ) -> Result<f64, SolveError> {
        let (lower, upper) = self.bounds(site);
        self.program.limit_iterations(Some(iterations))?;
        self.program.set_bounds(site, value, value)?;
        let status = self.program.solve()?;
        let objective = match status {
            LinearStatus::Infeasible => f64::INFINITY,
            _ => self.program.objective() + self.constant,
        };
        self.program.set_bounds(site, lower, upper)?;
        self.program.set_basis(basis)?;
        self.program.limit_iterations(None)?;
        Ok(objective)
    }

    /// The current basis.
    pub(super) fn basis(&self) -> Option<Basis> {
        self.program.basis()
    }
}

/// The side of a row that its dual is of; none where the dual is 0, or a rounding on the side that has no limit.
fn side(row: &Row, dual: f64) -> Option<f64> {
    let side = if dual > 0.0 { row.lower } else { row.upper };
    (dual != 0.0 && side.is_finite()).then_some(side)
}
