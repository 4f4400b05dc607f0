//! Templates: plans that are read once and used with changed parameters many times.

use super::address::{self, PathTarget};
use super::asked::PlanEdits;
use super::factors;
use super::lift;
use super::wishes;
use crate::domain::{Change, Problem, TravelMethod, text};
use crate::read::PlanFiles;
use crate::read::build::{built, check_ground, check_people, check_sites};
use crate::read::catalogue::Code;
use crate::read::data::read_data;
use crate::read::drafts::{Layers, read_parts};
use crate::read::issue::{Field, Place, Problems, Usual};
use crate::read::node::Table;
use crate::read::plan_file::{
    fields_of_plan, open_plan_text, plan_fields, read_groups, toml_table,
};
use crate::read::sink::{Sink, settle};
use crate::read::source::InputFile;
use std::path::{Path, PathBuf};

/// A plan with its layers and roads in memory, from which problems with other parameters are made.
#[derive(Debug)]
pub struct PlanTemplate {
    name: String,
    base: PathBuf,
    text: String,
    record: InputFile,
    layers: Layers,
    travel: TravelMethod,
    /// What it is read with; the parameters that are set come before those of a scenario.
    edits: PlanEdits,
    set: Vec<Change>,
    files: PlanFiles,
}

impl PlanTemplate {
    /// Reads the plan file at `path` and its layers, as [`crate::read::read_plan`] does.
    ///
    /// # Errors
    ///
    /// All problems found in all files, warnings among them.
    pub fn open(path: &Path) -> Result<Self, Problems> {
        let sink = Sink::default();
        let template = Self::read(&sink, path);
        if template.as_ref().is_some_and(|template| template.files.horizon.is_some()) {
            let cause = text!(
                "the plan has periods, but sweeps, frontiers, robust plans and the workbench need a plan of one year",
                "规划分期，而多情景求解、帕累托前沿、稳健规划和网页工作台须用单一目标年的规划"
            );
            let place = Place::file(&path.display().to_string()).at("plan.periods");
            sink.push(Code::PERIODS_SWEPT, place, cause, Usual);
        }
        let (template, warnings) = settle(template, sink)?;
        Ok(Self { files: PlanFiles { warnings, ..template.files }, ..template })
    }

    /// Likewise, also of a plan over periods.
    pub(super) fn open_any(path: &Path) -> Result<Self, Problems> {
        let sink = Sink::default();
        let template = Self::read(&sink, path);
        settle(template, sink).map(|(template, _)| template)
    }

    /// The plan with these edits, of which `set` are parameters.
    pub(super) fn edited(&self, edits: &PlanEdits, set: &[Change]) -> Result<PlanFiles, Problems> {
        let sink = Sink::default();
        let files = self.change(&sink, (edits, set), &[]);
        // What the plan does not say was typed.
        sink.rename(|place| {
            let own = set.iter().find(|(path, _)| place.file == self.name && is_at(place, path));
            let typed = own.and_then(|(path, _)| edits.set.iter().find(|own| sets(own, path)));
            if let Some(typed) = typed {
                *place = Place::file(&format!("--set {typed}"));
            }
        });
        let (files, warnings) = settle(files, sink)?;
        Ok(PlanFiles { warnings, ..files })
    }

    /// The template with edits that hold in all that is made of it, with which it is read as `files`.
    pub(super) fn holding(self, edits: PlanEdits, set: Vec<Change>, files: PlanFiles) -> Self {
        Self { edits, set, files, ..self }
    }

    fn read(sink: &Sink, path: &Path) -> Option<Self> {
        let (text, record) = open_plan_text(sink, path)?;
        let name = record.path.clone();
        let root = plan_fields(sink, &name, &text)?;
        let base = path.parent().unwrap_or(Path::new("")).to_owned();
        let data = read_data(&root);
        let groups = read_groups(&root);
        let layers = Layers::open(sink, &base, &data, &groups);
        let opened = (data, groups, layers.clone());
        let drafts = read_parts(sink, &root, record.clone(), &base, opened, (None, None));
        check_ground(sink, &drafts);
        check_people(sink, &drafts);
        check_sites(sink, &drafts);
        if sink.has_errors() {
            return None;
        }
        let files = built(sink, path, drafts, |_| {})?;
        let travel = files.problem.travel.clone();
        let (edits, set) = (PlanEdits::default(), Vec::new());
        Some(Self { name, base, text, record, layers, travel, edits, set, files })
    }

    /// The plan as it is read, without further changes.
    pub fn files(&self) -> &PlanFiles {
        &self.files
    }

