//! Linear programs that are solved, changed and solved again from the last basis: HiGHS's simplex through its C
//! interface. good_lp states a model once; cuts, branching and purging need rows added and deleted, bounds moved and
//! bases kept, which only this interface has.
#![allow(unsafe_code, reason = "HiGHS is a C library; each call below says what it is given")]

use super::clock::Clock;
use super::error::SolveError;
use super::interrupt;
use highs_sys as c;
use highs_sys::HighsInt;
use std::ffi::{CStr, c_void};
use std::ptr::NonNull;

/// The version of HiGHS.
pub(super) fn version() -> String {
    // SAFETY: no arguments; HiGHS answers with text of its own that it never frees.
    let text = unsafe { CStr::from_ptr(c::Highs_version()) };
    text.to_string_lossy().into_owned()
}

/// A row: lower ≤ Σ factor·column ≤ upper.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowView<'a> {
    pub(super) terms: &'a [(u32, f64)],
    pub(super) lower: f64,
    pub(super) upper: f64,
}

/// How a solve of a linear program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LinearStatus {
    /// Solved.
    Optimal,
    /// No point meets the rows.
    Infeasible,
    /// Out of time or iterations, or interrupted.
    Limit,
    /// The simplex failed numerically.
    Failed,
}

/// A simplex basis: the state of each column and row.
#[derive(Debug, Clone)]
pub(super) struct Basis {
    columns: Vec<HighsInt>,
    rows: Vec<HighsInt>,
}

/// The solution of a solve.
#[derive(Debug, Clone, Default)]
pub(super) struct LinearPoint {
    pub(super) columns: Vec<f64>,
    pub(super) row_values: Vec<f64>,
    pub(super) row_duals: Vec<f64>,
    pub(super) reduced_costs: Vec<f64>,
}

/// A linear program to be minimised, and the state of its simplex.
#[derive(Debug)]
pub(super) struct LinearProgram {
    highs: NonNull<c_void>,
    columns: usize,
    rows: usize,
}

// SAFETY: a HiGHS object has no ties to the thread that made it; it is used by one thread at a time, since every
// method that changes it takes `&mut self`, and those that read it only read.
unsafe impl Send for LinearProgram {}

impl Drop for LinearProgram {
    fn drop(&mut self) {
        // SAFETY: made by Highs_create, destroyed once.
        unsafe { c::Highs_destroy(self.highs.as_ptr()) }
    }
}

impl LinearProgram {
    /// An empty program: quiet, one thread, dual simplex, no presolve (it would forget the basis).
    pub(super) fn new() -> Result<Self, SolveError> {
        // SAFETY: no arguments; null is answered below.
        let highs = NonNull::new(unsafe { c::Highs_create() })
            .ok_or_else(|| SolveError::Solver("HiGHS could not be started".into()))?;
        let mut program = Self { highs, columns: 0, rows: 0 };
        program.option_bool(c"output_flag", false)?;
        program.option_int(c"threads", 1)?;
        program.option_text(c"presolve", c"off")?;
        program.option_text(c"solver", c"simplex")?;
        program.option_text(c"parallel", c"off")?;
        Ok(program)
    }

    /// Adds a column without entries in rows.
    pub(super) fn add_column(
        &mut self,
        cost: f64,
        lower: f64,
        upper: f64,
    ) -> Result<usize, SolveError> {
        // SAFETY: one column, no nonzeros; the three numbers outlive the call.
        check("add a column", unsafe {
            c::Highs_addCols(
                self.highs.as_ptr(),
                1,
                &raw const cost,
                &raw const lower,
                &raw const upper,
                0,
                std::ptr::null(),
                std::ptr::null(),
                std::ptr::null(),
            )
        })?;
        self.columns += 1;
        Ok(self.columns - 1)
    }

