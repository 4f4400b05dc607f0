//! Properties of demand and sites in layers: weights, costs, capacities, rules.

use super::layer::{Layer, Named};
use super::options::{DemandFile, RULES, SiteFile, WEIGHT_NAMES, rule_of};
use crate::domain::location::SiteRule;
use crate::domain::{Phrase, PropertyValue, phrase, text};
use crate::read::catalogue::Code;
use crate::read::headings::aliases;
use crate::read::issue::Place;
use crate::read::near::instead;
use crate::read::sink::Sink;
use crate::read::source::Role;

/// The weights of demand, and the property they come from. Without one all are 1, with a warning.
pub(super) fn weights(sink: &Sink, layer: &Layer, file: &DemandFile) -> (Vec<f64>, Option<String>) {
    let what = phrase("the weight", "权重");
    let named = Named { field: file.weight.as_deref(), option: file.weight_option };
    let field = layer.field(sink, what, named, &WEIGHT_NAMES);
    let Some(field) = field.or_else(|| taken_for_weight(sink, layer, named)) else {
        // Missing ids are already reported.
        if layer.items.is_empty() {
            return (Vec::new(), None);
        }
        let cause = text!(
            "no property is known to be the weight; every demand point has weight 1",
            "没有可认作权重的属性；各需求点的权重均为 1"
        );
        let option = named.with_option();
        let action = text!(
            "name the property{option} if there is one; otherwise nothing needs doing",
            "如有权重属性，请{option}写明；否则无需处理";
            option
        );
        sink.push(Code::WEIGHTS_ABSENT, Place::file(&layer.file), cause, action);
        return (vec![1.0; layer.items.len()], None);
    };
    (layer.figures(sink, &field), Some(field))
}

/// The property that has the people in planners' files, reported.
fn taken_for_weight(sink: &Sink, layer: &Layer, named: Named<'_>) -> Option<String> {
    let mut names = aliases(Role::Demand, "persons");
    let theirs = names.find_map(|name| layer.in_any_case(name))?;
    let cause = text!(
        "no property is called `weight`; `{theirs}` is taken for it",
        "没有名为 `weight` 的属性；以 `{theirs}` 作为权重"
    );
    let other = named.with_option();
    let action = text!(
        "nothing, if that is right; otherwise name the right one{other}",
        "如无误则无需处理；否则请{other}写明正确的属性";
        other
    );
    sink.push(Code::FIELD_TAKEN_FOR, Place::file(&layer.file).at(&theirs), cause, action);
    Some(theirs)
}

/// The properties of sites in a layer.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    /// Empty where the layer has none.
    pub(super) fixed_costs: Vec<f64>,
    pub(super) capacities: Option<Vec<f64>>,
    /// Empty where the layer has none.
    pub(super) rules: Vec<SiteRule>,
}

/// Costs, capacities and rules of sites, where the layer has them.
pub(super) fn of_sites(sink: &Sink, layer: &Layer, file: &SiteFile) -> Attributes {
    let field = |what: Phrase, asked: &Option<String>, known| {
        let asked = Named { field: asked.as_deref(), option: None };
        layer.field(sink, what, asked, &[known])
    };
    let fixed_cost =
        field(phrase("the cost of opening", "启用成本"), &file.fixed_cost, "fixed_cost");
    let capacity = field(phrase("the capacity", "容量"), &file.capacity, "capacity");
    let rule = field(phrase("the rule", "规则"), &file.rule, "rule");
    let figures = |field: Option<String>| field.map(|field| layer.figures(sink, &field));
    Attributes {
        fixed_costs: figures(fixed_cost).unwrap_or_default(),
        capacities: figures(capacity),
        rules: rule.map(|field| rules(sink, layer, &field, file.rule_of_one)).unwrap_or_default(),
    }
}

/// The rules of sites; `of_one` is what a 1 means, where the property has 0 and 1.
fn rules(sink: &Sink, layer: &Layer, field: &str, of_one: Option<SiteRule>) -> Vec<SiteRule> {
    let rule = |(item, word): (&super::layer::Item, &str)| {
        let absent = item.properties.get(field);
        let absent = absent.is_none_or(|own| own.is_null() || own.as_str() == Some(""));
        if absent {
            return SiteRule::Free;
        }
        let mark = item.properties.get(field).and_then(mark);
        let known = match (of_one, mark) {
            (Some(of_one), Some(is_so)) => Some(if is_so { of_one } else { SiteRule::Free }),
            (Some(_), None) => None,
            (None, _) => rule_of(word),
        };
        known.unwrap_or_else(|| {
            let shown = item.properties.get(field);
            let shown = shown.map(|own| own.to_string()).unwrap_or_default();
            let cause = text!(
                "`{field}` is {shown}, which is not a rule",
                "`{field}` 为 {shown}，不是规则"
            );
            let action = match (of_one, mark) {
                (Some(_), _) => text!("write 1 or 0", "请填写 1 或 0"),
                (None, Some(_)) => text!(
                    "say what 1 means with --rule-field, for instance `{field}=existing`",
                    "请用 --rule-field 写明 1 的含义，例如 `{field}=existing`"
                ),
                (None, None) => instead(word, &RULES.map(|(known, _)| known)),
            };
            sink.push(Code::UNKNOWN_WORD, layer.place(item).at(field), cause, action);
            SiteRule::Free
        })
    };
    layer.words(field).into_iter().map(rule).collect()
}

/// Whether a property that has 0 and 1, or true and false, says yes.
fn mark(value: PropertyValue<'_>) -> Option<bool> {
    match value.as_bool() {
        Some(is_so) => Some(is_so),
        None => match value.as_f64().or_else(|| value.as_str()?.trim().parse().ok()) {
            Some(1.0) => Some(true),
            Some(0.0) => Some(false),
            _ => None,
        },
    }
}
