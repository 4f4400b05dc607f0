//! The bar that is seen while scenarios are solved.

use super::super::interrupt::Interrupt;
use super::super::terminal::Style;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use yike::solve::Progress;
use yike::units::Seconds;

/// How many scenarios are over, and how long the rest will take; stops at Ctrl-C.
pub(super) struct Bar {
    bar: ProgressBar,
    interrupt: Interrupt,
}

impl Bar {
    /// A bar that is drawn when somebody watches; `over` were over before.
    pub(super) fn new(style: Style, scenarios: u64, over: u64) -> Self {
        let target = if style.watched && !style.quiet {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(Some(scenarios), target);
        let template = "{wide_bar} {pos} of {len} scenarios, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_position(over);
        bar.reset_eta();
        let keeps = "keeping the scenarios that are over";
        let interrupt = Interrupt::listen(&bar, keeps, style.quiet);
        Self { bar, interrupt }
    }

    /// One more is over.
    pub(super) fn step(&self) {
        self.bar.inc(1);
    }

    /// Wipes the bar.
    pub(super) fn finish(&self) {
        self.interrupt.finish();
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn is_stopped(&self) -> bool {
        self.interrupt.is_pressed()
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