    /// The paths of all parameters that can be varied: those that the plan states, then the factors.
    pub fn parameters(&self) -> Vec<String> {
        let mut paths = address::all(&self.table());
        paths.extend(self.factors());
        paths
    }

    /// Looks up `path`.
    pub(super) fn find(&self, path: &str) -> PathTarget {
        let path = path.trim();
        if self.factors().iter().any(|own| own == path) {
            return PathTarget::Parameter(path.into());
        }
        address::find(&self.table(), path)
    }

    fn factors(&self) -> Vec<String> {
        let problem = &self.files.problem;
        let groups = problem.groups.iter().map(|group| &group.id);
        factors::paths(groups, problem.tiers.iter().map(|tier| &tier.id))
    }

    fn table(&self) -> Table {
        // The text has been read without errors before.
        toml_table(&Sink::default(), &self.name, &self.text).unwrap_or_default()
    }

    /// The problem of the plan with these parameters changed, whose paths are spelled as in [`Self::parameters`].
    ///
    /// Checks that do not depend on parameters are not repeated: positions, and the agreement of towns and units. Cost:
    /// the reading of all features, without files and outlines.
    ///
    /// ```
    /// use std::path::Path;
    /// use yike::domain::{ParameterValue, Problem, UnitIdx};
    /// use yike::read::sweep::PlanTemplate;
    ///
    /// let plan = PlanTemplate::open(Path::new("data/qianjiang/plan.toml"))?;
    /// let doubled = plan.with(&[("scale.people".into(), ParameterValue::Number(2.0))])?;
    /// let people = |problem: &Problem| problem.units[UnitIdx::from(0)].people_of(problem.served);
    /// assert_eq!(people(&doubled), 2.0 * people(&plan.files().problem));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// All problems that the changes bring about.
    pub fn with(&self, changes: &[Change]) -> Result<Problem, Problems> {
        let sink = Sink::default();
        let files = self.change(&sink, (&self.edits, &self.set), changes);
        settle(files, sink).map(|(files, _)| files.problem)
    }

    /// The same for a row of a sweep, whose reason is one line. It says "the plan" instead of the path of the plan's file, so
    /// that machines that have the plan in different folders make the same rows.
    ///
    /// # Errors
    ///
    /// The first error that the changes bring about.
    pub fn of_scenario(&self, changes: &[Change]) -> Result<Problem, String> {
        self.with(changes).map_err(|mut problems| {
            let of_plan = problems.issues.iter_mut().filter(|issue| issue.place.file == self.name);
            of_plan.for_each(|issue| issue.place.file = "the plan".into());
            problems.first_error()
        })
    }

    fn change(
        &self,
        sink: &Sink,
        (edits, set): (&PlanEdits, &[Change]),
        changes: &[Change],
    ) -> Option<PlanFiles> {
        // A factor that a scenario gives too is not applied twice.
        let set = set.iter().filter(|(path, _)| changes.iter().all(|own| own.0 != *path));
        let (of_factors, of_keys): (Vec<&Change>, Vec<&Change>) =
            set.chain(changes).partition(|(path, _)| factors::is_factor(path));
        let table = of_keys
            .iter()
            .fold(self.table(), |table, (path, value)| address::changed(&table, path, value));
        sink.name_file(&self.name);
        let (table, of_sites) = lift::from_plan(sink, table, &edits.lift);
        let root = fields_of_plan(sink, &self.name, table);
        let data = read_data(&root);
        let groups = read_groups(&root);
        let opened = (data, groups, self.layers.clone());
        let record = self.record.clone();
        let known = (Some(&self.travel), edits.people);
        let drafts = read_parts(sink, &root, record, &self.base, opened, known);
        check_people(sink, &drafts);
        check_sites(sink, &drafts);
        if sink.has_errors() {
            return None;
        }
        built(sink, Path::new(&self.name), drafts, |parts| {
            for (path, value) in of_factors {
                factors::apply(sink, &self.name, parts, path, value);
            }
            lift::from_sites(sink, parts, &of_sites);
            wishes::apply(sink, parts, edits);
        })
    }
}

/// Whether a place of the plan is the parameter with this path.
fn is_at(place: &Place, path: &str) -> bool {
    let mut parts: Vec<&str> = path.split('.').collect();
    let key = parts.pop();
    let field = match &place.field {
        Some(Field::Key(field)) => field.rsplit('.').next(),
        _ => None,
    };
    field == key && place.id.as_deref().is_none_or(|id| parts.contains(&id))
}

/// Whether an option `PATH=VALUE` sets the parameter with this path.
fn sets(option: &str, path: &str) -> bool {
    option.split_once('=').is_some_and(|(own, _)| own.trim() == path)
}
