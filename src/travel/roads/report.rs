use super::cost::{Leg, Limit};
use super::graph::RoadGraph;
use super::search::Search;
use super::snap::SnappedPoint;
use crate::domain::LonLat;
use crate::units::Metres;

/// How a point is connected to the roads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It is on the roads, and some site can be reached from it.
    Joined,
    /// It is on the roads, but no site can be reached from it at any distance.
    Stranded,
    /// No road that may be used is near enough.
    OffRoad,
}

impl Fate {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Fate::Joined => "joined",
            Fate::Stranded => "stranded",
            Fate::OffRoad => "off-road",
        }
    }
}

/// The connection of a point to the roads.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct PointReport {
    /// Where it is.
    pub at: LonLat,
    /// The distance to the nearest usable road; none where there are no roads.
    pub nearest: Option<Metres>,
    /// The component of the roads that it is on, from 1, the largest; none off the roads and between components. In a
    /// plan it is of the roads for people of its own setting.
    pub component: Option<usize>,
    /// How it is connected. Sites are joined or off the road.
    pub fate: Fate,
}

/// Which demand points and sites are on the roads, and the components of the roads.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct NetworkReport {
    /// Demand points, in their order.
    pub demand: Vec<PointReport>,
    /// Sites, in their order.
    pub sites: Vec<PointReport>,
    /// Junctions of each component, the largest first.
    pub components: Vec<u32>,
    /// The components for rural people, where they travel differently; `components` are then those for urban people.
    pub rural_components: Option<Vec<u32>>,
}

impl NetworkReport {
    /// Whether every demand point is on the roads and can reach some site, and every site is on the roads.
    pub fn is_whole(&self) -> bool {
        let mut points = self.demand.iter().chain(&self.sites);
        points.all(|point| point.fate == Fate::Joined)
    }

    /// The number of demand points with this fate, and their total weight.
    pub fn demand_of(&self, fate: Fate, weights: &[f64]) -> (usize, f64) {
        let found = self.demand.iter().zip(weights);
        let found = found.filter(|(point, _)| point.fate == fate);
        found.fold((0, 0.0), |(count, sum), (_, weight)| (count + 1, sum + weight))
    }

    /// The demand points with this fate, by position.
    pub fn demand_at(&self, fate: Fate) -> impl Iterator<Item = usize> {
        let points = self.demand.iter().enumerate();
        points.filter(move |(_, point)| point.fate == fate).map(|(position, _)| position)
    }

    /// The number of sites off the roads.
    pub fn sites_off_road(&self) -> usize {
        let off = |site: &&PointReport| site.fate == Fate::OffRoad;
        self.sites.iter().filter(off).count()
    }
}

impl RoadGraph {
    /// Reports which demand points and sites are on the roads, and which points cannot reach any site. One search over
    /// all roads: O(n log n).
    pub fn report(&self, demand: &[SnappedPoint], sites: &[SnappedPoint]) -> NetworkReport {
        let reaches = self.reaching(sites);
        let meets = self.meeting(sites);
        let point = |snapped: &SnappedPoint, is_site: bool| {
            let entries = snapped.entries();
            let can = || {
                let mut ends = entries.iter().flat_map(|entry| self.leaving(entry));
                ends.any(|(junction, _)| reaches[junction as usize])
            };
            PointReport {
                at: snapped.at(),
                nearest: snapped.nearest(),
                component: entries
                    .iter()
                    .filter_map(|entry| self.component_of(entry.edge))
                    .min()
                    .map(|component| component as usize + 1),
                fate: match entries {
                    [] => Fate::OffRoad,
                    _ if is_site || can() || meets(snapped) => Fate::Joined,
                    _ => Fate::Stranded,
                },
            }
        };
        NetworkReport {
            demand: demand.iter().map(|snapped| point(snapped, false)).collect(),
            sites: sites.iter().map(|snapped| point(snapped, true)).collect(),
            components: self.sizes.clone(),
            rural_components: None,
        }
    }

    /// The junctions from which some site can be reached.
    fn reaching(&self, sites: &[SnappedPoint]) -> Vec<bool> {
        let mut reaches = vec![false; self.junctions()];
        let mut search = Search::new(self.junctions(), Limit::None.quantity(), Limit::None.key());
        let entries = sites.iter().flat_map(SnappedPoint::entries);
        let starts = entries.flat_map(|entry| self.arriving(entry));
        let starts = starts.map(|(junction, _)| (junction, Leg::default()));
        search.run(&self.backward, starts, |junction, _| {
            reaches[junction as usize] = true;
        });
        reaches
    }
}
