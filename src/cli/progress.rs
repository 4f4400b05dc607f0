//! What is seen while the solver works: a line for the stage at hand, one for each that is over.

use super::interrupt::Interrupt;
use super::terminal::Style;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::borrow::Cow;
use std::time::Duration;
use yike::run::Language;
use yike::run::numbers;
use yike::solve::{Event, Progress};

/// Draws progress on stderr, and stops at Ctrl-C.
pub(crate) struct Drawn {
    bar: ProgressBar,
    interrupt: Interrupt,
}

impl Drawn {
    /// Progress that is drawn when somebody watches, and that costs nothing otherwise; `first` is its message until
    /// the first event.
    pub(crate) fn new(style: Style, first: impl Into<Cow<'static, str>>) -> Self {
        let watched = style.watched && !style.quiet;
        let target =
            if watched { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg} {elapsed}") {
            bar.set_style(style);
        }
        if watched {
            bar.enable_steady_tick(Duration::from_millis(120));
        }
        bar.set_message(first);
        let interrupt = Interrupt::listen(&bar, "keeping the best so far", style.quiet);
        Self { bar, interrupt }
    }

    /// Wipes the line at hand.
    pub(crate) fn finish(&self) {
        self.interrupt.finish();
        self.bar.finish_and_clear();
    }
}

impl Progress for Drawn {
    fn event(&self, event: &Event) {
        match event {
            Event::StageEnded(_) => self.bar.println(text(event)),
            _ => self.bar.set_message(text(event)),
        }
    }

    fn is_stopped(&self) -> bool {
        self.interrupt.is_pressed()
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
        Event::Travel => "working out travel".into(),
        Event::ScenariosAlone { over, all } => {
            format!("what each scenario alone reaches: {over} of {all}")
        }
        Event::OneForAll => "finding the layout".into(),
        Event::Conflict => "no layout is possible; finding out which scenarios clash".into(),
        _ => "working".into(),
    }
}
