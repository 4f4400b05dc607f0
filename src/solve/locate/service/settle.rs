//! Open sets rounded from fractions, and open sets transferred from one form to a smaller one.

use super::form::Service;
use super::greedy::fill;
use super::layout::Layout;

/// Opens the sites of the greatest fractions, as many as the limit allows, then more greedily.
pub(super) fn from_fractions<'s, 'a>(service: &'s Service<'a>, sites: &[f64]) -> Layout<'s, 'a> {
    const LEAST: f64 = 0.01;
    let mut order: Vec<u32> =
        (0..sites.len() as u32).filter(|&site| sites[site as usize] > LEAST).collect();
    let value = |site: u32| sites[site as usize];
    order.sort_by(|&a, &b| value(b).total_cmp(&value(a)).then(a.cmp(&b)));
    let mut layout = Layout::new(service);
    for site in order {
        let likely = value(site) > 0.4 || service.limit.least() > 0;
        if likely && layout.admits(site) {
            layout.enter(site);
        }
    }
    fill(&mut layout);
    layout
}

/// The layout nearest to `open`, sites by position in the instance.
pub(super) fn from_names<'s, 'a>(service: &'s Service<'a>, open: &[u32]) -> Layout<'s, 'a> {
    let mut layout = Layout::new(service);
    for site in 0..service.sites() as u32 {
        if open.binary_search(&service.names[site as usize]).is_ok() && layout.admits(site) {
            layout.enter(site);
        }
    }
    fill(&mut layout);
    layout
}

/// Whether the layout keeps the limit.
pub(super) fn most_open(service: &Service<'_>, layout: &Layout<'_, '_>) -> bool {
    let members = layout.members();
    let money = members.iter().map(|&site| service.money[site as usize]).sum();
    service.limit.holds(members.len(), money)
}
