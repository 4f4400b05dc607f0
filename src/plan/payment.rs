use super::flow::{FlowArc, Transport};
use crate::domain::{
    Aim, Choice, Direction, FundingIdx, Measure, Problem, SiteIdx, TargetKind, Work,
};
use crate::units::Yuan;
use std::collections::BTreeMap;
use typed_index_collections::{TiVec, ti_vec};

/// Who pays for what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// The payments of each source for each site's work.
    pub payments: TiVec<SiteIdx, Vec<(FundingIdx, Yuan)>>,
    /// The amounts that no source can pay, in the order of sites.
    pub unpaid: Vec<(SiteIdx, Yuan)>,
}

/// Assigns payments to the works of `choices`, in whole yuan.
///
/// Works with a fixed mix are paid by it, whether or not the sources have enough (the audit reports where they do not).
/// Other works are paid from what commitments and fixed mixes leave, by sources that may pay for them. As much as
/// possible is paid. Sources named first in the plan are spent first, but money that targets of a source's share ask for
/// before all other, and money that they forbid after it.
///
/// Works that the same sources may pay for are one class, so that payment is a transportation problem of classes and
/// sources (see `plan::flow`), exact in whole yuan. A class's money is then given to its works in the order of sites:
/// each is paid by the first source that can pay all of it, and a work that none can pay alone is split.
///
/// In a plan without sources, money is not limited: there are no payments, and nothing is unpaid.
pub fn pay(problem: &Problem, choices: &TiVec<SiteIdx, Choice>) -> Payment {
    let mut payments = ti_vec![Vec::new(); problem.sites.len()];
    if problem.funding.is_empty() {
        return Payment { payments, unpaid: Vec::new() };
    }
    let mut left = uncommitted(problem);
    let mut classes: BTreeMap<Vec<FundingIdx>, Vec<(SiteIdx, Yuan)>> = BTreeMap::new();
    for (site, data) in problem.sites.iter_enumerated() {
        match data.work(choices[site]) {
            Some(Work { funding: Some(mix), .. }) => {
                for &(source, amount) in mix {
                    left[source] = left[source] - amount;
                }
                payments[site].clone_from(mix);
            }
            Some(work) if work.cost > Yuan::ZERO => {
                let payers = payers(problem, site, choices[site]);
                classes.entry(payers).or_default().push((site, work.cost));
            }
            _ => {}
        }
    }
    let sums: Vec<(&[FundingIdx], Yuan)> = classes
        .iter()
        .map(|(payers, works)| (payers.as_slice(), works.iter().map(|&(_, cost)| cost).sum()))
        .collect();
    let shares = split_classes(&sums, &purses(problem, &left));
    let mut unpaid = Vec::new();
    for (works, shares) in classes.values().zip(shares) {
        unpaid.extend(split_works(works, shares, &mut payments));
    }
    unpaid.sort_unstable();
    Payment { payments, unpaid }
}

/// The money of each source after commitments; negative where these exceed it.
pub fn uncommitted(problem: &Problem) -> TiVec<FundingIdx, Yuan> {
    let sources = problem.funding.iter_enumerated();
    sources.map(|(index, source)| source.amount - committed(problem, index)).collect()
}

/// What commitments take from a source.
pub(super) fn committed(problem: &Problem, source: FundingIdx) -> Yuan {
    let parts = problem.commitments.iter().flat_map(|commitment| &commitment.funding);
    parts.filter(|&&(payer, _)| payer == source).map(|&(_, amount)| amount).sum()
}

/// The sources that may pay for `choice` at `site`.
pub fn payers(problem: &Problem, site: SiteIdx, choice: Choice) -> Vec<FundingIdx> {
    let sources = problem.funding.iter_enumerated();
    sources
        .filter(|(_, source)| source.may_pay(&problem.sites[site], choice))
        .map(|(source, _)| source)
        .collect()
}

/// A part of the money that a source has left: all of it, or up to where it meets or breaks a target of its share.
#[derive(Debug, Clone, Copy)]
struct Purse {
    source: FundingIdx,
    money: i64,
    /// Binding targets that ask for a yuan of it, less those that forbid it.
    binding: i32,
    /// What a yuan of it takes off the weighted shortfall of expected targets.
    expected: f64,
}

