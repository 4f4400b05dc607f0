//! `C08`: residents who must move, without a bed in any institution that may take them.
//!
//! However site h decides, at least m\[h\] of its residents must move, and a site t that may take them has at most f\[t\]
//! free places. By Hall's theorem (1935, Journal of the London Mathematical Society 10:26–30) there are too few beds where, for
//! some homes H and T the sites that may take residents of any of them,
//!
//! ```text
//! Σ_{h ∈ H} m[h] > Σ_{t ∈ T} f[t]
//! ```
//!
//! Homes that lack beds by themselves are told one by one; of the others the largest flow finds such sets.

use super::contradiction::Contradiction;
use super::prospects::Prospects;
use super::words;
use crate::domain::Language::{self, Chinese, English};
use crate::domain::numbers::whole;
use crate::domain::{SiteIdx, TierIdx};
use crate::plan::assignment::PARTS;
use crate::plan::flow::{FlowArc, Transport};
use crate::plan::moving::{LEAST, takers};
use std::collections::BTreeSet;

/// Residents who must move, and who may take them.
struct Leaving {
    home: SiteIdx,
    least: f64,
    takers: Vec<SiteIdx>,
}

pub(super) fn check(prospects: &Prospects<'_>) -> Vec<Contradiction> {
    let tiers = prospects.problem.tiers.keys();
    tiers.flat_map(|tier| check_tier(prospects, tier)).collect()
}

fn check_tier(prospects: &Prospects<'_>, tier: TierIdx) -> Vec<Contradiction> {
    let homes = prospects.problem.sites.keys().filter_map(|home| leaving(prospects, tier, home));
    let (alone, others): (Vec<Leaving>, Vec<Leaving>) =
        homes.partition(|own| most(prospects, tier, own.takers.iter()) < own.least - LEAST);
    let mut sets: Vec<Vec<&Leaving>> = alone.iter().map(|own| vec![own]).collect();
    sets.extend(too_many(prospects, tier, &others));
    sets.iter().map(|homes| contradiction(prospects, tier, homes)).collect()
}

/// Those of the site's residents who must move however it decides, if there are any.
fn leaving(prospects: &Prospects<'_>, tier: TierIdx, home: SiteIdx) -> Option<Leaving> {
    let problem = prospects.problem;
    let site = &problem.sites[home];
    if problem.residents(site, tier) == 0.0 {
        return None;
    }
    let options = prospects.options[home].iter();
    let least = options.map(|&choice| problem.displaced(site, choice, tier)).reduce(f64::min);
    let least = least.filter(|&least| least > LEAST)?;
    Some(Leaving { home, least, takers: takers(problem, prospects.arcs, home, tier) })
}

/// The most free places that a site can have.
fn most_at(prospects: &Prospects<'_>, tier: TierIdx, site: SiteIdx) -> f64 {
    let (problem, data) = (prospects.problem, &prospects.problem.sites[site]);
    let serving = prospects.options[site].iter();
    let serving = serving.filter(|&&choice| problem.serves(data, choice, tier));
    let free = |&choice| problem.free_places(data, choice, tier).unwrap_or(f64::INFINITY);
    serving.map(free).fold(0.0, f64::max)
}

fn most<'a>(
    prospects: &Prospects<'_>,
    tier: TierIdx,
    sites: impl Iterator<Item = &'a SiteIdx>,
) -> f64 {
    sites.map(|&site| most_at(prospects, tier, site)).sum()
}

/// Sets of homes that together lack beds.
fn too_many<'h>(
    prospects: &Prospects<'_>,
    tier: TierIdx,
    homes: &'h [Leaving],
) -> Vec<Vec<&'h Leaving>> {
    let arcs: Vec<Vec<FlowArc>> = homes
        .iter()
        .map(|own| own.takers.iter().map(|&to| (usize::from(to), 0)).collect())
        .collect();
    let supply: Vec<i64> = homes.iter().map(|own| (own.least * PARTS).floor() as i64).collect();
    let places = prospects.problem.sites.keys().map(|site| most_at(prospects, tier, site));
    let places = places.map(|most| most.is_finite().then(|| (most * PARTS).ceil() as i64));
    let capacity: Vec<Option<i64>> = places.collect();
    let flow = Transport { arcs: &arcs, supply: &supply, capacity: &capacity }.solve();
    let mut seen = BTreeSet::new();
    let mut sets = Vec::new();
    for first in 0..homes.len() {
        if flow.kept[first] == 0 || !seen.insert(first) {
            continue;
        }
        // Whose places could be had for these residents, if others gave them up: all are taken, by these homes.
        let mut set = vec![first];
        let mut at = 0;
        while let Some(&row) = set.get(at) {
            for &(column, _) in &arcs[row] {
                for (other, row) in arcs.iter().enumerate() {
                    let takes = row.iter().zip(&flow.over[other]);
                    let takes = takes.into_iter().any(|(arc, &flow)| arc.0 == column && flow > 0);
                    if takes && seen.insert(other) {
                        set.push(other);
                    }
                }
            }
            at += 1;
        }
        set.sort_unstable();
        sets.push(set.into_iter().map(|row| &homes[row]).collect());
    }
    sets
}

fn contradiction(prospects: &Prospects<'_>, tier: TierIdx, homes: &[&Leaving]) -> Contradiction {
    let problem = prospects.problem;
    let takers: BTreeSet<SiteIdx> =
        homes.iter().flat_map(|own| own.takers.iter().copied()).collect();
    let least: f64 = homes.iter().map(|own| own.least).sum();
    let most = most(prospects, tier, takers.iter());
    // Only those that can have beds are of any use to her who reads it.
    let able = takers.iter().filter(|&&to| most_at(prospects, tier, to) > 0.0);
    let ids: Vec<String> = able.map(|&to| prospects.id(to)).collect();
    let leaving: Vec<String> = homes.iter().map(|own| prospects.id(own.home)).collect();
    let name = &problem.tiers[tier].name;
    let text = Language::both(|language| {
        let [least, most] = [least.ceil(), most.floor()].map(whole);
        let (named, beds) = (words::named(problem, &ids, language), language.short(name));
        let home = words::named(problem, &leaving, language);
        let kept = match homes {
            [_] => language.say("Let it stay", "请保留该机构"),
            _ => language.say("Let some of them stay", "请保留其中部分机构"),
        };
        match (language, ids.is_empty()) {
            (English, true) => format!(
                "{least} residents of {home} must move, but no other site that may take them can have {beds}. {kept}, or name towns that other homes serve."
            ),
            (English, false) => format!(
                "{least} residents of {home} must move, but the sites that may take them have at most {most} free places ({beds}): {named}. {kept}, or add beds there."
            ),
            (Chinese, true) => format!(
                "{home} 须转出 {least} 名入住老人，但没有其他可接收的机构设有{beds}。{kept}，或为其他机构指定服务的镇街。"
            ),
            (Chinese, false) => format!(
                "{home} 须转出 {least} 名入住老人，可接收的机构最多空余{beds} {most} 个：{named}。{kept}，或在当地增加床位。"
            ),
        }
    });
    let ids = leaving.iter().cloned().chain(ids.iter().cloned()).collect();
    Contradiction { code: "C08", target: None, text, ids }
}
