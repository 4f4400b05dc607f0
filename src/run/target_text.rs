//! An indicator's row in words, the same in the summary and on the terminal.

use crate::domain::Language;
use crate::domain::{Aim, Measure, MeasureUnit, Problem, Target};
use crate::plan::TargetResult;
use crate::run::numbers::{self, DASH, or_dash};
use crate::run::report::Report;
use crate::run::words::{DECIDED, RESULTS};
use crate::units::Yuan;

/// An indicator's row in words; a dash where there is nothing to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetText {
    /// Its number in the published plan.
    pub number: String,
    /// Its value today as published.
    pub published: String,
    /// Its value today from the data.
    pub now: String,
    /// What is asked for.
    pub asked: String,
    /// What is counted of a rule, and over what, where that is not the whole plan; begins with a
    /// comma or stands in brackets.
    pub scope: String,
    /// The layout's value.
    pub reached: String,
    /// With scope `each town`: the worst one's name.
    pub worst_town: Option<String>,
    /// Of a rule: what the works at its sites cost, where they cost anything.
    pub cost: Option<String>,
    /// Binding or expected.
    pub kind: &'static str,
    /// Met or not.
    pub result: ResultText,
}

/// Whether a target is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResultText {
    /// It is met.
    Met,
    /// It is missed by this much.
    Short(String),
    /// The measure has no value here, for instance a share of no beds.
    NoValue,
    /// Siting does not decide it.
    NotSited,
    /// There is no layout.
    NoLayout,
}

impl ResultText {
    /// Its code in [`RESULTS`].
    pub fn word(&self) -> &'static str {
        match self {
            ResultText::Met => "met",
            ResultText::Short(_) => "short",
            ResultText::NoValue => "no-value",
            ResultText::NotSited => "not-sited",
            ResultText::NoLayout => "no-layout",
        }
    }

    /// In words; where the target is missed, with by how much: `short by 1.3 points`.
    pub fn text(&self, language: Language) -> String {
        let words = RESULTS.say(language, self.word());
        match self {
            ResultText::Short(amount) => format!("{words} {amount}"),
            _ => words.into(),
        }
    }
}

/// The rows of all indicators, in the plan's order.
pub fn target_texts(report: &Report<'_>, language: Language) -> Vec<TargetText> {
    let results = report.target_results();
    report
        .problem
        .targets
        .iter()
        .enumerate()
        .map(|(position, target)| {
            let result = results.iter().find(|result| result.target == position);
            let cost = report.ruled_cost(target).filter(|&cost| cost != Yuan::ZERO);
            let cost = cost.map(numbers::money);
            TargetText { cost, ..row(report.problem, language, target, result) }
        })
        .collect()
}

fn row(
    problem: &Problem,
    language: Language,
    target: &Target,
    result: Option<&TargetResult>,
) -> TargetText {
    let value = |value: Option<f64>| match (&target.aim, value) {
        (Aim::Sited(aim), Some(value)) => numbers::value(aim.measure.unit(), value),
        _ => DASH.into(),
    };
    let (asked, scope) = match &target.aim {
        Aim::Sited(aim) => {
            let ruled = match &aim.measure {
                // What is counted; else "at most 0" would read as "none".
                Measure::Sites { decided, .. } => {
                    let decided = decided.to_string();
                    let word = DECIDED.say(language, &decided);
                    match language {
                        Language::English => format!(", {word}"),
                        Language::Chinese => language.bracketed(word),
                    }
                }
                _ => String::new(),
            };
            (numbers::limit(aim), ruled + &language.scope(problem, aim.scope))
        }
        Aim::NotSited { aim } => (aim.clone(), String::new()),
    };
    TargetText {
        number: or_dash(target.indicator, |number| number.to_string()),
        published: published(target),
        now: value(result.and_then(|result| result.now)),
        asked,
        scope,
        reached: value(result.and_then(|result| result.reached)),
        worst_town: result
            .and_then(|result| result.worst)
            .map(|part| language.short(&problem.name_of(part)).to_owned()),
        cost: None,
        kind: language.kind(target.kind),
        result: result_text(language, target, result),
    }
}

/// As published; plans write a dash where they have no figure.
fn published(target: &Target) -> String {
    match target.now.as_deref().map(str::trim) {
        None | Some("" | "-" | "—" | "–" | "－") => DASH.into(),
        Some(text) => text.into(),
    }
}

fn result_text(language: Language, target: &Target, result: Option<&TargetResult>) -> ResultText {
    match (&target.aim, result) {
        (Aim::NotSited { .. }, _) => ResultText::NotSited,
        (Aim::Sited(_), None | Some(TargetResult { met: None, .. })) => ResultText::NoLayout,
        (Aim::Sited(_), Some(result)) => match (result.reached, result.met) {
            (None, _) => ResultText::NoValue,
            (_, Some(false)) => ResultText::Short(shortfall_text(language, target, result)),
            _ => ResultText::Met,
        },
    }
}

/// By how much a target is missed: `1.3 points`.
pub(crate) fn shortfall_text(language: Language, target: &Target, result: &TargetResult) -> String {
    let unit = match &target.aim {
        Aim::Sited(aim) => aim.measure.unit(),
        Aim::NotSited { .. } => MeasureUnit::Number,
    };
    numbers::difference(unit, result.shortfall, language.say("points", "个百分点"))
}
