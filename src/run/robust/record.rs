//! `robust.json`: everything about a robust plan, for programs.

use super::report::RobustReport;
use crate::domain::{
    Change, CoverageUnit, Criterion, Origin, ParameterValue, Problem, RobustLayout, TargetKind,
};
use crate::plan::ScenarioLayout;
use crate::run::members::Members;
use crate::run::plan::NameJson;
use crate::run::record::{Format, RunRecord};
use crate::scenario::{Conflict, Interval};
use crate::solve::{RobustAimReport, RobustOutcome};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The whole of `robust.json`. Values are in `counted_in`, shares 0–1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RobustJson {
    /// The word of the format: see [`Format::FORMAT`].
    pub format: String,
    /// The plan's name.
    pub name: NameJson,
    /// As of a plan.
    pub status: String,
    /// The criterion: `worst`, `regret`, `expected`, `cvar`.
    pub by: String,
    /// Of `cvar`.
    pub alpha: Option<f64>,
    /// What coverage is counted in: `share` or `people`.
    pub counted_in: String,
    /// `modelled`: the scenarios and their weights are assumptions, nothing here is measured.
    pub scenarios_origin: String,
    /// What is the same in all scenarios though the plan has it otherwise.
    pub changes: BTreeMap<String, ParameterJson>,
    /// The aims, in their order.
    pub aims: Vec<AimJson>,
    /// The layout in each scenario.
    pub scenarios: Vec<ScenarioJson>,
    /// The works of the layout; none without one.
    pub works: Option<Vec<RobustWorkJson>>,
    /// What the layout is worth beside others; none where that was not asked for.
    pub comparison: Option<ComparisonJson>,
    /// Why there is no layout.
    pub clash: Option<ClashJson>,
    /// Candidates dropped because another is never worse.
    pub dropped_sites: usize,
    /// How it came to be.
    pub run: RunRecord,
}

impl Format for RobustJson {
    const FILE: &'static str = "robust.json";
    const FORMAT: &'static str = "yike-robust-1";
}

/// A value of a parameter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum ParameterJson {
    /// A bare number.
    Number(f64),
    /// Text, quantities with their unit among them.
    Text(String),
    /// True or false.
    Flag(bool),
    /// A list of texts.
    List(Vec<String>),
}

impl From<&ParameterValue> for ParameterJson {
    fn from(value: &ParameterValue) -> Self {
        match value {
            ParameterValue::Number(number) => Self::Number(*number),
            ParameterValue::Text(text) => Self::Text(text.clone()),
            ParameterValue::Flag(flag) => Self::Flag(*flag),
            ParameterValue::List(words) => Self::List(words.clone()),
        }
    }
}

/// An aim and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AimJson {
    /// `criterion`, `expected`, `money`.
    pub aim: String,
    /// Why its solve ended.
    pub termination: String,
    /// The layout's value.
    pub value: Option<f64>,
    /// No layout that keeps the earlier aims can be better than this.
    pub bound: Option<f64>,
    /// How much better than the value the bound is, relative to the value (at least 1 person or 万元), of regret to everybody
    /// who could be covered; 0 where that is a rounding error.
    pub gap: Option<f64>,
}

/// The layout in a scenario. People are weighted as in the plan's coverage stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ScenarioJson {
    /// From 1.
    pub scenario: u64,
    /// What varies, by the path of the parameter.
    pub parameters: Members<ParameterJson>,
    /// How likely it is; they add up to 1.
    pub probability: f64,
    /// Weighted people who ask for cover.
    pub weighted_people: f64,
    /// Of them covered; none without a layout.
    pub covered_weighted_people: Option<f64>,
    /// Their share.
    pub covered_share: Option<f64>,
    /// What the best layout found for the scenario alone covers.
    pub own_best_weighted_people: Option<f64>,
    /// No layout covers more there.
    pub own_best_bound: f64,
    /// `own_best_bound` less what is covered: the true regret is no more.
    pub regret_weighted_people: Option<f64>,
    /// The same as a share.
    pub regret_share: Option<f64>,
    /// What the works cost there.
    pub works_cost_yuan: Option<i64>,
    /// The numbers of the expected targets that it misses there; binding ones it meets.
    pub expected_targets_missed: Option<Vec<usize>>,
    /// Weighted people that the expected-value layout covers.
    pub expected_layout_covered: Option<f64>,
    /// Weighted people that the mean-value layout covers; none where it breaks what is binding.
    pub mean_layout_covered: Option<f64>,
    /// Whether the scenario has a layout of its own; none where that was not known when it ended.
    pub has_own_plan: Option<bool>,
}

