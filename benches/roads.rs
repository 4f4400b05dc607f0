//! Roads: reading an extract, making the graph, joining points, ways between many points.

use divan::Bencher;
use std::path::{Path, PathBuf};
use yike::domain::LonLat;
use yike::domain::roads::{Mode, Profile, RoadNetwork};
use yike::read::roads::read_roads;
use yike::travel::roads::{Limit, RoadGraph};
use yike::units::{Metres, Seconds};

const MODES: [&str; 2] = ["walk", "drive"];

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/isle-of-man/roads.osm.pbf")
}

fn island() -> RoadNetwork {
    read_roads(&path()).expect("an extract").network
}

fn graph(mode: &str) -> RoadGraph {
    let mode = Mode::from_word(mode).expect("a mode");
    RoadGraph::new(&island(), &Profile::of(mode))
}

/// So many nodes of the network, drawn evenly.
fn places(network: &RoadNetwork, count: usize) -> Vec<LonLat> {
    let nodes = network.nodes();
    (0..count).map(|number| nodes[number * 7919 % nodes.len()].at).collect()
}

#[divan::bench(sample_count = 5)]
fn read() -> RoadNetwork {
    island()
}

#[divan::bench(args = MODES, sample_count = 5)]
fn junctions(bencher: Bencher<'_, '_>, mode: &str) {
    let network = island();
    let profile = Profile::of(Mode::from_word(mode).expect("a mode"));
    bencher.bench(|| RoadGraph::new(&network, &profile));
}

#[divan::bench(args = MODES, sample_count = 5)]
fn snap(bencher: Bencher<'_, '_>, mode: &str) {
    let (network, graph) = (island(), graph(mode));
    let places = places(&network, 12_500);
    let limit = Metres::new(500.0).expect("a length");
    bencher.bench(|| graph.snap(&places, limit));
}

/// 12,000 origins, 500 destinations, 15 minutes.
#[divan::bench(args = MODES, sample_count = 5)]
fn many_ways(bencher: Bencher<'_, '_>, mode: &str) {
    let (network, graph) = (island(), graph(mode));
    let points = graph.snap(&places(&network, 12_500), Metres::new(500.0).expect("a length"));
    let (origins, sites) = points.split_at(12_000);
    let limit = Limit::Time(Seconds::new(900.0).expect("a time"));
    bencher.bench(|| graph.routes(origins, sites, limit));
}

fn main() {
    divan::main();
}
