//! The arcs of a plan over its roads.

use super::cost::{Limit, Quantity};
use super::graph::RoadGraph;
use super::many::{Route, Routes};
use super::report::{Fate, NetworkReport, PointReport};
use super::snap::SnappedPoint;
use crate::domain::roads::RoadTravel;
use crate::domain::{LonLat, Problem, Reach, Setting, SiteIdx, TierIdx, TownIdx, UnitIdx};
use crate::travel::arc::Arc;
use typed_index_collections::TiVec;

/// A plan's roads: for each setting the graph of its profile, and the sites on it.
pub(in crate::travel) struct PlanRoads<'a> {
    problem: &'a Problem,
    roads: &'a RoadTravel,
    /// By setting; one only where both are the same.
    sides: Vec<Side>,
}

struct Side {
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
            Side { graph, sites }
        };
        let mut sides = vec![side(&roads.urban)];
        if roads.rural != roads.urban {
            sides.push(side(&roads.rural));
        }
        Self { problem, roads, sides }
    }

    fn side(&self, setting: Setting) -> &Side {
        let own = usize::from(setting == Setting::Rural);
        self.sides.get(own).unwrap_or(&self.sides[0])
    }

    /// The routes of people of `setting` at `places` to all sites, as far as the longest of `reaches`.
    pub(in crate::travel) fn reachable(
        &self,
        setting: Setting,
        places: &[LonLat],
        reaches: &[Option<Reach>],
    ) -> Reachable {
        let side = self.side(setting);
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
            let reaches: Vec<(TierIdx, Reach)> = problem
                .tiers
                .iter_enumerated()
                .filter_map(|(index, tier)| Some((index, tier.reach(setting)?)))
                .collect();
            let limits: Vec<Option<Reach>> =
                reaches.iter().map(|&(_, reach)| Some(reach)).collect();
            let reachable = self.reachable(setting, &places, &limits);
            for (position, &unit) in units.iter().enumerate() {
                for &(tier, reach) in &reaches {
                    let mut row = reachable.within(position, Some(reach));
                    row.retain(|arc| may_go(problem.units[unit].town, arc.site, tier));
                    rows[tier][unit] = row;
                }
            }
        }
        rows
    }

    /// Which demand units and sites of the plan are on the roads.
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
        let of = |setting: Setting| {
            let own = usize::from(setting == Setting::Rural);
            reports.get(own).unwrap_or(&reports[0])
        };
        let units = problem.units.iter().enumerate();
        let demand: Vec<PointReport> =
            units.map(|(position, unit)| of(unit.setting).demand[position]).collect();
        let sites = problem.sites.iter().enumerate();
        let sites = sites.map(|(position, site)| self.site(of, site.setting, position)).collect();
        NetworkReport {
            demand,
            sites,
            components: reports[0].components.clone(),
            rural_components: reports.get(1).map(|report| report.components.clone()),
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
            component: there.component.filter(|_| who == own || self.sides.len() == 1),
            ..there
        }
    }
}
