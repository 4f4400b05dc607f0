//! The period that is asked about, where a plan has periods: what its plan alone leaves out of the whole.

use crate::domain::Language::{Chinese, English};
use crate::domain::numbers::money;
use crate::domain::{Aim, Horizon, Language, Name, PeriodIdx, TargetKind};
use crate::run::plan::NameJson;
use crate::units::Yuan;
use serde::{Deserialize, Serialize};

/// The period that is asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PeriodJson {
    /// The year at whose end it is.
    pub year: i32,
    /// What its plan alone is, and what it leaves out of the plan over all periods, in sentences.
    pub notes: Vec<NameJson>,
}

impl PeriodJson {
    /// Of a period of a plan.
    pub fn of(horizon: &Horizon, period: PeriodIdx) -> Self {
        let notes = notes(horizon, period).iter().map(Into::into).collect();
        Self { year: horizon.periods()[period].year, notes }
    }
}

/// What is said of the period; nothing of a plan of one year.
pub(crate) fn period_lines(period: Option<&PeriodJson>, language: Language) -> Vec<String> {
    let notes = period.into_iter().flat_map(|own| &own.notes);
    notes.map(|note| language.short(&Name::from(note)).to_owned()).collect()
}

fn notes(horizon: &Horizon, period: PeriodIdx) -> Vec<Name> {
    let year = horizon.periods()[period].year;
    let mut notes = vec![Name::both(
        format!(
            "Of the period up to {year} alone: its people, its targets and works that can be done by then, as if nothing had been begun before."
        ),
        format!(
            "仅就截至 {year} 年的一期而言：按该期人口、指标和届时可完成的任务，视同此前未开工任何任务。"
        ),
    )];
    notes.extend(of_money(horizon, period));
    let is_binding = |earlier: PeriodIdx| {
        let targets = &horizon.periods()[earlier].problem.targets;
        targets
            .iter()
            .any(|own| own.kind == TargetKind::Binding && matches!(own.aim, Aim::Sited(_)))
    };
    let earlier: Vec<PeriodIdx> = horizon.periods().keys().filter(|&own| own < period).collect();
    if earlier.into_iter().any(is_binding) {
        notes.push(Name::both(
            "What earlier periods demand is left out: works that they need may be others than here.",
            "未计入此前各期的要求：此前各期所需任务可能与此处不同。",
        ));
    }
    if horizon.spending().is_limited() {
        notes.push(Name::both(
            "Limits of what works of a period may cost are left out.",
            "未计入各期投入占比的限制。",
        ));
    }
    notes.push(Name::both(
        "All this leaves more freedom than the plan over all periods has: what clashes here clashes there, and no schedule is better in this period; that the period can be met alone does not say that all together can.",
        "上述各项使该期比各期统筹的规划更宽松：此处的冲突在统筹规划中同样存在，任何分期安排在该期都不会更优；但该期单独可行并不表示各期统筹可行。",
    ));
    notes
}

/// The money of earlier periods, which counts as unspent, that included which does not carry over.
fn of_money(horizon: &Horizon, period: PeriodIdx) -> Option<Name> {
    let sources = horizon.plan().funding.keys();
    let before = |carries: bool| -> Yuan {
        let own = sources.clone().map(|source| horizon.income(source));
        let own = own.filter(|income| income.carries_over == carries);
        own.flat_map(|income| &income.by_period[..period]).copied().sum()
    };
    let (kept, lost) = (before(true), before(false));
    if kept + lost <= Yuan::ZERO {
        return None;
    }
    Some(Language::both(|language| {
        let (all, lost_text) = (money(kept + lost), money(lost));
        let lost_text = match (lost > Yuan::ZERO, language) {
            (false, _) => String::new(),
            (true, English) => format!(", {lost_text} that does not carry over among it"),
            (true, Chinese) => format!("（其中 {lost_text} 按规定不得结转）"),
        };
        match language {
            English => format!("Money of earlier periods counts as unspent: {all}{lost_text}."),
            Chinese => format!("此前各期资金 {all}视同未使用{lost_text}。"),
        }
    }))
}
