//! How far a solve of a location problem goes.

use crate::solve::outcome::{Backend, all_threads};
use crate::travel::on_threads;
use crate::units::{Seconds, Share};

/// When a solve of a location problem stops, and how it is done.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct LocateLimits {
    /// Stop when the gap between objective and bound, relative to the objective, is at most this.
    pub gap: Share,
    /// Stop after this time with the best so far; the result then depends on the machine.
    pub time: Option<Seconds>,
    /// Threads, at least 1; the answer is the same at any number.
    pub threads: usize,
    /// Give the compact model to a solver instead of searching.
    pub compact: bool,
    /// The solver of the compact model.
    pub backend: Backend,
    /// The most pairs of a demand point and a site that the search holds in memory, about 30 bytes each. Where the answer
    /// may need more, it is of the nearest sites of each demand point, or pairs are computed as often as they are needed.
    pub pairs: usize,
}

impl Default for LocateLimits {
    /// Searches until optimality is proved, without a time limit, with all of the machine's threads.
    fn default() -> Self {
        Self {
            gap: Share::default(),
            time: None,
            threads: all_threads(),
            compact: false,
            backend: Backend::default(),
            pairs: 16_000_000,
        }
    }
}

impl LocateLimits {
    /// Sets the gap to stop at.
    pub fn with_gap(self, gap: Share) -> Self {
        Self { gap, ..self }
    }

    /// Sets the time to stop after.
    pub fn with_time(self, time: Seconds) -> Self {
        let time = Some(time);
        Self { time, ..self }
    }

    /// Sets the number of threads.
    pub fn with_threads(self, threads: usize) -> Self {
        Self { threads, ..self }
    }

    /// Sets the solver of the compact model.
    pub fn with_backend(self, backend: Backend) -> Self {
        Self { backend, ..self }
    }

    /// Sets whether the compact model is solved instead of searching.
    pub fn with_compact(self, compact: bool) -> Self {
        Self { compact, ..self }
    }

    /// Sets the most pairs held in memory.
    pub fn with_pairs(self, pairs: usize) -> Self {
        Self { pairs, ..self }
    }

    /// Does `work` with the number of threads; with rayon's own where they cannot be created.
    pub(super) fn on_threads<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        on_threads(self.threads, work)
    }
}
