use super::components::components;
use super::cost::{Quantity, unpack};
use super::edges::{Edge, Pieces, cut};
use super::near::SegmentTree;
use super::steps::{Step, Steps};
use crate::domain::LonLat;
use crate::domain::roads::{Profile, RoadNetwork};
use crate::units::{Metres, Seconds};

/// The roads that people of a profile may use, cut to pieces between junctions.
///
/// Memory: about 150 bytes an edge and 80 a point on it.
#[derive(Debug)]
pub struct RoadGraph {
    pub(super) profile: Profile,
    pub(super) edges: Vec<Edge>,
    pub(super) points: Vec<LonLat>,
    pub(super) along_m: Vec<f32>,
    pub(super) junctions: Vec<LonLat>,
    pub(super) forward: Steps,
    pub(super) backward: Steps,
    /// The component of each junction.
    pub(super) component: Vec<u32>,
    /// Junctions of each component, the largest component first.
    pub(super) sizes: Vec<u32>,
    pub(super) segments: SegmentTree,
}

impl RoadGraph {
    /// The graph of `network` for `profile`. O(n log n) in the points of usable roads.
    pub fn new(network: &RoadNetwork, profile: &Profile) -> Self {
        let Pieces { edges, points, along_m, junctions } = cut(network, profile);
        let ways = edges.iter().flat_map(|edge| {
            let forward = edge.forward.map(|leg| (edge.from, edge.to, leg));
            let backward = edge.backward.map(|leg| (edge.to, edge.from, leg));
            forward.into_iter().chain(backward)
        });
        // Loops are never part of a route.
        let ways = ways.filter(|(from, to, _)| from != to);
        let count = junctions.len();
        let ahead = ways.clone().map(|(from, to, leg)| (from, Step { to, leg }));
        let forward = Steps::new(count, ahead);
        let back = ways.map(|(from, to, leg)| (to, Step { to: from, leg }));
        let backward = Steps::new(count, back);
        let (component, sizes) = components(count, &forward, &backward);
        let segments = SegmentTree::new(&edges, &points, profile);
        Self {
            profile: profile.clone(),
            edges,
            points,
            along_m,
            junctions,
            forward,
            backward,
            component,
            sizes,
            segments,
        }
    }

    /// The profile of the travellers.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The number of junctions and ends.
    pub fn junctions(&self) -> usize {
        self.junctions.len()
    }

    /// The number of pieces of road.
    pub fn edges(&self) -> usize {
        self.edges.len()
    }

    /// Where the junctions and ends are.
    pub fn places(&self) -> &[LonLat] {
        &self.junctions
    }

    /// All steps from junction to junction: from, to, time and length.
    pub fn steps(&self) -> impl Iterator<Item = (usize, usize, Seconds, Metres)> {
        (0..self.junctions.len()).flat_map(|from| {
            self.forward.from(from as u32).iter().map(move |step| {
                let (time, length) = unpack(step.leg.key(Quantity::Time), Quantity::Time);
                (from, step.to as usize, time, length)
            })
        })
    }

    /// The junctions of each component, the largest first. Components are strongly connected: within one every junction
    /// can be reached from every other. A junction that can only be left, or only be entered, is a component of its
    /// own.
    pub fn component_sizes(&self) -> &[u32] {
        &self.sizes
    }

    /// The places of the edge at `edge`: its points, and how far along it each is in metres.
    pub(super) fn shape(&self, edge: usize) -> (&[LonLat], &[f32]) {
        let start = self.edges[edge].points as usize;
        let end = self.edges.get(edge + 1).map_or(self.points.len(), |next| next.points as usize);
        (&self.points[start..end], &self.along_m[start..end])
    }

    /// The component of an edge: that of both its ends; none where they are of two.
    pub(super) fn component_of(&self, edge: u32) -> Option<u32> {
        let edge = &self.edges[edge as usize];
        let [from, to] = [edge.from, edge.to].map(|junction| self.component[junction as usize]);
        (from == to).then_some(from)
    }
}
