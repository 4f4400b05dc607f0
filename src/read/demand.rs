//! The demand layer: villages and communities with their people.

use super::catalogue::Code;
use super::collection::{Layer, RawFeature};
use super::fields::Fields;
use super::issue::Usual;
use super::places::{as_given, feature_fields, feature_id, persons, provenance, setting};
use super::plan_file::Groups;
use super::register::Register;
use super::sink::Sink;
use super::travel::{UNIT_WAYS, read_unit_travel};
use crate::domain::{DemandUnit, text};
use crate::units::Persons;

const UNIT_KEYS: &[&str] = &["id", "name", "town", "setting", "persons"];

/// Reads the units; none for one with problems.
pub(super) fn read_units(
    sink: &Sink,
    layer: Layer,
    groups: &Groups,
    towns: &Register,
) -> Vec<Option<DemandUnit>> {
    let Layer { file, features, .. } = layer;
    features.into_iter().map(|raw| read_unit(sink, &file, raw?, groups, towns)).collect()
}

fn read_unit(
    sink: &Sink,
    file: &str,
    raw: RawFeature,
    groups: &Groups,
    towns: &Register,
) -> Option<DemandUnit> {
    let counted = || groups.list.iter().filter(|group| group.rate.is_none());
    let group_fields = || counted().map(|group| group.field.clone());
    let fields = feature_fields(sink, file, &raw, UNIT_KEYS)
        .also_known(UNIT_WAYS.iter().map(|&key| key.to_owned()))
        .also_known(group_fields());
    let id = feature_id(&fields, &raw);
    let name = fields.required("name", Fields::text);
    let town = fields.required("town", |fields, field| fields.reference(field, towns));
    let setting = fields.required("setting", setting);
    let residents = fields.required("persons", persons);
    let people: Vec<Option<Persons>> = groups
        .list
        .iter()
        .map(|group| match (group.field.as_str(), group.rate) {
            ("", Some(_)) => Some(Persons::default()),
            ("", None) => None,
            (field, _) => fields.required(field, persons),
        })
        .collect();
    let travel = read_unit_travel(&fields);
    let provenance = provenance(&fields);
    fields.warn_misspelt();
    if let Some(residents) = residents {
        check_p2003_groups(&fields, groups, residents, &people);
    }
    check_p2004_ages(&fields, groups, &people);
    let (feature, at) = as_given(raw)?;
    let mut people: Vec<Persons> = people.into_iter().collect::<Option<_>>()?;
    for (position, group) in groups.list.iter().enumerate() {
        if let Some(rate) = group.rate {
            people[position] = rate.people(residents?, &people);
        }
    }
    let unit = DemandUnit {
        id: id?,
        name: name?,
        town: town?,
        setting: setting?,
        at,
        travel,
        residents: residents?,
        people,
        provenance,
        feature,
    };
    fields.if_sound(unit)
}

/// Tolerance of counts: those from forecasts are not whole numbers, and may differ in their last digits.
const TOLERANCE: f64 = 1e-6;

/// No group is larger than all residents.
fn check_p2003_groups(
    fields: &Fields<'_>,
    groups: &Groups,
    residents: Persons,
    people: &[Option<Persons>],
) {
    for (group, people) in groups.list.iter().zip(people) {
        let number = people.unwrap_or_default().number();
        if number > residents.number() * (1.0 + TOLERANCE) {
            let (field, all) = (&group.field, residents.number());
            let cause = text!(
                "`{field}` is {number}, but all residents are {all} (`persons`)",
                "`{field}` 为 {number}，但全部居民只有 {all} 人（`persons`）"
            );
            let action = text!("correct `{field}` or `persons`", "更正 `{field}` 或 `persons`");
            fields.push(Code::GROUP_EXCEEDS_RESIDENTS, field, cause, action);
        }
    }
}

/// Of two groups `aged_60` and `aged_65` the older is not the larger.
fn check_p2004_ages(fields: &Fields<'_>, groups: &Groups, people: &[Option<Persons>]) {
    let age = |field: &str| field.strip_prefix("aged_")?.parse::<u32>().ok();
    let mut counted: Vec<(u32, &str, f64)> = groups
        .list
        .iter()
        .zip(people)
        .filter_map(|(group, people)| {
            Some((age(&group.field)?, group.field.as_str(), (*people)?.number()))
        })
        .collect();
    counted.sort_by_key(|&(age, ..)| age);
    for pair in counted.windows(2) {
        let [(_, young, all), (_, old, some)] = *pair else {
            continue;
        };
        if some > all * (1.0 + TOLERANCE) {
            let cause = text!(
                "`{old}` is {some}, more than `{young}`, which is {all} and includes them",
                "`{old}` 为 {some}，多于包含其在内的 `{young}`（{all}）"
            );
            fields.push(Code::GROUPS_OUT_OF_ORDER, old, cause, Usual);
        }
    }
}
