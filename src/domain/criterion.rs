//! What makes one layout good for many scenarios.
//!
//! Scenarios s ∈ S with probabilities p\[s\] > 0, Σ p\[s\] = 1; v\[s\] is what a layout covers in s, v*\[s\] the most that any
//! layout for s alone covers, both in the unit of [`Counted`].
//!
//! | criterion | what is made best | source |
//! |---|---|---|
//! | [`Criterion::Worst`] | max min_s v\[s\] | Wald 1950 |
//! | [`Criterion::Regret`] | min max_s (v*\[s\] − v\[s\]) | Savage 1951; Kouvelis & Yu 1997, *Robust Discrete Optimization* |
//! | [`Criterion::Expected`] | max Σ_s p\[s\]·v\[s\] | Birge & Louveaux 2011, *Introduction to Stochastic Programming* |
//! | [`Criterion::Cvar`] | max η − Σ_s p\[s\]·max(0, η − v\[s\]) / (1 − α) | Rockafellar & Uryasev 2000 |
//!
//! CVaR at α is the mean of v over the worst 1 − α of all probability: at 0 the expected value, and from
//! 1 − α ≤ min_s p\[s\] on the worst one.

use super::ids::SiteIdx;
use super::problem::Problem;
use super::site::{Choice, Site};
use crate::units::Share;
use typed_index_collections::TiVec;

/// What one layout is chosen by, over all scenarios.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Criterion {
    /// Max-min: the most in the scenario in which it covers least.
    Worst,
    /// Min-max regret: the least that it is ever behind the best layout for the scenario alone.
    Regret,
    /// The most on average.
    Expected,
    /// Conditional value at risk: the most on average over the worst 1 − α of the probability.
    Cvar {
        /// α, below 1.
        alpha: Share,
    },
}

impl Criterion {
    /// The word used in files and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Criterion::Worst => "worst",
            Criterion::Regret => "regret",
            Criterion::Expected => "expected",
            Criterion::Cvar { .. } => "cvar",
        }
    }

    /// Whether more of it is better.
    pub fn more_is_better(self) -> bool {
        !matches!(self, Criterion::Regret)
    }

    /// The value of a layout that covers `values`, where `best` could be covered; all lists by scenario, none empty.
    pub fn value(self, probabilities: &[f64], values: &[f64], best: &[f64]) -> f64 {
        let least = || values.iter().copied().fold(f64::INFINITY, f64::min);
        match self {
            Criterion::Worst => least(),
            Criterion::Regret => {
                let regrets = best.iter().zip(values).map(|(best, value)| best - value);
                regrets.fold(0.0, f64::max)
            }
            Criterion::Expected => mean(probabilities, values),
            Criterion::Cvar { alpha } => {
                let tail = 1.0 - alpha.fraction();
                if tail >= 1.0 {
                    return mean(probabilities, values);
                }
                if is_worst(tail, probabilities) {
                    return least();
                }
                let mut order: Vec<usize> = (0..values.len()).collect();
                order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
                let (mut left, mut sum) = (tail, 0.0);
                let mut last = 0.0;
                for scenario in order {
                    let part = probabilities[scenario].min(left);
                    sum += part * values[scenario];
                    left -= part;
                    last = values[scenario];
                    if left <= 0.0 {
                        break;
                    }
                }
                // Probabilities add up to 1 but for rounding: what is left belongs to the last one.
                (sum + left.max(0.0) * last) / tail
            }
        }
    }

    /// The criterion with CVaR replaced by what it comes to at these probabilities: the worst one where 1 − α is no more
    /// than the least probability.
    pub fn plain(self, probabilities: &[f64]) -> Self {
        match self {
            Criterion::Cvar { alpha } if is_worst(1.0 - alpha.fraction(), probabilities) => {
                Criterion::Worst
            }
            Criterion::Cvar { alpha } if alpha.fraction() <= 0.0 => Criterion::Expected,
            other => other,
        }
    }
}

/// Whether a tail of probability is made up by any one scenario.
fn is_worst(tail: f64, probabilities: &[f64]) -> bool {
    probabilities.iter().all(|&own| tail <= own * (1.0 + 1e-9))
}

/// Σ_s p\[s\]·value\[s\].
pub fn mean(probabilities: &[f64], values: &[f64]) -> f64 {
    let terms = probabilities.iter().zip(values);
    terms.map(|(probability, value)| probability * value).sum()
}

/// What coverage is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// The share of the scenario's weighted people that are covered: scenarios with more and with fewer people count
    /// alike, so that the worst one is where people are served worst, not where they are fewest. 1 where nobody asks
    /// for cover.
    Share,
    /// Weighted people covered, as in the plan's coverage stage.
    People,
}

impl Counted {
    /// The word used in files and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Counted::Share => "share",
            Counted::People => "people",
        }
    }

    /// `covered` of `people` in this unit.
    pub fn of(self, covered: f64, people: f64) -> f64 {
        match self {
            Counted::People => covered,
            Counted::Share if people > 0.0 => covered / people,
            Counted::Share => 1.0,
        }
    }
}

/// What is decided about every site in all scenarios alike, by the ids of works, since scenarios that leave works out
/// number them otherwise: none where a site stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedLayout {
    works: Vec<Option<String>>,
}

impl SharedLayout {
    /// From the id of the work at each site, in the problem's order of sites.
    pub fn new(works: Vec<Option<String>>) -> Self {
        Self { works }
    }

    /// What `choices` decide in `problem`.
    pub fn of<'a>(problem: &Problem, choices: impl IntoIterator<Item = &'a Choice>) -> Self {
        let sites = problem.sites.iter().zip(choices);
        let work = |(site, &choice): (&Site, &Choice)| Some(site.work(choice)?.id.clone());
        Self {
            works: sites.map(work).collect(),
        }
    }

    /// The ids of works, by site.
    pub fn works(&self) -> &[Option<String>] {
        &self.works
    }

    /// The same in `problem`; none where a work is not among those of its site there.
    pub fn choices(&self, problem: &Problem) -> Option<TiVec<SiteIdx, Choice>> {
        let sites = problem.sites.iter().zip(&self.works);
        sites
            .map(|(site, work)| site.choice_of(work.as_deref()))
            .collect()
    }
}
