//! What is sure and what is modelled.

use super::Telling;
use crate::domain::Language::{self, Chinese, English};
use crate::run::figures::{Sort, modelled_works, works};
use crate::run::numbers::{self, count, money};
use crate::run::plan::{ModelledFeatures, ties};
use crate::run::report::Report;
use crate::run::section::Section;
use crate::solve::{Status, Stop};
use crate::units::Yuan;

/// So many sites are named in a sentence.
const NAMED: usize = 3;

/// How much of what people and sites stand on is modelled; none where nothing is.
pub(crate) fn modelled_sentence(
    features: &[ModelledFeatures],
    language: Language,
) -> Option<String> {
    let part = |sort: Sort, english: &str, chinese: &str| {
        let own = features.iter().find(|own| own.sort == sort.word() && own.positions > 0)?;
        let (modelled, all) = (count(own.positions), count(own.all));
        Some(match language {
            English => format!("{modelled} of {all} {english}"),
            Chinese => format!("{all} 处{chinese}中的 {modelled} 处"),
        })
    };
    let units = part(Sort::Units, "villages and communities", "村（社区）");
    let parts: Vec<String> = units.into_iter().chain(part(Sort::Sites, "sites", "点位")).collect();
    let parts = (!parts.is_empty()).then(|| language.list(&parts))?;
    Some(match language {
        English => format!("Modelled, not measured: the positions of {parts}."),
        Chinese => format!("位置为模拟值、并非实测的有：{parts}。"),
    })
}

/// Whether other layouts are as good; none where that was not sought.
pub(crate) fn ties_sentence(report: &Report<'_>, language: Language) -> Option<String> {
    let ties = ties(report.problem, report.outcome()?)?;
    let names = ties.sites.iter().map(|own| own.name.clone()).collect();
    Some(ties_text(names, ties.proved, language))
}

/// Whether other layouts are as good as the best one: they decide otherwise at the sites of these names, and at no others
/// where that is proved.
pub(crate) fn ties_text(mut names: Vec<String>, is_proved: bool, language: Language) -> String {
    let number = names.len();
    let (all, is_cut) = (count(number), number > NAMED);
    names.truncate(NAMED);
    let names = language.list(&names);
    match (language, number == 0, is_proved) {
        (English, true, true) => "No other layout is as good at every aim; this is proved.".into(),
        (Chinese, true, true) => "在各目标取值不变的条件下，没有其他布局可选（已证明）。".into(),
        (English, true, false) => {
            "No other layout as good was found, which does not prove that there is none.".into()
        }
        (Chinese, true, false) => "未找到同样好的其他布局，但尚未证明其不存在。".into(),
        (English, false, _) => {
            let such = if is_cut { "among them " } else { "" };
            let sites = if number == 1 { "site" } else { "sites" };
            format!(
                "This layout is one of several that are as good at every aim: at {all} {sites} another decision is possible ({such}{names})."
            )
        }
        (Chinese, false, _) => {
            let such = if is_cut { "等" } else { "" };
            format!(
                "本方案并非唯一最优：在各目标取值不变的条件下，有 {all} 处点位可作其他安排（{names}{such}）。"
            )
        }
    }
}

impl Telling<'_> {
    pub(super) fn sure(&self) -> Section {
        let (report, language) = (self.report, self.language);
        let mut items = vec![self.certainty()];
        items.extend(ties_sentence(report, language));
        items.extend(modelled_sentence(&ModelledFeatures::of(report.problem), language));
        items.extend(self.modelled_costs());
        let travel = language.travel(report.problem);
        items.push(match language {
            English => format!("Travel is modelled: {travel}."),
            Chinese => format!("出行为模拟值：{travel}。"),
        });
        let heading = language.say("What is sure, and what is modelled", "可靠程度与模拟数据");
        Section::of_items(heading, items)
    }

    /// How much of the money is modelled; none where no cost is.
    fn modelled_costs(&self) -> Option<String> {
        let rows = works(self.decided.problem, self.decided.layout);
        let own = modelled_works(&rows);
        let (modelled, all, amount) = (count(own.modelled), count(own.all), money(own.amount));
        (own.amount > Yuan::ZERO).then(|| match self.language {
            English => format!(
                "Modelled, not quoted: the costs of {modelled} of {all} works, {amount} in all."
            ),
            Chinese => format!("{all} 项任务中 {modelled} 项的费用为模拟值，共 {amount}。"),
        })
    }

    fn certainty(&self) -> String {
        let decided = self.decided;
        let broken = decided.audit.violations.len();
        let Some(outcome) = self.report.outcome() else {
            return match (self.language, broken) {
                (English, 0) => "The layout breaks no rule of the plan.".into(),
                (Chinese, 0) => "该布局未违反规划的任何规则。".into(),
                (English, 1) => "The layout breaks one rule of the plan.".into(),
                (English, n) => format!("The layout breaks {n} rules of the plan."),
                (Chinese, n) => format!("该布局违反规则 {n} 处。"),
            };
        };
        let open: Vec<String> = outcome
            .stages
            .iter()
            .filter(|stage| !stage.termination.is_proved())
            .map(|stage| self.language.stage(stage.stage).to_owned())
            .collect();
        let widest = outcome.stages.iter().filter_map(|stage| stage.gap);
        let widest = widest.fold(0.0, f64::max);
        if open.is_empty() && widest > 0.0 {
            let widest = numbers::gap(widest);
            return match self.language {
                English => format!(
                    "The aims were followed in the plan's order; each is proved to its gap, {widest} at most, and a gap of 0 % is proved best; the layout was then re-checked from the data alone."
                ),
                Chinese => format!(
                    "各目标按规划次序逐级优化，均已证明在各自差距内（最大 {widest}，差距 0 % 即最优）；方案另经不依赖求解器的独立复核。"
                ),
            };
        }
        match (self.language, open.is_empty()) {
            (English, true) => {
                "Every aim was followed in the plan's order and is proved best; the layout was then re-checked from the data alone.".into()
            }
            (Chinese, true) => {
                "各目标按规划次序逐级优化并均已证明最优；方案另经不依赖求解器的独立复核。".into()
            }
            (language, false) => {
                let when = match outcome.status {
                    Status::StoppedWithPlan(Stop::Interrupted) => {
                        language.say("before the solve was stopped", "求解中止前")
                    }
                    _ => language.say("within the time allowed", "时限内"),
                };
                match language {
                    English => format!(
                        "Not proved {when}: {}; the layout itself was re-checked from the data alone.",
                        open.join(", ")
                    ),
                    Chinese => format!(
                        "{when}未能证明：{}；方案本身已经不依赖求解器的独立复核。",
                        open.join("、")
                    ),
                }
            }
        }
    }
}
