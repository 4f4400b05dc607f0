//! What a layout does, in five sentences: the works, the coverage, the targets, who is left, and how sure that is; and a
//! sixth where it was sought: whether other layouts are as good; and what of it is modelled.

use super::figures::{
    Sort, coverage_of, origin_counts, towns_worst_first, uncovered, untouched, work_totals, works,
};
use super::numbers::{self, count, money, share, whole};
use super::plan::ties;
use super::report::{Decided, Report, reached_tiers};
use super::target_text::shortfall_text;
use super::words::DONE;
use crate::domain::Language::{self, Chinese, English};
use crate::domain::{GroupIdx, Problem, TargetKind, WorkKind};
use crate::plan::Slice;
use crate::solve::{Status, Stop};

/// So many targets are named in a sentence; the table has them all.
const NAMED: usize = 3;

/// The sentences; none without a layout.
pub(crate) fn opening(report: &Report<'_>, language: Language) -> Vec<String> {
    let Some(decided) = report.decided() else { return Vec::new() };
    let opening = Opening { report, decided: &decided, language };
    let mut sentences = vec![
        opening.works(),
        opening.coverage(),
        opening.targets(),
        opening.uncovered(),
        opening.certainty(),
    ];
    sentences.extend(ties_sentence(report, language));
    sentences.extend(modelled_sentence(report.problem, language));
    sentences
}

