//! How often each site is chosen.

use super::row::Row;
use crate::domain::{Frequency, Problem};
use std::collections::BTreeMap;

/// Counts of a site over the scenarios that have a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SiteCounts {
    /// Plans that do a work here.
    pub chosen: u64,
    /// Plans in which a facility stands here.
    pub stands: u64,
    /// Plans by work done.
    pub works: BTreeMap<String, u64>,
}

/// Counts of all sites. Memory does not depend on the number of scenarios.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SiteTally {
    /// Scenarios that have a plan.
    pub plans: u64,
    /// By position of the site. Until [`Self::finish`], `stands` counts only changes from today.
    pub sites: Vec<SiteCounts>,
    changed: Vec<u64>,
}

impl SiteTally {
    /// An empty tally.
    pub fn new(problem: &Problem) -> Self {
        let sites = problem.sites.len();
        Self { plans: 0, sites: vec![SiteCounts::default(); sites], changed: vec![0; sites] }
    }

    /// Counts a row.
    pub fn add(&mut self, row: &Row) {
        let Some(layout) = &row.layout else {
            return;
        };
        self.plans += 1;
        for done in &layout.works {
            let site = done.site as usize;
            let (Some(counts), Some(changed)) =
                (self.sites.get_mut(site), self.changed.get_mut(site))
            else {
                continue;
            };
            counts.chosen += 1;
            counts.stands += u64::from(done.stands);
            *counts.works.entry(done.work.clone()).or_default() += 1;
            *changed += 1;
        }
    }

    /// Adds the facilities that stand today and stay.
    pub fn finish(mut self, problem: &Problem) -> Self {
        for ((site, counts), changed) in
            problem.sites.iter().zip(&mut self.sites).zip(&self.changed)
        {
            if site.state_today().standing {
                counts.stands += self.plans - changed;
            }
        }
        self.changed.iter_mut().for_each(|changed| *changed = 0);
        self
    }

    /// How often the site at `position` is chosen.
    pub fn often(&self, position: usize) -> Frequency {
        match self.sites[position].chosen {
            0 => Frequency::Never,
            chosen if chosen == self.plans => Frequency::Core,
            _ => Frequency::Optional,
        }
    }
}
