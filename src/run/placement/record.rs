//! `placement.json`: everything that is known of a run, for programs. Distances are in the instance's unit; shares
//! and gaps are 0–1. `figures.unreachable` is demand that could not be covered even were all sites open: that fewer
//! than `times` sites reach, 2 with backup cover. What depends on the machine stands in `timing.json`; with a time
//! limit, all of it may.

use super::alternatives::{AlternativesJson, alternatives_json};
use super::infeasible::{ConflictJson, RepairJson, conflict_rows, repair_rows};
use super::question::QuestionJson;
use super::report::{PlacementReport, PlacementRun, Subject};
use super::words::{metric_text, question_text, status_text};
use super::worth::WorthJson;
use crate::domain::location::{Instance, Metric, SiteRule};
use crate::plan::location::{Assignment, Figures, Hindrance, Named, PlacementFault, Spread};
use crate::run::record::Format;
use serde::{Deserialize, Serialize};

/// The whole of `placement.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PlacementJson {
    /// The word of the format: see [`Format::FORMAT`].
    pub format: String,
    /// The instance's name.
    pub name: String,
    /// `optimal`, `gap-reached`, `stopped`, `infeasible`, `stopped-without-placement`; of a placement that was given
    /// `no-faults` or `faults`.
    pub status: String,
    /// The same in a sentence.
    pub verdict: String,
    /// The placement's value.
    pub objective: Option<f64>,
    /// No placement is better than this.
    pub bound: Option<f64>,
    /// How much better than the objective the bound is, over max(|objective|, 1); 0 below a millionth.
    pub gap: Option<f64>,
    /// What was asked.
    pub question: QuestionJson,
    /// The same in a sentence.
    pub question_text: String,
    /// What it was asked of.
    pub instance: InstanceJson,
    /// How the answer was found; none of a placement that was given.
    pub method: Option<String>,
    /// Nodes of the search tree.
    pub nodes: Option<u64>,
    /// Cuts added.
    pub cuts: Option<u64>,
    /// Linear programs solved.
    pub linear_programs: Option<u64>,
    /// The ids of the sites that are open, in the instance's order; none without a placement.
    pub open: Option<Vec<String>>,
    /// What the placement comes to; none where it is not known who goes where.
    pub figures: Option<FiguresJson>,
    /// How its distances are spread over the demand; none where that is not known or they are costs of whole points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fairness: Option<SpreadJson>,
    /// The rules that it breaks.
    pub faults: Vec<FaultJson>,
    /// Why there is no placement.
    pub reasons: Vec<ReasonJson>,
    /// What clashes where there is no placement.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<ConflictJson>,
    /// Single changes with which there would be one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repairs: Vec<RepairJson>,
    /// The best placements, where they were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternatives: Option<AlternativesJson>,
    /// What steps more and less are worth, where that was asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub worth: Vec<WorthJson>,
    /// How it came to be.
    #[serde(flatten)]
    pub run: PlacementRun,
}

impl Format for PlacementJson {
    const FILE: &'static str = "placement.json";
    const FORMAT: &'static str = "yike-placement-1";
}

/// The instance, counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct InstanceJson {
    /// Demand points.
    pub demand_points: usize,
    /// Their weight.
    pub total_weight: f64,
    /// Sites.
    pub sites: usize,
    /// The same by rule.
    pub sites_by_rule: SitesByRule,
    /// The unit of distances; empty where there is none.
    pub unit: String,
    /// `plane`, `sphere`, `geodesic` or `table`.
    pub distances: String,
    /// The same in words.
    pub distances_text: String,
    /// Whether values are costs of whole demand points, not of each unit of weight.
    pub values_are_costs_of_whole_points: bool,
    /// Whether demand points and sites are the same places.
    pub demand_points_are_sites: bool,
    /// What all sites can serve; none where capacities are not known.
    pub total_capacity: Option<f64>,
}

/// Sites by what is known of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SitesByRule {
    /// May be opened.
    pub free: usize,
    /// Are open, and stay so.
    pub existing: usize,
    /// Are to be opened.
    pub required: usize,
    /// May not be opened.
    pub forbidden: usize,
}

/// What a placement comes to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FiguresJson {
    /// The weight of all demand.
    pub total_weight: f64,
    /// Of it covered.
    pub covered_weight: f64,
    /// Their share; none without weight.
    pub covered_share: Option<f64>,
    /// Demand points with weight that are covered.
    pub covered_points: usize,
    /// Weight times distance.
    pub travel: f64,
    /// By weight.
    pub mean_distance: Option<f64>,
    /// Of all that have weight.
    pub greatest_distance: Option<f64>,
    /// Demand that nobody serves.
    pub unserved: NamedJson,
    /// Demand that could not be covered even were all sites open.
    pub unreachable: NamedJson,
    /// Sites that are open.
    pub open: usize,
    /// Of them those that were not before.
    pub opened: usize,
    /// What these cost.
    pub fixed_cost: f64,
}

/// How distances are spread over the demand that is covered or served, by weight.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SpreadJson {
    /// The mean distance of the tenth of the weight that is the farthest.
    pub worst_tenth: f64,
    /// The coefficient of Gini; none where every distance is 0.
    pub gini: Option<f64>,
    /// The index of Theil; none where every distance is 0.
    pub theil: Option<f64>,
    /// The equally distributed equivalent of Kolm and Pollak.
    pub kolm_pollak: f64,
    /// Its κ, told by these distances; none where every distance is 0.
    pub kappa: Option<f64>,
}

