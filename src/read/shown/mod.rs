//! The folder of a run, as `solve`, `audit`, `sweep` and `frontier` leave it, read back to be reported on: which kind of
//! run it is, its JSON files as they are, its layers with positions in WGS84.
//!
//! What is read is held against its shape first (`shape`), so that whoever shows it may rely on it; and its files
//! against one another, so that files of two runs are not shown as one.

mod borders;
mod layers;
mod shape;

use super::catalogue::Code;
use super::issue::{Issue, Place, Problems};
use super::sink::{Sink, settle};
use super::source::{Role, open_text};
use crate::domain::{Feature, LonLat};
use serde_json::Value;
use std::path::Path;

/// What kind of run a folder is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunKind {
    /// One plan: solved or audited.
    Plan,
    /// A plan over several periods.
    Schedule,
    /// Many scenarios of a plan.
    Sweep,
    /// Coverage against another aim.
    Frontier,
}

impl RunKind {
    /// All of them.
    pub const ALL: [RunKind; 4] = [
        RunKind::Plan,
        RunKind::Schedule,
        RunKind::Sweep,
        RunKind::Frontier,
    ];

    /// The file that holds the whole of such a run.
    pub fn file(self) -> &'static str {
        match self {
            RunKind::Plan => "plan.json",
            RunKind::Schedule => "schedule.json",
            RunKind::Sweep => "scenarios.json",
            RunKind::Frontier => "frontier.json",
        }
    }

    /// The format that the file says it is in.
    fn format(self) -> &'static str {
        match self {
            RunKind::Plan => "yike-plan-1",
            RunKind::Schedule => "yike-schedule-1",
            RunKind::Sweep => "yike-sweep-1",
            RunKind::Frontier => "yike-frontier-1",
        }
    }
}

/// A feature with its id and a position in it.
#[derive(Debug, Clone, PartialEq)]
pub struct RunFeature {
    /// Its id.
    pub id: String,
    /// Its own position, or one inside it.
    pub at: LonLat,
    /// What the file says of it.
    pub feature: Feature,
}

/// Who is served where, or who leads whom.
#[derive(Debug, Clone, PartialEq)]
pub struct RunLink {
    /// A site leads another; else a unit is served by a site.
    pub leads: bool,
    /// The tier's id.
    pub tier: Option<String>,
    /// Position of the unit, or of the site that is led, among the features.
    pub from: usize,
    /// Position of the site among the features.
    pub to: usize,
    /// What the file says of it.
    pub feature: Feature,
}

/// The layers of a layout.
#[derive(Debug, Clone, PartialEq)]
pub struct RunLayers {
    /// Every site.
    pub layout: Vec<RunFeature>,
    /// Every unit.
    pub coverage: Vec<RunFeature>,
    /// Who is served where.
    pub links: Vec<RunLink>,
}

/// A plan, and the layers of its layout where it has one.
#[derive(Debug, Clone, PartialEq)]
pub struct RunPlan {
    /// Of a period: the year, which is also the name of its folder.
    pub year: Option<i32>,
    /// `plan.json`.
    pub plan: Value,
    /// None where no plan was found.
    pub layers: Option<RunLayers>,
}

/// The folder of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownRun {
    /// What kind of run it is.
    pub kind: RunKind,
    /// `schedule.json`, `scenarios.json` or `frontier.json`; none for a plan.
    pub whole: Option<Value>,
    /// The plan, or that of each period; none for sweeps and frontiers.
    pub plans: Vec<RunPlan>,
    /// Of a sweep: every site with how often it is chosen.
    pub sites: Vec<RunFeature>,
    /// The towns' borders, where they are known.
    pub towns: Vec<RunFeature>,
    /// What reading warned about.
    pub warnings: Vec<Issue>,
}

/// Reads the folder of a run.
///
/// # Errors
///
/// All problems found, warnings among them; see [`Code`].
pub fn read_shown_run(folder: &Path) -> Result<ShownRun, Problems> {
    let sink = Sink::default();
    let name = folder.display().to_string();
    sink.name_file(&name);
    let mut warnings = Vec::new();
    let read =
        kind_of(&sink, folder, &name).and_then(|kind| read(&sink, folder, kind, &mut warnings));
    let (mut run, own) = settle(read, sink)?;
    run.warnings = own;
    run.warnings.extend(warnings);
    Ok(run)
}

