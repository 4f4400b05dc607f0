//! What a frontier says: its points, each a layout, with what is proved of them.

use super::numbers::GAP_ABOUT;
use super::plan::{ModelledJson, NameJson, travel_json};
use super::record::{Format, InputRecord, SettingsRecord, VERSION, fingerprint};
use super::stage_columns::aim_head;
use super::table::Unit::{self, Count, Flag, Number, People, Yuan};
use super::table::{Columns, Kind, Table};
use super::tables::TableSpec;
use crate::domain::{Problem, Stage};
use crate::scenario::{Frontier, Points};
use serde::{Deserialize, Serialize};

/// The whole of `frontier.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FrontierJson {
    /// The word of the format: see [`Format::FORMAT`].
    pub format: String,
    /// The version of Yike.
    pub version: String,
    /// The plan's name.
    pub plan: String,
    /// The same in both languages.
    #[serde(default)]
    pub name: Option<NameJson>,
    /// `money`, `travel`, `worst-town`, `worst-decile` or `kolm-pollak`; its unit: yuan, person-kilometres, a share, kilometres.
    pub against: String,
    /// What was changed in the plan, `PATH=VALUE`.
    pub changes: Vec<String>,
    /// All points of the frontier are here.
    pub whole: bool,
    /// Why points that were asked for are missing: `time-limit` or `stopped`; left out where none are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<String>,
    /// The points, by coverage.
    pub points: Vec<PointJson>,
    /// How people get about, in words.
    pub travel: NameJson,
    /// What is modelled in the plan, works that no point does included.
    pub modelled: ModelledJson,
    /// The files read.
    pub inputs: Vec<InputRecord>,
    /// Of each solve.
    pub settings: SettingsRecord,
}

/// A point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PointJson {
    /// From 1.
    pub point: usize,
    /// Weighted people covered, as in the coverage stage.
    pub coverage_weighted_people: f64,
    /// No layout within the bound on the other aim covers more.
    pub coverage_bound: Option<f64>,
    /// How much better than the value the bound is, over max(|value|, 1); 0 below a millionth.
    pub coverage_gap: Option<f64>,
    /// The other aim.
    pub against: f64,
    /// No layout with this coverage is better in it.
    pub against_bound: Option<f64>,
    /// How much better than the value the bound is, over max(|value|, 1); 0 below a millionth.
    pub against_gap: Option<f64>,
    /// What its works cost.
    pub cost_yuan: i64,
    /// This is the knee.
    pub knee: bool,
    /// The works, `site:work`, in the order of sites.
    pub works: Vec<String>,
}

impl FrontierJson {
    /// The frontier of `problem`.
    pub fn new(
        problem: &Problem,
        frontier: &Frontier,
        changes: Vec<String>,
        inputs: Vec<InputRecord>,
        settings: SettingsRecord,
    ) -> Self {
        let points = frontier.points.iter().enumerate().map(|(position, point)| {
            let chosen = || problem.sites.iter().zip(&point.layout.choices);
            let works = chosen().filter_map(|(site, &choice)| {
                let work = site.work(choice)?;
                Some(format!("{}:{}", site.id, work.id))
            });
            PointJson {
                point: position + 1,
                coverage_weighted_people: point.coverage.value,
                coverage_bound: point.coverage.bound,
                coverage_gap: point.coverage.gap,
                against: point.against.value,
                against_bound: point.against.bound,
                against_gap: point.against.gap,
                cost_yuan: chosen().map(|(site, &choice)| site.cost(choice).yuan()).sum(),
                knee: point.knee,
                works: works.collect(),
            }
        });
        Self {
            format: Self::FORMAT.into(),
            version: VERSION.into(),
            plan: problem.name.english().to_owned(),
            name: Some((&problem.name).into()),
            against: frontier.against.word().into(),
            changes,
            whole: frontier.whole,
            stopped: frontier.stopped.map(|stop| stop.word().into()),
            points: points.collect(),
            travel: travel_json(problem),
            modelled: ModelledJson::of_many_layouts(problem),
            inputs,
            settings,
        }
    }
}

/// The fingerprint of everything that the answers of a frontier's solves depend on.
pub fn key(
    inputs: &[InputRecord],
    changes: &[String],
    settings: &SettingsRecord,
    (against, points): (Stage, Points),
) -> String {
    fingerprint(inputs, changes, settings, &format!("frontier {against} {points:?}"))
}

impl Format for FrontierJson {
    const FILE: &'static str = "frontier.json";
    const FORMAT: &'static str = "yike-frontier-1";
}

const KIND: Kind =
    Kind::new("frontier", "Frontier", "帕累托前沿", "the points of the frontier, by coverage");

/// The columns; `against` names those of the other aim, with their unit.
fn columns<'a>(against: &str, unit: Unit) -> Columns<'a, PointJson> {
    let (bound, gap) = (format!("{against}_bound"), format!("{against}_gap"));
    Columns::<PointJson>::new()
        .computed("point", "No.", "序号", Count, |point| point.point)
        .computed(
            "coverage_weighted_people",
            "Covered, weighted people",
            "加权覆盖人数",
            People,
            |point| point.coverage_weighted_people,
        )
        .claimed("coverage_bound", "Bound on coverage", "覆盖理论上限", People, |point| {
            point.coverage_bound
        })
        .about("no layout within the bound on the other aim covers more")
        .claimed("coverage_gap", "Gap of coverage", "覆盖差距", Number, |point| {
            point.coverage_gap
        })
        .about(GAP_ABOUT)
        .computed(against, "The other aim", "另一目标", unit, |point| point.against)
        .claimed(bound, "Bound on it", "另一目标理论界限", unit, |point| {
            point.against_bound
        })
        .about("no layout with this coverage is better in it")
        .claimed(gap, "Gap of it", "另一目标差距", Number, |point| point.against_gap)
        .about(GAP_ABOUT)
        .computed("works_cost_yuan", "Cost, yuan", "投入（元）", Yuan, |point| point.cost_yuan)
        .computed("works", "Works", "任务数", Count, |point| point.works.len())
        .computed("knee", "Knee", "拐点", Flag, |point| point.knee)
        .about("the point that is farthest from the line between the ends")
        .all_exact()
}

/// The points of a frontier.
pub fn points_table(frontier: &FrontierJson) -> Table<'static> {
    let aim = Stage::from_word(&frontier.against).unwrap_or(Stage::WorstTown);
    let (against, _, _, unit) = aim_head(aim);
    Table::new(KIND, columns(against, unit), frontier.points.clone())
}

/// Every table that a frontier's run has; `AGAINST` stands for `money_yuan`, `travel_person_km`, `worst_town_share`, `worst_decile_km` or
/// `kolm_pollak_km`.
pub fn specs() -> Vec<TableSpec> {
    vec![TableSpec::table(KIND, columns("AGAINST", Number))]
}
