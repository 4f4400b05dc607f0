use super::arc::{Arc, furthest};
use super::arcs::Arcs;
use super::earth::{Index, geodesic_m, index, near, rounded, space};
use super::roads::plan::PlanRoads;
use super::threads::on_threads;
use crate::domain::{
    Choice, Leads, LonLat, Problem, Reach, Setting, Site, SiteIdx, StraightWay, TierIdx, TownIdx,
    TravelMethod, UnitIdx,
};
use crate::units::Metres;
use rayon::prelude::*;
use typed_index_collections::{TiVec, ti_vec};

impl Arcs {
    /// Finds all arcs of `problem`, the same at any number of threads.
    ///
    /// Cost: with n units, m sites and a arcs, O((n + m) log m + c) where c is the number of sites within the largest
    /// reach of a unit, summed over units; each pair is measured once (about a microsecond) and only when some tier
    /// reaches that far. Memory: 24 bytes an arc, no matrix. Where leading has no limit of distance or town, every
    /// leading site has an arc to every led one: m² arcs at worst.
    ///
    /// Runs on rayon's current threads; [`Arcs::build_on`] sets their number.
    ///
    /// ```
    /// use std::path::Path;
    /// use yike::domain::{TierIdx, UnitIdx};
    /// use yike::travel::Arcs;
    ///
    /// let problem = yike::read::read_plan(Path::new("data/qianjiang/plan.toml"))?.problem;
    /// let arcs = Arcs::build(&problem);
    /// let near = arcs.within_reach(TierIdx::from(0), UnitIdx::from(0));
    /// assert!(near.is_sorted_by(|a, b| a.distance <= b.distance));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn build(problem: &Problem) -> Self {
        let world = World::new(problem);
        let (within_reach, leaders, network) = match &problem.travel {
            TravelMethod::StraightLine { .. } => (world.rows(), world.leaders(), None),
            TravelMethod::Roads(roads) => {
                let roads = PlanRoads::new(problem, roads);
                let mut rows = roads.rows(|town, site, tier| world.may_go(town, site, tier));
                rows.iter_mut().flatten().for_each(sort);
                (rows, world.leaders_by(&roads), Some(roads.report()))
            }
        };
        let medical = index(problem.medical.iter().map(|m| m.at).enumerate());
        let nearest: Vec<Option<(usize, Metres)>> = problem
            .sites
            .raw
            .par_iter()
            .map(|site| nearest_medical(problem, &medical, site.at))
            .collect();
        Self { within_reach, leaders, medical: nearest.into(), network }
    }

    /// [`Arcs::build`] on `threads` threads (at least one); where the machine refuses them, on rayon's own.
    pub fn build_on(problem: &Problem, threads: usize) -> Self {
        on_threads(threads, || Self::build(problem))
    }
}

/// The sites, indexed by the tiers that they could be of or serve, and by place.
struct World<'a> {
    problem: &'a Problem,
    sites: Index<SiteIdx>,
    /// The tiers that each site could be of.
    own_tiers: TiVec<SiteIdx, Vec<TierIdx>>,
    /// The tiers that each site could serve.
    served_tiers: TiVec<SiteIdx, Vec<TierIdx>>,
    /// The sites that could be of each tier.
    of_tier: TiVec<TierIdx, Vec<SiteIdx>>,
    /// The sites of each town.
    of_town: TiVec<TownIdx, Vec<SiteIdx>>,
}

impl<'a> World<'a> {
    fn new(problem: &'a Problem) -> Self {
        let own_tiers: TiVec<SiteIdx, Vec<TierIdx>> = problem.sites.iter().map(own_tiers).collect();
        let served_tiers = own_tiers
            .iter()
            .map(|own| sorted(own.iter().flat_map(|&tier| problem.tiers[tier].serves.clone())))
            .collect();
        let mut of_tier = ti_vec![Vec::new(); problem.tiers.len()];
        let mut of_town = ti_vec![Vec::new(); problem.towns.len()];
        for (site, own) in own_tiers.iter_enumerated() {
            for &tier in own {
                of_tier[tier].push(site);
            }
            of_town[problem.sites[site].town].push(site);
        }
        Self {
            problem,
            sites: index(problem.sites.iter_enumerated().map(|(j, site)| (j, site.at))),
            own_tiers,
            served_tiers,
            of_tier,
            of_town,
        }
    }

