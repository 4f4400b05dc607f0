//! `diff.html`: one file that opens without network or script.

use super::figures::{ROWS, aims, amounts, names, people, targets, tier_zh, yuan};
use super::html::{Cell, Page, both, escaped};
use super::words::change;
use super::{Diff, RunSide, SiteChangeKind, SiteSide, drawing};
use crate::domain::WorkKind;
use crate::run::folder::LayoutRun;
use crate::run::language::Language;
use crate::run::numbers::{count, decimals};

/// The page; `run` is A, for its places.
pub(super) fn html(diff: &Diff, run: &LayoutRun) -> Vec<u8> {
    let mut page = Page::new();
    let title = format!("{} | {}", diff.a.folder, diff.b.folder);
    page.put(&format!(
        "<h1>{}: {}</h1>",
        both("What changes", "方案对比"),
        names(&diff.a.name, &diff.a.name_zh)
    ));
    runs(diff, &mut page);
    drawn(diff, run, &mut page);
    sites(diff, &mut page);
    people(diff, &mut page);
    amounts(diff, &mut page);
    targets(diff, &mut page);
    aims(diff, &mut page);
    not_compared(diff, &mut page);
    page.finish(&title)
}

fn runs(diff: &Diff, page: &mut Page) {
    let row = |letter: &str, side: &RunSide| {
        vec![
            Cell::text(letter),
            Cell::text(&side.folder),
            Cell::Left(names(&side.name, &side.name_zh)),
            Cell::figure(&side.period.map_or_else(|| "–".into(), |year| year.to_string())),
            Cell::Left(both(&side.status, verdict(&side.status))),
            Cell::figure(&yuan(Some(side.cost_yuan))),
            Cell::figure(&yuan(Some(side.running_cost_yuan))),
        ]
    };
    let heads = [
        ("", ""),
        ("Folder", "目录"),
        ("Plan", "规划"),
        ("Year", "年份"),
        ("Verdict", "结论"),
        ("Works cost", "工程投入"),
        ("Running cost a year", "年运行费用"),
    ];
    page.table(&heads, &[row("A", &diff.a), row("B", &diff.b)], 0);
}

fn drawn(diff: &Diff, run: &LayoutRun, page: &mut Page) {
    let Some(svg) = drawing::svg(diff, run) else {
        return;
    };
    page.heading("On the map, from A to B", "地图（由 A 至 B）");
    page.put(&svg);
    let key: String = drawing::KEY
        .iter()
        .map(|(sign, english, chinese)| {
            format!("<span class=\"key\">{} {}</span>", escaped(sign), both(english, chinese))
        })
        .collect();
    page.put(&format!("<p>{key}</p>"));
}

fn sites(diff: &Diff, page: &mut Page) {
    page.heading("Sites that change", "发生变化的点位");
    let counted: Vec<(String, String)> = SiteChangeKind::ALL
        .into_iter()
        .map(|kind| (kind, diff.changed(kind)))
        .filter(|(_, number)| *number > 0)
        .map(|(kind, number)| {
            let (english, chinese) = change(kind);
            (format!("{english} {}", count(number)), format!("{chinese} {}", count(number)))
        })
        .collect();
    if counted.is_empty() {
        page.paragraph("None.", "无。");
        return;
    }
    page.paragraph(
        "Opened: stands in B and not in A. Closed: stands in A and not in B, whether it is built there or stands today.",
        "“新开”：方案 B 有而方案 A 无。“关闭”：方案 A 有而方案 B 无，无论在 A 中是新建还是现有。",
    );
    let (english, chinese): (Vec<String>, Vec<String>) = counted.into_iter().unzip();
    page.paragraph(&english.join(", "), &chinese.join("，"));
    let far = decimals(diff.moved_within_m, 0);
    page.paragraph(
        &format!("Moved: one closes and one of the same tier opens in the same town, at most {far} m away; both are listed."),
        &format!("迁移：同一街镇内，一处关闭、一处同级新开，相距不超过 {far} 米；两处均列出。"),
    );
    let heads = [
        ("Change", "变化"),
        ("Site", "点位"),
        ("Town", "街镇"),
        ("In A", "方案 A"),
        ("In B", "方案 B"),
        ("Cost in A", "A 投入"),
        ("Cost in B", "B 投入"),
    ];
    let rows: Vec<Vec<Cell>> = diff
        .sites
        .iter()
        .take(ROWS)
        .map(|row| {
            let (english, chinese) = change(row.change);
            let beside = match (&row.from, &row.to) {
                (Some(from), Some(to)) => {
                    format!(" <bdi>{}</bdi> → <bdi>{}</bdi>", escaped(from), escaped(to))
                }
                _ => String::new(),
            };
            vec![
                Cell::Left(both(english, chinese) + &beside),
                Cell::text(&format!("{} ({})", row.name, row.site)),
                Cell::text(&diff.town(&row.town)),
                state(diff, &row.a),
                state(diff, &row.b),
                Cell::figure(&yuan(Some(row.a.cost_yuan))),
                Cell::figure(&yuan(Some(row.b.cost_yuan))),
            ]
        })
        .collect();
    page.table(&heads, &rows, diff.sites.len().saturating_sub(ROWS));
}

