//! What was asked and what the answer is worth.

use super::NameJson;
use crate::domain::{Aim, Problem, TargetKind};
use crate::plan::{Screening, TargetResult};
use crate::run::numbers::direction_word;
use crate::run::phrases::scope_text;
use crate::run::report::Report;
use crate::solve::{Multiplier, Outcome, Status, Stop, Termination};
use crate::units::Yuan;
use serde::{Deserialize, Serialize};

/// An indicator or a rule, and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TargetJson {
    /// Its id: what `--lift` and `--set` call it by.
    #[serde(default)]
    pub id: String,
    /// Its number in the published plan.
    pub indicator: Option<u32>,
    /// Its name.
    pub name: NameJson,
    /// Where it is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// It holds only because the published plan says so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub because_published: bool,
    /// Of a rule: the ids of its sites.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<String>,
    /// Of a rule: what must be: `stand`, `go`, `stay`, a kind of work or the id of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub must: Option<String>,
    /// Of a rule: what the works at its sites cost in the layout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_yuan: Option<i64>,
    /// `binding` or `expected`.
    pub kind: String,
    /// What is measured; `not-sited` when siting does not decide it.
    pub measure: String,
    /// The tiers measured, by id; empty: all.
    pub tiers: Vec<String>,
    /// Over what.
    pub scope: Option<String>,
    /// `at_least` or `at_most`.
    pub direction: Option<String>,
    /// The limit, in `unit`.
    pub limit: Option<f64>,
    /// `share`, `number`, `per 1000 people`, `m²`, `m² per 1000 people`, `yuan`, `yuan a year`.
    pub unit: Option<String>,
    /// The aim in the published words, when siting does not decide it.
    pub aim: Option<String>,
    /// Its value today as published.
    pub now_published: Option<String>,
    /// Its value today from the data.
    pub now: Option<f64>,
    /// Its value in the layout.
    pub reached: Option<f64>,
    /// By how much it is missed; 0 when met.
    pub shortfall: Option<f64>,
    /// Met or not; none: not decided by siting, or no layout.
    pub met: Option<bool>,
    /// With scope `each town` or `each area`: the worst one's id.
    pub worst_town: Option<String>,
}

pub(crate) fn targets(report: &Report<'_>) -> Vec<TargetJson> {
    let problem = report.problem;
    let results = report.target_results();
    let result_of = |position: usize| -> Option<&TargetResult> {
        results.iter().find(|result| result.target == position)
    };
    problem
        .targets
        .iter()
        .enumerate()
        .map(|(position, target)| {
            let result = result_of(position);
            let sited = match &target.aim {
                Aim::Sited(aim) => Some(aim),
                Aim::NotSited { .. } => None,
            };
            TargetJson {
                id: target.id.clone(),
                source: target.source.clone(),
                because_published: target.because_published,
                sites: target
                    .ruled_sites()
                    .unwrap_or_default()
                    .iter()
                    .map(|&site| problem.sites[site].id.clone())
                    .collect(),
                must: target.rule().map(|rule| rule.decided.to_string()),
                cost_yuan: report.ruled_cost(target).map(Yuan::yuan),
                indicator: target.indicator,
                name: (&target.name).into(),
                kind: TargetKind::word(target.kind).into(),
                measure: sited.map_or("not-sited", |aim| aim.measure.word()).into(),
                tiers: sited.map_or_else(Vec::new, |aim| {
                    aim.measure.tiers().iter().map(|&tier| problem.tiers[tier].id.clone()).collect()
                }),
                scope: sited.map(|aim| scope_text(problem, aim.scope)),
                direction: sited.map(|aim| direction_word(aim.direction).into()),
                limit: sited.map(|aim| aim.limit.number()),
                unit: sited.map(|aim| aim.measure.unit().word().into()),
                aim: match &target.aim {
                    Aim::NotSited { aim } => Some(aim.clone()),
                    Aim::Sited(_) => None,
                },
                now_published: target.now.clone(),
                now: result.and_then(|result| result.now),
                reached: result.and_then(|result| result.reached),
                shortfall: result
                    .filter(|result| result.met.is_some())
                    .map(|result| result.shortfall),
                met: result.and_then(|result| result.met),
                worst_town: result
                    .and_then(|result| result.worst)
                    .map(|part| problem.id_of(part).to_owned()),
            }
        })
        .collect()
}

