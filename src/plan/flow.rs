//! Minimum-cost transportation in integers, which assigns people to sites, sites to leaders and money to works.
//!
//! Rows r with supply a\[r\], columns c with capacity b\[c\] (possibly unlimited), arcs (r, c) with cost d\[r,c\] ≥ 0.
//! Find x\[r,c\] ≥ 0, Σ_c x\[r,c\] ≤ a\[r\], Σ_r x\[r,c\] ≤ b\[c\], that first maximises Σ x and then minimises Σ d·x.
//!
//! The supply that a row cannot send goes over an arc of cost M to a column "nowhere" without limit; with M above the
//! cost of any augmenting path, the least cost is reached by the most flow. Method: successive shortest paths with node
//! prices (Edmonds & Karp 1972; Ahuja, Magnanti & Orlin 1993, *Network Flows*, §9.7), a row at a time. Prices π keep
//! every residual arc's reduced cost d + π\[u\] − π\[v\] ≥ 0. Dijkstra runs from the row until the first column with
//! room is settled at distance D, and only settled nodes change their price, by dist − D ≤ 0 (§9.7, "early
//! termination"); so a path stays local, and prices are ≤ 0, and 0 at columns with room.
//!
//! All numbers are whole: the answer is exact, and equal costs are decided by the order of rows and columns.

use crate::units::Metres;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// An arc of a row: column and cost.
pub(super) type FlowArc = (usize, i64);

/// A transportation problem.
pub(super) struct Transport<'a> {
    /// The arcs of each row; costs from 0 to [`MOST_COST`], beside what all arcs of a row may cost more.
    pub(super) arcs: &'a [Vec<FlowArc>],
    /// The supply of each row, 0 or more.
    pub(super) supply: &'a [i64],
    /// The capacity of each column, 0 or more; none if unlimited.
    pub(super) capacity: &'a [Option<i64>],
}

/// A solution.
pub(super) struct Flow {
    /// The flow over each arc, in the order of the problem's arcs.
    pub(super) over: Vec<Vec<i64>>,
    /// The supply that each row keeps because no column has room for it.
    pub(super) kept: Vec<i64>,
}

/// The largest cost of an arc: 10¹¹, a hundred thousand kilometres in millimetres.
pub(super) const MOST_COST: i64 = 100_000_000_000;

/// A travelled distance as a cost: in whole millimetres, the precision of arcs.
pub(super) fn millimetres(distance: Metres) -> i64 {
    ((distance.metres() * 1000.0).round() as i64).min(MOST_COST)
}

/// M: above the cost of any path through up to 5 million rows.
const NOWHERE: i64 = 1_000_000_000_000_000_000;

impl Transport<'_> {
    /// Solves the problem. Cost: a Dijkstra for each row, each time that a column fills up and each time that
    /// a flow is displaced, each over the part of the network that is as near as the next room.
    pub(super) fn solve(&self) -> Flow {
        let mut network = Network::new(self);
        // Rows with near columns first, so that later rows displace less.
        let mut rows: Vec<usize> = (0..self.arcs.len()).collect();
        let nearest = |&row: &usize| self.arcs[row].iter().map(|&(_, cost)| cost).min();
        rows.sort_by_cached_key(nearest);
        for row in rows {
            while network.kept[row] > 0 && network.augment(row) {}
        }
        Flow { over: network.over, kept: network.kept }
    }
}

/// An arc: its row and its position there.
type Step = (usize, usize);

/// The label of a node in Dijkstra's algorithm.
#[derive(Clone, Copy)]
struct Label {
    dist: i64,
    settled: bool,
    /// The last arc of the path: row and position. The path follows it forward into a column, backward into a row.
    via: Step,
}

const UNREACHED: Label = Label { dist: i64::MAX, settled: false, via: (usize::MAX, usize::MAX) };

/// Where a path ends.
#[derive(Clone, Copy)]
enum End {
    /// At a column with room.
    Column(usize),
    /// This row keeps more, so that another can send.
    Nowhere(usize),
}

/// The flow so far. Nodes: rows first, then columns.
struct Network<'a> {
    problem: &'a Transport<'a>,
    over: Vec<Vec<i64>>,
    kept: Vec<i64>,
    /// The remaining capacity of each column.
    room: Vec<Option<i64>>,
    /// The arcs with flow into each column: row and position in the row.
    used: Vec<Vec<Step>>,
    price: Vec<i64>,
    labels: Vec<Label>,
    touched: Vec<usize>,
    queue: BinaryHeap<Reverse<(i64, usize)>>,
}

impl<'a> Network<'a> {
    fn new(problem: &'a Transport<'a>) -> Self {
        let nodes = problem.arcs.len() + problem.capacity.len();
        Self {
            problem,
            over: problem.arcs.iter().map(|row| vec![0; row.len()]).collect(),
            kept: problem.supply.to_vec(),
            room: problem.capacity.to_vec(),
            used: vec![Vec::new(); problem.capacity.len()],
            price: vec![0; nodes],
            labels: vec![UNREACHED; nodes],
            touched: Vec::new(),
            queue: BinaryHeap::new(),
        }
    }

    fn column_node(&self, column: usize) -> usize {
        self.problem.arcs.len() + column
    }

    /// Sends as much as one shortest path from `start` can carry; false when it is best that `start` keeps the rest.
    fn augment(&mut self, start: usize) -> bool {
        let (distance, end) = self.shortest_path(start);
        let (forward, backward) = self.trace(start, end);
        for node in self.touched.drain(..) {
            let label = std::mem::replace(&mut self.labels[node], UNREACHED);
            if label.settled {
                self.price[node] += label.dist - distance;
            }
        }
        self.queue.clear();
        let mut amount = self.kept[start];
        match end {
            End::Nowhere(row) if row == start => return false,
            End::Nowhere(_) => {}
            End::Column(column) => {
                amount = self.room[column].map_or(amount, |room| amount.min(room))
            }
        }
        for &(row, position) in &backward {
            amount = amount.min(self.over[row][position]);
        }
        self.send(start, end, amount, &forward, &backward);
        true
    }

