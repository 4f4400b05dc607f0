//! Who gets which bed where residents of homes must move: they come first, in whole persons, where this costs nobody a bed.

use super::flow::{Flow, FlowArc, MOST_COST, Transport, millimetres};
use super::moving::takers;
use crate::domain::{Choice, Move, Problem, SiteIdx, TierIdx};
use crate::travel::{Arcs, geodesic};
use crate::units::Metres;
use typed_index_collections::TiVec;

/// What a bed costs a resident beside the way there, where it is not at the home that takes theirs over: more than any way.
const ELSEWHERE: i64 = 10 * MOST_COST;

/// What serving a person costs beside a resident: more than any detour, so that residents come first.
const AFTER_RESIDENTS: i64 = 100_000_000_000_000_000;

/// How far residents of `from` move to `to`: from their village or community where the plan has a way from there, else along
/// the straight line.
pub fn way_to_bed(
    problem: &Problem,
    arcs: &Arcs,
    (from, to): (SiteIdx, SiteIdx),
    tier: TierIdx,
) -> Metres {
    let [home, other] = [from, to].map(|site| &problem.sites[site]);
    let mut ways = home.unit.iter().flat_map(|&unit| arcs.within_reach(tier, unit));
    let arc = ways.find(|arc| arc.site == to);
    arc.map_or_else(|| geodesic(home.at, other.at), |arc| arc.distance)
}

/// From each home in `displaced` the other sites that take its residents then: first the one into which it is merged, then
/// the nearest.
pub(super) fn ways_to_beds(
    problem: &Problem,
    arcs: &Arcs,
    choices: &TiVec<SiteIdx, Choice>,
    tier: TierIdx,
    displaced: &[(SiteIdx, f64)],
) -> Vec<Vec<FlowArc>> {
    let ways = displaced.iter().map(|&(from, _)| {
        let into = problem.sites[from].work(choices[from]).and_then(|work| work.into);
        let takers = takers(problem, arcs, from, tier).into_iter();
        let then = takers.filter(|&to| problem.serves(&problem.sites[to], choices[to], tier));
        let costs = then.map(|to| {
            let way = millimetres(way_to_bed(problem, arcs, (from, to), tier));
            (usize::from(to), if into == Some(to) { 0 } else { ELSEWHERE + way })
        });
        costs.collect()
    });
    ways.collect()
}

/// Homes whose residents move, and people of the demand, who may have places at the same sites.
pub(super) struct Claims {
    /// Where residents of each home may go.
    pub(super) homes: Vec<Vec<FlowArc>>,
    /// How many must move.
    pub(super) residents: Vec<f64>,
    /// Where people may go, a row a unit.
    pub(super) people: Vec<Vec<FlowArc>>,
    /// How many there are, in parts of a person.
    pub(super) supply: Vec<i64>,
    /// The places of each site, in parts of a person.
    pub(super) capacity: Vec<Option<i64>>,
    /// The parts of a person.
    pub(super) parts: f64,
    /// How many parts a site's places may be short of by rounding.
    pub(super) slack: i64,
}

/// Who goes where, in parts of a person.
pub(super) struct Settled<'a> {
    claims: &'a Claims,
    homes: Flow,
    people: Flow,
}

