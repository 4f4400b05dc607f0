//! The search: the root's cut loop, then the tree in lanes.

use super::branching::History;
use super::incumbent::Incumbent;
use super::lane::Lane;
use super::node::Node;
use super::plunge::{PlungeResult, plunge};
use super::rounds::{LoopEnd, Patience, Rounds};
use super::settings::{Outcome, Settings};
use super::subproblem::{Master, Row, Subproblem};
use crate::solve::effort::Effort;
use crate::solve::error::SolveError;
use rayon::prelude::*;
use std::collections::BinaryHeap;

/// The number of nodes solved in parallel. It is part of the algorithm, independent of the number of threads: the
/// answer depends on it.
const LANES: usize = 4;
const PATIENCE: Patience = Patience { rounds: 500, stalls: 12, share: 1e-3 };

/// Minimises the objective of `problem`, on rayon's threads.
pub(in crate::solve) fn minimise(
    problem: &dyn Subproblem,
    settings: &Settings<'_>,
) -> Result<Outcome, SolveError> {
    let master = problem.master();
    let mut incumbent = Incumbent::new(settings.cutoff, problem.step());
    if let Some(start) = &settings.start
        && let Some(value) = problem.value(start)
    {
        incumbent.offer(start, value);
    }
    let mut tree = Tree {
        problem,
        settings,
        free: master.sites.iter().map(|s| (s.lower, s.upper)).collect(),
        lanes: vec![Lane::new(&master, &settings.cuts)?],
        incumbent,
        root_sides: Vec::new(),
        floor: f64::INFINITY,
        effort: Effort::default(),
        made: 0,
    };
    let open = tree.root()?;
    tree.grow(&master, open)
}

struct Tree<'a> {
    problem: &'a dyn Subproblem,
    settings: &'a Settings<'a>,
    /// Each site's bounds in the whole tree.
    free: Vec<(f64, f64)>,
    lanes: Vec<Lane>,
    incumbent: Incumbent,
    /// Bounds at the end of the root, for each site opened and closed.
    root_sides: Vec<(f64, f64)>,
    /// The least bound of a node that was closed within rounding of its value.
    floor: f64,
    effort: Effort,
    made: u64,
}

impl Tree<'_> {
    /// The root: cut loops alternate with fixing.
    fn root(&mut self) -> Result<LoopEnd, SolveError> {
        let mut rounds =
            Rounds { problem: self.problem, clock: self.settings.clock, found: Vec::new() };
        let lane = &mut self.lanes[0];
        let mut within = vec![1.0; self.free.len()];
        for (inner, &(lower, upper)) in within.iter_mut().zip(&self.free) {
            *inner = upper.max(lower);
        }
        self.effort.nodes = 1;
        let known = f64::NEG_INFINITY;
        let incumbent = &mut self.incumbent;
        let mut ended = rounds.run(lane, incumbent, known, PATIENCE, Some(&mut within))?;
        if let LoopEnd::Open(bound) = ended {
            if let Some(open) = self.problem.propose(lane.site_values(), true) {
                rounds.offer(&open, incumbent);
            }
            self.root_sides = (0..self.free.len()).map(|site| lane.sides(site)).collect();
            lane.purge(true)?;
            if bound >= incumbent.limit() {
                ended = LoopEnd::Pruned;
            }
        }
        self.effort.cuts += rounds.found.len() as u64;
        self.fix();
        Ok(ended)
    }

    /// Fixes sites in the whole tree by the root's reduced costs and the current incumbent.
    fn fix(&mut self) {
        let limit = self.incumbent.limit();
        for (free, &(opened, closed)) in self.free.iter_mut().zip(&self.root_sides) {
            if free.0 == free.1 {
                continue;
            }
            if opened >= limit {
                *free = (0.0, 0.0);
            } else if closed >= limit {
                *free = (1.0, 1.0);
            }
        }
    }

    fn grow(mut self, master: &Master, root: LoopEnd) -> Result<Outcome, SolveError> {
        let mut heap = BinaryHeap::new();
        if let LoopEnd::Open(bound) | LoopEnd::Stopped(bound) | LoopEnd::Failed(bound) = root {
            heap.push(Node { bound, order: 0, fixed: Vec::new(), branch: None });
        }
        let mut history = History::new(self.free.len());
        while let Some(best) = heap.peek() {
            if best.bound >= self.incumbent.limit() {
                heap.clear();
                break;
            }
            let near = self.incumbent.value - best.bound <= self.settings.enough;
            let over = self.settings.clock.is_over()
                || self.settings.most_nodes.is_some_and(|most| self.effort.nodes > most);
            if (near && self.incumbent.open.is_some()) || over {
                break;
            }
            let mut batch = Vec::new();
            while batch.len() < LANES
                && let Some(node) = heap.pop()
            {
                if node.bound < self.incumbent.limit() {
                    batch.push(node);
                }
            }
            self.open_lanes(master, batch.len())?;
            let brought = self.plunge(batch, &history)?;
            let mut shared: Vec<Vec<Row>> = Vec::new();
            for mut brought in brought {
                self.incumbent.take(&brought.incumbent);
                self.floor = self.floor.min(brought.floor);
                self.effort.nodes += brought.solved;
                self.effort.cuts += brought.cuts.len() as u64;
                for observation in brought.seen.drain(..) {
                    history.learn(observation);
                }
                for mut node in brought.nodes {
                    self.made += 1;
                    node.order = self.made;
                    heap.push(node);
                }
                shared.push(brought.cuts);
            }
            self.share(&shared)?;
            self.fix();
        }
        Ok(self.outcome(heap.peek().map(|node| node.bound)))
    }

    /// Copies the first lane until there are `wanted` lanes.
    fn open_lanes(&mut self, master: &Master, wanted: usize) -> Result<(), SolveError> {
        while self.lanes.len() < wanted {
            self.lanes.push(Lane::like(&self.lanes[0], master)?);
        }
        Ok(())
    }

    fn plunge(
        &mut self,
        batch: Vec<Node>,
        history: &History,
    ) -> Result<Vec<PlungeResult>, SolveError> {
        let (problem, free, incumbent) = (self.problem, &self.free, &self.incumbent);
        let clock = self.settings.clock;
        self.lanes
            .par_iter_mut()
            .zip(batch)
            .map(|(lane, node)| plunge(problem, lane, free, node, incumbent, history, clock))
            .collect()
    }

    /// Gives each lane the cuts that the others found.
    fn share(&mut self, cuts: &[Vec<Row>]) -> Result<(), SolveError> {
        for (position, lane) in self.lanes.iter_mut().enumerate() {
            for (other, cuts) in cuts.iter().enumerate() {
                if other != position {
                    lane.add(cuts)?;
                }
            }
        }
        Ok(())
    }

    fn outcome(mut self, least: Option<f64>) -> Outcome {
        let found = self.incumbent.open.is_some();
        let value = self.incumbent.value;
        let bound = least.map_or(value, |least| least.min(value)).min(self.floor);
        self.effort.programs = self.lanes.iter().map(|lane| lane.programs).sum();
        Outcome {
            finished: least.is_none() || (found && value - bound <= self.settings.enough),
            value: found.then_some(value),
            open: self.incumbent.open,
            bound,
            effort: self.effort,
        }
    }
}
