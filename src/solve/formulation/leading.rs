//! Constraints (6) and (7): 中心带站点.

use super::Formulation;
use crate::domain::{SiteIdx, TierIdx};
use crate::plan::{leads_at_most, may_lead, must_be_led, needs_leader};
use crate::solve::milp::{Expr, Label};
use std::collections::BTreeMap;

/// A site that could need a leader: the expression for when it does, and for each site that could lead it the one for
/// when that does.
struct Follower {
    site: SiteIdx,
    need: Expr,
    /// Of them those that must have one.
    must: bool,
    leaders: Vec<(SiteIdx, Expr)>,
}

impl Formulation<'_> {
    /// Every facility of a led tier has a leader that stands, is near enough and leads no more than it may.
    ///
    /// Where a leader's limit cannot bind (no more facilities than it may lead could choose it), (6) and (7)
    /// shorten to Σ_{o: led tier} y\[j,o\] ≤ Σ_l Σ_{o: leading tier} y\[l,o\].
    pub(super) fn lead(&mut self) {
        for led in self.problem.tiers.keys() {
            let followers: Vec<Follower> =
                self.problem.sites.keys().filter_map(|site| self.follower(site, led)).collect();
            let mut counts: BTreeMap<SiteIdx, usize> = BTreeMap::new();
            for (leader, _) in followers.iter().flat_map(|follower| &follower.leaders) {
                *counts.entry(*leader).or_default() += 1;
            }
            let limited: BTreeMap<SiteIdx, Expr> = counts
                .iter()
                .filter_map(|(&leader, &count)| Some((leader, self.limit(leader, count)?)))
                .collect();
            self.lead_rows(led, followers, &limited);
        }
    }

    /// Whether the site has a leader: always when it needs one, or, where that is only wished for, w ≤ Σ_{o: led tier} y\[j,o\].
    fn has_leader(&mut self, follower: &Follower, led: TierIdx) -> Expr {
        if follower.must {
            return follower.need.clone();
        }
        let label = |word| Label(word, usize::from(follower.site), usize::from(led));
        let col = self.milp.column(0.0, 1.0, label("w"));
        let mut row = follower.need.clone();
        row.add(col, -1.0);
        self.milp.at_least(row, 0.0, label("led_where_needed"));
        Expr::column(col)
    }

    fn follower(&self, site: SiteIdx, led: TierIdx) -> Option<Follower> {
        let of_tier = |choice| {
            self.problem.sites[site].state_after(choice).tier == Some(led)
                && needs_leader(self.problem, site, choice)
        };
        let led_choice =
            self.chosen[site].iter().map(|&(choice, _)| choice).find(|&choice| of_tier(choice))?;
        let mut leaders: Vec<(SiteIdx, Expr)> = Vec::new();
        // A site may lead as one of several tiers.
        let mut known: BTreeMap<SiteIdx, usize> = BTreeMap::new();
        for (leading, arc) in self.arcs.all_leaders(site) {
            let leads = self.chosen_where(arc.site, |choice| {
                may_lead(self.problem, site, led_choice, (leading, arc), choice)
            });
            if leads.is_zero() {
                continue;
            }
            match known.get(&arc.site) {
                Some(&at) => {
                    let known = &mut leaders[at].1;
                    known.add_scaled(&leads, 1.0);
                    *known = std::mem::take(known).tidy();
                }
                None => {
                    known.insert(arc.site, leaders.len());
                    leaders.push((arc.site, leads));
                }
            }
        }
        let must = must_be_led(self.problem, site, led_choice);
        Some(Follower { site, need: self.chosen_where(site, of_tier), must, leaders })
    }

    /// The number of facilities that `leader` may lead, if that is fewer than the `count` that could choose it.
    fn limit(&self, leader: SiteIdx, count: usize) -> Option<Expr> {
        let mut limit = Expr::default();
        let mut binds = false;
        for (choice, expr) in &self.chosen[leader] {
            let most = leads_at_most(self.problem, leader, *choice);
            let leads = self.problem.sites[leader]
                .state_after(*choice)
                .tier
                .is_some_and(|tier| self.problem.tiers[tier].leads.is_some());
            binds |= leads && most.is_some_and(|most| (most as usize) < count);
            limit.add_scaled(expr, most.map_or(count as f64, f64::from));
        }
        binds.then(|| limit.tidy())
    }

    fn lead_rows(
        &mut self,
        led: TierIdx,
        followers: Vec<Follower>,
        limited: &BTreeMap<SiteIdx, Expr>,
    ) {
        let label = |word, site: SiteIdx| Label(word, usize::from(site), usize::from(led));
        let mut loads: BTreeMap<SiteIdx, Expr> = BTreeMap::new();
        for follower in followers {
            let has_leader = self.has_leader(&follower, led);
            let mut row = has_leader.times(-1.0);
            self.led.insert((follower.site, led), has_leader);
            for (leader, leads) in follower.leaders {
                if !limited.contains_key(&leader) {
                    row.add_scaled(&leads, 1.0);
                    continue;
                }
                let pair = Label("v", usize::from(follower.site), usize::from(leader));
                let col = self.milp.column(0.0, 1.0, pair);
                let mut open = leads;
                open.add(col, -1.0);
                self.milp.at_least(open, 0.0, label("led_where_open", follower.site));
                row.add(col, 1.0);
                loads.entry(leader).or_default().add(col, 1.0);
            }
            self.milp.at_least(row, 0.0, label("led", follower.site));
        }
        for (leader, load) in loads {
            let mut row = limited[&leader].clone();
            row.add_scaled(&load, -1.0);
            self.milp.at_least(row, 0.0, label("leads_at_most", leader));
        }
    }
}
