//! `diff.html`: one file that opens without network or script.

use super::html::{Cell, Page, both, escaped, isolated};
use super::words::{aim, aim_gap, aim_value, change, measure_unit, slice_words};
use super::{
    AimSide, CoverageChange, Diff, RunSide, SiteChangeKind, SiteSide, TargetSide, drawing,
};
use crate::domain::StatedRun;
use crate::units::Yuan;
use crate::write::people::{self, count, decimals, money, part, whole};

/// So many rows of a table are on the page; all are in the tables beside it.
const ROWS: usize = 400;

/// The page; `run` is A, for its places.
pub(super) fn html(diff: &Diff, run: &StatedRun) -> Vec<u8> {
    let mut page = Page::new();
    let title = format!("{} | {}", diff.a.folder, diff.b.folder);
    page.put(&format!(
        "<h1>{}: {}</h1>",
        both("What changes", "方案对比"),
        isolated(&diff.a.name)
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
            Cell::Left(format!(
                "<span class=\"en\">{}</span><span class=\"zh\">{}</span>",
                isolated(&side.name),
                isolated(&side.name_zh)
            )),
            Cell::figure(
                &side
                    .period
                    .map_or_else(|| "–".into(), |year| year.to_string()),
            ),
            Cell::text(&side.status),
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

fn drawn(diff: &Diff, run: &StatedRun, page: &mut Page) {
    let Some(svg) = drawing::svg(diff, run) else {
        return;
    };
    page.heading("On the map, from A to B", "地图（由 A 至 B）");
    page.put(&svg);
    let key: String = drawing::KEY
        .iter()
        .map(|(sign, english, chinese)| {
            format!(
                "<span class=\"key\">{} {}</span>",
                escaped(sign),
                both(english, chinese)
            )
        })
        .collect();
    page.put(&format!("<p>{key}</p>"));
}

fn sites(diff: &Diff, page: &mut Page) {
    page.heading("Sites that change", "发生变化的点位");
    let counted: Vec<(String, String)> = SiteChangeKind::ALL
        .into_iter()
        .map(|kind| {
            (
                kind,
                diff.sites.iter().filter(|row| row.change == kind).count(),
            )
        })
        .filter(|(_, number)| *number > 0)
        .map(|(kind, number)| {
            let (english, chinese) = change(kind);
            (
                format!("{english} {}", count(number)),
                format!("{chinese} {}", count(number)),
            )
        })
        .collect();
    if counted.is_empty() {
        page.paragraph("None.", "无。");
        return;
    }
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
                Cell::text(row.town.as_deref().unwrap_or("–")),
                Cell::text(&state(&row.a)),
                Cell::text(&state(&row.b)),
                Cell::figure(&yuan(Some(row.a.cost_yuan))),
                Cell::figure(&yuan(Some(row.b.cost_yuan))),
            ]
        })
        .collect();
    page.table(&heads, &rows, diff.sites.len().saturating_sub(ROWS));
}

/// What stands, and by which work.
fn state(side: &SiteSide) -> String {
    if !side.standing {
        return format!("– ({})", side.work_id);
    }
    let mut parts: Vec<String> = [&side.tier, &side.size, &side.operator]
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    if side.beds > 0 {
        parts.push(format!("{}/{}", side.beds, side.nursing_beds));
    }
    format!("{} ({})", parts.join(" "), side.work_id)
}

fn people(diff: &Diff, page: &mut Page) {
    page.heading("People covered", "覆盖人数");
    page.paragraph(
        "Gain and lose count people village by village; a dash where the data do not tell the group by village.",
        "“新增”“失去”按村（社区）逐一统计；分村数据无法确定该人群时记“–”。",
    );
    let heads = [
        ("Tier", "层级"),
        ("Where", "范围"),
        ("Group", "人群"),
        ("Covered in A", "A 覆盖"),
        ("Share in A", "A 覆盖率"),
        ("Covered in B", "B 覆盖"),
        ("Share in B", "B 覆盖率"),
        ("Gain", "新增"),
        ("Lose", "失去"),
    ];
    let row = |row: &CoverageChange| {
        let slice = slice_words(&row.slice);
        let number = |value: Option<f64>| Cell::figure(&value.map_or_else(|| "–".into(), whole));
        let share = |covered: Option<f64>, people: Option<f64>| {
            let share = covered
                .zip(people)
                .map(|(covered, people)| part(covered, people));
            Cell::figure(&share.unwrap_or_else(|| "–".into()))
        };
        vec![
            Cell::text(&row.tier),
            match row.slice.strip_prefix("town:") {
                Some(town) => Cell::text(town),
                None => Cell::Left(both(&slice.0, &slice.1)),
            },
            Cell::text(&row.group),
            number(row.covered_a),
            share(row.covered_a, row.people_a),
            number(row.covered_b),
            share(row.covered_b, row.people_b),
            number(row.gain),
            number(row.lose),
        ]
    };
    let (towns, whole): (Vec<&CoverageChange>, Vec<&CoverageChange>) = diff
        .coverage
        .iter()
        .partition(|row| row.slice.starts_with("town:"));
    let rows: Vec<Vec<Cell>> = whole.into_iter().map(row).collect();
    page.table(&heads, &rows, 0);
    page.heading("By town, where it changes", "按街镇（有变化者）");
    let changed: Vec<&CoverageChange> = towns
        .into_iter()
        .filter(|row| row.covered_a != row.covered_b || row.gain.is_some_and(|gain| gain > 0.0))
        .collect();
    if changed.is_empty() {
        page.paragraph("None.", "无。");
        return;
    }
    let rest = changed.len().saturating_sub(ROWS);
    let rows: Vec<Vec<Cell>> = changed.into_iter().take(ROWS).map(row).collect();
    page.table(&heads, &rows, rest);
}

