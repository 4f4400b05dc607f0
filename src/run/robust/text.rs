//! A robust plan in the planner's words, for the summary and the terminal, in both languages.

use super::record::missed;
use super::report::RobustReport;
use crate::domain::Language::{self, Chinese, English};
use crate::domain::{Change, CoverageUnit, Criterion, ParameterValue};
use crate::run::numbers::{self, DASH, count, decimals, money, or_dash, whole};
use crate::run::words::ROBUST_VERDICTS;
use crate::scenario::{Conflict, Interval, RobustPlan};
use crate::solve::{RobustAim, Status};
use crate::units::Yuan;

/// So many scenarios are named in a sentence.
const NAMED: usize = 8;

/// The verdict on a robust plan in one line.
pub fn robust_verdict(status: Status, language: Language) -> &'static str {
    ROBUST_VERDICTS.say(language, status.verdict())
}

/// What the layout is chosen by.
pub fn criterion_text(robust: &RobustPlan, language: Language) -> String {
    let of = match robust.unit {
        CoverageUnit::Share => language.say("share of weighted people covered", "加权人口覆盖率"),
        CoverageUnit::People => language.say("weighted people covered", "加权覆盖人数"),
    };
    let what = match robust.criterion {
        Criterion::Worst => {
            language.say("the most in the worst scenario (max-min)", "最差情景下最多（max-min）")
        }
        Criterion::Regret => language.say(
            "the least behind each scenario's own best (min-max regret)",
            "与各情景自身最优的最大差距最小（最小最大后悔值）",
        ),
        Criterion::Expected => {
            language.say("the most on average (expected value)", "平均最多（期望值）")
        }
        Criterion::Cvar { .. } => language.say(
            "the most on average over the worst cases (CVaR at {alpha})",
            "最差情形下平均最多（CVaR，α = {alpha}）",
        ),
    };
    let what = match robust.criterion {
        Criterion::Cvar { alpha } => what.replace("{alpha}", &alpha.fraction().to_string()),
        _ => what.into(),
    };
    let scenarios = count(robust.scenarios.len());
    match language {
        English => format!("{scenarios} scenarios; {of}: {what}"),
        Chinese => format!("{scenarios} 个情景；{of}：{what}"),
    }
}

/// A value in the unit of the answer.
fn value(robust: &RobustPlan, value: f64) -> String {
    match robust.unit {
        CoverageUnit::Share => format!("{} %", decimals(value * 100.0, 3)),
        CoverageUnit::People => decimals(value, 1),
    }
}

/// A difference of two values in the unit of the answer.
fn difference(robust: &RobustPlan, amount: f64, language: Language) -> String {
    match robust.unit {
        CoverageUnit::Share => {
            let points = language.say("points", "个百分点");
            format!("{} {points}", decimals(amount * 100.0, 3))
        }
        CoverageUnit::People => decimals(amount, 1),
    }
}

fn between(robust: &RobustPlan, Interval { low, high }: Interval, language: Language) -> String {
    let (low, high) = (difference(robust, low, language), difference(robust, high, language));
    match low == high {
        true => low,
        false => format!("{low} – {high}"),
    }
}

/// A row an aim: aim, value, bound, gap, verdict.
pub fn aim_rows(robust: &RobustPlan, language: Language) -> Vec<[String; 5]> {
    let aims = robust.outcome.aims.iter();
    aims.map(|report| {
        let name = match report.aim {
            RobustAim::Criterion => match robust.criterion {
                Criterion::Worst => language.say("covered in the worst scenario", "最差情景覆盖"),
                Criterion::Regret => language.say("greatest regret", "最大后悔值"),
                Criterion::Expected => language.say("covered on average", "平均覆盖"),
                Criterion::Cvar { .. } => language.say("CVaR", "CVaR"),
            },
            RobustAim::Expected => language.say("then covered on average", "其次平均覆盖"),
            RobustAim::Money => language.say("then money on average", "再次平均投入"),
        };
        let figure = |figure: Option<f64>| match (figure, report.aim) {
            (None, _) => DASH.to_owned(),
            (Some(figure), RobustAim::Money) => format!("{} 万元", decimals(figure / 1e4, 2)),
            (Some(figure), RobustAim::Criterion) if robust.criterion == Criterion::Regret => {
                difference(robust, figure, language)
            }
            (Some(figure), _) => value(robust, figure),
        };
        [
            name.to_owned(),
            figure(report.value),
            figure(report.bound),
            or_dash(report.gap, numbers::gap),
            language
                .termination(report.termination, report.gap.is_some_and(|gap| gap <= 0.0))
                .to_owned(),
        ]
    })
    .collect()
}

/// The columns of [`scenario_rows`]; `>` before those that are numbers.
pub fn scenario_heads(robust: &RobustPlan, language: Language) -> Vec<&'static str> {
    let mut heads = vec![language.say(">No.", ">序号"), language.say("~Figures", "~参数")];
    if !equal(robust) {
        heads.push(language.say(">Weight", ">概率"));
    }
    heads.extend([
        language.say(">Covered", ">覆盖"),
        language.say(">Own best", ">自身最优"),
        match robust.unit {
            CoverageUnit::Share => language.say(">Regret, pt", ">后悔值（百分点）"),
            CoverageUnit::People => language.say(">Regret", ">后悔值"),
        },
        language.say(">Money", ">投入"),
        language.say(">Missed", ">未达标"),
    ]);
    heads
}

