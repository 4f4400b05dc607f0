//! A plan that is held in memory, and questions about it: the library's, by the words of the command line.

use super::answers::failed;
use super::controls::{controls, demands_of_sites};
use super::export::export;
use super::questions::Asked;
use super::repairs;
use super::words::{edits, typed};
use crate::cli::engine::inputs;
use crate::cli::failure::Failure;
use crate::cli::in_process::Run;
use crate::cli::issues::issues;
use crate::cli::limits::{LimitArgs, settings_record};
use crate::domain::{Feature, LonLat};
use crate::inquiry::{ConflictsRequest, clashes};
use crate::read::sweep::{PlanTemplate, edited};
use crate::run::conflicts::ClashesJson;
use crate::run::folder::{PlacedRow, read_map_of_roads};
use crate::run::package::Package;
use crate::run::plan::{NameJson, PlanJson, StageJson};
use crate::run::table::PREFIX;
use crate::run::tables::names;
use crate::run::{EditsRecord, InputRecord, Language, Report, RunRecord, Subject, Timing, VERSION};
use crate::serve::{About, Answer, Bench, Export, Handout, Word};
use crate::solve::{Limits, Outcome, Progress, StageReport, Status, gap, solve};
use crate::travel::Arcs;
use crate::write::page::{Workbench, page_plan, plan_files, workbench};
use geo::InteriorPoint;
use serde_json::{Value, json};
use std::path::PathBuf;

/// A plan that is held.
pub(super) struct PlanBench {
    path: PathBuf,
    template: PlanTemplate,
    limits: Limits,
    run: Run,
    /// The limits as words of the command line.
    limit_words: Vec<String>,
    inputs: Vec<InputRecord>,
    page: (Vec<u8>, String),
}

impl PlanBench {
    /// Makes the page of the plan, which begins with these changes.
    pub(super) fn new(
        (path, begun): (PathBuf, &[Word]),
        template: PlanTemplate,
        (limits, args): (Limits, LimitArgs),
        (language, run): (Option<Language>, Run),
    ) -> Result<Self, Failure> {
        let limit_words = limit_words(&args);
        let mut own = Self {
            inputs: inputs(&template.files().inputs),
            path,
            template,
            limits,
            run,
            limit_words,
            page: Default::default(),
        };
        own.page = own.made_page(language, begun)?;
        Ok(own)
    }

    fn made_page(
        &self,
        language: Option<Language>,
        begun: &[Word],
    ) -> Result<(Vec<u8>, String), Failure> {
        let problem = &self.template.files().problem;
        let arcs = Arcs::build_on(problem, self.limits.threads);
        let today = crate::domain::Layout::today(problem);
        let audit = crate::plan::audit(problem, &arcs, &today);
        let screening = crate::plan::screen(problem, &arcs);
        let run = self.record(&[], Vec::new());
        let subject = Subject::Audited { layout: &today, audit: &audit, screening: &screening };
        let report = Report { problem, arcs: &arcs, subject, clashes: None, run: &run };
        let towns = problem.towns.iter().filter_map(|town| {
            let at = town.feature.geometry.interior_point()?;
            let mut properties = town.feature.properties.to_json();
            properties.insert(format!("{PREFIX}{}", names::NAME), town.name.clone().into());
            let feature = Feature::new(town.feature.geometry.clone(), properties);
            Some(PlacedRow {
                id: town.id.clone(),
                name: town.name.clone(),
                at: LonLat::new(at.x(), at.y()).ok()?,
                feature,
            })
        });
        let places = || {
            let sites = problem.sites.iter().map(|own| own.at);
            sites.chain(problem.units.iter().map(|own| own.at)).collect()
        };
        let plan = std::iter::once(self.path.display().to_string());
        let words: Vec<String> = plan.chain(self.limit_words.iter().cloned()).collect();
        Ok(workbench(&Workbench {
            plan: &PlanJson::new(&report),
            towns: towns.collect(),
            roads: read_map_of_roads(&self.inputs).map(|own| (own, places())),
            language,
            bench: json!({
                "name": NameJson::from(&problem.name),
                "words": words,
                "begun": begun,
                "controls": controls(problem),
                "demands": demands_of_sites(problem),
            }),
        }))
    }

