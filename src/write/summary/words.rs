//! The two languages of the summary, each phrase's pair side by side so that they cannot drift apart.

use crate::domain::{
    Name, Problem, Scope, Setting, Stage, TargetKind, TierIdx, TravelMethod, WorkKind,
};
use crate::solve::Termination;
use crate::write::figures::Sort;
use crate::write::people;

/// A language of the summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English, Chinese names beside.
    English,
    /// Chinese.
    Chinese,
}

use Language::{Chinese, English};

impl Language {
    /// The one of two phrases that is of this language.
    pub(in crate::write) fn say<'a>(self, english: &'a str, chinese: &'a str) -> &'a str {
        match self {
            English => english,
            Chinese => chinese,
        }
    }

    /// A name: in English with the Chinese one in brackets.
    pub fn name(self, name: &Name) -> String {
        match (self, name.chinese_beside()) {
            (English, Some(chinese)) => format!("{} ({chinese})", name.english()),
            (English, None) => name.english().into(),
            (Chinese, _) => name.chinese().into(),
        }
    }

    /// A name in this language alone.
    pub fn short(self, name: &Name) -> &str {
        match self {
            English => name.english(),
            Chinese => name.chinese(),
        }
    }

    /// The tier's short name.
    pub fn tier(self, problem: &Problem, tier: Option<TierIdx>) -> &str {
        tier.map_or(
            self.say("no tier of the plan", "不属本规划层级"),
            |tier| self.short(&problem.tiers[tier].name),
        )
    }

    /// What is done at a site.
    pub fn work(self, kind: WorkKind) -> &'static str {
        match (self, kind) {
            (English, kind) => kind.word(),
            (Chinese, WorkKind::Build) => "新建",
            (Chinese, WorkKind::Upgrade) => "改造",
            (Chinese, WorkKind::Merge) => "撤并",
            (Chinese, WorkKind::Close) => "撤销",
        }
    }

    /// Binding or expected.
    pub fn kind(self, kind: TargetKind) -> &'static str {
        match (self, kind) {
            (English, kind) => kind.word(),
            (Chinese, TargetKind::Binding) => "约束性",
            (Chinese, TargetKind::Expected) => "预期性",
        }
    }

    /// Urban or rural.
    pub fn setting(self, setting: Setting) -> &'static str {
        match (self, setting) {
            (English, setting) => setting.word(),
            (Chinese, Setting::Urban) => "城镇",
            (Chinese, Setting::Rural) => "农村",
        }
    }

    pub(super) fn sort(self, sort: Sort) -> &'static str {
        match (self, sort) {
            (English, Sort::Towns) => "towns",
            (English, Sort::Units) => "villages and communities",
            (English, Sort::Sites) => "sites",
            (English, Sort::Medical) => "medical facilities",
            (Chinese, Sort::Towns) => "镇街",
            (Chinese, Sort::Units) => "村（社区）",
            (Chinese, Sort::Sites) => "设施点位",
            (Chinese, Sort::Medical) => "医疗机构",
        }
    }

    /// What a stage aims at.
    pub fn stage(self, stage: Stage) -> &'static str {
        match (self, stage) {
            (English, Stage::Shortfall) => "least shortfall of expected targets",
            (English, Stage::Coverage) => "most people covered",
            (English, Stage::Money) => "least money",
            (English, Stage::Travel) => "least travel",
            (Chinese, Stage::Shortfall) => "预期性指标缺口最小",
            (Chinese, Stage::Coverage) => "覆盖人数最多",
            (Chinese, Stage::Money) => "投入最少",
            (Chinese, Stage::Travel) => "出行距离最短",
        }
    }

    /// A stage's value or bound, with what it counts.
    pub fn stage_value(self, stage: Stage, value: f64) -> String {
        match stage {
            Stage::Shortfall => people::decimals(value, 4),
            Stage::Coverage => {
                let people = people::decimals(value, 1);
                format!("{people} {}", self.say("weighted people", "人（加权）"))
            }
            Stage::Money => format!("{} 万元", people::decimals(value / 1e4, 2)),
            Stage::Travel => {
                let travel = people::decimals(value, 1);
                format!("{travel} {}", self.say("person-km", "人·公里"))
            }
        }
    }

    /// Why a stage ended.
    pub fn termination(self, termination: Termination) -> &'static str {
        match (self, termination) {
            (English, Termination::Optimal) => "proved best",
            (English, Termination::GapReached) => "proved within the gap",
            (English, Termination::TimeLimit) => "out of time, not proved",
            (English, Termination::Infeasible) => "no layout possible",
            (English, Termination::NotStarted) => "not begun",
            (Chinese, Termination::Optimal) => "已证明最优",
            (Chinese, Termination::GapReached) => "已证明在允许差距内",
            (Chinese, Termination::TimeLimit) => "时限已到，未证明",
            (Chinese, Termination::Infeasible) => "无可行方案",
            (Chinese, Termination::NotStarted) => "未开始",
        }
    }

    /// Over what a target is measured; empty for the whole plan.
    pub(in crate::write) fn scope(self, problem: &Problem, scope: Scope) -> String {
        match (self, scope) {
            (_, Scope::All) => String::new(),
            (English, Scope::Setting(setting)) => format!(", {}", setting.word()),
            (Chinese, Scope::Setting(setting)) => format!("（{}）", self.setting(setting)),
            (English, Scope::EachTown) => ", each town".into(),
            (Chinese, Scope::EachTown) => "（各镇街）".into(),
            (English, Scope::Town(town)) => format!(", {}", problem.towns[town].name),
            (Chinese, Scope::Town(town)) => format!("（{}）", problem.towns[town].name),
        }
    }

    /// How people get about.
    pub(super) fn travel(self, travel: &TravelMethod) -> String {
        match travel {
            TravelMethod::StraightLine {
                detour,
                speed_urban,
                speed_rural,
            } => match self {
                English => format!(
                    "straight-line distance × {detour}, {speed_urban} in urban and {speed_rural} in rural places"
                ),
                Chinese => {
                    format!("直线距离 × {detour}，城镇 {speed_urban}，农村 {speed_rural}")
                }
            },
        }
    }

    /// Items one after the other.
    pub(super) fn list(self, items: &[String]) -> String {
        items.join(self.say(", ", "、"))
    }
}

/// The scope in the words of the plan file: `all`, `urban`, `rural`, `each town`, `town:ID`.
pub fn scope_text(problem: &Problem, scope: Scope) -> String {
    match scope {
        Scope::All => "all".into(),
        Scope::Setting(setting) => setting.word().into(),
        Scope::EachTown => "each town".into(),
        Scope::Town(town) => format!("town:{}", problem.towns[town].id),
    }
}