/// A work that the layout does in every scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RobustWorkJson {
    /// The site's id.
    pub site: String,
    /// Its name.
    pub name: String,
    /// The work's id.
    pub work: String,
}

/// An interval that holds the true figure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BetweenJson {
    /// It is no less.
    pub low: f64,
    /// It is no more.
    pub high: f64,
}

/// What the layout is worth beside others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ComparisonJson {
    /// E v*: each scenario with its own layout.
    pub wait_and_see: Option<BetweenJson>,
    /// What the expected-value layout covers on average.
    pub here_and_now: Option<BetweenJson>,
    /// What the layout covers on average.
    pub average: Option<f64>,
    /// What its works cost on average.
    pub average_cost_yuan: Option<f64>,
    /// The expected value of perfect information.
    pub evpi: Option<BetweenJson>,
    /// The value of the stochastic solution.
    pub vss: Option<BetweenJson>,
    /// Coverage given up on average against the expected-value layout.
    pub price_of_robustness: Option<BetweenJson>,
    /// Money more than the expected-value layout takes, on average.
    pub price_of_robustness_yuan: Option<f64>,
    /// The works of the expected-value layout, `site:work`.
    pub expected_layout_works: Option<Vec<String>>,
    /// The plan with every varied figure at its mean.
    pub mean_value_plan: Option<MeanJson>,
}

/// The plan with every varied figure at its mean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MeanJson {
    /// As of a plan, or `bad-input`.
    pub status: String,
    /// Why there is no such plan.
    pub reason: Option<String>,
    /// The means, by the path of the parameter.
    pub parameters: Members<ParameterJson>,
    /// The works of its layout, `site:work`.
    pub works: Option<Vec<String>>,
    /// What its layout covers on average: the most found.
    pub average: Option<f64>,
    /// It covers no more than this on average.
    pub average_bound: Option<f64>,
    /// Scenarios, from 1, in which its layout is proved to break what is binding.
    pub breaks_in: Vec<u64>,
    /// Those of which that was not known when it ended.
    pub not_known_in: Vec<u64>,
}

/// Why no layout holds in all scenarios.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ClashJson {
    /// `alone`: these have no layout of their own; `together`: none for all of them.
    pub how: String,
    /// From 1.
    pub scenarios: Vec<u64>,
    /// Any one fewer has a layout.
    pub least: bool,
}

impl RobustJson {
    /// What `robust.json` says of `report`.
    pub fn new(report: &RobustReport<'_>) -> Self {
        let robust = report.robust;
        let outcome = &robust.outcome;
        let layout = outcome.layout.as_ref();
        let expected = robust.expected.as_ref();
        let changes = report.fixed.iter();
        Self {
            format: Self::FORMAT.into(),
            name: NameJson::from(&report.problem.name),
            status: outcome.status.word().into(),
            by: robust.criterion.word().into(),
            alpha: match robust.criterion {
                Criterion::Cvar { alpha } => Some(alpha.fraction()),
                _ => None,
            },
            counted_in: robust.unit.word().into(),
            scenarios_origin: Origin::Modelled.word().into(),
            changes: changes.map(|(path, value)| (path.clone(), value.into())).collect(),
            aims: outcome.aims.iter().map(aim).collect(),
            scenarios: scenarios(report),
            works: layout.map(|layout| works(report.problem, layout)),
            comparison: expected.map(|expected| comparison(report, expected)),
            clash: robust.conflict.as_ref().map(|clash| self::clash(report, clash)),
            dropped_sites: outcome.dropped_sites,
            run: report.run.clone(),
        }
    }
}

fn clash(report: &RobustReport<'_>, clash: &Conflict) -> ClashJson {
    let (how, positions, least) = match clash {
        Conflict::Alone(positions) => ("alone", positions, true),
        Conflict::Together { scenarios, least } => ("together", scenarios, *least),
    };
    let number = |&position: &usize| report.robust.scenarios[position].scenario.number + 1;
    ClashJson { how: how.into(), scenarios: positions.iter().map(number).collect(), least }
}

fn aim(report: &RobustAimReport) -> AimJson {
    AimJson {
        aim: report.aim.word().into(),
        termination: report.termination.word().into(),
        value: report.value,
        bound: report.bound,
        gap: report.gap,
    }
}

