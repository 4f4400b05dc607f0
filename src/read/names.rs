//! Other names that planners' files have for properties of the format: those stated in the plan, and well-known ones,
//! which are reported when they are used.

use super::catalogue::Code;
use super::collection::{Aliases, Layer, check_duplicate_ids, id_text};
use super::heading_words::cuts;
use super::headings::{PROPERTIES, aliases};
use super::issue::Place;
use super::near::instead;
use super::sink::Sink;
use super::source::Role;
use crate::domain::text;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The property that [`settle_names`] will use as `id` where no feature has one.
pub(super) fn alias_of_id(
    layer: &Layer,
    role: Role,
    stated: &[(String, String)],
) -> Option<&'static str> {
    let features = || layer.features.iter().flatten();
    if features().any(|feature| feature.id.is_some()) {
        return None;
    }
    let free = |name: &str| !stated.iter().any(|(_, theirs)| theirs == name);
    let there = |name: &str| features().any(|feature| feature.properties.contains_key(name));
    aliases(role, "id").filter(|name| free(name)).find(|name| there(name))
}

/// Sets the aliases of the layer: those that the plan states (`stated`), else well-known ones. `groups` are the
/// properties of groups of people.
pub(super) fn settle_names(
    sink: &Sink,
    layer: &mut Layer,
    role: Role,
    stated: &[(String, String)],
    groups: &[String],
) {
    let keys: BTreeSet<&str> =
        layer.features.iter().flatten().flat_map(|feature| feature.properties.keys()).collect();
    let mut names: Vec<(String, String)> = Vec::new();
    for (field, theirs) in stated {
        if !keys.contains(theirs.as_str()) && !layer.features.is_empty() {
            let known: Vec<&str> = keys.iter().copied().collect();
            let cause = text!(
                "no feature has the property `{theirs}`, which the plan names for `{field}`",
                "没有要素带有规划为 `{field}` 指定的字段 `{theirs}`"
            );
            let action = instead(theirs, &known);
            sink.push(Code::FIELD_MISSING, Place::file(&layer.file).at(field), cause, action);
            continue;
        }
        names.push((field.clone(), theirs.clone()));
    }
    let groups = groups.iter().map(String::as_str).filter(|_| role == Role::Demand);
    let properties = PROPERTIES.iter().filter(|(_, roles, _)| roles.contains(&role));
    for field in properties.map(|&(field, ..)| field).chain(groups) {
        let has_id =
            field == "id" && layer.features.iter().flatten().any(|feature| feature.id.is_some());
        if has_id || keys.contains(field) || names.iter().any(|(known, _)| known == field) {
            continue;
        }
        let free =
            |name: &&str| keys.contains(name) && !names.iter().any(|(_, theirs)| theirs == name);
        // Shapefiles cut names to ten bytes, in UTF-8 or GBK.
        let known = || aliases(role, field).map(|name| -> &str { name });
        let cut = std::iter::once(field).chain(known());
        let cut = cut.flat_map(cuts).filter(|name| *name != field);
        let Some(theirs) = known().chain(cut).find(free) else {
            continue;
        };
        let cause = text!(
            "no feature has `{field}`; `{theirs}` is used instead",
            "没有要素带有 `{field}`；改用 `{theirs}`"
        );
        let action = text!(
            "nothing, if that is right; otherwise name the right one: fields = {{ {field} = \"…\" }}",
            "若无误，无需处理；否则指定正确的字段：`fields = {{ {field} = \"…\" }}`"
        );
        sink.push(Code::FIELD_TAKEN_FOR, Place::file(&layer.file).at(theirs), cause, action);
        names.push((field.to_owned(), theirs.to_owned()));
    }
    if names.is_empty() {
        return;
    }
    let of_id = names.iter().find(|(field, _)| field == "id").map(|(_, theirs)| theirs.clone());
    let names: Aliases = Arc::new(names);
    for feature in layer.features.iter_mut().flatten() {
        feature.names = Arc::clone(&names);
        if let Some(theirs) = &of_id {
            feature.id = feature.properties.get(theirs).and_then(id_text);
        }
    }
    if of_id.is_some() {
        check_duplicate_ids(sink, &layer.file, "id", &layer.features);
    }
}
