//! Who is served where and who leads whom, as lines on a map.

use super::collection::{Collection, rounded};
use crate::domain::Properties;
use crate::run::report::{Decided, Report};
use serde_json::{Map, Value, json};

/// `links.geojson`: a line from each demand unit to each site that serves it (`kind` = `serves`), by tier and
/// unit; then a line from each led site to its leader (`kind` = `leads`).
pub fn links_geojson(report: &Report<'_>, decided: &Decided<'_>) -> Vec<u8> {
    let mut collection = Collection::new();
    services(decided, &mut collection);
    leaders(decided, &mut collection);
    collection.finish(
        report,
        "links",
        "straight lines between places; distances and times are travelled ones",
    )
}

fn services(decided: &Decided<'_>, collection: &mut Collection) {
    let problem = decided.problem;
    for (tier_index, units) in decided.audit.assignment.iter_enumerated() {
        let tier = &problem.tiers[tier_index];
        for (unit_index, services) in units.iter_enumerated() {
            let unit = &problem.units[unit_index];
            for service in services {
                let site = &problem.sites[service.site];
                let persons = service.share * unit.people_of(tier.group);
                let properties = object([
                    ("kind", json!("serves")),
                    ("tier", json!(tier.id)),
                    ("from_id", json!(unit.id)),
                    ("from_name", json!(unit.name)),
                    ("to_id", json!(site.id)),
                    ("to_name", json!(site.name)),
                    ("persons", rounded(persons, 1)),
                    ("share", rounded(service.share, 6)),
                    ("km", rounded(service.distance.metres() / 1000.0, 3)),
                    ("minutes", rounded(service.time.minutes(), 2)),
                ]);
                collection.add_line(unit.at, site.at, properties);
            }
        }
    }
}

fn leaders(decided: &Decided<'_>, collection: &mut Collection) {
    let problem = decided.problem;
    for (index, leader) in decided.layout.leaders.iter_enumerated() {
        let Some(leader) = *leader else { continue };
        let (led, leading) = (&problem.sites[index], &problem.sites[leader]);
        let arc = decided
            .arcs
            .leaders(index)
            .iter()
            .find(|arc| arc.site == leader);
        let tier = led
            .state_after(decided.layout.choices[index])
            .tier
            .map(|tier| &problem.tiers[tier].id);
        let or_null =
            |value: Option<f64>, places| value.map_or(Value::Null, |value| rounded(value, places));
        let properties = object([
            ("kind", json!("leads")),
            ("tier", json!(tier)),
            ("from_id", json!(led.id)),
            ("from_name", json!(led.name)),
            ("to_id", json!(leading.id)),
            ("to_name", json!(leading.name)),
            ("persons", Value::Null),
            ("share", Value::Null),
            (
                "km",
                or_null(arc.map(|arc| arc.distance.metres() / 1000.0), 3),
            ),
            ("minutes", or_null(arc.map(|arc| arc.time.minutes()), 2)),
        ]);
        collection.add_line(led.at, leading.at, properties);
    }
}

fn object<const N: usize>(entries: [(&str, Value); N]) -> Properties {
    entries
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect::<Map<_, _>>()
}
