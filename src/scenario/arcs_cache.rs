//! A cache of arcs that scenarios share. Arcs depend on travel, reaches, links between tiers and the possible states of
//! sites, and on nothing else that a sweep varies.

use crate::domain::{Choice, Problem, TravelMethod};
use crate::travel::Arcs;
use std::fmt::Write;
use std::sync::{Arc, Mutex};

/// The number of sets of arcs kept, the most recently used.
const KEPT: usize = 16;

/// Arcs by what they depend on. Memory: at most 16 sets for any number of scenarios, unless all are kept.
#[derive(Debug)]
pub(super) struct ArcsCache {
    most: usize,
    kept: Mutex<Vec<(String, Arc<Arcs>)>>,
}

impl Default for ArcsCache {
    fn default() -> Self {
        Self::keeping(KEPT)
    }
}

impl ArcsCache {
    /// A cache of `most` sets.
    pub(super) fn keeping(most: usize) -> Self {
        Self { most, kept: Mutex::default() }
    }

    /// The arcs of `problem`, from an earlier scenario with the same ones if there was any.
    pub(super) fn of(&self, problem: &Problem) -> Arc<Arcs> {
        let key = key(problem);
        if let Ok(mut kept) = self.kept.lock()
            && let Some(position) = kept.iter().position(|(own, _)| *own == key)
        {
            let found = kept.remove(position);
            let arcs = Arc::clone(&found.1);
            kept.insert(0, found);
            return arcs;
        }
        let arcs = Arc::new(Arcs::build(problem));
        if let Ok(mut kept) = self.kept.lock() {
            kept.insert(0, (key, Arc::clone(&arcs)));
            kept.truncate(self.most);
        }
        arcs
    }
}

/// A key of a way to travel, among those over the same roads.
fn key_of(travel: &TravelMethod) -> String {
    match travel {
        TravelMethod::Roads(roads) => {
            let (urban, rural) = (&roads.urban, &roads.rural);
            format!("{urban:?} {rural:?} {:?} {:?}", roads.snap, roads.closed)
        }
        other => format!("{other:?}"),
    }
}

/// A key of everything that arcs depend on, among problems with the same layers.
fn key(problem: &Problem) -> String {
    let mut key = key_of(&problem.travel);
    for tier in &problem.tiers {
        let reaches = (tier.reach_urban, tier.reach_rural);
        let own = tier.travel.as_ref().map(|own| key_of(&own.method));
        // Writing to text never fails.
        let (serves, leads, named) = (&tier.serves, &tier.leads, tier.named_towns);
        let _ = write!(key, "|{reaches:?}{serves:?}{leads:?}{own:?}{named}");
    }
    let units = problem.units.iter_enumerated();
    for (index, unit) in units.filter(|(_, unit)| !unit.travel.is_usual()) {
        let _ = write!(key, "|{index:?}{:?}", unit.travel);
    }
    for site in &problem.sites {
        key.push('|');
        for choice in site.choices().chain([Choice::Stay]) {
            let tier = site.state_after(choice).tier.map(usize::from);
            let _ = write!(key, "{tier:?}");
        }
    }
    key
}
