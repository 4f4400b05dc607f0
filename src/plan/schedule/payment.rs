use crate::domain::{Aim, Choice, Direction, FundingIdx, Horizon, PeriodIdx, SiteIdx, Starts};
use crate::plan::flow::{FlowArc, Transport};
use crate::plan::payers;
use crate::plan::payment::split_works;
use crate::units::Yuan;
use std::collections::BTreeMap;
use typed_index_collections::{TiVec, ti_vec};

/// Works that the same sources may pay for and that begin in the same period; where a target is of a source's share, also
/// those that are done in the same period.
type Class = (PeriodIdx, PeriodIdx, Vec<FundingIdx>);

/// Assigns payments to the works that begin, in whole yuan, each in the period in which it begins: from that period's
/// money and, where sources carry over, from what earlier periods left. As much as possible is paid; the audit reports
/// the rest. Sources named first in the plan are spent first, but one of whose money a target asks a share before all
/// others and on works that are done early, and one that a target holds back after them. (So the share of the one source is
/// as great, or as small, as it can be in every period at once.)
///
/// Commitments and fixed mixes are paid first, from the latest money that they may use. The rest is an exact
/// transportation problem of classes of works and the money of each source in each period (see `plan::flow`). In a plan
/// without sources there are no payments.
pub fn pay_by_period(
    horizon: &Horizon,
    starts: &Starts,
) -> TiVec<SiteIdx, Vec<(FundingIdx, Yuan)>> {
    let plan = horizon.plan();
    let mut payments = ti_vec![Vec::new(); plan.sites.len()];
    if plan.funding.is_empty() {
        return payments;
    }
    let periods = horizon.periods().len();
    let share = share_asked(horizon);
    let mut taken: TiVec<FundingIdx, Vec<Yuan>> = plan
        .funding
        .keys()
        .map(|source| {
            let committed = horizon.periods().keys();
            committed.map(|period| horizon.committed(source, period)).collect()
        })
        .collect();
    let mut classes: BTreeMap<Class, Vec<(SiteIdx, Yuan)>> = BTreeMap::new();
    for (site, start) in starts.iter_enumerated() {
        let Some(start) = start else { continue };
        let work = &plan.sites[site].works[usize::from(start.work)];
        if let Some(mix) = &work.funding {
            for &(source, amount) in mix {
                let taken = &mut taken[source][usize::from(start.period)];
                *taken += amount;
            }
            payments[site].clone_from(mix);
        } else if work.cost > Yuan::ZERO {
            let payers = payers(plan, site, Choice::Work(start.work));
            let done = share.and_then(|_| horizon.done_in(site, *start));
            let done = done.unwrap_or(start.period);
            let class = classes.entry((start.period, done, payers)).or_default();
            class.push((site, work.cost));
        }
    }
    let left: Vec<Option<i64>> = taken
        .iter_enumerated()
        .flat_map(|(source, taken)| left(horizon, source, taken))
        .map(|left| Some(left.max(0)))
        .collect();
    let arcs: Vec<Vec<FlowArc>> =
        classes.keys().map(|class| purses(horizon, class, share).collect()).collect();
    let supply: Vec<i64> =
        classes.values().map(|works| works.iter().map(|&(_, cost)| cost.yuan()).sum()).collect();
    let flow = Transport { arcs: &arcs, supply: &supply, capacity: &left }.solve();
    for (((_, _, payers), works), (arcs, over)) in classes.iter().zip(arcs.iter().zip(flow.over)) {
        let of_source = |source: FundingIdx| {
            let own = arcs
                .iter()
                .zip(&over)
                .filter(|((purse, _), _)| purse / periods == usize::from(source));
            (source, own.map(|(_, &amount)| Yuan::new(amount)).sum())
        };
        let shares = payers.iter().map(|&source| of_source(source)).collect();
        split_works(works, shares, &mut payments);
    }
    payments
}

/// The source of whose money a target asks a share, and whether for much or little of it. Where several do, the first.
fn share_asked(horizon: &Horizon) -> Option<(FundingIdx, Direction)> {
    horizon.plan().targets.iter().find_map(|target| match &target.aim {
        Aim::Sited(aim) => Some((aim.measure.funding()?, aim.direction)),
        Aim::NotSited { .. } => None,
    })
}

/// More than the positions of sources on any path add up to.
const RANK: i64 = 1_000_000;

/// The arcs to the money that may pay for the works of a class: columns source·T + period, costs in the order of the plan.
fn purses<'a>(
    horizon: &'a Horizon,
    (begun, done, payers): &'a Class,
    share: Option<(FundingIdx, Direction)>,
) -> impl Iterator<Item = FlowArc> + 'a {
    let periods = horizon.periods().len();
    let (all, done) = (periods as i64, usize::from(*done) as i64);
    payers.iter().flat_map(move |&source| {
        let last = usize::from(*begun);
        let first = if horizon.income(source).carries_over { 0 } else { last };
        let rank = match share {
            Some((asked, Direction::AtLeast)) if asked == source => done,
            Some((asked, Direction::AtMost)) if asked == source => 2 * all - done,
            Some(_) => all,
            None => 0,
        };
        let source = usize::from(source);
        let cost = rank * RANK + source as i64;
        (first..=last).map(move |period| (source * periods + period, cost))
    })
}

/// The money of a source left in each period after `taken`, which uses the latest money first that it may; negative
/// where there is not enough.
fn left(horizon: &Horizon, source: FundingIdx, taken: &[Yuan]) -> Vec<i64> {
    let income = horizon.income(source);
    let mut left: Vec<i64> = income.by_period.iter().map(|own| own.yuan()).collect();
    for (period, taken) in taken.iter().enumerate() {
        let mut open = taken.yuan();
        let first = if income.carries_over { 0 } else { period };
        for at in (first..=period).rev() {
            let part = open.min(left[at].max(0));
            left[at] -= part;
            open -= part;
        }
        left[period] -= open;
    }
    left
}
