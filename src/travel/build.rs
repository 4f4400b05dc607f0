use super::arcs::{Arc, Arcs};
use super::earth::{Index, geodesic_m, index, near, rounded, space};
use crate::domain::{
    Choice, DemandUnit, LonLat, Problem, Reach, Setting, Site, SiteIdx, TierIdx, TownIdx,
    TravelMethod,
};
use crate::units::Metres;
use rayon::prelude::*;
use typed_index_collections::{TiVec, ti_vec};

impl Arcs {
    /// Finds all arcs of `problem`, the same at any number of threads.
    ///
    /// Cost: with n units, m sites and a arcs, O((n + m) log m + c) where c is the number of sites within the
    /// largest reach of a unit, summed over units; each pair is measured once (about a microsecond) and only
    /// when some tier reaches that far. Memory: 24 bytes an arc, no matrix. Leaders without limit of distance
    /// and town are all leading sites for each led one: m² arcs at worst.
    ///
    /// Uses rayon's threads; [`Arcs::build_on`] says how many.
    pub fn build(problem: &Problem) -> Self {
        let world = World::new(problem);
        let units: Vec<TiVec<TierIdx, Vec<Arc>>> = problem
            .units
            .raw
            .par_iter()
            .map(|unit| world.reached_from(unit))
            .collect();
        let mut within_reach = ti_vec![TiVec::with_capacity(units.len()); problem.tiers.len()];
        for rows in units {
            for (tier, row) in rows.into_iter_enumerated() {
                within_reach[tier].push(row);
            }
        }
        let leaders: Vec<Vec<Arc>> = (0..problem.sites.len())
            .into_par_iter()
            .map(|site| world.leaders_of(SiteIdx::from(site)))
            .collect();
        let medical = index(problem.medical.iter().map(|m| m.at).enumerate());
        let nearest: Vec<Option<(usize, Metres)>> = problem
            .sites
            .raw
            .par_iter()
            .map(|site| nearest_medical(problem, &medical, site.at))
            .collect();
        Self {
            within_reach,
            leaders: leaders.into(),
            medical: nearest.into(),
        }
    }

    /// [`Arcs::build`] on `threads` threads (at least one); where the machine refuses them, on rayon's own.
    pub fn build_on(problem: &Problem, threads: usize) -> Self {
        match rayon::ThreadPoolBuilder::new()
            .num_threads(threads.max(1))
            .build()
        {
            Ok(pool) => pool.install(|| Self::build(problem)),
            Err(_) => Self::build(problem),
        }
    }
}

/// The sites by what they could be, and where.
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
            .map(|own| {
                sorted(
                    own.iter()
                        .flat_map(|&tier| problem.tiers[tier].serves.clone()),
                )
            })
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
            sites: index(
                problem
                    .sites
                    .iter_enumerated()
                    .map(|(j, site)| (j, site.at)),
            ),
            own_tiers,
            served_tiers,
            of_tier,
            of_town,
        }
    }

    /// N_k(i) for every tier k.
    fn reached_from(&self, unit: &DemandUnit) -> TiVec<TierIdx, Vec<Arc>> {
        let problem = self.problem;
        let limits: TiVec<TierIdx, Option<f64>> = problem
            .tiers
            .iter()
            .map(|tier| {
                tier.reach(unit.setting)
                    .map(|reach| furthest(problem.travel, unit.setting, reach))
            })
            .collect();
        let mut rows = ti_vec![Vec::new(); problem.tiers.len()];
        let Some(furthest) = limits.iter().flatten().copied().reduce(f64::max) else {
            return rows;
        };
        let from = space(unit.at);
        for site in near(&self.sites, from, straight(problem.travel, furthest)) {
            let tiers = &self.served_tiers[site];
            if tiers.iter().all(|&tier| limits[tier].is_none()) {
                continue;
            }
            let arc = self.arc(unit.at, unit.setting, site);
            for &tier in tiers {
                if limits[tier].is_some_and(|limit| arc.distance.metres() <= limit) {
                    rows[tier].push(arc);
                }
            }
        }
        for row in &mut rows {
            sort(row);
        }
        rows
    }

    /// The sites that could lead `led` in some states of both.
    fn leaders_of(&self, led: SiteIdx) -> Vec<Arc> {
        let problem = self.problem;
        let site = &problem.sites[led];
        let mut row = Vec::new();
        for (leading, tier) in problem.tiers.iter_enumerated() {
            let Some(leads) = &tier.leads else {
                continue;
            };
            if leads.tier == leading || !self.own_tiers[led].contains(&leads.tier) {
                continue;
            }
            let limit = leads
                .within
                .map(|reach| furthest(problem.travel, site.setting, reach));
            let could_lead = |&other: &SiteIdx| {
                other != led
                    && self.own_tiers[other].contains(&leading)
                    && (!leads.same_town || problem.sites[other].town == site.town)
            };
            let others: Vec<SiteIdx> = match limit {
                Some(limit) => near(&self.sites, space(site.at), straight(problem.travel, limit))
                    .filter(could_lead)
                    .collect(),
                None => {
                    let all = if leads.same_town {
                        &self.of_town[site.town]
                    } else {
                        &self.of_tier[leading]
                    };
                    all.iter().copied().filter(could_lead).collect()
                }
            };
            row.extend(
                others
                    .into_iter()
                    .map(|other| self.arc(site.at, site.setting, other))
                    .filter(|arc| limit.is_none_or(|limit| arc.distance.metres() <= limit)),
            );
        }
        sort(&mut row);
        row.dedup();
        row
    }

    fn arc(&self, from: LonLat, setting: Setting, site: SiteIdx) -> Arc {
        let TravelMethod::StraightLine { detour, .. } = self.problem.travel;
        let distance = rounded(geodesic_m(from, self.problem.sites[site].at) * detour);
        Arc {
            site,
            distance,
            time: self.problem.travel.speed(setting).time_for(distance),
        }
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

/// The furthest that `reach` goes: travelled distance in metres.
pub(super) fn furthest(travel: TravelMethod, setting: Setting, reach: Reach) -> f64 {
    let distance = match reach {
        Reach::Time(time) => travel.speed(setting).distance_in(time),
        Reach::Distance(distance) => distance,
    };
    // No way is longer than 10¹² m; the bound keeps a slip of the pen from overflowing.
    rounded(distance.metres().min(1e12)).metres()
}

/// The straight-line distance of which `travelled` metres are the travelled one.
fn straight(travel: TravelMethod, travelled: f64) -> f64 {
    let TravelMethod::StraightLine { detour, .. } = travel;
    travelled / detour
}

/// The chord to the nearest by chord bounds the search; among all within its geodesic distance the nearest
/// over the ground is taken, the first of equally near ones.
fn nearest_medical(
    problem: &Problem,
    medical: &Index<usize>,
    at: LonLat,
) -> Option<(usize, Metres)> {
    let from = space(at);
    let first = medical.nearest_neighbor(from)?;
    let bound = geodesic_m(at, problem.medical[first.data].at);
    near(medical, from, bound)
        .map(|position| {
            (
                position,
                rounded(geodesic_m(at, problem.medical[position].at)),
            )
        })
        .min_by(|a, b| (a.1.metres().total_cmp(&b.1.metres())).then(a.0.cmp(&b.0)))
}
