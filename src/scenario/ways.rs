//! Travel that scenarios share: arcs depend on travel, reaches, links between tiers and what sites may become, and on
//! nothing else that a sweep varies.

use crate::domain::{Choice, Problem, TravelMethod};
use crate::travel::Arcs;
use std::fmt::Write;
use std::sync::{Arc, Mutex};

/// So many sets of arcs are kept, the latest used.
const KEPT: usize = 16;

/// Arcs by what they depend on. Memory: 16 sets at most, however many scenarios there are.
#[derive(Debug, Default)]
pub(super) struct Ways {
    kept: Mutex<Vec<(String, Arc<Arcs>)>>,
}

impl Ways {
    /// The arcs of `problem`, from an earlier scenario where that had the same.
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
            kept.truncate(KEPT);
        }
        arcs
    }
}

/// Everything that arcs depend on, among problems of one set of layers, in words.
fn key(problem: &Problem) -> String {
    let mut key = match &problem.travel {
        TravelMethod::Roads(roads) => {
            let (urban, rural) = (&roads.urban, &roads.rural);
            format!("{urban:?} {rural:?} {:?} {:?}", roads.snap, roads.closed)
        }
        other => format!("{other:?}"),
    };
    for tier in &problem.tiers {
        let reaches = (tier.reach_urban, tier.reach_rural);
        // Writing to text never fails.
        let _ = write!(key, "|{reaches:?}{:?}{:?}", tier.serves, tier.leads);
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
