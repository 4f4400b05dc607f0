//! What was asked and what came of it, in words.

use super::report::{PlacementReport, Subject};
use crate::domain::Language::{self, Chinese, English};
use crate::domain::location::{
    Capacity, Decay, Goal, Instance, Metric, Opening, Question, Radius, Rounding, Unit,
};
use crate::domain::text;
use crate::run::numbers::{count, decimals, gap, share};
use crate::run::words::{METHODS, PLACEMENT_VERDICTS};
use crate::solve::{LocateStatus, Method};

/// A distance with its unit: `1,200 m`.
pub fn distance_text(distance: f64, unit: Unit) -> String {
    match unit.word() {
        "" => decimals(distance, 6),
        word => format!("{} {word}", decimals(distance, 3)),
    }
}

/// The same in a language: `1,200 米` in Chinese.
pub(crate) fn distance_in(language: Language, distance: f64, unit: Unit) -> String {
    match (language, unit) {
        (Language::English, _) | (_, Unit::Plain) => distance_text(distance, unit),
        (Language::Chinese, Unit::Metres) => format!("{} 米", decimals(distance, 3)),
        (Language::Chinese, Unit::Minutes) => format!("{} 分钟", decimals(distance, 3)),
    }
}

/// How distances are measured.
pub fn metric_text(instance: &Instance) -> String {
    metric_in(English, instance)
}

/// The same in a language.
pub(crate) fn metric_in(language: Language, instance: &Instance) -> String {
    let text = match instance.metric() {
        Metric::Plane { rounding: Rounding::Exact, .. } => {
            text!("Euclidean in a plane", "平面欧氏距离")
        }
        Metric::Plane { rounding: Rounding::Floor, .. } => {
            text!("Euclidean in a plane, rounded down to whole numbers", "平面欧氏距离，向下取整")
        }
        Metric::Plane { rounding: Rounding::Nearest, .. } => {
            text!("Euclidean in a plane, to the nearest whole number", "平面欧氏距离，四舍五入取整")
        }
        Metric::Sphere { radius, .. } => {
            let km = decimals(radius.metres() / 1000.0, 1);
            text!(
                "great circles on a sphere of {km} km, in single precision",
                "半径 {km} 公里球面上的大圆距离，单精度"
            )
        }
        Metric::Geodesic { detour, .. } if *detour == 1.0 => {
            text!("geodesics on WGS84, in whole millimetres", "WGS84 椭球面直线距离，取整到毫米")
        }
        Metric::Geodesic { detour, .. } => {
            let detour = decimals(*detour, 3);
            text!(
                "geodesics on WGS84 times {detour}, in whole millimetres",
                "WGS84 椭球面直线距离乘以 {detour}，取整到毫米"
            )
        }
        Metric::Table(table) => {
            let pairs = count(table.pairs());
            text!(
                "given for {pairs} pairs; any other pair is out of reach",
                "由 {pairs} 对距离给出；其余各对不可达"
            )
        }
    };
    text.say(language).to_owned()
}

/// What was asked, in a sentence without a stop.
pub fn question_text(question: &Question, unit: Unit) -> String {
    let within = |reach: &Radius| {
        let distance = distance_text(reach.distance.value(), unit);
        if reach.strict {
            format!("nearer than {distance} to")
        } else {
            format!("within {distance} of")
        }
    };
    let cheapest = |by_cost: &bool| {
        if *by_cost { "the cheapest sites" } else { "the fewest sites" }
    };
    let sites = |times: &u8| match times {
        1 => "an open site".into(),
        times => format!("{times} open sites"),
    };
    let said = match &question.goal {
        Goal::SetCover { reach, times, by_cost } => format!(
            "{} such that all demand is {} {}",
            cheapest(by_cost),
            within(reach),
            sites(times)
        ),
        Goal::MaximalCover { decay, times, opening } => match decay {
            Decay::Step(reach) => format!(
                "the most demand {} {}, opening {}",
                within(reach),
                sites(times),
                opening_text(*opening)
            ),
            decay => format!(
                "the most demand, covered {}, opening {}",
                decay_text(decay, unit),
                opening_text(*opening)
            ),
        },
        Goal::PartialCover { reach, share, by_cost } => format!(
            "{} such that {share} of the demand is {} an open site",
            cheapest(by_cost),
            within(reach)
        ),
        Goal::Median { count } => {
            format!("the least weighted distance with {}", sites_text(*count))
        }
        Goal::FixedCharge { count: None } => "the least fixed costs and travel".into(),
        Goal::FixedCharge { count: Some(count) } => {
            format!("the least fixed costs and travel with at most {}", sites_text(*count))
        }
        Goal::Center { count } => {
            format!("the least greatest distance with at most {}", sites_text(*count))
        }
        Goal::Dispersion { count } => {
            format!("{} with the greatest least distance between two", sites_text(*count))
        }
    };
    match question.capacity {
        Capacity::Ignored => said,
        Capacity::Split => format!("{said}; capacities hold, demand may be split"),
        Capacity::SingleSource => {
            format!("{said}; capacities hold, each demand point goes to one site")
        }
    }
}