    /// Adds rows; the basis stays, the new rows basic.
    pub(super) fn add_rows<'a>(
        &mut self,
        rows: impl IntoIterator<Item = RowView<'a>>,
    ) -> Result<(), SolveError> {
        let (mut lower, mut upper) = (Vec::new(), Vec::new());
        let (mut starts, mut index, mut value) = (Vec::new(), Vec::new(), Vec::new());
        for row in rows {
            lower.push(row.lower);
            upper.push(row.upper);
            starts.push(whole(index.len()));
            for &(column, factor) in row.terms {
                debug_assert!((column as usize) < self.columns);
                index.push(whole(column as usize));
                value.push(factor);
            }
        }
        if lower.is_empty() {
            return Ok(());
        }
        // SAFETY: the lists have the lengths told and outlive the call; HiGHS checks the indices.
        check("add rows", unsafe {
            c::Highs_addRows(
                self.highs.as_ptr(),
                whole(lower.len()),
                lower.as_ptr(),
                upper.as_ptr(),
                whole(index.len()),
                starts.as_ptr(),
                index.as_ptr(),
                value.as_ptr(),
            )
        })?;
        self.rows += lower.len();
        Ok(())
    }

    /// Deletes the rows marked; the marks of all rows are given. The basis stays when only basic rows go.
    pub(super) fn delete_rows(&mut self, marked: &[bool]) -> Result<(), SolveError> {
        assert_eq!(marked.len(), self.rows, "a mark for each row");
        let mut mask: Vec<HighsInt> = marked.iter().map(|&mark| HighsInt::from(mark)).collect();
        // SAFETY: a mark for each row; HiGHS writes new positions into it.
        check("delete rows", unsafe {
            c::Highs_deleteRowsByMask(self.highs.as_ptr(), mask.as_mut_ptr())
        })?;
        self.rows -= marked.iter().filter(|&&mark| mark).count();
        Ok(())
    }

    /// Changes the bounds of a column.
    pub(super) fn set_bounds(
        &mut self,
        column: usize,
        lower: f64,
        upper: f64,
    ) -> Result<(), SolveError> {
        // SAFETY: plain numbers; HiGHS checks the column.
        check("move bounds", unsafe {
            c::Highs_changeColBounds(self.highs.as_ptr(), whole(column), lower, upper)
        })
    }

    /// Limits the simplex iterations of a solve; none for no limit.
    pub(super) fn limit_iterations(&mut self, most: Option<usize>) -> Result<(), SolveError> {
        let most = most.map_or(HighsInt::MAX, whole);
        self.option_int(c"simplex_iteration_limit", most)
    }

    /// Limits the seconds of a solve, counted from its own beginning; none for no limit.
    fn limit_time(&mut self, seconds: Option<f64>) -> Result<(), SolveError> {
        // SAFETY: the object lives; HiGHS's clock runs over all solves of the object, so the limit is moved with it.
        let run = unsafe { c::Highs_getRunTime(self.highs.as_ptr()) };
        self.option_double(
            c"time_limit",
            seconds.map_or(f64::INFINITY, |seconds| run + seconds.max(0.0)),
        )
    }

    /// [`Self::solve`], but not longer than `clock` allows.
    pub(super) fn solve_until(&mut self, clock: &Clock<'_>) -> Result<LinearStatus, SolveError> {
        self.limit_time(clock.left_s())?;
        let highs = self.highs.as_ptr();
        let mut asked = interrupt::Asked {
            columns: self.columns,
            ask: |_: interrupt::News<'_>| clock.is_stopped(),
        };
        // SAFETY: the object lives, and no longer asks when this returns.
        unsafe { interrupt::listen(highs, &mut asked) };
        let status = self.solve();
        // SAFETY: as above.
        unsafe { interrupt::cease(highs) };
        status
    }

    /// Solves from the current basis; after a numerical failure once more from scratch.
    pub(super) fn solve(&mut self) -> Result<LinearStatus, SolveError> {
        let status = self.run();
        if status != LinearStatus::Failed {
            return Ok(status);
        }
        // SAFETY: the object lives.
        check("start again", unsafe { c::Highs_clearSolver(self.highs.as_ptr()) })?;
        Ok(self.run())
    }

    fn run(&mut self) -> LinearStatus {
        // SAFETY: the object is alive and no one else uses it.
        let (done, status) = unsafe {
            let done = c::Highs_run(self.highs.as_ptr());
            (done, c::Highs_getModelStatus(self.highs.as_ptr()))
        };
        match status {
            _ if done == c::STATUS_ERROR => LinearStatus::Failed,
            c::MODEL_STATUS_OPTIMAL | c::MODEL_STATUS_MODEL_EMPTY => LinearStatus::Optimal,
            c::MODEL_STATUS_INFEASIBLE => LinearStatus::Infeasible,
            c::MODEL_STATUS_REACHED_TIME_LIMIT
            | c::MODEL_STATUS_REACHED_ITERATION_LIMIT
            | c::kHighsModelStatusInterrupt => LinearStatus::Limit,
            _ => LinearStatus::Failed,
        }
    }

    /// The objective at the current point.
    pub(super) fn objective(&self) -> f64 {
        // SAFETY: the object lives.
        unsafe { c::Highs_getObjectiveValue(self.highs.as_ptr()) }
    }

    /// Reads the current point into `point`.
    pub(super) fn read(&self, point: &mut LinearPoint) -> Result<(), SolveError> {
        point.columns.resize(self.columns, 0.0);
        point.reduced_costs.resize(self.columns, 0.0);
        point.row_values.resize(self.rows, 0.0);
        point.row_duals.resize(self.rows, 0.0);
        // SAFETY: four lists as long as the program has columns and rows.
        check("read the point", unsafe {
            c::Highs_getSolution(
                self.highs.as_ptr(),
                point.columns.as_mut_ptr(),
                point.reduced_costs.as_mut_ptr(),
                point.row_values.as_mut_ptr(),
                point.row_duals.as_mut_ptr(),
            )
        })
    }

    /// The current basis; none when there is none.
    pub(super) fn basis(&self) -> Option<Basis> {
        let mut basis = Basis { columns: vec![0; self.columns], rows: vec![0; self.rows] };
        // SAFETY: two lists as long as the program has columns and rows.
        let done = unsafe {
            c::Highs_getBasis(
                self.highs.as_ptr(),
                basis.columns.as_mut_ptr(),
                basis.rows.as_mut_ptr(),
            )
        };
        (done != c::STATUS_ERROR).then_some(basis)
    }

    /// Restores a basis of a program with the same columns and no more rows than now; newer rows become basic.
    pub(super) fn set_basis(&mut self, basis: &Basis) -> Result<(), SolveError> {
        assert!(basis.columns.len() == self.columns && basis.rows.len() <= self.rows);
        let mut rows = basis.rows.clone();
        rows.resize(self.rows, BASIC);
        // SAFETY: two lists as long as the program has columns and rows.
        check("set the basis", unsafe {
            c::Highs_setBasis(self.highs.as_ptr(), basis.columns.as_ptr(), rows.as_ptr())
        })
    }

    fn option_bool(&mut self, name: &CStr, value: bool) -> Result<(), SolveError> {
        // SAFETY: the name ends with a zero byte.
        check("set an option", unsafe {
            c::Highs_setBoolOptionValue(self.highs.as_ptr(), name.as_ptr(), HighsInt::from(value))
        })
    }

    fn option_int(&mut self, name: &CStr, value: HighsInt) -> Result<(), SolveError> {
        // SAFETY: the name ends with a zero byte.
        check("set an option", unsafe {
            c::Highs_setIntOptionValue(self.highs.as_ptr(), name.as_ptr(), value)
        })
    }

    fn option_double(&mut self, name: &CStr, value: f64) -> Result<(), SolveError> {
        // SAFETY: the name ends with a zero byte.
        check("set an option", unsafe {
            c::Highs_setDoubleOptionValue(self.highs.as_ptr(), name.as_ptr(), value)
        })
    }

    fn option_text(&mut self, name: &CStr, value: &CStr) -> Result<(), SolveError> {
        // SAFETY: name and value end with a zero byte.
        check("set an option", unsafe {
            c::Highs_setStringOptionValue(self.highs.as_ptr(), name.as_ptr(), value.as_ptr())
        })
    }
}

/// HiGHS's code for a basic row or column.
const BASIC: HighsInt = 1;

fn whole(number: usize) -> HighsInt {
    HighsInt::try_from(number).expect("linear programs have fewer than 2³¹ entries")
}

fn check(what: &str, done: HighsInt) -> Result<(), SolveError> {
    if done == c::STATUS_ERROR {
        Err(SolveError::Solver(format!("HiGHS could not {what}")))
    } else {
        Ok(())
    }
}
