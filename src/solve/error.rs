use crate::domain::location::QuestionError;
use crate::domain::{Phrase, Text, said, text, told};

/// Failures of solving. That a plan is infeasible is not an error but an [`super::Outcome`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum SolveError {
    /// The solver asked for is not built in. Repair: build with its feature, or ask for the other one.
    NotBuiltIn {
        /// The solver's word.
        solver: &'static str,
        /// What to do.
        hint: Phrase,
    },
    /// The question cannot be asked of the instance. Repair: each says what.
    Question(Vec<QuestionError>),
    /// The worst-off tenth is no linear aim where places are limited. Repair: ask for the Kolm-Pollak equivalent, or leave the
    /// capacities out.
    WorstDecileOfLimited,
    /// The solver reported a failure of its own. Repair: report it with the model (`--lp-file`).
    Solver(String),
    /// The audit, which knows no solver, does not agree with the solver's answer. Repair: report it with the model.
    Audit(String),
}

impl SolveError {
    /// What is wrong.
    pub fn text(&self) -> Text {
        match self {
            Self::NotBuiltIn { solver, hint } => text!(
                "the solver `{solver}` is not built into this program; {hint}",
                "本程序未内置求解器 `{solver}`；{hint}";
                hint
            ),
            Self::Question(errors) => {
                let errors: Vec<Text> = errors.iter().map(QuestionError::text).collect();
                Text::join(&errors, ("; ", "；"))
            }
            Self::WorstDecileOfLimited => text!(
                "the worst-off tenth cannot be an aim where places of a tier to which people travel are limited; `kolm-pollak` can",
                "人们前往的层级名额有限时，最远一成人群的路程不能作为目标；可用 `kolm-pollak`"
            ),
            Self::Solver(says) => {
                let says = said(says);
                text!("the solver failed: {says}", "求解器出错：{says}"; says)
            }
            Self::Audit(says) => {
                let says = said(says);
                text!(
                    "the audit does not agree with the solver: {says}",
                    "审核与求解器的结果不一致：{says}";
                    says
                )
            }
        }
    }
}

told!(error SolveError);
