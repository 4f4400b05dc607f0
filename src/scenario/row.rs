//! Rows: the results of scenarios.

use crate::domain::{Language, Name, Problem, Stage};
use crate::plan::Slice;
use crate::solve::{Outcome, SolveError, Status, Stop};

/// The status of a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowStatus {
    /// It was solved, with this verdict.
    Solved(Status),
    /// The plan cannot have these values.
    BadInput,
    /// The solver or the audit failed.
    Fault,
}

impl RowStatus {
    /// All statuses of rows. A scenario that is interrupted leaves no row, so [`Stop::Interrupted`] is in none of them.
    pub const ALL: [RowStatus; 7] = [
        RowStatus::Solved(Status::Proved),
        RowStatus::Solved(Status::ProvedToGap),
        RowStatus::Solved(Status::StoppedWithPlan(Stop::TimeLimit)),
        RowStatus::Solved(Status::Infeasible),
        RowStatus::Solved(Status::StoppedWithoutPlan(Stop::TimeLimit)),
        RowStatus::BadInput,
        RowStatus::Fault,
    ];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            RowStatus::Solved(status) => status.word(),
            RowStatus::BadInput => "bad-input",
            RowStatus::Fault => "fault",
        }
    }

    /// The status that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

/// The value of a stage, its proved bound, and the gap between them. Units as in
/// [`crate::solve::StageReport`].
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct AimFigures {
    /// The value of the layout.
    pub value: Option<f64>,
    /// The proved bound.
    pub bound: Option<f64>,
    /// How much better than the value the bound is, over max(|value|, 1); 0 below a millionth.
    pub gap: Option<f64>,
}

/// Figures of a tier.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct TierFigures {
    /// People of the tier's group in places that the tier is for.
    pub people: f64,
    /// Of them, those covered.
    pub covered: f64,
    /// Facilities of the tier that stand.
    pub standing: u32,
    /// Of them, those built or upgraded to the tier by the plan.
    pub new: u32,
}

/// A work that the layout does.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DoneWork {
    /// Position of the site.
    pub site: u32,
    /// The work's id.
    pub work: String,
    /// Whether a facility stands there afterwards.
    pub stands: bool,
}

/// Figures of a layout.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LayoutFigures {
    /// The cost of all works.
    pub cost_yuan: i64,
    /// The running cost a year of all standing facilities.
    pub running_cost_yuan: i64,
    /// The cost of works, by source of money.
    pub sources_yuan: Vec<i64>,
    /// Figures by tier.
    pub tiers: Vec<TierFigures>,
    /// The works, by site.
    pub works: Vec<DoneWork>,
}

/// The result of a scenario: a row of the table.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Row {
    /// The scenario's number, from 0.
    pub number: u64,
    /// Its status.
    pub status: RowStatus,
    /// Why there is no plan, or none that is proved.
    pub reason: Option<Name>,
    /// The stages, in the order of [`Stage::ALL`]; none where the plan does not have the stage.
    pub aims: [Option<AimFigures>; Stage::ALL.len()],
    /// The layout's figures, where there is one.
    pub layout: Option<LayoutFigures>,
}

impl Row {
    /// A scenario without an answer.
    pub fn failed(number: u64, status: RowStatus, reason: Name) -> Self {
        Self { number, status, reason: Some(reason), aims: [None; Stage::ALL.len()], layout: None }
    }

    /// The answer to a scenario.
    pub fn of(number: u64, problem: &Problem, answer: Result<Outcome, SolveError>) -> Self {
        match answer {
            Ok(outcome) => Self {
                number,
                status: RowStatus::Solved(outcome.status),
                reason: reason(&outcome),
                aims: aims(&outcome),
                layout: figures(problem, &outcome),
            },
            Err(error) => Self::failed(number, RowStatus::Fault, Name::plain(error.to_string())),
        }
    }
}

fn reason(outcome: &Outcome) -> Option<Name> {
    let screened = outcome.screening.contradictions.first();
    let (en, zh) = match (outcome.status, screened) {
        (Status::Proved | Status::ProvedToGap, _) => return None,
        (Status::StoppedWithPlan(_), _) => {
            ("time ran out before all was proved", "时限内未能全部证明")
        }
        (Status::StoppedWithoutPlan(_), _) => {
            ("time ran out before a plan was found", "时限内未找到方案")
        }
        (Status::Infeasible, None) => {
            ("no layout meets all that is binding", "没有布局能满足全部约束性要求")
        }
        (Status::Infeasible, Some(found)) => {
            let text =
                |language: Language| format!("{} {}", found.code, language.short(&found.text));
            return Some(Language::both(text));
        }
    };
    Some(Name::both(en, zh))
}

fn aims(outcome: &Outcome) -> [Option<AimFigures>; Stage::ALL.len()] {
    Stage::ALL.map(|stage| {
        let report = outcome.stages.iter().find(|report| report.stage == stage)?;
        Some(AimFigures { value: report.value, bound: report.bound, gap: report.gap })
    })
}

fn figures(problem: &Problem, outcome: &Outcome) -> Option<LayoutFigures> {
    let (layout, audit) = (outcome.layout.as_ref()?, outcome.audit.as_ref()?);
    let chosen = || {
        let sites = problem.sites.iter().zip(&layout.choices);
        sites.map(|(site, &choice)| (site, choice, site.state_after(choice)))
    };
    let tiers = problem.tiers.iter_enumerated().map(|(index, tier)| {
        let of_all = audit
            .coverage
            .iter()
            .find(|row| row.tier == index && row.slice == Slice::All && row.group == tier.group);
        let of_tier =
            || chosen().filter(|(_, _, state)| state.standing && state.tier == Some(index));
        let new = of_tier().filter(|(site, _, _)| {
            let today = site.state_today();
            !today.standing || today.tier != Some(index)
        });
        TierFigures {
            people: of_all.map_or(0.0, |row| row.people.number()),
            covered: of_all.map_or(0.0, |row| row.covered.number()),
            standing: of_tier().count() as u32,
            new: new.count() as u32,
        }
    });
    let works = chosen().enumerate().filter_map(|(position, (site, choice, state))| {
        Some(DoneWork {
            site: position as u32,
            work: site.work(choice)?.id.clone(),
            stands: state.standing,
        })
    });
    Some(LayoutFigures {
        cost_yuan: audit.cost.yuan(),
        running_cost_yuan: audit.running_cost.yuan(),
        sources_yuan: audit.money.iter().map(|source| source.works.yuan()).collect(),
        tiers: tiers.collect(),
        works: works.collect(),
    })
}
