//! Greedy construction of an open set: each step opens the site that saves most.

use super::form::Service;
use super::layout::Layout;
use super::limit::Limit;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A site and its saving when last computed.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Offer {
    worth: f64,
    site: u32,
    /// The number of open sites at that time.
    looked_at: usize,
}

impl Eq for Offer {}

impl Ord for Offer {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_worth = self.worth.total_cmp(&other.worth);
        by_worth.then(other.site.cmp(&self.site))
    }
}

impl PartialOrd for Offer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Opens sites up to the limit, or while that reduces the value. Savings only fall as other sites open, so most need
/// not be recomputed (Minoux 1978). Stops early if the time is over.
pub(super) fn fill(layout: &mut Layout<'_, '_>) {
    let service = layout.service;
    let mut offers = BinaryHeap::new();
    for site in 0..service.sites() as u32 {
        if service.clock.is_over() {
            return;
        }
        if !layout.open()[site as usize] {
            offers.push(offer(service, layout, site));
        }
    }
    while let Some(best) = offers.pop().filter(|_| !service.clock.is_over()) {
        if !layout.admits(best.site) {
            continue;
        }
        if best.looked_at < layout.members().len() {
            offers.push(offer(service, layout, best.site));
            continue;
        }
        let must = matches!(service.limit, Limit::Exactly(_))
            || (service.must_open && layout.members().is_empty());
        if best.worth <= 0.0 && !must {
            break;
        }
        layout.enter(best.site);
    }
}

fn offer(service: &Service<'_>, layout: &mut Layout<'_, '_>, site: u32) -> Offer {
    let saved = layout.gain(site) - service.costs[site as usize];
    let money = service.money[site as usize];
    let worth = match service.limit {
        Limit::Budget(_) if money > 0.0 => saved / money,
        _ => saved,
    };
    Offer { worth, site, looked_at: layout.members().len() }
}
