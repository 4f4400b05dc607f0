//! Issues of files with millions of lines: the first ones of each kind, and the number of the others.

use crate::domain::{Phrase, Text, text};
use crate::read::catalogue::Code;
use crate::read::issue::{Field, Place};
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
    kinds: BTreeMap<(Code, Option<Field>), Kind>,
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

    /// Adds an issue. Issues of a kind share their code and `field`.
    pub(super) fn push(
        &mut self,
        code: Code,
        line: Option<usize>,
        field: Option<Field>,
        cause: impl Into<Text>,
        action: impl Into<Text>,
    ) {
        let kind = self.kinds.entry((code, field.clone())).or_default();
        kind.count += 1;
        if kind.count > MOST {
            return;
        }
        let place = Place { line, field, ..Place::file(&self.file) };
        kind.first.push((place, cause.into(), action.into()));
    }

    /// A word that is not a number.
    pub(super) fn not_a_number(&mut self, line: usize, what: Phrase, shown: &str) {
        let comma = comma_for_point(shown);
        let cause = text!(
            "`{shown}` stands in place of {what}, which is a number{comma}",
            "{what}处写的是 `{shown}`，不是数字{comma}";
            what, comma
        );
        let action = text!(
            "write the number, with a point and without a unit",
            "请填写数字，用小数点，不带单位"
        );
        self.push(Code::NUMBER_UNREADABLE, Some(line), Some(what.into()), cause, action);
    }

    /// `nan`, `inf`, or a number too large.
    pub(super) fn not_finite(&mut self, line: usize, what: Phrase, shown: &str) {
        let cause = text!(
            "{what} is `{shown}`, not a finite number",
            "{what}为 `{shown}`，不是有限数";
            what
        );
        let action = text!("write the figure", "请填写数值");
        self.push(Code::FIGURE_NOT_FINITE, Some(line), Some(what.into()), cause, action);
    }

    /// A number below 0.
    pub(super) fn negative(&mut self, line: usize, what: Phrase, figure: f64) {
        let cause = text!(
            "{what} is {figure}; it cannot be below 0",
            "{what}为 {figure}，不得小于 0";
            what
        );
        let action = text!("correct the figure", "请更正数值");
        self.push(Code::FIGURE_NEGATIVE, Some(line), Some(what.into()), cause, action);
    }

    /// A number above [`MOST_AMOUNT`](crate::domain::location::MOST_AMOUNT).
    pub(super) fn too_large(&mut self, line: usize, what: Phrase, figure: f64) {
        let cause = text!(
            "{what} is {figure}; more than 10^15 cannot be calculated with",
            "{what}为 {figure}；超过 10^15 无法计算";
            what
        );
        let action = text!(
            "correct the figure; for no limit write one that is enough for all",
            "请更正数值；如不设上限，请填写足够大的数"
        );
        self.push(Code::QUANTITY_OUT_OF_RANGE, Some(line), Some(what.into()), cause, action);
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
