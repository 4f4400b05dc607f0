//! `C02`–`C04`: targets that no layout meets even when every site makes its best choice for the target alone.
//!
//! A measure is N / D, where N and D ≥ 0 are linear in the decisions (see [`crate::plan::measure`]). It can be at least
//! L only if N − L·D ≥ 0 for some layout. With every site j free to choose for itself,
//!
//! ```text
//! max N − L·D = constant + Σ_j max_{o ∈ O(j)} (n[j,o] − L·d[j,o]) + Σ_P c[P]·[P can be had] + …
//! ```
//!
//! is an upper bound; if it is below 0, the target cannot be met (D = 0 would give 0). The best value, max N / D, for
//! the text is found by Dinkelbach's method (1967, Management Science 13:492–498): L is replaced by N / D of the
//! maximiser until it stops growing. Upper limits are treated with signs reversed.

use super::contradiction::Contradiction;
use super::prospects::Prospects;
use super::ruled::Ruled;
use super::words;
use crate::domain::Language::{self, Chinese, English};
use crate::domain::numbers::count;
use crate::domain::{
    Choice, Counted, Direction, FundingIdx, Locality, Measure, Name, PlaceKind, Problem, Scope,
    Setting, SiteIdx, SitedAim, Target, TierIdx, TownIdx,
};
use crate::plan::measure::{Extent, Part, parts};
use crate::plan::payment::payers;
use crate::plan::rules::RELATIVE_TOLERANCE;
use crate::units::Yuan;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(prospects: &Prospects<'_>) -> Vec<Contradiction> {
    prospects
        .binding()
        .filter_map(|(position, target, aim)| {
            let code = code(aim)?;
            check_target(prospects, target, aim).map(|(text, ids)| Contradiction {
                code,
                target: Some(position),
                text,
                ids,
            })
        })
        .collect()
}

/// The code of the contradiction; none for measures that other checks cover.
fn code(aim: &SitedAim) -> Option<&'static str> {
    match (aim.measure.facts().counted, aim.direction) {
        (Counted::Following, _) if matches!(aim.measure, Measure::BedUse { .. }) => Some("C04"),
        // What places are taken, and who leads whom, is not told by sites alone.
        (Counted::People | Counted::Following, _) => None,
        // Another check knows more of the money of the whole plan.
        (Counted::Money, _) if aim.scope == Scope::All => None,
        (Counted::Money | Counted::RunningMoney | Counted::SourceMoney, _) => Some("C06"),
        (Counted::Facilities | Counted::NamedSites | Counted::Places, Direction::AtLeast) => {
            Some("C02")
        }
        (Counted::Facilities | Counted::NamedSites | Counted::Places, Direction::AtMost) => {
            Some("C03")
        }
        (Counted::ShareOfFacilities | Counted::Beds | Counted::Floors, _) => Some("C04"),
    }
}

/// A layout that makes ±(N − L·D) as large as it can be.
struct Extreme {
    numerator: f64,
    denominator: f64,
    /// Sites that move the measure towards the limit, and away from it, under every choice.
    helps: Vec<SiteIdx>,
    hinders: Vec<SiteIdx>,
}

