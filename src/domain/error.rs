use thiserror::Error;

/// A problem whose parts contradict each other. Reading reports such things with file and field; this is
/// the last line of defence for callers that build a problem themselves.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ProblemError {
    /// A part refers to another that is not there. Repair: correct the index.
    #[error("{owner} refers to {what} {index}, which is not there")]
    Dangling {
        /// What refers.
        owner: String,
        /// To what kind of part.
        what: &'static str,
        /// At which position.
        index: usize,
    },
    /// An id is used twice. Repair: make it unique.
    #[error("{what} id `{id}` is used twice")]
    DuplicateId {
        /// Of what kind of part.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// A part's own figures contradict each other. Repair: as it says.
    #[error("{owner}: {why}")]
    Inconsistent {
        /// Which part.
        owner: String,
        /// What contradicts what.
        why: String,
    },
}
