//! The arcs of a plan over its roads.

use super::cost::{Limit, Quantity};
use super::graph::RoadGraph;
use super::many::{Route, Routes};
use super::report::{Fate, NetworkReport, PointReport};
use super::snap::SnappedPoint;
use crate::domain::roads::{Profile, RoadTravel};
use crate::domain::{
    LonLat, Problem, Reach, Setting, SiteIdx, TierIdx, TownIdx, TravelMethod, UnitIdx,
};
use crate::travel::arc::Arc;
use typed_index_collections::TiVec;

/// A plan's roads: for each profile by which somebody travels to some tier its graph, and the sites on it.
pub(in crate::travel) struct PlanRoads<'a> {
    problem: &'a Problem,
    roads: &'a RoadTravel,
    /// The plan's own first.
    sides: Vec<Side<'a>>,
}

struct Side<'a> {
    profile: &'a Profile,
    graph: RoadGraph,
    sites: Vec<SnappedPoint>,
}

/// The routes from some points to all sites: the quickest, the shortest or both, as the reaches need.
pub(in crate::travel) struct Reachable {
    ways: Vec<(Quantity, Routes)>,
}

impl Reachable {
    /// The routes of the point at `position` within `reach`; without one, the quickest routes of any length.
    pub(in crate::travel) fn within(&self, position: usize, reach: Option<Reach>) -> Vec<Arc> {
        let quantity = limit(reach).quantity();
        let ways = self.ways.iter().find(|(own, _)| *own == quantity);
        let ways = ways.into_iter().flat_map(|(_, ways)| ways.of(position));
        ways.map(arc)
            .filter(|arc| reach.is_none_or(|reach| arc.is_within_over_roads(reach)))
            .collect()
    }
}

fn arc(way: Route) -> Arc {
    Arc { site: SiteIdx::from(way.to), distance: way.distance, time: way.time }
}

fn limit(reach: Option<Reach>) -> Limit {
    match reach {
        Some(Reach::Time(time)) => Limit::Time(time),
        Some(Reach::Distance(distance)) => Limit::Distance(distance),
        Some(Reach::Anywhere) | None => Limit::None,
    }
}

impl<'a> PlanRoads<'a> {
    pub(in crate::travel) fn new(problem: &'a Problem, roads: &'a RoadTravel) -> Self {
        let at: Vec<LonLat> = problem.sites.iter().map(|site| site.at).collect();
        let network = roads.open_network();
        let side = |profile| {
            let graph = RoadGraph::new(&network, profile);
            let sites = graph.snap(&at, roads.snap);
            Side { profile, graph, sites }
        };
        let own = problem.tiers.iter().filter_map(|tier| match &tier.travel.as_ref()?.method {
            TravelMethod::Roads(own) => Some(&**own),
            TravelMethod::StraightLine { .. } => None,
        });
        let mut profiles: Vec<&Profile> = Vec::new();
        for travel in std::iter::once(roads).chain(own) {
            for profile in Setting::ALL.map(|setting| travel.profile(setting)) {
                if !profiles.contains(&profile) {
                    profiles.push(profile);
                }
            }
        }
        Self { problem, roads, sides: profiles.into_iter().map(side).collect() }
    }

    /// The position of the side with `profile`, which is one of the plan or its tiers.
    fn side_of(&self, profile: &Profile) -> usize {
        self.sides.iter().position(|side| side.profile == profile).unwrap_or(0)
    }

    /// The side on which people of `setting` travel to `tier`.
    fn side_to(&self, tier: TierIdx, setting: Setting) -> usize {
        match self.problem.travel_to(tier) {
            TravelMethod::Roads(own) => self.side_of(own.profile(setting)),
            TravelMethod::StraightLine { .. } => 0,
        }
    }

    /// The routes of people of `setting` at `places`, travelling as to `tier`, to all sites, as far as the longest of
    /// `reaches`.
    pub(in crate::travel) fn reachable(
        &self,
        (tier, setting): (TierIdx, Setting),
        places: &[LonLat],
        reaches: &[Option<Reach>],
    ) -> Reachable {
        self.reachable_on(&self.sides[self.side_to(tier, setting)], places, reaches)
    }

    fn reachable_on(
        &self,
        side: &Side<'_>,
        places: &[LonLat],
        reaches: &[Option<Reach>],
    ) -> Reachable {
        let points = side.graph.snap(places, self.roads.snap);
        let furthest = |quantity| {
            let limits = reaches.iter().map(|&reach| limit(reach));
            let limits = limits.filter(|limit| limit.quantity() == quantity);
            limits.max_by_key(|limit| limit.key())
        };
        let ways = [Quantity::Time, Quantity::Distance]
            .into_iter()
            .filter_map(|quantity| {
                let limit = furthest(quantity)?;
                Some((quantity, side.graph.routes(&points, &side.sites, limit)))
            })
            .collect();
        Reachable { ways }
    }