/// What stands, and by which work: in English by ids, in Chinese by the tier's name and the kind of work.
fn state(diff: &Diff, side: &SiteSide) -> Cell {
    let kind = WorkKind::from_word(&side.work);
    let work_zh = kind.map_or("保留", |kind| Language::Chinese.work(kind));
    if !side.standing {
        return Cell::Left(names(&format!("– ({})", side.work_id), &format!("–（{work_zh}）")));
    }
    let tier = side.tier.as_deref();
    let rest: Vec<&str> =
        [&side.size, &side.operator].into_iter().flatten().map(String::as_str).collect();
    let (beds, beds_zh) = match side.beds {
        0 => (String::new(), String::new()),
        beds => (
            format!(", {beds} beds, {} of them nursing", side.nursing_beds),
            format!("，床位 {beds}（护理型 {}）", side.nursing_beds),
        ),
    };
    let words = |tier: Option<&str>| -> String {
        let parts: Vec<&str> = tier.into_iter().chain(rest.iter().copied()).collect();
        parts.join(" ")
    };
    Cell::Left(names(
        &format!("{}{beds} ({})", words(tier), side.work_id),
        &format!("{}{beds_zh}（{work_zh}）", words(tier.map(|id| tier_zh(diff, id)))),
    ))
}

fn not_compared(diff: &Diff, page: &mut Page) {
    if diff.not_compared.is_empty() {
        return;
    }
    page.heading("Not compared: in one plan alone", "未比较：仅一个方案有");
    let own = &diff.not_compared;
    let rows: Vec<Vec<Cell>> = [
        ("sites of A", "A 的点位", &own.sites_a),
        ("sites of B", "B 的点位", &own.sites_b),
        ("villages and communities of A", "A 的村（社区）", &own.units_a),
        ("villages and communities of B", "B 的村（社区）", &own.units_b),
        ("tiers of A", "A 的层级", &own.tiers_a),
        ("tiers of B", "B 的层级", &own.tiers_b),
    ]
    .into_iter()
    .filter(|(.., ids)| !ids.is_empty())
    .map(|(english, chinese, ids)| {
        vec![
            Cell::Left(both(english, chinese)),
            Cell::figure(&count(ids.len())),
            Cell::text(&first(ids)),
        ]
    })
    .collect();
    page.table(&[("What", "对象"), ("Number", "数量"), ("Ids", "编号")], &rows, 0);
}

/// The first ids.
fn first(ids: &[String]) -> String {
    const MOST: usize = 30;
    let more = if ids.len() > MOST { ", …" } else { "" };
    format!("{}{more}", ids[..ids.len().min(MOST)].join(", "))
}

fn verdict(word: &str) -> &str {
    match word {
        "proved" => "已证明最优",
        "proved-to-gap" => "已证明在所示差距内",
        "stopped-with-plan" => "未证明",
        "no-violations" => "未违反规则",
        "violations" => "违反规则",
        other => other,
    }
}
