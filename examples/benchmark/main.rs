//! Measures Yike on the field's published instances and writes a page of tables and a CSV file, a row as soon as it
//! is there.
//!
//! ```text
//! cargo run --release --example benchmark -- FOLDER --out OUT [--only pmed,grid] [--limit 600] [--peers PYTHON]
//! ```
//!
//! FOLDER holds a folder a collection, as they are published: `orlib_pmed`, `mclp_grid`, `mclp_cities`,
//! `pmedian_tsplib` and `pcenter_tsplib` (tables of values) beside `tsplib` (points), `cflp_orlib`,
//! `sscflp_holmberg`, `drawn` (written by `peers.py draw`). What is not there is left out and said. PYTHON is an
//! interpreter with pbp-pmedian 0.2.2 and spopt; without it no peer is measured.
//!
//! Seconds are of solving alone, reading apart; memory is the process's greatest while a row was solved, the instance
//! included. A value is compared with the published one, and the comparison is printed: no row is left out.

#![allow(
    unreachable_pub,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program, which talks to its user; its modules are not reachable from outside anyway"
)]

mod capacity;
mod case;
mod cities;
mod drawn;
mod grid;
mod page;
mod peers;
mod pmed;
mod tsplib;

use clap::Parser;
use page::Page;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

/// Every step's result; errors name the file.
type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Measures Yike on published instances.
#[derive(Debug, Parser)]
struct Args {
    /// The folder of instances
    folder: PathBuf,
    /// Folder for benchmark.md and benchmark.csv
    #[arg(long)]
    out: PathBuf,
    /// Only these sections, separated by commas
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Only rows whose instance or problem contains one of these
    #[arg(long, value_delimiter = ',')]
    rows: Vec<String>,
    /// Seconds allowed a row, where the section has no limit of its own
    #[arg(long, default_value_t = 600.0)]
    limit: f64,
    /// Python with pbp-pmedian and spopt
    #[arg(long)]
    peers: Option<PathBuf>,
    /// Threads
    #[arg(long, default_value_t = 2)]
    threads: usize,
}

/// A section: its name and what measures it.
type Section = (&'static str, fn(&mut Page) -> Result<()>);

const SECTIONS: [Section; 10] = [
    ("pmed", pmed::medians),
    ("pmed-center", pmed::centers),
    ("grid", grid::published),
    ("growth", grid::growth),
    ("dense", drawn::dense),
    ("drawn", drawn::medians),
    ("cities", cities::cities),
    ("tsplib", tsplib::medians),
    ("tsplib-center", tsplib::centers),
    ("capacity", capacity::capacity),
];

fn main() -> ExitCode {
    match measure(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(args: &Args) -> Result<()> {
    let names: Vec<&str> = SECTIONS.iter().map(|&(name, _)| name).collect();
    if let Some(unknown) = args.only.iter().find(|only| !names.contains(&only.as_str())) {
        return Err(format!("no section `{unknown}`; there are {}", names.join(", ")).into());
    }
    let mut page = Page::new(args)?;
    for (name, section) in SECTIONS {
        if args.only.is_empty() || args.only.iter().any(|only| only == name) {
            section(&mut page)?;
        }
    }
    page.write()
}