/// The money that sources have left, in the order in which it is spent.
///
/// Spending it in this order serves the targets as well as any payments do: the sums that sources can pay for given
/// works form a polymatroid, and the gain of a yuan of a source never rises with what it pays, so that the greedy choice
/// is best (Edmonds 1970).
fn purses(problem: &Problem, left: &TiVec<FundingIdx, Yuan>) -> Vec<Purse> {
    let mut purses = Vec::new();
    for (source, left) in left.iter_enumerated() {
        let left = left.yuan().max(0);
        let marks = marks(problem, source, left);
        let mut ends: Vec<i64> =
            marks.iter().map(|mark| mark.at).filter(|&at| at > 0 && at < left).collect();
        ends.push(left);
        ends.sort_unstable();
        ends.dedup();
        let mut start = 0;
        for end in ends {
            let mut purse = Purse { source, money: end - start, binding: 0, expected: 0.0 };
            for mark in &marks {
                let sign = match mark.direction {
                    Direction::AtLeast if end <= mark.at => 1,
                    Direction::AtMost if start >= mark.at => -1,
                    _ => 0,
                };
                match mark.worth {
                    None => purse.binding += sign,
                    Some(worth) => purse.expected += worth * f64::from(sign),
                }
            }
            purses.push(purse);
            start = end;
        }
    }
    // The sort is stable: of equal ones those of the sources named first, each from its beginning.
    purses
        .sort_by(|a, b| b.binding.cmp(&a.binding).then_with(|| b.expected.total_cmp(&a.expected)));
    purses
}

/// Where the payments of a source for works, beside those already fixed, meet or break a target of its share.
struct Mark {
    at: i64,
    direction: Direction,
    /// What a yuan takes off the weighted shortfall; none of a binding target.
    worth: Option<f64>,
}

fn marks(problem: &Problem, source: FundingIdx, left: i64) -> Vec<Mark> {
    let amount = problem.funding[source].amount;
    let taken = amount.yuan() - left;
    let targets = problem.targets.iter().filter_map(|target| match &target.aim {
        Aim::Sited(aim) => Some((target, aim)),
        Aim::NotSited { .. } => None,
    });
    targets
        .filter_map(|(target, aim)| {
            let Measure::FundingShare { funding, whole } = aim.measure else { return None };
            let whole = whole.unwrap_or(amount).yuan() as f64;
            if funding != source || whole == 0.0 {
                return None;
            }
            let limit = aim.limit.number();
            // Rounding errors are no reason to ask for a yuan more.
            let at = match aim.direction {
                Direction::AtLeast => (limit * whole - 1e-6).ceil(),
                Direction::AtMost => (limit * whole + 1e-6).floor(),
            };
            let scale = if limit == 0.0 { 1.0 } else { limit };
            let worth = match target.kind {
                TargetKind::Binding => None,
                TargetKind::Expected => Some(target.weight / (scale * whole)),
            };
            Some(Mark { at: at as i64 - taken, direction: aim.direction, worth })
        })
        .collect()
}

/// The payments of each source to each class.
fn split_classes(
    classes: &[(&[FundingIdx], Yuan)],
    purses: &[Purse],
) -> Vec<Vec<(FundingIdx, Yuan)>> {
    let arcs: Vec<Vec<FlowArc>> = classes
        .iter()
        .map(|(payers, _)| {
            let own = purses.iter().enumerate().filter(|(_, own)| payers.contains(&own.source));
            // The cost of a purse is its position, so that the first are spent first.
            own.map(|(position, _)| (position, position as i64)).collect()
        })
        .collect();
    let supply: Vec<i64> = classes.iter().map(|(_, cost)| cost.yuan()).collect();
    let capacity: Vec<Option<i64>> = purses.iter().map(|purse| Some(purse.money)).collect();
    let flow = Transport { arcs: &arcs, supply: &supply, capacity: &capacity }.solve();
    let given = classes.iter().zip(arcs.iter().zip(flow.over));
    given
        .map(|((payers, _), (arcs, over))| {
            let of_source = |source: FundingIdx| {
                let amounts = arcs.iter().zip(&over);
                let own = amounts.filter(|((position, _), _)| purses[*position].source == source);
                (source, own.map(|(_, &amount)| Yuan::new(amount)).sum())
            };
            payers.iter().map(|&source| of_source(source)).collect()
        })
        .collect()
}

/// Splits the money of a class over its works; returns what stays unpaid.
pub(super) fn split_works(
    works: &[(SiteIdx, Yuan)],
    mut shares: Vec<(FundingIdx, Yuan)>,
    payments: &mut TiVec<SiteIdx, Vec<(FundingIdx, Yuan)>>,
) -> Vec<(SiteIdx, Yuan)> {
    let mut split = Vec::new();
    for &(site, cost) in works {
        match shares.iter_mut().find(|(_, share)| *share >= cost) {
            Some((source, share)) => {
                *share = *share - cost;
                payments[site].push((*source, cost));
            }
            None => split.push((site, cost)),
        }
    }
    let mut unpaid = Vec::new();
    for (site, cost) in split {
        let mut open = cost;
        for (source, share) in shares.iter_mut().filter(|(_, share)| *share > Yuan::ZERO) {
            let part = open.min(*share);
            if part > Yuan::ZERO {
                *share = *share - part;
                open = open - part;
                payments[site].push((*source, part));
            }
        }
        if open > Yuan::ZERO {
            unpaid.push((site, open));
        }
    }
    unpaid
}
