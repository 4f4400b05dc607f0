use crate::domain::{GroupIdx, TierIdx};
use crate::plan::{Audit, CoverageRow, Slice};

/// The row of a tier, slice and group, when there are such people.
pub fn coverage_of(
    audit: &Audit,
    tier: TierIdx,
    slice: Slice,
    group: GroupIdx,
) -> Option<&CoverageRow> {
    audit.coverage.iter().find(|row| row.tier == tier && row.slice == slice && row.group == group)
}
