//! `diff.html`: one file that opens without network or script.

use super::html::{Page, both};
use super::opening::opening;
use super::text_tables::{
    aims_table, coverage_table, facilities_table, inequality_table, leader, sources_table,
    targets_table, tier, yuan,
};
use super::{CoverageChange, Diff, RunSide, SiteChangeKind, SiteSide, drawing};
use crate::domain::Language::{self, Chinese, English};
use crate::run::TextTable;
use crate::run::folder::LayoutRun;
use crate::run::numbers::{count, decimals, or_dash};
use crate::run::words::{OPERATORS, SITE_CHANGES, STATUS, WORKS};

/// So many rows of a table are on the page; all are in the tables beside it.
const ROWS: usize = 400;
/// So many ids are named.
const IDS: usize = 30;

/// The page; `run` is A, for its places; `first` the language that it begins with.
pub(super) fn html(diff: &Diff, run: &LayoutRun, first: Language) -> Vec<u8> {
    let mut page = Page::default();
    let (english, chinese) = (&diff.a.name, &diff.a.name_zh);
    let title = both(&format!("What changes: {english}"), &format!("方案对比：{chinese}"));
    page.put(&format!("<h1>{title}</h1>"));
    page.heading("In short", "要点");
    for (english, chinese) in opening(diff, English).iter().zip(opening(diff, Chinese)) {
        page.paragraph(english, &chinese);
    }
    page.table(|language| runs(diff, language), 0);
    if let Some(map) = drawing::map(diff, run) {
        page.heading("On the map, from A to B", "地图（由 A 至 B）");
        page.put(&map);
    }
    sites(diff, &mut page);
    people(diff, &mut page);
    if !diff.inequality.is_empty() {
        page.heading("Fairness", "公平性");
        page.table(|language| inequality_table(diff, language), 0);
    }
    page.heading("Money by source, and facilities", "资金来源与设施");
    page.table(|language| sources_table(diff, true, language), 0);
    page.table(|language| facilities_table(diff, language), 0);
    page.heading("Targets", "指标");
    page.table(|language| targets_table(diff, language), 0);
    if !diff.aims.is_empty() {
        page.heading("How sure each plan is", "方案的可靠程度");
        page.table(|language| aims_table(diff, language), 0);
        page.paragraph(
            "An audit of a drawn layout has no aims: it stands with dashes.",
            "手绘方案的审核没有优化目标，记“–”。",
        );
    }
    if !diff.not_compared.rows(English).is_empty() {
        page.heading("Not compared: in one plan alone", "未比较：仅一个方案有");
        page.table(|language| not_compared(diff, language), 0);
    }
    let called = first.say(english, chinese);
    page.finish(&format!("{called} – {} | {}", diff.a.folder, diff.b.folder), first)
}

fn runs(diff: &Diff, language: Language) -> TextTable {
    let row = |letter: &str, side: &RunSide| {
        [
            letter.into(),
            side.folder.clone(),
            language.say(&side.name, &side.name_zh).into(),
            or_dash(side.period, |year| year.to_string()),
            STATUS.say(language, &side.status).into(),
            yuan(Some(side.cost_yuan)),
            yuan(Some(side.running_cost_yuan)),
        ]
    };
    let heads = match language {
        English => {
            ["", "Folder", "Plan", ">Year", "Verdict", ">Works cost", ">Running cost a year"]
        }
        Chinese => ["", "目录", "规划", ">年份", "结论", ">建设投入", ">年运行费用"],
    };
    TextTable::new(heads).with([row("A", &diff.a), row("B", &diff.b)])
}

fn sites(diff: &Diff, page: &mut Page) {
    page.heading("Sites that change", "发生变化的点位");
    let counted = |language: Language| -> Vec<String> {
        let counted = SiteChangeKind::ALL.map(|kind| (kind, diff.changed(kind)));
        let there = counted.into_iter().filter(|(_, number)| *number > 0);
        there
            .map(|(kind, number)| {
                format!("{} {}", SITE_CHANGES.say(language, kind.word()), count(number))
            })
            .collect()
    };
    if diff.sites.is_empty() {
        page.paragraph("None.", "无。");
        return;
    }
    page.paragraph(
        "Opened: stands in B and not in A. Closed: stands in A and not in B, whether it is built there or stands today.",
        "“新开”：方案 B 有而方案 A 无。“关闭”：方案 A 有而方案 B 无，无论在 A 中是新建还是现有。",
    );
    page.paragraph(&counted(English).join(", "), &counted(Chinese).join("，"));
    let far = decimals(diff.moved_within_m, 0);
    page.paragraph(
        &format!("Moved: one closes and one of the same tier opens in the same town, at most {far} m away; both are listed."),
        &format!("迁移：同一镇街内，一处关闭、一处同级新开，相距不超过 {far} 米；两处均列出。"),
    );
    page.table(|language| changes(diff, language), diff.sites.len().saturating_sub(ROWS));
}

