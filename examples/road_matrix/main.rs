//! Times a travel matrix, and writes its graph so that another program can be timed on the same one:
//!
//! ```sh
//! cargo run --release --no-default-features --example road_matrix -- ROADS DEMAND.csv SITES.csv MINUTES OUT
//! python examples/road_matrix/pandana_matrix.py OUT MINUTES
//! ```
//!
//! The tables have the columns id, lon and lat. Points are put on the nearest junction for the other program, which
//! has no places between them; here they are joined to the nearest road.

#![allow(clippy::print_stderr, reason = "an example that says how long it took")]

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;
use yike::domain::LonLat;
use yike::domain::roads::{Mode, Profile};
use yike::read::roads::read_roads;
use yike::travel::roads::{Limit, RoadGraph};
use yike::units::{Metres, Seconds};

fn points(path: &Path) -> Result<Vec<LonLat>, Box<dyn Error>> {
    let mut places = Vec::new();
    for row in csv::Reader::from_path(path)?.deserialize() {
        let (_, lon, lat): (String, f64, f64) = row?;
        places.push(LonLat::new(lon, lat)?);
    }
    Ok(places)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [roads, demand, sites, minutes, out] = &arguments[..] else {
        return Err("give ROADS DEMAND.csv SITES.csv MINUTES OUT".into());
    };
    let limit = Limit::Time(Seconds::new(minutes.parse::<f64>()? * 60.0)?);
    let out = PathBuf::from(out);
    std::fs::create_dir_all(&out)?;
    let begun = Instant::now();
    let file = read_roads(Path::new(roads)).map_err(|problems| format!("{problems:?}"))?;
    eprintln!("read {} roads in {:.2?}", file.network.ways().len(), begun.elapsed());
    let (demand, sites) = (points(Path::new(demand))?, points(Path::new(sites))?);
    for mode in [Mode::Walk, Mode::Drive] {
        let begun = Instant::now();
        let graph = RoadGraph::new(&file.network, &Profile::of(mode));
        let built = begun.elapsed();
        let snap = Metres::new(500.0)?;
        let (from, to) = (graph.snap(&demand, snap), graph.snap(&sites, snap));
        let snapped = begun.elapsed() - built;
        let begun = Instant::now();
        let ways = graph.routes(&from, &to, limit);
        eprintln!(
            "{mode}: graph of {} junctions and {} edges in {built:.2?}, {} points joined in {snapped:.2?}, {} pairs in {:.3?}",
            graph.junctions(),
            graph.edges(),
            from.len() + to.len(),
            ways.pairs(),
            begun.elapsed()
        );
        let mut nodes = String::from("x,y\n");
        for at in graph.places() {
            writeln!(nodes, "{},{}", at.lon_deg(), at.lat_deg())?;
        }
        let mut edges = String::from("from,to,minutes\n");
        for (from, to, time, _) in graph.steps() {
            writeln!(edges, "{from},{to},{}", time.minutes())?;
        }
        std::fs::write(out.join(format!("{mode}_nodes.csv")), nodes)?;
        std::fs::write(out.join(format!("{mode}_edges.csv")), edges)?;
    }
    for (name, places) in [("demand", demand), ("sites", sites)] {
        let mut text = String::from("x,y\n");
        for at in places {
            writeln!(text, "{},{}", at.lon_deg(), at.lat_deg())?;
        }
        std::fs::write(out.join(format!("{name}.csv")), text)?;
    }
    Ok(())
}
