//! What is seen while the solver works: a line for the stage at hand, one for each that is over.

use super::caller::Watcher;
use super::interrupt::Interrupt;
use super::terminal::Style;
use crate::run::Language;
use crate::run::numbers;
use crate::solve::{Event, Progress};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::borrow::Cow;
use std::time::Duration;

/// A bar on stderr, drawn when somebody watches; it costs nothing otherwise. A program that calls is told instead.
pub(crate) struct Watched<'a> {
    pub(crate) bar: ProgressBar,
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
        keeps: &'static str,
    ) -> Self {
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
            None => Looks::Person(Interrupt::listen(&bar, keeps, style.quiet)),
        };
        Self { bar, looks }
    }

    /// Whether Ctrl-C was pressed, or the program that calls says so.
    pub(crate) fn is_stopped(&self) -> bool {
        match &self.looks {
            Looks::Person(interrupt) => interrupt.is_pressed(),
            Looks::Program(watcher) => watcher.is_stopped(),
        }
    }

    /// Tells a program that calls what is done now, and of a bar with a length where it stands.
    pub(crate) fn tell(&self, text: impl FnOnce() -> String) {
        if let Looks::Program(watcher) = self.looks {
            watcher.event(&text(), self.bar.length().map(|length| (self.bar.position(), length)));
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
    pub(crate) fn new(style: Style<'a>, first: impl Into<Cow<'static, str>>) -> Self {
        let template = "{spinner} {wide_msg} {elapsed}";
        let watched = Watched::new(style, None, template, "keeping the best so far");
        if !watched.bar.is_hidden() {
            watched.bar.enable_steady_tick(Duration::from_millis(120));
        }
        let first = first.into();
        watched.tell(|| first.to_string());
        watched.bar.set_message(first);
        Self(watched)
    }

    /// Wipes the line at hand.
    pub(crate) fn finish(&self) {
        self.0.finish();
    }
}

impl Progress for Drawn<'_> {
    fn event(&self, event: &Event) {
        self.0.tell(|| text(event));
        match event {
            Event::StageEnded(_) => self.0.bar.println(text(event)),
            _ => self.0.bar.set_message(text(event)),
        }
    }

    fn is_stopped(&self) -> bool {
        self.0.is_stopped()
    }
}

fn text(event: &Event) -> String {
    let language = Language::English;
    match event {
        Event::Reduced { needs, distinct_needs, dropped_sites } => format!(
            "{} needs, {} of them distinct; {} candidates never better than another",
            numbers::count(*needs),
            numbers::count(*distinct_needs),
            numbers::count(*dropped_sites)
        ),
        Event::StageStarted { stage, position, stages, size } => format!(
            "stage {} of {stages}, {}: {} columns, {} rows",
            position + 1,
            language.stage(*stage),
            numbers::count(size.columns),
            numbers::count(size.rows)
        ),
        Event::StageEnded(report) => {
            let value = report.value.map_or_else(
                || "no value".into(),
                |value| language.stage_value(report.stage, value),
            );
            format!(
                "  {}: {value}, {} ({})",
                language.stage(report.stage),
                language.stage_verdict(report),
                report.time
            )
        }
        Event::PeriodAlone { year } => format!("{year} planned alone, for comparison"),
        Event::PeriodKept { year } => {
            format!("{year} planned over what was decided before, for comparison")
        }
        Event::Explaining => "no layout is possible; finding out what would mend it".into(),
        Event::Ties => "looking for other layouts that are as good".into(),
        Event::Travel => "working out travel".into(),
        Event::ScenariosAlone { over, all } => {
            format!("what each scenario alone reaches: {over} of {all}")
        }
        Event::Ranked { over, all } => format!("the best placements: {over} of {all}"),
        Event::OneForAll => "finding the layout".into(),
        Event::Conflict => "no layout is possible; finding out which scenarios clash".into(),
    }
}
