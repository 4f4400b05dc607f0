//! The interface between the search and a problem: sites, which are open or closed, and estimates of what follows from
//! them.

/// A column of a site: its cost and bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::solve) struct Column {
    pub(in crate::solve) cost: f64,
    pub(in crate::solve) lower: f64,
    pub(in crate::solve) upper: f64,
}

/// A column of an estimate, at least `lower`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::solve) struct Estimate {
    pub(in crate::solve) cost: f64,
    pub(in crate::solve) lower: f64,
}

/// A row over columns of the master, sites first, then estimates: lower ≤ Σ factor·column ≤ upper.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::solve) struct Row {
    /// Each column at most once.
    pub(in crate::solve) terms: Vec<(u32, f64)>,
    pub(in crate::solve) lower: f64,
    pub(in crate::solve) upper: f64,
}

/// The master before any cut: n sites y ∈ {0, 1} within bounds, K estimates θ, rows over both.
///
/// minimise constant + Σ cost·y + Σ cost·θ.
///
/// Estimates have no upper bound. Cuts never ask for more than the true value, so none is needed; and a reduced cost that
/// is negative by a rounding would take that rounding times the upper bound off the proved one.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::solve) struct Master {
    pub(in crate::solve) constant: f64,
    /// Bounds are 0 or 1.
    pub(in crate::solve) sites: Vec<Column>,
    pub(in crate::solve) estimates: Vec<Estimate>,
    pub(in crate::solve) rows: Vec<Row>,
}

/// An answer to the master: a number for each site and each estimate.
#[derive(Debug, Clone, Copy)]
pub(in crate::solve) struct Point<'a> {
    pub(in crate::solve) sites: &'a [f64],
    pub(in crate::solve) estimates: &'a [f64],
}

/// The problem behind the master (Benders 1962; Cordeau, Furini, Ljubić 2019; Fischetti, Ljubić, Sinnl 2017).
///
/// Laws: a row returned by [`Subproblem::cuts`] holds for every open set with its true estimates; when a point has
/// whole sites and no cut is violated, the master's objective there is at least the set's value (up to rounding); every
/// method is a function of its arguments alone, whatever thread calls it.
pub(in crate::solve) trait Subproblem: Sync {
    /// Columns and rows known beforehand.
    fn master(&self) -> Master;

    /// Adds to `cuts` rows that `point` violates, by more than `tolerance` relative to the row's size. `point` may
    /// have fractional sites.
    fn cuts(&self, point: Point<'_>, tolerance: f64, cuts: &mut Vec<Row>);

    /// The objective with exactly these sites open; none where they break a rule.
    fn value(&self, open: &[bool]) -> Option<f64>;

    /// An open set at or near a fractional point, improved by the problem's own local search; feasible if possible.
    /// Called in every round, so it must be quick when `thorough` is false.
    fn propose(&self, sites: &[f64], thorough: bool) -> Option<Vec<bool>>;

    /// Objectives of open sets differ by multiples of this (1 where all data are integers); 0 if unknown.
    fn step(&self) -> f64;
}
