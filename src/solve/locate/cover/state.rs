//! An open set of a core, with the effect of opening or closing one more site: the incremental state of greedy
//! construction and local search.

use super::core::Core;

/// How often each class is covered.
#[derive(Debug, Clone)]
pub(super) struct State<'a> {
    core: &'a Core,
    pub(super) open: Vec<bool>,
    counts: Vec<u32>,
    /// Weight of classes that are covered as often as they need.
    pub(super) covered: f64,
}

impl<'a> State<'a> {
    /// Nothing open.
    pub(super) fn new(core: &'a Core) -> Self {
        Self {
            core,
            open: vec![false; core.sites()],
            counts: vec![0; core.classes.len()],
            covered: 0.0,
        }
    }

    /// With `open` open.
    pub(super) fn with(core: &'a Core, open: &[bool]) -> Self {
        let mut state = Self::new(core);
        for site in (0..open.len()).filter(|&site| open[site]) {
            state.open(site);
        }
        state
    }

    /// Opens a closed site.
    pub(super) fn open(&mut self, site: usize) {
        self.open[site] = true;
        for &class in &self.core.columns[site] {
            let count = &mut self.counts[class as usize];
            *count += 1;
            let class = &self.core.classes[class as usize];
            if *count == u32::from(class.need) {
                self.covered += class.weight;
            }
        }
    }

    /// Closes an open site.
    pub(super) fn close(&mut self, site: usize) {
        self.open[site] = false;
        for &class in &self.core.columns[site] {
            let count = &mut self.counts[class as usize];
            let class = &self.core.classes[class as usize];
            if *count == u32::from(class.need) {
                self.covered -= class.weight;
            }
            *count -= 1;
        }
    }

    /// The gain of opening a site: the weight of its classes that still lack cover, in equal parts over the sites that
    /// a class needs.
    pub(super) fn gain(&self, site: usize) -> f64 {
        let classes = self.core.columns[site].iter().map(|&class| class as usize);
        classes
            .filter(|&class| self.counts[class] < u32::from(self.core.classes[class].need))
            .map(|class| self.core.classes[class].weight / f64::from(self.core.classes[class].need))
            .sum()
    }

    /// The weight that opening a closed site covers at once.
    pub(super) fn exact_gain(&self, site: usize) -> f64 {
        let classes = self.core.columns[site].iter().map(|&class| class as usize);
        classes
            .filter(|&class| self.counts[class] + 1 == u32::from(self.core.classes[class].need))
            .map(|class| self.core.classes[class].weight)
            .sum()
    }

    /// The weight that closing an open site uncovers.
    pub(super) fn loss(&self, site: usize) -> f64 {
        let classes = self.core.columns[site].iter().map(|&class| class as usize);
        classes
            .filter(|&class| self.counts[class] == u32::from(self.core.classes[class].need))
            .map(|class| self.core.classes[class].weight)
            .sum()
    }

    /// Whether an open site may close without uncovering any class.
    pub(super) fn is_spare(&self, site: usize) -> bool {
        self.core.columns[site].iter().all(|&class| {
            self.counts[class as usize] > u32::from(self.core.classes[class as usize].need)
        })
    }
}
