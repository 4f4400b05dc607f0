//! A covering problem after reductions: the remaining sites and classes, renumbered.

use super::super::reduce::{self, Class};

/// Free sites and the classes that they may cover.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Core {
    /// Classes by the core's own site numbers.
    pub(super) classes: Vec<Class>,
    /// J(j): the classes of each site.
    pub(super) columns: Vec<Vec<u32>>,
    /// f\[j\].
    pub(super) costs: Vec<f64>,
    /// Each site's position in the instance.
    pub(super) positions: Vec<u32>,
}

impl Core {
    /// The core of `classes`, whose sites are positions in the instance. Sites without a class are left out.
    pub(super) fn new(mut classes: Vec<Class>, costs: &[f64]) -> Self {
        let mut number = vec![u32::MAX; costs.len()];
        let mut positions: Vec<u32> = Vec::new();
        for class in &classes {
            for &site in &class.sites {
                if number[site as usize] == u32::MAX {
                    number[site as usize] = 0;
                    positions.push(site);
                }
            }
        }
        positions.sort_unstable();
        for (new, &old) in positions.iter().enumerate() {
            number[old as usize] = new as u32;
        }
        for site in classes.iter_mut().flat_map(|class| &mut class.sites) {
            *site = number[*site as usize];
        }
        Self {
            columns: reduce::columns(&classes, positions.len()),
            costs: positions.iter().map(|&site| costs[site as usize]).collect(),
            classes,
            positions,
        }
    }

    /// How many sites.
    pub(super) fn sites(&self) -> usize {
        self.positions.len()
    }

    /// Weight of all classes.
    pub(super) fn weight(&self) -> f64 {
        self.classes.iter().map(|class| class.weight).sum()
    }

    /// Weight of the classes that `open` leaves uncovered.
    pub(super) fn uncovered(&self, open: &[bool]) -> f64 {
        let is_uncovered = |class: &&Class| {
            let opened = class.sites.iter().filter(|&&site| open[site as usize]);
            opened.take(usize::from(class.need)).count() < usize::from(class.need)
        };
        self.classes.iter().filter(is_uncovered).map(|class| class.weight).sum()
    }

    /// What `open` costs.
    pub(super) fn cost(&self, open: &[bool]) -> f64 {
        let opened = self.costs.iter().zip(open).filter(|&(_, &open)| open);
        opened.map(|(cost, _)| cost).sum()
    }

    /// 1 if all costs are integers, so that the costs of open sets differ by integers; else 0.
    pub(super) fn step(&self) -> f64 {
        let whole = |&cost: &f64| cost.fract() == 0.0 && cost <= 1e12;
        f64::from(u8::from(self.costs.iter().all(whole)))
    }

    /// A lower bound on the cost of open sets, rounded up if all costs are integers.
    pub(super) fn raised(&self, bound: f64) -> f64 {
        if self.step() > 0.0 { (bound - 1e-6).ceil().max(bound) } else { bound }
    }

    /// An open set of the instance by the core's site numbers; sites that are not in the core are left out.
    pub(super) fn local(&self, open: &[u32]) -> Vec<bool> {
        let mut local = vec![false; self.sites()];
        for site in open {
            if let Ok(number) = self.positions.binary_search(site) {
                local[number] = true;
            }
        }
        local
    }

    /// The positions of open sites in the instance, ascending.
    pub(super) fn opened(&self, open: &[bool]) -> impl Iterator<Item = u32> {
        let opened = self.positions.iter().zip(open).filter(|&(_, &open)| open);
        opened.map(|(&site, _)| site)
    }
}
