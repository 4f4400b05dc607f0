use super::flow::{FlowArc, Transport};
use crate::domain::{Choice, FundingIdx, Problem, SiteIdx, Work};
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
/// possible is paid. Sources named first in the plan are spent first.
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
    let shares = split_classes(&sums, &left);
    let mut unpaid = Vec::new();
    for (works, shares) in classes.values().zip(shares) {
        unpaid.extend(split_works(works, shares, &mut payments));
    }
    unpaid.sort_unstable();
    Payment { payments, unpaid }
}

/// The money of each source after commitments; negative where these exceed it.
pub fn uncommitted(problem: &Problem) -> TiVec<FundingIdx, Yuan> {
    let mut left: TiVec<FundingIdx, Yuan> =
        problem.funding.iter().map(|source| source.amount).collect();
    for commitment in &problem.commitments {
        for &(source, amount) in &commitment.funding {
            left[source] = left[source] - amount;
        }
    }
    left
}

/// The sources that may pay for `choice` at `site`.
pub fn payers(problem: &Problem, site: SiteIdx, choice: Choice) -> Vec<FundingIdx> {
    let sources = problem.funding.iter_enumerated();
    sources
        .filter(|(_, source)| source.may_pay(&problem.sites[site], choice))
        .map(|(source, _)| source)
        .collect()
}

/// The payments of each source to each class.
fn split_classes(
    classes: &[(&[FundingIdx], Yuan)],
    left: &TiVec<FundingIdx, Yuan>,
) -> Vec<Vec<(FundingIdx, Yuan)>> {
    let arcs: Vec<Vec<FlowArc>> = classes
        .iter()
        .map(|(payers, _)| {
            let sources = payers.iter().map(|&source| usize::from(source));
            // The cost of a source is its position in the plan, so that the first are spent first.
            sources.map(|source| (source, source as i64)).collect()
        })
        .collect();
    let supply: Vec<i64> = classes.iter().map(|(_, cost)| cost.yuan()).collect();
    let capacity: Vec<Option<i64>> = left.iter().map(|left| Some(left.yuan().max(0))).collect();
    let flow = Transport { arcs: &arcs, supply: &supply, capacity: &capacity }.solve();
    let given = classes.iter().zip(flow.over);
    given
        .map(|((payers, _), over)| {
            let amounts = over.into_iter().map(Yuan::new);
            payers.iter().copied().zip(amounts).collect()
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
