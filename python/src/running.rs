//! Runs a command in a thread of its own, while Python's thread hands on its progress and watches for Ctrl-C.

use super::tables::arrow_of;
use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use pyo3_arrow::PyTable;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use yike::cli::{Caller, Ended, Level, Watcher, call};
use yike::run::IssueRecord;
use yike::run::table::Table;

/// How often Python's thread looks for Ctrl-C.
const LOOK: Duration = Duration::from_millis(50);

/// After so many looks without an event the last one is told again.
const QUIET: u32 = 10;

/// An event: its text, and where steps are counted, how many are over and of how many.
type Event = (String, Option<(u64, u64)>);

/// What both threads know.
#[derive(Default)]
pub(super) struct Look {
    stop: AtomicBool,
    interrupted: AtomicBool,
    events: Mutex<Option<Sender<Event>>>,
}

impl Look {
    /// Takes what a signal or the caller's function raised. Ctrl-C stops the work and keeps the best, a second one is raised
    /// at once; anything else is raised when the work has stopped.
    fn raised(&self, py: Python<'_>, raised: PyErr, failed: &mut Option<PyErr>) -> PyResult<()> {
        self.stop.store(true, Ordering::Relaxed);
        if !raised.is_instance_of::<PyKeyboardInterrupt>(py) {
            *failed = Some(raised);
        } else if self.interrupted.swap(true, Ordering::Relaxed) {
            return Err(raised);
        }
        Ok(())
    }

    /// Whether Ctrl-C was pressed.
    pub(super) fn is_interrupted(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed)
    }
}

impl Watcher for Look {
    fn event(&self, text: &str, steps: Option<(u64, u64)>) {
        let events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(events) = &*events {
            // Nobody listens any more after a second Ctrl-C.
            let _ = events.send((text.to_owned(), steps));
        }
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Ends the events when the work ends, by a panic too: then nobody waits for more.
struct Working(Arc<Look>);

impl Drop for Working {
    fn drop(&mut self) {
        self.0.events.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

/// What a command said.
#[derive(Default)]
pub(super) struct Heard {
    pub(super) messages: Vec<(String, String, Option<String>)>,
    pub(super) issues: Vec<String>,
    pub(super) tables: Vec<(Option<String>, String, PyTable)>,
}

impl Caller for Heard {
    fn message(&mut self, level: Level, text: &str, help: Option<&str>) {
        let level = match level {
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        };
        self.messages.push((level.into(), text.into(), help.map(str::to_owned)));
    }

    fn issues(&mut self, issues: &[IssueRecord]) {
        self.issues.extend(issues.iter().filter_map(|issue| serde_json::to_string(issue).ok()));
    }

    fn table(&mut self, part: Option<&str>, table: &Table<'_>) {
        match arrow_of(table) {
            Ok(made) => self.tables.push((part.map(str::to_owned), table.kind.name.into(), made)),
            Err(why) => {
                let text = format!("the table {} is left out: {why}", table.kind.name);
                self.message(Level::Warning, &text, None);
            }
        }
    }
}

/// Runs the command. The first Ctrl-C stops it with the best so far, as does `progress` by answering `False`; a second raises
/// `KeyboardInterrupt` at once, and an error of `progress` is raised when the command has stopped.
pub(super) fn run(
    py: Python<'_>,
    words: Vec<String>,
    look: &Arc<Look>,
    progress: Option<&Py<PyAny>>,
) -> PyResult<(Ended, Heard)> {
    let (send, events) = channel();
    // Only so that it may be looked at without the interpreter's lock.
    let events = Mutex::new(events);
    *look.events.lock().unwrap_or_else(PoisonError::into_inner) = Some(send);
    let own = Arc::clone(look);
    let work = std::thread::spawn(move || {
        let own = Working(own);
        let mut heard = Heard::default();
        let ended = call(words, &mut heard, &*own.0);
        (ended, heard)
    });
    let mut failed: Option<PyErr> = None;
    // The last event is told again where nothing new happens, so that who listens can stop the work.
    let (mut last, mut quiet) = (None::<Event>, 0);
    loop {
        let next = py.detach(|| {
            let events = events.lock().unwrap_or_else(PoisonError::into_inner);
            events.recv_timeout(LOOK)
        });
        if let Err(raised) = py.check_signals() {
            look.raised(py, raised, &mut failed)?;
        }
        match next {
            Ok(event) => (last, quiet) = (Some(event), QUIET),
            Err(RecvTimeoutError::Timeout) => quiet += 1,
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if let (Some(progress), Some(event), QUIET.., None) = (progress, &last, quiet, &failed) {
            quiet = 0;
            match progress.call1(py, event.clone()).and_then(|goes| goes.extract(py)) {
                Ok(true) => {}
                Ok(false) => look.stop.store(true, Ordering::Relaxed),
                Err(raised) => look.raised(py, raised, &mut failed)?,
            }
        }
    }
    let done = py.detach(|| work.join());
    match (done, failed) {
        (_, Some(error)) => Err(error),
        (Ok(done), None) => Ok(done),
        (Err(_), None) => Err(pyo3::exceptions::PyRuntimeError::new_err(
            "an internal fault of Yike; please report it with what was asked",
        )),
    }
}
