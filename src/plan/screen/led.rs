use super::contradiction::Contradiction;
use super::prospects::Prospects;
use super::words;
use crate::domain::SiteIdx;
use crate::plan::assignment::millimetres;
use crate::plan::flow::{FlowArc, Transport};
use crate::plan::leading::{leads_at_most, may_lead, needs_leader};
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
        options.all(|&choice| needs_leader(problem, site, choice))
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
        .map(|(_, arc)| (usize::from(arc.site), millimetres(arc)))
        .collect()
    };
    let (alone, led): (Vec<_>, Vec<_>) = led
        .into_iter()
        .map(|site| (site, leaders_of(&site)))
        .partition(|(_, leaders)| leaders.is_empty());
    let mut found = Vec::new();
    if !alone.is_empty() {
        let ids: Vec<String> = alone.iter().map(|&(site, _)| prospects.id(site)).collect();
        found.push(contradiction(
            format!(
                "{} must stand and must be led, but no facility that could lead is near enough: {}. Add \
                 candidates for the leading tier there, or widen how far it leads.",
                words::counted(ids.len(), "facility", "facilities"),
                words::named(&ids)
            ),
            ids,
        ));
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
    let text = format!(
        "{} must stand and must be led: {}; {} could lead them, {most} at most: {}. Add candidates for the \
         leading tier there, or let each lead more.",
        words::counted(led.len(), "facility", "facilities"),
        words::named(&led),
        words::counted(leaders.len(), "facility", "facilities"),
        words::named(&leaders),
    );
    Some(contradiction(text, [led, leaders].concat()))
}

fn contradiction(text: String, ids: Vec<String>) -> Contradiction {
    Contradiction { code: "C07", target: None, text, ids }
}
