//! The audit of placements: hand-worked cases, and the same figures worked out the plain way on small random
//! instances.

mod faults;
mod hand;
mod random;
mod reasons;

use crate::common::chinese::assert_told;
use yike::domain::location::*;
use yike::plan::location::{LocationAudit, audit};
use yike::units::Share;

/// Points of a line, weight after place; sites by place. Everything else is plain.
fn line(demand: &[(f64, f64)], sites: &[f64]) -> InstanceParts {
    let metric = Metric::Plane {
        demand: demand.iter().map(|&(x, _)| [x, 0.0]).collect(),
        sites: sites.iter().map(|&x| [x, 0.0]).collect(),
        rounding: Rounding::Exact,
    };
    let mut parts = InstanceParts::new("line", metric);
    parts.demand_ids = Ids::Given((0..demand.len()).map(|i| format!("d{i}")).collect());
    parts.weights = demand.iter().map(|&(_, weight)| weight).collect();
    parts.site_ids = Ids::Given((0..sites.len()).map(|j| format!("s{j}")).collect());
    parts
}

/// The same with pairs (demand, site, value) instead of places.
fn table(weights: &[f64], sites: usize, pairs: &[(usize, u32, f64)]) -> InstanceParts {
    let rows = (0..weights.len()).map(|i| {
        let own = pairs.iter().filter(|pair| pair.0 == i);
        own.map(|&(_, site, value)| (site, value)).collect()
    });
    let metric = Metric::Table(Table::from_rows(rows.collect::<Vec<Vec<_>>>()));
    let demand: Vec<(f64, f64)> = weights.iter().map(|&weight| (0.0, weight)).collect();
    let mut parts = line(&demand, &vec![0.0; sites]);
    parts.metric = metric;
    parts
}

fn instance(parts: InstanceParts) -> Instance {
    Instance::new(parts).expect("a sound instance")
}

fn within(distance: f64) -> Radius {
    Radius::within(distance)
}

fn share(fraction: f64) -> Share {
    Share::new(fraction).expect("a share")
}

fn ask(goal: Goal) -> Question {
    Question::from(goal)
}

fn mclp(reach: f64, count: usize) -> Goal {
    Goal::MaximalCover {
        decay: Decay::Step(within(reach)),
        times: 1,
        opening: Opening::Count(count),
    }
}

fn open(sites: &[u32]) -> Placement {
    Placement { open: sites.to_vec(), served: None }
}

fn served(sites: &[u32], parts: &[(u32, u32, f64)]) -> Placement {
    let part = |&(demand, site, share): &(u32, u32, f64)| Allocation { demand, site, share };
    Placement { open: sites.to_vec(), served: Some(parts.iter().map(part).collect()) }
}

/// The words of the faults.
fn words(audit: &LocationAudit) -> Vec<&'static str> {
    audit.faults.iter().for_each(|fault| assert_told(&fault.text()));
    audit.faults.iter().map(|fault| fault.word()).collect()
}

/// An audit that must be clean.
fn clean(instance: &Instance, goal: Goal, sites: &[u32]) -> LocationAudit {
    let audit = audit(instance, &ask(goal), &open(sites));
    assert_eq!(words(&audit), [""; 0], "{:?}", audit.faults);
    audit
}
