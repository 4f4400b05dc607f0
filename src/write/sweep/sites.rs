//! How often each site is chosen, as a map.

use super::record::SweepRecord;
use crate::domain::{Problem, Properties};
use crate::scenario::{SiteCounts, SiteTally};
use crate::write::collection::{Collection, rounded};
use serde_json::json;

/// Every site of the plan with the caller's properties first and ours, which begin with `plan_`, behind them.
pub(super) fn sites_geojson(problem: &Problem, tally: &SiteTally, record: &SweepRecord) -> Vec<u8> {
    let mut collection = Collection::new();
    for (position, (site, counts)) in problem.sites.iter().zip(&tally.sites).enumerate() {
        let often = tally.often(position).word();
        collection.add(&site.id, &site.feature, ours(often, counts, tally.plans));
    }
    let about = json!({
        "version": record.version,
        "layer": "sites",
        "about": "how often each site is chosen: plan_chosen plans do a work there; core: every plan, optional: some, never: none",
        "scenarios": record.scenarios,
        "plans": tally.plans,
    });
    collection.finish_about(&format!("{}: sites", record.plan), &about)
}

fn ours(often: &str, counts: &SiteCounts, plans: u64) -> Properties {
    let share = |count: u64| match plans {
        0 => json!(null),
        plans => rounded(count as f64 / plans as f64, 6),
    };
    let mut ours = Properties::new();
    ours.insert("plan_often".into(), often.into());
    ours.insert("plan_chosen".into(), counts.chosen.into());
    ours.insert("plan_chosen_share".into(), share(counts.chosen));
    ours.insert("plan_stands".into(), counts.stands.into());
    ours.insert("plan_stands_share".into(), share(counts.stands));
    ours.insert("plan_works".into(), json!(counts.works));
    ours
}
