//! Plunges: the work of one lane between two synchronisations, from a node to one of its children and so on.

use super::branching::{History, Observation, choose};
use super::incumbent::Incumbent;
use super::lane::Lane;
use super::node::Node;
use super::rounds::{LoopEnd, Patience, Rounds};
use super::subproblem::{Row, Subproblem};
use crate::solve::clock::Clock;
use crate::solve::error::SolveError;

/// The most nodes of a plunge.
const DEPTH: usize = 12;
/// At this depth of a plunge, where many sites are integer, the thorough heuristic runs.
const LOOK: usize = 4;
/// The relative rounding error of the master's value of a set.
const ROUNDING: f64 = 1e-8;
const PATIENCE: Patience = Patience { rounds: 12, stalls: 1, share: 0.02 };

/// The result of a plunge.
#[derive(Debug)]
pub(super) struct PlungeResult {
    pub(super) incumbent: Incumbent,
    /// Nodes left open, in order; `order` is to be given.
    pub(super) nodes: Vec<Node>,
    pub(super) seen: Vec<Observation>,
    pub(super) cuts: Vec<Row>,
    pub(super) solved: u64,
    /// The least bound of a node that was closed within rounding of its value.
    pub(super) floor: f64,
}

/// Plunges from `node`. `free` are the sites' bounds at the root.
pub(super) fn plunge(
    problem: &dyn Subproblem,
    lane: &mut Lane,
    free: &[(f64, f64)],
    node: Node,
    incumbent: &Incumbent,
    history: &History,
    clock: Clock<'_>,
) -> Result<PlungeResult, SolveError> {
    let mut history = history.clone();
    let mut brought = PlungeResult {
        incumbent: incumbent.clone(),
        nodes: Vec::new(),
        seen: Vec::new(),
        cuts: Vec::new(),
        solved: 0,
        floor: f64::INFINITY,
    };
    let mut rounds = Rounds { problem, clock, found: Vec::new() };
    let mut next = Some(node);
    for depth in 0..DEPTH {
        let Some(mut node) = next.take() else { break };
        if node.bound >= brought.incumbent.limit() {
            continue;
        }
        enter(lane, free, &node)?;
        let before = node.bound;
        let ended = rounds.run(lane, &mut brought.incumbent, before, PATIENCE, None)?;
        brought.solved += 1;
        let limit = brought.incumbent.limit();
        let reached = match ended {
            LoopEnd::Stopped(bound) => {
                node.bound = bound;
                next = Some(node);
                break;
            }
            LoopEnd::Pruned => limit.max(before),
            LoopEnd::Open(bound) | LoopEnd::Failed(bound) => bound,
        };
        if let Some((site, opened, distance)) = node.branch.take() {
            let rise = (reached - before) / distance;
            if rise.is_finite() {
                let observation = Observation { site, opened, rise: rise.max(0.0) };
                history.learn(observation);
                brought.seen.push(observation);
            }
        }
        if ended == LoopEnd::Pruned {
            continue;
        }
        node.bound = reached;
        if let LoopEnd::Failed(_) = ended {
            // The lane's point is not usable: the node is split at any free site.
            match first_free(lane) {
                Some(site) => brought.nodes.extend(halves(&node, site, 0.5)),
                None => {
                    let sites = 0..lane.site_count();
                    let open: Vec<bool> = sites.map(|site| lane.bounds(site).0 > 0.5).collect();
                    rounds.offer(&open, &mut brought.incumbent);
                }
            }
            continue;
        }
        if depth == LOOK
            && let Some(open) = problem.propose(lane.site_values(), true)
        {
            rounds.offer(&open, &mut brought.incumbent);
        }
        let limit = brought.incumbent.limit();
        fix(lane, limit, &mut node)?;
        let site = match choose(lane, reached, limit, &mut history, &mut brought.seen)? {
            Some(site) => site,
            // Every site is integer and no cut is violated: the master equals the set's true value up to rounding, and
            // no set in the node is below the master.
            None if is_near(problem, lane, reached) => {
                brought.floor = brought.floor.min(reached);
                continue;
            }
            None => match first_free(lane) {
                // With all sites fixed the node is one set, whose true value has been offered.
                None => continue,
                Some(site) => site,
            },
        };
        let y = lane.site_values()[site];
        let [opened, closed] = halves(&node, site, y);
        // The side of the point is likelier to contain a good set.
        let (now, later) = if y >= 0.4 { (opened, closed) } else { (closed, opened) };
        brought.nodes.push(later);
        next = Some(now);
    }
    brought.nodes.extend(next);
    brought.cuts = rounds.found;
    lane.purge(false)?;
    Ok(brought)
}

/// The node with a site open, and with it closed.
fn halves(node: &Node, site: usize, y: f64) -> [Node; 2] {
    [true, false].map(|open| {
        let mut child = node.clone();
        child.fixed.push((site as u32, open));
        let distance = if open { 1.0 - y } else { y };
        child.branch = Some((site as u32, open, distance.max(1e-6)));
        child
    })
}

/// Sets the lane's bounds to those of the node.
fn enter(lane: &mut Lane, free: &[(f64, f64)], node: &Node) -> Result<(), SolveError> {
    let mut wanted = free.to_vec();
    for &(site, open) in &node.fixed {
        let value = f64::from(u8::from(open));
        wanted[site as usize] = (value, value);
    }
    for (site, (lower, upper)) in wanted.into_iter().enumerate() {
        lane.bound(site, lower, upper)?;
    }
    Ok(())
}

/// Fixes sites that cannot leave their side in this node without going beyond the limit.
fn fix(lane: &mut Lane, limit: f64, node: &mut Node) -> Result<(), SolveError> {
    for (site, open) in fixable(lane, limit) {
        let value = f64::from(u8::from(open));
        lane.bound(site, value, value)?;
        node.fixed.push((site as u32, open));
    }
    Ok(())
}

/// Sites that are free and would raise the bound to the limit by leaving their side: position, whether they stay
/// open.
fn fixable(lane: &Lane, limit: f64) -> Vec<(usize, bool)> {
    (0..lane.site_values().len())
        .filter(|&site| {
            let (lower, upper) = lane.bounds(site);
            lower < upper
        })
        .filter_map(|site| {
            let (opened, closed) = lane.sides(site);
            if opened >= limit {
                Some((site, false))
            } else if closed >= limit {
                Some((site, true))
            } else {
                None
            }
        })
        .collect()
}

fn is_near(problem: &dyn Subproblem, lane: &Lane, reached: f64) -> bool {
    let open: Vec<bool> = lane.site_values().iter().map(|&y| y > 0.5).collect();
    // Where values are multiples of a step, the limit has already decided whether a bound is sufficient.
    let room = |value: f64| match problem.step() > 0.0 {
        true => 1e-6 * problem.step(),
        false => ROUNDING * value.abs().max(1.0),
    };
    let near = |value: f64| value - reached <= room(value);
    problem.value(&open).is_some_and(near)
}

fn first_free(lane: &Lane) -> Option<usize> {
    (0..lane.site_count()).find(|&site| {
        let (lower, upper) = lane.bounds(site);
        lower < upper
    })
}
