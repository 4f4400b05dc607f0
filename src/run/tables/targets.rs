//! Every target: in words first, then as figures.

use crate::domain::{Name, Target};
use crate::run::language::Language::{self, Chinese, English};
use crate::run::plan::{PlanJson, TargetJson};
use crate::run::report::Report;
use crate::run::table::{Cell, Column, Kind, Source, Table, Unit, heading};
use crate::run::target_text::{TargetText, target_texts};
use crate::run::words::KINDS;

pub(super) const KIND: Kind = Kind {
    name: "targets",
    file: "targets",
    en: "Targets",
    zh: "指标",
    about: "every target: in words first, then as figures",
    prefix: "",
};

pub(super) struct Row<'a> {
    target: &'a Target,
    figures: &'a TargetJson,
    /// In English and in Chinese.
    texts: [TargetText; 2],
}

impl Row<'_> {
    fn said(&self, text: impl Fn(&TargetText, Language) -> String) -> Cell {
        let [english, chinese] = &self.texts;
        Cell::Name(Name::both(text(english, English), text(chinese, Chinese)))
    }
}

/// The columns.
pub(super) fn columns<'a>() -> Vec<Column<'a, Row<'a>>> {
    let column = |name: &str, en: &str, zh: &str, unit, get: fn(&Row<'a>) -> Cell| {
        Column::new(name, heading(en, zh), unit, get)
    };
    let text = Unit::Text;
    vec![
        column("indicator", "No.", "序号", Unit::Count, |row| {
            Cell::maybe(row.figures.indicator, Cell::count)
        })
        .from(Source::Input),
        column("name", "Indicator", "指标", text, |row| Cell::Name(row.target.name.clone()))
            .from(Source::Input),
        column("kind", "Kind", "属性", text, |row| {
            Cell::Code(&KINDS, row.figures.kind.clone().into())
        })
        .coded(&KINDS)
        .from(Source::Input),
        column("now_published", "Now, as published", "现状（公布）", text, |row| {
            row.said(|texts, _| texts.published.clone())
        })
        .from(Source::Input),
        column("now_text", "Now", "现状（核算）", text, |row| {
            row.said(|texts, _| texts.now.clone())
        })
        .from(Source::Prose),
        column("asked", "Target", "目标", text, |row| {
            row.said(|texts, _| format!("{}{}", texts.asked, texts.scope))
        })
        .from(Source::Prose),
        column("reached_text", "Reached", "达到", text, |row| {
            row.said(|texts, _| texts.reached.clone())
        })
        .from(Source::Prose),
        column("result", "Result", "结果", text, |row| {
            row.said(|texts, language| texts.result.text(language))
        })
        .from(Source::Prose),
        column("worst_town", "Worst town", "最低镇街", text, |row| {
            Cell::maybe(row.texts[0].worst_town.clone(), Cell::Text)
        }),
        column("measure", "Measure (code)", "度量（代码）", text, |row| {
            Cell::text(&row.figures.measure)
        })
        .from(Source::Input),
        column("tiers", "Tiers (ids)", "层级（编号）", text, |row| {
            Cell::text(row.figures.tiers.join(" "))
        })
        .from(Source::Input),
        column("scope", "Scope (code)", "范围（代码）", text, |row| {
            Cell::maybe(row.figures.scope.clone(), Cell::Text)
        })
        .from(Source::Input),
        column("direction", "Direction (code)", "方向（代码）", text, |row| {
            Cell::maybe(row.figures.direction.clone(), Cell::Text)
        })
        .from(Source::Input),
        column("unit", "Unit of the figures", "数值单位", text, |row| {
            Cell::maybe(row.figures.unit.clone(), Cell::Text)
        })
        .from(Source::Input),
        column("target_value", "Target, figure", "目标值", Unit::Number, |row| {
            Cell::number(row.figures.limit)
        })
        .from(Source::Input),
        column("now_value", "Now, figure", "现状值", Unit::Number, |row| {
            Cell::number(row.figures.now)
        }),
        column("reached_value", "Reached, figure", "达到值", Unit::Number, |row| {
            Cell::number(row.figures.reached)
        }),
        column("shortfall_value", "Shortfall, figure", "缺口值", Unit::Number, |row| {
            Cell::number(row.figures.shortfall)
        }),
        column("met", "Met", "是否达到", Unit::Flag, |row| Cell::flag(row.figures.met))
            .about("null where siting does not decide it"),
    ]
}

/// The table: every target in the plan's order.
pub fn targets_table<'a>(report: &Report<'a>, plan: &'a PlanJson) -> Table<'a> {
    let texts = target_texts(report, English).into_iter().zip(target_texts(report, Chinese));
    let targets = report.problem.targets.iter().zip(&plan.targets).zip(texts);
    let rows = targets.map(|((target, figures), (english, chinese))| Row {
        target,
        figures,
        texts: [english, chinese],
    });
    Table::new(KIND, columns(), rows.collect())
}
