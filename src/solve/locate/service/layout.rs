//! An open set that changes site by site, with the first and second server of each row and the value of each open site.

use super::form::Service;
use super::rows::NONE;

/// The cheapest and second cheapest open site of a row; if there is none, [`NONE`] at the cap.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Servers {
    cost: f64,
    next_cost: f64,
    site: u32,
    next_site: u32,
}

/// A change of a [`Layout`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Move {
    pub(super) enter: Option<u32>,
    pub(super) leave: Option<u32>,
    /// The change of the value.
    pub(super) change: f64,
}

/// An open set of a form, kept up to date as sites enter and leave. Rows that are cut short are evaluated in their
/// short form.
#[derive(Debug, Clone)]
pub(super) struct Layout<'s, 'a> {
    pub(super) service: &'s Service<'a>,
    open: Vec<bool>,
    members: Vec<u32>,
    position: Vec<u32>,
    servers: Vec<Servers>,
    /// For an open site, the increase of its rows' cost without it; the last entry belongs to no site.
    loss: Vec<f64>,
    money: f64,
    value: f64,
    /// Sites whose moves may have changed.
    dirty: Vec<u32>,
    is_dirty: Vec<bool>,
    /// For each open site, the additional saving if it leaves in exchange for the site examined.
    spared: Vec<f64>,
    touched: Vec<u32>,
    /// The open site whose leaving costs least, and that cost; `None` if it must be searched again.
    cheapest: Option<(f64, u32)>,
    /// Pairs visited.
    pub(super) work: u64,
}

impl<'s, 'a> Layout<'s, 'a> {
    /// With nothing open.
    pub(super) fn new(service: &'s Service<'a>) -> Self {
        let sites = service.sites();
        let servers: Vec<Servers> = (0..service.rows.count())
            .map(|row| Servers {
                cost: service.finite_cap(row),
                next_cost: service.finite_cap(row),
                site: NONE,
                next_site: NONE,
            })
            .collect();
        Self {
            service,
            open: vec![false; sites],
            members: Vec::new(),
            position: vec![NONE; sites],
            value: servers.iter().map(|servers| servers.cost).sum(),
            servers,
            loss: vec![0.0; sites + 1],
            money: 0.0,
            dirty: (0..sites as u32).collect(),
            is_dirty: vec![true; sites],
            spared: vec![0.0; sites + 1],
            touched: Vec::new(),
            cheapest: None,
            work: 0,
        }
    }

    /// With these sites open.
    pub(super) fn with(service: &'s Service<'a>, open: &[bool]) -> Self {
        let mut layout = Self::new(service);
        for site in (0..open.len()).filter(|&site| open[site]) {
            layout.enter(site as u32);
        }
        layout
    }

    pub(super) fn open(&self) -> &[bool] {
        &self.open
    }

    pub(super) fn members(&self) -> &[u32] {
        &self.members
    }

    /// The value, without the form's constant.
    pub(super) fn value(&self) -> f64 {
        self.value
    }

    /// Whether another site of this price may enter.
    pub(super) fn admits(&self, site: u32) -> bool {
        let price = self.service.money[site as usize];
        let limit = self.service.limit;
        !self.open[site as usize] && limit.admits(self.members.len(), self.money, price)
    }

    /// Whether `enter` may replace `leave`.
    fn may_swap(&self, enter: u32, leave: u32) -> bool {
        let money = &self.service.money;
        let (more, less) = (money[enter as usize], money[leave as usize]);
        self.service.limit.admits(self.members.len() - 1, self.money - less, more)
    }

    /// The cost of a row and its cost without its first server.
    pub(super) fn costs(&self, row: usize) -> (f64, f64) {
        (self.servers[row].cost, self.servers[row].next_cost)
    }

    /// The saving if a site enters, without its own cost.
    pub(super) fn gain(&mut self, site: u32) -> f64 {
        let column = self.service.columns.of(site as usize);
        self.work += column.len() as u64;
        let saved = |&(row, cost): &(u32, f64)| (self.servers[row as usize].cost - cost).max(0.0);
        column.iter().map(saved).sum()
    }

    /// The best move by which a closed site enters, alone or for an open one (Whitaker 1983; Resende and Werneck
    /// 2007): the value changes by f\[enter\] − f\[leave\] − gain + loss − spared.
    pub(super) fn best_entry(&mut self, enter: u32, cheapest: Option<u32>) -> Option<Move> {
        let column = self.service.columns.of(enter as usize);
        self.work += column.len() as u64;
        let sites = self.open.len();
        let mut gain = -self.service.costs[enter as usize];
        for &(row, cost) in column {
            let servers = &self.servers[row as usize];
            if cost < servers.next_cost {
                let spared = if cost < servers.cost {
                    gain += servers.cost - cost;
                    servers.next_cost - servers.cost
                } else {
                    servers.next_cost - cost
                };
                let entry = &mut self.spared[(servers.site as usize).min(sites)];
                if *entry == 0.0 {
                    self.touched.push(servers.site);
                }
                *entry += spared;
            }
        }
        let mut best: Option<(f64, Option<u32>)> = None;
        let mut offer = |change: f64, leave: Option<u32>| {
            if best.is_none_or(|(least, _)| change < least) {
                best = Some((change, leave));
            }
        };
        if self.admits(enter) {
            offer(-gain, None);
        }
        for &leave in &self.touched {
            if leave != NONE && self.may_swap(enter, leave) {
                let spared = self.spared[leave as usize];
                offer(self.leaving(leave) - spared - gain, Some(leave));
            }
        }
        if let Some(leave) = cheapest
            && self.open[leave as usize]
            && self.may_swap(enter, leave)
        {
            let spared = self.spared[leave as usize];
            offer(self.leaving(leave) - spared - gain, Some(leave));
        }
        for &site in &self.touched {
            self.spared[(site as usize).min(sites)] = 0.0;
        }
        self.touched.clear();
        best.map(|(change, leave)| Move { enter: Some(enter), leave, change })
    }