fn check_target(
    prospects: &Prospects<'_>,
    target: &Target,
    aim: &SitedAim,
) -> Option<(Name, Vec<String>)> {
    let problem = prospects.problem;
    let mut missed: Vec<(f64, Option<Locality>, Extreme)> = parts(problem, prospects.arcs, aim)
        .iter()
        .filter_map(|part| out_of_reach(prospects, part, aim))
        .collect();
    missed.sort_by(|a, b| match aim.direction {
        Direction::AtLeast => a.0.total_cmp(&b.0),
        Direction::AtMost => b.0.total_cmp(&a.0),
    });
    let (best, town, _) = missed.first()?;
    let sites = |extreme: &Extreme| -> Vec<String> {
        let sites = match aim.direction {
            Direction::AtLeast if extreme.hinders.is_empty() => &extreme.helps,
            _ => &extreme.hinders,
        };
        sites.iter().map(|&site| prospects.id(site)).collect()
    };
    let concerned = |part: &Option<Locality>, extreme: &Extreme| match &aim.measure {
        Measure::WithFacility { of, tiers } if aim.direction == Direction::AtLeast => {
            places_without(prospects, aim, *part, *of, tiers)
        }
        _ => sites(extreme),
    };
    if let Some(rule) = target.rule() {
        return Some(Ruled { target, rule }.contradicted(prospects, *best));
    }
    let worst = concerned(town, &missed[0].2);
    let text = Language::both(|language| {
        let named = words::named(problem, &worst, language);
        let places = words::counted(worst.len(), "place", "places");
        let (sites, number) = (words::counted(worst.len(), "site", "sites"), count(worst.len()));
        let why = match (language, &aim.measure, aim.direction) {
            (English, Measure::WithFacility { .. }, Direction::AtLeast) => {
                format!(". {places} without any site that could be one: {named}.")
            }
            (Chinese, Measure::WithFacility { .. }, Direction::AtLeast) => {
                format!("。{number} 处无任何可用点位：{named}。")
            }
            (English, _, Direction::AtLeast) if missed[0].2.hinders.is_empty() => {
                format!(" with {sites} at their most: {named}.")
            }
            (Chinese, _, Direction::AtLeast) if missed[0].2.hinders.is_empty() => {
                format!("（{number} 个点位均取最大：{named}）。")
            }
            (English, Measure::NearMedical { .. }, Direction::AtLeast) => {
                format!(". {sites} cannot be near: {named}.")
            }
            (Chinese, Measure::NearMedical { .. }, Direction::AtLeast) => {
                format!("。{number} 个点位无法毗邻：{named}。")
            }
            (English, ..) => format!(". {sites} cannot do otherwise: {named}."),
            (Chinese, ..) => format!("。{number} 个点位别无选择：{named}。"),
        };
        let repair = match aim.direction {
            _ if aim.measure.funding().is_some() => language.say(
                " Change what the source may pay for, or the limit.",
                "请调整该资金来源的使用范围或指标。",
            ),
            Direction::AtLeast => language.say(
                " Add candidates or larger sizes, or lower the target.",
                "请增加备选点位或更大规模，或降低指标。",
            ),
            Direction::AtMost => language.say(
                " Allow sites to close or to stay smaller, or raise the limit.",
                "请允许点位撤销或维持较小规模，或提高上限。",
            ),
        };
        let missed_at = words::missed(problem, target, aim, *town, *best, language);
        missed_at + &why + &words::more_towns(missed.len() - 1, language) + repair
    });
    let mut ids = Vec::new();
    for (_, town, extreme) in &missed {
        ids.extend(town.map(|town| problem.id_of(town).to_owned()));
        ids.extend(concerned(town, extreme));
    }
    let mut seen = std::collections::HashSet::new();
    ids.retain(|id| seen.insert(id.clone()));
    Some((text, ids))
}

/// The best value of the part, if even that misses the limit.
fn out_of_reach(
    prospects: &Prospects<'_>,
    part: &Part,
    aim: &SitedAim,
) -> Option<(f64, Option<Locality>, Extreme)> {
    let sign = match aim.direction {
        Direction::AtLeast => 1.0,
        Direction::AtMost => -1.0,
    };
    let part = &with_served(prospects.problem, part, aim);
    let limit = aim.limit.number() - sign * RELATIVE_TOLERANCE * aim.limit.number().abs().max(1.0);
    let amounts = amounts(prospects, part, sign);
    let mut best = extreme(prospects, part, &amounts, limit, sign);
    let excess = sign * (best.numerator - limit * best.denominator);
    // A layout with D = 0 has excess 0 and meets the target, as it has no value.
    if best.denominator <= 0.0
        || excess
            >= -RELATIVE_TOLERANCE * RELATIVE_TOLERANCE * (limit * best.denominator).abs().max(1.0)
    {
        return None;
    }
    let ratio = |extreme: &Extreme| extreme.numerator / extreme.denominator;
    loop {
        let next = extreme(prospects, part, &amounts, ratio(&best), sign);
        if next.denominator <= 0.0 || sign * (ratio(&next) - ratio(&best)) <= 1e-12 {
            return Some((ratio(&best), part.of, best));
        }
        best = next;
    }
}

/// The part with a bound for the people who are served: residents keep a bed, there or elsewhere, and no more can be served than
/// live there or want a bed.
fn with_served(problem: &Problem, part: &Part, aim: &SitedAim) -> Part {
    let mut part = part.clone();
    let tiers: BTreeSet<TierIdx> = part.numerator.served.iter().map(|&(_, tier)| tier).collect();
    for tier in tiers {
        let residents: f64 = problem.sites.iter().map(|own| problem.residents(own, tier)).sum();
        let group = problem.tiers[tier].group;
        part.numerator.constant += match aim.direction {
            Direction::AtLeast => {
                residents + problem.units.iter().map(|own| own.people_of(group)).sum::<f64>()
            }
            // Of a part of the plan they may move out.
            Direction::AtMost if aim.scope == Scope::All => residents,
            Direction::AtMost => 0.0,
        };
    }
    part
}

/// The amounts that each choice of each site adds to N and to D.
type Amounts = BTreeMap<SiteIdx, BTreeMap<Choice, (f64, f64)>>;

