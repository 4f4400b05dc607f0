//! `assignment.csv`: where every demand point goes.

use super::report::{PlacementReport, rounded};
use crate::plan::location::{Ledger, LocationAudit};

/// Shares below this are a solver's rounding.
const NOTHING: f64 = 1e-6;

/// The columns: `demand`, its `weight`, the `site` that serves it, which `share` of it from 0 to 1, the `distance` in
/// the instance's unit and the `cover` at that distance, from 0 to 1.
///
/// The shares of a demand point add up to 1: what is not covered or not served stands in a row without site. Nothing
/// is listed for questions of sites alone.
pub fn assignment_csv(report: &PlacementReport<'_>, audit: &LocationAudit) -> Vec<u8> {
    use crate::plan::location::Assignment;
    let instance = report.instance;
    let mut table = csv::Writer::from_writer(Vec::new());
    let mut put = |row: [&str; 6]| {
        table
            .write_record(row)
            .expect("memory takes rows of one length")
    };
    put(["demand", "weight", "site", "share", "distance", "cover"]);
    let ledger = Ledger::new(instance, report.question, &audit.assignment);
    let points = match audit.assignment {
        Assignment::Nobody => 0,
        _ => instance.points(),
    };
    for demand in 0..points {
        let id = instance.demand_ids().label(demand);
        let weight = instance.weights()[demand].to_string();
        let mut left = 1.0;
        for part in ledger.parts(demand).filter(|part| part.cover > 0.0) {
            left -= part.share;
            put([
                &id,
                &weight,
                &instance.site_ids().label(part.site as usize),
                &rounded(part.share, 9).to_string(),
                &rounded(part.distance, 6).to_string(),
                &rounded(part.cover, 6).to_string(),
            ]);
        }
        if left > NOTHING {
            put([&id, &weight, "", &rounded(left, 9).to_string(), "", ""]);
        }
    }
    table.into_inner().expect("memory")
}
