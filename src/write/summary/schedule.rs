//! The summary of a schedule.

use super::Language::{self, Chinese, English};
use super::page::Page;
use crate::domain::{PeriodIdx, Stage, WorkKind};
use crate::run::conflicts::clash_sections;
use crate::run::figures::modelled_units;
use crate::run::numbers::{count, money, or_dash, share, whole};
use crate::run::schedule::{PeriodFigures, ScheduleReport, begun_works, period_figures};
use crate::run::text_table::{TextTable, certainty_table, stage_row};
use crate::run::words::SCHEDULE_VERDICTS;
use crate::solve::{StageComparison, Status};
use typed_index_collections::TiVec;

/// The verdict on a schedule in one line.
pub fn schedule_verdict(status: Status, language: Language) -> &'static str {
    SCHEDULE_VERDICTS.say(language, status.verdict())
}

/// `summary.md` and `summary.zh.md` of a schedule: what each period comes to, what begins when, who pays, what foresight
/// is worth, and how sure all that is. Without a schedule: why there is none.
pub(crate) fn schedule_summary(report: &ScheduleReport<'_>, language: Language) -> String {
    let mut page = Page::default();
    page.title(&language.name(&report.horizon.plan().name));
    let verdict = schedule_verdict(report.scheduled.status, language);
    page.paragraph(&format!("**{verdict}**"));
    if report.scheduled.schedule.is_some() {
        periods(report, language, &mut page);
        works(report, language, &mut page);
        sources(report, language, &mut page);
    } else {
        reasons(report, language, &mut page);
    }
    foresight(report, language, &mut page);
    stages(report, language, &mut page);
    modelled(report, language, &mut page);
    page.finish()
}

fn periods(report: &ScheduleReport<'_>, language: Language, page: &mut Page) {
    page.heading(language.say("Period by period", "分期成效"));
    let plan = report.horizon.plan();
    let figures = period_figures(report);
    let served = &plan.groups[plan.served].id;
    let mut heads: Vec<String> = vec![
        language.say("By the end of", "至年末").into(),
        format!(">{} {served}", language.say("People", "人数")),
    ];
    let tiers = figures.first().map(|own| own.covered.clone()).unwrap_or_default();
    heads.extend(tiers.iter().map(|(tier, _)| {
        let name = language.short(&plan.tiers[*tier].name);
        format!(">{}{name}", language.say("Within reach: ", "覆盖："))
    }));
    heads.extend(
        [
            (">Works begun", ">开工项目"),
            (">Money", ">投入"),
            (">Binding met", ">约束性达标"),
            (">Expected met", ">预期性达标"),
        ]
        .map(|(english, chinese)| language.say(english, chinese).into()),
    );
    page.table(&TextTable::new(heads).with(period_rows(report)));
    page.paragraph(language.say(
        "The layout of each period is in the folder named by its year; every work with its dates and payers in `schedule.csv`.",
        "各期布局见以年份命名的文件夹；每个项目的起止期与资金来源见 `schedule.csv`。",
    ));
}

/// A row a period: its year, people, the share of each tier covered, works begun, money, binding and expected targets met.
pub fn period_rows(report: &ScheduleReport<'_>) -> Vec<Vec<String>> {
    let row = |own: PeriodFigures| {
        let covered = own.covered.iter().map(|(_, covered)| or_dash(*covered, share));
        let mut row = vec![own.year.to_string(), whole(own.people)];
        row.extend(covered);
        row.extend([
            count(own.begun),
            money(own.spent),
            format!("{} / {}", own.binding.0, own.binding.1),
            format!("{} / {}", own.expected.0, own.expected.1),
        ]);
        row
    };
    period_figures(report).into_iter().map(row).collect()
}

fn works(report: &ScheduleReport<'_>, language: Language, page: &mut Page) {
    let (plan, periods) = (report.horizon.plan(), report.horizon.periods());
    let Some(schedule) = &report.scheduled.schedule else {
        return;
    };
    let begun = begun_works(report.horizon, schedule);
    page.heading(language.say("What begins when", "分期项目"));
    let mut heads: Vec<String> =
        vec![language.say("Work", "项目").into(), language.say("Tier", "层级").into()];
    heads.extend(periods.iter().map(|period| format!(">{}", period.year)));
    let tiers = || plan.tiers.keys().map(Some).chain([None]);
    let mut rows = Vec::new();
    for kind in WorkKind::ALL {
        for tier in tiers() {
            let number = |period: PeriodIdx| {
                let own = begun.iter().filter(|row| row.begins == period);
                own.filter(|row| row.work.kind == kind && row.tier == tier).count()
            };
            let numbers: Vec<usize> = periods.keys().map(number).collect();
            if numbers.iter().any(|&number| number > 0) {
                let mut row =
                    vec![language.work(kind).to_owned(), language.tier(plan, tier).to_owned()];
                row.extend(numbers.iter().map(|&number| count(number)));
                rows.push(row);
            }
        }
    }
    page.table(&TextTable::new(heads).with(rows));
}