fn parameters(changes: &[Change]) -> Members<ParameterJson> {
    let parameters = changes.iter();
    let parameters = parameters.map(|(path, value)| (path.clone(), value.into()));
    Members(parameters.collect())
}

/// The layout in each scenario.
pub(super) fn scenarios(report: &RobustReport<'_>) -> Vec<ScenarioJson> {
    let robust = report.robust;
    let all = robust.scenarios.iter().enumerate();
    all.map(|(position, own)| {
        let held = robust.outcome.held.get(position);
        let people = |value: f64| match robust.unit {
            CoverageUnit::People => value,
            CoverageUnit::Share => value * own.people,
        };
        let regret = robust.regret(position).map(people);
        let mean = robust.mean.as_ref().and_then(|mean| mean.held.get(position));
        let mean = mean.and_then(|own| own.held.as_ref());
        let expected = robust.expected.as_ref().and_then(|own| own.held.get(position));
        ScenarioJson {
            scenario: own.scenario.number + 1,
            parameters: parameters(&own.scenario.changes),
            probability: own.probability,
            weighted_people: own.people,
            covered_weighted_people: held.map(|held| held.covered),
            covered_share: held.filter(|_| own.people > 0.0).map(|held| held.covered / own.people),
            own_best_weighted_people: own.best.value.map(people),
            own_best_bound: people(own.best.bound),
            regret_weighted_people: regret,
            regret_share: regret.filter(|_| own.people > 0.0).map(|regret| regret / own.people),
            works_cost_yuan: held.map(|held| held.audit.cost.yuan()),
            expected_targets_missed: held.map(|held| missed(report.problem, held)),
            expected_layout_covered: expected.map(|held| held.covered),
            mean_layout_covered: mean.map(|held| held.covered),
            has_own_plan: own.has_plan,
        }
    })
    .collect()
}

/// Numbers, from 1, of the targets that are missed; none of them is binding.
pub(super) fn missed(problem: &Problem, held: &ScenarioLayout) -> Vec<usize> {
    let results = held.audit.targets.iter();
    results
        .filter(|result| {
            let target = problem.targets.get(result.target);
            result.met == Some(false)
                && target.is_some_and(|target| target.kind == TargetKind::Expected)
        })
        .map(|result| result.target + 1)
        .collect()
}

fn works(problem: &Problem, layout: &RobustLayout) -> Vec<RobustWorkJson> {
    let sites = problem.sites.iter().zip(layout.works());
    sites
        .filter_map(|(site, work)| {
            Some(RobustWorkJson {
                site: site.id.clone(),
                name: site.name.clone(),
                work: work.clone()?,
            })
        })
        .collect()
}

fn words(problem: &Problem, outcome: &RobustOutcome) -> Option<Vec<String>> {
    let layout = outcome.layout.as_ref()?;
    let works = works(problem, layout).into_iter();
    Some(works.map(|work| format!("{}:{}", work.site, work.work)).collect())
}

fn comparison(report: &RobustReport<'_>, expected: &RobustOutcome) -> ComparisonJson {
    let robust = report.robust;
    let between =
        |between: Option<Interval>| between.map(|Interval { low, high }| BetweenJson { low, high });
    let on_average = robust.on_average();
    let price = robust.price();
    let number = |position: usize| robust.scenarios[position].scenario.number + 1;
    ComparisonJson {
        wait_and_see: between(robust.wait_and_see()),
        here_and_now: between(robust.here_and_now()),
        average: on_average.map(|(average, _)| average),
        average_cost_yuan: on_average.map(|(_, money)| money),
        evpi: between(robust.evpi()),
        vss: between(robust.vss()),
        price_of_robustness: between(price.map(|(given_up, _)| given_up)),
        price_of_robustness_yuan: price.map(|(_, money)| money),
        expected_layout_works: words(report.problem, expected),
        mean_value_plan: robust.mean.as_ref().map(|mean| MeanJson {
            status: match &mean.outcome {
                Ok(outcome) => outcome.status.word().into(),
                Err(_) => "bad-input".into(),
            },
            reason: mean.outcome.as_ref().err().cloned(),
            parameters: parameters(&mean.changes),
            works: mean.outcome.as_ref().ok().and_then(|outcome| words(report.problem, outcome)),
            average: robust.expected_of_mean().map(|own| own.low),
            average_bound: robust.expected_of_mean().map(|own| own.high),
            breaks_in: robust.mean_breaks().into_iter().map(number).collect(),
            not_known_in: robust.mean_not_known().into_iter().map(number).collect(),
        }),
    }
}
