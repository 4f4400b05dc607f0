//! Benders cuts for the weight that open sites leave uncovered (Cordeau, Furini, Ljubić 2019), in groups of classes.
//!
//! With the sites at y, at most this share of class i is covered, s = Σ_{j ∈ I(i)} y\[j\] and y\[k\] the greatest:
//!
//! need 1: min {1, s}
//! need 2: min {1, s / 2, s − y\[k\]}, which is the concave envelope of "two are open"
//!
//! Each of these is linear in y once one is chosen and holds for every open set, so for a group g of classes
//!
//! θ\[g\] ≥ Σ_{i ∈ g} w\[i\] (1 − the line chosen for i), the line being the least at y.
//!
//! If 1 is no greater than the other lines, it is chosen (cut B2: classes covered more than once at y contribute
//! nothing).

use super::super::reduce::Class;
use super::core::Core;
use crate::solve::search::{Point, Row};

/// Estimates θ\[g\] of uncovered weight, one for each group of classes.
#[derive(Debug)]
pub(super) struct Estimates<'a> {
    core: &'a Core,
    /// Where each group's classes begin, and the end of the last.
    starts: Vec<usize>,
}

/// A lower bound on what a group leaves uncovered: rhs − Σ factor·y.
pub(super) struct Line {
    pub(super) least: f64,
    /// By site; 0 for most.
    pub(super) factors: Vec<f64>,
}

/// Approximate number of sites per group: few sites need one estimate, many need more.
const SITES_TO_A_GROUP: usize = 50;
const MOST_GROUPS: usize = 40;

impl<'a> Estimates<'a> {
    /// Groups of about equal numbers of pairs. Classes are sorted by their first site, so a group is a
    /// neighbourhood.
    pub(super) fn new(core: &'a Core) -> Self {
        let groups = (core.sites() / SITES_TO_A_GROUP).clamp(1, MOST_GROUPS);
        let pairs: usize = core.classes.iter().map(|class| class.sites.len()).sum();
        let mut starts = vec![0];
        let mut passed = 0;
        for (position, class) in core.classes.iter().enumerate() {
            if passed * groups >= starts.len() * pairs && passed > 0 {
                starts.push(position);
            }
            passed += class.sites.len();
        }
        starts.push(core.classes.len());
        Self { core, starts }
    }

    /// How many.
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    fn classes(&self, group: usize) -> &[Class] {
        &self.core.classes[self.starts[group]..self.starts[group + 1]]
    }

    /// What a group leaves uncovered at least, as a line that is tight at `sites`.
    pub(super) fn line(&self, group: usize, sites: &[f64]) -> Line {
        let mut line = Line { least: 0.0, factors: vec![0.0; sites.len()] };
        for class in self.classes(group) {
            add(class, sites, &mut line);
        }
        line
    }

    /// Adds the rows that `point` violates by more than `tolerance`.
    pub(super) fn cuts(&self, point: Point<'_>, tolerance: f64, cuts: &mut Vec<Row>) {
        for group in 0..self.len() {
            let line = self.line(group, point.sites);
            let size = line.factors.iter().fold(1.0_f64, |a, &b| a.max(b));
            let lacking = line.at(point.sites) - point.estimates[group];
            if lacking > tolerance * size {
                let mut terms = line.terms();
                terms.push(((point.sites.len() + group) as u32, 1.0));
                cuts.push(Row { terms, lower: line.least, upper: f64::INFINITY });
            }
        }
    }
}

impl Line {
    /// Its value.
    pub(super) fn at(&self, sites: &[f64]) -> f64 {
        let terms = self.factors.iter().zip(sites);
        self.least - terms.map(|(factor, y)| factor * y).sum::<f64>()
    }

    /// Its factors other than 0.
    pub(super) fn terms(&self) -> Vec<(u32, f64)> {
        let factors = self.factors.iter().enumerate();
        factors
            .filter(|&(_, &factor)| factor > 0.0)
            .map(|(site, &factor)| (site as u32, factor))
            .collect()
    }
}

fn add(class: &Class, sites: &[f64], line: &mut Line) {
    // A class covered up to rounding counts as covered.
    const FULL: f64 = 1.0 + 1e-9;
    let mass: f64 = class.sites.iter().map(|&site| sites[site as usize]).sum();
    let weight = class.weight;
    if class.need == 1 {
        if mass < FULL {
            line.least += weight;
            for &site in &class.sites {
                line.factors[site as usize] += weight;
            }
        }
        return;
    }
    let greatest = class
        .sites
        .iter()
        .copied()
        .reduce(|a, b| if sites[b as usize] > sites[a as usize] { b } else { a });
    let Some(greatest) = greatest else { return };
    let others = mass - sites[greatest as usize];
    let half = mass / 2.0;
    if half.min(others) >= FULL {
        return;
    }
    line.least += weight;
    for &site in &class.sites {
        line.factors[site as usize] += if half <= others {
            weight / 2.0
        } else if site == greatest {
            0.0
        } else {
            weight
        };
    }
}
