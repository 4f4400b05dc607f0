//! Questions about a held plan: why it is so, and which other plans are as good.

use crate::cli::failure::Failure;
use crate::cli::limits::settings_record;
use crate::cli::why::questions;
use crate::domain::Problem;
use crate::inquiry::{AlternativesRequest, alternatives, why};
use crate::run::alternatives::{AlternativeJson, AlternativesJson, AlternativesReport};
use crate::run::asked::{Answered, AskedJson};
use crate::run::record::Format;
use crate::run::why::WhyJson;
use crate::run::{InputRecord, RunKind};
use crate::serve::{About, Word};
use crate::solve::{Limits, Progress};
use crate::travel::Arcs;
use crate::write::page::PageAnswer;
use serde_json::{Value, json};

/// So many other plans are sought: each is shown on a card.
const OTHERS: usize = 4;

/// A plan that is asked about.
pub(super) struct Asked<'a> {
    pub(super) problem: &'a Problem,
    pub(super) limits: &'a Limits,
    /// What its words change.
    pub(super) changes: Vec<String>,
    pub(super) inputs: &'a [InputRecord],
}

impl Asked<'_> {
    /// The answer as the page is told it.
    pub(super) fn about(
        self,
        (about, id): (About, &str),
        progress: &dyn Progress,
    ) -> Result<Value, Failure> {
        let named = [id.to_owned()];
        let of_why: [&[String]; 3] = match about {
            About::Site => [&named, &[], &[]],
            About::Village => [&[], &named, &[]],
            About::Target => [&[], &[], &named],
            About::Alternatives => return self.alternatives(progress),
        };
        let (problem, limits) = (self.problem, self.limits);
        let questions = questions(problem, of_why)?;
        let arcs = Arcs::build_on(problem, limits.threads);
        let found = why(problem, &arcs, limits, &questions, progress)?;
        Ok(told(RunKind::Why, &WhyJson::new(problem, &found, self.asked::<WhyJson>())))
    }

    fn alternatives(self, progress: &dyn Progress) -> Result<Value, Failure> {
        let (problem, limits) = (self.problem, self.limits);
        let request = AlternativesRequest { count: OTHERS, ..AlternativesRequest::default() };
        let arcs = Arcs::build_on(problem, limits.threads);
        let found = alternatives(problem, &arcs, limits, &request, progress)?;
        let made = AlternativesJson::new(&AlternativesReport {
            problem,
            request: &request,
            near_file: None,
            found: &found,
            asked: self.asked::<AlternativesJson>(),
        });
        let mut told = told(RunKind::Alternatives, &made);
        let words: Vec<Vec<Word>> = made.plans.iter().map(words).collect();
        told["plans"] = json!(made.plans);
        told["sites"] = json!(made.sites);
        told["words"] = json!(words);
        Ok(told)
    }

    fn asked<T: Format>(self) -> AskedJson {
        let settings = settings_record(self.limits);
        AskedJson::of::<T>(self.problem, None, self.changes, self.inputs.to_vec(), settings)
    }
}

/// An answer in sections, in each language.
fn told(kind: RunKind, answer: &impl Answered) -> Value {
    let [en, zh] = PageAnswer::new(kind, answer).told.map(|(_, sections)| sections);
    json!({ "en": en, "zh": zh })
}

/// The words that ask for what a plan decides otherwise than the best one.
fn words(plan: &AlternativeJson) -> Vec<Word> {
    let words = plan.differences.iter().map(|own| match own.here_work.as_str() {
        "unused" => Word("forbid".into(), own.site.clone()),
        "stay" => Word("keep-today".into(), own.site.clone()),
        _ => Word("require".into(), format!("{}={}", own.site, own.here)),
    });
    words.collect()
}
