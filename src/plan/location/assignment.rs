//! Who is served where, and how well.

use super::reach::{decay_of, reach_of};
use super::split::best_split;
use crate::domain::location::{Allocation, Capacity, Decay, Goal, Instance, Placement, Question};
use crate::domain::{Phrase, phrase};
use crate::travel::{Distances, NO_SITE, Nearest};

/// Who is served where.
#[derive(Debug, Clone, PartialEq)]
pub enum Assignment {
    /// Nobody is served: the question is about sites only.
    Nobody,
    /// Everyone goes to the nearest open site, equally near ones decided by position.
    Nearest {
        /// The site of each demand point; [`NO_SITE`] where none is in reach.
        sites: Vec<u32>,
        /// For backup coverage: the number of open sites that reach each demand point, counted up to the number
        /// required.
        within: Option<Vec<u8>>,
    },
    /// Capacities decide: by demand, then site.
    Shares(Vec<Allocation>),
    /// Capacities decide, but the allocation is not known.
    Unknown,
}

/// A part of a demand point, the site that serves it, and how well.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Part {
    /// The site's position.
    pub site: u32,
    /// The share of the demand that the site serves.
    pub share: f64,
    /// The distance, in the instance's unit.
    pub distance: f64,
    /// The cover at that distance, from 0 to 1; always 1 where the question has no reach.
    pub cover: f64,
}

/// Evaluates an assignment demand point by demand point, without storing distances.
#[derive(Debug)]
pub struct Ledger<'a> {
    between: Distances<'a>,
    assignment: &'a Assignment,
    decay: Option<Decay>,
    times: u8,
}

impl<'a> Ledger<'a> {
    /// A ledger of an assignment of `instance` for `question`.
    pub fn new(instance: &'a Instance, question: &Question, assignment: &'a Assignment) -> Self {
        Self {
            between: Distances::new(instance),
            assignment,
            decay: decay_of(question),
            times: reach_of(question).map_or(1, |(_, times)| times),
        }
    }

    /// The parts of a demand point, by site. [`Assignment::Nearest`] has one also where the nearest open site does not
    /// reach; its cover is then 0. Cost: a distance each.
    pub fn parts(&self, demand: usize) -> impl Iterator<Item = Part> + '_ {
        let (one, some): (Option<u32>, &[Allocation]) = match self.assignment {
            Assignment::Nobody | Assignment::Unknown => (None, &[]),
            Assignment::Nearest { sites, .. } => {
                let site = sites[demand];
                ((site != NO_SITE).then_some(site), &[])
            }
            Assignment::Shares(served) => {
                let start = served.partition_point(|part| (part.demand as usize) < demand);
                let count = served[start..]
                    .iter()
                    .take_while(|part| part.demand as usize == demand)
                    .count();
                (None, &served[start..start + count])
            }
        };
        let nearest = one.map(|site| self.part(demand, site, 1.0));
        let shares = some.iter().map(move |part| self.part(demand, part.site, part.share));
        nearest.into_iter().chain(shares)
    }

    fn part(&self, demand: usize, site: u32, share: f64) -> Part {
        let distance = self.between.distance(demand, site as usize);
        let backed = match self.assignment {
            Assignment::Nearest { within: Some(within), .. } => within[demand] >= self.times,
            _ => true,
        };
        let cover = match &self.decay {
            _ if !backed || distance == f64::INFINITY => 0.0,
            Some(decay) => decay.cover(distance),
            None => 1.0,
        };
        Part { site, share, distance, cover }
    }
}

/// The assignment to the `open` sites: the allocations of the placement where capacities hold, else the nearest site.
pub(super) fn assign(
    instance: &Instance,
    question: &Question,
    placement: &Placement,
    open: &[u32],
) -> Result<Assignment, Phrase> {
    if matches!(question.goal, Goal::Dispersion { .. }) {
        return Ok(Assignment::Nobody);
    }
    match (question.capacity, &placement.served) {
        (Capacity::Ignored, _) => {
            let nearest = Nearest::new(instance, open);
            let within = reach_of(question)
                .filter(|&(_, times)| times > 1)
                .map(|(reach, times)| nearest.counts_within(reach, times));
            let sites = nearest.all();
            Ok(Assignment::Nearest { sites, within })
        }
        (_, Some(served)) => Ok(Assignment::Shares(served.clone())),
        (Capacity::Split, None) => best_split(instance, question, open).map(Assignment::Shares),
        (Capacity::SingleSource, None) => Err(phrase(
            "each demand point goes to one site, which a solver must choose",
            "每个需求点只归一个点位，须由求解器选定",
        )),
    }
}
