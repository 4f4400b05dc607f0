//! Small networks drawn at random, against every way tried.

use proptest::prelude::*;
use yike::domain::LonLat;
use yike::domain::roads::{
    Direction, Mode, Passage, Profile, RoadClass, RoadNetwork, RoadNode, RoadParts, Way,
};
use yike::travel::roads::{Limit, RoadGraph, Routes, SnappedPoint};
use yike::units::{Metres, Seconds};

/// A place near the origin: 0.001 degrees are about 111 m.
fn place(x: f64, y: f64) -> LonLat {
    LonLat::new(x * 0.001, y * 0.001).expect("near the origin")
}

fn metres(metres: f64) -> Metres {
    Metres::new(metres).expect("a length")
}

const CLASSES: [RoadClass; 5] = [
    RoadClass::Primary,
    RoadClass::Residential,
    RoadClass::Service,
    RoadClass::Footway,
    RoadClass::Ferry,
];
const DIRECTIONS: [Direction; 3] = [Direction::Both, Direction::Forward, Direction::Backward];

/// Roads of two to four nodes between nodes of a small field.
fn networks() -> impl Strategy<Value = RoadNetwork> {
    let nodes = prop::collection::vec((0_i32..60, 0_i32..60), 4..12);
    let ways = prop::collection::vec(
        (0..CLASSES.len(), 0..DIRECTIONS.len(), prop::collection::vec(0_usize..12, 2..5)),
        2..14,
    );
    (nodes, ways).prop_map(|(nodes, ways)| {
        let mut parts = RoadParts {
            nodes: nodes
                .iter()
                .enumerate()
                .map(|(number, &(x, y))| {
                    // Off the grid, so that roads cross nowhere but at nodes where a point may lie.
                    let off = |step: f64| (number as f64 * step).fract();
                    RoadNode {
                        at: place(f64::from(x) + off(0.618_034), f64::from(y) + off(0.414_214)),
                        height_m: None,
                    }
                })
                .collect(),
            ..RoadParts::default()
        };
        let mut joined = std::collections::BTreeSet::new();
        for (class, direction, stops) in ways {
            let start = parts.refs.len();
            for stop in stops {
                let stop = (stop % nodes.len()) as u32;
                let last = parts.refs[start..].last().copied();
                // Each pair of nodes is joined once: which of two roads at one place is taken is left open.
                if last.is_none_or(|last| {
                    last != stop && joined.insert((last.min(stop), last.max(stop)))
                }) {
                    parts.refs.push(stop);
                }
            }
            if parts.refs.len() - start < 2 {
                parts.refs.truncate(start);
                continue;
            }
            let vehicles = Passage { direction: DIRECTIONS[direction], ..Passage::default() };
            parts.ways.push(Way {
                class: CLASSES[class],
                passages: [Passage::default(), vehicles, vehicles, vehicles],
                speed_limit: None,
                duration: None,
                refs: start..parts.refs.len(),
            });
        }
        RoadNetwork::new(parts).expect("a network")
    })
}

fn points() -> impl Strategy<Value = Vec<LonLat>> {
    let point = (0_i32..600, 0_i32..600);
    prop::collection::vec(point, 1..8).prop_map(|points| {
        let place = |(x, y)| place(f64::from(x) / 10.0, f64::from(y) / 10.0);
        points.into_iter().map(place).collect()
    })
}

/// Minutes between all pairs of nodes, each step a straight piece of a way, by Floyd and Warshall.
fn between_nodes(network: &RoadNetwork, profile: &Profile) -> Vec<Vec<f64>> {
    let count = network.nodes().len();
    let mut minutes = vec![vec![f64::INFINITY; count]; count];
    for (node, row) in minutes.iter_mut().enumerate() {
        row[node] = 0.0;
    }
    for way in network.ways() {
        let speeds = profile.speeds_km_h_on(way);
        for pair in network.nodes_of(way).windows(2) {
            let [a, b] = [pair[0] as usize, pair[1] as usize];
            let long = length(network.nodes()[a].at, network.nodes()[b].at);
            for (from, to, speed) in [(a, b, speeds[0]), (b, a, speeds[1])] {
                if let Some(speed) = speed {
                    let step = long / (speed / 3.6) / 60.0;
                    minutes[from][to] = minutes[from][to].min(step);
                }
            }
        }
    }
    for via in 0..count {
        for from in 0..count {
            for to in 0..count {
                let through = minutes[from][via] + minutes[via][to];
                minutes[from][to] = minutes[from][to].min(through);
            }
        }
    }
    minutes
}

