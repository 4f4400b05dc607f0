//! Two runs side by side, from what their folders say: nothing is computed again but differences.
//!
//! Sites are compared by id, in what stands there in the two layouts. With A and B the runs:
//!
//! | change | when |
//! |---|---|
//! | `opened` | a facility stands in B and not in A |
//! | `closed` | a facility stands in A and not in B |
//! | `moved` | one is closed and one opened, of the same tier and town, at most so far apart as `moved_within_m` says (geodesic): the nearest pairs first |
//! | `upgraded` | it stands in both, is another thing (tier, size, beds, who runs it), and only B upgrades it |
//! | `upgrade-dropped` | the same with only A upgrading it |
//! | `changed` | it stands in both and is another thing in another way |
//! | `works` | what stands is the same, but the work, its cost or who pays is not |
//! | `led` | only who leads it is another |
//! | `operator` | only who runs it is another, at the same cost to the same sources: a choice that neither the money nor the cover tells apart |
//!
//! People are compared by tier, slice and group as `plan.json` has them. Where both runs have the same units with the same
//! people of a group, who gains and who loses is counted unit by unit: Σ people·max(0, share in B − share in A), and the other
//! way round.
//!
//! What one run has and the other has not (sites, units, tiers) is counted and named, and not compared. `diff(B, A)` is
//! `diff(A, B)` with sides changed.

mod columns;
mod comparison;
mod drawing;
mod fairness;
mod html;
mod map;
mod opening;
mod page;
mod people;
mod records;
mod rows;
mod sites;
mod tables;
mod text_tables;

pub use columns::ColumnChange;
pub use comparison::{Diff, NotCompared, RunSide, diff};
pub use fairness::InequalityChange;
pub use opening::opening;
pub use people::{CoverageChange, UnitChange};
pub use records::{RecordChange, RecordDiff, diff_records, record_diff_outputs, text};
pub use rows::{AimRow, AimSide, FacilityRow, SourceRow, TargetRow, TargetSide};
pub use sites::{SiteChange, SiteChangeKind, SiteSide};
pub use text_tables::{
    aims_table, coverage_table, inequality_table, leader, sources_table, targets_table, tier,
};

use crate::domain::Language;
use crate::run::folder::{LayoutRun, Output};
use crate::run::outputs::{COMPARISON, names};
use crate::run::plan::to_bytes;
use crate::write::layers::LayerError;

/// All outputs, in the order in which they are to be written. `a`: the run that `diff` starts from, for its places.
///
/// # Errors
///
/// When the map cannot be written.
pub fn diff_outputs(
    diff: &Diff,
    a: &LayoutRun,
    first: Language,
) -> Result<Vec<Output>, LayerError> {
    let [map, sites, columns, coverage, units, money, page, _, json, _] = names(COMPARISON);
    Ok(vec![
        Output::new(map, map::diff_geojson(diff, a)?),
        Output::new(sites, tables::sites(diff)),
        Output::new(columns, tables::columns(diff)),
        Output::new(coverage, tables::coverage(diff)),
        Output::new(units, tables::units(diff)),
        Output::new(money, tables::money(diff)),
        Output::new(page, page::html(diff, a, first)),
        Output::new(json, to_bytes(diff)),
    ])
}
