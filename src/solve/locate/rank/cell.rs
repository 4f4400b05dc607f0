//! Lawler's partition (1972): the placements that are left when the best of a cell is taken out, as cells.

use crate::domain::location::{Capacity, Goal, Instance, Opening, Question, SiteRule};

/// Placements in which some free sites are open and some are closed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Cell {
    /// Free sites that are open in all of them.
    pub(super) open: Vec<u32>,
    /// Free sites that are closed in all of them.
    pub(super) closed: Vec<u32>,
    /// Whether at least one more is open. Then `open` with what stands is itself a placement, the best of those that
    /// also open others.
    pub(super) more: bool,
}

impl Cell {
    /// The rules of sites that leave these placements alone, `more` aside.
    pub(super) fn rules(&self, instance: &Instance) -> Vec<SiteRule> {
        let mut rules = instance.rules().to_vec();
        for (sites, rule) in [(&self.open, SiteRule::Required), (&self.closed, SiteRule::Forbidden)]
        {
            sites.iter().for_each(|&site| rules[site as usize] = rule);
        }
        rules
    }

    /// The sites that may be open or closed, in order.
    pub(super) fn free(&self, instance: &Instance) -> Vec<u32> {
        let rules = self.rules(instance).into_iter().zip(0..);
        rules.filter(|(rule, _)| *rule == SiteRule::Free).map(|(_, site)| site).collect()
    }

    fn with_open(&self, site: u32) -> Self {
        let mut cell = self.clone();
        cell.open.push(site);
        cell
    }

    fn with_closed(&self, site: u32) -> Self {
        let mut cell = self.clone();
        cell.closed.push(site);
        cell
    }

    /// The cells that hold all placements of this one but `taken`, each in one of them.
    pub(super) fn without(
        &self,
        taken: &[u32],
        instance: &Instance,
        question: &Question,
    ) -> Vec<Cell> {
        let free = self.free(instance);
        let opened = free.iter().copied().filter(|site| taken.binary_search(site).is_ok());
        if self.more {
            let cells = opened.flat_map(|added| [self.with_open(added), self.with_closed(added)]);
            return cells.collect();
        }
        let mut cells = Vec::new();
        let mut all_open = self.clone();
        for site in opened {
            cells.push(all_open.with_closed(site));
            all_open.open.push(site);
        }
        if !may_open_more(taken, instance, question) {
            return cells;
        }
        if question.capacity == Capacity::Ignored
            || matches!(question.goal, Goal::MaximalCover { .. })
        {
            cells.push(Cell { more: true, ..all_open });
            return cells;
        }
        // One more open site may be worth less than two: a cell for each first one.
        let mut others = all_open;
        for site in others.free(instance) {
            cells.push(others.with_open(site));
            others.closed.push(site);
        }
        cells
    }
}

/// Whether the question lets more sites open than those of `taken`.
fn may_open_more(taken: &[u32], instance: &Instance, question: &Question) -> bool {
    let counts = |&&site: &&u32| instance.rules()[site as usize] != SiteRule::Existing;
    let opened = taken.iter().filter(counts).count();
    match question.goal {
        Goal::Median { .. } | Goal::Dispersion { .. } => false,
        Goal::MaximalCover { opening: Opening::Budget(_), .. } => true,
        _ => question.count().is_none_or(|count| opened < count),
    }
}
