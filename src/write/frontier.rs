//! A frontier as a table and as JSON.

use crate::domain::{Problem, Stage};
use crate::run::folder::Output;
use crate::run::plan::{ModelledJson, NameJson, to_bytes, travel_json};
use crate::run::record::{InputRecord, SettingsRecord, VERSION};
use crate::scenario::Frontier;
use crate::solve::Aimed;
use serde::Serialize;

/// The names of the outputs of a frontier.
pub const FRONTIER_NAMES: [&str; 2] = ["frontier.csv", "frontier.json"];

/// The whole of `frontier.json`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FrontierJson {
    /// `yike-frontier-1`.
    pub format: &'static str,
    /// The version of Yike.
    pub version: &'static str,
    /// The plan's name.
    pub plan: String,
    /// `money`, `travel` or `worst-town`; its unit: yuan, person-kilometres, a share.
    pub against: &'static str,
    /// What was changed in the plan, `PATH=VALUE`.
    pub changes: Vec<String>,
    /// All points of the frontier are here.
    pub whole: bool,
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
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PointJson {
    /// From 1.
    pub point: usize,
    /// Weighted people covered, as in the coverage stage.
    pub coverage_weighted_people: f64,
    /// No layout within the bound on the other aim covers more.
    pub coverage_bound: Option<f64>,
    /// |value − bound| / max(|value|, 1).
    pub coverage_gap: Option<f64>,
    /// The other aim.
    pub against: f64,
    /// No layout with this coverage is better in it.
    pub against_bound: Option<f64>,
    /// |value − bound| / max(|value|, 1).
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
                cost_yuan: chosen()
                    .map(|(site, &choice)| site.cost(choice).yuan())
                    .sum(),
                knee: point.knee,
                works: works.collect(),
            }
        });
        Self {
            format: "yike-frontier-1",
            version: VERSION,
            plan: problem.name.english().to_owned(),
            against: frontier.against.word(),
            changes,
            whole: frontier.whole,
            points: points.collect(),
            travel: travel_json(problem),
            modelled: ModelledJson::of_many_layouts(problem),
            inputs,
            settings,
        }
    }
}

/// `frontier.csv` and `frontier.json`.
pub fn frontier_outputs(frontier: &FrontierJson) -> Vec<Output> {
    let [csv, json] = FRONTIER_NAMES;
    vec![
        Output::new(csv, frontier_csv(frontier)),
        Output::new(json, to_bytes(frontier)),
    ]
}

fn frontier_csv(frontier: &FrontierJson) -> String {
    let against = match frontier.against {
        word if word == Aimed::Travel.word() => "travel_person_km",
        word if word == Stage::Money.word() => "money_yuan",
        _ => "worst_town_share",
    };
    let mut text = format!(
        "point,coverage_weighted_people,coverage_bound,coverage_gap,{against},{against}_bound,{against}_gap,works_cost_yuan,works,knee\n"
    );
    let number = |number: Option<f64>| number.map_or_else(String::new, |number| number.to_string());
    for point in &frontier.points {
        let cells = [
            point.point.to_string(),
            point.coverage_weighted_people.to_string(),
            number(point.coverage_bound),
            number(point.coverage_gap),
            point.against.to_string(),
            number(point.against_bound),
            number(point.against_gap),
            point.cost_yuan.to_string(),
            point.works.len().to_string(),
            point.knee.to_string(),
        ];
        text += &cells.join(",");
        text.push('\n');
    }
    text
}