/// What was asked, in a language: a question as [`question_text`] has it.
pub fn question_in(language: Language, question: &Question, unit: Unit) -> String {
    match language {
        English => question_text(question, unit),
        Chinese => chinese_question(question, unit),
    }
}

fn chinese_question(question: &Question, unit: Unit) -> String {
    // A figure without a unit stands apart from the words behind it.
    let gap = if unit == Unit::Plain { " " } else { "" };
    let distance = |value: f64| distance_in(Chinese, value, unit) + gap;
    let within = |reach: &Radius| {
        let (distance, side) = (distance(reach.distance.value()), ["以内", "内（不含）"]);
        format!("{distance}{}", side[usize::from(reach.strict)])
    };
    let least = |by_cost: bool| match by_cost {
        true => "总固定成本最低的点位",
        false => "数量最少的点位",
    };
    let opening = |opening: Opening| match opening {
        Opening::Count(sites) => format!("新启用至多 {} 个点位", count(sites)),
        Opening::Budget(budget) => format!("新启用点位的成本至多 {}", decimals(budget, 6)),
    };
    let said = match &question.goal {
        Goal::SetCover { reach, times, by_cost } => {
            format!("求{}，使全部需求在 {}有 {times} 个启用点位", least(*by_cost), within(reach))
        }
        Goal::MaximalCover { decay: Decay::Step(reach), times, opening: own } => {
            format!("使 {}有 {times} 个启用点位的需求最多，{}", within(reach), opening(*own))
        }
        Goal::MaximalCover { decay, opening: own, .. } => {
            let decay = match decay {
                Decay::Step(reach) => within(reach),
                Decay::Steps(steps) => {
                    let steps = steps.iter().map(|(reach, share)| {
                        format!("{}以内 {share}", distance(reach.distance.value()))
                    });
                    steps.collect::<Vec<_>>().join("、")
                }
                Decay::Linear { full, none } => format!(
                    "{}以内全额，至 {}线性降为零",
                    distance(full.value()),
                    distance(none.value())
                ),
                Decay::Exponential { scale, limit } => format!(
                    "按 e^(-d/{}) 递减，至 {}为止",
                    distance_in(Chinese, scale.value(), unit),
                    distance(limit.value())
                ),
            };
            format!("使覆盖的需求最多（{decay}），{}", opening(*own))
        }
        Goal::PartialCover { reach, share, by_cost } => {
            format!("求{}，使 {share} 的需求在 {}有启用点位", least(*by_cost), within(reach))
        }
        Goal::Median { count: own } => format!("新启用 {} 个点位，使加权距离最短", count(*own)),
        Goal::FixedCharge { count: None } => "使固定成本与出行之和最小".into(),
        Goal::FixedCharge { count: Some(own) } => {
            format!("新启用至多 {} 个点位，使固定成本与出行之和最小", count(*own))
        }
        Goal::Center { count: own } => {
            format!("新启用至多 {} 个点位，使最远距离最短", count(*own))
        }
        Goal::Dispersion { count: own } => {
            format!("新启用 {} 个点位，使任意两点间的最短距离最大", count(*own))
        }
    };
    let capacity = match question.capacity {
        Capacity::Ignored => "",
        Capacity::Split => "；容量不得超出，需求可由多个点位分担",
        Capacity::SingleSource => "；容量不得超出，每个需求点只由一个点位服务",
    };
    said + capacity
}

/// How much may be opened.
fn opening_text(opening: Opening) -> String {
    match opening {
        Opening::Count(sites) => format!("at most {}", sites_text(sites)),
        Opening::Budget(budget) => format!("sites for at most {}", decimals(budget, 6)),
    }
}

fn sites_text(sites: usize) -> String {
    match sites {
        1 => "1 site".into(),
        sites => format!("{} sites", count(sites)),
    }
}