/// A stage and what became of it. Units of value and bound: shortfall in weighted shares of the targets
/// missed; coverage in weighted people; money in yuan; travel in person-kilometres; the worst town in a share; the worst-off tenth
/// and the Kolm-Pollak equivalent in kilometres.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct StageJson {
    /// `shortfall`, `coverage`, `money`, `travel`, `worst-town`, `worst-decile`, `kolm-pollak`.
    pub stage: String,
    /// Why it ended.
    pub termination: String,
    /// The layout's value.
    pub value: Option<f64>,
    /// No layout that keeps the earlier stages can be better than this.
    pub bound: Option<f64>,
    /// How much better than the value the bound is, over max(|value|, 1); 0 below a millionth.
    pub gap: Option<f64>,
    /// What proves a bound without a solver; missing where the bound is the solver's word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<CertificateJson>,
    /// The value that it ended with, which the stages after it keep but for the plan's `keep`; only in runs with certificates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<f64>,
    /// Columns of the model.
    pub columns: usize,
    /// Of them integer.
    pub integers: usize,
    /// Rows.
    pub rows: usize,
    /// Nonzeros.
    pub nonzeros: usize,
    /// The parts by which it was solved; missing where it was solved as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<usize>,
    /// Why it was solved as a whole and not part by part: a word of [`WhyWhole`](crate::solve::WhyWhole); missing where that was no question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<String>,
}

/// What proves a bound to whoever has the plan: `yike verify` does it again (docs/proofs.md).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CertificateJson {
    /// The bound that the multipliers prove.
    pub bound: f64,
    /// How much better than it the stage's bound is, over max(|bound|, 1): so far that is the solver's word; 0 below a millionth.
    pub on_word: f64,
    /// What a unit of the model's rows about the whole plan is worth, of those that are worth something.
    pub multipliers: Vec<MultiplierJson>,
}

/// The multiplier of a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MultiplierJson {
    /// The row's name in the model: `source_1_0` is the money of the second source, `target_3_0` the fourth target, `coverage_0_0`
    /// what is kept of that aim.
    pub row: String,
    /// In the unit of the model's aim, for a unit of the row.
    pub value: f64,
}

/// The verdict on a run of this `status`: its code in [`VERDICTS`](crate::run::words::VERDICTS), which tells an interrupted
/// run from one whose time was up.
pub(crate) fn verdict<'a>(status: &'a str, stages: &[StageJson]) -> &'a str {
    let ends = stages.iter().filter_map(|stage| {
        Termination::ALL.into_iter().find(|termination| termination.word() == stage.termination)
    });
    let stop = Stop::of(ends);
    let known = Status::ALL.into_iter().find(|own| {
        let is_same = match own {
            Status::StoppedWithPlan(own) | Status::StoppedWithoutPlan(own) => *own == stop,
            _ => true,
        };
        is_same && own.word() == status
    });
    known.map_or(status, |own| own.verdict())
}

pub(crate) fn stages(stages: &[crate::solve::StageReport]) -> Vec<StageJson> {
    stages.iter().map(StageJson::of).collect()
}

impl StageJson {
    /// What is said of a stage.
    pub fn of(report: &crate::solve::StageReport) -> Self {
        let multiplier =
            |own: &Multiplier| MultiplierJson { row: own.row.clone(), value: own.value };
        Self {
            stage: report.stage.word().into(),
            termination: report.termination.word().into(),
            value: report.value,
            bound: report.bound,
            gap: report.gap,
            certificate: report.certificate.as_ref().map(|own| CertificateJson {
                bound: own.bound,
                on_word: report.on_word().unwrap_or_default(),
                multipliers: own.multipliers.iter().map(multiplier).collect(),
            }),
            kept: report.kept,
            columns: report.size.columns,
            integers: report.size.integers,
            rows: report.size.rows,
            nonzeros: report.size.nonzeros,
            parts: report.size.parts,
            whole: report.size.whole.map(|own| own.word().into()),
        }
    }
}