fn amounts(diff: &Diff, page: &mut Page) {
    page.heading("Money by source, and facilities", "资金来源与设施");
    let heads = [
        ("Source", "资金来源"),
        ("Has in A", "A 可用"),
        ("Has in B", "B 可用"),
        ("Works in A", "A 工程"),
        ("Works in B", "B 工程"),
    ];
    let rows: Vec<Vec<Cell>> = diff
        .sources
        .iter()
        .map(|row| {
            vec![
                Cell::Left(format!(
                    "<span class=\"en\">{}</span><span class=\"zh\">{}</span>",
                    isolated(&row.name),
                    isolated(&row.name_zh)
                )),
                Cell::figure(&yuan(row.has_a_yuan)),
                Cell::figure(&yuan(row.has_b_yuan)),
                Cell::figure(&yuan(row.works_a_yuan)),
                Cell::figure(&yuan(row.works_b_yuan)),
            ]
        })
        .collect();
    page.table(&heads, &rows, 0);
    let heads = [
        ("Tier", "层级"),
        ("Facilities in A", "A 设施"),
        ("In B", "B 设施"),
        ("Beds in A", "A 床位"),
        ("In B", "B 床位"),
    ];
    let rows: Vec<Vec<Cell>> = diff
        .facilities
        .iter()
        .map(|row| {
            let figures = [
                row.a.to_string(),
                row.b.to_string(),
                row.beds_a.to_string(),
                row.beds_b.to_string(),
            ];
            let figures = figures.map(|figure| Cell::figure(&figure));
            std::iter::once(Cell::text(&row.tier))
                .chain(figures)
                .collect()
        })
        .collect();
    page.table(&heads, &rows, 0);
}

fn targets(diff: &Diff, page: &mut Page) {
    page.heading("Targets", "指标");
    let heads = [
        ("No.", "序号"),
        ("Indicator", "指标"),
        ("Target in A", "A 目标"),
        ("Reached in A", "A 达到"),
        ("Target in B", "B 目标"),
        ("Reached in B", "B 达到"),
    ];
    let rows: Vec<Vec<Cell>> = diff
        .targets
        .iter()
        .map(|row| {
            let unit = measure_unit(row.unit.as_deref());
            let value = |value: Option<f64>| match (unit, value) {
                (Some(unit), Some(value)) => people::value(unit, value),
                _ => "–".into(),
            };
            let limit = |side: &Option<TargetSide>| {
                let limit = side.as_ref().and_then(|side| side.limit);
                let sign = match (limit, row.direction.as_deref()) {
                    (Some(_), Some("at_most")) => "≤ ",
                    (Some(_), _) => "≥ ",
                    (None, _) => "",
                };
                Cell::figure(&format!("{sign}{}", value(limit)))
            };
            let reached = |side: &Option<TargetSide>| {
                let met = side.as_ref().and_then(|side| side.met);
                let sign = match met {
                    Some(true) => " ✓",
                    Some(false) => " ✗",
                    None => "",
                };
                let reached = value(side.as_ref().and_then(|side| side.reached));
                Cell::figure(&format!("{reached}{sign}"))
            };
            vec![
                Cell::figure(
                    &row.indicator
                        .map_or_else(|| "–".into(), |number| number.to_string()),
                ),
                Cell::Left(format!(
                    "<span class=\"en\">{}</span><span class=\"zh\">{}</span>",
                    isolated(&row.name),
                    isolated(&row.name_zh)
                )),
                limit(&row.a),
                reached(&row.a),
                limit(&row.b),
                reached(&row.b),
            ]
        })
        .collect();
    page.table(&heads, &rows, 0);
}

fn aims(diff: &Diff, page: &mut Page) {
    if diff.aims.is_empty() {
        return;
    }
    page.heading("How sure each plan is", "方案的可靠程度");
    let heads = [
        ("Aim", "目标"),
        ("Value in A", "A 方案值"),
        ("Bound", "理论界"),
        ("Gap", "差距"),
        ("Value in B", "B 方案值"),
        ("Bound", "理论界"),
        ("Gap", "差距"),
    ];
    let rows: Vec<Vec<Cell>> = diff
        .aims
        .iter()
        .map(|row| {
            let (english, chinese) = aim(&row.aim);
            let mut cells = vec![Cell::Left(both(&english, &chinese))];
            let side = |side: &Option<AimSide>| {
                let value = |of: &dyn Fn(&AimSide) -> Option<f64>| {
                    aim_value(&row.aim, side.as_ref().and_then(of))
                };
                let gap = side.as_ref().map_or_else(|| "–".into(), aim_gap);
                [value(&|side| side.value), value(&|side| side.bound), gap]
                    .map(|text| Cell::figure(&text))
            };
            cells.extend(side(&row.a));
            cells.extend(side(&row.b));
            cells
        })
        .collect();
    page.table(&heads, &rows, 0);
    page.paragraph(
        "An audit of a drawn layout has no aims: it stands with dashes.",
        "手绘方案的核算没有优化目标，记“–”。",
    );
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
        (
            "villages and communities of A",
            "A 的村（社区）",
            &own.units_a,
        ),
        (
            "villages and communities of B",
            "B 的村（社区）",
            &own.units_b,
        ),
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
    page.table(
        &[("What", "对象"), ("Number", "数量"), ("Ids", "编号")],
        &rows,
        0,
    );
}

/// The first ids.
fn first(ids: &[String]) -> String {
    const MOST: usize = 30;
    let more = if ids.len() > MOST { ", …" } else { "" };
    format!("{}{more}", ids[..ids.len().min(MOST)].join(", "))
}

fn yuan(amount: Option<i64>) -> String {
    amount.map_or_else(|| "–".into(), |amount| money(Yuan::new(amount)))
}
