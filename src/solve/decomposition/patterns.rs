//! All that a component can do, as vectors: what a pattern of its binaries uses of each coupling row, and its aim.
//!
//! A pattern goes when another of its component uses at most as much of every row and has at most its aim (of a row that is an
//! equality: exactly as much). As rows are ≤ and the aim is minimised, no best plan and no bound needs it.

use super::coupling::Coupling;
use super::part::{Completed, Part};
use crate::solve::clock::Clock;
use crate::solve::split::Bounds;

/// The patterns of one component.
#[derive(Debug, Clone, Default)]
pub(super) struct Patterns {
    /// The binaries that are 1, by position among the component's binaries.
    pub(super) masks: Vec<u64>,
    /// A vector for each, one after the other.
    pub(super) vectors: Vec<f64>,
}

/// More settings than this are not tried: the component is wide.
const MOST_SETTINGS: usize = 1 << 13;
/// Nor more nodes of the search for them.
const MOST_NODES: usize = 1 << 17;
/// The clock is asked every so many nodes.
const ASKED_EVERY: usize = 256;
/// Binaries of a mask.
pub(super) const MOST_BINARIES: usize = 64;

impl Patterns {
    pub(super) fn count(&self) -> usize {
        self.masks.len()
    }

    pub(super) fn vector(&self, number: usize, size: usize) -> &[f64] {
        &self.vectors[number * size..(number + 1) * size]
    }

    pub(super) fn push(&mut self, mask: u64, vector: &[f64]) {
        self.masks.push(mask);
        self.vectors.extend_from_slice(vector);
    }
}

/// The patterns of a component that are not dominated, by their aims; none where it is wide, a completion is unclear, or time is over.
pub(super) fn enumerate(part: &Part, coupling: &Coupling, clock: &Clock<'_>) -> Option<Patterns> {
    if part.binaries.len() > MOST_BINARIES {
        return None;
    }
    let mut search = Search::new(part, coupling, clock);
    search.at(0)?;
    Some(undominated(search.found, coupling))
}

/// The point of a component at a mask, completed; none where that is not known to be best.
pub(super) fn point_at(part: &Part, mask: u64) -> Option<Vec<f64>> {
    let mut point = vec![0.0; part.columns.len()];
    for (bit, &at) in part.binaries.iter().enumerate() {
        point[at] = ((mask >> bit) & 1) as f64;
    }
    let holds = part.pure.iter().all(|row| row.holds(&point));
    let completed = part.complete(&mut point, &mut Vec::new());
    (holds && completed == Completed::Best).then_some(point)
}

/// The vector of a point of a component.
pub(super) fn vector_of(part: &Part, point: &[f64], coupling: &Coupling) -> Vec<f64> {
    let mut vector = vec![0.0; coupling.count() + 1];
    for (&column, &value) in part.columns.iter().zip(point) {
        if value != 0.0 {
            for &(r, a) in &coupling.uses[column] {
                vector[r] += a * value;
            }
        }
    }
    vector
}

/// A search through the settings of binaries that meet the rows of binaries alone.
struct Search<'a> {
    part: &'a Part,
    coupling: &'a Coupling,
    clock: &'a Clock<'a>,
    /// Of each binary, the rows of binaries and its factor.
    rows_of: Vec<Vec<(usize, f64)>>,
    /// Of each such row, the least and the most that it can still be.
    ends: Vec<(f64, f64)>,
    point: Vec<f64>,
    mask: u64,
    nodes: usize,
    tried: usize,
    scratch: Bounds,
    found: Patterns,
}

