//! The Isle of Man, against networkx on the same extract: see tests/fixtures/roads/check_routes.py.

use std::path::{Path, PathBuf};
use yike::domain::LonLat;
use yike::domain::roads::{Mode, Profile, RoadNetwork};
use yike::read::roads::read_roads;
use yike::travel::roads::{Limit, RoadGraph};
use yike::units::Metres;

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn island() -> RoadNetwork {
    let file = read_roads(&project("data/isle-of-man/roads.osm.pbf")).expect("an extract");
    file.network
}

struct Route {
    from: LonLat,
    to: LonLat,
    minutes: f64,
    metres: f64,
}

fn routes(mode: Mode) -> Vec<Route> {
    let path = project("tests/fixtures/roads/isle_of_man_routes.csv");
    let text = std::fs::read_to_string(path).expect("the fixture");
    let of_mode = text.lines().filter(|line| line.starts_with(mode.word()));
    of_mode
        .map(|line| {
            let mut cells = line.split(',').skip(1).map(|cell| cell.parse().expect("a number"));
            let mut next = || cells.next().expect("six numbers");
            let mut place = || LonLat::new(next(), next()).expect("on the island");
            let (from, to) = (place(), place());
            Route { from, to, minutes: next(), metres: next() }
        })
        .collect()
}

#[test]
fn five_hundred_routes_agree_with_an_independent_router_to_a_thousandth() {
    let network = island();
    for mode in [Mode::Walk, Mode::Drive] {
        let graph = RoadGraph::new(&network, &Profile::of(mode));
        let routes = routes(mode);
        assert_eq!(routes.len(), 500);
        let snap = |places: Vec<LonLat>| graph.snap(&places, Metres::new(5.0).expect("a length"));
        let starts = snap(routes.iter().map(|route| route.from).collect());
        let ends = snap(routes.iter().map(|route| route.to).collect());
        let mut worst = (0.0_f64, 0.0_f64);
        // The fixture has ten routes from each of fifty places.
        for (group, own) in routes.chunks(10).enumerate() {
            let at = group * 10;
            let ways = graph.routes(&starts[at..=at], &ends[at..at + 10], Limit::None);
            assert_eq!(ways.of(0).len(), 10);
            for (way, route) in ways.of(0).zip(own) {
                assert_eq!(route.from, own[0].from);
                let off =
                    |own: f64, theirs: f64, least: f64| (own - theirs).abs() / theirs.max(least);
                worst.0 = worst.0.max(off(way.time.minutes(), route.minutes, 0.1));
                worst.1 = worst.1.max(off(way.distance.metres(), route.metres, 10.0));
            }
        }
        assert!(worst.0 < 0.001 && worst.1 < 0.001, "{mode}: {worst:?}");
    }
}

#[test]
fn an_extract_is_the_same_network_at_any_number_of_threads() {
    let network = island();
    assert_eq!(network.ways().len(), 9_216);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    assert!(pool.expect("a thread").install(island) == network);
}