/// The kind of run; an issue where there is none, or more than one.
fn kind_of(sink: &Sink, folder: &Path, name: &str) -> Option<RunKind> {
    let files = RunKind::ALL.map(RunKind::file).join(", ");
    let refuse = |cause: String, action: &str| {
        sink.push(Code::RUN_UNKNOWN, Place::file(name), cause, action);
    };
    if !folder.is_dir() {
        refuse(
            "this is not a folder".into(),
            "name the folder that `--out` named",
        );
        return None;
    }
    let found: Vec<RunKind> = RunKind::ALL
        .into_iter()
        .filter(|kind| folder.join(kind.file()).is_file())
        .collect();
    match found[..] {
        [kind] => Some(kind),
        [] => {
            refuse(
                format!("none of {files} is in it"),
                "name the folder that `--out` of solve, audit, sweep or frontier named",
            );
            None
        }
        _ => {
            let names: Vec<&str> = found.iter().map(|kind| kind.file()).collect();
            refuse(
                format!("it holds several runs: {}", names.join(", ")),
                "write each run to a folder of its own",
            );
            None
        }
    }
}

fn read(sink: &Sink, folder: &Path, kind: RunKind, warnings: &mut Vec<Issue>) -> Option<ShownRun> {
    let file = folder.join(kind.file());
    let whole = read_json(sink, &file, kind)?;
    let mut run = ShownRun {
        kind,
        whole: None,
        plans: Vec::new(),
        sites: Vec::new(),
        towns: Vec::new(),
        warnings: Vec::new(),
    };
    match kind {
        RunKind::Plan => run
            .plans
            .push(of_plan(sink, folder, None, whole, warnings)?),
        RunKind::Schedule => {
            for year in shape::years(&whole) {
                let own = folder.join(year.to_string());
                let plan = own.join(RunKind::Plan.file());
                // Without a schedule no period has a folder.
                if !shape::has_layout(&whole) {
                    continue;
                }
                let plan = read_json(sink, &plan, RunKind::Plan);
                run.plans
                    .extend(plan.and_then(|plan| of_plan(sink, &own, Some(year), plan, warnings)));
            }
            run.whole = Some(whole);
        }
        RunKind::Sweep => {
            run.sites = layers::read_layer(sink, &folder.join("sites.geojson"), warnings)?;
            run.whole = Some(whole);
        }
        RunKind::Frontier => run.whole = Some(whole),
    }
    if kind != RunKind::Frontier {
        let record = run
            .whole
            .as_ref()
            .or(run.plans.first().map(|plan| &plan.plan))?;
        let years: Vec<String> = run
            .plans
            .iter()
            .filter_map(|plan| Some(plan.year?.to_string()))
            .collect();
        run.towns = borders::read_borders(sink, folder, &years, record, warnings);
    }
    (!sink.has_errors()).then_some(run)
}

fn of_plan(
    sink: &Sink,
    folder: &Path,
    year: Option<i32>,
    plan: Value,
    warnings: &mut Vec<Issue>,
) -> Option<RunPlan> {
    let layers = match shape::is_decided(&plan) {
        true => Some(layers::read_layers(sink, folder, &plan, warnings)?),
        false => None,
    };
    Some(RunPlan { year, plan, layers })
}

/// A JSON file of a run, held against its shape.
fn read_json(sink: &Sink, path: &Path, kind: RunKind) -> Option<Value> {
    let name = path.display().to_string();
    let source = open_text(sink, path, &name, Role::Run)?;
    let value: Value = match serde_json::from_str(&source.text) {
        Ok(value) => value,
        Err(error) => {
            let place = Place {
                line: Some(error.line()),
                column: Some(error.column()),
                ..Place::file(&name)
            };
            let action = "run the command again that wrote it";
            sink.push(Code::JSON_MALFORMED, place, error.to_string(), action);
            return None;
        }
    };
    let says = value.get("format").and_then(Value::as_str);
    let refuse = |cause: String| {
        let action = "make the run again with this version of Yike";
        sink.push(Code::RUN_SHAPE, Place::file(&name), cause, action);
        None
    };
    if says != Some(kind.format()) {
        let says = says.map_or("no format".into(), |says| format!("format `{says}`"));
        return refuse(format!("it says {says}, not `{}`", kind.format()));
    }
    match shape::check(kind, &value) {
        Ok(()) => Some(value),
        Err(error) => refuse(format!(
            "it is not in the shape of `{}`: {error}",
            kind.format()
        )),
    }
}
