//! Everything about a robust plan, for programs.

use super::RobustReport;
use crate::domain::{Change, Criterion, ParameterValue, Problem, SharedLayout, TargetKind};
use crate::plan::InCase;
use crate::run::plan::{NameJson, to_bytes};
use crate::run::record::RunRecord;
use crate::scenario::{Between, Clash};
use crate::solve::{RobustAimReport, RobustOutcome};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// The version of this format; it changes when a field changes its meaning or goes.
const FORMAT: &str = "yike-robust-1";

/// The whole of `robust.json`. Values are in `counted_in`, shares 0–1.
#[derive(Debug, Serialize)]
struct RobustJson<'a> {
    format: &'static str,
    name: NameJson,
    status: &'static str,
    by: &'static str,
    alpha: Option<f64>,
    counted_in: &'static str,
    /// The scenarios and their weights are assumptions: nothing here is measured.
    scenarios_origin: &'static str,
    changes: BTreeMap<&'a str, Parameter>,
    aims: Vec<AimJson>,
    scenarios: Vec<ScenarioJson>,
    works: Option<Vec<WorkJson<'a>>>,
    comparison: Option<ComparisonJson>,
    clash: Option<ClashJson>,
    dropped_sites: usize,
    run: &'a RunRecord,
}

/// A value of a parameter.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Parameter(ParameterValue);

impl Serialize for Parameter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            ParameterValue::Number(number) => serializer.serialize_f64(*number),
            ParameterValue::Text(text) => serializer.serialize_str(text),
            ParameterValue::Flag(flag) => serializer.serialize_bool(*flag),
            ParameterValue::List(words) => words.serialize(serializer),
        }
    }
}

impl std::fmt::Display for Parameter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

#[derive(Debug, Serialize)]
struct AimJson {
    aim: &'static str,
    termination: &'static str,
    value: Option<f64>,
    bound: Option<f64>,
    gap: Option<f64>,
}

/// The layout in a scenario. People are weighted as in the plan's coverage stage.
#[derive(Debug, Serialize)]
pub(super) struct ScenarioJson {
    /// From 1.
    pub(super) scenario: u64,
    #[serde(serialize_with = "as_map")]
    pub(super) parameters: Vec<(String, Parameter)>,
    pub(super) probability: f64,
    pub(super) weighted_people: f64,
    pub(super) covered_weighted_people: Option<f64>,
    pub(super) covered_share: Option<f64>,
    /// What the best layout found for the scenario alone covers.
    pub(super) own_best_weighted_people: Option<f64>,
    /// No layout covers more there.
    pub(super) own_best_bound: f64,
    /// `own_best_bound` less what is covered: the true regret is no more.
    pub(super) regret_weighted_people: Option<f64>,
    pub(super) regret_share: Option<f64>,
    pub(super) works_cost_yuan: Option<i64>,
    /// The numbers of the expected targets that it misses there; binding ones it meets.
    pub(super) expected_targets_missed: Option<Vec<usize>>,
    /// Weighted people that the expected-value layout covers.
    pub(super) expected_layout_covered: Option<f64>,
    /// Weighted people that the mean-value layout covers; none where it breaks what is binding.
    pub(super) mean_layout_covered: Option<f64>,
    /// Whether the scenario has a layout of its own; none where that was not known when it ended.
    pub(super) has_own_plan: Option<bool>,
}

fn as_map<S: Serializer>(
    parameters: &[(String, Parameter)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(parameters.iter().map(|(path, value)| (path, value)))
}

#[derive(Debug, Serialize)]
struct WorkJson<'a> {
    site: &'a str,
    name: &'a str,
    work: &'a str,
}

#[derive(Debug, Serialize)]
struct BetweenJson {
    low: f64,
    high: f64,
}

#[derive(Debug, Serialize)]
struct ComparisonJson {
    /// E v*: each scenario with its own layout.
    wait_and_see: Option<BetweenJson>,
    /// What the expected-value layout covers on average.
    here_and_now: Option<BetweenJson>,
    /// What the layout covers on average.
    average: Option<f64>,
    /// What its works cost on average.
    average_cost_yuan: Option<f64>,
    /// The expected value of perfect information.
    evpi: Option<BetweenJson>,
    /// The value of the stochastic solution.
    vss: Option<BetweenJson>,
    /// Coverage given up on average against the expected-value layout.
    price_of_robustness: Option<BetweenJson>,
    /// Money more than the expected-value layout takes, on average.
    price_of_robustness_yuan: Option<f64>,
    expected_layout_works: Option<Vec<String>>,
    mean_value_plan: Option<MeanJson>,
}

#[derive(Debug, Serialize)]
struct MeanJson {
    status: &'static str,
    /// Why there is no such plan.
    reason: Option<String>,
    #[serde(serialize_with = "as_map")]
    parameters: Vec<(String, Parameter)>,
    works: Option<Vec<String>>,
    /// What its layout covers on average: the most found.
    average: Option<f64>,
    /// It covers no more than this on average.
    average_bound: Option<f64>,
    /// Scenarios, from 1, in which its layout is proved to break what is binding.
    breaks_in: Vec<u64>,
    /// Those of which that was not known when it ended.
    not_known_in: Vec<u64>,
}

