use crate::domain::{GroupIdx, Problem, TierIdx, TownIdx};
use crate::plan::{Audit, CoverageRow, Slice};
use crate::run::report::reached_tiers;

/// The row of a tier, slice and group, when there are such people.
pub fn coverage_of(
    audit: &Audit,
    tier: TierIdx,
    slice: Slice,
    group: GroupIdx,
) -> Option<&CoverageRow> {
    audit.coverage.iter().find(|row| row.tier == tier && row.slice == slice && row.group == group)
}

/// How a town is covered, each tier by its own group.
#[derive(Debug, Clone, PartialEq)]
pub struct TownCoverage<'a> {
    /// The town.
    pub town: TownIdx,
    /// By tier that people travel to, in the plan's order; none where the tier is for nobody there.
    pub by_tier: Vec<Option<&'a CoverageRow>>,
    /// Covered over people, all tiers pooled: 0–1.
    pub pooled: f64,
}

/// Towns with people, the worst covered first.
pub fn towns_worst_first<'a>(problem: &Problem, audit: &'a Audit) -> Vec<TownCoverage<'a>> {
    let mut towns: Vec<_> = problem
        .towns
        .keys()
        .filter_map(|town| {
            let by_tier: Vec<_> = reached_tiers(problem)
                .map(|tier| {
                    let group = problem.tiers[tier].group;
                    coverage_of(audit, tier, Slice::Town(town), group)
                })
                .collect();
            let rows = || by_tier.iter().flatten();
            let people: f64 = rows().map(|row| row.people.number()).sum();
            let covered: f64 = rows().map(|row| row.covered.number()).sum();
            (people > 0.0).then_some(TownCoverage { town, by_tier, pooled: covered / people })
        })
        .collect();
    towns.sort_by(|a, b| a.pooled.total_cmp(&b.pooled).then(a.town.cmp(&b.town)));
    towns
}
