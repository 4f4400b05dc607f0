//! Issues of files with millions of lines: the first ones of each kind, and the number of the others.

use crate::domain::{Text, text};
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::layers::cells::comma_for_point;
use crate::read::sink::Sink;
use std::collections::BTreeMap;

/// The number of issues of a kind that are reported one by one.
const MOST: usize = 5;

/// The issues of one file; they go to the sink when this is dropped.
#[derive(Debug)]
pub(super) struct Faults<'s> {
    sink: &'s Sink,
    file: String,
    kinds: BTreeMap<(Code, &'static str), Kind>,
}

#[derive(Debug, Default)]
struct Kind {
    count: usize,
    first: Vec<(Place, Text, Text)>,
}

impl<'s> Faults<'s> {
    /// No issues yet of `file`.
    pub(super) fn new(sink: &'s Sink, file: &str) -> Self {
        Self { sink, file: file.into(), kinds: BTreeMap::new() }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// Adds an issue. Issues of a kind share `what`, which is empty where there is no field to name.
    pub(super) fn push(
        &mut self,
        code: Code,
        line: Option<usize>,
        what: &'static str,
        cause: impl Into<Text>,
        action: impl Into<Text>,
    ) {
        let kind = self.kinds.entry((code, what)).or_default();
        kind.count += 1;
        if kind.count > MOST {
            return;
        }
        let place = Place {
            line,
            field: Some(what.to_owned()).filter(|what| !what.is_empty()),
            ..Place::file(&self.file)
        };
        kind.first.push((place, cause.into(), action.into()));
    }

    /// A word that is not a number.
    pub(super) fn not_a_number(&mut self, line: usize, what: &'static str, shown: &str) {
        let comma = comma_for_point(shown);
        let cause = format!("`{shown}` stands in place of {what}, which is a number{comma}");
        let action = "write the number, with a point and without a unit";
        self.push(Code::NUMBER_UNREADABLE, Some(line), what, cause, action);
    }

    /// `nan`, `inf`, or a number too large.
    pub(super) fn not_finite(&mut self, line: usize, what: &'static str, shown: &str) {
        let cause = format!("{what} is `{shown}`, not a finite number");
        let action = "write the figure";
        self.push(Code::FIGURE_NOT_FINITE, Some(line), what, cause, action);
    }

    /// A number below 0.
    pub(super) fn negative(&mut self, line: usize, what: &'static str, figure: f64) {
        let cause = format!("{what} is {figure}; it cannot be below 0");
        let action = "correct the figure";
        self.push(Code::FIGURE_NEGATIVE, Some(line), what, cause, action);
    }

    /// A number above [`MOST_AMOUNT`](crate::domain::location::MOST_AMOUNT).
    pub(super) fn too_large(&mut self, line: usize, what: &'static str, figure: f64) {
        let cause = format!("{what} is {figure}; more than 10^15 cannot be calculated with");
        let action = "correct the figure; for no limit write one that is enough for all";
        self.push(Code::QUANTITY_OUT_OF_RANGE, Some(line), what, cause, action);
    }
}

impl Drop for Faults<'_> {
    fn drop(&mut self) {
        for ((code, _), kind) in std::mem::take(&mut self.kinds) {
            let last = kind.first.len();
            for (number, (place, cause, action)) in kind.first.into_iter().enumerate() {
                let more = match kind.count.checked_sub(MOST) {
                    Some(more) if more > 0 && number + 1 == last => {
                        text!("; the same in {more} more places", "；另有 {more} 处同样如此")
                    }
                    _ => Text::default(),
                };
                self.sink.push(
                    code,
                    place,
                    text!("{cause}{more}", "{cause}{more}"; cause, more),
                    action,
                );
            }
        }
    }
}