#[derive(Debug, Serialize)]
struct ClashJson {
    /// `alone`: these have no layout of their own; `together`: none for all of them.
    how: &'static str,
    /// From 1.
    scenarios: Vec<u64>,
    /// Any one fewer has a layout.
    least: bool,
}

/// The bytes of `robust.json`.
pub fn robust_json(report: &RobustReport<'_>) -> Vec<u8> {
    let robust = report.robust;
    let outcome = &robust.outcome;
    let number = |&position: &usize| robust.scenarios[position].scenario.number + 1;
    let comparison = robust
        .expected
        .as_ref()
        .map(|expected| comparison(report, expected));
    to_bytes(&RobustJson {
        format: FORMAT,
        name: NameJson::from(&report.problem.name),
        status: outcome.status.word(),
        by: robust.criterion.word(),
        alpha: match robust.criterion {
            Criterion::Cvar { alpha } => Some(alpha.fraction()),
            _ => None,
        },
        counted_in: robust.counted.word(),
        scenarios_origin: "modelled",
        changes: report
            .fixed
            .iter()
            .map(|(path, value)| (path.as_str(), Parameter(value.clone())))
            .collect(),
        aims: outcome.aims.iter().map(aim).collect(),
        scenarios: scenarios(report),
        works: outcome
            .layout
            .as_ref()
            .map(|layout| works(report.problem, layout)),
        comparison,
        clash: robust.clash.as_ref().map(|clash| match clash {
            Clash::Alone(scenarios) => ClashJson {
                how: "alone",
                scenarios: scenarios.iter().map(number).collect(),
                least: true,
            },
            Clash::Together { scenarios, least } => ClashJson {
                how: "together",
                scenarios: scenarios.iter().map(number).collect(),
                least: *least,
            },
        }),
        dropped_sites: outcome.dropped_sites,
        run: report.run,
    })
}

fn aim(report: &RobustAimReport) -> AimJson {
    AimJson {
        aim: report.aim.word(),
        termination: report.termination.word(),
        value: report.value,
        bound: report.bound,
        gap: report.gap,
    }
}

fn parameters(changes: &[Change]) -> Vec<(String, Parameter)> {
    let parameters = changes.iter();
    parameters
        .map(|(path, value)| (path.clone(), Parameter(value.clone())))
        .collect()
}

/// The layout in each scenario.
pub(super) fn scenarios(report: &RobustReport<'_>) -> Vec<ScenarioJson> {
    let robust = report.robust;
    let all = robust.scenarios.iter().enumerate();
    all.map(|(position, own)| {
        let held = robust.outcome.held.get(position);
        let people = |value: f64| match robust.counted {
            crate::domain::Counted::People => value,
            crate::domain::Counted::Share => value * own.people,
        };
        let regret = robust.regret(position).map(people);
        let mean = robust
            .mean
            .as_ref()
            .and_then(|mean| mean.held.get(position));
        let mean = mean.and_then(|own| own.held.as_ref());
        let expected = robust
            .expected
            .as_ref()
            .and_then(|own| own.held.get(position));
        ScenarioJson {
            scenario: own.scenario.number + 1,
            parameters: parameters(&own.scenario.changes),
            probability: own.probability,
            weighted_people: own.people,
            covered_weighted_people: held.map(|held| held.covered),
            covered_share: held
                .filter(|_| own.people > 0.0)
                .map(|held| held.covered / own.people),
            own_best_weighted_people: own.best.value.map(people),
            own_best_bound: people(own.best.bound),
            regret_weighted_people: regret,
            regret_share: regret
                .filter(|_| own.people > 0.0)
                .map(|regret| regret / own.people),
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
fn missed(problem: &Problem, held: &InCase) -> Vec<usize> {
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

fn works<'a>(problem: &'a Problem, layout: &'a SharedLayout) -> Vec<WorkJson<'a>> {
    let sites = problem.sites.iter().zip(layout.works());
    sites
        .filter_map(|(site, work)| {
            Some(WorkJson {
                site: &site.id,
                name: &site.name,
                work: work.as_ref()?,
            })
        })
        .collect()
}

fn words(problem: &Problem, outcome: &RobustOutcome) -> Option<Vec<String>> {
    let layout = outcome.layout.as_ref()?;
    let works = works(problem, layout).into_iter();
    Some(
        works
            .map(|work| format!("{}:{}", work.site, work.work))
            .collect(),
    )
}

fn comparison(report: &RobustReport<'_>, expected: &RobustOutcome) -> ComparisonJson {
    let robust = report.robust;
    let between =
        |between: Option<Between>| between.map(|Between { low, high }| BetweenJson { low, high });
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
                Ok(outcome) => outcome.status.word(),
                Err(_) => "bad-input",
            },
            reason: mean.outcome.as_ref().err().cloned(),
            parameters: parameters(&mean.changes),
            works: mean
                .outcome
                .as_ref()
                .ok()
                .and_then(|outcome| words(report.problem, outcome)),
            average: robust.expected_of_mean().map(|own| own.low),
            average_bound: robust.expected_of_mean().map(|own| own.high),
            breaks_in: robust.mean_breaks().into_iter().map(number).collect(),
            not_known_in: robust.mean_not_known().into_iter().map(number).collect(),
        }),
    }
}
