//! Who is not covered, and why, as a map layer.

use super::collection::{Collection, rounded};
use crate::domain::Properties;
use crate::run::figures::{WhyUncovered, uncovered};
use crate::run::report::{Decided, Report};
use crate::travel::Arc;
use serde_json::{Value, json};

/// `uncovered.geojson`: a feature for each demand unit and tier of whose people some are not covered, by tier, most
/// people first, with the caller's geometry and properties and behind them:
///
/// | property | what |
/// |---|---|
/// | `plan_tier`, `plan_tier_name` | the tier |
/// | `plan_people`, `plan_share` | how many of the tier's group are not covered, and which share of the unit's that is |
/// | `plan_why` | `out-of-reach`: no site that may serve the tier is in reach, whatever is built; `not-built`: such a site is in reach, but none has the tier in this layout; `full`: a facility is in reach, its places are taken |
/// | `plan_nearest`, `plan_nearest_name`, `plan_km`, `plan_min` | the nearest such site or facility; null out of reach |
pub fn uncovered_geojson(report: &Report<'_>, decided: &Decided<'_>) -> Vec<u8> {
    let problem = decided.problem;
    let mut collection = Collection::new();
    for row in uncovered(decided) {
        let (unit, tier) = (&problem.units[row.unit], &problem.tiers[row.tier]);
        let of_group = unit.people_of(tier.group);
        let (why, nearest) = match row.why {
            WhyUncovered::OutOfReach => ("out-of-reach", None),
            WhyUncovered::NotBuilt(arc) => ("not-built", Some(arc)),
            WhyUncovered::Full(arc) => ("full", Some(arc)),
        };
        let of_arc = |value: &dyn Fn(&Arc) -> Value| nearest.as_ref().map_or(Value::Null, value);
        let ours: Properties = [
            ("plan_tier", json!(tier.id)),
            ("plan_tier_name", json!(tier.name.chinese())),
            ("plan_people", rounded(row.people, 1)),
            ("plan_share", rounded(row.people / of_group, 6)),
            ("plan_why", json!(why)),
            (
                "plan_nearest",
                of_arc(&|arc| json!(problem.sites[arc.site].id)),
            ),
            (
                "plan_nearest_name",
                of_arc(&|arc| json!(problem.sites[arc.site].name)),
            ),
            (
                "plan_km",
                of_arc(&|arc| rounded(arc.distance.metres() / 1000.0, 3)),
            ),
            ("plan_min", of_arc(&|arc| rounded(arc.time.minutes(), 2))),
        ]
        .map(|(name, value)| (name.into(), value))
        .into_iter()
        .collect();
        let own = format!("{}-{}", unit.id, tier.id);
        collection.add_as(&own, &unit.id, &unit.feature, ours);
    }
    collection.finish(
        report,
        "uncovered",
        "villages and communities of whose people some are not covered, a feature for each tier, and why",
    )
}
