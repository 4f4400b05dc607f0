//! The map layers: sites, demand, and lines between them.

use super::super::collection::Collection;
use super::report::{PlacementReport, rounded, rule_word};
use super::words::status_text;
use crate::domain::{Feature, Properties};
use crate::plan::location::{Ledger, LocationAudit, Part};
use serde_json::{Map, Value, json};

/// Up to so many demand points are shown on the map.
pub const MOST_POINTS: usize = 1_000_000;
/// Up to so many demand points have their lines shown.
pub const MOST_LINKS: usize = 100_000;

/// `placement.geojson`: every site with `plan_open`, `plan_rule`, `plan_cost`, `plan_capacity`, `plan_served` (weight)
/// and `plan_utilisation` behind the caller's own properties.
pub fn placement_geojson(report: &PlacementReport<'_>, audit: &LocationAudit) -> Vec<u8> {
    let instance = report.instance;
    let (open, loads) = (report.is_open(), report.loads(audit));
    let mut collection = Collection::new();
    for (site, &load) in loads.iter().enumerate() {
        let utilisation = report.utilisation(site, load);
        let capacity = instance.capacities().map(|capacities| capacities[site]);
        let ours = object([
            ("plan_open", json!(open[site])),
            ("plan_rule", json!(rule_word(instance.rules()[site]))),
            ("plan_cost", json!(instance.fixed_costs()[site])),
            ("plan_capacity", json!(capacity)),
            ("plan_demand_points", json!(load.points)),
            ("plan_served", json!(rounded(load.weight, 6))),
            (
                "plan_utilisation",
                json!(utilisation.map(|share| rounded(share, 6))),
            ),
        ]);
        let id = instance.site_ids().label(site);
        let feature = report.site_features.map(|features| &features[site]);
        add(&mut collection, &id, feature, report.site_place(site), ours);
    }
    finish(
        collection,
        report,
        "sites",
        "sites and whether they are open",
    )
}

/// `demand.geojson`: every demand point with `plan_weight`, `plan_cover` (0 to 1), `plan_covered`, and the site and
/// distance of the part that is best served, behind the caller's own properties. Who is not covered has neither site
/// nor distance.
pub fn demand_geojson(report: &PlacementReport<'_>, audit: &LocationAudit) -> Vec<u8> {
    let instance = report.instance;
    let ledger = Ledger::new(instance, report.question, &audit.assignment);
    let mut collection = Collection::new();
    for demand in 0..instance.points() {
        let served = || ledger.parts(demand).filter(|part| part.cover > 0.0);
        let cover: f64 = served().map(|part| part.share * part.cover).sum();
        let main = served().reduce(|best, next| if next.share > best.share { next } else { best });
        let site = |part: Part| instance.site_ids().label(part.site as usize).into_owned();
        let ours = object([
            ("plan_weight", json!(instance.weights()[demand])),
            ("plan_covered", json!(cover > 0.0)),
            ("plan_cover", json!(rounded(cover, 6))),
            ("plan_site", json!(main.map(site))),
            (
                "plan_distance",
                json!(main.map(|part| rounded(part.distance, 3))),
            ),
            ("plan_sites", json!(served().count())),
        ]);
        let id = instance.demand_ids().label(demand);
        let feature = report.demand_features.map(|features| &features[demand]);
        add(
            &mut collection,
            &id,
            feature,
            report.demand_place(demand),
            ours,
        );
    }
    let unit = instance.unit().word();
    let remark = match unit {
        "" => "demand and where it goes".to_owned(),
        unit => format!("demand and where it goes; distances in {unit}"),
    };
    finish(collection, report, "demand", &remark)
}

/// `links.geojson`: a straight line from each demand point with weight to each site that serves it, with `demand`,
/// `site`, `share`, `weight` and `distance`. Polygons of which only the outline is known have no lines.
pub fn links_geojson(report: &PlacementReport<'_>, audit: &LocationAudit) -> Vec<u8> {
    let instance = report.instance;
    let ledger = Ledger::new(instance, report.question, &audit.assignment);
    let mut collection = Collection::new();
    for (demand, &weight) in instance.weights().iter().enumerate() {
        let Some(from) = report.demand_place(demand).filter(|_| weight > 0.0) else {
            continue;
        };
        for part in ledger.parts(demand).filter(|part| part.cover > 0.0) {
            let Some(to) = report.site_place(part.site as usize) else {
                continue;
            };
            let ours = object([
                ("demand", json!(instance.demand_ids().label(demand))),
                ("site", json!(instance.site_ids().label(part.site as usize))),
                ("share", json!(rounded(part.share, 9))),
                ("weight", json!(rounded(weight * part.share, 6))),
                ("distance", json!(rounded(part.distance, 3))),
            ]);
            collection.add_segment(from, to, ours);
        }
    }
    let remark = "straight lines between places; distances are those of the instance";
    finish(collection, report, "links", remark)
}

fn add(
    collection: &mut Collection,
    id: &str,
    feature: Option<&Feature>,
    place: Option<[f64; 2]>,
    ours: Properties,
) {
    match (feature, place) {
        (Some(feature), _) => collection.add(id, feature, ours),
        (None, Some(place)) => collection.add_point(id, place, ours),
        (None, None) => {}
    }
}

fn finish(
    collection: Collection,
    report: &PlacementReport<'_>,
    layer: &str,
    remark: &str,
) -> Vec<u8> {
    let about = json!({
        "version": report.run.version,
        "layer": layer,
        "about": remark,
        "problem": report.question.word(),
        "status": report.status(),
        "verdict": status_text(report),
    });
    collection.finish_about(&format!("{}: {layer}", report.instance.name()), &about)
}

fn object<const N: usize>(entries: [(&str, Value); N]) -> Properties {
    entries
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect::<Map<_, _>>()
}