/// Near the origin degrees are metres, to 0.7 % of each other: lengths in a plane of WGS84's own scale there.
fn length(a: LonLat, b: LonLat) -> f64 {
    let x = (a.lon_deg() - b.lon_deg()) * 111_319.49;
    let y = (a.lat_deg() - b.lat_deg()) * 110_574.28;
    x.hypot(y)
}

/// Minutes between two points, joined to the roads where the graph says they are; straight where the way there is no
/// longer than both walks to the roads and `slack_m`.
fn tried(
    slack_m: f64,
    network: &RoadNetwork,
    graph: &RoadGraph,
    from: &SnappedPoint,
    to: &SnappedPoint,
) -> f64 {
    let profile = graph.profile();
    let nodes = between_nodes(network, profile);
    let walk = |metres: f64| metres / profile.walk().metres_per_second() / 60.0;
    let mut best = f64::INFINITY;
    // Routes out of an entry and into it: along each straight piece that goes through its place.
    let ends = |snapped: &SnappedPoint, out: bool| {
        let mut ends = Vec::new();
        for entry in snapped.entries() {
            for way in network.ways() {
                let speeds = profile.speeds_km_h_on(way);
                if way.class == RoadClass::Ferry {
                    continue;
                }
                for pair in network.nodes_of(way).windows(2) {
                    let at = pair.iter().map(|&node| network.nodes()[node as usize].at);
                    let at: Vec<LonLat> = at.collect();
                    let (first, last) = (length(at[0], entry.at()), length(entry.at(), at[1]));
                    // On the piece.
                    if first + last - length(at[0], at[1]) > 1e-8 {
                        continue;
                    }
                    for (node, far, speed) in [
                        (pair[0], first, speeds[usize::from(out)]),
                        (pair[1], last, speeds[usize::from(!out)]),
                    ] {
                        // At a node one is on every way through it.
                        let speed = if far < 1e-6 { Some(1.0) } else { speed };
                        if let Some(speed) = speed {
                            let time = far / (speed / 3.6) / 60.0;
                            ends.push((node as usize, walk(entry.walk().metres()) + time));
                        }
                    }
                }
            }
        }
        ends
    };
    for &(a, leaving) in &ends(from, true) {
        for &(b, arriving) in &ends(to, false) {
            best = best.min(leaving + nodes[a][b] + arriving);
        }
    }
    if let (Some(a), Some(b)) = (from.entries().first(), to.entries().first()) {
        let apart = length(from.at(), to.at());
        if apart <= a.walk().metres() + b.walk().metres() + slack_m {
            best = best.min(walk(apart));
        }
    }
    for a in from.entries() {
        for b in to.entries() {
            // Both on one straight piece.
            for way in network.ways().iter().filter(|way| way.class != RoadClass::Ferry) {
                let speeds = profile.speeds_km_h_on(way);
                for pair in network.nodes_of(way).windows(2) {
                    let [first, last] = [pair[0], pair[1]].map(|n| network.nodes()[n as usize].at);
                    let whole = length(first, last);
                    let on = |at| length(first, at) + length(at, last) - whole < 1e-8;
                    if !(on(a.at()) && on(b.at())) {
                        continue;
                    }
                    let ahead = length(first, b.at()) - length(first, a.at());
                    for (far, speed) in [(ahead, speeds[0]), (-ahead, speeds[1])] {
                        if let Some(speed) = speed.filter(|_| far >= -1e-9) {
                            let time = far.max(0.0) / (speed / 3.6) / 60.0;
                            best = best.min(walk(a.walk().metres() + b.walk().metres()) + time);
                        }
                    }
                }
            }
        }
    }
    best
}