fn decay_text(decay: &Decay, unit: Unit) -> String {
    let distance = |value: f64| distance_text(value, unit);
    match decay {
        Decay::Step(reach) => format!("wholly up to {}", distance(reach.distance.value())),
        Decay::Steps(steps) => {
            let step = |(reach, share): &(Radius, crate::units::Share)| {
                format!("{share} up to {}", distance(reach.distance.value()))
            };
            steps.iter().map(step).collect::<Vec<_>>().join(", ")
        }
        Decay::Linear { full, none } => format!(
            "wholly up to {}, then falling in a line to nothing at {}",
            distance(full.value()),
            distance(none.value())
        ),
        Decay::Exponential { scale, limit } => {
            format!("by e^(-d/{}) up to {}", distance(scale.value()), distance(limit.value()))
        }
    }
}

/// The verdict, in a sentence that claims no more than is proved.
pub fn status_text(report: &PlacementReport<'_>) -> String {
    status_in(English, report)
}

/// The same in a language.
pub(crate) fn status_in(language: Language, report: &PlacementReport<'_>) -> String {
    let Subject::Solved(proof) = report.subject else {
        let faults = report.audit.map_or(0, |audit| audit.faults.len());
        return match (language, faults) {
            (English, 0) => "audited, not solved: it breaks no rule".into(),
            (English, 1) => "audited, not solved: it breaks 1 rule".into(),
            (English, more) => format!("audited, not solved: it breaks {more} rules"),
            (Chinese, 0) => "审核，未求解：未违反规则".into(),
            (Chinese, more) => format!("审核，未求解：违反 {more} 条规则"),
        };
    };
    let gap = gap(proof.gap.unwrap_or(f64::INFINITY));
    let verdict = PLACEMENT_VERDICTS.say(language, proof.status.verdict());
    let mut text = verdict.replace("{gap}", &gap);
    if let Some(listed) = proof.listed {
        let remark = PLACEMENT_VERDICTS.say(language, "short-lists");
        text += &remark.replace("{count}", &count(listed));
    }
    if let Some((enough, all)) = enough(report) {
        let remark = PLACEMENT_VERDICTS.say(language, "would-do");
        text += &remark.replace("{count}", &count(enough)).replace("{all}", &count(all));
    }
    text
}

/// How many sites cover as much as any that may open, and how many may; none where as many do not.
fn enough(report: &PlacementReport<'_>) -> Option<(usize, usize)> {
    let Goal::MaximalCover { opening: Opening::Count(all), .. } = report.question.goal else {
        return None;
    };
    let opened = report.audit?.figures.opened;
    let best =
        matches!(report.subject, Subject::Solved(proof) if proof.status == LocateStatus::Optimal);
    (best && opened < all).then_some((opened, all))
}

/// Which method answered.
pub fn method_text(method: Method) -> &'static str {
    METHODS.say(English, method.word())
}

/// The objective with what it is: `294,461.73`, `8 of 10 (80 %)`, `4 sites`, `1,200 m`.
pub fn objective_text(report: &PlacementReport<'_>, value: f64) -> String {
    objective_in(English, report, value)
}

/// The same in a language: `4 个点位` in Chinese.
pub(crate) fn objective_in(language: Language, report: &PlacementReport<'_>, value: f64) -> String {
    let unit = report.instance.unit();
    let plain = decimals(value, 6);
    match report.question.goal {
        Goal::SetCover { by_cost: false, .. } | Goal::PartialCover { by_cost: false, .. } => {
            match (language, value) {
                (Language::English, 1.0) => "1 site".into(),
                (Language::English, _) => format!("{plain} sites"),
                (Language::Chinese, _) => format!("{plain} 个点位"),
            }
        }
        Goal::SetCover { .. } | Goal::PartialCover { .. } => {
            plain + &language.bracketed(language.say("fixed costs", "固定成本"))
        }
        Goal::MaximalCover { .. } => {
            let total: f64 = report.instance.weights().iter().sum();
            let part = match total > 0.0 {
                true => language.bracketed(&share(value / total)),
                false => String::new(),
            };
            let total = decimals(total, 6);
            match language {
                Language::English => format!("{plain} of {total}{part}"),
                Language::Chinese => format!("{plain}（需求权重，共 {total}）{part}"),
            }
        }
        Goal::Median { .. } if report.instance.is_whole_demand() => plain,
        Goal::Median { .. } => match (language, unit) {
            (_, Unit::Plain) => plain,
            (Language::English, _) => format!("{plain} weight × {}", unit.word()),
            (Language::Chinese, Unit::Metres) => format!("{plain}（权重×米）"),
            (Language::Chinese, Unit::Minutes) => format!("{plain}（权重×分钟）"),
        },
        Goal::FixedCharge { .. } => {
            plain + &language.bracketed(language.say("fixed costs and travel", "固定成本与出行"))
        }
        Goal::Center { .. } | Goal::Dispersion { .. } => distance_in(language, value, unit),
    }
}
