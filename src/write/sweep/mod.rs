//! A sweep's results: each row kept in a journal as it ends, and the tables made from the journal when all have.
//!
//! The tables hold nothing but what the journal holds, in the order of scenarios, so that they are the same bytes at any
//! number of threads, however often a sweep was cut off and resumed, and on however many machines: [`Journal::absorb`].

mod line;
mod parquet;
mod sites;
mod tables;

pub use crate::run::outputs::JOURNAL;
pub use crate::write::journal::JournalError;
pub use line::Kept;

/// The journal of a sweep.
pub type Journal = crate::write::journal::Journal<Kept>;
pub use tables::{TablesError, Written, write_tables};
