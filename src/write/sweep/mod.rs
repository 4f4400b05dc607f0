//! A sweep's results: each row kept in a journal as it ends, and the tables made from the journal when all have.
//!
//! | file | for | what |
//! |---|---|---|
//! | `journal.txt` | resuming | one line a scenario that ended, with its checksum; in the order of ending |
//! | `scenarios.csv`, `scenarios.parquet`, `scenarios.json` | tables, programs | one row a scenario, in the order of scenarios |
//! | `sites.geojson` | GIS | how often each site is chosen: core, optional, never |
//! | `timing.csv` | curiosity | how long each scenario took: what depends on the machine |
//!
//! The tables hold nothing but what the journal holds, in the order of scenarios, so that they are the same bytes at any
//! number of threads and however often a sweep was cut off and resumed.

mod journal;
mod parquet;
mod sites;
mod tables;

pub use crate::run::sweep::{SweepRecord, key};
pub use journal::{Journal, JournalError, Kept};
pub use tables::{TablesError, Written, write_tables};

/// The names of all outputs, in the order in which they are put in place; the journal is kept beside them.
pub const NAMES: [&str; 5] = [
    "scenarios.csv",
    "scenarios.parquet",
    "scenarios.json",
    "sites.geojson",
    "timing.csv",
];

/// The name of the journal.
pub const JOURNAL: &str = "journal.txt";
