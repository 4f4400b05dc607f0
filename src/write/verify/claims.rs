//! What a run says that the inputs do not give: what was asked for, and what the solver found out.

use super::files::json;
use super::finding::{Finding, Sort};
use crate::domain::{Phrase, Text, phrase, said, text};
use crate::run::conflicts::ClashesJson;
use crate::run::package::Package;
use crate::run::plan::{PlanJson, StageJson, TiesJson};
use crate::run::record::{EditsRecord, Format, InputRecord, RunRecord, SettingsRecord};
use crate::run::schedule::ScheduleJson;
use crate::solve::{
    Backend, Certificate, ModelSize, Multiplier, Status, Stop, Termination, WhyWhole,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What a run of `solve` or `audit` says.
#[derive(Debug, Clone, PartialEq)]
pub struct Claims {
    /// The version of Yike that made it.
    pub version: String,
    /// The command was `audit`; else `solve`.
    pub is_audit: bool,
    /// The year that its layout is of.
    pub period: Option<i32>,
    /// The files that were read.
    pub inputs: Vec<InputRecord>,
    /// With what the plan was read beside its file.
    pub edits: Option<EditsRecord>,
    /// Whether the run says that it has a layout.
    pub has_layout: bool,
    /// The solver.
    pub(super) solver: Backend,
    /// What was asked of the solver.
    pub(super) settings: Option<SettingsRecord>,
    /// How its files are packed.
    pub(super) package: Option<Package>,
    /// What it found out, stage by stage.
    pub(super) stages: Vec<StageClaim>,
    /// What clashes in a plan that nothing meets, and what would make it possible.
    pub(super) clashes: Option<ClashesJson>,
    /// Whether other layouts are as good.
    pub(super) ties: Option<TiesJson>,
    /// Words that mean nothing.
    pub(super) findings: Vec<Finding>,
}

/// What only the solver knows of a stage.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct StageClaim {
    pub(super) termination: Option<Termination>,
    pub(super) bound: Option<f64>,
    /// What is said to prove a bound.
    pub(super) certificate: Option<Certificate>,
    pub(super) kept: Option<f64>,
    /// The size of the model, where it cannot be stated again.
    pub(super) size: ModelSize,
}

/// Reads the claims in the bytes of `plan.json`.
///
/// # Errors
///
/// One finding when the file is not what Yike writes; words that mean nothing are findings of the claims.
pub fn claims(bytes: &[u8]) -> Result<Claims, Box<Finding>> {
    let plan: PlanJson = record(bytes)?;
    let mut reader = Reader::of(PlanJson::FILE);
    let solver = plan.solver.as_deref();
    let solver = solver.and_then(|word| reader.word(word, "solver", A_SOLVER, backend));
    let claims = reader.claims(&plan.status, &plan.stages, solver, plan.run);
    Ok(Claims { period: plan.period, ties: plan.ties, clashes: plan.clashes, ..claims })
}

/// The claims of a schedule.
pub(super) fn schedule_claims(schedule: &ScheduleJson) -> Claims {
    let mut reader = Reader::of(ScheduleJson::FILE);
    let solver = reader.word(&schedule.solver, "solver", A_SOLVER, backend);
    reader.claims(&schedule.status, &schedule.stages, solver, schedule.run.clone())
}

/// A record of the run, or where the bytes are none. Its format is compared with all else.
pub(super) fn record<T: Format + DeserializeOwned>(bytes: &[u8]) -> Result<T, Box<Finding>> {
    // The tree first: of a key given twice the last counts, and the comparison says that it is there twice.
    let value: Value = json(T::FILE, bytes)?;
    serde_path_to_error::deserialize(value).map_err(|error| {
        let place = error.path().to_string();
        let place = if place == "." { "" } else { &place };
        let says = said(error.inner());
        Box::new(Finding::at(Sort::Unreadable, T::FILE, Text::same(place), says))
    })
}

const A_SOLVER: Phrase = phrase("the name of a solver", "求解器名称");

struct Reader {
    file: &'static str,
    findings: Vec<Finding>,
}

impl Reader {
    fn of(file: &'static str) -> Self {
        Self { file, findings: Vec::new() }
    }

    fn claims(
        mut self,
        status: &str,
        stages: &[StageJson],
        solver: Option<Backend>,
        run: RunRecord,
    ) -> Claims {
        let is_audit = run.command == "audit";
        if !is_audit && run.command != "solve" {
            let expected = phrase("`solve` or `audit`", "`solve` 或 `audit`");
            self.unknown(&run.command, "run.command", expected);
        }
        let asked = run.settings.as_ref().and_then(|settings| {
            let place = "run.settings.solver";
            self.word(&settings.solver, place, A_SOLVER, backend)
        });
        let without =
            [Status::Infeasible, Status::StoppedWithoutPlan(Stop::TimeLimit)].map(Status::word);
        let any_value = stages.iter().any(|stage| stage.value.is_some());
        let stages = stages.iter().enumerate();
        Claims {
            is_audit,
            period: None,
            has_layout: !without.contains(&status) || any_value,
            solver: solver.or(asked).unwrap_or(Backend::Highs),
            stages: stages.map(|(at, stage)| self.stage(at, stage)).collect(),
            clashes: None,
            ties: None,
            version: run.version,
            inputs: run.inputs,
            edits: run.edits,
            settings: run.settings,
            package: run.package,
            findings: self.findings,
        }
    }

    fn stage(&mut self, at: usize, stage: &StageJson) -> StageClaim {
        let place = format!("stages[{at}].termination");
        StageClaim {
            termination: self.word(
                &stage.termination,
                &place,
                phrase("a way in which stages end", "求解结束方式"),
                |word| Termination::ALL.into_iter().find(|own| own.word() == word),
            ),
            bound: stage.bound,
            certificate: stage.certificate.as_ref().map(|own| {
                let multipliers = own.multipliers.iter();
                let multipliers =
                    multipliers.map(|own| Multiplier { row: own.row.clone(), value: own.value });
                Certificate { bound: own.bound, multipliers: multipliers.collect() }
            }),
            kept: stage.kept,
            size: ModelSize {
                columns: stage.columns,
                integers: stage.integers,
                rows: stage.rows,
                nonzeros: stage.nonzeros,
                parts: stage.parts,
                whole: stage.whole.as_deref().and_then(|whole| {
                    let place = format!("stages[{at}].whole");
                    let expected = phrase("a reason to solve a whole", "整体求解的原因");
                    self.word(whole, &place, expected, WhyWhole::from_word)
                }),
            },
        }
    }

    /// What the word at `place` stands for.
    fn word<T>(
        &mut self,
        word: &str,
        place: &str,
        expected: Phrase,
        means: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let known = means(word);
        if known.is_none() {
            self.unknown(word, place, expected);
        }
        known
    }

    fn unknown(&mut self, word: &str, place: &str, expected: Phrase) {
        let cause = text!("this is not {expected}", "不是{expected}"; expected);
        self.findings.push(Finding {
            there: Some(Text::same(format!("\"{word}\""))),
            ..Finding::at(Sort::Unreadable, self.file, Text::same(place), cause)
        });
    }
}

fn backend(word: &str) -> Option<Backend> {
    let all = [Backend::Highs, Backend::Microlp];
    all.into_iter().find(|backend| backend.word() == word)
}
