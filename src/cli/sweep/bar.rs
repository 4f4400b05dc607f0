//! The bar that is seen while scenarios are solved.

use super::super::progress::Watched;
use super::super::terminal::Style;
use crate::solve::Progress;
use crate::units::Seconds;

/// How many scenarios are over, and how long the rest will take; stops at Ctrl-C.
pub(super) struct Bar<'a>(Watched<'a>);

impl<'a> Bar<'a> {
    /// A bar of which `over` scenarios were over before.
    pub(super) fn new(style: Style<'a>, scenarios: u64, over: u64) -> Self {
        let template = "{wide_bar} {pos} of {len} scenarios, {eta} left";
        let keeps = "keeping the scenarios that are over";
        let watched = Watched::new(style, Some(scenarios), template, keeps);
        watched.bar.set_position(over);
        watched.bar.reset_eta();
        Self(watched)
    }

    /// One more is over.
    pub(super) fn step(&self) {
        self.0.bar.inc(1);
        self.0.tell(|| "scenarios".into());
    }

    /// Wipes the bar.
    pub(super) fn finish(&self) {
        self.0.finish();
    }
}

impl Progress for Bar<'_> {
    fn is_stopped(&self) -> bool {
        self.0.is_stopped()
    }
}

/// A time in the unit that suits it.
pub(super) fn long_time(time: Seconds) -> String {
    let seconds = time.seconds();
    match seconds {
        ..120.0 => format!("{seconds:.0} seconds"),
        ..7200.0 => format!("{:.0} minutes", seconds / 60.0),
        ..172_800.0 => format!("{:.0} hours", seconds / 3600.0),
        _ => format!("{:.0} days", seconds / 86_400.0),
    }
}