fn equal(robust: &RobustPlan) -> bool {
    let first = robust.scenarios.first().map(|own| own.probability);
    robust.scenarios.iter().all(|own| Some(own.probability) == first)
}

/// A row a scenario, those with the least covered first, `most` of them; a dash where there is nothing to say. Missed:
/// expected targets; what is binding is met.
pub fn scenario_rows(report: &RobustReport<'_>, most: usize) -> Vec<Vec<String>> {
    let robust = report.robust;
    let covered = |position: usize| {
        let held = robust.outcome.held.get(position);
        held.map(|held| robust.value(position, held.covered))
    };
    let mut order: Vec<usize> = (0..robust.scenarios.len()).collect();
    order.sort_by(|&a, &b| {
        let of = |position| covered(position).unwrap_or_default();
        of(a).total_cmp(&of(b))
    });
    let figure = |figure: Option<f64>| or_dash(figure, |own| value(robust, own));
    let row = |position: usize| {
        let own = &robust.scenarios[position];
        let held = robust.outcome.held.get(position);
        let mut cells = vec![
            (own.scenario.number + 1).to_string(),
            figures(&own.scenario.changes, report.fixed),
        ];
        if !equal(robust) {
            cells.push(decimals(own.probability, 3));
        }
        cells.push(figure(covered(position)));
        cells.push(match own.has_plan {
            Some(false) => DASH.into(),
            _ => figure(own.best.value),
        });
        // The heading says that it is in points.
        let amount = |own: f64| match robust.unit {
            CoverageUnit::Share => decimals(own * 100.0, 3),
            CoverageUnit::People => decimals(own, 1),
        };
        let regret = robust.regret_between(position).map(|own| {
            let (low, high) = (amount(own.low), amount(own.high));
            let most = if low == high { "" } else { "≤ " };
            format!("{most}{high}")
        });
        cells.push(or_dash(regret, |text| text));
        cells.push(or_dash(held, |held| money(held.audit.cost)));
        cells.push(or_dash(held, |held| count(missed(report.problem, held).len())));
        cells
    };
    order.into_iter().take(most).map(row).collect()
}

/// The figures that tell a scenario from others.
fn figures(changes: &[Change], fixed: &[Change]) -> String {
    let own = changes.iter().filter(|change| !fixed.contains(change));
    let values: Vec<String> = own.map(|(_, value)| shown(value)).collect();
    values.join(", ")
}

/// A value; a dash for an empty list.
fn shown(value: &ParameterValue) -> String {
    match value.to_string() {
        text if text.is_empty() => DASH.into(),
        text => text,
    }
}

/// The parameters that vary, in the order of the figures of [`scenario_rows`].
pub fn varied<'a>(report: &RobustReport<'a>) -> Vec<&'a str> {
    let first = report.robust.scenarios.first();
    let changes = first.iter().flat_map(|own| &own.scenario.changes);
    changes.filter(|change| !report.fixed.contains(change)).map(|(path, _)| path.as_str()).collect()
}

/// What the layout is worth beside others, a line each.
pub fn comparison_lines(report: &RobustReport<'_>, language: Language) -> Vec<String> {
    let robust = report.robust;
    let mut lines = Vec::new();
    if let Some((average, cost)) = robust.on_average() {
        let (average, cost) = (value(robust, average), money(yuan(cost)));
        lines.push(match language {
            English => format!("On average {average} covered, for {cost}"),
            Chinese => format!("平均覆盖 {average}，投入 {cost}"),
        });
    }
    if let Some((given_up, more)) = robust.price() {
        let given_up = between(robust, given_up, language);
        let cost = money(yuan(more.abs()));
        let more = if more < 0.0 { ["less", "少"] } else { ["more", "多"] };
        lines.push(match (language, more) {
            (English, [more, _]) => format!(
                "Price of robustness: {given_up} less on average than the expected-value layout, and {cost} {more} money"
            ),
            (Chinese, [_, more]) => {
                format!("稳健的代价：平均比期望值布局少覆盖 {given_up}，{more}投入 {cost}")
            }
        });
    }
    if let Some(evpi) = robust.evpi() {
        let evpi = between(robust, evpi, language);
        lines.push(match language {
            English => format!(
                "EVPI: knowing the scenario before building would be worth {evpi} on average"
            ),
            Chinese => format!("完全信息期望价值（EVPI）：若建设前即知情景，平均可多覆盖 {evpi}"),
        });
    }
    if let Some(vss) = robust.vss() {
        let vss = between(robust, vss, language);
        lines.push(match language {
            English => format!("VSS: the expected-value layout covers {vss} more on average than the plan for mean figures"),
            Chinese => format!("随机解价值（VSS）：期望值布局平均比均值规划多覆盖 {vss}"),
        });
    } else if let Some(line) = no_vss(robust, language) {
        lines.push(line);
    }
    lines
}

