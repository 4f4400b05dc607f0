//! `C08`: residents who must move, without a bed in any institution that may take them.

use super::contradiction::Contradiction;
use super::prospects::Prospects;
use super::words;
use crate::domain::Language::{self, Chinese, English};
use crate::domain::numbers::whole;
use crate::domain::{SiteIdx, TierIdx};
use crate::plan::moving::{LEAST, takers};

pub(super) fn check(prospects: &Prospects<'_>) -> Vec<Contradiction> {
    let tiers = prospects.problem.tiers.keys();
    let homes = tiers.flat_map(|tier| prospects.problem.sites.keys().map(move |home| (tier, home)));
    homes.filter_map(|(tier, home)| check_home(prospects, tier, home)).collect()
}

/// However the site decides, so many residents must move; all takers together have fewer places.
fn check_home(prospects: &Prospects<'_>, tier: TierIdx, home: SiteIdx) -> Option<Contradiction> {
    let problem = prospects.problem;
    let site = &problem.sites[home];
    if problem.residents(site, tier) == 0.0 {
        return None;
    }
    let options = prospects.options[home].iter();
    let displaced = options.map(|&choice| problem.displaced(site, choice, tier));
    let least = displaced.reduce(f64::min).unwrap_or(0.0);
    if least <= LEAST {
        return None;
    }
    let takers = takers(problem, prospects.arcs, home, tier);
    let most_at = |&to: &SiteIdx| {
        let other = &problem.sites[to];
        let serving =
            prospects.options[to].iter().filter(|&&choice| problem.serves(other, choice, tier));
        serving
            .map(|&choice| problem.free_places(other, choice, tier).unwrap_or(f64::INFINITY))
            .fold(0.0, f64::max)
    };
    let most: f64 = takers.iter().map(most_at).sum();
    if most >= least - LEAST {
        return None;
    }
    let ids: Vec<String> = takers.iter().map(|&to| prospects.id(to)).collect();
    let name = &problem.tiers[tier].name;
    let text = Language::both(|language| {
        let [least, most] = [least.ceil(), most.floor()].map(whole);
        let (named, beds) = (words::named(problem, &ids, language), language.short(name));
        let home = &site.name;
        match (language, ids.is_empty()) {
            (English, true) => format!(
                "{least} residents of {home} must move, but no other site that may take them can have {beds}. Let it stay, or name towns that other homes serve."
            ),
            (English, false) => format!(
                "{least} residents of {home} must move, but the sites that may take them have at most {most} free places ({beds}): {named}. Let it stay, or add beds there."
            ),
            (Chinese, true) => format!(
                "{home} 须转出 {least} 名入住老人，但没有其他可接收的机构设有{beds}。请保留该机构，或为其他机构指定服务的镇街。"
            ),
            (Chinese, false) => format!(
                "{home} 须转出 {least} 名入住老人，可接收的机构最多空余{beds} {most} 个：{named}。请保留该机构，或在当地增加床位。"
            ),
        }
    });
    let ids = std::iter::once(prospects.id(home)).chain(ids).collect();
    Some(Contradiction { code: "C08", target: None, text, ids })
}
