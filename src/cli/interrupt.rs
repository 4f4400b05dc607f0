//! Ctrl-C while something is solved: the first press keeps what was found, the second ends the program at once.
//!
//! Before solving begins, and in commands that solve nothing, Ctrl-C ends the program as it does any other.

use super::terminal;
use indicatif::ProgressBar;
use signal_hook::consts::SIGINT;
use signal_hook::flag;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How soon a press is answered in words. Solvers hear of it by themselves.
const LOOK: Duration = Duration::from_millis(50);

/// Hears Ctrl-C from its making to the end of the program.
pub(crate) struct Interrupt {
    pressed: Arc<AtomicBool>,
    /// What a press would stop is over: it is not answered in words any more.
    over: Arc<AtomicBool>,
}

impl Interrupt {
    /// Hears Ctrl-C from now on, and answers the first press in words beside `bar`, unless quiet is asked for.
    pub(crate) fn listen(bar: &ProgressBar, keeps: &'static str, quiet: bool) -> Self {
        let own = Self {
            pressed: Arc::default(),
            over: Arc::default(),
        };
        // The first of these acts on the second press: it finds the flag that the other one set on the first. Where the
        // system refuses them, Ctrl-C ends the program.
        if flag::register_conditional_default(SIGINT, Arc::clone(&own.pressed)).is_ok() {
            let _ = flag::register(SIGINT, Arc::clone(&own.pressed));
        }
        if !quiet {
            own.answer(bar.clone(), keeps);
        }
        own
    }

    fn answer(&self, bar: ProgressBar, keeps: &'static str) {
        let (pressed, over) = (Arc::clone(&self.pressed), Arc::clone(&self.over));
        let watch = move || {
            while !over.load(Ordering::Relaxed) {
                if pressed.load(Ordering::Relaxed) {
                    let text = format!("stopping: {keeps} (Ctrl-C again ends at once)");
                    return bar.suspend(|| terminal::aside(&text));
                }
                std::thread::sleep(LOOK);
            }
        };
        // Without a thread a press is not answered, but still heard.
        let _ = std::thread::Builder::new().spawn(watch);
    }

    /// Whether Ctrl-C was pressed.
    pub(crate) fn is_pressed(&self) -> bool {
        self.pressed.load(Ordering::Relaxed)
    }

    /// What a press would stop is over.
    pub(crate) fn finish(&self) {
        self.over.store(true, Ordering::Relaxed);
    }
}
