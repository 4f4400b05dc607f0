//! Roads cut at junctions.

use super::cost::Leg;
use crate::domain::LonLat;
use crate::domain::roads::{Profile, RoadClass, RoadNetwork, Way};
use crate::travel::earth::{Space, chord, geodesic_m, space};

/// A piece of road between two junctions (or ends), as far as a profile may use it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Edge {
    /// The junction at its first point.
    pub(super) from: u32,
    /// The junction at its last point.
    pub(super) to: u32,
    /// The start of its points, which end where those of the next edge start.
    pub(super) points: u32,
    /// The leg from its first point to its last, where travel is allowed.
    pub(super) forward: Option<Leg>,
    /// The leg from its last point to its first, where travel is allowed.
    pub(super) backward: Option<Leg>,
    /// Its class.
    pub(super) class: RoadClass,
}

/// Edges and the points that they go through.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub(super) edges: Vec<Edge>,
    pub(super) points: Vec<LonLat>,
    /// For each point: how far along its edge it is, in metres.
    pub(super) along_m: Vec<f32>,
    /// Where the junctions are.
    pub(super) junctions: Vec<LonLat>,
}

const NONE: u32 = u32::MAX;

/// Cuts the ways that `profile` may use at junctions and ends. O(refs).
pub(super) fn cut(network: &RoadNetwork, profile: &Profile) -> Pieces {
    let junctions = junctions(network, profile);
    let mut pieces = Pieces { junctions: numbered(network, &junctions), ..Pieces::default() };
    for way in network.ways() {
        let speeds = speeds_on(network, profile, way);
        if speeds == [None; 2] {
            continue;
        }
        let nodes = network.nodes_of(way);
        let mut start = 0;
        for end in 1..nodes.len() {
            if junctions[nodes[end] as usize] != NONE {
                pieces.add(network, profile, &nodes[start..=end], speeds, &junctions, way.class);
                start = end;
            }
        }
    }
    pieces
}

/// Speeds on a way in km/h; on a ferry from its duration, where known.
fn speeds_on(network: &RoadNetwork, profile: &Profile, way: &Way) -> [Option<f64>; 2] {
    let speeds = profile.speeds_km_h_on(way);
    let Some(duration) = way.duration.filter(|_| speeds != [None; 2]) else {
        return speeds;
    };
    let nodes = network.nodes_of(way).windows(2);
    let at = |node: u32| network.nodes()[node as usize].at;
    let metres: f64 = nodes.map(|pair| length_m(at(pair[0]), at(pair[1]))).sum();
    let speed = metres / duration.seconds() * 3.6;
    speeds.map(|own| own.map(|own| if speed > 0.0 { speed } else { own }))
}

/// The number of each node that is a junction or an end: along a curve that keeps neighbours together (Morton's), so
/// that a search finds what it needs next to each other in memory.
fn junctions(network: &RoadNetwork, profile: &Profile) -> Vec<u32> {
    let mut uses = vec![0_u8; network.nodes().len()];
    for way in network.ways() {
        if profile.speeds_km_h_on(way) == [None; 2] {
            continue;
        }
        let nodes = network.nodes_of(way);
        for &node in nodes {
            uses[node as usize] = uses[node as usize].saturating_add(1);
        }
        for end in [nodes[0], nodes[nodes.len() - 1]] {
            uses[end as usize] = uses[end as usize].saturating_add(1);
        }
    }
    let mut found: Vec<(u64, u32)> = (0_u32..)
        .zip(uses)
        .filter(|&(_, uses)| uses > 1)
        .map(|(node, _)| (morton(network.nodes()[node as usize].at), node))
        .collect();
    found.sort_unstable();
    let mut numbers = vec![NONE; network.nodes().len()];
    for (number, (_, node)) in (0_u32..).zip(found) {
        numbers[node as usize] = number;
    }
    numbers
}

fn numbered(network: &RoadNetwork, junctions: &[u32]) -> Vec<LonLat> {
    let mut found: Vec<(u32, LonLat)> = junctions
        .iter()
        .zip(network.nodes())
        .filter(|&(&number, _)| number != NONE)
        .map(|(&number, node)| (number, node.at))
        .collect();
    found.sort_unstable_by_key(|&(number, _)| number);
    found.into_iter().map(|(_, at)| at).collect()
}

fn morton(at: LonLat) -> u64 {
    let scaled =
        |degrees: f64, most: f64| ((degrees + most) / (2.0 * most) * f64::from(u32::MAX)) as u32;
    let spread = |value: u32| {
        (0..32).fold(0_u64, |sum, bit| sum | (u64::from((value >> bit) & 1) << (2 * bit)))
    };
    (spread(scaled(at.lon_deg(), 180.0)) << 1) | spread(scaled(at.lat_deg(), 90.0))
}

impl Pieces {
    fn add(
        &mut self,
        network: &RoadNetwork,
        profile: &Profile,
        nodes: &[u32],
        speeds: [Option<f64>; 2],
        junctions: &[u32],
        class: RoadClass,
    ) {
        let first = self.points.len();
        let sloping = profile.minds_slopes_on(class);
        let (mut metres, mut seconds) = (0.0, [0.0; 2]);
        for (position, &node) in nodes.iter().enumerate() {
            let node = network.nodes()[node as usize];
            if position > 0 {
                let before = network.nodes()[nodes[position - 1] as usize];
                let length = length_m(before.at, node.at);
                let rise = match (before.height_m, node.height_m) {
                    (Some(before), Some(after)) if length > 0.0 && sloping => {
                        f64::from(after - before) / length
                    }
                    _ => 0.0,
                };
                metres += length;
                for (way, slope) in [rise, -rise].into_iter().enumerate() {
                    let speed = speeds[way].unwrap_or(1.0) / 3.6 * profile.slope_factor(slope);
                    seconds[way] += length / speed;
                }
            }
            self.points.push(node.at);
            self.along_m.push(metres as f32);
        }
        let leg = |way: usize| speeds[way].and_then(|_| Leg::of(seconds[way], metres));
        let edge = Edge {
            from: junctions[nodes[0] as usize],
            to: junctions[nodes[nodes.len() - 1] as usize],
            points: first as u32,
            forward: leg(0),
            backward: leg(1),
            class,
        };
        if edge.forward.is_some() || edge.backward.is_some() {
            self.edges.push(edge);
        } else {
            self.points.truncate(first);
            self.along_m.truncate(first);
        }
    }
}

/// The length of a straight piece: up to 10 km the chord, which is shorter by less than 2 mm.
fn length_m(from: LonLat, to: LonLat) -> f64 {
    const PLAIN_M: f64 = 10_000.0;
    let (a, b): (Space, Space) = (space(from), space(to));
    let chord = chord(a, b);
    if chord < PLAIN_M { chord } else { geodesic_m(from, to) }
}