    /// Dijkstra by reduced cost from `start` to the nearest end, and its distance.
    fn shortest_path(&mut self, start: usize) -> (i64, End) {
        let rows = self.problem.arcs.len();
        // Keeping is always possible.
        let mut best = (NOWHERE + self.price[start], End::Nowhere(start));
        self.reach(start, 0, UNREACHED.via);
        while let Some(Reverse((dist, node))) = self.queue.pop() {
            if dist >= best.0 {
                break;
            }
            if self.labels[node].settled {
                continue;
            }
            self.labels[node].settled = true;
            if node < rows {
                let keep = dist + NOWHERE + self.price[node];
                if keep < best.0 {
                    best = (keep, End::Nowhere(node));
                }
                for position in 0..self.problem.arcs[node].len() {
                    let (column, cost) = self.problem.arcs[node][position];
                    let to = self.column_node(column);
                    let there = dist + cost + self.price[node] - self.price[to];
                    if there < best.0 {
                        self.reach(to, there, (node, position));
                    }
                }
            } else {
                let column = node - rows;
                if self.room[column].is_none_or(|room| room > 0) {
                    return (dist, End::Column(column));
                }
                for at in 0..self.used[column].len() {
                    let (row, position) = self.used[column][at];
                    let cost = self.problem.arcs[row][position].1;
                    let there = dist - cost + self.price[node] - self.price[row];
                    if there < best.0 {
                        self.reach(row, there, (row, position));
                    }
                }
            }
        }
        best
    }

    fn reach(&mut self, node: usize, dist: i64, via: Step) {
        let label = &mut self.labels[node];
        if dist < label.dist {
            if label.dist == i64::MAX {
                self.touched.push(node);
            }
            label.dist = dist;
            label.via = via;
            self.queue.push(Reverse((dist, node)));
        }
    }

    /// The arcs of the path found: those that carry more and those that carry less.
    fn trace(&self, start: usize, end: End) -> (Vec<Step>, Vec<Step>) {
        let (mut forward, mut backward) = (Vec::new(), Vec::new());
        let mut row = match end {
            End::Nowhere(row) => row,
            End::Column(column) => {
                let via = self.labels[self.column_node(column)].via;
                forward.push(via);
                via.0
            }
        };
        while row != start {
            let via = self.labels[row].via;
            backward.push(via);
            let column = self.problem.arcs[via.0][via.1].0;
            let via = self.labels[self.column_node(column)].via;
            forward.push(via);
            row = via.0;
        }
        (forward, backward)
    }

    fn send(&mut self, start: usize, end: End, amount: i64, forward: &[Step], backward: &[Step]) {
        for &(row, position) in forward {
            let over = &mut self.over[row][position];
            if *over == 0 {
                self.used[self.problem.arcs[row][position].0].push((row, position));
            }
            *over += amount;
        }
        for &(row, position) in backward {
            let over = &mut self.over[row][position];
            *over -= amount;
            if *over == 0 {
                self.used[self.problem.arcs[row][position].0].retain(|&arc| arc != (row, position));
            }
        }
        self.kept[start] -= amount;
        match end {
            End::Nowhere(row) => self.kept[row] += amount,
            End::Column(column) => {
                if let Some(room) = &mut self.room[column] {
                    *room -= amount;
                }
            }
        }
    }
}

impl Flow {
    /// The supply that all rows keep.
    pub(super) fn all_kept(&self) -> i64 {
        self.kept.iter().sum()
    }

    /// The flow of the rows from this one on, which leaves that of the others.
    pub(super) fn split_off(&mut self, row: usize) -> Flow {
        Flow { over: self.over.split_off(row), kept: self.kept.split_off(row) }
    }

    /// Makes the flow so many times as large.
    pub(super) fn times(&mut self, factor: i64) {
        let all = self.over.iter_mut().flatten().chain(&mut self.kept);
        all.for_each(|over| *over *= factor);
    }

    /// The rows and columns reached in the residual network from rows that keep some supply. These rows have no arc to
    /// other columns, and together more supply than these columns have capacity (a minimum cut; Hall's condition).
    /// Sorted; empty when no supply is kept.
    pub(super) fn bottleneck(&self, problem: &Transport<'_>) -> (Vec<usize>, Vec<usize>) {
        let mut into: Vec<Vec<usize>> = vec![Vec::new(); problem.capacity.len()];
        for (row, arcs) in problem.arcs.iter().enumerate() {
            for (&(column, _), &over) in arcs.iter().zip(&self.over[row]) {
                if over > 0 {
                    into[column].push(row);
                }
            }
        }
        let mut row_seen: Vec<bool> = self.kept.iter().map(|&kept| kept > 0).collect();
        let mut column_seen = vec![false; problem.capacity.len()];
        let mut queue: Vec<usize> = (0..row_seen.len()).filter(|&row| row_seen[row]).collect();
        while let Some(row) = queue.pop() {
            for &(column, _) in &problem.arcs[row] {
                if std::mem::replace(&mut column_seen[column], true) {
                    continue;
                }
                for &other in &into[column] {
                    if !std::mem::replace(&mut row_seen[other], true) {
                        queue.push(other);
                    }
                }
            }
        }
        let seen = |seen: Vec<bool>| (0..seen.len()).filter(|&at| seen[at]).collect();
        (seen(row_seen), seen(column_seen))
    }
}
