use super::cost::{Leg, Limit};
use super::graph::RoadGraph;
use super::search::Search;
use super::snap::Snapped;
use crate::domain::LonLat;
use crate::units::Metres;

/// What became of a point when it was joined to the roads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It is on the roads, and some site can be reached from it.
    Joined,
    /// It is on the roads, but no site can be reached from it, however long it takes.
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

/// A point and the roads.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct PointReport {
    /// Where it is.
    pub at: LonLat,
    /// How far the nearest usable road is; none where there are no roads.
    pub nearest: Option<Metres>,
    /// The component of the roads that it is on, the largest being 1; none off the roads and between components. In a
    /// plan, of the roads of people of its own setting.
    pub component: Option<usize>,
    /// What became of it. Sites are joined or off the road.
    pub fate: Fate,
}

/// What of the demand and the sites is on the roads, and what hangs together.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct NetworkReport {
    /// Demand points, in their order.
    pub demand: Vec<PointReport>,
    /// Sites, in their order.
    pub sites: Vec<PointReport>,
    /// Junctions of each component, the largest first.
    pub components: Vec<u32>,
    /// The same on the roads of rural people, where they travel otherwise; those above are then of urban people.
    pub rural_components: Option<Vec<u32>>,
}

impl NetworkReport {
    /// Whether every demand point is on the roads and can reach some site, and every site is on the roads.
    pub fn is_whole(&self) -> bool {
        let mut points = self.demand.iter().chain(&self.sites);
        points.all(|point| point.fate == Fate::Joined)
    }

    /// How many demand points have this fate, and what they weigh together.
    pub fn demand_of(&self, fate: Fate, weights: &[f64]) -> (usize, f64) {
        let found = self.demand.iter().zip(weights);
        let found = found.filter(|(point, _)| point.fate == fate);
        found.fold((0, 0.0), |(count, sum), (_, weight)| {
            (count + 1, sum + weight)
        })
    }

    /// The demand points that have this fate, by position.
    pub fn demand_at(&self, fate: Fate) -> impl Iterator<Item = usize> {
        let points = self.demand.iter().enumerate();
        points
            .filter(move |(_, point)| point.fate == fate)
            .map(|(position, _)| position)
    }

    /// How many sites are off the roads.
    pub fn sites_off_road(&self) -> usize {
        let off = |site: &&PointReport| site.fate == Fate::OffRoad;
        self.sites.iter().filter(off).count()
    }
}

impl RoadGraph {
    /// What of the demand and the sites is on the roads, and from where no site can be reached. One search over all
    /// roads: O(n log n).
    pub fn report(&self, demand: &[Snapped], sites: &[Snapped]) -> NetworkReport {
        let reaches = self.reaching(sites);
        let meets = self.meeting(sites);
        let point = |snapped: &Snapped, is_site: bool| {
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
    fn reaching(&self, sites: &[Snapped]) -> Vec<bool> {
        let mut reaches = vec![false; self.junctions()];
        let mut search = Search::new(self.junctions(), Limit::None.quantity(), Limit::None.key());
        let entries = sites.iter().flat_map(Snapped::entries);
        let starts = entries.flat_map(|entry| self.arriving(entry));
        let starts = starts.map(|(junction, _)| (junction, Leg::default()));
        search.run(&self.backward, starts, |junction, _| {
            reaches[junction as usize] = true;
        });
        reaches
    }
}
