//! Lets HiGHS check a [`Clock`] whether to continue, for which `highs` has no safe interface. With `simplex.rs` the
//! only file with `unsafe`: one callback, set while a solve runs.
//!
//! HiGHS checks between nodes, between rounds of cuts and in each iteration of the simplex of a linear program; not
//! within presolve, nor within the linear programs and the smaller models that it solves for a mixed-integer one.
#![allow(
    unsafe_code,
    reason = "HiGHS is a C library; each call below says what it is given"
)]

use super::clock::Clock;
use highs::{HighsStatus, Model, SolvedModel};
use highs_sys as c;
use std::ffi::{c_char, c_int, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The callbacks of HiGHS: in mixed-integer models, the simplex and the interior-point method.
const KINDS: [c::HighsInt; 3] = [
    c::kHighsCallbackMipInterrupt,
    c::kHighsCallbackSimplexInterrupt,
    c::kHighsCallbackIpmInterrupt,
];

/// Solves `model` until it is done or `clock` is interrupted.
pub(super) fn solve(mut model: Model, clock: &Clock<'_>) -> Result<SolvedModel, HighsStatus> {
    // SAFETY: the model lives, and `clock` outlives this call; after it nothing solves the model again.
    unsafe { listen(model.as_mut_ptr(), clock) };
    let mut solved = model.try_solve()?;
    // SAFETY: the solved model is the same HiGHS object, and lives.
    unsafe { cease(solved.as_mut_ptr()) };
    Ok(solved)
}

/// Sets the callback, until [`cease`].
///
/// # Safety
///
/// `highs` is a live HiGHS object. `clock` stays where it is until `cease`, or `highs` solves nothing after it has gone.
pub(super) unsafe fn listen(highs: *mut c_void, clock: &Clock<'_>) {
    let clock: *const Clock<'_> = clock;
    // SAFETY: as the caller promises. HiGHS hands the pointer back to `ask` and does nothing else with it.
    unsafe {
        c::Highs_setCallback(highs, Some(ask), clock.cast_mut().cast());
        for kind in KINDS {
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
    for kind in KINDS {
        // SAFETY: as the caller promises.
        unsafe { c::Highs_stopCallback(highs, kind) };
    }
}

/// The callback.
unsafe extern "C" fn ask(
    _kind: c_int,
    _message: *const c_char,
    _out: *const c::HighsCallbackDataOut,
    answer: *mut c::HighsCallbackDataIn,
    clock: *mut c_void,
) {
    // SAFETY: `listen` gave the pointer to a clock that is still there; clocks are shared between threads.
    let clock = unsafe { &*clock.cast_const().cast::<Clock<'_>>() };
    // No panic may go through C++: the solve ends, and panics when it next asks, in Rust.
    let stops = catch_unwind(AssertUnwindSafe(|| clock.is_stopped())).unwrap_or(true);
    // SAFETY: HiGHS gives a valid place for the answer of each of `KINDS`; null is answered by leaving it alone.
    if let Some(answer) = unsafe { answer.as_mut() } {
        answer.user_interrupt = c_int::from(stops);
    }
}
