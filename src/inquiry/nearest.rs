//! The sites nearest to people, whether or not they are within reach.

use crate::domain::{Problem, Reach, TierIdx, UnitIdx};
use crate::travel::{Arc, Arcs};
use crate::units::{Metres, Seconds};
use typed_index_collections::TiVec;

/// The ways from each of some units, each named once, to all sites that could serve it at each tier, nearest first, as if every reach were without
/// limit. Empty where a tier is not for the unit, and for sites to which no way leads. Cost: that of the arcs of a plan with
/// these units.
pub fn nearest(problem: &Problem, units: &[UnitIdx]) -> Vec<TiVec<TierIdx, Vec<Arc>>> {
    let mut parts = problem.clone().into_parts();
    parts.units = units.iter().map(|&unit| parts.units[unit].clone()).collect();
    for site in &mut parts.sites {
        let position = units.iter().position(|own| site.unit == Some(*own));
        site.unit = position.map(UnitIdx::from);
    }
    (parts.people_today, parts.targets, parts.medical) = (None, Vec::new(), Vec::new());
    for tier in &mut parts.tiers {
        tier.leads = None;
        for reach in [&mut tier.reach_urban, &mut tier.reach_rural] {
            *reach = reach.map(|own| longest(own).unwrap_or(own));
        }
    }
    let Ok(alone) = Problem::new(parts) else {
        return vec![problem.tiers.keys().map(|_| Vec::new()).collect(); units.len()];
    };
    let arcs = Arcs::build(&alone);
    let row = |unit: UnitIdx| {
        problem.tiers.keys().map(|tier| arcs.within_reach(tier, unit).to_vec()).collect()
    };
    alone.units.keys().map(row).collect()
}

/// A reach of the same kind that ends nowhere in a plan.
fn longest(reach: Reach) -> Option<Reach> {
    const LONG: f64 = 1e8;
    Some(match reach {
        Reach::Time(_) => Reach::Time(Seconds::new(LONG).ok()?),
        Reach::Distance(_) => Reach::Distance(Metres::new(LONG).ok()?),
        Reach::Anywhere => Reach::Anywhere,
    })
}
