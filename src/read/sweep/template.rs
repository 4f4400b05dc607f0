//! Templates: plans that are read once and used with changed parameters many times.

use super::address::{self, PathTarget};
use super::factors;
use crate::domain::{Change, Problem, TravelMethod};
use crate::read::PlanFiles;
use crate::read::build::{check_ground, check_people, check_sites, prove};
use crate::read::catalogue::Code;
use crate::read::data::read_data;
use crate::read::drafts::{Layers, read_parts};
use crate::read::issue::{Place, Problems, Usual};
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
        let (template, warnings) = settle(template, sink)?;
        Ok(Self { files: PlanFiles { warnings, ..template.files }, ..template })
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
        let drafts = read_parts(sink, &root, record.clone(), &base, opened, None);
        check_ground(sink, &drafts);
        check_people(sink, &drafts);
        check_sites(sink, &drafts);
        if drafts.periods.is_some() {
            let cause = "the plan has periods, but sweeps, frontiers and robust plans need a plan of one year";
            sink.push(Code::PERIODS_SWEPT, Place::file(&name).at("plan.periods"), cause, Usual);
        }
        if sink.has_errors() {
            return None;
        }
        let inputs = drafts.records.clone();
        let parts = drafts.into_parts()?.in_order_of_ids();
        let problem = prove(sink, path, parts)?;
        Some(Self {
            name,
            base,
            text,
            record,
            layers,
            travel: problem.travel.clone(),
            files: PlanFiles { problem, horizon: None, warnings: Vec::new(), inputs },
        })
    }

    /// The plan without changes.
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
        let problem = self.change(&sink, changes);
        settle(problem, sink).map(|(problem, _)| problem)
    }

    fn change(&self, sink: &Sink, changes: &[Change]) -> Option<Problem> {
        let (of_factors, of_keys): (Vec<&Change>, Vec<&Change>) =
            changes.iter().partition(|(path, _)| factors::is_factor(path));
        let table = of_keys
            .iter()
            .fold(self.table(), |table, (path, value)| address::changed(&table, path, value));
        sink.name_file(&self.name);
        let root = fields_of_plan(sink, &self.name, table);
        let data = read_data(&root);
        let groups = read_groups(&root);
        let opened = (data, groups, self.layers.clone());
        let record = self.record.clone();
        let drafts = read_parts(sink, &root, record, &self.base, opened, Some(&self.travel));
        check_people(sink, &drafts);
        check_sites(sink, &drafts);
        if sink.has_errors() {
            return None;
        }
        let mut parts = drafts.into_parts()?.in_order_of_ids();
        for (path, value) in of_factors {
            factors::apply(sink, &self.name, &mut parts, path, value);
        }
        if sink.has_errors() {
            return None;
        }
        prove(sink, Path::new(&self.name), parts)
    }
}