/// Why there is no value of the stochastic solution.
fn no_vss(robust: &RobustPlan, language: Language) -> Option<String> {
    let mean = robust.mean.as_ref()?;
    let (breaks, not_known) = (robust.mean_breaks(), robust.mean_not_known());
    let why = match (&mean.outcome, language) {
        _ if breaks.is_empty() && !not_known.is_empty() => {
            let names = named(robust, &not_known, language);
            match language {
                English => format!(
                    "not known, the solve ended before it was known whether the layout for mean figures holds in {names}"
                ),
                Chinese => {
                    format!("未知，求解结束时，均值规划的布局在{names}是否满足约束性要求尚不明确")
                }
            }
        }
        (Err(why), English) => format!("none, the plan cannot have mean figures: {why}"),
        (Err(why), Chinese) => format!("无，规划不能取均值参数：{why}"),
        (Ok(_), _) if !breaks.is_empty() => {
            let names = named(robust, &breaks, language);
            match language {
                English => {
                    format!("none, the layout for mean figures breaks what is binding in {names}")
                }
                Chinese => format!("无，均值规划的布局在{names}违反约束性要求"),
            }
        }
        (Ok(own), _) if matches!(own.status, Status::StoppedWithoutPlan(_)) => language
            .say(
                "not known, the solve ended before a layout for mean figures was found",
                "未知，求解结束时尚未找到均值规划的布局",
            )
            .into(),
        (Ok(_), _) => language
            .say("none, the plan for mean figures has no layout", "无，均值规划没有可行布局")
            .into(),
    };
    Some(format!("{}{why}", language.say("VSS: ", "随机解价值（VSS）：")))
}

/// Why there is no layout.
pub fn reasons(report: &RobustReport<'_>, language: Language) -> Vec<String> {
    let robust = report.robust;
    let (line, scenarios) = match &robust.conflict {
        None => return Vec::new(),
        Some(Conflict::Alone(scenarios)) => {
            let names = named(robust, scenarios, language);
            let line = match language {
                English => format!(
                    "No layout even alone: {names}; leave them out of the sweep, or let what is binding be expected (--set \"target.1.kind=expected\")"
                ),
                Chinese => format!(
                    "即使单独规划也无可行布局：{names}；可从情景中去掉，或将约束性指标改为预期性（--set \"target.1.kind=expected\"）"
                ),
            };
            (line, scenarios)
        }
        Some(Conflict::Together { scenarios, least }) => {
            let names = named(robust, scenarios, language);
            let each = match robust.scenarios.iter().all(|own| own.has_plan == Some(true)) {
                true => {
                    language.say("Each scenario has a layout, but ", "各情景单独均有可行布局，但")
                }
                false => "",
            };
            let line = match (language, least) {
                (English, true) => format!(
                    "{each}{names} have no layout together; leave any one of these out, and there is one"
                ),
                (English, false) => {
                    format!(
                        "{each}{names} have no layout together; fewer of them may have none either"
                    )
                }
                (Chinese, true) => format!("{each}{names}没有共同的布局；去掉其中任一个即有"),
                (Chinese, false) => format!("{each}{names}没有共同的布局；其中一部分也可能没有"),
            };
            (line, scenarios)
        }
    };
    let first = scenarios.iter().take(NAMED);
    let first = first.map(|&position| described(robust, position, report.fixed, language));
    std::iter::once(line).chain(first).collect()
}

fn described(robust: &RobustPlan, position: usize, fixed: &[Change], language: Language) -> String {
    let own = &robust.scenarios[position].scenario;
    let changes = own.changes.iter().filter(|change| !fixed.contains(change));
    let words: Vec<String> =
        changes.map(|(path, value)| format!("{path} = {}", shown(value))).collect();
    let number = own.number + 1;
    match language {
        English => format!("scenario {number}: {}", words.join(", ")),
        Chinese => format!("情景 {number}：{}", words.join("，")),
    }
}

fn named(robust: &RobustPlan, positions: &[usize], language: Language) -> String {
    let numbers: Vec<String> = positions
        .iter()
        .take(NAMED)
        .map(|&position| (robust.scenarios[position].scenario.number + 1).to_string())
        .collect();
    let numbers = language.and_more(&numbers, positions.len());
    let word = if positions.len() == 1 { "scenario" } else { "scenarios" };
    format!("{} {numbers}", language.say(word, "情景"))
}

fn yuan(amount: f64) -> Yuan {
    Yuan::new(amount.round() as i64)
}

/// People in a scenario's denominator differ: said once where they do.
pub fn people_line(robust: &RobustPlan, language: Language) -> Option<String> {
    let people = || robust.scenarios.iter().map(|own| own.people);
    let least = people().fold(f64::INFINITY, f64::min);
    let most = people().fold(0.0, f64::max);
    let (least, most) = (whole(least), whole(most));
    (least != most).then(|| match language {
        English => format!("Weighted people who ask for cover: {least} to {most}, by scenario"),
        Chinese => format!("需覆盖的加权人口：各情景 {least} 至 {most}"),
    })
}
