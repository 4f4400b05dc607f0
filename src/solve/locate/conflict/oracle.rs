//! Whether some of what a question demands can hold together.

use super::super::answer::judge;
use super::super::limits::LocateLimits;
use super::super::outcome::LocateStatus;
use super::super::solution::Run;
use super::condition::{LocateCondition, conditions};
use crate::domain::location::{
    Capacity, Distance, Goal, Instance, MOST_AMOUNT, Metric, Question, Radius, SiteRule,
};
use crate::plan::location::greatest_capacity;
use crate::solve::error::SolveError;
use crate::travel::Nearest;
use crate::units::Share;

/// Relative tolerance of sums, for rounding: that of the audit.
const ROUNDING: f64 = 1e-9;

/// Answers for a question and parts of it.
pub(super) struct Oracle<'a> {
    pub(super) instance: &'a Instance,
    pub(super) question: &'a Question,
    pub(super) limits: &'a LocateLimits,
    pub(super) run: &'a Run<'a>,
}

impl Oracle<'_> {
    /// Whether the whole question has an answer; none where it is not known.
    pub(super) fn is_possible(&self) -> Result<Option<bool>, SolveError> {
        self.can_hold(&wanting(self.instance), &conditions(self.instance, self.question))
    }

    /// Whether these points can be covered or served under these conditions; none where it is not known. A question for a
    /// share is of all points.
    pub(super) fn can_hold(
        &self,
        points: &[u32],
        conditions: &[LocateCondition],
    ) -> Result<Option<bool>, SolveError> {
        let has = |condition| conditions.contains(&condition);
        let rules = self.rules(conditions);
        let allowed: Vec<u32> = sites_where(&rules, |rule| rule != SiteRule::Forbidden);
        let (reach, times) = self.reach(has(LocateCondition::Reach), has(LocateCondition::Twice));
        if let Goal::PartialCover { share, .. } = self.question.goal {
            let enough = !has(LocateCondition::Share) || self.covers(&allowed, reach, share);
            return Ok(Some(enough));
        }
        if !self.reaches(points, &allowed, reach, times) {
            return Ok(Some(false));
        }
        let count = self.question.count().filter(|_| has(LocateCondition::Count));
        if has(LocateCondition::Capacities) {
            return self.fits(points, rules, (count, reach), has(LocateCondition::OneSite));
        }
        match count {
            Some(count) => self.needs_at_most(points, rules, count),
            None => Ok(Some(true)),
        }
    }

    /// The rules of sites under these conditions.
    fn rules(&self, conditions: &[LocateCondition]) -> Vec<SiteRule> {
        let keep = |&rule: &SiteRule| match rule {
            SiteRule::Existing => SiteRule::Existing,
            _ => SiteRule::Free,
        };
        let mut rules: Vec<SiteRule> = self.instance.rules().iter().map(keep).collect();
        for site in conditions.iter().filter_map(|condition| condition.site()) {
            rules[site as usize] = self.instance.rules()[site as usize];
        }
        rules
    }

    /// How far sites cover, where that is limited, and how many must.
    fn reach(&self, limited: bool, twice: bool) -> (Option<Radius>, u8) {
        match self.question.goal {
            Goal::SetCover { reach, times, .. } => {
                (limited.then_some(reach), if twice { times } else { 1 })
            }
            Goal::PartialCover { reach, .. } => (limited.then_some(reach), 1),
            _ => (None, 1),
        }
    }

    /// Whether so many of the sites reach each of the points.
    fn reaches(&self, points: &[u32], sites: &[u32], reach: Option<Radius>, times: u8) -> bool {
        let nearest = Nearest::new(self.instance, sites);
        match reach.or_else(|| anywhere(self.instance)) {
            Some(reach) => {
                let within = nearest.counts_within_of(points, reach, times);
                within.into_iter().all(|count| count >= times)
            }
            None => points.is_empty() || sites.len() >= usize::from(times),
        }
    }

    fn covers(&self, allowed: &[u32], reach: Option<Radius>, share: Share) -> bool {
        let weights = self.instance.weights();
        let wanted = share.fraction() * weights.iter().sum::<f64>();
        covered(self.instance, allowed, reach) >= wanted - ROUNDING * wanted
    }

    /// The instance with demand at these points alone and these rules.
    fn part(&self, points: &[u32], rules: Vec<SiteRule>) -> Instance {
        let mut parts = self.instance.with_rules(rules).into_parts();
        let weights = std::mem::replace(&mut parts.weights, vec![0.0; self.instance.points()]);
        for &point in points {
            parts.weights[point as usize] = weights[point as usize];
        }
        Instance::new(parts).expect("a part of an instance is one")
    }

    /// Whether `count` sites can serve these points, each of which some site can.
    fn needs_at_most(
        &self,
        points: &[u32],
        rules: Vec<SiteRule>,
        count: usize,
    ) -> Result<Option<bool>, SolveError> {
        let required = sites_where(&rules, |rule| rule == SiteRule::Required).len();
        if required > count {
            return Ok(Some(false));
        }
        let existing = !sites_where(&rules, |rule| rule == SiteRule::Existing).is_empty();
        let reach = match anywhere(self.instance) {
            Some(reach) if !points.is_empty() => reach,
            // Any site serves everybody.
            _ => return Ok(Some(points.is_empty() || existing || count > 0)),
        };
        let question = Goal::SetCover { reach, times: 1, by_cost: false }.into();
        let located = judge(&self.part(points, rules), &question, self.limits, self.run)?;
        let most = count as f64 + 0.5;
        Ok(match (located.objective, located.bound) {
            (Some(sites), _) if sites < most => Some(true),
            (_, Some(bound)) if bound > most => Some(false),
            _ => None,
        })
    }

    /// Whether capacities can serve these points.
    fn fits(
        &self,
        points: &[u32],
        rules: Vec<SiteRule>,
        (count, reach): (Option<usize>, Option<Radius>),
        one_site: bool,
    ) -> Result<Option<bool>, SolveError> {
        let instance = self.part(points, rules);
        let capacity = if one_site { Capacity::SingleSource } else { Capacity::Split };
        let goal = match reach {
            Some(reach) => Goal::SetCover { reach, times: 1, by_cost: false },
            None => Goal::FixedCharge { count },
        };
        let question = Question::new(goal, capacity);
        if question.check(&instance).is_err() {
            // More sites are required than may open, or more may open than there are.
            let required = sites_where(instance.rules(), |rule| rule == SiteRule::Required).len();
            if count.is_some_and(|count| required > count) {
                return Ok(Some(false));
            }
            return self.fits(points, instance.rules().to_vec(), (None, reach), one_site);
        }
        let room = greatest_capacity(&instance, instance.capacities().unwrap_or(&[]), count);
        if room < instance.weights().iter().sum::<f64>() * (1.0 - ROUNDING) {
            return Ok(Some(false));
        }
        // The first placement will do.
        let run = Run { gap: Share::new(1.0).expect("a share"), ..self.run.clone() };
        let located = judge(&instance, &question, self.limits, &run)?;
        Ok(match located.status {
            LocateStatus::Infeasible => Some(false),
            _ => located.objective.map(|_| true),
        })
    }
}

