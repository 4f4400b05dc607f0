//! How much of what is conceded suffices: reaches as long as the ways themselves, places one by one.

use super::concession::{Concession, conceded};
use super::mend::{Repair, Seeking};
use super::requirement::Requirement;
use super::trial::Verdict;
use crate::domain::{Reach, Setting, TierIdx};
use crate::solve::SolveError;
use crate::units::{Metres, Seconds};
use std::collections::BTreeSet;

impl Seeking<'_> {
    /// The reaches that take in one way more each, ascending.
    pub(super) fn longer(&self, tier: TierIdx, setting: Setting) -> Vec<Concession> {
        let problem = self.trials.problem;
        let Some(before) = problem.tiers[tier].reach(setting) else { return Vec::new() };
        let arcs = self.trials.arcs(&BTreeSet::from([Requirement::Reach(tier, setting)]));
        let units = problem.units.iter_enumerated().filter(|(_, unit)| unit.setting == setting);
        let ways = units.flat_map(|(unit, _)| arcs.within_reach(tier, unit));
        let mut lengths: Vec<f64> = ways
            .filter_map(|arc| match before {
                Reach::Time(least) => Some(arc.time.seconds()).filter(|&own| own > least.seconds()),
                Reach::Distance(least) => {
                    Some(arc.distance.metres()).filter(|&own| own > least.metres())
                }
                Reach::Anywhere => None,
            })
            .collect();
        lengths.sort_by(f64::total_cmp);
        lengths.dedup();
        let reach = |length: f64| match before {
            Reach::Time(_) => Seconds::new(length).ok().map(Reach::Time),
            _ => Metres::new(length).ok().map(Reach::Distance),
        };
        let reaches = lengths.into_iter().filter_map(reach);
        reaches.map(|reach| Concession::Reach { tier, setting, reach }).collect()
    }

    /// The first of `count` concessions, each more than the one before, that suffices beside others; proved where the one before
    /// does not.
    pub(super) fn least(
        &self,
        beside: &[Concession],
        count: usize,
        at: impl Fn(usize) -> Option<Concession>,
    ) -> Result<Option<(Concession, bool)>, SolveError> {
        let verdict = |position: usize| {
            let all = at(position).map(|own| [beside, &[own]].concat());
            let changed = all.and_then(|all| conceded(self.trials.problem, &all));
            changed.map_or(Ok(Verdict::No), |changed| self.trials.verdict_of(&changed))
        };
        // Before `from` nothing suffices; at `to` it does, where it does at all.
        let (mut from, mut to, mut proved) = (0, count, true);
        while from < to {
            let middle = from + (to - from) / 2;
            match verdict(middle)? {
                Verdict::Yes => to = middle,
                Verdict::No => from = middle + 1,
                Verdict::Undecided(_) => {
                    proved = false;
                    from = middle + 1;
                }
            }
        }
        Ok((to < count).then(|| at(to)).flatten().map(|own| (own, proved)))
    }

    /// A repair in which each reach that need not count is only as long as it must be beside the other concessions, one reach
    /// after the other: of any of them alone less does not suffice.
    pub(super) fn settled(
        &self,
        concessions: Vec<Concession>,
        mut proved: bool,
    ) -> Result<Option<Repair>, SolveError> {
        let mut settled = concessions;
        for position in 0..settled.len() {
            let Concession::Lift(Requirement::Reach(tier, setting)) = settled[position] else {
                continue;
            };
            let longer = self.longer(tier, setting);
            let mut beside = settled.clone();
            beside.remove(position);
            match self.least(&beside, longer.len(), |at| Some(longer[at]))? {
                Some((own, is_least)) => {
                    settled[position] = own;
                    proved &= is_least;
                }
                None => proved = false,
            }
        }
        self.verified(settled, proved)
    }
}
