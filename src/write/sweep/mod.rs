//! A sweep's results: each row kept in a journal as it ends, and the tables made from the journal when all have.
//!
//! The tables hold nothing but what the journal holds, in the order of scenarios, so that they are the same bytes at any
//! number of threads and however often a sweep was cut off and resumed.

mod journal;
mod parquet;
mod sites;
mod tables;

pub use crate::run::outputs::JOURNAL;
pub use journal::{Journal, JournalError, Kept};
pub use tables::{TablesError, Written, write_tables};