/// The points that ask for anything.
pub(super) fn wanting(instance: &Instance) -> Vec<u32> {
    let points = instance.weights().iter().zip(0..);
    points.filter(|(weight, _)| **weight > 0.0).map(|(_, point)| point).collect()
}

/// The sites whose rule is so.
pub(super) fn sites_where(rules: &[SiteRule], is_so: impl Fn(SiteRule) -> bool) -> Vec<u32> {
    rules.iter().zip(0..).filter(|(rule, _)| is_so(**rule)).map(|(_, site)| site).collect()
}

/// A reach within which every distance of a table is; none where every site serves every point.
pub(super) fn anywhere(instance: &Instance) -> Option<Radius> {
    matches!(instance.metric(), Metric::Table(_))
        .then(|| Radius::within(Distance::new(MOST_AMOUNT, instance.unit())))
}

/// The weight that the sites cover.
pub(super) fn covered(instance: &Instance, sites: &[u32], reach: Option<Radius>) -> f64 {
    let weights = instance.weights();
    let Some(reach) = reach.or_else(|| anywhere(instance)) else {
        return if sites.is_empty() { 0.0 } else { weights.iter().sum() };
    };
    let within = Nearest::new(instance, sites).counts_within(reach, 1);
    weights.iter().zip(&within).filter(|(_, count)| **count > 0).map(|(weight, _)| weight).sum()
}
