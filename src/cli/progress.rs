//! What is seen while the solver works: a line for the stage at hand, one for each that is over.

use super::caller::Watcher;
use super::interrupt::Interrupt;
use super::terminal::Style;
use crate::domain::{Language, Phrase, Text, phrase, text};
use crate::run::numbers;
use crate::solve::{Event, Progress};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// A bar on stderr, drawn when somebody watches; it costs nothing otherwise. A program that calls is told instead.
pub(crate) struct Watched<'a> {
    pub(crate) bar: ProgressBar,
    language: Language,
    looks: Looks<'a>,
}

/// Who says that the work is to stop.
enum Looks<'a> {
    Person(Interrupt),
    Program(&'a dyn Watcher),
}

impl<'a> Watched<'a> {
    /// A bar of `length`, as `template` draws it. Ctrl-C is answered with what it `keeps`.
    pub(crate) fn new(
        style: Style<'a>,
        length: Option<u64>,
        template: &str,
        keeps: Phrase,
    ) -> Self {
        let language = style.paper().language;
        let target = match style.watched && !style.quiet {
            true => ProgressDrawTarget::stderr(),
            false => ProgressDrawTarget::hidden(),
        };
        let bar = ProgressBar::with_draw_target(length, target);
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let looks = match style.watcher {
            Some(watcher) => Looks::Program(watcher),
            None => {
                Looks::Person(Interrupt::listen(&bar, keeps.say(language), language, style.quiet))
            }
        };
        Self { bar, language, looks }
    }

    /// Whether Ctrl-C was pressed, or the program that calls says so.
    pub(crate) fn is_stopped(&self) -> bool {
        match &self.looks {
            Looks::Person(interrupt) => interrupt.is_pressed(),
            Looks::Program(watcher) => watcher.is_stopped(),
        }
    }

    /// Tells a program that calls what is done now, and of a bar with a length where it stands.
    pub(crate) fn tell(&self, text: impl FnOnce() -> Text) {
        if let Looks::Program(watcher) = self.looks {
            watcher.event(
                text().say(self.language),
                self.bar.length().map(|length| (self.bar.position(), length)),
            );
        }
    }

    /// Wipes the bar.
    pub(crate) fn finish(&self) {
        if let Looks::Person(interrupt) = &self.looks {
            interrupt.finish();
        }
        self.bar.finish_and_clear();
    }
}

/// Draws the progress of a solve, and stops it at Ctrl-C.
pub(crate) struct Drawn<'a>(Watched<'a>);

impl<'a> Drawn<'a> {
    /// `first` is the message until the first event.
    pub(crate) fn new(style: Style<'a>, first: impl Into<Text>) -> Self {
        let template = "{spinner} {wide_msg} {elapsed}";
        let watched = Watched::new(style, None, template, KEEPS);
        if !watched.bar.is_hidden() {
            watched.bar.enable_steady_tick(Duration::from_millis(120));
        }
        let first = first.into();
        watched.bar.set_message(first.say(watched.language).to_owned());
        watched.tell(|| first);
        Self(watched)
    }

    /// Wipes the line at hand.
    pub(crate) fn finish(&self) {
        self.0.finish();
    }
}

impl Progress for Drawn<'_> {
    fn event(&self, event: &Event) {
        self.0.tell(|| said(event));
        let text = said(event).say(self.0.language).to_owned();
        match event {
            Event::StageEnded(_) => self.0.bar.println(text),
            _ => self.0.bar.set_message(text),
        }
    }

    fn is_stopped(&self) -> bool {
        self.0.is_stopped()
    }
}

/// What is done before the first stage.
pub(super) const SCREENING: Phrase = phrase("screening and reducing", "正在筛查与约简");

/// What Ctrl-C keeps of a solve.
const KEEPS: Phrase = phrase("keeping the best so far", "保留目前的最好结果");

fn said(event: &Event) -> Text {
    match event {
        Event::Reduced { needs, distinct_needs, dropped_sites } => {
            let [needs, distinct, dropped] =
                [needs, distinct_needs, dropped_sites].map(|own| numbers::count(*own));
            text!(
                "{needs} needs, {distinct} of them distinct; {dropped} candidates never better than another",
                "需求 {needs} 项，其中互不相同 {distinct} 项；备选点位中 {dropped} 个从不优于其他点位"
            )
        }
        Event::StageStarted { stage, position, stages, size } => Text::both(|language| {
            let (number, stage) = (position + 1, language.stage(*stage));
            let [columns, rows] = [size.columns, size.rows].map(numbers::count);
            match language {
                Language::English => {
                    format!("stage {number} of {stages}, {stage}: {columns} columns, {rows} rows")
                }
                Language::Chinese => format!(
                    "第 {number} 个目标（共 {stages} 个），{stage}：{columns} 列，{rows} 行"
                ),
            }
        }),
        Event::StageEnded(report) => Text::both(|language| {
            let none = || language.say("no value", "无值").to_owned();
            let value = report.value;
            let value = value.map_or_else(none, |own| language.stage_value(report.stage, own));
            let (stage, verdict) = (language.stage(report.stage), language.stage_verdict(report));
            let time = report.time;
            match language {
                Language::English => format!("  {stage}: {value}, {verdict} ({time})"),
                Language::Chinese => format!("  {stage}：{value}，{verdict}（{time}）"),
            }
        }),
        Event::PeriodAlone { year } => {
            text!("{year} planned alone, for comparison", "单独规划 {year} 年，用于比较")
        }
        Event::PeriodKept { year } => text!(
            "{year} planned over what was decided before, for comparison",
            "在前期决定的基础上规划 {year} 年，用于比较"
        ),
        Event::Explaining => text!(
            "no layout is possible; finding out what would mend it",
            "没有可行布局；正在查找解决办法"
        ),
        Event::Ties => {
            text!("looking for other layouts that are as good", "正在查找同样好的其他布局")
        }
        Event::Travel => text!("working out travel", "正在计算出行"),
        Event::ScenariosAlone { over, all } => text!(
            "what each scenario alone reaches: {over} of {all}",
            "各情景单独所能达到的结果：{over} / {all}"
        ),
        Event::Ranked { over, all } => {
            text!("the best placements: {over} of {all}", "最好的布点：{over} / {all}")
        }
        Event::OneForAll => text!("finding the layout", "正在求解布局"),
        Event::Conflict => text!(
            "no layout is possible; finding out which scenarios clash",
            "没有可行布局；正在查找互相冲突的情景"
        ),
    }
}
