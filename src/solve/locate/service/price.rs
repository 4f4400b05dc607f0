//! The Lagrangian relaxation of the assignment, at given prices.

use super::form::Service;
use super::limit::Limit;

/// The relaxation's choice at prices λ, and the cost of forcing other choices.
///
/// For λ\[i\] ≤ cap\[i\] and ρ\[j\] = f\[j\] + Σ_i min(0, c\[i,j\] − λ\[i\]),
///
/// L(λ) = constant + Σ_i λ\[i\] + min {Σ_j ρ\[j\]·y\[j\] : y within the limit}
///
/// is at most the value of any open set (Cornuejols, Fisher, Nemhauser 1977); a budget is relaxed to a linear knapsack.
#[derive(Debug, Clone, Default)]
pub(super) struct Choice {
    /// L(λ).
    pub(super) value: f64,
    /// Sites chosen, a budget's last one in part.
    pub(super) sites: Vec<(u32, f64)>,
    /// The dual price of a unit of money.
    money_price: f64,
    /// The price of a place that an entering site takes, and of a place that a leaving one frees.
    enter: f64,
    leave: f64,
}

impl Choice {
    /// The least value with site `j` open, whose ρ is `price`, though it was not chosen.
    pub(super) fn with(&self, price: f64, money: f64) -> f64 {
        self.value + (price + self.money_price * money - self.enter).max(0.0)
    }

    /// The least value with site `j` closed, whose ρ is `price`, though it was chosen.
    pub(super) fn without(&self, price: f64, money: f64) -> f64 {
        self.value + (self.leave - price - self.money_price * money).max(0.0)
    }
}

/// A form whose relaxation can be evaluated at any prices: with its rows listed ([`Service`]), or computed as they are
/// needed ([`Unlisted`](super::unlisted::Unlisted)).
pub(super) trait Priced {
    /// How many sites are open to choice.
    fn site_count(&self) -> usize;

    /// Between which prices a row's best one lies.
    fn range(&self, row: usize) -> (f64, f64);

    /// What a site takes from a budget.
    fn money(&self, site: usize) -> f64;

    /// ρ at prices λ. False where time was over.
    fn reduced_costs(&self, prices: &[f64], reduced: &mut Vec<f64>) -> bool;

    /// The best choice at reduced costs ρ.
    fn choose(&self, prices: &[f64], reduced: &[f64], order: &mut Vec<u32>, choice: &mut Choice);

    /// Calls `each` with the rows that a site serves below their price.
    fn each_below(&self, site: usize, prices: &[f64], each: impl FnMut(usize));
}

impl Priced for Service<'_> {
    fn site_count(&self) -> usize {
        self.sites()
    }

    /// A price below the first cost of its row can be raised to that cost without loss.
    fn range(&self, row: usize) -> (f64, f64) {
        let (first, most) = (self.rows.row(row).1.first().copied(), self.finite_cap(row));
        (first.unwrap_or(0.0).min(most), most)
    }

    fn money(&self, site: usize) -> f64 {
        self.money[site]
    }

    /// O(pairs cheaper than their row's λ).
    fn reduced_costs(&self, prices: &[f64], reduced: &mut Vec<f64>) -> bool {
        reduced.clear();
        reduced.extend_from_slice(&self.costs);
        for (row, &price) in prices.iter().enumerate() {
            let (sites, costs) = self.rows.row(row);
            for (&site, &cost) in sites.iter().zip(costs) {
                if cost >= price {
                    break;
                }
                reduced[site as usize] += cost - price;
            }
        }
        true
    }

    fn choose(&self, prices: &[f64], reduced: &[f64], order: &mut Vec<u32>, choice: &mut Choice) {
        choose(self, prices, reduced, order, choice);
    }

    fn each_below(&self, site: usize, prices: &[f64], mut each: impl FnMut(usize)) {
        for &(row, cost) in self.columns.of(site) {
            if cost < prices[row as usize] {
                each(row as usize);
            }
        }
    }
}

/// The best choice at reduced costs ρ; `prices` are λ.
pub(super) fn choose(
    service: &Service<'_>,
    prices: &[f64],
    reduced: &[f64],
    order: &mut Vec<u32>,
    choice: &mut Choice,
) {
    choice.sites.clear();
    (choice.money_price, choice.enter, choice.leave) = (0.0, 0.0, 0.0);
    match service.limit {
        Limit::Exactly(count) => cheapest(reduced, count, f64::INFINITY, order, choice),
        Limit::AtMost(count) => cheapest(reduced, count, 0.0, order, choice),
        Limit::Free => cheapest(reduced, reduced.len(), 0.0, order, choice),
        Limit::Budget(budget) => knapsack(&service.money, reduced, budget, order, choice),
    }
    if service.must_open && choice.sites.is_empty() {
        let least = (0..reduced.len()).min_by(|&a, &b| reduced[a].total_cmp(&reduced[b]));
        if let Some(site) = least {
            choice.sites.push((site as u32, 1.0));
            choice.enter = reduced[site];
            choice.leave = reduced[site];
        }
    }
    let chosen: f64 = choice.sites.iter().map(|&(site, part)| part * reduced[site as usize]).sum();
    choice.value = service.constant + prices.iter().sum::<f64>() + chosen;
}

/// The `count` cheapest sites, none of `most` or more.
fn cheapest(reduced: &[f64], count: usize, most: f64, order: &mut Vec<u32>, choice: &mut Choice) {
    order.clear();
    order.extend((0..reduced.len() as u32).filter(|&site| reduced[site as usize] < most));
    let compare = |a: &u32, b: &u32| {
        let (x, y) = (reduced[*a as usize], reduced[*b as usize]);
        x.total_cmp(&y).then(a.cmp(b))
    };
    if count < order.len() {
        let (chosen, next, _) = order.select_nth_unstable_by(count, compare);
        choice.leave = reduced[*next as usize];
        let last = chosen.iter().map(|&site| reduced[site as usize]);
        choice.enter = last.fold(f64::NEG_INFINITY, f64::max);
        order.truncate(count);
    } else {
        let full = order.len() == count;
        let last = order.iter().map(|&site| reduced[site as usize]);
        choice.enter = if full { last.fold(f64::NEG_INFINITY, f64::max) } else { 0.0 };
        choice.leave = most;
    }
    choice.enter = choice.enter.min(most);
    choice.sites.extend(order.iter().map(|&site| (site, 1.0)));
}

/// Sites of negative ρ by what they save per unit of money, the last one in part.
fn knapsack(
    money: &[f64],
    reduced: &[f64],
    budget: f64,
    order: &mut Vec<u32>,
    choice: &mut Choice,
) {
    order.clear();
    order.extend((0..reduced.len() as u32).filter(|&site| reduced[site as usize] < 0.0));
    let worth = |site: u32| reduced[site as usize] / money[site as usize].max(f64::MIN_POSITIVE);
    order.sort_unstable_by(|a, b| worth(*a).total_cmp(&worth(*b)).then(a.cmp(b)));
    let mut left = budget + 1e-9 * budget.abs().max(1.0);
    for &site in order.iter() {
        let price = money[site as usize];
        if price <= left {
            left -= price;
            choice.sites.push((site, 1.0));
        } else {
            choice.money_price = -reduced[site as usize] / price;
            if left > 0.0 {
                choice.sites.push((site, left / price));
            }
            break;
        }
    }
}