impl<'a> Search<'a> {
    fn new(part: &'a Part, coupling: &'a Coupling, clock: &'a Clock<'a>) -> Self {
        let mut rows_of = vec![Vec::new(); part.columns.len()];
        let mut ends = Vec::with_capacity(part.pure.len());
        for (number, row) in part.pure.iter().enumerate() {
            let (mut least, mut most) = (0.0, 0.0);
            for &(at, a) in &row.terms {
                rows_of[at].push((number, a));
                least += f64::min(a, 0.0);
                most += f64::max(a, 0.0);
            }
            ends.push((least, most));
        }
        Self {
            part,
            coupling,
            clock,
            rows_of,
            ends,
            point: vec![0.0; part.columns.len()],
            mask: 0,
            nodes: 0,
            tried: 0,
            scratch: Bounds::new(),
            found: Patterns::default(),
        }
    }

    /// Tries the binaries from this one on; none where it is too much.
    fn at(&mut self, bit: usize) -> Option<()> {
        // First of all at the first node, so that none of many components is begun late.
        let is_over = self.nodes.is_multiple_of(ASKED_EVERY) && self.clock.is_over();
        self.nodes += 1;
        if is_over || self.nodes > MOST_NODES {
            return None;
        }
        let Some(&at) = self.part.binaries.get(bit) else {
            return self.leaf();
        };
        for value in [0.0, 1.0] {
            let before: Vec<(f64, f64)> =
                self.rows_of[at].iter().map(|&(row, _)| self.ends[row]).collect();
            let mut can = true;
            for &(number, a) in &self.rows_of[at] {
                let (least, most) = &mut self.ends[number];
                *least += a * value - f64::min(a, 0.0);
                *most += a * value - f64::max(a, 0.0);
                let row = &self.part.pure[number];
                let slack = 1e-9 * (1.0 + least.abs() + most.abs());
                can &= *most >= row.lower - slack && *least <= row.upper + slack;
            }
            if can {
                self.point[at] = value;
                self.mask |= (value as u64) << bit;
                self.at(bit + 1)?;
                self.mask &= !(1 << bit);
                self.point[at] = 0.0;
            }
            for (&(row, _), ends) in self.rows_of[at].iter().zip(before) {
                self.ends[row] = ends;
            }
        }
        Some(())
    }

    fn leaf(&mut self) -> Option<()> {
        self.tried += 1;
        if self.tried > MOST_SETTINGS {
            return None;
        }
        match self.part.complete(&mut self.point, &mut self.scratch) {
            Completed::Unclear => None,
            Completed::Impossible => Some(()),
            Completed::Best => {
                let vector = vector_of(self.part, &self.point, self.coupling);
                self.found.push(self.mask, &vector);
                Some(())
            }
        }
    }
}

/// The patterns that no other dominates, by their sums of relative uses.
fn undominated(all: Patterns, coupling: &Coupling) -> Patterns {
    let size = coupling.count() + 1;
    let count = all.count();
    if count <= 1 {
        return all;
    }
    let mut ranges = vec![(f64::INFINITY, f64::NEG_INFINITY); size];
    for number in 0..count {
        for (range, &value) in ranges.iter_mut().zip(all.vector(number, size)) {
            *range = (range.0.min(value), range.1.max(value));
        }
    }
    let varied: Vec<usize> = (0..size).filter(|&r| ranges[r].0 < ranges[r].1).collect();
    let is_equal = |r: usize| r + 1 < size && coupling.rows[r].is_equal;
    let weight = |number: usize| -> f64 {
        let vector = all.vector(number, size);
        varied.iter().map(|&r| (vector[r] - ranges[r].0) / (ranges[r].1 - ranges[r].0)).sum()
    };
    let mut order: Vec<(f64, usize)> = (0..count).map(|number| (weight(number), number)).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut kept: Vec<usize> = Vec::new();
    for (_, number) in order {
        let own = all.vector(number, size);
        let is_beaten = kept.iter().any(|&other| {
            let other = all.vector(other, size);
            varied.iter().all(|&r| match is_equal(r) {
                true => other[r] == own[r],
                false => other[r] <= own[r],
            })
        });
        if !is_beaten {
            kept.push(number);
        }
    }
    let mut left = Patterns::default();
    for number in kept {
        left.push(all.masks[number], all.vector(number, size));
    }
    left
}
