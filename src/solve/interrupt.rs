//! Lets HiGHS be stopped, which `highs` has no safe way for: HiGHS calls back while it solves, and is answered whether to
//! go on. Beside `simplex.rs` the only file with `unsafe` in it.
//!
//! HiGHS asks in each iteration of the simplex of a linear program, and between the steps of a mixed-integer one; not
//! within presolve, nor within the linear programs of those steps, which may take minutes in a large model. So large models
//! are solved on a thread of their own, and left behind when they do not answer, or do not end with their time: what they
//! had found by then is told, and they end by themselves when they next ask.
#![allow(unsafe_code, reason = "HiGHS is a C library; each call below says what it is given")]

use super::clock::Clock;
use super::error::SolveError;
use highs::{Model, SolvedModel};
use highs_sys as c;
use std::ffi::{c_char, c_int, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A model of so many nonzeros has linear programs that may take longer than anyone waits.
pub(super) const LARGE: usize = 5_000;
/// How often the clock of a large model is looked at.
const LOOK: Duration = Duration::from_millis(20);
/// How long a large model may take to end when it is told to.
const GRACE: Duration = Duration::from_millis(500);
/// Its thread's stack: what the main thread has on most systems, twice.
const STACK: usize = 16 << 20;

/// How the solve of a model ended.
pub(super) enum Ended {
    /// By itself, or soon after it was told to.
    Solved(SolvedModel),
    /// It did not hear that it was told to stop.
    Left(Known),
}

/// What a mixed-integer solve has told so far, for a model that is made small.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// The best point.
    pub(super) point: Option<Vec<f64>>,
    /// No point is better than this.
    pub(super) bound: Option<f64>,
}

/// Solves `model`, of `nonzeros` nonzeros, until it is done or `clock` is over; `holds`: a point is known already. The limit of
/// time is one of the model's own options too; a large model that does not look at it is left behind.
pub(super) fn solve(
    model: Model,
    nonzeros: usize,
    clock: &Clock<'_>,
    mut holds: bool,
) -> Result<Ended, SolveError> {
    let asked = move |news: News<'_>| {
        holds |= news.point.is_some();
        clock.holding(holds).is_over()
    };
    if nonzeros < LARGE {
        return here(model, asked).map(Ended::Solved);
    }
    let watched = Arc::new(Watched::default());
    let (give, take) = channel::<Carried<Model>>();
    let (answer, answers) = channel::<Result<Carried<SolvedModel>, SolveError>>();
    let own = Arc::clone(&watched);
    let work = move || {
        if let Ok(model) = take.recv() {
            let solved = here(model.0, |news| own.hear(news)).map(Carried);
            // Nobody waits for a model that was left behind.
            let _ = answer.send(solved);
        }
    };
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(work);
    if thread.is_err() {
        return here(model, asked).map(Ended::Solved);
    }
    let gone = || SolveError::Solver("HiGHS's thread ended without an answer".into());
    give.send(Carried(model)).map_err(|_| gone())?;
    let mut told: Option<Instant> = None;
    loop {
        match answers.recv_timeout(LOOK) {
            Ok(solved) => return solved.map(|solved| Ended::Solved(solved.0)),
            Err(RecvTimeoutError::Disconnected) => return Err(gone()),
            Err(RecvTimeoutError::Timeout) => {}
        }
        match told {
            None if clock.holding(holds || watched.holds()).is_over() => {
                watched.stopped.store(true, Ordering::Relaxed);
                told = Some(Instant::now());
            }
            Some(told) if told.elapsed() > GRACE => return Ok(Ended::Left(watched.known())),
            _ => {}
        }
    }
}

/// A model that is solved on another thread.
#[derive(Debug, Default)]
struct Watched {
    stopped: AtomicBool,
    known: Mutex<Known>,
}

impl Watched {
    /// Takes in what HiGHS tells; whether it is to stop.
    fn hear(&self, news: News<'_>) -> bool {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.bound = news.bound.or(known.bound);
        if let Some(point) = news.point {
            known.point = Some(point.to_vec());
        }
        self.stopped.load(Ordering::Relaxed)
    }

    fn known(&self) -> Known {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.clone()
    }

    /// Whether a point is known.
    fn holds(&self) -> bool {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).point.is_some()
    }
}

/// What is moved to a thread and back.
struct Carried<T>(T);