    /// N_k(i) for every tier k and unit i.
    fn rows(&self) -> TiVec<TierIdx, TiVec<UnitIdx, Vec<Arc>>> {
        let units: Vec<TiVec<TierIdx, Vec<Arc>>> = (0..self.problem.units.len())
            .into_par_iter()
            .map(|unit| self.reached_from(UnitIdx::from(unit)))
            .collect();
        let mut rows = ti_vec![TiVec::with_capacity(units.len()); self.problem.tiers.len()];
        for unit in units {
            for (tier, row) in unit.into_iter_enumerated() {
                rows[tier].push(row);
            }
        }
        rows
    }

    /// The sites that could lead each site, by the leading tier.
    fn leaders(&self) -> TiVec<TierIdx, TiVec<SiteIdx, Vec<Arc>>> {
        let rows = |leading, leads: &Leads| {
            (0..self.problem.sites.len())
                .into_par_iter()
                .map(|site| self.leaders_of(SiteIdx::from(site), leading, leads))
                .collect::<Vec<_>>()
                .into()
        };
        self.of_leading(rows)
    }

    /// What `rows` says for each tier that leads another; nothing for other tiers.
    fn of_leading(
        &self,
        mut rows: impl FnMut(TierIdx, &Leads) -> TiVec<SiteIdx, Vec<Arc>>,
    ) -> TiVec<TierIdx, TiVec<SiteIdx, Vec<Arc>>> {
        let tiers = self.problem.tiers.iter_enumerated();
        tiers
            .map(|(leading, tier)| match &tier.leads {
                Some(leads) if leads.tier != leading => rows(leading, leads),
                _ => TiVec::new(),
            })
            .collect()
    }

    /// N_k(i) for every tier k.
    fn reached_from(&self, index: UnitIdx) -> TiVec<TierIdx, Vec<Arc>> {
        let problem = self.problem;
        let unit = &problem.units[index];
        // How people go, and the longest way within reach.
        let ways: TiVec<TierIdx, Option<(StraightWay, f64)>> = problem
            .tiers
            .iter_enumerated()
            .map(|(tier, own)| {
                let reach = own.reach(unit.setting).filter(|&reach| reach != Reach::Anywhere)?;
                let way = problem.straight_way(tier, unit)?;
                Some((way, furthest(way, reach)))
            })
            .collect();
        let mut rows: TiVec<TierIdx, Vec<Arc>> = ti_vec![Vec::new(); problem.tiers.len()];
        for (tier, own) in problem.tiers.iter_enumerated() {
            let Some(way) = problem.straight_way(tier, unit) else { continue };
            // Who moves in goes anywhere, also where no way leads.
            if own.is_moved_into(unit.setting) {
                let goes = |&site: &SiteIdx| self.may_go(unit.town, site, tier);
                let sites = problem.sites.keys().filter(goes);
                let arc = |site| Arc::straight(site, self.straight_m(unit.at, site), way);
                rows[tier] = sites.map(arc).collect();
            }
        }
        let radii = ways.iter().flatten().map(|(way, limit)| limit / way.detour);
        let Some(radius) = radii.reduce(f64::max) else {
            rows.iter_mut().for_each(sort);
            return rows;
        };
        for site in near(&self.sites, space(unit.at), radius) {
            let tiers = &self.served_tiers[site];
            let cut_off = unit.travel.no_way && problem.sites[site].unit != Some(index);
            if cut_off || tiers.iter().all(|&tier| ways[tier].is_none()) {
                continue;
            }
            let straight_m = self.straight_m(unit.at, site);
            for &tier in tiers {
                let Some((way, limit)) = ways[tier] else { continue };
                let arc = Arc::straight(site, straight_m, way);
                let takes = problem.takes_from(&problem.sites[site], unit.town, tier);
                if takes && arc.distance.metres() <= limit {
                    rows[tier].push(arc);
                }
            }
        }
        for row in &mut rows {
            sort(row);
        }
        rows
    }

    /// Whether people of `town` may go to `site` at `tier`, however far it is.
    fn may_go(&self, town: TownIdx, site: SiteIdx, tier: TierIdx) -> bool {
        self.served_tiers[site].contains(&tier)
            && self.problem.takes_from(&self.problem.sites[site], town, tier)
    }

    fn straight_m(&self, from: LonLat, site: SiteIdx) -> f64 {
        geodesic_m(from, self.problem.sites[site].at)
    }

