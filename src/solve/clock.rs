//! The clock of a solve: time limit and interruption.

use super::outcome::Stop;
use super::progress::{Event, Progress, Silent};
use crate::units::Seconds;
use std::fmt;
use std::time::Instant;

/// Says when a solve is to end with the best so far. Everything that takes long asks it; copies run on together.
#[derive(Clone, Copy)]
pub(crate) struct Clock<'a> {
    begun: Instant,
    /// The limit in seconds from the beginning, if any.
    time_s: Option<f64>,
    /// How much longer it runs while nothing is held: see [`Clock::share_once_held`].
    reserve_s: f64,
    progress: &'a dyn Progress,
}

impl<'a> Clock<'a> {
    /// A clock that runs from now on.
    pub(crate) fn new(time: Option<Seconds>, progress: &'a dyn Progress) -> Self {
        let time_s = time.map(Seconds::seconds);
        Self { begun: progress.now(), time_s, reserve_s: 0.0, progress }
    }

    /// The clock with this part of all time left over.
    pub(crate) fn leaving(self, part: f64) -> Self {
        Self { time_s: self.time_s.map(|time| time * (1.0 - part)), ..self }
    }

    /// A clock that runs from now on for this share of what is left.
    pub(crate) fn share(self, share: f64) -> Self {
        let time_s = self.left_s().map(|left| left * share);
        Self { begun: self.progress.now(), time_s, ..self }
    }

    /// A clock that runs from now on for this share of what is left; for all of it while nothing is held, since later stages
    /// would have nothing to begin from.
    pub(super) fn share_once_held(self, share: f64) -> Self {
        let left = self.left_s().unwrap_or_default();
        Self { reserve_s: left * (1.0 - share), ..self.share(share) }
    }

    /// The clock where something is held, or nothing is.
    #[cfg(feature = "highs")]
    pub(super) fn holding(self, held: bool) -> Self {
        let more = if held { 0.0 } else { self.reserve_s };
        Self { time_s: self.time_s.map(|time| time + more), reserve_s: 0.0, ..self }
    }

    /// The same clock, of whoever watches now.
    pub(crate) fn telling<'b>(self, progress: &'b dyn Progress) -> Clock<'b> {
        let Self { begun, time_s, reserve_s, .. } = self;
        Clock { begun, time_s, reserve_s, progress }
    }

    /// Passes an event on.
    pub(crate) fn tell(&self, event: &Event) {
        self.progress.event(event);
    }

    /// Whether the solve was interrupted.
    pub(crate) fn is_stopped(&self) -> bool {
        self.progress.is_stopped()
    }

    /// Why the solve must end now; none if it continues.
    pub(crate) fn stop(&self) -> Option<Stop> {
        if self.is_stopped() {
            Some(Stop::Interrupted)
        } else if self.left_s() == Some(0.0) {
            Some(Stop::TimeLimit)
        } else {
            None
        }
    }

    /// Whether the solve must end now.
    pub(crate) fn is_over(&self) -> bool {
        self.stop().is_some()
    }

    /// Seconds left, not negative; none without a limit.
    pub(crate) fn left_s(&self) -> Option<f64> {
        self.time_s.map(|time| (time - self.elapsed_s()).max(0.0))
    }

    /// The time left; none without a limit.
    pub(crate) fn left(&self) -> Option<Seconds> {
        self.left_s().map(|left| Seconds::new(left).expect("not negative"))
    }

    /// The time since the beginning.
    pub(crate) fn elapsed(&self) -> Seconds {
        Seconds::new(self.elapsed_s()).expect("not negative")
    }

    fn elapsed_s(&self) -> f64 {
        self.progress.now().saturating_duration_since(self.begun).as_secs_f64()
    }
}

impl Default for Clock<'_> {
    /// A clock that never ends.
    fn default() -> Self {
        Self::new(None, &Silent)
    }
}

impl fmt::Debug for Clock<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut clock = f.debug_struct("Clock");
        clock.field("begun", &self.begun);
        clock.field("time_s", &self.time_s).field("reserve_s", &self.reserve_s);
        clock.finish_non_exhaustive()
    }
}
/// The progress of one of many solves that end together: stops when their clock does, but passes no events on.
pub(crate) struct Until<'a>(pub(crate) Clock<'a>);

impl Progress for Until<'_> {
    fn is_stopped(&self) -> bool {
        self.0.is_over()
    }

    fn now(&self) -> Instant {
        self.0.progress.now()
    }
}