fn changes(diff: &Diff, language: Language) -> TextTable {
    let heads = match language {
        English => ["Change", "Site", "Town", "In A", "In B", ">Cost in A", ">Cost in B"],
        Chinese => ["变化", "点位", "镇街", "方案 A", "方案 B", ">A 投入", ">B 投入"],
    };
    let rows = diff.sites.iter().take(ROWS).map(|row| {
        let change = SITE_CHANGES.say(language, row.change.word());
        [
            match (&row.from, &row.to) {
                (Some(from), Some(to)) => {
                    format!("{change} {} → {}", diff.site(from), diff.site(to))
                }
                _ => change.into(),
            },
            row.name.clone() + &language.bracketed(&row.site),
            diff.town(&row.town),
            state(diff, row.change, &row.a, language),
            state(diff, row.change, &row.b, language),
            yuan(Some(row.a.cost_yuan)),
            yuan(Some(row.b.cost_yuan)),
        ]
    });
    TextTable::new(heads).with(rows)
}

/// What stands, by which kind of work, and who leads it where only that changes.
fn state(diff: &Diff, change: SiteChangeKind, side: &SiteSide, language: Language) -> String {
    let tier = side.tier.as_deref().map(|id| tier(diff, id, language));
    let size = side.size.as_ref().map(|size| match language {
        English => format!("size {size}"),
        Chinese => format!("规模 {size}"),
    });
    let operator = side.operator.as_ref().map(|operator| {
        language.say("run by ", "运营方：").to_owned() + OPERATORS.say(language, operator)
    });
    let parts = tier.map(String::from).into_iter().chain(size).chain(operator);
    let mut stands = match side.standing {
        true => parts.collect::<Vec<_>>().join(language.say(", ", "，")),
        false => "–".into(),
    };
    let (beds, nursing) = (side.beds, side.nursing_beds);
    if side.standing && beds > 0 {
        stands += &match language {
            English => format!(", {beds} beds, {nursing} of them nursing"),
            Chinese => format!("，床位 {beds}（护理型 {nursing}）"),
        };
    }
    stands
        + &leader(diff, change, side, language)
        + &language.bracketed(WORKS.say(language, &side.work))
}

fn people(diff: &Diff, page: &mut Page) {
    page.heading("People covered", "覆盖人数");
    page.paragraph(
        "Gain and lose count people village by village; a dash where the two plans have other villages, or other people in them.",
        "“新增”“失去”按村（社区）逐一统计；两方案的村（社区）或其人数不同时记“–”。",
    );
    page.table(|language| coverage_table(diff, diff.coverage_of_towns(false), language), 0);
    page.heading("By town, where it changes", "按镇街（有变化者）");
    let changes = |row: &&CoverageChange| {
        row.covered_a != row.covered_b || row.gain.is_some_and(|gain| gain > 0.0)
    };
    let changed: Vec<&CoverageChange> = diff.coverage_of_towns(true).filter(changes).collect();
    if changed.is_empty() {
        page.paragraph("None.", "无。");
        return;
    }
    let shown = &changed[..changed.len().min(ROWS)];
    let rest = changed.len() - shown.len();
    page.table(|language| coverage_table(diff, shown.iter().copied(), language), rest);
}

fn not_compared(diff: &Diff, language: Language) -> TextTable {
    let heads = match language {
        English => ["What", ">Number", "Ids"],
        Chinese => ["对象", ">数量", "编号"],
    };
    let rows = diff.not_compared.rows(language).into_iter().map(|(what, ids)| {
        let more = if ids.len() > IDS { ", …" } else { "" };
        let first = ids[..ids.len().min(IDS)].join(", ");
        [what.into(), count(ids.len()), format!("{first}{more}")]
    });
    TextTable::new(heads).with(rows)
}