    /// The sites that could lead `led` as those of `leading` in some states of both; the way is that to the tier.
    fn leaders_of(&self, led: SiteIdx, leading: TierIdx, leads: &Leads) -> Vec<Arc> {
        if !self.own_tiers[led].contains(&leads.tier) {
            return Vec::new();
        }
        let problem = self.problem;
        let site = &problem.sites[led];
        let Some(way) = problem.travel_to(leading).straight_way(site.setting) else {
            return Vec::new();
        };
        let limit = leads.within.map(|reach| furthest(way, reach));
        let could_lead = |&other: &SiteIdx| self.could_lead(led, leading, leads, other);
        let others: Vec<SiteIdx> = match limit {
            Some(limit) => {
                let near = near(&self.sites, space(site.at), limit / way.detour);
                near.filter(could_lead).collect()
            }
            None => {
                let all =
                    if leads.same_town { &self.of_town[site.town] } else { &self.of_tier[leading] };
                all.iter().copied().filter(could_lead).collect()
            }
        };
        let arcs = others
            .into_iter()
            .map(|other| Arc::straight(other, self.straight_m(site.at, other), way));
        let within = |arc: &Arc| limit.is_none_or(|limit| arc.distance.metres() <= limit);
        let mut row: Vec<Arc> = arcs.filter(within).collect();
        sort(&mut row);
        row
    }

    fn could_lead(&self, led: SiteIdx, leading: TierIdx, leads: &Leads, other: SiteIdx) -> bool {
        let sites = &self.problem.sites;
        other != led
            && self.own_tiers[other].contains(&leading)
            && (!leads.same_town || sites[other].town == sites[led].town)
    }

    /// The sites that could lead each site, by the leading tier, over roads: by the quickest way where the tier leads
    /// within a time or without limit, by the shortest where it leads within a distance.
    fn leaders_by(&self, roads: &PlanRoads<'_>) -> TiVec<TierIdx, TiVec<SiteIdx, Vec<Arc>>> {
        let problem = self.problem;
        self.of_leading(|leading, leads| {
            let mut rows: TiVec<SiteIdx, Vec<Arc>> = ti_vec![Vec::new(); problem.sites.len()];
            for setting in Setting::ALL {
                let led: Vec<SiteIdx> = problem
                    .sites
                    .keys()
                    .filter(|&site| problem.sites[site].setting == setting)
                    .filter(|&site| self.own_tiers[site].contains(&leads.tier))
                    .collect();
                let places: Vec<LonLat> = led.iter().map(|&site| problem.sites[site].at).collect();
                let reachable = roads.reachable((leading, setting), &places, &[leads.within]);
                for (position, &site) in led.iter().enumerate() {
                    let mut row = reachable.within(position, leads.within);
                    row.retain(|arc| self.could_lead(site, leading, leads, arc.site));
                    sort(&mut row);
                    rows[site] = row;
                }
            }
            rows
        })
    }
}

/// The tiers that the site could be of by an allowed choice, or is of today.
fn own_tiers(site: &Site) -> Vec<TierIdx> {
    let choices = site.choices().chain([Choice::Stay]);
    sorted(choices.filter_map(|choice| site.state_after(choice).tier))
}

fn sorted(tiers: impl Iterator<Item = TierIdx>) -> Vec<TierIdx> {
    let mut tiers: Vec<TierIdx> = tiers.collect();
    tiers.sort_unstable();
    tiers.dedup();
    tiers
}

fn sort(row: &mut Vec<Arc>) {
    row.sort_unstable_by(|a, b| {
        (a.distance.metres().total_cmp(&b.distance.metres())).then(a.site.cmp(&b.site))
    });
    row.shrink_to_fit();
}

/// The site with the shortest chord bounds the search: among all within its geodesic distance the nearest is taken, the
/// first of equally near ones.
fn nearest_medical(
    problem: &Problem,
    medical: &Index<usize>,
    at: LonLat,
) -> Option<(usize, Metres)> {
    let from = space(at);
    let first = medical.nearest_neighbor(&from)?;
    let bound = geodesic_m(at, problem.medical[first.data].at);
    near(medical, from, bound)
        .map(|position| (position, rounded(geodesic_m(at, problem.medical[position].at))))
        .min_by(|a, b| (a.1.metres().total_cmp(&b.1.metres())).then(a.0.cmp(&b.0)))
}
