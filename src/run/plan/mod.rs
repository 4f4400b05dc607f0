//! `plan.json`: everything that is known of a run, for programs. Figures are in SI-like units named in the
//! field (`_yuan`, `_s`); shares are 0–1. What depends on the machine stands in `timing.json`.

mod answer;
mod fairness;
mod layout;
mod name;
mod setting;

use crate::domain::Problem;
use crate::run::brief::BriefJson;
use crate::run::conflicts::ClashesJson;
use crate::run::figures::{
    ModelledMoney, disagreements, modelled_funding, modelled_possible_works, modelled_works,
    origin_counts, works,
};
use crate::run::record::{Format, PROSE_OF_WARNINGS, RunRecord};
use crate::run::report::Report;
use serde::{Deserialize, Serialize};

pub use answer::{
    ContradictionJson, ReductionsJson, ScreeningJson, StageJson, TargetJson, TieJson, TiesJson,
    UnreachableJson, screening_json,
};
pub(crate) use answer::{stages, targets, ties, verdict};
pub use fairness::{AccessJson, InequalityJson};
pub use layout::{CoverageJson, FacilitiesJson, MoneyJson, SourceJson, ViolationJson, WorkJson};
pub use name::{ColumnJson, NameJson};
pub use setting::{ReachJson, TierJson, TierTravelJson, TownJson, UncoveredJson, travel_json};

/// The version of this format; it changes when a field changes its meaning or goes.
pub const FORMAT: &str = "yike-plan-1";

/// The whole of `plan.json`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PlanJson {
    /// The word of the format: see [`FORMAT`].
    pub format: String,
    /// The plan's name.
    pub name: NameJson,
    /// The year that it plans for.
    pub period: Option<i32>,
    /// `proved`, `proved-to-gap`, `stopped-with-plan`, `infeasible`, `stopped-without-plan`; of an audit
    /// `no-violations` or `violations`.
    pub status: String,
    /// What leaders see of it; none without a layout, and in files of older versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brief: Option<BriefJson>,
    /// The tiers, in the plan's order.
    pub tiers: Vec<TierJson>,
    /// The towns, in the plan's order.
    pub towns: Vec<TownJson>,
    /// The group of people that the plan serves, by id.
    #[serde(default)]
    pub served: String,
    /// How people get about, in words.
    pub travel: NameJson,
    /// Every indicator, in the plan's order.
    pub targets: Vec<TargetJson>,
    /// The stages, in the plan's order; none for an audit.
    pub stages: Vec<StageJson>,
    /// What is known before any solver runs.
    pub screening: ScreeningJson,
    /// Infeasible: what clashes, and what would make the plan possible; none otherwise, and in files of older versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clashes: Option<ClashesJson>,
    /// Whether other layouts are as good; none where that was not sought, and in files of older versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ties: Option<TiesJson>,
    /// Money by source.
    pub money: MoneyJson,
    /// The works, in the order of the sites.
    pub works: Vec<WorkJson>,
    /// Facilities by tier, today and in the layout.
    pub facilities: Vec<FacilitiesJson>,
    /// Coverage by tier, slice and group.
    pub coverage: Vec<CoverageJson>,
    /// What each part of the people has of each tier, beside today; none in files of older versions.
    #[serde(default)]
    pub access: Vec<AccessJson>,
    /// How unequally it is spread; none in files of older versions.
    #[serde(default)]
    pub inequality: Vec<InequalityJson>,
    /// Who is not covered, and why.
    pub uncovered: Vec<UncoveredJson>,
    /// Every rule that the layout breaks.
    pub violations: Vec<ViolationJson>,
    /// Published figures that the data do not bear out.
    pub disagreements: Vec<DisagreementJson>,
    /// What is modelled and must not be quoted as measured.
    pub modelled: ModelledJson,
    /// How the problem was made smaller; none for an audit.
    pub reductions: Option<ReductionsJson>,
    /// The solver's name; none for an audit.
    pub solver: Option<String>,
    /// How it came to be.
    pub run: RunRecord,
}

impl Format for PlanJson {
    const FILE: &'static str = "plan.json";
    const FORMAT: &'static str = FORMAT;
    const PROSE: &'static [&'static str] = &[
        "brief",
        "travel",
        "screening.contradictions[].text",
        "screening.contradictions[].text_zh",
        "clashes.conflicts[].members[].text",
        "clashes.conflicts[].sentences",
        "clashes.repairs[].concessions[].text",
        "violations[].text",
        "violations[].text_zh",
        PROSE_OF_WARNINGS[0],
        PROSE_OF_WARNINGS[1],
    ];
    const GONE: &'static [&'static str] = &["opening", "relaxations", "relaxations_complete"];
}

/// A published figure that the data do not bear out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DisagreementJson {
    /// Position of the target, from 0.
    pub target: usize,
    /// As published.
    pub published: f64,
    /// From the data.
    pub own: f64,
    /// What both count.
    pub unit: String,
}

