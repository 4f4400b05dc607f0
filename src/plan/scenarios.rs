//! A plan in several scenarios, and one layout evaluated in all of them.

use super::assignment::{Sharing, share};
use super::audit::{Audit, audit};
use super::complete::complete;
use super::value::stage_value;
use super::weighted::weighted_people;
use crate::domain::{
    Choice, CoverageUnit, Layout, Problem, SiteIdx, Stage, StatedLayout, Text, text, told,
};
use crate::travel::Arcs;
use typed_index_collections::TiVec;

/// The problem of a scenario.
#[derive(Debug, Clone, Copy)]
pub struct ScenarioProblem<'a> {
    /// The problem, with the scenario's figures.
    pub problem: &'a Problem,
    /// Its arcs.
    pub arcs: &'a Arcs,
    /// The relative probability of the scenario, above 0.
    pub weight: f64,
}

/// Why scenarios cannot have a common layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ScenarioSetError {
    /// There is no scenario. Repair: give one at least.
    Empty,
    /// The scenario, by position, has other sites than the first. Repair: vary figures, not sites.
    OtherSites(usize),
    /// The scenario's weight is missing or not a number above 0. Repair: leave the scenario out, or give it a weight.
    Weight(usize),
}

impl ScenarioSetError {
    /// What is wrong.
    pub fn text(&self) -> Text {
        match self {
            Self::Empty => text!("there is no scenario", "没有情景"),
            Self::OtherSites(position) => {
                let number = position + 1;
                text!(
                    "scenario {number} has other sites than the first",
                    "情景 {number} 的点位与第一个情景不同"
                )
            }
            Self::Weight(position) => {
                let number = position + 1;
                text!(
                    "the weight of scenario {number} is not above 0",
                    "情景 {number} 的权重不大于 0"
                )
            }
        }
    }
}

told!(error ScenarioSetError);

/// Scenarios s ∈ S of one plan: the same sites in the same order, with probabilities that add up to 1.
#[derive(Debug, Clone)]
pub struct ScenarioSet<'a> {
    list: Vec<ScenarioProblem<'a>>,
    probabilities: Vec<f64>,
    people: Vec<f64>,
    unit: CoverageUnit,
}

impl<'a> ScenarioSet<'a> {
    /// Checks that the scenarios are of one plan.
    ///
    /// # Errors
    ///
    /// The first fault.
    pub fn new(
        list: Vec<ScenarioProblem<'a>>,
        unit: CoverageUnit,
    ) -> Result<Self, ScenarioSetError> {
        let first = list.first().ok_or(ScenarioSetError::Empty)?;
        let ids =
            |scenario: &ScenarioProblem<'a>| scenario.problem.sites.iter().map(|site| &site.id);
        for (position, scenario) in list.iter().enumerate() {
            if !ids(scenario).eq(ids(first)) {
                return Err(ScenarioSetError::OtherSites(position));
            }
            if !(scenario.weight > 0.0 && scenario.weight.is_finite()) {
                return Err(ScenarioSetError::Weight(position));
            }
        }
        // Divided by the greatest first, so that no sum overflows.
        let greatest = list.iter().map(|scenario| scenario.weight).fold(0.0, f64::max);
        let sum: f64 = list.iter().map(|scenario| scenario.weight / greatest).sum();
        let probability = |scenario: &ScenarioProblem<'a>| scenario.weight / greatest / sum;
        let people = |scenario: &ScenarioProblem<'a>| -> f64 {
            let people = weighted_people(scenario.problem).into_iter();
            people.map(|(_, _, people)| people).sum::<f64>() + 0.0
        };
        Ok(Self {
            probabilities: list.iter().map(probability).collect(),
            people: list.iter().map(people).collect(),
            unit,
            list,
        })
    }

    /// The scenarios.
    pub fn list(&self) -> &[ScenarioProblem<'a>] {
        &self.list
    }

    /// p\[s\].
    pub fn probabilities(&self) -> &[f64] {
        &self.probabilities
    }

    /// Weighted people who need cover, by scenario.
    pub fn people(&self) -> &[f64] {
        &self.people
    }

    /// The unit of coverage.
    pub fn unit(&self) -> CoverageUnit {
        self.unit
    }

    /// The coverage of `covered` weighted people of a scenario, in that unit.
    pub fn value(&self, scenario: usize, covered: f64) -> f64 {
        self.unit.of(covered, self.people[scenario])
    }

    /// The set of a single one of the scenarios.
    pub fn alone(&self, scenario: usize) -> Self {
        Self {
            list: vec![self.list[scenario]],
            probabilities: vec![1.0],
            people: vec![self.people[scenario]],
            unit: self.unit,
        }
    }

    /// The set of some of the scenarios, by position, with probabilities that add up to 1.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn only(&self, scenarios: &[usize]) -> Result<Self, ScenarioSetError> {
        let list = scenarios.iter().map(|&scenario| self.list[scenario]);
        Self::new(list.collect(), self.unit)
    }
}

/// A layout in a scenario.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ScenarioLayout {
    /// The layout there: its choices are those of all scenarios, its leaders, payments and allocations are the
    /// scenario's own.
    pub layout: Layout,
    /// Its audit with the scenario's figures.
    pub audit: Audit,
    /// Weighted people covered.
    pub covered: f64,
}

impl ScenarioLayout {
    /// Audits a layout in a scenario.
    pub fn new(scenario: &ScenarioProblem<'_>, layout: Layout) -> Self {
        let audit = audit(scenario.problem, scenario.arcs, &layout);
        let covered = stage_value(
            scenario.problem,
            scenario.arcs,
            &layout,
            &audit.assignment,
            Stage::Coverage,
        );
        Self {
            layout,
            audit,
            // Adding 0 makes the empty sum, which is -0, positive.
            covered: covered + 0.0,
        }
    }

    /// The layout of `choices`, with leaders, payments and allocations as good as they allow.
    pub fn of_choices(scenario: &ScenarioProblem<'_>, choices: TiVec<SiteIdx, Choice>) -> Self {
        let stated = StatedLayout::new(choices);
        Self::new(scenario, complete(scenario.problem, scenario.arcs, stated))
    }

    /// The layout with the allocations that cover most, unless they break a rule.
    pub fn with_best_places(self, scenario: &ScenarioProblem<'_>) -> Self {
        if self.layout.allocations.is_empty() {
            return self;
        }
        let Sharing { allocations, moves } =
            share(scenario.problem, scenario.arcs, &self.layout.choices);
        let other = Self::new(scenario, Layout { allocations, moves, ..self.layout.clone() });
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