impl Claims {
    /// As many residents as can be, then as many people as can be: residents in whole persons by the shortest ways, where
    /// neither is fewer then than with persons in parts; else near that.
    pub(super) fn settle(&self) -> Settled<'_> {
        let together = self.together();
        if self.homes.is_empty() {
            return together;
        }
        let mut used: Vec<i64> = vec![0; self.capacity.len()];
        for (site, over) in (0..self.homes.len()).flat_map(|home| together.of_home(home)) {
            used[usize::from(site)] += over;
        }
        let one = self.parts as i64;
        let whole = |places: i64| (places + self.slack) / one;
        let places = self.capacity.iter().map(|places| places.map(whole));
        let used = used.into_iter().map(|used| Some((used + one - 1) / one));
        let rooms = [places.collect::<Vec<_>>(), used.collect()];
        let apart = rooms.iter().find_map(|room| self.apart(room, &together));
        apart.unwrap_or(together)
    }

    /// What all sites may be short of by rounding.
    fn slack(&self) -> i64 {
        self.slack * self.capacity.len() as i64
    }

    /// By one flow.
    fn together(&self) -> Settled<'_> {
        let beside = if self.homes.is_empty() { 0 } else { AFTER_RESIDENTS };
        let people = self.people.iter().map(|row| -> Vec<FlowArc> {
            row.iter().map(|&(site, cost)| (site, beside + cost)).collect()
        });
        let arcs: Vec<Vec<FlowArc>> = people.chain(self.homes.iter().cloned()).collect();
        let residents = self.residents.iter().map(|residents| (residents * self.parts) as i64);
        let supply: Vec<i64> = self.supply.iter().copied().chain(residents).collect();
        let transport = Transport { arcs: &arcs, supply: &supply, capacity: &self.capacity };
        let mut people = transport.solve();
        let homes = people.split_off(self.people.len());
        Settled { claims: self, homes, people }
    }

    /// Residents first, in whole persons within `room`; none where fewer of them or of the people have a place then.
    fn apart(&self, room: &[Option<i64>], together: &Settled<'_>) -> Option<Settled<'_>> {
        let one = self.parts as i64;
        let supply: Vec<i64> = self.residents.iter().map(|&residents| residents as i64).collect();
        let mut homes = Transport { arcs: &self.homes, supply: &supply, capacity: room }.solve();
        homes.times(one);
        let mut capacity = self.capacity.clone();
        for (row, over) in self.homes.iter().zip(&homes.over) {
            for (&(site, _), over) in row.iter().zip(over) {
                if let Some(places) = &mut capacity[site] {
                    *places -= over;
                }
            }
        }
        if capacity.iter().flatten().any(|&places| places < -self.slack) {
            return None;
        }
        capacity.iter_mut().flatten().for_each(|places| *places = (*places).max(0));
        let people =
            Transport { arcs: &self.people, supply: &self.supply, capacity: &capacity }.solve();
        let keeps = |own: &Flow, other: &Flow| own.all_kept() <= other.all_kept() + self.slack();
        (keeps(&homes, &together.homes) && keeps(&people, &together.people)).then_some(Settled {
            claims: self,
            homes,
            people,
        })
    }
}

impl Settled<'_> {
    /// Whether some have no place, and not by rounding alone.
    pub(super) fn keeps_more_than_rounding(&self) -> bool {
        let rows_and_sites = self.claims.people.len() + self.claims.capacity.len();
        let rounding = rows_and_sites as i64 + self.claims.slack();
        [&self.homes, &self.people].iter().any(|flow| flow.all_kept() > rounding)
    }

    /// The places that people of a row have: how many parts of a person where.
    pub(super) fn of_people(&self, row: usize) -> impl Iterator<Item = (SiteIdx, i64)> {
        sent(&self.claims.people[row], &self.people.over[row])
    }

    fn of_home(&self, row: usize) -> impl Iterator<Item = (SiteIdx, i64)> {
        sent(&self.claims.homes[row], &self.homes.over[row])
    }

    /// Which residents move where at `tier`, from the homes in `displaced`.
    pub(super) fn moves(&self, tier: TierIdx, displaced: &[(SiteIdx, f64)]) -> Vec<Move> {
        let homes = displaced.iter().enumerate();
        let moves = homes.flat_map(|(row, &(from, _))| {
            self.of_home(row).map(move |(to, over)| {
                let persons = over as f64 / self.claims.parts;
                Move { tier, from, to, persons }
            })
        });
        moves.collect()
    }
}

fn sent(row: &[FlowArc], over: &[i64]) -> impl Iterator<Item = (SiteIdx, i64)> {
    let over = row.iter().zip(over).filter(|(_, over)| **over > 0);
    over.map(|(&(site, _), &over)| (SiteIdx::from(site), over))
}
