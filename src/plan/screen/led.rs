use super::contradiction::Contradiction;
use super::prospects::Prospects;
use super::words;
use crate::domain::Language::{self, Chinese, English};
use crate::domain::numbers::count;
use crate::domain::{Name, SiteIdx};
use crate::plan::flow::{FlowArc, Transport, millimetres};
use crate::plan::leading::{leads_at_most, may_lead, must_be_led};
use std::collections::BTreeSet;

/// `C07`: facilities that must stand and be led, without any facility that could lead them, or with too few.
///
/// Facilities that need a leader under every choice are matched to those that could lead them in some states of both,
/// each up to the most that it could lead. When not all can be matched, the facilities on the near side of a minimum
/// cut exceed what the leaders there can lead (Hall's theorem).
pub(super) fn check(prospects: &Prospects<'_>) -> Vec<Contradiction> {
    let problem = prospects.problem;
    let always_led = |&site: &SiteIdx| {
        let mut options = prospects.options[site].iter();
        options.all(|&choice| must_be_led(problem, site, choice))
    };
    let led: Vec<SiteIdx> = problem.sites.keys().filter(always_led).collect();
    let leaders_of = |&site: &SiteIdx| -> Vec<FlowArc> {
        let row = prospects.arcs.all_leaders(site);
        // A site that could lead as one of several tiers counts once.
        let mut seen = BTreeSet::new();
        row.filter(|&(leading, arc)| {
            prospects.options[site].iter().any(|&choice| {
                let mut others = prospects.options[arc.site].iter();
                others.any(|&other| may_lead(problem, site, choice, (leading, arc), other))
            })
        })
        .filter(|(_, arc)| seen.insert(arc.site))
        .map(|(_, arc)| (usize::from(arc.site), millimetres(arc.distance)))
        .collect()
    };
    let (alone, led): (Vec<_>, Vec<_>) = led
        .into_iter()
        .map(|site| (site, leaders_of(&site)))
        .partition(|(_, leaders)| leaders.is_empty());
    let mut found = Vec::new();
    if !alone.is_empty() {
        let ids: Vec<String> = alone.iter().map(|&(site, _)| prospects.id(site)).collect();
        let text = Language::both(|language| {
            let (number, named) = (ids.len(), words::named(prospects.problem, &ids, language));
            match language {
                English => {
                    let counted = words::counted(number, "facility", "facilities");
                    format!(
                        "{counted} must stand and must be led, but no facility that could lead is near enough: {named}. Add candidates for the leading tier there, or widen how far it leads."
                    )
                }
                Chinese => format!(
                    "{} 处设施必须存在且须有带点中心，但附近没有可带点的设施：{named}。请在当地增加可带点层级的备选点位，或扩大带点范围。",
                    count(number)
                ),
            }
        });
        found.push(contradiction(text, ids));
    }
    found.extend(too_few(prospects, led));
    found
}

fn too_few(prospects: &Prospects<'_>, led: Vec<(SiteIdx, Vec<FlowArc>)>) -> Option<Contradiction> {
    let problem = prospects.problem;
    let (sites, arcs): (Vec<SiteIdx>, Vec<Vec<FlowArc>>) = led.into_iter().unzip();
    let capacity: Vec<Option<i64>> = problem
        .sites
        .keys()
        .map(|site| {
            let mut options = prospects.options[site].iter();
            // None is no limit, which is the largest.
            options.try_fold(0, |most: i64, &choice| {
                leads_at_most(problem, site, choice).map(|limit| most.max(i64::from(limit)))
            })
        })
        .collect();
    let transport = Transport { arcs: &arcs, supply: &vec![1; sites.len()], capacity: &capacity };
    let (rows, columns) = transport.solve().bottleneck(&transport);
    if rows.is_empty() {
        return None;
    }
    let led: Vec<String> = rows.iter().map(|&row| prospects.id(sites[row])).collect();
    let leaders: Vec<String> = columns.iter().map(|&column| prospects.id(column.into())).collect();
    let most: i64 = columns.iter().filter_map(|&column| capacity[column]).sum();
    let text = Language::both(|language| {
        let counted = |ids: &[String]| words::counted(ids.len(), "facility", "facilities");
        let [named_led, named_leaders] =
            [&led, &leaders].map(|ids| words::named(problem, ids, language));
        match language {
            English => {
                let [led, leaders] = [&led, &leaders].map(|ids| counted(ids));
                format!(
                    "{led} must stand and must be led: {named_led}; {leaders} could lead them, {most} at most: {named_leaders}. Add candidates for the leading tier there, or let each lead more."
                )
            }
            Chinese => {
                let [led, leaders] = [led.len(), leaders.len()].map(count);
                format!(
                    "{led} 处设施必须存在且须有带点中心：{named_led}；可带点的设施 {leaders} 处，最多可带 {most} 处：{named_leaders}。请在当地增加可带点层级的备选点位，或提高每处带点数。"
                )
            }
        }
    });
    Some(contradiction(text, [led, leaders].concat()))
}

fn contradiction(text: Name, ids: Vec<String>) -> Contradiction {
    Contradiction { code: "C07", target: None, text, ids }
}
