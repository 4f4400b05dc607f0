//! Writes a made-up region of any size as an input of Yike, to try the tool on more than a district. The defaults
//! are the size of Chongqing: 1,030 towns, 3,135 communities, 8,029 villages, 82,000 square kilometres, about 32
//! million people.
//!
//! ```text
//! cargo run --release --example synthetic_region -- --out DIR [--towns 1030 --communities 3135 --villages 8029]
//!     [--sites 15000] [--seed 1] [--binding-all]
//! ```
//!
//! Numbers and averages are those of Chongqing's programme of 2020; where things are and how they vary is drawn by
//! lot, and every feature says so. The same sizes and seed give the same bytes. A region of a few towns may come out
//! without any plan that meets all targets: with two institutions, the lot decides whether nursing beds can be enough.

#![allow(
    unreachable_pub,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program, which talks to its user; its modules are not reachable from outside anyway"
)]

mod chance;
mod existing;
mod institutions;
mod map;
mod offers;
mod output;
mod plan;
mod site;
mod towns;
mod units;

use clap::Parser;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

/// Every step's result; errors name the file.
type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Writes a made-up region: towns.geojson, villages.geojson, sites.geojson and plan.toml.
#[derive(Debug, Parser)]
struct Typed {
    /// Folder for the files; made when missing
    #[arg(long)]
    out: PathBuf,
    #[command(flatten)]
    size: Size,
}

/// How large the region is, and what decides its details.
#[derive(Debug, clap::Args)]
pub struct Size {
    /// Streets and townships
    #[arg(long, default_value_t = 1030, value_parser = positive)]
    towns: usize,
    /// Urban units
    #[arg(long, default_value_t = 3135)]
    communities: usize,
    /// Rural units
    #[arg(long, default_value_t = 8029)]
    villages: usize,
    /// Facilities that stand and places for more; more where each unit could not have one otherwise
    #[arg(long, default_value_t = 15_000)]
    sites: usize,
    /// The same seed gives the same region
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Bind the plan to reach everyone, with money for it
    #[arg(long)]
    binding_all: bool,
}

fn positive(text: &str) -> std::result::Result<usize, String> {
    match text.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err("a number from 1".into()),
    }
}

fn main() -> ExitCode {
    match run(&Typed::parse()) {
        Ok(summary) => {
            println!("{summary}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Makes the region and writes it. Returns the counts.
fn run(typed: &Typed) -> Result<String> {
    let size = &typed.size;
    let towns = towns::make(size);
    let units = units::make(size, &towns);
    let mut sites = existing::make(size, &towns, &units);
    sites.extend(institutions::make(size, &towns));
    let offers = offers::make(size, &towns, &units, &sites);
    sites.extend(offers);
    sites.sort_by(|a, b| a.id.cmp(&b.id));

    output::write(&typed.out, "towns.geojson", &output::towns(&towns, &units))?;
    let villages = output::villages(&towns, &units);
    output::write(&typed.out, "villages.geojson", &villages)?;
    let layer = output::sites(&towns, &units, &sites);
    output::write(&typed.out, "sites.geojson", &layer)?;
    let plan = plan::make(size, &towns, &units, &sites);
    output::write(&typed.out, "plan.toml", &plan)?;

    let count = |tier: &str, standing: bool| {
        let of_tier = |site: &&site::Site| site.tier == tier && site.standing == standing;
        sites.iter().filter(of_tier).count()
    };
    let tiers = ["centre", "station", "point", "institution"];
    let counts: Vec<String> = tiers
        .iter()
        .map(|tier| format!("{tier} {}+{}", count(tier, true), count(tier, false)))
        .collect();
    let people: usize = units.iter().map(|unit| unit.persons).sum();
    let aged: usize = units.iter().map(|unit| unit.aged_60).sum();
    Ok(format!(
        "{} towns, {} units, {people} people, {aged} of 60 and over, {} sites (standing+offered: {}) in {}",
        towns.len(),
        units.len(),
        sites.len(),
        counts.join(", "),
        typed.out.display()
    ))
}
