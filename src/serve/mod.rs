//! The server of the workbench: who may ask, whose question stops whose, and how answers are streamed. What is asked about a plan,
//! and how it is answered, is the [`Bench`]'s; nothing here plans.
//!
//! It listens on 127.0.0.1 alone. Whoever asks has the token of the address, in a cookie or in a header; a page of
//! another site, and a name that leads here, are refused. A request has a size and a time, a session one question at a time: a
//! newer one stops the older, and so does a page that is closed. Nothing that a request says is ever a path.

mod address;
mod guard;
mod listen;
mod routes;
mod sessions;
mod shared;
mod stream;

pub use address::{Address, Token};
pub use listen::{ServeError, Server};

use crate::solve::{Progress, StageReport};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A change of the plan, by the word of its option and its value: `set`, `funding.lottery.amount=3 million yuan`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Word(pub String, pub String);

/// What is asked about beside the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum About {
    /// A site.
    Site,
    /// A village or community.
    Village,
    /// A target or rule.
    Target,
    /// Other plans that are as good; no id.
    Alternatives,
}

/// What is handed out as a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Export {
    /// The folder of the run, in an archive.
    Run,
    /// The page of the run.
    Report,
    /// The layout, for `yike audit` and for GIS.
    Layout,
}

/// A file that is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handout {
    /// Its name.
    pub name: &'static str,
    /// What it is, as HTTP says it.
    pub media: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What came of a question.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// The answer, to be told to the page as it is. It holds for these words for ever.
    Told(Value),
    /// An answer that was stopped before it was whole: it is told, and not kept.
    Stopped(Value),
    /// The words cannot be: what is wrong, in both languages, with what to do.
    Refused(Value),
    /// Something failed that the words did not cause.
    Failed(Value),
}

/// A plan that questions are asked about.
pub trait Bench: Send + Sync {
    /// The page, and its Content-Security-Policy.
    fn page(&self) -> (&[u8], &str);

    /// The best plan with these changes. `progress` hears of its stages, and may stop it. Where nothing is possible it says why, unless
    /// it is to be `bare`.
    fn answer(&self, words: &[Word], bare: bool, progress: &dyn Progress) -> Answer;

    /// Why it is so, and what it would take otherwise.
    fn why(&self, words: &[Word], about: (About, &str), progress: &dyn Progress) -> Answer;

    /// A file of the plan with these changes, as the command line writes it.
    ///
    /// # Errors
    ///
    /// When there is no such file, with what is told of that.
    fn export(
        &self,
        words: &[Word],
        what: Export,
        progress: &dyn Progress,
    ) -> Result<Handout, Answer>;

    /// What the page is told when a stage is over.
    fn stage(&self, stage: &StageReport) -> Value;
}
