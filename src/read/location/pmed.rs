//! OR-Library's p-median files (Beasley 1985): a graph whose shortest paths are the distances.

use super::draft::{Draft, same_points};
use super::format::Format;
use super::numbers::Numbers;
use crate::domain::location::{Ids, Metric, Table};
use crate::domain::{Phrase, phrase, text};
use crate::read::catalogue::Code;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::path::Path;

const NODES: Phrase = phrase("the number of nodes", "节点数");
const END: Phrase = phrase("the end of an edge", "边的端点");

/// With more nodes the distances of all pairs would take more than 4 GB.
const MOST_NODES: usize = 16_384;

/// Reads `n m p`, then m edges `i j length`. Of edges between the same two nodes the last counts, not the shortest
/// (OR-Library's own note). Nodes without a connecting path are out of reach of each other.
pub(super) fn read(mut numbers: Numbers<'_>, path: &Path) -> Option<Draft> {
    let nodes = numbers.size(NODES)?;
    let edges = numbers.count(phrase("the number of edges", "边数"))?;
    let count = numbers.count(phrase("the number of medians", "选点数"))?;
    if nodes > MOST_NODES {
        let cause = text!(
            "{nodes} nodes; the most is {MOST_NODES}, because all pairs are stored",
            "有 {nodes} 个节点；因须存储全部点对，上限为 {MOST_NODES} 个"
        );
        let action = text!(
            "give points with coordinates, or a travel matrix of the near pairs",
            "请改给带坐标的点，或只含邻近点对的出行矩阵"
        );
        let faults = &mut numbers.faults;
        faults.push(Code::INSTANCE_TOO_LARGE, Some(1), Some(NODES.into()), cause, action);
        return None;
    }
    let mut lengths = BTreeMap::new();
    for _ in 0..edges {
        let ends = [node(&mut numbers, nodes)?, node(&mut numbers, nodes)?];
        let length = numbers.amount(phrase("the length of an edge", "边长"))?;
        let [a, b] = [ends[0].min(ends[1]), ends[0].max(ends[1])];
        lengths.insert((a, b), length);
    }
    numbers.end();
    let input = numbers.finish(nodes)?;
    let ids = Ids::Numbered { first: 1, count: nodes };
    let metric = Metric::Table(shortest_paths(nodes, &lengths));
    let parts = same_points(path, ids, metric);
    Some(Draft { given_count: Some(count), ..Draft::new(Format::Pmed, parts, vec![input]) })
}

/// A node by its number from 1, as a position.
fn node(numbers: &mut Numbers<'_>, nodes: usize) -> Option<usize> {
    let number = numbers.count(END)?;
    if (1..=nodes).contains(&number) {
        return Some(number - 1);
    }
    let cause = text!(
        "an edge ends at {number}; the nodes are 1 to {nodes}",
        "有边的端点为 {number}；节点为 1 至 {nodes}"
    );
    let line = Some(numbers.words.line());
    let action = text!("correct the edge or the number of nodes", "请更正该边或节点数");
    numbers.faults.push(Code::NODE_UNKNOWN, line, Some(END.into()), cause, action);
    Some(0)
}

/// The shortest paths between all pairs, by Dijkstra's algorithm from each node: O(n·m log n). Each pair is computed
/// from its lower node, so that both directions are the same number.
fn shortest_paths(nodes: usize, lengths: &BTreeMap<(usize, usize), f64>) -> Table {
    let mut neighbours: Vec<Vec<(usize, f64)>> = vec![Vec::new(); nodes];
    for (&(a, b), &length) in lengths {
        neighbours[a].push((b, length));
        neighbours[b].push((a, length));
    }
    let mut all = vec![f64::INFINITY; nodes * nodes];
    let mut best = Vec::new();
    for from in 0..nodes {
        paths_from(from, &neighbours, &mut best);
        for to in from..nodes {
            all[from * nodes + to] = best[to];
            all[to * nodes + from] = best[to];
        }
    }
    let row = |row: &[f64]| (0_u32..).zip(row.iter().copied()).collect();
    Table::from_rows(all.chunks(nodes).map(row))
}

fn paths_from(from: usize, neighbours: &[Vec<(usize, f64)>], best: &mut Vec<f64>) {
    best.clear();
    best.resize(neighbours.len(), f64::INFINITY);
    best[from] = 0.0;
    // Non-negative numbers are ordered like their bits.
    let mut queue = BinaryHeap::from([Reverse((0.0_f64.to_bits(), from))]);
    while let Some(Reverse((bits, node))) = queue.pop() {
        if bits > best[node].to_bits() {
            continue;
        }
        for &(next, length) in &neighbours[node] {
            let through = best[node] + length;
            if through < best[next] {
                best[next] = through;
                queue.push(Reverse((through.to_bits(), next)));
            }
        }
    }
}
