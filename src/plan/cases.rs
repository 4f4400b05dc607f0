//! A plan in several scenarios, and one layout held in all of them.

use super::assignment::allocate;
use super::audit::{Audit, audit};
use super::complete::complete;
use super::value::{stage_value, weighted_people};
use crate::domain::{Choice, CoverageUnit, Layout, Problem, SiteIdx, Stage, StatedLayout};
use crate::travel::Arcs;
use thiserror::Error;
use typed_index_collections::TiVec;

/// The plan in a scenario.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The plan with the scenario's figures.
    pub problem: &'a Problem,
    /// Its arcs.
    pub arcs: &'a Arcs,
    /// How likely the scenario is, against the others; above 0.
    pub weight: f64,
}

/// Why scenarios cannot have one layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CasesError {
    /// There is no scenario. Repair: give one at least.
    #[error("there is no scenario")]
    Empty,
    /// The scenario, by position, has other sites than the first. Repair: vary figures, not sites.
    #[error("scenario {} has other sites than the first", .0 + 1)]
    OtherSites(usize),
    /// The scenario's weight is missing or not a number above 0. Repair: leave the scenario out, or give it a weight.
    #[error("the weight of scenario {} is not above 0", .0 + 1)]
    Weight(usize),
}

/// Scenarios s ∈ S of one plan: the same sites in the same order, with probabilities that add up to 1.
#[derive(Debug, Clone)]
pub struct Cases<'a> {
    cases: Vec<Case<'a>>,
    probabilities: Vec<f64>,
    people: Vec<f64>,
    counted: CoverageUnit,
}

impl<'a> Cases<'a> {
    /// Proves that the scenarios are of one plan.
    ///
    /// # Errors
    ///
    /// The first fault.
    pub fn new(cases: Vec<Case<'a>>, counted: CoverageUnit) -> Result<Self, CasesError> {
        let first = cases.first().ok_or(CasesError::Empty)?;
        let ids = |case: &Case<'a>| case.problem.sites.iter().map(|site| &site.id);
        for (position, case) in cases.iter().enumerate() {
            if !ids(case).eq(ids(first)) {
                return Err(CasesError::OtherSites(position));
            }
            if !(case.weight > 0.0 && case.weight.is_finite()) {
                return Err(CasesError::Weight(position));
            }
        }
        // Divided by the greatest first, so that no sum grows beyond what a number can be.
        let greatest = cases.iter().map(|case| case.weight).fold(0.0, f64::max);
        let sum: f64 = cases.iter().map(|case| case.weight / greatest).sum();
        let probability = |case: &Case<'a>| case.weight / greatest / sum;
        let people = |case: &Case<'a>| -> f64 {
            let people = weighted_people(case.problem).into_iter();
            people.map(|(_, _, people)| people).sum::<f64>() + 0.0
        };
        Ok(Self {
            probabilities: cases.iter().map(probability).collect(),
            people: cases.iter().map(people).collect(),
            counted,
            cases,
        })
    }

    /// The scenarios.
    pub fn list(&self) -> &[Case<'a>] {
        &self.cases
    }

    /// p\[s\].
    pub fn probabilities(&self) -> &[f64] {
        &self.probabilities
    }

    /// Weighted people who ask for cover, by scenario.
    pub fn people(&self) -> &[f64] {
        &self.people
    }

    /// What coverage is counted in.
    pub fn counted(&self) -> CoverageUnit {
        self.counted
    }

    /// `covered` weighted people of a scenario in that unit.
    pub fn value(&self, scenario: usize, covered: f64) -> f64 {
        self.counted.of(covered, self.people[scenario])
    }

    /// One scenario of these alone.
    pub fn alone(&self, scenario: usize) -> Self {
        Self {
            cases: vec![self.cases[scenario]],
            probabilities: vec![1.0],
            people: vec![self.people[scenario]],
            counted: self.counted,
        }
    }

    /// Some of these, by position; their probabilities add up to 1 again.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn only(&self, scenarios: &[usize]) -> Result<Self, CasesError> {
        let cases = scenarios.iter().map(|&scenario| self.cases[scenario]);
        Self::new(cases.collect(), self.counted)
    }
}

/// What a layout comes to in a scenario.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct InCase {
    /// The layout there: its choices are those of all scenarios, its leaders, payments and places the scenario's own.
    pub layout: Layout,
    /// Its audit with the scenario's figures.
    pub audit: Audit,
    /// Weighted people covered.
    pub covered: f64,
}

impl InCase {
    /// Audits a layout in a scenario.
    pub fn new(case: &Case<'_>, layout: Layout) -> Self {
        let audit = audit(case.problem, case.arcs, &layout);
        let covered = stage_value(
            case.problem,
            case.arcs,
            &layout,
            &audit.assignment,
            Stage::Coverage,
        );
        Self {
            layout,
            audit,
            // Adding 0 makes the empty sum, a negative zero, positive.
            covered: covered + 0.0,
        }
    }

    /// Choices alone: leaders, payments and places are worked out as well as they allow.
    pub fn of_choices(case: &Case<'_>, choices: TiVec<SiteIdx, Choice>) -> Self {
        let stated = StatedLayout {
            choices,
            leaders: None,
            payments: None,
            allocations: None,
        };
        Self::new(case, complete(case.problem, case.arcs, stated))
    }

    /// The same with places given out as covers most, where no rule is broken by that.
    pub fn with_best_places(self, case: &Case<'_>) -> Self {
        if self.layout.allocations.is_empty() {
            return self;
        }
        let allocations = allocate(case.problem, case.arcs, &self.layout.choices);
        let other = Self::new(
            case,
            Layout {
                allocations,
                ..self.layout.clone()
            },
        );
        match other.audit.violations.is_empty() && other.covered > self.covered {
            true => other,
            false => self,
        }
    }

    /// Whether it breaks no rule there.
    pub fn is_allowed(&self) -> bool {
        self.audit.violations.is_empty()
    }
}