    /// The rows of [`crate::travel::Arcs::within_reach`]: `may_go` says to which sites people of a town may go.
    pub(in crate::travel) fn rows(
        &self,
        may_go: impl Fn(TownIdx, SiteIdx, TierIdx) -> bool,
    ) -> TiVec<TierIdx, TiVec<UnitIdx, Vec<Arc>>> {
        let problem = self.problem;
        let none: TiVec<UnitIdx, Vec<Arc>> = vec![Vec::new(); problem.units.len()].into();
        let mut rows: TiVec<TierIdx, _> = vec![none; problem.tiers.len()].into();
        for setting in Setting::ALL {
            let units = problem.units.iter_enumerated();
            let units: Vec<UnitIdx> =
                units.filter(|(_, unit)| unit.setting == setting).map(|(index, _)| index).collect();
            let places: Vec<LonLat> = units.iter().map(|&unit| problem.units[unit].at).collect();
            for (at, side) in self.sides.iter().enumerate() {
                let reaches: Vec<(TierIdx, Reach)> = problem
                    .tiers
                    .iter_enumerated()
                    .filter(|&(index, _)| self.side_to(index, setting) == at)
                    .filter_map(|(index, tier)| Some((index, tier.reach(setting)?)))
                    .collect();
                if reaches.is_empty() {
                    continue;
                }
                let limits: Vec<Option<Reach>> =
                    reaches.iter().map(|&(_, reach)| Some(reach)).collect();
                let reachable = self.reachable_on(side, &places, &limits);
                for (position, &unit) in units.iter().enumerate() {
                    for &(tier, reach) in &reaches {
                        let mut row = reachable.within(position, Some(reach));
                        row.retain(|arc| may_go(problem.units[unit].town, arc.site, tier));
                        rows[tier][unit] = row;
                    }
                }
            }
        }
        rows
    }

    /// Which demand units and sites of the plan are on the roads: on those of the plan's own profiles, or else of a
    /// tier's.
    pub(in crate::travel) fn report(&self) -> NetworkReport {
        let problem = self.problem;
        let reports: Vec<NetworkReport> = self
            .sides
            .iter()
            .map(|side| {
                let at: Vec<LonLat> = problem.units.iter().map(|unit| unit.at).collect();
                let units = side.graph.snap(&at, self.roads.snap);
                side.graph.report(&units, &side.sites)
            })
            .collect();
        let of = |setting: Setting| &reports[self.side_of(self.roads.profile(setting))];
        let of_tiers = |setting: Setting| {
            let tiers = problem.tiers.iter_enumerated();
            let tiers = tiers.filter(move |(_, tier)| tier.reach(setting).is_some());
            tiers.map(|(tier, _)| &reports[self.side_to(tier, setting)]).collect::<Vec<_>>()
        };
        let [urban, rural] = Setting::ALL.map(of_tiers);
        let of_tiers = |setting| if setting == Setting::Urban { &urban } else { &rural };
        let units = problem.units.iter().enumerate();
        let demand = units.map(|(position, unit)| {
            let others = of_tiers(unit.setting).iter().map(|report| report.demand[position].fate);
            let own = of(unit.setting).demand[position];
            PointReport { fate: others.fold(own.fate, Fate::min), ..own }
        });
        let sites = problem.sites.iter().enumerate().map(|(position, site)| {
            let others = urban.iter().chain(&rural).map(|report| report.sites[position].fate);
            let own = self.site(of, site.setting, position);
            PointReport { fate: others.fold(own.fate, Fate::min), ..own }
        });
        let one = self.roads.rural == self.roads.urban;
        NetworkReport {
            demand: demand.collect(),
            sites: sites.collect(),
            components: of(Setting::Urban).components.clone(),
            rural_components: (!one).then(|| of(Setting::Rural).components.clone()),
        }
    }

    /// A site on the roads of its own setting. Where it is only on those of the other setting, and people of that
    /// setting exist, the report follows these, without a component, whose number would be of another list.
    fn site<'r>(
        &self,
        of: impl Fn(Setting) -> &'r NetworkReport,
        own: Setting,
        position: usize,
    ) -> PointReport {
        let lives = |setting: Setting| self.problem.units.iter().any(|u| u.setting == setting);
        let others = Setting::ALL.into_iter().filter(|&other| other != own);
        let mut users = std::iter::once(own).chain(others).filter(|&who| lives(who));
        let first = users.next().unwrap_or(own);
        let on_road = |&who: &Setting| of(who).sites[position].fate != Fate::OffRoad;
        let who = std::iter::once(first).chain(users).find(on_road).unwrap_or(first);
        let there = of(who).sites[position];
        PointReport {
            component: there
                .component
                .filter(|_| who == own || self.roads.rural == self.roads.urban),
            ..there
        }
    }
}
