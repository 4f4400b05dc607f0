//! The two languages of the summary, each phrase's pair side by side so that they cannot drift apart.

use crate::domain::roads::Mode;
use crate::domain::{
    Name, Problem, Reach, Scope, Setting, Stage, TargetKind, TierIdx, TravelMethod, WorkKind,
};
use crate::run::figures::Sort;
use crate::run::numbers;
use crate::solve::{StageReport, Termination};
use crate::units::{Metres, Seconds};

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
    /// The word used in files and on the command line.
    pub fn word(self) -> &'static str {
        self.say("en", "zh")
    }

    /// The language that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        [English, Chinese]
            .into_iter()
            .find(|own| own.word() == word)
    }

    /// The one of two phrases that is of this language.
    pub(crate) fn say<'a>(self, english: &'a str, chinese: &'a str) -> &'a str {
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

    pub(crate) fn sort(self, sort: Sort) -> &'static str {
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

    /// What a stage aims at, with what its value counts where the value itself does not say.
    pub fn stage_counting(self, stage: Stage) -> String {
        let aim = self.stage(stage);
        match (self, stage) {
            (_, Stage::Shortfall | Stage::Money) => aim.into(),
            (English, Stage::Coverage) => format!("{aim}, weighted"),
            (English, Stage::Travel) => format!("{aim}, person-km"),
            (Chinese, Stage::Coverage) => format!("{aim}（加权人数）"),
            (Chinese, Stage::Travel) => format!("{aim}（人·公里）"),
        }
    }

    /// A stage's value or bound; [`Language::stage_counting`] says what it counts.
    pub fn stage_value(self, stage: Stage, value: f64) -> String {
        match stage {
            Stage::Shortfall => numbers::decimals(value, 4),
            Stage::Coverage | Stage::Travel => numbers::decimals(value, 1),
            Stage::Money => format!("{} 万元", numbers::decimals(value / 1e4, 2)),
        }
    }

    /// What is known of a stage's value: best only where its bound is reached, by the layout that is shown.
    pub fn stage_verdict(self, stage: &StageReport) -> &'static str {
        // While solving goes on there is no gap yet: the final layout is not known.
        let best = stage.gap.map_or(stage.bound.is_some(), |gap| gap <= 0.0);
        match (self, stage.termination) {
            (English, Termination::Optimal) if best => "proved best",
            (English, Termination::Optimal | Termination::GapReached) => "proved to the gap",
            (English, Termination::TimeLimit) => "not proved, time up",
            (English, Termination::Infeasible) => "no layout possible",
            (English, Termination::NotStarted) => "not begun",
            (Chinese, Termination::Optimal) if best => "已证明最优",
            (Chinese, Termination::Optimal | Termination::GapReached) => "已证明在所示差距内",
            (Chinese, Termination::TimeLimit) => "时限已到，未证明",
            (Chinese, Termination::Infeasible) => "无可行方案",
            (Chinese, Termination::NotStarted) => "未开始",
        }
    }

    /// What becomes of the sites without works.
    pub fn untouched(self, standing: usize, possible: usize) -> String {
        let mut parts = Vec::new();
        let count = numbers::count;
        match (self, standing) {
            (_, 0) => {}
            (English, 1) => parts.push("1 standing facility stays as it is".into()),
            (English, n) => {
                parts.push(format!("{} standing facilities stay as they are", count(n)))
            }
            (Chinese, n) => parts.push(format!("{} 处现有设施维持现状", count(n))),
        }
        match (self, possible) {
            (_, 0) => {}
            (English, 1) => parts.push("1 possible site is not used".into()),
            (English, n) => parts.push(format!("{} possible sites are not used", count(n))),
            (Chinese, n) => parts.push(format!("{} 处备选点位未启用", count(n))),
        }
        if parts.is_empty() {
            parts.push(
                self.say("no site is left without works", "各点位均有建设任务")
                    .into(),
            );
        }
        parts.join(self.say("; ", "，"))
    }

    /// Over what a target is measured; empty for the whole plan.
    pub(crate) fn scope(self, problem: &Problem, scope: Scope) -> String {
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

    pub(crate) fn length(self, length: Metres) -> String {
        match self {
            English => numbers::km(length),
            Chinese => format!("{} 公里", numbers::decimals(length.metres() / 1000.0, 2)),
        }
    }

    pub(crate) fn time(self, time: Seconds) -> String {
        match self {
            English => numbers::minutes(time),
            Chinese => format!("{} 分钟", numbers::decimals(time.minutes(), 1)),
        }
    }

    pub(crate) fn reach(self, reach: Reach) -> String {
        match reach {
            Reach::Time(time) => self.time(time),
            Reach::Distance(distance) => self.length(distance),
        }
    }

    /// What a file is to the plan.
    pub(crate) fn role(self, role: &str) -> &str {
        match (self, role) {
            (Chinese, "plan") => "规划文件",
            (Chinese, "towns") => "镇街",
            (Chinese, "demand") => "村（社区）",
            (Chinese, "sites") => "点位",
            (Chinese, "medical") => "医疗机构",
            (Chinese, "layout") => "布局",
            (Chinese, "network") => "道路网络",
            (Chinese, "table") => "统计表",
            _ => role,
        }
    }

    /// How people get about.
    pub(crate) fn travel(self, travel: &TravelMethod) -> String {
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
            TravelMethod::Roads(roads) => {
                let [urban, rural] =
                    [&roads.urban, &roads.rural].map(|profile| self.mode(profile.mode()));
                let (file, snap) = (&roads.file, roads.snap);
                let closed = roads.closed.join(", ");
                let closed = match self {
                    _ if closed.is_empty() => String::new(),
                    English => format!("; closed: {closed}"),
                    Chinese => format!("；封闭：{closed}"),
                };
                match self {
                    English => format!(
                        "over the roads of `{file}`, {urban} in urban and {rural} in rural places; at most {snap} to the road{closed}"
                    ),
                    Chinese => format!(
                        "按 `{file}` 的道路网络，城镇{urban}，农村{rural}；到道路的距离不超过 {snap}{closed}"
                    ),
                }
            }
        }
    }

    /// How people move.
    fn mode(self, mode: Mode) -> &'static str {
        match (self, mode) {
            (English, Mode::Walk) => "on foot",
            (English, Mode::Cycle) => "by bicycle",
            (English, Mode::Drive) => "by car",
            (English, Mode::Bus) => "by bus",
            (Chinese, Mode::Walk) => "步行",
            (Chinese, Mode::Cycle) => "骑行",
            (Chinese, Mode::Drive) => "驾车",
            (Chinese, Mode::Bus) => "乘公交",
        }
    }

    /// Items one after the other.
    pub(crate) fn list(self, items: &[String]) -> String {
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