    /// The change of the value if an open site leaves.
    fn leaving(&self, site: u32) -> f64 {
        self.loss[site as usize] - self.service.costs[site as usize]
    }

    /// The open site whose leaving costs least.
    pub(super) fn cheapest_leave(&mut self) -> Option<Move> {
        if self.cheapest.is_none() {
            let all = self.members.iter().map(|&site| (self.leaving(site), site));
            self.cheapest = all.min_by(by_price);
            self.work += self.members.len() as u64 / 4;
        }
        let (change, site) = self.cheapest?;
        Some(Move { enter: None, leave: Some(site), change })
    }

    /// Updates the cheapest site after the cost of a site's leaving has changed.
    fn repriced(&mut self, site: u32) {
        if let Some((least, cheapest)) = self.cheapest {
            let new = (self.leaving(site), site);
            if by_price(&new, &(least, cheapest)).is_le() {
                self.cheapest = Some(new);
            } else if site == cheapest {
                self.cheapest = None;
            }
        }
    }

    /// Makes a move.
    pub(super) fn make(&mut self, step: Move) {
        if let Some(site) = step.enter {
            self.enter(site);
        }
        if let Some(site) = step.leave {
            self.leave(site);
        }
    }

    /// Opens a closed site.
    pub(super) fn enter(&mut self, site: u32) {
        let service = self.service;
        self.open[site as usize] = true;
        self.position[site as usize] = self.members.len() as u32;
        self.members.push(site);
        self.money += service.money[site as usize];
        self.value += service.costs[site as usize];
        let column = service.columns.of(site as usize);
        self.work += column.len() as u64;
        for &(row, cost) in column {
            let old = self.servers[row as usize];
            if cost >= old.next_cost {
                continue;
            }
            let new = if cost < old.cost {
                Servers { cost, next_cost: old.cost, site, next_site: old.site }
            } else {
                Servers { next_cost: cost, next_site: site, ..old }
            };
            self.serve(row as usize, old, new, Some(site));
        }
        self.repriced(site);
    }

    /// Closes an open site.
    pub(super) fn leave(&mut self, site: u32) {
        let service = self.service;
        self.open[site as usize] = false;
        if self.cheapest.is_some_and(|(_, cheapest)| cheapest == site) {
            self.cheapest = None;
        }
        let position = self.position[site as usize];
        self.members.swap_remove(position as usize);
        if let Some(&moved) = self.members.get(position as usize) {
            self.position[moved as usize] = position;
        }
        self.position[site as usize] = NONE;
        self.money -= service.money[site as usize];
        self.value -= service.costs[site as usize];
        let column = service.columns.of(site as usize);
        self.work += column.len() as u64;
        for &(row, _) in column {
            let old = self.servers[row as usize];
            if old.site != site && old.next_site != site {
                continue;
            }
            let mut new = old;
            if old.site == site {
                (new.site, new.cost) = (old.next_site, old.next_cost);
            }
            (new.next_site, new.next_cost) = self.next_after(row as usize, new.site);
            self.serve(row as usize, old, new, None);
        }
        self.mark(site);
    }

    /// The cheapest open site of a row other than `first`.
    fn next_after(&mut self, row: usize, first: u32) -> (u32, f64) {
        let (sites, costs) = self.service.rows.row(row);
        if first != NONE {
            for (position, &site) in sites.iter().enumerate() {
                if self.open[site as usize] && site != first {
                    self.work += position as u64;
                    return (site, costs[position]);
                }
            }
            self.work += sites.len() as u64;
        }
        (NONE, self.service.finite_cap(row))
    }

    fn serve(&mut self, row: usize, old: Servers, new: Servers, entering: Option<u32>) {
        let last = self.open.len();
        self.value += new.cost - old.cost;
        self.loss[(old.site as usize).min(last)] -= old.next_cost - old.cost;
        self.loss[(new.site as usize).min(last)] += new.next_cost - new.cost;
        self.servers[row] = new;
        // An entering site is priced after all its rows are updated.
        for site in [old.site, new.site] {
            if site != NONE && self.open[site as usize] && Some(site) != entering {
                self.repriced(site);
            }
        }
        let far = old.next_cost.max(new.next_cost);
        let (sites, costs) = self.service.rows.row(row);
        for (&site, &cost) in sites.iter().zip(costs) {
            if cost >= far {
                break;
            }
            self.work += 1;
            self.mark(site);
        }
    }

    fn mark(&mut self, site: u32) {
        if !self.is_dirty[site as usize] {
            self.is_dirty[site as usize] = true;
            self.dirty.push(site);
        }
    }

    /// Sites whose moves may have changed since they were last taken; ascending.
    pub(super) fn take_dirty(&mut self) -> Vec<u32> {
        let mut dirty = std::mem::take(&mut self.dirty);
        dirty.sort_unstable();
        for &site in &dirty {
            self.is_dirty[site as usize] = false;
        }
        dirty
    }

    /// Forgets which moves have changed.
    pub(super) fn forget_dirty(&mut self) {
        for &site in &self.dirty {
            self.is_dirty[site as usize] = false;
        }
        self.dirty.clear();
    }
}

/// Cheaper first, of equals the lower position.
fn by_price(a: &(f64, u32), b: &(f64, u32)) -> std::cmp::Ordering {
    a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))
}
