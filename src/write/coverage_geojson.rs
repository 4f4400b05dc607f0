//! Coverage as a map layer.

use super::collection::{Collection, rounded};
use crate::domain::{Properties, TierIdx, UnitIdx};
use crate::plan::Service;
use crate::run::report::{Decided, Report, reached_tiers, tier_is_for};
use serde_json::{Value, json};
use typed_index_collections::TiVec;

/// Shares this near to 1 are whole: they are sums of fractions.
const WHOLE: f64 = 1.0 - 1e-6;

/// `coverage.geojson`: every demand unit with the caller's geometry and properties, its people of the group that the
/// plan serves (`plan_people`), and for each tier that people travel to: covered or not (null where the tier is not for the unit's setting), the share served,
/// and the site that serves most of them with its distance and time. `plan_unreachable` lists the tiers for
/// which no site, built or not, is within reach.
pub fn coverage_geojson(report: &Report<'_>, decided: &Decided<'_>) -> Vec<u8> {
    let problem = decided.problem;
    let mut unreachable: TiVec<UnitIdx, Vec<&str>> = vec![Vec::new(); problem.units.len()].into();
    for row in &report.screening().unreachable {
        unreachable[row.unit].push(&problem.tiers[row.tier].id);
    }
    let mut collection = Collection::new();
    for (index, unit) in problem.units.iter_enumerated() {
        let mut ours = Properties::new();
        let people = rounded(unit.people_of(problem.served), 1);
        ours.insert("plan_people".into(), people);
        for tier in reached_tiers(problem) {
            tier_properties(decided, tier, index, &mut ours);
        }
        ours.insert("plan_unreachable".into(), json!(unreachable[index]));
        collection.add(&unit.id, &unit.feature, ours);
    }
    collection.finish(
        report,
        "coverage",
        "every village and community, and who serves its people at each tier",
    )
}

fn tier_properties(
    decided: &Decided<'_>,
    tier: TierIdx,
    unit: UnitIdx,
    properties: &mut Properties,
) {
    let problem = decided.problem;
    let services = &decided.audit.assignment[tier][unit];
    let share: f64 = services.iter().map(|service| service.share).sum();
    let for_unit = tier_is_for(problem, tier, unit);
    let main = services.iter().reduce(
        |most, next| {
            if next.share > most.share { next } else { most }
        },
    );
    let of_main = |value: &dyn Fn(&Service) -> Value| main.map_or(Value::Null, value);
    let id = &problem.tiers[tier].id;
    let mut put = |name: &str, value| properties.insert(format!("plan_{id}_{name}"), value);
    put("covered", for_unit.then_some(share >= WHOLE).into());
    put(
        "share",
        if for_unit {
            rounded(share, 6)
        } else {
            Value::Null
        },
    );
    put(
        "site",
        of_main(&|service| json!(problem.sites[service.site].id)),
    );
    put(
        "km",
        of_main(&|service| rounded(service.distance.metres() / 1000.0, 3)),
    );
    put(
        "min",
        of_main(&|service| rounded(service.time.minutes(), 2)),
    );
}