/// How much of what people and sites stand on is modelled; none where nothing is.
pub(crate) fn modelled_sentence(problem: &Problem, language: Language) -> Option<String> {
    let counts = origin_counts(problem);
    let of = |sort: Sort| counts.iter().find(|own| own.sort == sort);
    let part = |sort: Sort, english: &str, chinese: &str| {
        let own = of(sort).filter(|own| own.positions_modelled > 0)?;
        let (modelled, all) = (count(own.positions_modelled), count(own.all));
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

/// What every sentence needs.
struct Opening<'a> {
    report: &'a Report<'a>,
    decided: &'a Decided<'a>,
    language: Language,
}

impl Opening<'_> {
    fn works(&self) -> String {
        let decided = self.decided;
        let rows = works(decided.problem, decided.layout);
        let totals = work_totals(decided.problem, &rows);
        let (standing, possible) = untouched(decided.problem, decided.layout);
        let stay = self.language.untouched(standing, possible);
        let cost = money(decided.audit.cost);
        let parts: Vec<String> = WorkKind::ALL
            .into_iter()
            .filter_map(|kind| {
                let of_kind = totals.iter().filter(|total| total.kind == kind);
                let number: usize = of_kind.map(|total| total.count).sum();
                let word = match self.language {
                    English => format!("{} {}", count(number), DONE.say(English, kind.word())),
                    Chinese => format!("{} {} 处", self.language.work(kind), count(number)),
                };
                (number > 0).then_some(word)
            })
            .collect();
        let sites = count(rows.len());
        match (self.language, parts.is_empty()) {
            (English, true) => format!("No works: {stay}."),
            (Chinese, true) => format!("无建设任务：{stay}。"),
            (English, false) => {
                format!("Works at {sites} sites for {cost}: {}; {stay}.", parts.join(", "))
            }
            (Chinese, false) => format!("{}，共需 {cost}；{stay}。", parts.join("，")),
        }
    }

    fn coverage(&self) -> String {
        let decided = self.decided;
        let problem = decided.problem;
        let mut groups = reached_tiers(problem).map(|index| problem.tiers[index].group);
        let group = |group: GroupIdx| problem.groups[group].id.as_str();
        let first = groups.next();
        let common = first.filter(|first| groups.all(|other| other == *first)).map(group);
        let parts: Vec<String> = reached_tiers(problem)
            .filter_map(|index| {
                let tier = &problem.tiers[index];
                let row = coverage_of(decided.audit, index, Slice::All, tier.group)?;
                let people = row.people.number();
                let mut name = self.language.short(&tier.name).to_owned();
                if common.is_none() {
                    name += &self.language.bracketed(group(tier.group));
                }
                let today = numbers::part(row.covered_today.number(), people);
                let now = numbers::part(row.covered.number(), people);
                Some(match self.language {
                    English => format!("{name} {now} (today {today})"),
                    Chinese => format!("{name} {now}（现状 {today}）"),
                })
            })
            .collect();
        let common = common.map_or_else(String::new, |group| self.language.bracketed(group));
        match self.language {
            English => format!(
                "Within reach, of the people each tier is for{common}: {}.",
                parts.join(", ")
            ),
            Chinese => format!("各层级服务对象{common}覆盖率：{}。", parts.join("，")),
        }
    }

    fn targets(&self) -> String {
        let decided = self.decided;
        let targets = &decided.problem.targets;
        let results = &decided.audit.targets;
        let sited = results.iter().filter(|result| result.met.is_some());
        let (mut all, mut met, mut binding, mut binding_met) = (0, 0, 0, 0);
        let mut short = Vec::new();
        for result in sited {
            let target = &targets[result.target];
            let is_met = result.met == Some(true);
            all += 1;
            met += usize::from(is_met);
            if target.kind == TargetKind::Binding {
                binding += 1;
                binding_met += usize::from(is_met);
            }
            if !is_met {
                let amount = shortfall_text(self.language, target, result);
                short.push(match self.language {
                    English => format!("{} by {amount}", target.name.english()),
                    Chinese => format!("{}差 {amount}", target.name.chinese()),
                });
            }
        }
        let more = short.len().saturating_sub(NAMED);
        short.truncate(NAMED);
        let rest = match (self.language, more) {
            (_, 0) => String::new(),
            (English, more) => format!(" and {more} more"),
            (Chinese, more) => format!("，另有 {more} 项"),
        };
        let missing = match (self.language, short.is_empty()) {
            (_, true) => String::new(),
            (English, false) => format!("; missed: {}{rest}", short.join(", ")),
            (Chinese, false) => format!("；未达标：{}{rest}", short.join("，")),
        };
        let listed = targets.len();
        match self.language {
            English => format!(
                "Siting decides {all} of the {listed} indicators: {met} are met, {binding_met} of the {binding} binding ones among them{missing}."
            ),
            Chinese => format!(
                "{listed} 项指标中 {all} 项由布局决定：{met} 项达标，其中约束性 {binding} 项达标 {binding_met} 项{missing}。"
            ),
        }
    }

    fn uncovered(&self) -> String {
        let decided = self.decided;
        let problem = decided.problem;
        let rows = uncovered(decided);
        let worst = match (towns_worst_first(decided).first(), self.language) {
            (Some((pooled, town)), language) if *pooled < 1.0 => {
                let (name, covered) = (&problem.towns[town.town].name, share(*pooled));
                match language {
                    English => {
                        format!("The worst covered town is {name} ({covered}, tiers pooled)")
                    }
                    Chinese => format!("覆盖最差的是{name}（各层级合计 {covered}）"),
                }
            }
            (_, English) => "Everybody is covered in every town".into(),
            (_, Chinese) => "各镇街均已全覆盖".into(),
        };
        let by_tier: Vec<String> = reached_tiers(problem)
            .filter_map(|tier| {
                let of_tier = || rows.iter().filter(|row| row.tier == tier);
                let people: f64 = of_tier().map(|row| row.people).sum();
                let out: f64 = of_tier()
                    .filter(|row| row.why.nearest().is_none())
                    .map(|row| row.people)
                    .sum();
                let name = self.language.short(&problem.tiers[tier].name);
                let none_out = out < 0.5;
                let (people_text, out) = (whole(people), whole(out));
                (people > 0.0).then(|| match (self.language, none_out) {
                    (English, true) => format!("{people_text} people without a {name}"),
                    (Chinese, true) => format!("{people_text} 人未被{name}覆盖"),
                    (English, false) => format!(
                        "{people_text} people without a {name} ({out} of them out of reach of every site)"
                    ),
                    (Chinese, false) => format!(
                        "{people_text} 人未被{name}覆盖（其中 {out} 人附近无任何可用点位）"
                    ),
                })
            })
            .collect();
        match (self.language, by_tier.is_empty()) {
            (English, true) => format!("{worst}."),
            (Chinese, true) => format!("{worst}。"),
            (English, false) => format!("{worst}; there remain {}.", by_tier.join("; ")),
            (Chinese, false) => format!("{worst}；尚有 {}。", by_tier.join("；")),
        }
    }

    fn certainty(&self) -> String {
        let decided = self.decided;
        let broken = decided.audit.violations.len();
        let Some(outcome) = self.report.outcome() else {
            return match (self.language, broken) {
                (English, 0) => "The layout breaks no rule of the plan.".into(),
                (Chinese, 0) => "该布局未违反规划的任何规则。".into(),
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
