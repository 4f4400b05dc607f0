//! The model as components with their patterns, wide components, free columns and coupling rows.

use super::coupling::{Coupling, Free};
use super::part::Part;
use super::patterns::{Patterns, enumerate};
use super::wide::Wide;
use crate::solve::clock::Clock;
use crate::solve::milp::{Column, Expr, Milp};
use crate::solve::split::{Bounds, Split, least};
use crate::solve::why_whole::WhyWhole;
use rayon::prelude::*;

/// The model, decomposed.
#[derive(Debug)]
pub(super) struct Store {
    pub(super) coupling: Coupling,
    pub(super) free: Vec<Free>,
    pub(super) parts: Vec<Part>,
    /// Of each part.
    pub(super) patterns: Vec<Patterns>,
    pub(super) wide: Vec<Wide>,
    /// The bounds of the model's columns; fixed ones are in no part.
    pub(super) bounds: Bounds,
    /// The parts in groups that are alike, for the bound.
    pub(super) groups: Vec<Vec<usize>>,
}

/// Groups of parts, each with cuts of its own in the master problem.
const GROUPS: usize = 100;
/// The most wide components, as one of so many parts, where the model is solved part by part.
const ONE_WIDE_OF: usize = 20;

impl Store {
    /// The model whose parts can be enumerated; `forced`, however many of them cannot. What hinders where they cannot; nothing where no
    /// point meets the rows, which the solver is to say.
    pub(super) fn new(
        milp: &Milp,
        objective: &Expr,
        forced: bool,
        clock: &Clock<'_>,
    ) -> Result<Self, Option<WhyWhole>> {
        let mut bounds = milp.bounds();
        let coupling = Coupling::new(milp, objective, &mut bounds).ok_or(None)?;
        let split = Split::new(milp, &bounds);
        let free = coupling.free(milp, &split.free, &bounds).ok_or(Some(WhyWhole::NoPrice))?;
        let done: Vec<(Part, Option<Patterns>)> = split
            .components
            .par_iter()
            .map(|own| {
                let part = Part::new(milp, &coupling, own, &bounds);
                let patterns = enumerate(&part, &coupling, clock);
                (part, patterns)
            })
            .collect();
        // Components that were not enumerated for want of time are not wide.
        if clock.is_over() {
            return Err(None);
        }
        let (mut parts, mut patterns, mut wide) = (Vec::new(), Vec::new(), Vec::new());
        for (part, found) in done {
            match found {
                Some(found) if found.count() == 0 => return Err(None),
                Some(found) => {
                    parts.push(part);
                    patterns.push(found);
                }
                // At some prices it would be worth less than any number.
                None if !is_limited(&part, &coupling) => return Err(Some(WhyWhole::NoPrice)),
                None => wide.push(Wide::new(part, milp)),
            }
        }
        if !forced && wide.len() * ONE_WIDE_OF > parts.len() {
            return Err(Some(WhyWhole::ManyChoices));
        }
        if !is_paid_back(&coupling, &patterns, &wide) {
            return Err(Some(WhyWhole::NoPrice));
        }
        let groups = grouped(parts.len());
        Ok(Self { coupling, free, parts, patterns, wide, bounds, groups })
    }

    /// The length of vectors: the rows, then the aim.
    pub(super) fn size(&self) -> usize {
        self.coupling.count() + 1
    }

    /// A row's b.
    pub(super) fn most(&self, row: usize) -> f64 {
        self.coupling.rows[row].most
    }
}

/// What hinders a model from being solved by parts, as far as that is seen before they are made; `forced`, however few there are.
pub(super) fn hindrance(milp: &Milp, forced: bool) -> Option<WhyWhole> {
    let is_binary = |own: &Column| !own.integer || own.lower >= 0.0 && own.upper <= 1.0;
    if milp.has_elastic() || !milp.columns().iter().all(is_binary) {
        return Some(WhyWhole::LimitedPlaces);
    }
    let bounds = milp.bounds();
    let split = Split::new(milp, &bounds);
    if forced || split.is_fine() {
        return None;
    }
    let is_fine_without = |rows: &[&str]| {
        Split::of(milp, &bounds, |row| row.couples || rows.contains(&row.label.0)).is_fine()
    };
    let joint = JOINTS.iter().find(|(_, rows)| is_fine_without(rows));
    Some(match joint {
        Some(&(why, _)) => why,
        None if split.is_many() => WhyWhole::LargePart,
        None => WhyWhole::FewParts,
    })
}

/// Rows that may join all parts, by their labels, with what they are of.
const JOINTS: [(WhyWhole, &[&str]); 4] = [
    (WhyWhole::LimitedPlaces, &["places", "bed", "served_where_open"]),
    (WhyWhole::Leading, &["leads_at_most", "led"]),
    (WhyWhole::FairAim, &["town", "beyond_edge"]),
    (WhyWhole::LimitedPlaces, &["places", "bed", "served_where_open", "leads_at_most", "led"]),
];

/// Whether no column without an upper limit can have a price below 0.
fn is_limited(part: &Part, coupling: &Coupling) -> bool {
    let is_cheap =
        |&(r, a): &(usize, f64)| a < 0.0 || coupling.rows.get(r).is_some_and(|row| row.is_equal);
    let mut columns = part.columns.iter().zip(&part.bounds);
    columns.all(|(&column, bounds)| {
        bounds.1.is_finite() || !coupling.uses[column].iter().any(&is_cheap)
    })
}

/// Whether an equality that became ≤ can always be met: then what is paid beyond the cost can be taken back, since the least cost
/// is not below 0.
fn is_paid_back(coupling: &Coupling, patterns: &[Patterns], wide: &[Wide]) -> bool {
    let size = coupling.count() + 1;
    let mut relaxed = coupling.rows.iter().enumerate();
    relaxed.all(|(r, row)| {
        if !row.was_equal || row.is_equal {
            return true;
        }
        let of_parts = patterns.iter().map(|own| {
            let uses = own.vectors.chunks_exact(size).map(|vector| vector[r]);
            uses.fold(f64::INFINITY, f64::min)
        });
        let of_wide = wide.iter().flat_map(|own| own.part.columns.iter().zip(&own.part.bounds));
        let of_wide = of_wide.flat_map(|(&column, &bounds)| {
            let uses = coupling.uses[column].iter().filter(|own| own.0 == r);
            uses.map(move |&(_, a)| least(a, bounds))
        });
        let costs: f64 = of_parts.sum::<f64>() + of_wide.sum::<f64>();
        costs >= row.most - 1e-9 * (1.0 + row.most.abs())
    })
}

/// The parts in a random order, always the same one, cut into groups.
fn grouped(count: usize) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut state: u64 = 0x9E37_79B9_7F4A_7C15;
    for at in (1..count).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        order.swap(at, (state % (at as u64 + 1)) as usize);
    }
    let groups = GROUPS.min(count).max(1);
    (0..groups).map(|group| order.iter().copied().skip(group).step_by(groups).collect()).collect()
}
