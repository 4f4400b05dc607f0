//! The limits of targets: which way, in the form of the measure.

use super::catalogue::Code;
use super::fields::Fields;
use super::issue::Usual;
use super::measures::{Form, MeasureFacts};
use super::node::Value;
use crate::domain::{Direction, MeasureValue, SitedAim, phrase, text};
use crate::units::{Share, SquareMetres, UnitError, Yuan};

/// A binding share below 1 % is likely a fraction written as percent; 0 may be intended.
pub(super) fn check_p5007_share(table: &Fields<'_>, aim: &SitedAim) {
    let MeasureValue::Share(share) = aim.limit else {
        return;
    };
    let field = match aim.direction {
        Direction::AtLeast => "at_least",
        Direction::AtMost if share.fraction() == 0.0 => return,
        Direction::AtMost => "at_most",
    };
    if share.fraction() >= 0.01 {
        return;
    }
    let cause = text!("the share is {share}, less than 1 %", "占比为 {share}，不足 1 %");
    let action = match Share::new(share.fraction() * 100.0) {
        Ok(meant) if share.fraction() > 0.0 => {
            text!("is \"{meant}\" meant?", "是否应为 `{meant}`？")
        }
        _ => text!("check the share", "核对占比"),
    };
    table.push(Code::UNLIKELY_FIGURE, field, cause, action);
}

/// Exactly one limit, in the measure's form; none for what siting does not decide.
pub(super) fn check_p4006_limit(
    table: &Fields<'_>,
    facts: &MeasureFacts,
) -> Option<(Direction, MeasureValue)> {
    let (least, most) = (table.has("at_least"), table.has("at_most"));
    let (field, direction) = match (least, most, facts.form) {
        (false, false, Form::NotSited) => return None,
        (_, _, Form::NotSited) => {
            let field = if least { "at_least" } else { "at_most" };
            let cause = text!(
                "this target does not depend on the layout, so it has no limit",
                "此指标与布局无关，没有限值"
            );
            let action = text!("write the aim in `aim`", "将目标写在 `aim` 中");
            return table.refuse(Code::TARGET_LIMIT, field, cause, action);
        }
        (true, false, _) => ("at_least", Direction::AtLeast),
        (false, true, _) => ("at_most", Direction::AtMost),
        (true, true, _) => {
            let cause = text!(
                "the target has both `at_least` and `at_most`",
                "指标同时写了 `at_least` 和 `at_most`"
            );
            let action =
                text!("keep one of them, or write two targets", "只留其一，或写成两项指标");
            return table.refuse(Code::TARGET_LIMIT, "at_most", cause, action);
        }
        (false, false, _) => {
            let cause = text!(
                "the target has neither `at_least` nor `at_most`",
                "指标既无 `at_least` 也无 `at_most`"
            );
            let action = text!("add one of them", "补上其中之一");
            return table.refuse(Code::TARGET_LIMIT, "at_least", cause, action);
        }
    };
    read_limit(table, field, facts).map(|limit| (direction, limit))
}

fn read_limit(table: &Fields<'_>, field: &str, facts: &MeasureFacts) -> Option<MeasureValue> {
    let node = table.node(field)?;
    let is_text = matches!(node.value, Value::Text(_));
    let (wanted_text, form) = match facts.form {
        Form::Share => (
            true,
            phrase(
                "a share, written as text in percent like \"60 %\"",
                "以文本写的百分比，如 `\"60 %\"`",
            ),
        ),
        Form::Money => (
            true,
            phrase(
                "money, written as text like \"1_000_000 yuan\"",
                "以文本写的金额，如 `\"100 万元\"`",
            ),
        ),
        Form::Area => (
            true,
            phrase(
                "a floor area, written as text like \"45_000 m²\"",
                "以文本写的建筑面积，如 `\"45_000 平方米\"`",
            ),
        ),
        Form::Number => {
            (false, phrase("a plain number, without quotation marks", "不加引号的数字"))
        }
        Form::NotSited => return None,
    };
    if is_text != wanted_text {
        let (says, word) = (node.value.says(), facts.word());
        let cause = text!(
            "`{field}` {says}; `{word}` is limited by {form}",
            "`{field}` {says}；`{word}` 的限值应为{form}";
            says, form
        );
        let action = text!("write {form}", "写成{form}"; form);
        return table.refuse(Code::LIMIT_FORM, field, cause, action);
    }
    match facts.form {
        Form::Share => check_p4008_share(table, field).map(MeasureValue::Share),
        Form::Money => table.quantity(field, Yuan::parse).map(MeasureValue::Money),
        Form::Area => table.quantity(field, SquareMetres::parse).map(MeasureValue::Area),
        _ => table.figure(field).map(MeasureValue::Number),
    }
}

fn check_p4008_share(table: &Fields<'_>, field: &str) -> Option<Share> {
    let text = table.text(field)?;
    if let Err(UnitError::OutOfRange { .. }) = Share::parse(&text) {
        let cause = text!(
            "nothing can meet a limit of {text}: a share lies between 0 % and 100 %",
            "限值 {text} 无法达到：占比应在 0 % 至 100 % 之间"
        );
        return table.refuse(Code::LIMIT_IMPOSSIBLE, field, cause, Usual);
    }
    table.quantity(field, Share::parse)
}
