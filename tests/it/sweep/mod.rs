//! `yike sweep`: the same bytes however it is run, cut off and resumed; rows that are those of the plan solved alone.
#![cfg(feature = "highs")]

mod bad;
mod journal;
mod robust;
mod robust_files;
mod rows;
mod shards;
mod slurm;

use crate::common::program::Workplace;

/// The small plan that has three tiers and one budget.
fn workplace() -> Workplace {
    Workplace::with("tests/fixtures/tiers_together")
}

/// Grids, a list, draws, an infeasible corner and a value that the plan refuses: 96 scenarios.
const SWEEP: &str = r#"
[sweep]
seed  = 7
draws = 2

[[vary]]
parameter = ["tier.point.reach.rural", "tier.station.reach.urban"]
values = ["10 min", "15 min", "25 min"]

[[vary]]
parameter = "funding.district.amount"
from = "1 million yuan"
to = "2.5 million yuan"
steps = 4

[[vary]]
parameter = "target.1.kind"
values = ["expected", "binding"]

[[vary]]
parameter = "travel.detour"
random = { triangular = [1.1, 1.3, 1.8] }

[[vary]]
parameter = "scale.people.60+"
values = [1.0, -1.0]
"#;

/// What the tables hold, in one text; without what depends on the machine.
fn tables(place: &Workplace, out: &str) -> Vec<Vec<u8>> {
    ["scenarios.csv", "scenarios.parquet", "scenarios.json", "sites.geojson"]
        .map(|name| std::fs::read(place.path(&format!("{out}/{name}"))).expect("written"))
        .into()
}

/// Runs the sweep into `out`.
fn sweep(place: &Workplace, out: &str, more: &[&str]) -> i32 {
    let words = ["sweep", "plan.toml", "--sweep", "sweep.toml", "--out", out];
    place.run(&[&words, more].concat()).exit
}
