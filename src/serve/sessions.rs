//! Whose question stops whose, how many are answered at once, and the answers that are kept.

use serde_json::Value;
use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Semaphore;

/// So many sessions are known; of more the one that asked longest ago is forgotten, its question stopped.
const MOST_SESSIONS: usize = 200;
/// So many bytes of answers are kept.
const MOST_KEPT: usize = 64 * 1024 * 1024;

/// The flag of a question: set, it stops.
#[derive(Debug, Clone, Default)]
pub(super) struct Stop(Arc<AtomicBool>);

impl Stop {
    pub(super) fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Stops the question when whoever asked is gone.
#[derive(Debug)]
pub(super) struct StopWhenGone(pub(super) Stop);

impl Drop for StopWhenGone {
    fn drop(&mut self) {
        self.0.set();
    }
}

/// What a session asks: a newer question of the same sort stops the older.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Sort {
    Plan,
    Why,
    Export,
}

#[derive(Debug)]
pub(super) struct Sessions {
    /// The latest question of each session and sort; that which asked last is last.
    latest: Mutex<VecDeque<((String, Sort), Stop)>>,
    /// As many questions are answered at once as there are permits; they are given in the order in which they are asked for.
    pub(super) pool: Arc<Semaphore>,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    answers: HashMap<String, Arc<str>>,
    order: VecDeque<String>,
    bytes: usize,
}

/// What is behind a lock stays sound when somebody who held it failed: it is changed by single steps.
fn locked<T>(own: &Mutex<T>) -> MutexGuard<'_, T> {
    own.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Sessions {
    pub(super) fn new(at_once: usize) -> Self {
        Self {
            latest: Mutex::default(),
            pool: Arc::new(Semaphore::new(at_once.max(1))),
            kept: Mutex::default(),
        }
    }

    /// A question of a session begins: the one before it stops.
    pub(super) fn begin(&self, session: &str, sort: Sort) -> Stop {
        let stop = Stop::default();
        let mut latest = locked(&self.latest);
        let asks = (session.to_owned(), sort);
        if let Some(at) = latest.iter().position(|(own, _)| *own == asks)
            && let Some((_, older)) = latest.remove(at)
        {
            older.set();
        }
        latest.push_back((asks, stop.clone()));
        if latest.len() > MOST_SESSIONS
            && let Some((_, oldest)) = latest.pop_front()
        {
            oldest.set();
        }
        stop
    }

    /// Stops all questions: the server ends.
    pub(super) fn stop_all(&self) {
        locked(&self.latest).drain(..).for_each(|(_, stop)| stop.set());
    }

    /// The answer to these words, where it is kept.
    pub(super) fn kept(&self, words: &str) -> Option<Arc<str>> {
        locked(&self.kept).answers.get(words).cloned()
    }

    /// Keeps an answer; the oldest go where there are too many.
    pub(super) fn keep(&self, words: String, answer: &Value) -> Arc<str> {
        let text: Arc<str> = answer.to_string().into();
        let mut kept = locked(&self.kept);
        if text.len() > MOST_KEPT || kept.answers.contains_key(&words) {
            return text;
        }
        kept.bytes += text.len();
        kept.order.push_back(words.clone());
        kept.answers.insert(words, Arc::clone(&text));
        while kept.bytes > MOST_KEPT
            && let Some(oldest) = kept.order.pop_front()
        {
            let gone = kept.answers.remove(&oldest);
            kept.bytes -= gone.map_or(0, |own| own.len());
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_question_stops_the_older_of_its_session_and_sort_alone() {
        let sessions = Sessions::new(1);
        let older = sessions.begin("a", Sort::Plan);
        let other = sessions.begin("b", Sort::Plan);
        let why = sessions.begin("a", Sort::Why);
        let newer = sessions.begin("a", Sort::Plan);
        let set = [&older, &other, &why, &newer].map(Stop::is_set);
        assert_eq!(set, [true, false, false, false]);
    }

    #[test]
    fn of_too_many_sessions_the_first_is_stopped() {
        let sessions = Sessions::new(1);
        let first = sessions.begin("first", Sort::Plan);
        let second = sessions.begin("second", Sort::Plan);
        for number in 2..=MOST_SESSIONS {
            sessions.begin(&number.to_string(), Sort::Plan);
        }
        assert_eq!([first.is_set(), second.is_set()], [true, false]);
    }

    #[test]
    fn answers_are_kept_within_their_bytes() {
        let sessions = Sessions::new(1);
        let large = Value::from("x".repeat(MOST_KEPT / 3));
        for words in ["a", "b", "c", "d"] {
            sessions.keep(words.into(), &large);
        }
        let kept = ["a", "b", "c", "d"].map(|words| sessions.kept(words).is_some());
        assert_eq!(kept, [false, false, true, true]);
    }
}