/// What is known before any solver runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ScreeningJson {
    /// People whom no allowed choice at a site within reach serves.
    pub unreachable: Vec<UnreachableJson>,
    /// Proofs that the plan cannot be met.
    pub contradictions: Vec<ContradictionJson>,
}

/// People whom no allowed choice at a site within reach serves at a tier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct UnreachableJson {
    /// The tier's id.
    pub tier: String,
    /// The unit's id.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// How many of the tier's group.
    pub people: f64,
}

/// A proof that the plan cannot be met.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ContradictionJson {
    /// Stable code.
    pub code: String,
    /// Position of the target, from 0.
    pub target: Option<usize>,
    /// In words.
    pub text: String,
    /// In Chinese.
    #[serde(default)]
    pub text_zh: String,
    /// The ids concerned.
    pub ids: Vec<String>,
}

/// `screening` in the shape of `plan.json`.
pub fn screening_json(problem: &Problem, screening: &Screening) -> ScreeningJson {
    ScreeningJson {
        unreachable: screening
            .unreachable
            .iter()
            .map(|row| UnreachableJson {
                tier: problem.tiers[row.tier].id.clone(),
                unit: problem.units[row.unit].id.clone(),
                name: problem.units[row.unit].name.clone(),
                people: row.people.number(),
            })
            .collect(),
        contradictions: screening
            .contradictions
            .iter()
            .map(|row| ContradictionJson {
                code: row.code.into(),
                target: row.target,
                text: row.text.english().into(),
                text_zh: row.text.chinese().into(),
                ids: row.ids.clone(),
            })
            .collect(),
    }
}

/// Whether other layouts are as good at every stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TiesJson {
    /// The sites at which a layout as good decides otherwise; none: this one is the only one, where that is proved.
    pub sites: Vec<TieJson>,
    /// Whether no other site and no other decision is possible in such a layout.
    pub proved: bool,
}

/// A site at which layouts as good decide otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TieJson {
    /// The site's id.
    pub site: String,
    /// Its name.
    pub name: String,
    /// The work of the layout, by its id; `stay` without one.
    pub decision: String,
    /// Those of layouts as good, likewise.
    pub others: Vec<String>,
}

pub(crate) fn ties(problem: &Problem, outcome: &Outcome) -> Option<TiesJson> {
    let (ties, layout) = (outcome.ties.as_ref()?, outcome.layout.as_ref()?);
    let sites = problem.sites.iter_enumerated().filter_map(|(index, site)| {
        let made = layout.choices[index];
        let others = site.choices().filter(|&own| own != made && ties.seen.contains(&(index, own)));
        let others: Vec<String> = others.map(|own| site.decision(own).to_owned()).collect();
        (!others.is_empty()).then(|| TieJson {
            site: site.id.clone(),
            name: site.name.clone(),
            decision: site.decision(made).into(),
            others,
        })
    });
    Some(TiesJson { sites: sites.collect(), proved: ties.proved })
}

/// How the problem was made smaller without changing its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ReductionsJson {
    /// Pairs of demand unit and tier, over all periods.
    pub units_before: usize,
    /// Those left: pairs that the same sites could serve count once, those that every layout or none covers not at all.
    pub units_after: usize,
    /// Candidates dropped because another is never worse, by site id.
    pub dropped_sites: Vec<String>,
}

pub(crate) fn reductions(outcome: &Outcome) -> ReductionsJson {
    ReductionsJson {
        units_before: outcome.merged_units.0,
        units_after: outcome.merged_units.1,
        dropped_sites: outcome.dropped_sites.clone(),
    }
}