fn sources(report: &ScheduleReport<'_>, language: Language, page: &mut Page) {
    let plan = report.horizon.plan();
    let Some(audit) = report.scheduled.audit.as_ref().filter(|_| !plan.funding.is_empty()) else {
        return;
    };
    page.heading(language.say("Who pays", "资金"));
    let heads = match language {
        English => ["Period", "Source", ">Brought over", ">New", ">Committed", ">Works", ">Left"],
        Chinese => ["期", "来源", ">上期结转", ">本期", ">已定支出", ">项目", ">结余"],
    };
    let mut rows = Vec::new();
    for (period, sources) in report.horizon.periods().iter().zip(&audit.money) {
        for own in sources {
            let name = language.short(&plan.funding[own.funding].name);
            rows.push(vec![
                period.year.to_string(),
                name.to_owned(),
                money(own.brought),
                money(own.income),
                money(own.committed),
                money(own.works),
                money(own.left()),
            ]);
        }
    }
    page.table(&TextTable::new(heads).with(rows));
}

fn reasons(report: &ScheduleReport<'_>, language: Language, page: &mut Page) {
    let lines = schedule_reasons(report, language);
    if !lines.is_empty() {
        page.heading(language.say("Why", "原因"));
        page.items("-", &lines);
    }
}

/// Why there is no schedule, and what would mend it, as far as that is known.
pub fn schedule_reasons(report: &ScheduleReport<'_>, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    let periods = report.scheduled.hindsight.iter_enumerated();
    for (period, outcome) in periods {
        let Some(outcome) = outcome.as_ref().filter(|own| own.status == Status::Infeasible) else {
            continue;
        };
        let year = report.horizon.periods()[period].year;
        lines.push(match language {
            English => format!("{year} has no plan even alone, with all money up to then"),
            Chinese => format!("{year} 年即使单独规划并使用截至当期的全部资金，也无可行方案"),
        });
        let contradictions = outcome.screening.contradictions.iter();
        lines.extend(contradictions.map(|row| {
            let (colon, text) = (language.say(": ", " 年："), language.short(&row.text));
            format!("{year}{colon}`{}` {text}", row.code)
        }));
        let clashes = report.clashes.get(&period).into_iter();
        let sections = clashes.flat_map(|own| clash_sections(own, language));
        lines.extend(sections.flat_map(|own| {
            let (colon, heading) = (language.say(": ", " 年："), own.heading);
            let of = language.colon();
            own.items.into_iter().map(move |item| format!("{year}{colon}{heading}{of}{item}"))
        }));
    }
    if let Some(missing) = &report.scheduled.missing_money {
        let mut needed = Vec::new();
        for (period, sources) in report.horizon.periods().iter().zip(missing) {
            for (source, &amount) in sources.iter_enumerated().filter(|(_, own)| own.yuan() > 0) {
                let name = language.short(&report.horizon.plan().funding[source].name);
                let (year, amount) = (period.year, money(amount));
                needed.push(match language {
                    English => format!("{year}: {amount} more money of source {name}"),
                    Chinese => format!("{year} 年：资金来源“{name}”增加 {amount}"),
                });
            }
        }
        let end = match (language, needed.len()) {
            (English, 1) => " would do",
            (English, _) => ", together with the others, would do",
            (Chinese, 1) => " 即可",
            (Chinese, _) => "（须与其他各项同时增加）即可",
        };
        lines.extend(needed.into_iter().map(|text| text + end));
    }
    if lines.is_empty() && report.scheduled.status == Status::Infeasible {
        let limits = spending_limits(report, language);
        lines.push(match (language, limits.is_empty()) {
            (English, true) => "Each period has a plan alone, but whatever the money no schedule keeps what was done before and meets all of them".into(),
            (English, false) => format!("Each period has a plan alone, but no schedule keeps what was done before, meets all of them and spends as `[spending]` asks ({limits} of the cost of all works in any period), even with more money: try other limits of spending"),
            (Chinese, true) => "各期单独均有方案，但无论资金多少，都没有保持已建成果并满足各期要求的安排".into(),
            (Chinese, false) => format!("各期单独均有方案，但即使增加资金，也没有保持已建成果、满足各期要求并符合分期投入限制（每期{limits}，占全部建设投入）的安排：可调整分期投入限制"),
        });
    }
    lines
}

