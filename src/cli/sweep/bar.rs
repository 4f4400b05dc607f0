//! The bar that is seen while scenarios are solved.

use super::super::progress::Watched;
use super::super::terminal::Style;
use crate::domain::{Phrase, Text, phrase, text};
use crate::solve::Progress;
use crate::units::Seconds;

/// How many scenarios are over, and how long the rest will take; stops at Ctrl-C.
pub(super) struct Bar<'a>(Watched<'a>);

impl<'a> Bar<'a> {
    /// A bar of which `over` scenarios were over before.
    pub(super) fn new(style: Style<'a>, scenarios: u64, over: u64) -> Self {
        let template = TEMPLATE.say(style.paper().language);
        let watched = Watched::new(style, Some(scenarios), template, KEEPS);
        watched.bar.set_position(over);
        watched.bar.reset_eta();
        Self(watched)
    }

    /// One more is over.
    pub(super) fn step(&self) {
        self.0.bar.inc(1);
        self.0.tell(|| phrase("scenarios", "情景").into());
    }

    /// Wipes the bar.
    pub(super) fn finish(&self) {
        self.0.finish();
    }
}

impl Progress for Bar<'_> {
    fn is_stopped(&self) -> bool {
        self.0.is_stopped()
    }
}

const TEMPLATE: Phrase = phrase(
    "{wide_bar} {pos} of {len} scenarios, {eta} left",
    "{wide_bar} 已完成 {pos} / {len} 个情景，剩余 {eta}",
);
/// What Ctrl-C keeps of a sweep.
const KEEPS: Phrase = phrase("keeping the scenarios that are over", "保留已完成的情景");

/// A time in the unit that suits it.
pub(super) fn long_time(time: Seconds) -> Text {
    let seconds = time.seconds();
    let (number, unit) = match seconds {
        ..120.0 => (seconds, phrase("seconds", "秒")),
        ..7200.0 => (seconds / 60.0, phrase("minutes", "分钟")),
        ..172_800.0 => (seconds / 3600.0, phrase("hours", "小时")),
        _ => (seconds / 86_400.0, phrase("days", "天")),
    };
    text!("{number:.0} {unit}", "{number:.0} {unit}"; unit)
}
