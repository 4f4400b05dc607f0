//! What a report is made from.

use super::tiles::Tiles;
use crate::domain::Language;
use crate::run::RunKind;
use crate::run::asked::{Answered, AskedJson};
use crate::run::folder::{LayoutRun, LinkRow, PlacedRow, Roads};
use crate::run::frontier::FrontierJson;
use crate::run::plan::PlanJson;
use crate::run::schedule::ScheduleJson;
use crate::run::section::Section;
use crate::run::sweep::SweepJson;

/// A plan, of one year or of a period.
#[derive(Debug, Clone)]
pub struct PagePlan {
    /// Of a period: its year.
    pub year: Option<i32>,
    /// `plan.json`.
    pub plan: PlanJson,
    /// The layout, and who is served where; none where no plan was found.
    pub layers: Option<(LayoutRun, Vec<LinkRow>)>,
}

/// What the report is about.
#[derive(Debug, Clone)]
pub enum PageSubject {
    /// One plan, solved or audited.
    Plan(Box<PagePlan>),
    /// `schedule.json`, and the plan of each period.
    Schedule(Box<ScheduleJson>, Vec<PagePlan>),
    /// `scenarios.json`, and every site with how often it is chosen.
    Sweep(SweepJson, Vec<PlacedRow>),
    /// `frontier.json`.
    Frontier(FrontierJson),
    /// The answer to a question about a plan.
    Answer(Box<PageAnswer>),
}

/// An answer to a question about a plan, as it is told.
#[derive(Debug, Clone)]
pub struct PageAnswer {
    /// What was asked.
    pub kind: RunKind,
    /// What was asked about.
    pub asked: AskedJson,
    /// The verdict and what else comes first, then the answer part by part, in each of [`PageAnswer::LANGUAGES`].
    pub told: [(Vec<String>, Vec<Section>); 2],
}

impl PageAnswer {
    /// The languages of the page.
    pub const LANGUAGES: [Language; 2] = [Language::English, Language::Chinese];

    /// An answer of a kind.
    pub fn new(kind: RunKind, answer: &impl Answered) -> Self {
        let told = |language| (answer.opening(language), answer.sections(language));
        Self { kind, asked: answer.asked().clone(), told: Self::LANGUAGES.map(told) }
    }
}

impl PageSubject {
    pub(super) fn word(&self) -> &'static str {
        match self {
            PageSubject::Plan(_) => "plan",
            PageSubject::Schedule(..) => "schedule",
            PageSubject::Sweep(..) => "sweep",
            PageSubject::Frontier(_) => "frontier",
            PageSubject::Answer(_) => "answer",
        }
    }

    pub(super) fn plans(&self) -> &[PagePlan] {
        match self {
            PageSubject::Plan(plan) => std::slice::from_ref(plan),
            PageSubject::Schedule(_, plans) => plans,
            _ => &[],
        }
    }

    /// The run's name, in the first of its languages.
    pub(super) fn name(&self) -> &str {
        match self {
            PageSubject::Plan(plan) => &plan.plan.name.en,
            PageSubject::Schedule(schedule, _) => &schedule.name.en,
            PageSubject::Sweep(sweep, _) => &sweep.head.record.plan,
            PageSubject::Frontier(frontier) => &frontier.plan,
            PageSubject::Answer(answer) => &answer.asked.name.en,
        }
    }
}

/// A report to be made.
#[derive(Debug, Clone)]
pub struct PageSource {
    /// What it is about.
    pub subject: PageSubject,
    /// The towns' borders, where they are known.
    pub towns: Vec<PlacedRow>,
    /// The roads that the plan travels on and the water there, where they are known.
    pub roads: Option<Roads>,
    /// The language to begin with; none: the reader's browser says.
    pub language: Option<Language>,
    /// Map tiles from the network, where they are asked for.
    pub tiles: Option<Tiles>,
}
