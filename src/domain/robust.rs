//! Criteria of robust plans: how one layout is valued over many scenarios.
//!
//! Scenarios s ∈ S with probabilities p\[s\] > 0, Σ p\[s\] = 1; v\[s\] is what a layout covers in s, v*\[s\] the most that any
//! layout for s alone covers, both in the unit of [`CoverageUnit`].
//!
//! | criterion | optimises | source |
//! |---|---|---|
//! | [`Criterion::Worst`] | max min_s v\[s\] | Wald 1950 |
//! | [`Criterion::Regret`] | min max_s (v*\[s\] − v\[s\]) | Savage 1951; Kouvelis & Yu 1997, *Robust Discrete Optimization* |
//! | [`Criterion::Expected`] | max Σ_s p\[s\]·v\[s\] | Birge & Louveaux 2011, *Introduction to Stochastic Programming* |
//! | [`Criterion::Cvar`] | max η − Σ_s p\[s\]·max(0, η − v\[s\]) / (1 − α) | Rockafellar & Uryasev 2000 |
//!
//! CVaR at α is the mean of v over the worst 1 − α of all probability: the expected value at α = 0, and the worst value
//! once 1 − α ≤ min_s p\[s\].

use super::ids::SiteIdx;
use super::problem::Problem;
use super::site::Choice;
use super::words::words;
use crate::units::Share;
use typed_index_collections::TiVec;

/// The criterion by which one layout is chosen for all scenarios.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Criterion {
    /// Max-min: the most coverage in the scenario where it is least.
    Worst,
    /// Min-max regret: the smallest greatest difference from the best layout for each scenario alone.
    Regret,
    /// The highest mean coverage.
    Expected,
    /// Conditional value at risk: the highest mean coverage over the worst 1 − α of the probability.
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

    /// Whether larger values are better.
    pub fn more_is_better(self) -> bool {
        !matches!(self, Criterion::Regret)
    }

    /// The value of a layout that covers `values` where `best` could be covered. Each list has one entry for each
    /// scenario, at least one.
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
                // Probabilities sum to 1 up to rounding: the rest of the tail belongs to the last one.
                (sum + left.max(0.0) * last) / tail
            }
        }
    }

    /// The simplest criterion with the same values at these probabilities: CVaR is the worst case where 1 − α is at
    /// most the smallest probability, and the expected value at α = 0.
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

/// Whether each scenario alone fills a tail of this probability.
fn is_worst(tail: f64, probabilities: &[f64]) -> bool {
    probabilities.iter().all(|&own| tail <= own * (1.0 + 1e-9))
}

/// Σ_s p\[s\]·value\[s\].
pub fn mean(probabilities: &[f64], values: &[f64]) -> f64 {
    let terms = probabilities.iter().zip(values);
    terms.map(|(probability, value)| probability * value).sum()
}

words! {
    /// The unit in which coverage is counted.
    pub enum CoverageUnit {
        /// The share of the scenario's weighted people that are covered, 1 where there are none. Scenarios with many and
        /// with few people count alike: the worst is the one where people are served worst, not the one with the fewest
        /// people.
        Share = "share",
        /// Weighted people covered, as in the plan's coverage stage.
        People = "people",
    }
}

impl CoverageUnit {
    /// The coverage of `covered` out of `people`, in this unit.
    pub fn of(self, covered: f64, people: f64) -> f64 {
        match self {
            CoverageUnit::People => covered,
            CoverageUnit::Share if people > 0.0 => covered / people,
            CoverageUnit::Share => 1.0,
        }
    }
}

/// The decision about every site, the same in all scenarios: the id of its work, or none where it stays as it is. Ids,
/// because scenarios that leave works out number them differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RobustLayout {
    works: Vec<Option<String>>,
}

impl RobustLayout {
    /// From the id of the work at each site, in the problem's order of sites.
    pub fn new(works: Vec<Option<String>>) -> Self {
        Self { works }
    }

    /// The ids of works, by site.
    pub fn works(&self) -> &[Option<String>] {
        &self.works
    }

    /// The choices in `problem`; none where a site lacks its work there.
    pub fn choices(&self, problem: &Problem) -> Option<TiVec<SiteIdx, Choice>> {
        let sites = problem.sites.iter().zip(&self.works);
        sites.map(|(site, work)| site.choice_of(work.as_deref())).collect()
    }
}