impl From<Spread> for SpreadJson {
    fn from(spread: Spread) -> Self {
        Self {
            worst_tenth: spread.worst_tenth,
            gini: spread.gini,
            theil: spread.theil,
            kolm_pollak: spread.kolm_pollak,
            kappa: spread.kappa,
        }
    }
}

/// Some demand points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NamedJson {
    /// How many.
    pub count: usize,
    /// Their weight.
    pub weight: f64,
    /// The first ids, in the instance's order.
    pub first_ids: Vec<String>,
}

/// A rule that a placement breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FaultJson {
    /// Which.
    pub kind: String,
    /// In words.
    pub text: String,
}

/// Why there is no placement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ReasonJson {
    /// What.
    pub kind: String,
    /// In words.
    pub text: String,
    /// What would help.
    pub repair: String,
}

/// Everything that `report` knows.
pub fn placement_json(report: &PlacementReport<'_>) -> PlacementJson {
    let (instance, question) = (report.instance, report.question);
    let proof = match report.subject {
        Subject::Solved(proof) => Some(proof),
        Subject::Audited => None,
    };
    let is_open = report.is_open();
    let open = || {
        let sites = (0..instance.sites()).filter(|&site| is_open[site]);
        sites.map(|site| instance.site_ids().label(site).into_owned()).collect()
    };
    let faults = report.audit.map_or(&[][..], |audit| &audit.faults);
    let fault =
        |fault: &PlacementFault| FaultJson { kind: fault.word().into(), text: fault.to_string() };
    let reason = |reason: &Hindrance| ReasonJson {
        kind: reason.word().into(),
        text: reason.to_string(),
        repair: reason.repair().english.into(),
    };
    PlacementJson {
        format: PlacementJson::FORMAT.into(),
        name: instance.name().into(),
        status: report.status().into(),
        verdict: status_text(report),
        objective: report.audit.and_then(|audit| audit.objective),
        bound: proof.and_then(|proof| proof.bound),
        gap: proof.and_then(|proof| proof.gap),
        question: question.into(),
        question_text: question_text(question, instance.unit()),
        instance: instance_json(instance),
        method: proof.map(|proof| proof.method.word().into()),
        nodes: proof.map(|proof| proof.effort.nodes),
        cuts: proof.map(|proof| proof.effort.cuts),
        linear_programs: proof.map(|proof| proof.effort.programs),
        open: report.placement.map(|_| open()),
        figures: report
            .audit
            .filter(|audit| audit.assignment != Assignment::Unknown)
            .map(|audit| figures_json(&audit.figures)),
        fairness: report.spread().map(SpreadJson::from),
        faults: faults.iter().map(fault).collect(),
        reasons: report.hindrances.iter().map(reason).collect(),
        conflicts: conflict_rows(report),
        repairs: repair_rows(report),
        alternatives: report.ranking.map(|ranking| alternatives_json(report, ranking)),
        worth: report.worth.unwrap_or(&[]).iter().map(WorthJson::from).collect(),
        run: report.run.clone(),
    }
}

fn instance_json(instance: &Instance) -> InstanceJson {
    let metric = match instance.metric() {
        Metric::Plane { .. } => "plane",
        Metric::Sphere { .. } => "sphere",
        Metric::Geodesic { .. } => "geodesic",
        Metric::Table(_) => "table",
    };
    let of = |rule: SiteRule| instance.rules().iter().filter(|&&own| own == rule).count();
    InstanceJson {
        demand_points: instance.points(),
        // Adding 0 makes a negative zero, which an empty sum is, positive.
        total_weight: instance.weights().iter().sum::<f64>() + 0.0,
        sites: instance.sites(),
        sites_by_rule: SitesByRule {
            free: of(SiteRule::Free),
            existing: of(SiteRule::Existing),
            required: of(SiteRule::Required),
            forbidden: of(SiteRule::Forbidden),
        },
        unit: instance.unit().word().into(),
        distances: metric.into(),
        distances_text: metric_text(instance),
        values_are_costs_of_whole_points: instance.is_whole_demand(),
        demand_points_are_sites: instance.has_same_points(),
        total_capacity: instance.capacities().map(|all| all.iter().sum::<f64>() + 0.0),
    }
}

fn figures_json(figures: &Figures) -> FiguresJson {
    let share = figures.covered_weight / figures.total_weight;
    FiguresJson {
        total_weight: figures.total_weight,
        covered_weight: figures.covered_weight,
        covered_share: (figures.total_weight > 0.0).then_some(share),
        covered_points: figures.covered_points,
        travel: figures.travel,
        mean_distance: figures.mean_distance,
        greatest_distance: figures.greatest_distance,
        unserved: named_json(&figures.unserved, figures.unserved_weight),
        unreachable: named_json(&figures.unreachable, figures.unreachable_weight),
        open: figures.open,
        opened: figures.opened,
        fixed_cost: figures.cost,
    }
}

fn named_json(named: &Named, weight: f64) -> NamedJson {
    NamedJson { count: named.count, weight, first_ids: named.ids.clone() }
}