    fn record(&self, words: &[Word], warnings: Vec<crate::run::IssueRecord>) -> RunRecord {
        RunRecord {
            version: VERSION.into(),
            command: "solve".into(),
            inputs: self.inputs.clone(),
            warnings,
            edits: edits(words).ok().as_ref().and_then(EditsRecord::of),
            settings: Some(settings_record(&self.limits)),
            package: Some(Package::default()),
            timing: Timing::default(),
        }
    }

    fn answered(
        &self,
        words: &[Word],
        bare: bool,
        progress: &dyn Progress,
    ) -> Result<Answer, Failure> {
        let files = edited(&self.template, &edits(words)?)?;
        let problem = &files.problem;
        let arcs = Arcs::build_on(problem, self.limits.threads);
        let outcome = solve(problem, &arcs, &self.limits, progress)?;
        let mut applied = Vec::new();
        let clashes = match outcome.status {
            Status::Infeasible if !bare => {
                progress.event(&crate::solve::Event::Explaining);
                let request = ConflictsRequest::default();
                let found = clashes(problem, &self.limits, &request, progress)?;
                applied = repairs::words(problem, &found.repairs.found);
                Some(ClashesJson::new(problem, &found))
            }
            _ => None,
        };
        let run = self.record(words, issues(&files.warnings));
        let subject = Subject::Solved(&outcome);
        let report = Report { problem, arcs: &arcs, subject, clashes: clashes.as_ref(), run: &run };
        let mut told = plan_files(&page_plan(&report));
        told["repairs"] = json!(applied);
        Ok(match is_whole(&outcome, progress) {
            true => Answer::Told(told),
            false => Answer::Stopped(told),
        })
    }

    fn told_about(
        &self,
        words: &[Word],
        about: (About, &str),
        progress: &dyn Progress,
    ) -> Result<Answer, Failure> {
        let edits = edits(words)?;
        let changes = EditsRecord::of(&edits).map_or_else(Vec::new, |own| own.changes());
        let files = edited(&self.template, &edits)?;
        let (problem, limits, inputs) = (&files.problem, &self.limits, &self.inputs);
        let told = Asked { problem, limits, changes, inputs }.about(about, progress)?;
        Ok(if progress.is_stopped() { Answer::Stopped(told) } else { Answer::Told(told) })
    }
}

/// Whether the answer does not depend on when it was stopped.
fn is_whole(outcome: &Outcome, progress: &dyn Progress) -> bool {
    let is_proved =
        matches!(outcome.status, Status::Proved | Status::ProvedToGap | Status::Infeasible);
    is_proved && !progress.is_stopped()
}

/// The limits that were given, to be given to other commands.
fn limit_words(args: &LimitArgs) -> Vec<String> {
    let given = [
        ("time-limit", args.time_limit.clone()),
        ("gap", args.gap.clone()),
        ("threads", args.threads.map(|own| own.to_string())),
        ("solver", args.solver.map(|own| own.word().to_owned())),
    ];
    let given =
        given.into_iter().filter_map(|(option, value)| Some(format!("--{option}={}", value?)));
    given.collect()
}

impl Bench for PlanBench {
    fn page(&self) -> (&[u8], &str) {
        (&self.page.0, &self.page.1)
    }

    fn answer(&self, words: &[Word], bare: bool, progress: &dyn Progress) -> Answer {
        self.answered(words, bare, progress).unwrap_or_else(failed)
    }

    fn why(&self, words: &[Word], about: (About, &str), progress: &dyn Progress) -> Answer {
        self.told_about(words, about, progress).unwrap_or_else(failed)
    }

    fn export(
        &self,
        words: &[Word],
        what: Export,
        progress: &dyn Progress,
    ) -> Result<Handout, Answer> {
        let made = edits(words).and_then(|_| {
            let words = [&self.limit_words[..], &typed(words)].concat();
            export(self.run, (&self.path, &words), what, &self.inputs, progress)
        });
        made.map_err(failed)
    }

    fn stage(&self, stage: &StageReport) -> Value {
        // The gap is told with the plan; until then it is that of the value and bound as they are found.
        let own = stage.value.zip(stage.bound);
        let gap = own.map(|(value, bound)| gap(stage.stage.sense(), value, bound));
        json!(StageJson { gap, ..StageJson::of(stage) })
    }
}
