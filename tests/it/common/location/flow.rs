//! Least-cost flow from demand to sites by successive shortest paths, for amounts that are whole numbers.

/// An arc and its reverse lie beside each other (2k, 2k + 1).
#[derive(Debug, Default)]
struct Network {
    heads: Vec<usize>,
    room: Vec<f64>,
    costs: Vec<f64>,
}

impl Network {
    fn arc(&mut self, tail: usize, head: usize, room: f64, cost: f64) {
        self.heads.extend([head, tail]);
        self.room.extend([room, 0.0]);
        self.costs.extend([cost, -cost]);
    }

    /// The cheapest path with room from node 0 to node `sink`: its cost and arcs (Bellman and Ford).
    fn path(&self, nodes: usize, sink: usize) -> Option<(f64, Vec<usize>)> {
        let mut costs = vec![f64::INFINITY; nodes];
        let mut by: Vec<Option<usize>> = vec![None; nodes];
        costs[0] = 0.0;
        for _ in 0..nodes {
            for arc in 0..self.heads.len() {
                let (tail, head) = (self.heads[arc ^ 1], self.heads[arc]);
                let cost = costs[tail] + self.costs[arc];
                if self.room[arc] > 1e-9 && cost < costs[head] - 1e-9 {
                    costs[head] = cost;
                    by[head] = Some(arc);
                }
            }
        }
        let mut arcs = Vec::new();
        let mut node = sink;
        while node != 0 {
            let arc = by[node]?;
            arcs.push(arc);
            node = self.heads[arc ^ 1];
        }
        Some((costs[sink], arcs))
    }
}

/// The least cost of sending amounts from rows to columns, each with room, at `cost(row, column)` a unit (none: no
/// way). All of it must go where `must`, else what does not pay stays. None: it cannot all go.
pub(crate) fn least_cost(
    amounts: &[f64],
    rooms: &[f64],
    must: bool,
    cost: impl Fn(usize, usize) -> Option<f64>,
) -> Option<f64> {
    let (rows, columns) = (amounts.len(), rooms.len());
    let sink = rows + columns + 1;
    let mut network = Network::default();
    for (row, &amount) in amounts.iter().enumerate() {
        network.arc(0, 1 + row, amount, 0.0);
        for column in 0..columns {
            if let Some(cost) = cost(row, column) {
                network.arc(1 + row, 1 + rows + column, amount, cost);
            }
        }
    }
    for (column, &room) in rooms.iter().enumerate() {
        network.arc(1 + rows + column, sink, room, 0.0);
    }
    let mut total = 0.0;
    let mut left: f64 = amounts.iter().sum();
    while left > 1e-9 {
        let Some((cost, arcs)) = network.path(sink + 1, sink) else {
            return (!must).then_some(total);
        };
        if !must && cost >= -1e-12 {
            break;
        }
        let flow = arcs.iter().map(|&arc| network.room[arc]);
        let flow = flow.fold(f64::INFINITY, f64::min);
        for arc in arcs {
            network.room[arc] -= flow;
            network.room[arc ^ 1] += flow;
        }
        total += flow * cost;
        left -= flow;
    }
    Some(total)
}

#[test]
fn a_flow_gives_way_to_a_better_one() {
    // The first row's cheapest column is the only one of the second.
    let costs = [[1.0, 3.0], [1.0, f64::INFINITY]];
    let cost = |row: usize, column: usize| Some(costs[row][column]).filter(|c| c.is_finite());
    assert_eq!(least_cost(&[2.0, 2.0], &[2.0, 2.0], true, cost), Some(8.0));
    assert_eq!(least_cost(&[2.0, 3.0], &[2.0, 2.0], true, cost), None);
}