fn amounts(prospects: &Prospects<'_>, part: &Part, sign: f64) -> Amounts {
    let mut amounts = Amounts::new();
    for &(source, amount) in &part.numerator.paid {
        for (index, options) in prospects.options.iter_enumerated() {
            for &choice in options {
                let paid = paid(prospects.problem, source, index, choice, sign).yuan() as f64;
                amounts.entry(index).or_default().entry(choice).or_default().0 += amount * paid;
            }
        }
    }
    for &(site, choice, amount) in &part.numerator.choices {
        amounts.entry(site).or_default().entry(choice).or_default().0 += amount;
    }
    for &(site, choice, amount) in &part.denominator.choices {
        amounts.entry(site).or_default().entry(choice).or_default().1 += amount;
    }
    amounts
}

/// The most that a source can pay for a choice, or the least where `sign` is below 0.
fn paid(problem: &Problem, source: FundingIdx, site: SiteIdx, choice: Choice, sign: f64) -> Yuan {
    let data = &problem.sites[site];
    if let Some(mix) = data.work(choice).and_then(|work| work.funding.as_ref()) {
        return mix.iter().filter(|(payer, _)| *payer == source).map(|&(_, part)| part).sum();
    }
    let payers = payers(problem, site, choice);
    let pays = if sign > 0.0 { payers.contains(&source) } else { payers == [source] };
    if pays { data.cost(choice) } else { Yuan::ZERO }
}

fn extreme(
    prospects: &Prospects<'_>,
    part: &Part,
    amounts: &Amounts,
    limit: f64,
    sign: f64,
) -> Extreme {
    let mut extreme = Extreme {
        numerator: part.numerator.constant,
        denominator: part.denominator.constant,
        helps: Vec::new(),
        hinders: Vec::new(),
    };
    for (&site, amounts) in amounts {
        let value = |&(n, d): &(f64, f64)| sign * (n - limit * d);
        let of = |choice: &Choice| amounts.get(choice).copied().unwrap_or_default();
        let best = prospects.options[site]
            .iter()
            .map(of)
            .reduce(|a, b| if value(&b) > value(&a) { b } else { a })
            .unwrap_or_default();
        extreme.numerator += best.0;
        extreme.denominator += best.1;
        if value(&best) > 0.0 {
            extreme.helps.push(site);
        } else if value(&best) < 0.0 {
            extreme.hinders.push(site);
        }
    }
    for &(source, amount) in &part.numerator.paid {
        // No source pays more than it has.
        let has = prospects.problem.funding[source].amount.yuan() as f64;
        extreme.numerator = extreme.numerator.min(amount * has);
    }
    for &(unit, tier, amount) in &part.numerator.covered {
        if sign * amount > 0.0 && prospects.reaches(tier, unit) {
            extreme.numerator += amount;
        }
    }
    for (set, amount) in &part.numerator.present {
        let allowed =
            |&(site, choice): &(SiteIdx, Choice)| prospects.options[site].contains(&choice);
        let had = if sign * amount > 0.0 {
            set.iter().any(allowed)
        } else {
            set.iter().any(|&(site, _)| {
                let mut options = prospects.options[site].iter();
                options.all(|&choice| set.contains(&(site, choice)))
            })
        };
        if had {
            extreme.numerator += amount;
        }
    }
    extreme
}

/// The places that count for the aim and in which no site can serve one of the tiers.
fn places_without(
    prospects: &Prospects<'_>,
    aim: &SitedAim,
    part: Option<Locality>,
    of: PlaceKind,
    tiers: &[TierIdx],
) -> Vec<String> {
    let problem = prospects.problem;
    let serving = problem.sites.iter_enumerated().filter(|&(site, _)| {
        let mut tiers = tiers.iter();
        tiers.any(|&tier| prospects.may_serve[tier][site])
    });
    let (towns, units): (Vec<_>, Vec<_>) = serving.map(|(_, site)| (site.town, site.unit)).unzip();
    let towns: std::collections::HashSet<_> = towns.into_iter().collect();
    let units: std::collections::HashSet<_> = units.into_iter().flatten().collect();
    let scope = match part {
        Some(Locality::Town(town)) => Scope::Town(town),
        Some(Locality::Area(area)) => Scope::Area(area),
        None => aim.scope,
    };
    let extent = Extent::of_scope(problem, scope);
    let counts = |in_town: TownIdx, setting: Setting| extent.holds(in_town, setting);
    let setting = match of {
        PlaceKind::Towns => {
            return problem
                .towns
                .iter_enumerated()
                .filter(|(index, town)| counts(*index, town.setting) && !towns.contains(index))
                .map(|(_, town)| town.id.clone())
                .collect();
        }
        PlaceKind::Communities => Setting::Urban,
        PlaceKind::Villages => Setting::Rural,
    };
    problem
        .units
        .iter_enumerated()
        .filter(|(index, unit)| {
            unit.setting == setting && counts(unit.town, setting) && !units.contains(index)
        })
        .map(|(_, unit)| unit.id.clone())
        .collect()
}
