//! `sites.csv`: every site and what is decided about it. `yike locate --start` reads it.

use super::report::{PlacementReport, rounded, rule_word};
use crate::plan::location::LocationAudit;

/// The columns: `id`, `open` (`true` or `false`), `rule`, `fixed_cost`, `capacity`, the number of `demand_points` with
/// weight that go there and their `weight_served`, and `utilisation`, which is 1 where the capacity is used up.
/// Capacity and utilisation are empty where they are not known.
pub fn sites_csv(report: &PlacementReport<'_>, audit: &LocationAudit) -> Vec<u8> {
    let instance = report.instance;
    let (open, loads) = (report.is_open(), report.loads(audit));
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let mut table = csv::Writer::from_writer(Vec::new());
    let mut put = |row: [&str; 8]| {
        table
            .write_record(row)
            .expect("memory takes rows of one length")
    };
    put([
        "id",
        "open",
        "rule",
        "fixed_cost",
        "capacity",
        "demand_points",
        "weight_served",
        "utilisation",
    ]);
    for (site, &load) in loads.iter().enumerate() {
        let utilisation = report.utilisation(site, load);
        put([
            &instance.site_ids().label(site),
            if open[site] { "true" } else { "false" },
            rule_word(instance.rules()[site]),
            &instance.fixed_costs()[site].to_string(),
            &number(instance.capacities().map(|capacities| capacities[site])),
            &load.points.to_string(),
            &rounded(load.weight, 6).to_string(),
            &number(utilisation.map(|share| rounded(share, 6))),
        ]);
    }
    table.into_inner().expect("memory")
}
