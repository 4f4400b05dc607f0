//! Where money stops binding, and what binds then.

use super::lever::Lever;
use super::plan::WorthPlan;
use crate::domain::{Problem, TierIdx, UnitIdx};
use crate::plan;
use crate::solve::AuditedLayout;
use crate::travel::Arcs;
use crate::units::Yuan;

/// People whom a plan leaves uncovered at a tier.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LeftOut {
    /// The tier.
    pub tier: TierIdx,
    /// Units with no site within reach that could serve them, whatever is built; most people first.
    pub out_of_reach: Vec<UnitIdx>,
    /// Units with such a site, of whose people some are not covered: places, rules or targets bind; most people first.
    pub others: Vec<UnitIdx>,
}

/// The best plan with as much money as all works could take.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Unlimited {
    /// Of what: a source, or all of them.
    pub lever: Lever,
    /// The best plan then.
    pub plan: WorthPlan,
    /// Whether it is better than the plan as it is: the money binds.
    pub binds: bool,
    /// What the plan takes of this money, commitments included. A plan as good may take less.
    pub taken: Yuan,
    /// Who is left uncovered then, by tier.
    pub left_out: Vec<LeftOut>,
}

impl Unlimited {
    pub(super) fn new(
        (problem, arcs): (&Problem, &Arcs),
        lever: Lever,
        base: &WorthPlan,
        plan: WorthPlan,
        decided: &AuditedLayout,
    ) -> Self {
        let taken = decided.audit.money.iter().filter(|own| match lever {
            Lever::Funding(source) => own.funding == source,
            _ => true,
        });
        let taken = taken.map(|own| own.committed + own.works).sum();
        let binds = plan.is_better_than(base);
        Self { lever, binds, taken, left_out: left_out(problem, arcs, decided), plan }
    }
}

fn left_out(problem: &Problem, arcs: &Arcs, decided: &AuditedLayout) -> Vec<LeftOut> {
    let unreachable = plan::screen(problem, arcs).unreachable;
    let tiers = problem.tiers.iter_enumerated().filter(|(_, tier)| tier.has_reach());
    let left = tiers.map(|(tier, own)| {
        let people = |unit: UnitIdx| problem.units[unit].people_of(own.group);
        let uncovered = problem.units.iter_enumerated().filter(|(unit, data)| {
            let share = plan::covered_share(&decided.audit.assignment, *unit, tier);
            own.reach(data.setting).is_some() && people(*unit) * (1.0 - share) > 1e-6
        });
        let mut units: Vec<UnitIdx> = uncovered.map(|(unit, _)| unit).collect();
        units.sort_by(|&a, &b| people(b).total_cmp(&people(a)).then(a.cmp(&b)));
        let is_out =
            |unit: &UnitIdx| unreachable.iter().any(|own| own.tier == tier && own.unit == *unit);
        let (out_of_reach, others) = units.into_iter().partition(is_out);
        LeftOut { tier, out_of_reach, others }
    });
    left.filter(|own| !own.out_of_reach.is_empty() || !own.others.is_empty()).collect()
}
