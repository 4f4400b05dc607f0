//! Whatever is solved can be stopped at any moment: what was found by then breaks no rule, and its bound holds.
#![cfg(any(feature = "highs", feature = "microlp"))]

#[cfg(feature = "highs")]
mod placements;
pub(crate) mod plans;
#[cfg(feature = "highs")]
mod scenarios;
mod time;

use std::sync::atomic::{AtomicU64, Ordering};
use yike::solve::{Progress, Stop, Termination};

/// Says stop from the n-th time on that it is asked.
pub(crate) struct StopAt {
    asked: AtomicU64,
    at: u64,
}

impl StopAt {
    pub(crate) fn new(at: u64) -> Self {
        let asked = AtomicU64::new(0);
        Self { asked, at }
    }

    /// Whether it has said stop.
    pub(crate) fn has_stopped(&self) -> bool {
        self.asked.load(Ordering::Relaxed) > self.at
    }
}

impl Progress for StopAt {
    fn is_stopped(&self) -> bool {
        self.asked.fetch_add(1, Ordering::Relaxed) >= self.at
    }
}

/// What parts of a stopped solve, in order, may have ended with: proofs, then the one that was stopped, then none.
pub(crate) fn parts_are_in_order(parts: &[Termination]) -> bool {
    let proved = parts.iter().take_while(|part| part.is_proved()).count();
    let rest = &parts[proved..];
    let later = rest.iter().skip(1);
    rest.first() == Some(&Termination::Stopped)
        && later.into_iter().all(|part| *part == Termination::NotStarted)
}

/// Whether a stop is one that somebody asked for.
pub(crate) fn is_told(stop: Stop, progress: &StopAt) -> bool {
    stop == Stop::Interrupted && progress.has_stopped()
}

/// Whether `a` is at most `b`, but for arithmetic.
pub(crate) fn at_most(a: f64, b: f64) -> bool {
    a <= b + 1e-6 * b.abs().max(1.0)
}
