//! Questions about a plan: the options that all of them have, how the plan is read, how an answer is written and shown.

use super::csv::CsvArgs;
use super::edits::EditArgs;
use super::engine::{self, Loaded};
use super::failure::Failure;
use super::limits::{LimitArgs, settings_record};
use super::page::{Page, Paper};
use super::terminal::Terminal;
use super::{outputs, paths};
use crate::domain::{Horizon, Name, PeriodIdx, Phrase, Problem};
use crate::run::asked::{Answered, AskedJson};
use crate::run::period::PeriodJson;
use crate::run::plan::to_bytes;
use crate::run::record::Format;
use crate::run::{
    EditsRecord, InputRecord, IssueRecord, Output, RunKind, RunRecord, Timing, VERSION,
};
use crate::solve::Limits;
use clap::Args;
use std::path::PathBuf;

/// What every question about a plan has.
#[derive(Debug, Args)]
pub(crate) struct QuestionArgs {
    /// The plan file (TOML), of one year or with --period
    plan: PathBuf,
    /// Of a plan with periods: the year of the one that is asked about, planned alone as a plan of one year
    #[arg(long, value_name = "YEAR")]
    period: Option<i32>,
    #[command(flatten)]
    edits: EditArgs,
    /// Folder for the outputs; nothing is written without it
    #[arg(long, short, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    csv: CsvArgs,
    #[command(flatten)]
    limits: LimitArgs,
}

/// What is asked about.
pub(crate) struct Question {
    pub(crate) problem: Problem,
    /// The plan with periods that it is one of, and which.
    pub(crate) of: Option<(Horizon, PeriodIdx)>,
    pub(crate) warnings: Vec<IssueRecord>,
    pub(crate) inputs: Vec<InputRecord>,
    pub(crate) limits: Limits,
}

impl QuestionArgs {
    /// Reads the plan. Of one with periods `only` says why it is refused.
    pub(crate) fn read(&self, only: Phrase) -> Result<Question, Failure> {
        self.csv.check(self.out.as_deref())?;
        let limits = self.limits.limits()?;
        let loaded = engine::read_period(&self.plan, &self.edits.edits(), self.period, only)?;
        let (Loaded { problem, horizon, warnings, inputs }, period) = loaded;
        Ok(Question { problem, of: horizon.zip(period), warnings, inputs, limits })
    }

    /// Refuses what cannot be written, then says what is known before the search. To be called once all else is checked.
    pub(crate) fn begin(
        &self,
        question: &Question,
        kind: RunKind,
        terminal: &mut Terminal<'_>,
    ) -> Result<(), Failure> {
        let read = engine::input_paths(&self.plan, &question.inputs);
        paths::refuse_to_overwrite(self.out.as_deref(), |name| kind.writes(name), &read)?;
        terminal.issues(&question.warnings)?;
        self.limits.note(terminal)
    }

    /// What the record of an answer begins with.
    pub(crate) fn asked<T: Format>(&self, question: &Question) -> AskedJson {
        let settings = settings_record(&question.limits);
        let changes = self.edits.said();
        let period = question.of.as_ref().map(|(horizon, own)| PeriodJson::of(horizon, *own));
        AskedJson::of::<T>(&question.problem, period, changes, question.inputs.clone(), settings)
    }

    /// The record of the run, for layers that say how they came to be.
    pub(crate) fn run(&self, question: &Question, kind: RunKind) -> RunRecord {
        RunRecord {
            version: VERSION.into(),
            command: kind.word().into(),
            inputs: question.inputs.clone(),
            warnings: question.warnings.clone(),
            edits: EditsRecord::of(&self.edits.edits()),
            settings: Some(settings_record(&question.limits)),
            package: None,
            timing: Timing::default(),
        }
    }

    /// Writes the `outputs` of an answer, where there is a folder for them, and shows it: what `text` says of it below its
    /// name and its first lines.
    pub(crate) fn tell<T: Answered>(
        &self,
        made: &T,
        (kind, outputs): (RunKind, Vec<Output>),
        terminal: &mut Terminal<'_>,
        text: impl Fn(&mut Page),
    ) -> Result<(), Failure> {
        if let Some(out) = &self.out {
            outputs::put(out, kind, &self.csv.of(outputs), terminal)?;
        }
        terminal.tables(|put| made.tables().iter().for_each(put));
        let page = |paper: Paper| {
            let mut page = Page::new(paper);
            let asked = made.asked();
            page.line(&page.name(&Name::from(&asked.name)));
            made.opening(paper.language).iter().for_each(|line| page.line(line));
            text(&mut page);
            page.text
        };
        Ok(terminal.answer(|| to_bytes(made), page)?)
    }
}

/// The sections of an answer, as summaries have them.
pub(crate) fn in_sections(made: &impl Answered, page: &mut Page) {
    let language = page.language;
    made.sections(language).iter().for_each(|own| page.section(own));
}
