//! `C06`: money below the least cost.
//!
//! For any set S of sources, a choice costs S at least what only S may pay: its whole cost if S contains every source
//! that may pay for it, the part of a fixed mix that S pays, and otherwise nothing. The least that all duties cost S
//! (see [`super::cheapest`]) must not exceed what S has after commitments. The sets checked are all sources; each
//! single one; the sources that may pay for some work; and the sources on the near side of a minimum cut between the
//! required works and the money.

use super::bills::Bills;
use super::cheapest::{Duties, Least};
use super::contradiction::Contradiction;
use super::prospects::Prospects;
use super::words;
use crate::domain::{Direction, FundingIdx, Measure, Scope, SiteIdx, UnitIdx};
use crate::plan::payment::uncommitted;
use crate::plan::rules::RELATIVE_TOLERANCE;
use crate::units::Yuan;
use std::collections::BTreeSet;
use typed_index_collections::TiVec;

pub(super) fn check(prospects: &Prospects<'_>) -> Vec<Contradiction> {
    let duties = Duties::new(prospects);
    let mut found = cost_targets(prospects, &duties);
    if prospects.problem.funding.is_empty() {
        return found;
    }
    let has = uncommitted(prospects.problem);
    found.extend(overcommitted(prospects, &has));
    let bills = Bills::new(prospects);
    let mut short: Vec<(Vec<FundingIdx>, i64, Least)> = Vec::new();
    for sources in bills.sets(prospects, &has) {
        let least = duties
            .least(prospects, |site, choice| bills.cost_to(&sources, prospects, site, choice));
        let money: i64 = sources.iter().map(|&f| has[f].yuan().max(0)).sum();
        if least.required + least.duties > money {
            short.push((sources, money, least));
        }
    }
    let told = |(sources, _, least): &(Vec<FundingIdx>, i64, Least)| {
        // A subset of the sources falls short at the same sites, which is more specific.
        let mut parts = short.iter().filter(|(part, _, _)| part.len() < sources.len());
        parts.any(|(part, _, of_part)| {
            part.iter().all(|source| sources.contains(source)) && least.is_at_sites_of(of_part)
        })
    };
    found.extend(
        short
            .iter()
            .filter(|short| !told(short))
            .map(|(sources, money, least)| too_little(prospects, sources, *money, least)),
    );
    found
}

/// Binding limits on the money for works.
fn cost_targets(prospects: &Prospects<'_>, duties: &Duties) -> Vec<Contradiction> {
    let limits = prospects.binding().filter(|(_, _, aim)| {
        let of_all = aim.measure == Measure::Cost && aim.scope == Scope::All;
        of_all && aim.direction == Direction::AtMost
    });
    limits
        .filter_map(|(position, target, aim)| {
            let cost = |site: SiteIdx, choice| prospects.problem.sites[site].cost(choice).yuan();
            let least = duties.least(prospects, cost);
            let bound = (least.required + least.duties) as f64;
            (bound > aim.limit.number() + RELATIVE_TOLERANCE * aim.limit.number().abs().max(1.0))
                .then(|| Contradiction {
                    code: "C06",
                    target: Some(position),
                    text: format!(
                        "{}: {}. Raise the limit or lower the target.",
                        words::missed(prospects.problem, target, aim, None, bound),
                        spelt_out(prospects, &least)
                    ),
                    ids: concerned(prospects, &least),
                })
        })
        .collect()
}

fn overcommitted(prospects: &Prospects<'_>, has: &TiVec<FundingIdx, Yuan>) -> Vec<Contradiction> {
    let over = has.iter_enumerated().filter(|&(_, &left)| left < Yuan::ZERO);
    over.map(|(index, &left)| {
        let source = &prospects.problem.funding[index];
        Contradiction {
            code: "C06",
            target: None,
            text: format!(
                "{} ({}) has {}, but commitments take {} from it. Lower them or give it more.",
                source.name,
                source.id,
                source.amount,
                source.amount - left
            ),
            ids: vec![source.id.clone()],
        }
    })
    .collect()
}

fn too_little(
    prospects: &Prospects<'_>,
    sources: &[FundingIdx],
    money: i64,
    least: &Least,
) -> Contradiction {
    let funding = &prospects.problem.funding;
    let mut ids: Vec<String> = sources.iter().map(|&f| funding[f].id.clone()).collect();
    let short = Yuan::new(least.required + least.duties - money);
    let who = if ids.is_empty() {
        "of works that no source may pay for,".into()
    } else {
        let (who, only) = match ids.len() {
            all if all == funding.len() => ("all sources together have".into(), ""),
            1 => (format!("{} has", ids[0]), " of what it alone may pay for"),
            _ => (format!("{} have", words::named(&ids)), " of what they alone may pay for"),
        };
        format!("{who} {} after commitments, but{only}", Yuan::new(money))
    };
    let text = format!(
        "{who} {}: {short} too little. Give more money, let other sources pay, \
         find cheaper works or lower the target.",
        spelt_out(prospects, least)
    );
    ids.extend(concerned(prospects, least));
    Contradiction { code: "C06", target: None, text, ids }
}

/// `required works cost at least 3 万元 (a, b) and …`.
fn spelt_out(prospects: &Prospects<'_>, least: &Least) -> String {
    let named = |sites: &[SiteIdx]| {
        let ids: Vec<String> = sites.iter().map(|&site| prospects.id(site)).collect();
        words::named(&ids)
    };
    let mut parts = Vec::new();
    if least.required > 0 {
        let cost = Yuan::new(least.required);
        let at = named(&least.required_at);
        parts.push(format!("required works cost at least {cost} ({at})"));
    }
    if least.duties > 0 {
        let units: Vec<String> = units(prospects, least).collect();
        let mut what = Vec::new();
        if !units.is_empty() {
            let counted = words::counted(units.len(), "unit", "units");
            what.push(format!("covering {counted} ({})", words::named(&units)));
        }
        if least.places > 0 {
            let counted = words::counted(least.places, "place", "places");
            what.push(format!("a facility in {counted}"));
        }
        parts.push(format!(
            "{}, without which a binding target is missed, from {} costs at least {}{}",
            what.join(" and "),
            named(&least.duties_at),
            Yuan::new(least.duties),
            if parts.is_empty() { "" } else { " more" }
        ));
    }
    parts.join(", and ")
}

/// All sites, then all units that the bound depends on.
fn concerned(prospects: &Prospects<'_>, least: &Least) -> Vec<String> {
    let sites = least.required_at.iter().chain(&least.duties_at);
    let sites: BTreeSet<SiteIdx> = sites.copied().collect();
    let sites = sites.into_iter().map(|site| prospects.id(site));
    sites.chain(units(prospects, least)).collect()
}

/// The units of duties with a price, each once.
fn units<'a>(prospects: &'a Prospects<'_>, least: &Least) -> impl Iterator<Item = String> + 'a {
    let units: BTreeSet<UnitIdx> = least.units.iter().copied().collect();
    let units = units.into_iter();
    units.map(|unit| prospects.problem.units[unit].id.clone())
}