/// How much is modelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ModelledJson {
    /// Features by sort.
    pub features: Vec<ModelledFeatures>,
    /// Works of the layout whose cost is modelled; where a file is about many layouts, of all works that the plan
    /// allows, alternatives of one site each.
    pub work_costs: Option<ModelledAmount>,
    /// Sources of money whose amount is modelled.
    pub sources: ModelledAmount,
}

/// How many features of a sort are modelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ModelledFeatures {
    /// `towns`, `units`, `sites`, `medical`.
    pub sort: String,
    /// How many there are.
    pub all: usize,
    /// With modelled figures.
    pub figures: usize,
    /// With modelled positions.
    pub positions: usize,
}

/// How many amounts are modelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ModelledAmount {
    /// How many there are.
    pub all: usize,
    /// How many of them are modelled.
    pub modelled: usize,
    /// What those come to.
    pub amount_yuan: i64,
}

impl ModelledFeatures {
    /// Of each sort that `problem` has.
    pub(crate) fn of(problem: &Problem) -> Vec<Self> {
        let features = origin_counts(problem).into_iter().map(|row| Self {
            sort: row.sort.word().into(),
            all: row.all,
            figures: row.figures_modelled,
            positions: row.positions_modelled,
        });
        features.collect()
    }
}

impl ModelledJson {
    /// Of `problem`, with the works of its layout, if it has one.
    fn new(problem: &Problem, works: Option<ModelledMoney>) -> Self {
        Self {
            features: ModelledFeatures::of(problem),
            work_costs: works.map(Into::into),
            sources: modelled_funding(problem).into(),
        }
    }

    /// Of `problem`, for a file about many layouts: a sweep's, a frontier's.
    pub fn of_many_layouts(problem: &Problem) -> Self {
        Self::new(problem, Some(modelled_possible_works(problem)))
    }
}

impl From<ModelledMoney> for ModelledAmount {
    fn from(money: ModelledMoney) -> Self {
        Self { all: money.all, modelled: money.modelled, amount_yuan: money.amount.yuan() }
    }
}

impl PlanJson {
    /// What `plan.json` says of `report`.
    pub fn new(report: &Report<'_>) -> Self {
        let problem = report.problem;
        let decided = report.decided();
        let outcome = report.outcome();
        let rows = decided.map(|decided| works(problem, decided.layout));
        let (access, inequality) =
            decided.as_ref().map_or_else(Default::default, fairness::fairness_of);
        Self {
            format: FORMAT.into(),
            name: (&problem.name).into(),
            period: problem.period,
            status: report.verdict().word().into(),
            brief: BriefJson::of(report),
            tiers: setting::tiers(problem),
            towns: setting::towns(problem),
            served: problem.groups[problem.served].id.clone(),
            travel: travel_json(problem),
            targets: answer::targets(report),
            stages: outcome.map_or_else(Vec::new, |outcome| answer::stages(&outcome.stages)),
            screening: screening_json(problem, report.screening()),
            clashes: report.clashes.cloned(),
            ties: outcome.and_then(|outcome| answer::ties(problem, outcome)),
            money: layout::money(problem, decided.as_ref()),
            works: decided.as_ref().map_or_else(Vec::new, layout::work_list),
            facilities: decided.as_ref().map_or_else(Vec::new, layout::facility_list),
            coverage: decided.as_ref().map_or_else(Vec::new, layout::coverage),
            access,
            inequality,
            uncovered: decided.as_ref().map_or_else(Vec::new, setting::uncovered_list),
            violations: decided.as_ref().map_or_else(Vec::new, layout::violations),
            disagreements: decided.map_or_else(Vec::new, |decided| {
                disagreements(problem, decided.audit)
                    .into_iter()
                    .map(|row| DisagreementJson {
                        target: row.target,
                        published: row.published,
                        own: row.own,
                        unit: row.unit.word().into(),
                    })
                    .collect()
            }),
            modelled: ModelledJson::new(problem, rows.map(|rows| modelled_works(&rows))),
            reductions: outcome.map(answer::reductions),
            solver: outcome.map(|outcome| outcome.solver.name.into()),
            run: report.run.clone(),
        }
    }

    /// Whether the run found a layout.
    pub fn has_layout(&self) -> bool {
        self.money.cost_yuan.is_some()
    }

    /// The groups of people that tiers are for or coverage is counted of, by id.
    pub fn groups(&self) -> Vec<String> {
        let of_tiers = self.tiers.iter().map(|tier| &tier.group);
        let of_coverage = self.coverage.iter().map(|row| &row.group);
        let mut groups: Vec<String> = of_tiers.chain(of_coverage).cloned().collect();
        groups.sort();
        groups.dedup();
        groups
    }
}

/// The bytes of `plan.json`.
pub fn plan_json(report: &Report<'_>) -> Vec<u8> {
    to_bytes(&PlanJson::new(report))
}

/// Indented JSON with a newline at the end.
pub fn to_bytes(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value)
        .expect("our own structs have text keys and no failing parts");
    bytes.push(b'\n');
    bytes
}
