//! Makes the two data folders `data/changshou` and `data/qianjiang` from the raw tables and the plans' facts in
//! `data/raw`. The same input gives the same bytes; nothing is drawn at random.
//!
//! ```text
//! cargo run --no-default-features --example prepare_data             # writes the layers
//! cargo run --no-default-features --example prepare_data -- --check  # says whether the files are what it would write
//! ```
//!
//! What is real and what is modelled, and how, is told in `data/README.md` and in every feature's `origin`,
//! `position_origin` and `method`. The plan files `plan.toml` are written by hand.

#![allow(
    unreachable_pub,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program, which talks to its user; its modules are not reachable from outside anyway"
)]

mod cells;
mod census;
mod chance;
mod checks;
mod existing;
mod facts;
mod geometry;
mod institutions;
mod medical;
mod offers;
mod output;
mod people;
mod projects;
mod raw;
mod share;
mod site;
mod spread;
mod towns;
mod units;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Every step's result; errors name the file or the fact that is wrong.
type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The facts file and the folder of each district.
const DISTRICTS: [&str; 2] = ["changshou", "qianjiang"];

fn main() -> ExitCode {
    let check = match std::env::args().skip(1).collect::<Vec<_>>().as_slice() {
        [] => false,
        [flag] if flag == "--check" => true,
        _ => {
            eprintln!("usage: prepare_data [--check]");
            return ExitCode::from(2);
        }
    };
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    for district in DISTRICTS {
        match prepare(&data, district, check) {
            Ok(summary) => println!("{district}: {summary}"),
            Err(error) => {
                eprintln!("error: {district}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    match census::prepare(&data, check) {
        Ok(summary) => println!("census: {summary}"),
        Err(error) => {
            eprintln!("error: census: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// Makes one district's layers and writes them, or compares them with the files when `check` is set. Returns the counts.
fn prepare(data: &Path, district: &str, check: bool) -> Result<String> {
    let raw = data.join("raw");
    let facts = facts::read(&raw.join("plans").join(format!("{district}.toml")))?;
    let tables = raw::read(&raw, &facts.district.code)?;

    let towns = towns::make(&tables, &facts)?;
    let units = units::make(&tables, &facts, &towns)?;
    let medical = medical::make(&facts, &towns)?;
    let mut sites = institutions::make(&facts, &towns)?;
    sites.extend(existing::make(&facts, &towns, &units)?);
    let projects = projects::make(&facts, &towns, &units, &medical, &sites)?;
    sites.extend(projects);
    let offers = offers::make(&facts, &towns, &units, &sites)?;
    sites.extend(offers);
    sites.sort_by(|a, b| a.id.cmp(&b.id));
    checks::run(&tables, &facts, &towns, &units, &sites)?;

    let folder: PathBuf = data.join(district);
    let name = &facts.district.name;
    let layers = [
        output::layer("towns.geojson", &format!("{name} towns"), towns::features(&towns, &units)),
        output::layer(
            "villages.geojson",
            &format!("{name} villages and communities"),
            units::features(&units, &towns),
        ),
        output::layer(
            "sites.geojson",
            &format!("{name} care facilities and places for them"),
            sites.iter().map(|site| site.feature(&towns, &units)).collect(),
        ),
        output::layer(
            "medical.geojson",
            &format!("{name} medical facilities"),
            medical::features(&medical, &towns),
        ),
        output::layer(
            "published.geojson",
            &format!("{name}: the layout that the published plan names"),
            sites.iter().filter_map(|site| site.published()).collect(),
        ),
    ];
    for layer in &layers {
        if check {
            layer.compare(&folder)?;
        } else {
            layer.write(&folder)?;
        }
    }
    Ok(format!(
        "{} towns, {} villages and communities, {} sites ({} standing), {} medical facilities{}",
        towns.len(),
        units.len(),
        sites.len(),
        sites.iter().filter(|site| site.standing).count(),
        medical.len(),
        if check { ": files agree" } else { "" }
    ))
}
