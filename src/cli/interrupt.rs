//! Ctrl-C while something is solved: the first press keeps what was found, the second ends the program at once.
//!
//! Before solving begins, and in commands that solve nothing, Ctrl-C ends the program as it does any other.

use super::terminal;
use crate::domain::{Language, text};
use indicatif::ProgressBar;
use signal_hook::consts::SIGINT;
use signal_hook::flag;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How soon a press is answered with a line. Solvers look at the flag themselves.
const LOOK: Duration = Duration::from_millis(50);

/// Catches Ctrl-C from its creation to the end of the program.
pub(crate) struct Interrupt {
    pressed: Arc<AtomicBool>,
    answer: Arc<Answer>,
}

/// The line that answers the first press, printed once.
struct Answer {
    bar: ProgressBar,
    keeps: &'static str,
    language: Language,
    /// Whether it is printed already, or no longer to be printed.
    is_over: AtomicBool,
}

impl Interrupt {
    /// Starts to catch Ctrl-C. The first press is answered with a line above `bar`, unless `quiet`.
    pub(crate) fn listen(
        bar: &ProgressBar,
        keeps: &'static str,
        language: Language,
        quiet: bool,
    ) -> Self {
        let own = Self {
            pressed: Arc::default(),
            answer: Arc::new(Answer {
                bar: bar.clone(),
                keeps,
                language,
                is_over: AtomicBool::new(quiet),
            }),
        };
        // The first of these acts on the second press: it finds the flag that the other one set on the first. Where the
        // system refuses them, Ctrl-C ends the program.
        if flag::register_conditional_default(SIGINT, Arc::clone(&own.pressed)).is_ok() {
            let _ = flag::register(SIGINT, Arc::clone(&own.pressed));
        }
        let (pressed, answer) = (Arc::clone(&own.pressed), Arc::clone(&own.answer));
        let watch = move || {
            while !answer.is_over.load(Ordering::Relaxed) {
                if pressed.load(Ordering::Relaxed) {
                    answer.give();
                }
                std::thread::sleep(LOOK);
            }
        };
        // Without a thread a press is answered when what it stops is over.
        let _ = std::thread::Builder::new().spawn(watch);
        own
    }

    /// Whether Ctrl-C was pressed.
    pub(crate) fn is_pressed(&self) -> bool {
        self.pressed.load(Ordering::Relaxed)
    }

    /// Ends the answering: what a press would stop is over.
    pub(crate) fn finish(&self) {
        if self.is_pressed() {
            self.answer.give();
        }
        self.answer.is_over.store(true, Ordering::Relaxed);
    }
}

impl Answer {
    fn give(&self) {
        if !self.is_over.swap(true, Ordering::Relaxed) {
            let keeps = self.keeps;
            let text = text!(
                "stopping: {keeps} (Ctrl-C again ends at once)",
                "正在停止：{keeps}（再按一次 Ctrl-C 立即结束）"
            );
            self.bar.suspend(|| terminal::aside(text.say(self.language)));
        }
    }
}