fn minutes(ways: &Routes, from: usize, to: usize) -> f64 {
    let way = ways.of(from).find(|way| way.to == to);
    way.map_or(f64::INFINITY, |way| way.time.minutes())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn ways_are_the_quickest_of_all_that_can_be_tried(
        network in networks(),
        from in points(),
        to in points(),
        mode in prop::sample::select(Mode::ALL.to_vec()),
    ) {
        let graph = RoadGraph::new(&network, &Profile::of(mode));
        let (from, to) = (graph.snap(&from, metres(2000.0)), graph.snap(&to, metres(2000.0)));
        let ways = graph.routes(&from, &to, Limit::None);
        for (i, a) in from.iter().enumerate() {
            for (j, b) in to.iter().enumerate() {
                // Who is as near to the other point as to the roads may be taken either way.
                let own = minutes(&ways, i, j);
                let [least, most] = [1.0, -1.0].map(|slack_m| tried(slack_m, &network, &graph, a, b));
                let near = |all: f64| 0.001 * all + 0.001;
                let same = own == most || (own >= least - near(least) && own <= most + near(most));
                prop_assert!(same, "{mode} {i} to {j}: {own}, tried {least} to {most}");
            }
        }
    }

    #[test]
    fn a_wider_limit_loses_nobody_and_changes_no_way(
        network in networks(), from in points(), to in points(), minutes in 1_u32..60,
    ) {
        let graph = RoadGraph::new(&network, &Profile::of(Mode::Drive));
        let (from, to) = (graph.snap(&from, metres(800.0)), graph.snap(&to, metres(800.0)));
        let limit = |minutes: u32| Limit::Time(Seconds::new(f64::from(minutes) * 60.0).expect("a time"));
        let near = graph.routes(&from, &to, limit(minutes));
        let far = graph.routes(&from, &to, limit(minutes + 7));
        for origin in 0..from.len() {
            for way in near.of(origin) {
                prop_assert!(way.time.seconds() <= f64::from(minutes) * 60.0);
                prop_assert!(far.of(origin).any(|other| other == way));
            }
        }
        // The search from either side, and at any number of threads, is the same.
        for threads in [1, 2, 8] {
            let pool = rayon_pool(threads);
            prop_assert_eq!(&pool.install(|| graph.routes(&from, &to, limit(minutes))), &near);
        }
    }

    #[test]
    fn on_foot_the_way_back_is_as_long(network in networks(), from in points(), to in points()) {
        let graph = RoadGraph::new(&network, &Profile::of(Mode::Walk));
        let (from, to) = (graph.snap(&from, metres(800.0)), graph.snap(&to, metres(800.0)));
        let (there, back) = (
            graph.routes(&from, &to, Limit::None),
            graph.routes(&to, &from, Limit::None),
        );
        for i in 0..from.len() {
            for j in 0..to.len() {
                let (there, back) = (minutes(&there, i, j), minutes(&back, j, i));
                prop_assert!(there == back || (there - back).abs() < 1e-3, "{there} {back}");
            }
        }
    }

    #[test]
    fn the_shortest_way_is_no_longer_than_the_quickest(
        network in networks(), from in points(), to in points(),
    ) {
        let graph = RoadGraph::new(&network, &Profile::of(Mode::Drive));
        let (from, to) = (graph.snap(&from, metres(800.0)), graph.snap(&to, metres(800.0)));
        let quick = graph.routes(&from, &to, Limit::None);
        let short = graph.routes(&from, &to, Limit::Distance(metres(1e6)));
        for origin in 0..from.len() {
            prop_assert_eq!(quick.of(origin).len(), short.of(origin).len());
            for (quick, short) in quick.of(origin).zip(short.of(origin)) {
                prop_assert_eq!(quick.to, short.to);
                prop_assert!(short.distance.metres() <= quick.distance.metres());
                prop_assert!(quick.time.seconds() <= short.time.seconds());
            }
        }
    }
}

fn rayon_pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads")
}
