//! Dijkstra's algorithm from one point, up to a limit, in arrays that are reused.

use super::cost::{Leg, NEVER, Quantity};
use super::steps::Steps;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The arrays of the search.
#[derive(Debug)]
pub(super) struct Search {
    quantity: Quantity,
    limit: u64,
    keys: Vec<u64>,
    touched: Vec<u32>,
    heap: BinaryHeap<Reverse<(u64, u32)>>,
}

impl Search {
    pub(super) fn new(junctions: usize, quantity: Quantity, limit: u64) -> Self {
        Self {
            quantity,
            limit,
            keys: vec![NEVER; junctions],
            touched: Vec::new(),
            heap: BinaryHeap::new(),
        }
    }

    /// Finds the best route from `starts` to every junction within the limit. `settle` is called with each, nearest
    /// first, equally near ones by number.
    pub(super) fn run(
        &mut self,
        steps: &Steps,
        starts: impl Iterator<Item = (u32, Leg)>,
        mut settle: impl FnMut(u32, u64),
    ) {
        for &junction in &self.touched {
            self.keys[junction as usize] = NEVER;
        }
        self.touched.clear();
        self.heap.clear();
        for (junction, leg) in starts {
            self.offer(junction, leg.key(self.quantity));
        }
        while let Some(Reverse((key, junction))) = self.heap.pop() {
            if key > self.keys[junction as usize] {
                continue;
            }
            settle(junction, key);
            for step in steps.from(junction) {
                self.offer(step.to, key.saturating_add(step.leg.key(self.quantity)));
            }
        }
    }

    fn offer(&mut self, junction: u32, key: u64) {
        let known = &mut self.keys[junction as usize];
        if key > self.limit || key >= *known {
            return;
        }
        if *known == NEVER {
            self.touched.push(junction);
        }
        *known = key;
        self.heap.push(Reverse((key, junction)));
    }
}
