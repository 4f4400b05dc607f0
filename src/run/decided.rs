//! What a decision about a site is called.

use crate::domain::{Choice, Site};

/// The kind of work that is done; without one `stay` where a facility stands, `unused` where none does: a word of
/// [`WORKS`](super::words::WORKS).
pub(crate) fn decided_word(site: &Site, choice: Choice) -> &'static str {
    match site.work(choice) {
        Some(work) => work.kind.word(),
        None if site.state_after(choice).standing => "stay",
        None => "unused",
    }
}
