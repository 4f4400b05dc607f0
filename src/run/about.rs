//! What each layer of a plan in GeoJSON says of itself: its foreign member `yike`.

use super::figures::{modelled_funding, modelled_works, origin_counts, works};
use super::members::Members;
use super::plan::NameJson;
use super::report::Report;
use super::table::Table;
use serde::{Deserialize, Serialize};

/// The member `yike` of a layer of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LayerAbout {
    /// The version of Yike.
    pub version: String,
    /// The layer, by the beginning of its file's name.
    pub layer: String,
    /// What it holds.
    pub about: String,
    /// The plan's name.
    pub plan: NameJson,
    /// The year that it plans for.
    pub period: Option<i32>,
    /// The tiers, in the plan's order.
    pub tiers: Vec<TierAbout>,
    /// The group that the plan is for.
    pub served: String,
    /// As in `plan.json`.
    pub status: String,
    /// Features of the inputs by sort: `towns`, `units`, `sites`, `medical`.
    pub origins: Members<OriginAbout>,
    /// Works of the layout; none without one.
    pub work_costs: Option<WorkCostsAbout>,
    /// Sources of money whose amount is modelled.
    pub sources_modelled: usize,
}

/// A tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TierAbout {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: NameJson,
    /// The group that it is for.
    pub group: String,
    /// Whether people travel to it.
    pub travelled_to: bool,
}

/// How many features of a sort are modelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OriginAbout {
    /// How many there are.
    pub all: usize,
    /// With modelled figures.
    pub figures_modelled: usize,
    /// With modelled positions.
    pub positions_modelled: usize,
}

/// How many costs of works are modelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct WorkCostsAbout {
    /// Works of the layout.
    pub works: usize,
    /// Of them those whose cost is modelled.
    pub modelled: usize,
}

impl LayerAbout {
    /// What `layer` says of itself.
    pub fn new(report: &Report<'_>, layer: &Table<'_>) -> Self {
        let problem = report.problem;
        let origins = origin_counts(problem).into_iter().map(|row| {
            let counts = OriginAbout {
                all: row.all,
                figures_modelled: row.figures_modelled,
                positions_modelled: row.positions_modelled,
            };
            (row.sort.word().into(), counts)
        });
        let tiers = problem.tiers.iter().map(|tier| TierAbout {
            id: tier.id.clone(),
            name: (&tier.name).into(),
            group: problem.groups[tier.group].id.clone(),
            travelled_to: tier.has_reach(),
        });
        Self {
            version: report.run.version.clone(),
            layer: layer.kind.file.into(),
            about: layer.about.clone().into_owned(),
            plan: (&problem.name).into(),
            period: problem.period,
            tiers: tiers.collect(),
            served: problem.groups[problem.served].id.clone(),
            status: report.verdict().word().into(),
            origins: Members(origins.collect()),
            work_costs: report.decided().map(|decided| {
                let money = modelled_works(&works(decided.problem, decided.layout));
                WorkCostsAbout { works: money.all, modelled: money.modelled }
            }),
            sources_modelled: modelled_funding(problem).modelled,
        }
    }
}
