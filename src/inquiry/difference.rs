//! How much two layouts differ.

use crate::domain::words::words;
use crate::domain::{Choice, Direction, Layout, Problem, SiteIdx};
use crate::solve::{Restriction, weighed};

words! {
    /// What differences between layouts are counted in. Who leads whom and who pays what does not count.
    pub enum Difference {
        /// Sites at which a facility stands in one of them alone, or serves as another tier.
        Sites = "sites",
        /// Sites at which another work is done, or none.
        Works = "works",
        /// Yuan of the works that one of them does and the other does not.
        Money = "money",
    }
}

impl Difference {
    /// By how much a choice differs from another one of the site.
    pub fn between(self, problem: &Problem, site: SiteIdx, [a, b]: [Choice; 2]) -> f64 {
        let site = &problem.sites[site];
        if a == b {
            return 0.0;
        }
        match self {
            Difference::Sites => {
                let standing = |choice| {
                    let state = site.state_after(choice);
                    (state.standing, state.tier)
                };
                f64::from(u8::from(standing(a) != standing(b)))
            }
            Difference::Works => 1.0,
            Difference::Money => (site.cost(a) + site.cost(b)).yuan() as f64,
        }
    }

    /// By how much two layouts of the plan differ.
    pub fn of(self, problem: &Problem, a: &Layout, b: &Layout) -> f64 {
        let sites = problem.sites.keys();
        let all = sites.map(|site| self.between(problem, site, [a.choices[site], b.choices[site]]));
        // Summing from 0, because the empty sum of floats is -0.
        all.fold(0.0, |sum, own| sum + own)
    }

    /// The limit that a layout differs from `layout` by at least or at most so much.
    pub fn limit(
        self,
        problem: &Problem,
        layout: &Layout,
        direction: Direction,
        limit: f64,
    ) -> Restriction {
        let weights = weighed(problem, |(site, choice)| {
            self.between(problem, site, [choice, layout.choices[site]])
        });
        // Money is counted in yuan, in which solvers have no room for their tolerance.
        Restriction::Choices { weights, direction, limit }.scaled(self.scale())
    }

    fn scale(self) -> f64 {
        match self {
            Difference::Sites | Difference::Works => 1.0,
            Difference::Money => 1e-4,
        }
    }
}

/// How much layouts are to differ at least.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Differing {
    /// In what.
    pub by: Difference,
    /// At least so much: a number above 0 of sites or works, or yuan.
    pub at_least: f64,
}

impl Differing {
    /// At least so much of it.
    pub fn new(by: Difference, at_least: f64) -> Self {
        Self { by, at_least }
    }
}
