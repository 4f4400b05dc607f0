//! Why a site is in the plan, or why it is not.
//!
//! A site is *in* a plan where a facility stands there at the end, or where a work is done. Against what the best plan decides
//! about it the best plan is sought in which it is decided otherwise ([`Wish`]).

use super::super::asking::{Answer, Asking, Blocked, with_choice};
use super::super::obstacle::Obstacle;
use crate::domain::words::words;
use crate::domain::{Choice, Problem, Site, SiteIdx};
use crate::solve::SolveError;
use rayon::prelude::*;

words! {
    /// What a site is wished to be, other than the best plan has it.
    pub enum Wish {
        /// No facility stands there at the end.
        Gone = "gone",
        /// A facility stands there at the end.
        Standing = "standing",
        /// The work is not done that the best plan does: it stays as it is, or another work is done.
        WithoutWork = "without-work",
        /// A work is done after which a facility stands.
        Worked = "worked",
    }
}

impl Wish {
    /// Whether a choice is as wished, where the best plan makes `best`.
    pub fn is_met(self, site: &Site, best: Choice, choice: Choice) -> bool {
        let standing = site.state_after(choice).standing;
        match self {
            Wish::Gone => !standing,
            Wish::Standing => standing,
            Wish::WithoutWork => choice != best,
            Wish::Worked => standing && choice != Choice::Stay,
        }
    }

    /// The wishes that a decision about the site leaves open, each other than those before it.
    pub fn open(site: &Site, best: Choice) -> Vec<Wish> {
        let worked = best != Choice::Stay;
        let wished: &[Wish] = match (site.state_after(best).standing, worked) {
            (true, true) => &[Wish::Gone, Wish::WithoutWork],
            (true, false) => &[Wish::Gone, Wish::Worked],
            (false, true) => &[Wish::Standing, Wish::WithoutWork],
            (false, false) => &[Wish::Standing],
        };
        let all: Vec<Choice> = all_choices(site).collect();
        let meant = |wish: &Wish| -> Vec<Choice> {
            all.iter().copied().filter(|&own| wish.is_met(site, best, own)).collect()
        };
        let mut open: Vec<Wish> = Vec::new();
        for wish in wished {
            let known = open.iter().any(|own| meant(own) == meant(wish));
            // That nothing more can be done at a site needs no answer.
            let is_idle = *wish == Wish::Worked && meant(wish).is_empty();
            if !known && !is_idle {
                open.push(*wish);
            }
        }
        open
    }
}

/// The choices that there would be, were nothing required or forbidden.
fn all_choices(site: &Site) -> impl Iterator<Item = Choice> + '_ {
    let works = site.works.iter().enumerate().filter(|(_, work)| work.from == site.today);
    std::iter::once(Choice::Stay).chain(works.map(|(position, _)| Choice::Work(position as u16)))
}

/// The best plan in which something else is decided about a site.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AtSite {
    /// What is decided.
    pub wish: Wish,
    /// What became of it.
    pub answer: Answer,
}

/// Why a site is in the plan, or why it is not.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct SiteAnswer {
    /// The site.
    pub site: SiteIdx,
    /// What the best plan decides about it.
    pub decided: Choice,
    /// What else could be decided.
    pub others: Vec<AtSite>,
}

pub(super) fn answer(asking: &Asking<'_>, site: SiteIdx) -> Result<SiteAnswer, SolveError> {
    let decided = asking.best.layout.choices[site];
    let data = &asking.problem.sites[site];
    let obstacles = Obstacle::at(asking.problem, site);
    let others = Wish::open(data, decided).into_par_iter().map(|wish| {
        let is_met = |choice| wish.is_met(data, decided, choice);
        let answer = if all_choices(data).any(is_met) {
            let counts =
                move |problem: &Problem, choice| wish.is_met(&problem.sites[site], decided, choice);
            asking.ask(&*with_choice(site, counts), &obstacles)?
        } else {
            Answer::Impossible(Blocked { no_work: true, ..Blocked::default() })
        };
        Ok(AtSite { wish, answer })
    });
    let others: Vec<Result<AtSite, SolveError>> = others.collect();
    let others = others.into_iter().collect::<Result<_, _>>()?;
    Ok(SiteAnswer { site, decided, others })
}
