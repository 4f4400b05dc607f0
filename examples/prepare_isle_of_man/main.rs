//! Makes the layers of `data/isle-of-man` from the extract of OpenStreetMap that lies there. The same input gives the
//! same bytes; nothing is drawn at random.
//!
//! ```text
//! cargo run --no-default-features --example prepare_isle_of_man             # writes the layers
//! cargo run --no-default-features --example prepare_isle_of_man -- --check  # says whether the files are what it would write
//! ```
//!
//! What is real and what is modelled, and how, is told in `data/isle-of-man/README.md` and in every feature's `origin`,
//! `position_origin` and `method`. The plan file `plan.toml` is written by hand.

#![allow(
    unreachable_pub,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program, which talks to its user; its modules are not reachable from outside anyway"
)]

#[allow(dead_code, reason = "road networks look at more of a block")]
#[path = "../../src/read/roads/blocks.rs"]
mod blocks;
mod extract;
mod ground;
mod homes;
mod output;
mod parishes;
mod places;
mod sites;
mod streets;
mod units;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

/// Every step's result; errors name what is wrong.
type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let check = match std::env::args().skip(1).collect::<Vec<_>>().as_slice() {
        [] => false,
        [flag] if flag == "--check" => true,
        _ => {
            eprintln!("usage: prepare_isle_of_man [--check]");
            return ExitCode::from(2);
        }
    };
    match prepare(check) {
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

/// Makes the layers and writes them, or compares them with the files when `check` is set. Returns the counts.
fn prepare(check: bool) -> Result<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/isle-of-man");
    let extract = extract::read(&folder.join("roads.osm.pbf"))?;
    let parishes = parishes::make(&extract)?;
    let mut homes = homes::find(&extract, &parishes);
    let drawn = homes.len();
    homes.extend(streets::find(&extract, &parishes));
    let places = places::find(&extract);
    let units = units::make(&homes, &parishes, &places)?;
    let sites = sites::facilities(&extract, &parishes, &places);
    let medical = sites::medical(&extract, &parishes, &places);
    let layers = [
        output::layer("towns.geojson", "parishes", parishes::features(&parishes, &units, &places)),
        output::layer("villages.geojson", "settlements", units::features(&units, &parishes)),
        output::layer("sites.geojson", "care facilities and places for them", sites),
        output::layer("medical.geojson", "medical facilities", medical),
    ];
    let counts: Vec<String> = layers.iter().map(output::Layer::count).collect();
    for layer in &layers {
        if check {
            layer.compare(&folder)?;
        } else {
            layer.write(&folder)?;
        }
    }
    Ok(format!(
        "isle-of-man: {drawn} buildings with homes and {} homes along streets, {} dwellings; {}{}",
        homes.len() - drawn,
        homes.iter().map(|home| home.dwellings).sum::<u64>(),
        counts.join(", "),
        if check { ": files agree" } else { "" }
    ))
}
