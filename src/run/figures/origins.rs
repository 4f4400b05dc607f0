use super::works::WorkRow;
use crate::domain::words::words;
use crate::domain::{Origin, Problem, Provenance};
use crate::units::Yuan;

words! {
    /// The sorts of things that have an origin.
    pub enum Sort {
        /// Towns.
        Towns = "towns",
        /// Demand units.
        Units = "units",
        /// Sites.
        Sites = "sites",
        /// Medical facilities.
        Medical = "medical",
    }
}

/// How many things of a sort have figures or positions that are modelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OriginCount {
    /// Of what.
    pub sort: Sort,
    /// How many there are.
    pub all: usize,
    /// How many have modelled figures.
    pub figures_modelled: usize,
    /// How many have modelled positions.
    pub positions_modelled: usize,
}

/// Counts by sort; sorts that the plan does not have are left out.
pub fn origin_counts(problem: &Problem) -> Vec<OriginCount> {
    let towns = problem.towns.iter().map(|town| town.provenance);
    let units = problem.units.iter().map(|unit| unit.provenance);
    let sites = problem.sites.iter().map(|site| site.provenance);
    let medical = problem.medical.iter().map(|medical| medical.provenance);
    [
        tally(Sort::Towns, towns),
        tally(Sort::Units, units),
        tally(Sort::Sites, sites),
        tally(Sort::Medical, medical),
    ]
    .into_iter()
    .filter(|row| row.all > 0)
    .collect()
}

fn tally(sort: Sort, provenances: impl Iterator<Item = Provenance>) -> OriginCount {
    let mut row = OriginCount { sort, all: 0, figures_modelled: 0, positions_modelled: 0 };
    for provenance in provenances {
        row.all += 1;
        row.figures_modelled += usize::from(provenance.figures == Origin::Modelled);
        row.positions_modelled += usize::from(provenance.position == Origin::Modelled);
    }
    row
}

/// Works or sources with modelled amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ModelledMoney {
    /// How many there are.
    pub all: usize,
    /// How many of them have a modelled amount.
    pub modelled: usize,
    /// What those come to.
    pub amount: Yuan,
}

/// Works whose cost is modelled.
pub fn modelled_works(works: &[WorkRow<'_>]) -> ModelledMoney {
    modelled(works.iter().map(|row| (row.work.cost_origin, row.work.cost)))
}

/// Works that the plan allows, done or not, whose cost is modelled: alternatives of one site count each.
pub fn modelled_possible_works(problem: &Problem) -> ModelledMoney {
    let works = problem.sites.iter().flat_map(|site| &site.works);
    modelled(works.map(|work| (work.cost_origin, work.cost)))
}

/// Sources of money whose amount is modelled.
pub fn modelled_funding(problem: &Problem) -> ModelledMoney {
    modelled(problem.funding.iter().map(|source| (source.amount_origin, source.amount)))
}

fn modelled(amounts: impl Iterator<Item = (Origin, Yuan)>) -> ModelledMoney {
    let mut all = ModelledMoney { all: 0, modelled: 0, amount: Yuan::ZERO };
    for (origin, amount) in amounts {
        all.all += 1;
        if origin == Origin::Modelled {
            all.modelled += 1;
            all.amount += amount;
        }
    }
    all
}

/// How many demand units have modelled figures.
pub fn modelled_units(problem: &Problem) -> usize {
    let units = problem.units.iter();
    units.filter(|unit| unit.provenance.figures == Origin::Modelled).count()
}
