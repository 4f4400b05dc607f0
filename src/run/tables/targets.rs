//! Every target: in words first, then as figures.

use super::Dimensions;
use crate::domain::Language::{self, Chinese, English};
use crate::domain::{Aim, Name, Target};
use crate::run::numbers;
use crate::run::plan::{PlanJson, TargetJson};
use crate::run::report::Report;
use crate::run::table::Unit::{Count, Flag, Number, Text, Yuan};
use crate::run::table::{Cell, Columns, Kind, Table};
use crate::run::target_text::{TargetText, target_texts};
use crate::run::words::KINDS;

pub(super) const KIND: Kind =
    Kind::new("targets", "Targets", "指标", "every target: in words first, then as figures");

pub(super) struct Row<'a> {
    target: &'a Target,
    figures: &'a TargetJson,
    /// In English and in Chinese.
    texts: [TargetText; 2],
}

impl Row<'_> {
    fn said(&self, text: impl Fn(&TargetText, Language) -> String) -> Name {
        let [english, chinese] = &self.texts;
        Name::both(text(english, English), text(chinese, Chinese))
    }

    /// A figure in words; `value` as the record has it, or what the words state.
    fn measured(&self, text: impl Fn(&TargetText) -> String, value: Option<f64>) -> Cell {
        let words = self.said(|texts, _| text(texts));
        let unit = match &self.target.aim {
            Aim::Sited(aim) => Some(aim.measure.unit()),
            Aim::NotSited { .. } => None,
        };
        match value.zip(unit).or_else(|| numbers::stated(words.english())) {
            Some((value, unit)) => Cell::Measured(words, value, unit),
            None => Cell::Name(words),
        }
    }
}

/// The columns.
pub(super) fn columns<'a>(dimensions: &Dimensions) -> Columns<'a, Row<'a>> {
    Columns::<Row<'a>>::new()
        .input("indicator", "No.", "序号", Count, |row| row.figures.indicator)
        .input("name", "Indicator", "指标", Text, |row| &row.target.name)
        .input("kind", "Kind", "属性", &KINDS, |row| &row.figures.kind)
        .input("now_published", "Now, as published", "现状（公布）", Text, |row| {
            row.measured(|texts| texts.published.clone(), None)
        })
        .prose("now_text", "Now", "现状（核算）", Text, |row| {
            row.measured(|texts| texts.now.clone(), row.figures.now)
        })
        .prose("asked", "Target", "目标", Text, |row| {
            row.measured(|texts| format!("{}{}", texts.asked, texts.scope), row.figures.limit)
        })
        .prose("reached_text", "Reached", "达到", Text, |row| {
            row.measured(|texts| texts.reached.clone(), row.figures.reached)
        })
        .prose("result", "Result", "结果", Text, |row| {
            row.said(|texts, language| texts.result.text(language))
        })
        .computed("worst_town", "Worst town", "最低镇街", Text, |row| {
            row.texts[0].worst_town.clone()
        })
        .for_each(dimensions.rules.then_some(()), |columns, ()| {
            columns
                .input("source", "Published in", "出处", Text, |row| row.figures.source.as_ref())
                .computed(
                    "rule_cost_yuan",
                    "Works at its sites, yuan",
                    "所涉点位投入（元）",
                    Yuan,
                    |row| row.figures.cost_yuan,
                )
        })
        .input("id", "Id", "编号", Text, |row| &row.figures.id)
        .for_programs()
        .input("measure", "Measure (code)", "度量（代码）", Text, |row| &row.figures.measure)
        .for_programs()
        .input("tiers", "Tiers (ids)", "层级（编号）", Text, |row| {
            row.figures.tiers.join(" ")
        })
        .for_programs()
        .input("scope", "Scope (code)", "范围（代码）", Text, |row| {
            row.figures.scope.as_ref()
        })
        .for_programs()
        .input("direction", "Direction (code)", "方向（代码）", Text, |row| {
            row.figures.direction.as_ref()
        })
        .for_programs()
        .input("unit", "Unit of the figures", "数值单位", Text, |row| row.figures.unit.as_ref())
        .for_programs()
        .input("target_value", "Target, figure", "目标值", Number, |row| row.figures.limit)
        .for_programs()
        .computed("now_value", "Now, figure", "现状值", Number, |row| row.figures.now)
        .for_programs()
        .computed("reached_value", "Reached, figure", "达到值", Number, |row| {
            row.figures.reached
        })
        .for_programs()
        .computed("shortfall_value", "Shortfall, figure", "缺口值", Number, |row| {
            row.figures.shortfall
        })
        .for_programs()
        .computed("met", "Met", "是否达到", Flag, |row| row.figures.met)
        .for_programs()
        .about("null where siting does not decide it")
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
    Table::new(KIND, columns(&Dimensions::of(report.problem)), rows)
}
