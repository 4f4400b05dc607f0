//! The published indicators and what becomes of them.

use super::Writer;
use super::page::Page;
use super::words::Language::{Chinese, English};
use crate::domain::{Aim, Target};
use crate::plan::TargetResult;
use crate::write::people::{self, MeasureUnit};
use crate::write::report::Decided;

const DASH: &str = "–";

impl Writer<'_> {
    pub(super) fn targets(&self, page: &mut Page) {
        let language = self.language;
        let problem = self.report.problem;
        if problem.targets.is_empty() {
            return;
        }
        page.heading(language.say("Targets", "指标完成情况"));
        let heads = match language {
            English => [
                "No.",
                "Indicator",
                ">Now, published",
                ">Now, from data",
                ">Target",
                ">Reached",
                "Kind",
                "Result",
            ],
            Chinese => [
                "序号",
                "指标",
                ">现状（公布）",
                ">现状（数据）",
                ">目标",
                ">方案",
                "属性",
                "结果",
            ],
        };
        let decided = self.report.decided();
        let rows: Vec<Vec<String>> = problem
            .targets
            .iter()
            .enumerate()
            .map(|(position, target)| {
                let results = decided.map_or(&[][..], |decided| &decided.audit.targets[..]);
                let result = results.iter().find(|result| result.target == position);
                self.target_row(target, result)
            })
            .collect();
        page.table(&heads, &rows);
    }

    fn target_row(&self, target: &Target, result: Option<&TargetResult>) -> Vec<String> {
        let language = self.language;
        let problem = self.report.problem;
        let number = target
            .indicator
            .map_or_else(|| DASH.into(), |number| number.to_string());
        let (asked, now, reached, verdict) = match &target.aim {
            Aim::NotSited { aim } => (
                aim.clone(),
                DASH.into(),
                DASH.into(),
                language.say("not decided by siting", "不由布局决定").into(),
            ),
            Aim::Sited(aim) => {
                let unit = MeasureUnit::of(&aim.measure);
                let value = |value: Option<f64>| {
                    value.map_or_else(|| DASH.into(), |value| people::value(unit, value))
                };
                let mut reached = value(result.and_then(|result| result.reached));
                if let Some(town) = result.and_then(|result| result.worst_town) {
                    let town = &problem.towns[town].name;
                    reached = match language {
                        English => format!("{reached} ({town})"),
                        Chinese => format!("{reached}（{town}）"),
                    };
                }
                let asked = people::limit(aim) + &language.scope(problem, aim.scope);
                let verdict = result.map_or_else(|| DASH.into(), |result| self.result(result));
                (
                    asked,
                    value(result.and_then(|result| result.now)),
                    reached,
                    verdict,
                )
            }
        };
        vec![
            number,
            language.name(&target.name),
            target.now.clone().unwrap_or_else(|| DASH.into()),
            now,
            asked,
            reached,
            language.kind(target.kind).into(),
            verdict,
        ]
    }

    fn result(&self, result: &TargetResult) -> String {
        match (result.met, result.reached) {
            (Some(true), Some(_)) => self.language.say("met", "达标").into(),
            (Some(_), None) => self.language.say("nothing to measure", "无可计量").into(),
            (Some(false), _) => format!("**{}**", self.missed(result)),
            (None, _) => self
                .language
                .say("not decided by siting", "不由布局决定")
                .into(),
        }
    }

    /// By how much a target is missed.
    pub(super) fn missed(&self, result: &TargetResult) -> String {
        let target = &self.report.problem.targets[result.target];
        let unit = match &target.aim {
            Aim::Sited(aim) => MeasureUnit::of(&aim.measure),
            Aim::NotSited { .. } => MeasureUnit::Number,
        };
        let points = self.language.say("points", "个百分点");
        let amount = people::difference(unit, result.shortfall, points);
        match self.language {
            English => format!("short by {amount}"),
            Chinese => format!("差 {amount}"),
        }
    }

    pub(super) fn violations(&self, decided: &Decided<'_>, page: &mut Page) {
        let violations = &decided.audit.violations;
        if violations.is_empty() {
            return;
        }
        page.heading(self.language.say("Rules broken", "违反的规则"));
        let items: Vec<String> = violations
            .iter()
            .map(|row| format!("`{}` {}", row.kind.code(), row.text))
            .collect();
        page.items("-", &items);
    }
}
