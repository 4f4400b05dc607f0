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
use crate::domain::Language::{self, Chinese, English};
use crate::domain::numbers::{count, money};
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
                    text: Language::both(|language| {
                        let plan = prospects.problem;
                        let missed = words::missed(plan, target, aim, None, bound, language);
                        let spelt_out = spelt_out(prospects, &least, language);
                        match language {
                            English => format!(
                                "{missed}: {spelt_out}. Raise the limit or lower the target."
                            ),
                            Chinese => format!("{missed}：{spelt_out}。请提高上限或降低指标。"),
                        }
                    }),
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
            text: Language::both(|language| {
                let named = language.short(&source.name).to_owned();
                let [has, taken] = [source.amount, source.amount - left].map(money);
                match language {
                    English => format!("{named} has {has}, but commitments take {taken} from it. Lower them or give it more."),
                    Chinese => format!("{named}有 {has}，而已定支出占用 {taken}。请压减已定支出或增加该资金。"),
                }
            }),
            ids: vec![source.id.clone()],
        }
    })
    .collect()
}

fn too_little(
    prospects: &Prospects<'_>,
    sources: &[FundingIdx],
    has: i64,
    least: &Least,
) -> Contradiction {
    let funding = &prospects.problem.funding;
    let mut ids: Vec<String> = sources.iter().map(|&f| funding[f].id.clone()).collect();
    let [short, has] =
        [least.required + least.duties - has, has].map(|yuan| money(Yuan::new(yuan)));
    let text = Language::both(|language| {
        let names: Vec<String> =
            sources.iter().map(|&own| language.short(&funding[own].name).to_owned()).collect();
        let (named, spelt_out) = (language.list(&names), spelt_out(prospects, least, language));
        let who = match (language, ids.len()) {
            (English, 0) => "of works that no source may pay for,".into(),
            (Chinese, 0) => "就任何资金来源均不得出资的任务而言，".into(),
            (English, all) if all == funding.len() => {
                format!("all sources together have {has} after commitments, but")
            }
            (Chinese, all) if all == funding.len() => {
                format!("扣除已定支出后，各资金来源合计 {has}，而")
            }
            (English, 1) => {
                format!("{named} has {has} after commitments, but of what it alone may pay for")
            }
            (English, _) => {
                format!("{named} have {has} after commitments, but of what they alone may pay for")
            }
            (Chinese, _) => format!("扣除已定支出后，{named}有 {has}，而仅可由其出资的任务中，"),
        };
        match language {
            English => format!(
                "{who} {spelt_out}: {short} too little. Give more money, let other sources pay, find cheaper works or lower the target."
            ),
            Chinese => format!(
                "{who}{spelt_out}：尚缺 {short}。请增加资金、允许其他来源出资、采用更经济的建设任务或降低指标。"
            ),
        }
    });
    ids.extend(concerned(prospects, least));
    Contradiction { code: "C06", target: None, text, ids }
}

/// `required works cost at least 3 万元 (a, b) and …`.
fn spelt_out(prospects: &Prospects<'_>, least: &Least, language: Language) -> String {
    let named = |sites: &[SiteIdx]| {
        let ids: Vec<String> = sites.iter().map(|&site| prospects.id(site)).collect();
        words::named(prospects.problem, &ids, language)
    };
    let [required, duties] = [least.required, least.duties].map(|yuan| money(Yuan::new(yuan)));
    let mut parts = Vec::new();
    if least.required > 0 {
        let at = named(&least.required_at);
        parts.push(match language {
            English => format!("required works cost at least {required} ({at})"),
            Chinese => format!("必建任务至少需 {required}（{at}）"),
        });
    }
    if least.duties > 0 {
        let units: Vec<String> = units(prospects, least).collect();
        let mut what = Vec::new();
        if !units.is_empty() {
            let (number, named) = (units.len(), words::named(prospects.problem, &units, language));
            what.push(match language {
                English => {
                    let counted = words::counted(number, "unit", "units");
                    format!("covering {counted} ({named})")
                }
                Chinese => format!("覆盖 {} 个村（社区）（{named}）", count(number)),
            });
        }
        if least.places > 0 {
            what.push(match language {
                English => {
                    format!("a facility in {}", words::counted(least.places, "place", "places"))
                }
                Chinese => format!("在 {} 处设有设施", count(least.places)),
            });
        }
        let (what, at) = (what.join(language.say(" and ", "和")), named(&least.duties_at));
        let more = !parts.is_empty();
        parts.push(match language {
            English => {
                let more = if more { " more" } else { "" };
                format!("{what}, without which a binding target is missed, from {at} costs at least {duties}{more}")
            }
            Chinese => {
                let more = if more { "另需至少" } else { "至少需" };
                format!("为达到约束性指标，由{at}{what}{more} {duties}")
            }
        });
    }
    parts.join(language.say(", and ", "，"))
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
