//! The roads of a plan and the water between them as the page holds them: what matters most, in few bytes.

use crate::domain::LonLat;
use crate::domain::roads::{RoadClass, RoadNetwork, Way};
use crate::run::folder::{LayoutRun, Roads};
use geo::{Coord, LineString, Simplify};
use serde_json::{Value, json};

/// Roads of which the whole map is told, and those that it is told of nearby.
const MAIN: [RoadClass; 5] = [
    RoadClass::Motorway,
    RoadClass::Trunk,
    RoadClass::Primary,
    RoadClass::Secondary,
    RoadClass::Tertiary,
];
const MINOR: [RoadClass; 4] =
    [RoadClass::Unclassified, RoadClass::Residential, RoadClass::LivingStreet, RoadClass::Road];
/// No more positions and names than these: minor classes are left out first, then names.
const MOST_POSITIONS: usize = 60_000;
const MOST_NAMES: usize = 1_500;
/// Corners are dropped that are no farther than this from the line without them, degrees: some ten metres.
const CORNER_DEG: f64 = 1e-4;
/// Positions are whole numbers of this many to a degree.
const SCALE: f64 = 1e5;
/// Room about the run's places, as a part of their extent.
const ABOUT: f64 = 0.1;

/// Lines of main and of minor roads, each as longitude and latitude and then the steps to the next positions, and names where
/// the longest road of that name has its middle; of roads about the run's places.
pub(super) fn roads(network: &RoadNetwork, run: &LayoutRun) -> Value {
    roads_about(network, &places(run))
}

/// The same of roads about these places.
pub(super) fn roads_about(network: &RoadNetwork, places: &[LonLat]) -> Value {
    let within = extent(places);
    let mut positions = 0;
    let mut of_classes = |classes: &[RoadClass]| -> Vec<Value> {
        let mut kept = Vec::new();
        for class in classes {
            let ways = network.ways().iter().filter(|way| way.class == *class);
            let lines: Vec<LineString> =
                ways.filter_map(|way| line(network, way, within)).collect();
            let more: usize = lines.iter().map(|own| own.0.len()).sum();
            if positions + more > MOST_POSITIONS {
                break;
            }
            positions += more;
            kept.extend(lines.iter().map(steps));
        }
        kept
    };
    let (main, minor) = (of_classes(&MAIN), of_classes(&MINOR));
    json!({ "scale": SCALE, "main": main, "minor": minor, "names": names(network, within) })
}

/// Water about the run's places, lines and areas written as roads are; none where there is none. What has fewest corners, as
/// ponds have, is left out first.
pub(super) fn water(roads: &Roads, run: &LayoutRun) -> Option<Value> {
    water_about(roads, &places(run))
}

/// The same of water about these places.
pub(super) fn water_about(roads: &Roads, places: &[LonLat]) -> Option<Value> {
    let within = extent(places);
    let told = |lines: &[Vec<LonLat>]| -> Vec<Value> {
        let shown = lines.iter().filter_map(|own| shown(own.iter().copied(), within));
        let mut shown: Vec<LineString> = shown.collect();
        shown.sort_by_key(|own| std::cmp::Reverse(own.0.len()));
        let mut positions = 0;
        let kept = shown.iter().take_while(|own| {
            positions += own.0.len();
            positions <= MOST_POSITIONS
        });
        kept.map(steps).collect()
    };
    let (areas, lines) = (told(&roads.areas_of_water), told(&roads.lines_of_water));
    (!areas.is_empty() || !lines.is_empty())
        .then(|| json!({ "scale": SCALE, "areas": areas, "lines": lines }))
}

/// Where the run's sites and people are.
fn places(run: &LayoutRun) -> Vec<LonLat> {
    let sites = run.sites.iter().map(|own| own.at);
    sites.chain(run.units.iter().map(|own| own.at)).collect()
}

/// West, south, east, north.
fn extent(places: &[LonLat]) -> [f64; 4] {
    let all = places.iter().fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |[w, s, e, n], at| {
        let (x, y) = (at.lon_deg(), at.lat_deg());
        [w.min(x), s.min(y), e.max(x), n.max(y)]
    });
    let [w, s, e, n] = all;
    let (x, y) = ((e - w) * ABOUT, (n - s) * ABOUT);
    [w - x, s - y, e + x, n + y]
}

/// A way with the corners that show; none outside.
fn line(network: &RoadNetwork, way: &Way, within: [f64; 4]) -> Option<LineString> {
    shown(network.nodes_of(way).iter().map(|&node| network.nodes()[node as usize].at), within)
}

fn shown(line: impl Iterator<Item = LonLat>, [w, s, e, n]: [f64; 4]) -> Option<LineString> {
    let line: LineString = line.map(|at| Coord { x: at.lon_deg(), y: at.lat_deg() }).collect();
    let is_within = |at: &Coord| (w..=e).contains(&at.x) && (s..=n).contains(&at.y);
    line.0.iter().any(is_within).then(|| line.simplify(CORNER_DEG))
}

fn steps(line: &LineString) -> Value {
    let mut last = (0, 0);
    let numbers = line.0.iter().flat_map(|at| {
        let own = ((at.x * SCALE).round() as i64, (at.y * SCALE).round() as i64);
        let step = [own.0 - last.0, own.1 - last.1];
        last = own;
        step
    });
    numbers.map(|number| json!(number)).collect()
}

/// Names of roads, those of more important ones first.
fn names(network: &RoadNetwork, within: [f64; 4]) -> Vec<Value> {
    let mut found: Vec<(usize, &str, Coord)> = Vec::new();
    // Ids of ways are names, too.
    for name in network.names().filter(|name| !name.chars().all(|own| own.is_ascii_digit())) {
        let ways = network.called(name).iter().map(|&way| &network.ways()[way as usize]);
        let ranked = ways.filter_map(|way| {
            let rank = MAIN.iter().chain(&MINOR).position(|own| *own == way.class)?;
            Some((rank, line(network, way, within)?))
        });
        let longest = ranked.max_by_key(|(rank, line)| (line.0.len(), std::cmp::Reverse(*rank)));
        if let Some((rank, line)) = longest {
            found.push((rank, name, line.0[line.0.len() / 2]));
        }
    }
    found.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    found.truncate(MOST_NAMES);
    let place = |deg: f64| (deg * SCALE).round() / SCALE;
    found.iter().map(|(_, name, at)| json!([place(at.x), place(at.y), name])).collect()
}