// SAFETY: a HiGHS object has no ties to the thread that made it; it is moved, so one thread at a time uses it.
unsafe impl Send for Carried<Model> {}
// SAFETY: likewise.
unsafe impl Send for Carried<SolvedModel> {}

/// Solves `model` on this thread until it is done or `ask` says stop.
fn here<F: FnMut(News<'_>) -> bool>(mut model: Model, ask: F) -> Result<SolvedModel, SolveError> {
    let columns = model.num_cols();
    let mut asked = Asked { columns, ask };
    // SAFETY: the model lives, and `asked` outlives the only solve that it will see.
    unsafe { listen(model.as_mut_ptr(), &mut asked) };
    let solved = model.try_solve();
    solved.map_err(|status| SolveError::Solver(format!("HiGHS: {status:?}")))
}

/// What HiGHS tells when it asks.
#[derive(Debug, Clone, Copy)]
pub(super) struct News<'a> {
    /// A point better than all before.
    point: Option<&'a [f64]>,
    /// No point is better than this.
    bound: Option<f64>,
}

/// Whom HiGHS asks whether to stop.
pub(super) struct Asked<F> {
    /// Columns of the model.
    pub(super) columns: usize,
    pub(super) ask: F,
}

/// When HiGHS asks: in mixed-integer models, the simplex, the interior-point method.
const ASKS: [c::HighsInt; 3] = [
    c::kHighsCallbackMipInterrupt,
    c::kHighsCallbackSimplexInterrupt,
    c::kHighsCallbackIpmInterrupt,
];
/// When it tells of a better point.
const TELLS: c::HighsInt = c::kHighsCallbackMipImprovingSolution;

/// Has HiGHS ask until [`cease`].
///
/// # Safety
///
/// `highs` is a live HiGHS object of so many columns. `asked` stays where it is until `cease`, or `highs` solves nothing
/// after it has gone.
pub(super) unsafe fn listen<F: FnMut(News<'_>) -> bool>(highs: *mut c_void, asked: &mut Asked<F>) {
    let asked: *mut Asked<F> = asked;
    // SAFETY: as the caller promises. HiGHS hands the pointer back to `called` and does nothing else with it.
    unsafe {
        c::Highs_setCallback(highs, Some(called::<F>), asked.cast());
        for kind in ASKS.into_iter().chain([TELLS]) {
            c::Highs_startCallback(highs, kind);
        }
    }
}

/// Removes the callback.
///
/// # Safety
///
/// `highs` is a live HiGHS object that was told to [`listen`].
pub(super) unsafe fn cease(highs: *mut c_void) {
    for kind in ASKS.into_iter().chain([TELLS]) {
        // SAFETY: as the caller promises.
        unsafe { c::Highs_stopCallback(highs, kind) };
    }
}

/// What HiGHS calls, on the thread that solves.
unsafe extern "C" fn called<F: FnMut(News<'_>) -> bool>(
    kind: c_int,
    _message: *const c_char,
    told: *const c::HighsCallbackDataOut,
    answer: *mut c::HighsCallbackDataIn,
    asked: *mut c_void,
) {
    // SAFETY: `listen` gave the pointer to an `Asked` that is still there and that nobody else uses meanwhile.
    let asked = unsafe { &mut *asked.cast::<Asked<F>>() };
    // SAFETY: HiGHS gives what it tells as a valid struct, or null.
    let told = unsafe { told.as_ref() };
    let point = told.filter(|told| kind == TELLS && !told.mip_solution.is_null());
    let news = News {
        // SAFETY: HiGHS gives a value for each column, in a list that lasts until this returns.
        point: point
            .map(|told| unsafe { std::slice::from_raw_parts(told.mip_solution, asked.columns) }),
        bound: told
            .filter(|_| kind == TELLS || kind == c::kHighsCallbackMipInterrupt)
            .map(|told| told.mip_dual_bound)
            .filter(|bound| bound.is_finite()),
    };
    // No panic may go through C++: the solve ends, and the panic comes again when the caller next asks.
    let stops = catch_unwind(AssertUnwindSafe(|| (asked.ask)(news))).unwrap_or(true);
    // SAFETY: HiGHS gives a valid place for the answer; null is left alone.
    if let Some(answer) = unsafe { answer.as_mut() } {
        answer.user_interrupt = c_int::from(stops && kind != TELLS);
    }
}
