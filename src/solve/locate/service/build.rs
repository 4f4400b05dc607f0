//! Builds the form of a question: its rows, costs and limit.

use super::demand::{Charge, Demand};
use super::fate::Fate;
use super::form::{Parts, RowBefore, Service};
use super::limit::Limit;
use super::rows::NONE;
use crate::domain::location::{Decay, Instance, Metric, SiteRule};
use crate::solve::clock::Clock;
use crate::travel::Prefixes;

/// The terms of a problem of the family.
pub(in crate::solve::locate) struct Terms<'a> {
    pub(in crate::solve::locate) instance: &'a Instance,
    pub(in crate::solve::locate) charge: Charge<'a>,
    /// The limit, existing sites not counted.
    pub(in crate::solve::locate) limit: Limit,
    /// Whether fixed costs are part of the objective.
    pub(in crate::solve::locate) fixed: bool,
    /// The question's objective is this minus the value; if this is 0, the value itself.
    pub(in crate::solve::locate) total: f64,
    /// The most pairs that rows list.
    pub(in crate::solve::locate) pairs: usize,
}

impl<'a> Terms<'a> {
    /// The form with rows of the nearest sites; existing and required sites are settled as open, forbidden ones as
    /// closed. `None` if the time is over.
    pub(super) fn form(&self, clock: Clock<'a>) -> Option<Service<'a>> {
        if let Charge::Uncovered(&Decay::Step(reach)) = self.charge {
            return self.covering(reach, clock);
        }
        self.form_without(&[], clock).map(|(service, _)| service)
    }

    /// The form by distance without some sites (by position in the instance), and the index of each demand point's row.
    /// `None` if the time is over.
    pub(super) fn form_without(
        &self,
        closed: &[u32],
        clock: Clock<'a>,
    ) -> Option<(Service<'a>, Vec<u32>)> {
        let instance = self.instance;
        let demand = self.demand();
        let (mut fates, limit, left) = fates_of(instance, self.limit);
        for &site in closed {
            fates[site as usize] = Fate::Closed;
        }
        let points = demand.points();
        let all = 0..instance.sites() as u32;
        let kept: Vec<u32> = all.filter(|&j| fates[j as usize] != Fate::Closed).collect();
        let few = !closed.is_empty() && points.len().saturating_mul(kept.len()) <= self.pairs;
        let most = left.row_length(points.len(), instance.sites(), self.pairs);
        let lists = match few {
            true => Prefixes::among(instance, &points, &kept, || clock.is_over())?,
            false => demand.nearest(&points, most, &clock)?,
        };
        let rows = points.iter().enumerate().map(|(position, &point)| {
            let (sites, distances) = lists.row(position);
            let cost = |&distance: &f64| demand.cost_at(point as usize, distance);
            let costs = distances.iter().map(cost);
            let beyond = lists.beyond[position];
            let own_cap = demand.cap(point as usize);
            let cut_cap = if beyond.is_finite() {
                demand.cost_at(point as usize, beyond)
            } else {
                f64::INFINITY
            };
            let mut row: Vec<(u32, f64)> = sites.iter().copied().zip(costs).collect();
            // Sites of equal cost are sorted by position, so that rows with the same sites are recognised as equal.
            row.sort_unstable_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            RowBefore {
                row,
                cap: own_cap.min(cut_cap),
                cut_short: if cut_cap < own_cap { point } else { NONE },
                place: point,
            }
        });
        let parts = self.parts(limit, clock);
        let rows = rows.take_while(|_| !clock.is_over());
        let formed = parts.assemble(fates, rows);
        // Otherwise rows may be missing.
        (!clock.is_over()).then_some(formed)
    }

    /// The demand and what serving it costs.
    pub(super) fn demand(&self) -> Demand<'a> {
        Demand { instance: self.instance, charge: self.charge }
    }

    /// A form of all sites, without rows yet; `limit` includes existing sites.
    pub(super) fn parts(&self, limit: Limit, clock: Clock<'a>) -> Parts<'a> {
        let money = money_of(self.instance);
        Parts {
            demand: self.demand(),
            costs: if self.fixed { money.clone() } else { vec![0.0; money.len()] },
            money,
            limit,
            constant: 0.0,
            names: (0..self.instance.sites() as u32).collect(),
            opened: Vec::new(),
            must_open: false,
            pairs: self.pairs,
            clock,
        }
    }

    /// How many of the nearest sites each row lists, where memory does not allow as many as the answer may need.
    pub(in crate::solve::locate) fn cut_short(&self) -> Option<usize> {
        let (_, _, left) = fates_of(self.instance, self.limit);
        let is_covering = matches!(self.charge, Charge::Uncovered(Decay::Step(_)));
        // A table is there as a whole.
        let is_table = matches!(self.instance.metric(), Metric::Table(_));
        let (points, sites) = (self.demand().points().len(), self.instance.sites());
        let listed = left.row_length(points, sites, self.pairs);
        (!is_covering && !is_table && listed < left.row_wanted(sites)).then_some(listed)
    }
}

/// What each site takes from a budget.
pub(super) fn money_of(instance: &Instance) -> Vec<f64> {
    let prices = instance.rules().iter().zip(instance.fixed_costs());
    let price = |(&rule, &cost)| match rule {
        SiteRule::Existing => 0.0,
        _ => cost,
    };
    prices.map(price).collect()
}

/// The sites that rules and limit settle; the limit including existing sites, and the limit that is left for the free
/// sites.
pub(super) fn fates_of(instance: &Instance, mut limit: Limit) -> (Vec<Fate>, Limit, Limit) {
    let rules = instance.rules();
    let count = |wanted| rules.iter().filter(|&&rule| rule == wanted).count();
    // A limit on the number does not count existing sites, but settling them would subtract them.
    if let Limit::Exactly(most) | Limit::AtMost(most) = &mut limit {
        *most += count(SiteRule::Existing);
    }
    let mut left = limit;
    for &rule in rules {
        if rule == SiteRule::Existing || rule == SiteRule::Required {
            left.take(0.0);
        }
    }
    let none_left = matches!(left, Limit::Exactly(0) | Limit::AtMost(0));
    let all_left = matches!(left, Limit::Exactly(most) if most >= count(SiteRule::Free));
    let fates = rules.iter().map(|rule| match rule {
        SiteRule::Existing | SiteRule::Required => Fate::Open,
        SiteRule::Forbidden => Fate::Closed,
        SiteRule::Free if all_left => Fate::Open,
        SiteRule::Free if none_left => Fate::Closed,
        SiteRule::Free => Fate::Free(0),
    });
    (fates.collect(), limit, left)
}
