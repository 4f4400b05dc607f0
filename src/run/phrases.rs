//! What people read that takes more than a word of a vocabulary, each phrase's pair side by side so that they cannot drift
//! apart.

use crate::domain::Language::{self, Chinese, English};
use crate::domain::{
    MeasureUnit, Problem, Scope, Setting, Stage, TargetKind, Tier, TierIdx, WorkKind,
};
use crate::run::numbers::{self, Rounding};
use crate::run::words::{AIMS, KINDS, STAGES, TERMINATIONS, WHOLE, WORKS};
use crate::solve::{StageReport, Status, Termination};
use crate::units::Yuan;

impl Language {
    /// The tier's short name.
    pub fn tier(self, problem: &Problem, tier: Option<TierIdx>) -> &str {
        tier.map_or(self.say("no tier of the plan", "不属本规划层级"), |tier| {
            self.short(&problem.tiers[tier].name)
        })
    }

    /// What is done at a site.
    pub fn work(self, kind: WorkKind) -> &'static str {
        WORKS.say(self, kind.word())
    }

    /// Binding or expected.
    pub fn kind(self, kind: TargetKind) -> &'static str {
        KINDS.say(self, kind.word())
    }

    /// What a stage aims at.
    pub fn stage(self, stage: Stage) -> &'static str {
        STAGES.say(self, stage.word())
    }

    /// What a stage aims at, with what its value counts where the value itself does not say.
    pub fn stage_counting(self, stage: Stage) -> &'static str {
        AIMS.say(self, stage.word())
    }

    /// A stage's value or bound; [`Language::stage_counting`] says what it counts.
    pub fn stage_value(self, stage: Stage, value: f64) -> String {
        match stage {
            Stage::Shortfall => numbers::decimals(value, 4),
            Stage::Coverage | Stage::Travel => numbers::decimals(value, 1),
            Stage::Money => format!("{} 万元", numbers::decimals(value / 1e4, 2)),
            Stage::WorstTown => numbers::share(value),
            Stage::WorstDecile | Stage::KolmPollak => {
                format!("{} {}", numbers::decimals(value, 3), self.say("km", "公里"))
            }
        }
    }

    /// A stage's value or its change as a number alone; [`Language::stage_head`] says what it counts.
    pub fn stage_figure(self, stage: Stage, value: f64) -> String {
        match stage {
            Stage::Shortfall => numbers::decimals(value, 4),
            Stage::Coverage | Stage::Travel => numbers::decimals(value, 1),
            Stage::Money => numbers::decimals(value / 1e4, 2),
            Stage::WorstTown => numbers::decimals(value * 100.0, 1),
            Stage::WorstDecile | Stage::KolmPollak => numbers::decimals(value, 3),
        }
    }

    /// A change of a stage's value with its sign and its unit, with enough decimals to be seen; shares in points.
    pub fn stage_change(self, stage: Stage, change: f64) -> String {
        let size = change.abs();
        let figure = match stage {
            Stage::Shortfall => numbers::visible(size, 4),
            Stage::Coverage | Stage::Travel => numbers::visible(size, 1),
            Stage::Money => numbers::money(Yuan::new(size.round() as i64)),
            Stage::WorstTown => numbers::difference(MeasureUnit::Share, size, self.points()),
            Stage::WorstDecile | Stage::KolmPollak => {
                format!("{} {}", numbers::visible(size, 3), self.say("km", "公里"))
            }
        };
        signed(change, &figure)
    }

    /// Percentage points.
    pub(crate) fn points(self) -> &'static str {
        self.say("points", "个百分点")
    }

    /// How far it is proved that a plan is the best of its kind, by the word of its status.
    pub(crate) fn certainty(self, status: &str) -> &'static str {
        match status {
            own if own == Status::Proved.word() => self.say("proved", "已证明"),
            own if own == Status::ProvedToGap.word() => {
                self.say("proved to a gap", "已证明在差距内")
            }
            _ => self.say("not proved", "未证明"),
        }
    }

    /// What the values of a stage count, as the heading of a column.
    pub fn stage_head(self, stage: Stage) -> &'static str {
        match stage {
            Stage::Shortfall => self.say("Shortfall", "预期性指标缺口"),
            Stage::Coverage => self.say("Weighted", "加权覆盖人数"),
            Stage::Money => self.say("万元", "投入（万元）"),
            Stage::Travel => self.say("Person-km", "出行（人·公里）"),
            Stage::WorstTown => self.say("Worst town, %", "最差镇街覆盖率（%）"),
            Stage::WorstDecile => self.say("Worst tenth, km", "最远一成路程（公里）"),
            Stage::KolmPollak => self.say("Kolm-Pollak, km", "均等分布等价值（公里）"),
        }
    }

    /// What is known of a stage's value: best only where its bound is reached, by the layout that is shown.
    pub fn stage_verdict(self, stage: &StageReport) -> &'static str {
        // While solving goes on there is no gap yet: the final layout is not known.
        let best = match stage.gap {
            Some(gap) => gap <= 0.0,
            None => stage.termination == Termination::Optimal && stage.bound.is_some(),
        };
        self.termination(stage.termination, best)
    }

    /// How far the bounds of stages are proved again without a solver, and how much of them is its word; none where none is.
    pub fn reproved(self, stages: &[StageReport]) -> Option<String> {
        let of_stage = |own: &StageReport| {
            let (certificate, on_word) = (own.certificate.as_ref()?, own.on_word()?);
            let bound = self.stage_value(own.stage, certificate.bound);
            let on_word = self.bracketed(&numbers::gap(on_word));
            Some(format!("{} {bound}{on_word}", self.stage(own.stage)))
        };
        let each: Vec<String> = stages.iter().filter_map(of_stage).collect();
        let each = each.join(self.say(", ", "，"));
        (!each.is_empty()).then(|| match self {
            English => format!(
                "Re-proved without a solver, and how far beyond it the bound is the solver's word: {each}."
            ),
            Chinese => format!("不经求解器即可复证的界限，以及界限超出部分（仅凭求解器）：{each}。"),
        })
    }

    /// How stages were solved: by how many parts, or why as a whole; none where that was no question.
    pub fn way_of_solving(self, stages: &[StageReport]) -> Option<String> {
        let mut ways: Vec<(String, Vec<&str>)> = Vec::new();
        let in_parts = stages.iter().filter_map(|own| own.size.parts).max().map(numbers::count);
        for own in stages {
            let way = match (&in_parts, own.size.parts, own.size.whole) {
                (Some(parts), Some(_), _) => match self {
                    English => format!("part by part ({parts} parts)"),
                    Chinese => format!("分 {parts} 块求解"),
                },
                (_, _, Some(why)) => match (self, WHOLE.say(self, why.word())) {
                    (English, why) => format!("as a whole: {why}"),
                    (Chinese, why) => format!("整体求解：{why}"),
                },
                _ => continue,
            };
            match ways.iter_mut().find(|(own, _)| *own == way) {
                Some((_, aims)) => aims.push(self.stage(own.stage)),
                None => ways.push((way, vec![self.stage(own.stage)])),
            }
        }
        if ways.len() < 2 {
            return ways.pop().map(|(way, _)| way);
        }
        let each = ways.into_iter().map(|(way, aims)| match self {
            English => format!("{} {way}", aims.join(", ")),
            Chinese => format!("{}{way}", aims.join("、")),
        });
        Some(each.collect::<Vec<_>>().join(self.say("; ", "；")))
    }

    /// What is known of a value where solving ended so; `best`: its bound is reached.
    pub fn termination(self, termination: Termination, best: bool) -> &'static str {
        let shown = match termination {
            Termination::Optimal | Termination::GapReached if best => Termination::Optimal,
            Termination::Optimal => Termination::GapReached,
            other => other,
        };
        TERMINATIONS.say(self, shown.word())
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
            parts.push(self.say("no site is left without works", "各点位均有建设任务").into());
        }
        parts.join(self.say("; ", "，"))
    }

    /// Over what a target is measured; empty for the whole plan.
    pub(crate) fn scope(self, problem: &Problem, scope: Scope) -> String {
        match (self, scope) {
            (_, Scope::All) => String::new(),
            (English, Scope::Setting(setting)) => format!(", {}", self.setting(setting)),
            (Chinese, Scope::Setting(setting)) => format!("（{}）", self.setting(setting)),
            (English, Scope::EachTown) => ", each town".into(),
            (Chinese, Scope::EachTown) => "（各镇街）".into(),
            (English, Scope::EachArea) => ", each area".into(),
            (Chinese, Scope::EachArea) => "（各片区）".into(),
            (English, Scope::Area(area)) => format!(", {}", self.short(&problem.areas[area].name)),
            (Chinese, Scope::Area(area)) => {
                format!("（{}）", self.short(&problem.areas[area].name))
            }
            (English, Scope::Town(town)) => format!(", {}", problem.towns[town].name),
            (Chinese, Scope::Town(town)) => format!("（{}）", problem.towns[town].name),
        }
    }

    /// How far people of a setting go to a tier; none where it is not for them.
    pub(crate) fn reach_of(self, tier: &Tier, setting: Setting) -> Option<String> {
        let reach = tier.reach(setting)?;
        Some(match tier.named_towns && tier.is_moved_into(setting) {
            true => self.say("from named towns", "限所服务镇街").into(),
            false => self.reach(reach, Rounding::Nearest),
        })
    }
}

/// A figure with the sign of its change.
pub(crate) fn signed(change: f64, figure: &str) -> String {
    if change < 0.0 { format!("−{figure}") } else { format!("+{figure}") }
}

/// The scope in the words of the plan file: `all`, `urban`, `rural`, `each town`, `each area`, `town:ID`, `area:ID`.
pub fn scope_text(problem: &Problem, scope: Scope) -> String {
    match scope {
        Scope::All => "all".into(),
        Scope::Setting(setting) => setting.word().into(),
        Scope::EachTown => "each town".into(),
        Scope::Town(town) => format!("town:{}", problem.towns[town].id),
        Scope::EachArea => "each area".into(),
        Scope::Area(area) => format!("area:{}", problem.areas[area].id),
    }
}
