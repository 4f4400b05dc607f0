//! Small covering instances drawn at random: ties at the reach, duplicates, weights of 0, demand out of reach, sites
//! of every rule.

use proptest::prelude::*;
use yike::domain::location::*;

#[derive(Debug, Clone)]
pub(crate) struct Drawn {
    pub(crate) instance: Instance,
    pub(crate) reach: Radius,
}

pub(crate) fn instance(
    weights: Vec<f64>,
    fixed_costs: Vec<f64>,
    rules: Vec<SiteRule>,
    sites: usize,
    metric: Metric,
) -> Instance {
    let mut parts = InstanceParts::new("drawn", metric);
    parts.weights = weights;
    parts.site_ids = Ids::Numbered { first: 1, count: sites };
    parts.fixed_costs = fixed_costs;
    parts.rules = rules;
    Instance::new(parts).expect("an instance")
}

/// A site: where, what it costs, its rule.
type Site = ((u8, u8), u8, SiteRule);

fn site() -> impl Strategy<Value = Site> {
    let rule = prop_oneof![
        12 => Just(SiteRule::Free),
        1 => Just(SiteRule::Existing),
        1 => Just(SiteRule::Required),
        1 => Just(SiteRule::Forbidden),
    ];
    ((0..12u8, 0..12u8), 0..7u8, rule)
}

/// Points of a small lattice, so that many lie exactly at the reach and some on each other; or a table that leaves
/// pairs out.
pub(crate) fn drawn() -> impl Strategy<Value = Drawn> {
    (
        proptest::collection::vec(((0..12u8, 0..12u8), 0..6u8), 1..25),
        proptest::collection::vec(site(), 1..11),
        prop_oneof![Just(5.0), Just(4.0), Just(3.0), Just(2.0), Just(0.0), Just(7.3)],
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(points, sites, distance, strict, is_table, is_whole)| {
            let place = |(x, y): (u8, u8)| [f64::from(x), f64::from(y)];
            let demand: Vec<[f64; 2]> = points.iter().map(|&(at, _)| place(at)).collect();
            let at: Vec<[f64; 2]> = sites.iter().map(|&(at, ..)| place(at)).collect();
            let unit = if is_whole { 1.0 } else { 0.37 };
            let weights = points.iter().map(|&(_, weight)| unit * f64::from(weight));
            let costs = sites.iter().map(|&(_, cost, _)| unit * f64::from(cost));
            let metric = if is_table {
                Metric::Table(Table::from_rows(demand.iter().map(|d| {
                    let pair = |(j, s): (usize, &[f64; 2])| {
                        let distance = (d[0] - s[0]).hypot(d[1] - s[1]);
                        (distance < 6.0).then_some((j as u32, distance))
                    };
                    at.iter().enumerate().filter_map(pair).collect()
                })))
            } else {
                let rounding = Rounding::Exact;
                Metric::Plane { demand, sites: at, rounding }
            };
            Drawn {
                instance: instance(
                    weights.collect(),
                    costs.collect(),
                    sites.iter().map(|&(.., rule)| rule).collect(),
                    sites.len(),
                    metric,
                ),
                reach: Radius { distance: f64::into(distance), strict },
            }
        })
}
