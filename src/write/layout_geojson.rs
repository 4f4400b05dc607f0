//! The layout as a map layer that the audit reads back.

use super::collection::{Collection, rounded};
use super::figures::{Served, led_by};
use super::report::{Decided, Report, reached_tiers};
use crate::domain::{Choice, FundingIdx, Origin, Properties, SiteIdx};
use crate::units::Yuan;
use serde_json::{Map, Value, json};

/// `layout.geojson`: every site of the plan, those that will not stand included, with the caller's properties
/// first and untouched and ours, which begin with `plan_`, behind them. Reading it back gives the same layout.
pub fn layout_geojson(report: &Report<'_>, decided: &Decided<'_>) -> Vec<u8> {
    let problem = decided.problem;
    let served = Served::count(decided);
    let leads = led_by(decided.layout);
    let mut collection = Collection::new();
    for (index, site) in problem.sites.iter_enumerated() {
        let mut ours = choice_properties(decided, index);
        ours.extend(service_properties(decided, index, &served));
        ours.insert("plan_leader".into(), leader(decided, index));
        ours.insert("plan_leads".into(), json!(leads[index]));
        if !decided.layout.allocations.is_empty() {
            ours.insert("plan_rations".into(), allocations(decided, index));
        }
        let (name, distance) = match decided.arcs.nearest_medical(index) {
            Some((medical, distance)) => (
                json!(problem.medical[medical].name),
                rounded(distance.metres(), 0),
            ),
            None => (Value::Null, Value::Null),
        };
        ours.insert("plan_nearest_medical".into(), name);
        ours.insert("plan_nearest_medical_m".into(), distance);
        collection.add(&site.id, &site.feature, ours);
    }
    collection.finish(
        report,
        "layout",
        "every site of the plan and what is decided about it",
    )
}

fn choice_properties(decided: &Decided<'_>, index: SiteIdx) -> Properties {
    let problem = decided.problem;
    let site = &problem.sites[index];
    let choice = decided.layout.choices[index];
    let after = site.state_after(choice);
    let work = site.work(choice);
    let tier = after.tier.map(|tier| &problem.tiers[tier]);
    let size = tier.and_then(|tier| Some(&tier.sizes[usize::from(after.size?)]));
    let entries = [
        ("plan_work_id", json!(work.map_or("stay", |work| &work.id))),
        (
            "plan_work",
            json!(work.map_or("stay", |work| work.kind.word())),
        ),
        ("plan_standing", json!(after.standing)),
        ("plan_tier", json!(tier.map(|tier| &tier.id))),
        (
            "plan_tier_name",
            json!(tier.map(|tier| tier.name.chinese())),
        ),
        ("plan_size", json!(size.map(|size| &size.id))),
        ("plan_beds", json!(after.beds)),
        ("plan_nursing_beds", json!(after.nursing_beds)),
        ("plan_operator", json!(after.operator)),
        ("plan_cost_yuan", json!(site.cost(choice).yuan())),
        (
            "plan_cost_origin",
            json!(work.map(|work| Origin::word(work.cost_origin))),
        ),
        (
            "plan_funding",
            match choice {
                Choice::Stay => Value::Null,
                Choice::Work(_) => funding(decided, &decided.layout.payments[index]),
            },
        ),
    ];
    entries
        .map(|(name, value)| (name.into(), value))
        .into_iter()
        .collect()
}

/// Source → money with its unit, as plan files write it.
fn funding(decided: &Decided<'_>, payments: &[(FundingIdx, Yuan)]) -> Value {
    let entry = |&(source, amount): &(FundingIdx, Yuan)| {
        let id = decided.problem.funding[source].id.clone();
        (id, json!(format!("{} yuan", amount.yuan())))
    };
    Value::Object(payments.iter().map(entry).collect())
}

fn service_properties(decided: &Decided<'_>, index: SiteIdx, served: &Served) -> Properties {
    let problem = decided.problem;
    let own = problem.sites[index]
        .state_after(decided.layout.choices[index])
        .tier;
    let mut properties = Map::new();
    let persons = |tier| rounded(served.persons(index, tier), 1);
    properties.insert(
        "plan_persons_served".into(),
        own.filter(|&tier| problem.tiers[tier].has_reach())
            .map_or(Value::Null, persons),
    );
    for tier in reached_tiers(problem) {
        properties.insert(
            format!("plan_persons_served_{}", problem.tiers[tier].id),
            persons(tier),
        );
    }
    properties
}

fn leader(decided: &Decided<'_>, index: SiteIdx) -> Value {
    json!(decided.layout.leaders[index].map(|leader| &decided.problem.sites[leader].id))
}

fn allocations(decided: &Decided<'_>, index: SiteIdx) -> Value {
    let problem = decided.problem;
    let of_site = decided
        .layout
        .allocations
        .iter()
        .filter(|allocation| allocation.site == index);
    of_site
        .map(|allocation| {
            json!({
                "tier": problem.tiers[allocation.tier].id,
                "unit": problem.units[allocation.unit].id,
                "share": allocation.share,
            })
        })
        .collect()
}