fn foresight(report: &ScheduleReport<'_>, language: Language, page: &mut Page) {
    if report.scheduled.myopic.is_none() {
        return;
    }
    page.heading(language.say("What foresight is worth", "统筹各期的价值"));
    let mut heads: Vec<String> =
        vec![language.say("Aim", "目标").into(), language.say("Plan", "规划方式").into()];
    let periods = report.horizon.periods();
    heads.extend(periods.iter().map(|period| format!(">{}", period.year)));
    heads.push(language.say(">Over all", ">各期合计").into());
    page.table(&TextTable::new(heads).with(foresight_rows(report, language)));
    page.paragraph(language.say(
        "The schedule plans all periods at once. “Period by period” keeps what it decided before and sees nothing later. “Each alone” plans each period as if from today with all money up to then: nobody can carry out all of these, the first aim of no schedule is better in any period. Over all: values times the periods' weights; money is what is spent by the end.",
        "“统筹”同时规划各期；“逐期”保持已定项目而不看以后；“各期单独”视为从今天起以截至当期的全部资金单独规划该期，三者不能同时实施，但任何安排的首要目标在任何一期都不会更好。合计为各期数值乘以权重；资金为期末累计。",
    ));
    if let Some(text) = spending_note(report, language) {
        page.paragraph(&text);
    }
}

/// The limits of spending in words; empty where there are none.
fn spending_limits(report: &ScheduleReport<'_>, language: Language) -> String {
    let spending = report.horizon.spending();
    let most = spending.most_in_period.map(|share| match language {
        English => format!("at most {share}"),
        Chinese => format!("不高于 {share}"),
    });
    let least = spending.least_in_period.map(|share| match language {
        English => format!("at least {share}"),
        Chinese => format!("不低于 {share}"),
    });
    let limits: Vec<String> = most.into_iter().chain(least).collect();
    language.list(&limits)
}

/// That limits of spending bind the schedule alone; nothing where there are none.
pub fn spending_note(report: &ScheduleReport<'_>, language: Language) -> Option<String> {
    let limits = spending_limits(report, language);
    (!limits.is_empty()).then(|| match language {
        English => format!(
            "`[spending]` ({limits} of what all works cost in any period) binds the schedule alone. The other two do not know what all works cost: they may spend in any period what there is, and may be better for it."
        ),
        Chinese => format!(
            "分期投入限制（每期{limits}，占全部建设投入）仅约束统筹方案；另两种方式无从知道全部投入，各期可用尽现有资金，数值可能因此更好。"
        ),
    })
}

/// For each aim three rows: its name, the way of planning, a value for each period, and the value over all.
pub fn foresight_rows(report: &ScheduleReport<'_>, language: Language) -> Vec<Vec<String>> {
    let ways = match language {
        English => ["schedule", "period by period", "each alone"],
        Chinese => ["统筹", "逐期", "各期单独"],
    };
    let value = |stage: Stage, value: Option<f64>| {
        or_dash(value, |value| language.stage_value(stage, value))
    };
    let rows_of = |row: &StageComparison| {
        let by: [&TiVec<PeriodIdx, Option<f64>>; 3] = [&row.schedule, &row.myopic, &row.hindsight];
        let rows = ways.iter().zip(by).enumerate().map(|(position, (way, values))| {
            let aim = match position {
                0 => language.stage_counting(row.stage).into(),
                _ => String::new(),
            };
            let mut cells = vec![aim, (*way).to_owned()];
            cells.extend(values.iter().map(|&own| value(row.stage, own)));
            cells.push(value(row.stage, row.sum(report.horizon, values)));
            cells
        });
        rows.collect::<Vec<_>>()
    };
    report.scheduled.compared.iter().flat_map(rows_of).collect()
}

fn stages(report: &ScheduleReport<'_>, language: Language, page: &mut Page) {
    page.heading(language.say("How sure, over all periods", "可信程度（各期合计）"));
    let rows = report.scheduled.stages.iter();
    let rows = rows.map(|stage| stage_row(stage, language));
    page.table(&certainty_table(rows, language));
}

/// What of the periods' figures is modelled.
fn modelled(report: &ScheduleReport<'_>, language: Language, page: &mut Page) {
    let counts = report.horizon.periods().iter().filter_map(|period| {
        let modelled = Some(modelled_units(&period.problem)).filter(|&number| number > 0)?;
        let all = period.problem.units.len();
        Some(match language {
            English => format!("{} ({} of {})", period.year, count(modelled), count(all)),
            Chinese => format!("{} 年（{} / {}）", period.year, count(modelled), count(all)),
        })
    });
    let counts: Vec<String> = counts.collect();
    if counts.is_empty() {
        return;
    }
    page.heading(language.say("What is modelled", "模拟数据"));
    page.paragraph(&match language {
        English => format!(
            "Modelled, not counted, are the people of so many villages and communities: {}. What else is modelled is said in each period's summary.",
            counts.join(", ")
        ),
        Chinese => format!(
            "下列年份的村（社区）人口为模拟值，并非实测：{}。其他模拟数据见各期摘要。",
            counts.join("、")
        ),
    });
}
