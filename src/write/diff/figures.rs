//! The figures of the page: people, money, facilities, targets and aims.

use super::html::{Cell, Page, both, isolated};
use super::words::{aim, aim_gap, aim_value, measure_unit, slice_words};
use super::{AimSide, CoverageChange, Diff, TargetSide};
use crate::run::numbers::{self, money, part, whole};
use crate::units::Yuan;

/// So many rows of a table are on the page; all are in the tables beside it.
pub(super) const ROWS: usize = 400;

pub(super) fn people(diff: &Diff, page: &mut Page) {
    page.heading("People covered", "覆盖人数");
    page.paragraph(
        "Gain and lose count people village by village; a dash where the two plans have other villages, or other people in them.",
        "“新增”“失去”按村（社区）逐一统计；两方案的村（社区）或其人数不同时记“–”。",
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
            let share = covered.zip(people).map(|(covered, people)| part(covered, people));
            Cell::figure(&share.unwrap_or_else(|| "–".into()))
        };
        vec![
            Cell::Left(tier(diff, &row.tier)),
            match row.slice.strip_prefix("town:") {
                Some(town) => Cell::text(&diff.town(town)),
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
    let (towns, whole): (Vec<&CoverageChange>, Vec<&CoverageChange>) =
        diff.coverage.iter().partition(|row| row.slice.starts_with("town:"));
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

pub(super) fn amounts(diff: &Diff, page: &mut Page) {
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
                Cell::Left(names(&row.name, &row.name_zh)),
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
            std::iter::once(Cell::Left(tier(diff, &row.tier))).chain(figures).collect()
        })
        .collect();
    page.table(&heads, &rows, 0);
}

pub(super) fn targets(diff: &Diff, page: &mut Page) {
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
                (Some(unit), Some(value)) => numbers::value(unit, value),
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
                    &row.indicator.map_or_else(|| "–".into(), |number| number.to_string()),
                ),
                Cell::Left(names(&row.name, &row.name_zh)),
                limit(&row.a),
                reached(&row.a),
                limit(&row.b),
                reached(&row.b),
            ]
        })
        .collect();
    page.table(&heads, &rows, 0);
}

pub(super) fn aims(diff: &Diff, page: &mut Page) {
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

/// A name in both languages.
pub(super) fn names(english: &str, chinese: &str) -> String {
    format!(
        "<span class=\"en\">{}</span><span class=\"zh\">{}</span>",
        isolated(english),
        isolated(chinese)
    )
}

/// A tier by its id, in Chinese by its name.
pub(super) fn tier(diff: &Diff, id: &str) -> String {
    names(id, tier_zh(diff, id))
}

/// A tier's Chinese name.
pub(super) fn tier_zh<'a>(diff: &'a Diff, id: &'a str) -> &'a str {
    let row = diff.facilities.iter().find(|row| row.tier == id);
    row.map_or(id, |row| &row.name_zh)
}

/// Money, or a dash.
pub(super) fn yuan(amount: Option<i64>) -> String {
    amount.map_or_else(|| "–".into(), |amount| money(Yuan::new(amount)))
}
