//! Questions about a plan: the options that all of them have, how the plan is read, how an answer is written and shown.

use super::csv::CsvArgs;
use super::edits::EditArgs;
use super::engine::{self, Loaded};
use super::failure::Failure;
use super::limits::{LimitArgs, settings_record};
use super::page::{LANGUAGE, Page};
use super::terminal::Terminal;
use super::{outputs, paths};
use crate::domain::{Name, Problem};
use crate::run::asked::{Answered, AskedJson};
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
    /// The plan file (TOML), of one year
    plan: PathBuf,
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
    pub(crate) warnings: Vec<IssueRecord>,
    pub(crate) inputs: Vec<InputRecord>,
    pub(crate) limits: Limits,
}

impl QuestionArgs {
    /// Reads the plan. Of one with periods `only` says why it is refused.
    pub(crate) fn read(&self, only: &str) -> Result<Question, Failure> {
        self.csv.check(self.out.as_deref())?;
        let limits = self.limits.limits()?;
        let edits = self.edits.edits();
        let Loaded { problem, warnings, inputs, .. } =
            engine::read_one_year(&self.plan, &edits, only)?;
        Ok(Question { problem, warnings, inputs, limits })
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
        AskedJson::of::<T>(&question.problem, changes, question.inputs.clone(), settings)
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
    /// name, in so many columns.
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
        let page = |width| {
            let mut page = Page::new(width);
            page.line(&page.name(&Name::from(&made.asked().name)));
            text(&mut page);
            page.text
        };
        Ok(terminal.answer(|| to_bytes(made), page)?)
    }
}

/// An answer in lines and sections, as summaries have it.
pub(crate) fn in_sections(made: &impl Answered, page: &mut Page) {
    made.lines(LANGUAGE).iter().for_each(|line| page.line(line));
    made.sections(LANGUAGE).iter().for_each(|own| page.section(own));
}
