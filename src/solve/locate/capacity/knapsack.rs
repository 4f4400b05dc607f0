//! The greatest gain of a site within its capacity: the first half of the Lagrangian subproblem.
//!
//! maximise Σ g\[i\]·w\[i\]·x\[i\] so that Σ w\[i\]·x\[i\] ≤ s, 0 ≤ x ≤ 1; x integer if customers are not split.

use std::cmp::Ordering;

/// A customer with a gain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Item {
    /// Gain per unit, above 0.
    pub(super) gain: f64,
    pub(super) weight: f64,
    pub(super) customer: u32,
}

/// The result; `takes` are the customers served, with their x.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct KnapsackResult {
    /// The best value, or an upper bound on it if the search for integer x was cut short.
    pub(super) value: f64,
    /// The value of the linear program.
    pub(super) linear: f64,
    /// The gain per unit below which nothing is taken: the price of capacity.
    pub(super) price: f64,
}

/// The most steps of the search for integer x; after that the bound of the linear program is used.
const STEPS: u32 = 4_000;

/// Solves the linear program: greatest gains first (Dantzig 1957). Reorders `items`. Cost: linear in the items.
pub(super) fn split(
    items: &mut [Item],
    capacity: f64,
    takes: &mut Vec<(u32, f64)>,
) -> KnapsackResult {
    let all: f64 = items.iter().map(|item| item.weight).sum();
    if all <= capacity {
        takes.extend(items.iter().map(|item| (item.customer, 1.0)));
        let value = items.iter().map(|item| item.gain * item.weight).sum();
        return KnapsackResult { value, linear: value, price: 0.0 };
    }
    let (mut left, mut value, mut price) = (capacity, 0.0, 0.0);
    let mut rest = items;
    // Items that certainly fit are taken without sorting them (Balas and Zemel 1980).
    while rest.len() > 8 {
        let middle = rest.len() / 2;
        rest.select_nth_unstable_by(middle, by_gain);
        let (front, back) = rest.split_at_mut(middle);
        let weight: f64 = front.iter().map(|item| item.weight).sum();
        if weight > left {
            rest = front;
            continue;
        }
        for item in front {
            takes.push((item.customer, 1.0));
            value += item.gain * item.weight;
        }
        left -= weight;
        rest = back;
    }
    rest.sort_unstable_by(by_gain);
    for item in rest {
        let part = left.min(item.weight);
        if part > 0.0 {
            takes.push((item.customer, part / item.weight));
            value += item.gain * part;
            left -= part;
        }
        if part < item.weight {
            price = item.gain;
            break;
        }
    }
    KnapsackResult { value, linear: value, price }
}

fn by_gain(a: &Item, b: &Item) -> Ordering {
    b.gain.total_cmp(&a.gain).then(a.customer.cmp(&b.customer))
}

/// Solves with integer x: depth-first search, greatest gain per unit first, pruned by the linear program (Horowitz and
/// Sahni 1974).
pub(super) fn whole(
    items: &mut [Item],
    capacity: f64,
    takes: &mut Vec<(u32, f64)>,
) -> KnapsackResult {
    let begun = takes.len();
    let earned = split(items, capacity, takes);
    if takes[begun..].iter().all(|&(_, x)| x == 1.0) {
        return earned;
    }
    takes.truncate(begun);
    items.sort_unstable_by(by_gain);
    let mut search = Search { items, taken: Vec::new(), best: Vec::new(), value: -1.0, steps: 0 };
    search.run(capacity);
    let finished = search.steps < STEPS;
    takes.extend(search.best.iter().map(|&at| (search.items[at].customer, 1.0)));
    KnapsackResult { value: if finished { search.value } else { earned.linear }, ..earned }
}

struct Search<'a> {
    items: &'a [Item],
    taken: Vec<usize>,
    best: Vec<usize>,
    value: f64,
    steps: u32,
}

impl Search<'_> {
    fn run(&mut self, capacity: f64) {
        let (mut at, mut left, mut value) = (0, capacity, 0.0);
        loop {
            // Forward: take the items that fit, while the bound exceeds the best value.
            while at < self.items.len() {
                let item = self.items[at];
                if item.weight <= left {
                    self.taken.push(at);
                    left -= item.weight;
                    value += item.gain * item.weight;
                } else if value + self.linear(at, left) <= self.value * (1.0 + 1e-12) {
                    break;
                }
                at += 1;
            }
            if at == self.items.len() && value > self.value {
                self.value = value;
                self.best.clone_from(&self.taken);
            }
            // Back: leave out the last item taken without which a better value is possible.
            loop {
                let Some(last) = self.taken.pop() else {
                    return;
                };
                self.steps += 1;
                if self.steps >= STEPS {
                    return;
                }
                let item = self.items[last];
                left += item.weight;
                value -= item.gain * item.weight;
                at = last + 1;
                if value + self.linear(at, left) > self.value * (1.0 + 1e-12) {
                    break;
                }
            }
        }
    }

    fn linear(&self, from: usize, mut left: f64) -> f64 {
        let mut value = 0.0;
        for item in &self.items[from..] {
            if item.weight > left {
                return value + item.gain * left;
            }
            left -= item.weight;
            value += item.gain * item.weight;
        }
        value
    }
}
