//! `[objective]`.

use super::catalogue::Code;
use super::fields::Fields;
use super::near::list;
use super::register::Register;
use super::tiers::Tiers;
use crate::domain::{GroupIdx, Objective, Stage, text};
use crate::units::Share;

/// The objective and its table, for later checks.
#[derive(Debug)]
pub(super) struct ReadObjective<'s> {
    pub(super) value: Objective,
    pub(super) table: Fields<'s>,
}

/// Reads the objective; none when it has problems.
pub(super) fn read_objective<'s>(
    root: &Fields<'s>,
    groups: &Register,
    tiers: &Tiers,
) -> Option<ReadObjective<'s>> {
    let keys = ["order", "keep", "groups"];
    let objective = root.required("objective", |root, field| root.table(field, &keys))?;
    let order = objective.required("order", read_order);
    let keep = objective.quantity("keep", Share::parse).unwrap_or_default();
    let group_weights = read_weights(&objective, groups);
    objective.refuse_unknown();
    let order = order?;
    check_p4005_stages(&objective, &order, tiers);
    let value = Objective { order, keep, group_weights: group_weights.unwrap_or_default() };
    let sound = objective.sound();
    sound.then_some(ReadObjective { value, table: objective })
}

/// The stages: at least one (P4013), each once (P4014).
fn read_order(objective: &Fields<'_>, field: &str) -> Option<Vec<Stage>> {
    let mut order = Vec::new();
    let named = objective.words(field)?;
    for word in &named {
        let Some(stage) = objective.known_word(field, word, &Stage::WORDS) else {
            continue;
        };
        if order.contains(&stage) {
            let cause = text!("the stage `{word}` is named twice", "目标 `{word}` 列了两次");
            let action = text!("name each stage once", "每个目标只列一次");
            objective.push(Code::STAGE_TWICE, field, cause, action);
        } else {
            order.push(stage);
        }
    }
    if named.is_empty() {
        let stages = list(&Stage::ALL.map(Stage::word));
        let cause = text!("`order` names no stage", "`order` 没有列出目标");
        let action = text!(
            "name the stages in their order: {stages}",
            "按次序列出目标：{stages}";
            stages
        );
        return objective.refuse(Code::OBJECTIVE_EMPTY, field, cause, action);
    }
    Some(order)
}

fn read_weights(objective: &Fields<'_>, groups: &Register) -> Option<Vec<(GroupIdx, f64)>> {
    let (weights, ids) = objective.table_by("groups")?;
    let read = |id: &String| {
        let group = weights.look_up(id, id, groups);
        let weight = weights.weight(id);
        Some((group?, weight?))
    };
    Some(ids.iter().filter_map(read).collect())
}

/// Stages about coverage and travel mean nothing when no tier has a reach.
fn check_p4005_stages(objective: &Fields<'_>, order: &[Stage], tiers: &Tiers) {
    let all_read = tiers.list.iter().all(Option::is_some);
    let no_reach = !tiers.list.iter().flatten().any(crate::domain::Tier::has_reach);
    let asked = order.iter().find(|stage| stage.needs_reach());
    if let Some(stage) = asked
        && all_read
        && no_reach
        && !tiers.list.is_empty()
    {
        let word = stage.word();
        let cause = text!(
            "the stage `{word}` is named, but no tier has a reach",
            "列有目标 `{word}`，但没有层级设有服务半径"
        );
        let action = text!(
            "give a tier its `reach`, or leave the stage out",
            "为层级写明 `reach`，或去掉该目标"
        );
        objective.push(Code::COVERAGE_WITHOUT_REACH, "order", cause, action);
    }
}
