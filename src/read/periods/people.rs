//! The people of a period: factors, or a layer of its own.

use super::years::push_twice;
use crate::domain::{DemandUnit, GroupRate, Origin, UnitIdx, UnitPeople, text};
use crate::read::catalogue::Code;
use crate::read::data::{LayerSpec, read_layer_spec};
use crate::read::demand::read_units;
use crate::read::fields::Fields;
use crate::read::geometry::Shape;
use crate::read::near::instead;
use crate::read::open::open_layer;
use crate::read::plan_file::Groups;
use crate::read::register::Register;
use crate::read::sink::Sink;
use crate::read::source::{InputFile, Role};
use crate::units::Persons;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use typed_index_collections::TiVec;

/// The context of reading the people of periods.
#[derive(Debug, Clone, Copy)]
pub(in crate::read) struct PeriodContext<'a> {
    pub(in crate::read) base: &'a Path,
    pub(in crate::read) groups: &'a Groups,
    pub(in crate::read) towns: &'a Register,
    pub(in crate::read) units: &'a Register,
}

/// The largest factor on people.
const MOST_SCALE: f64 = 1000.0;

/// The people of a period.
#[derive(Debug, Clone, Default)]
pub(in crate::read) enum People {
    /// The people of the plan's demand layer.
    #[default]
    AsPlanned,
    /// The same times factors: of residents, and of each group, or the share of others that a group is.
    Scaled(f64, Vec<Result<f64, GroupRate>>),
    /// The people of another layer, by unit.
    Layer(BTreeMap<String, UnitPeople>),
}

impl People {
    /// The people of `units`; none for [`People::AsPlanned`].
    pub(in crate::read) fn of(
        &self,
        units: &TiVec<UnitIdx, DemandUnit>,
    ) -> Option<TiVec<UnitIdx, UnitPeople>> {
        match self {
            People::AsPlanned => None,
            People::Scaled(residents, factors) => {
                // Rounded to whole people.
                let times = |people: Persons, factor: f64| {
                    Persons::new((people.number() * factor).round()).unwrap_or(people)
                };
                let scaled = |unit: &DemandUnit| {
                    let residents = times(unit.residents, *residents);
                    let mut people = unit.people.clone();
                    for position in 0..people.len() {
                        people[position] = match &factors[position] {
                            Ok(factor) => times(people[position], *factor),
                            Err(rate) => rate.people(residents, &people),
                        };
                    }
                    UnitPeople { residents, people, origin: Origin::Modelled }
                };
                Some(units.iter().map(scaled).collect())
            }
            People::Layer(people) => {
                units.iter().map(|unit| people.get(&unit.id).cloned()).collect()
            }
        }
    }
}

/// The people of a year: the `scale` or the `demand` of `table`; none where it says neither.
pub(super) fn read_people(
    sink: &Sink,
    table: &Fields<'_>,
    context: PeriodContext<'_>,
    records: &mut Vec<InputFile>,
) -> Option<People> {
    if table.has("scale") && table.has("demand") {
        push_twice(table, "scale", "demand", text!("each states the people", "两者都说明人口"));
    }
    match table.has("scale") {
        true => read_scale(table, context.groups),
        false => read_layer_spec(table, "demand")
            .and_then(|spec| read_layer(sink, table, &spec, context, records)),
    }
}

/// `scale = { residents = 1.01, "60+" = 1.178 }`; what it leaves out stays as it is.
pub(in crate::read) fn read_scale(table: &Fields<'_>, groups: &Groups) -> Option<People> {
    let (scale, names) = table.table_by("scale")?;
    let mut residents = 1.0;
    let mut factors: Vec<Result<f64, GroupRate>> =
        groups.list.iter().map(|group| group.rate.map_or(Ok(1.0), Err)).collect();
    for name in &names {
        let group: Option<usize> = match name.as_str() {
            "residents" => None,
            _ => match groups.register.find(name) {
                Some(group) => Some(group),
                None => {
                    if groups.register.is_whole() {
                        let known: Vec<&str> = groups.register.ids().chain(["residents"]).collect();
                        let cause = text!("there is no group `{name}`", "没有人群 `{name}`");
                        scale.push(Code::UNKNOWN_GROUP, name, cause, instead(name, &known));
                    }
                    continue;
                }
            },
        };
        let Some(factor) = scale.figure(name) else {
            continue;
        };
        if factor > MOST_SCALE {
            let cause = text!(
                "the factor is {factor}; at most {MOST_SCALE} is possible",
                "系数为 {factor}；最大为 {MOST_SCALE}"
            );
            let action = text!(
                "write what the figures are multiplied by, for instance 1.178 for 17.8 % more",
                "写数值所乘的倍数，例如增加 17.8 % 写 1.178"
            );
            scale.push(Code::QUANTITY_OUT_OF_RANGE, name, cause, action);
        }
        match group {
            Some(group) => factors[group] = Ok(factor),
            None => residents = factor,
        }
    }
    Some(People::Scaled(residents, factors))
}

/// The people of a period's own layer, which has exactly the units of the plan's demand layer.
fn read_layer(
    sink: &Sink,
    table: &Fields<'_>,
    spec: &LayerSpec,
    context: PeriodContext<'_>,
    records: &mut Vec<InputFile>,
) -> Option<People> {
    let fields: Vec<String> = context.groups.fields();
    let shape = Shape::PointsOrPolygons;
    let mut tables = Vec::new();
    let layer = open_layer(sink, context.base, spec, (Role::Demand, shape), &fields, &mut tables)?;
    records.push(layer.record.clone());
    records.extend(tables);
    let units = read_units(sink, layer, context.groups, context.towns);
    let units: Vec<DemandUnit> = units.into_iter().collect::<Option<_>>()?;
    let own = |unit: DemandUnit| {
        let DemandUnit { id, residents, people, provenance, .. } = unit;
        (id, UnitPeople { residents, people, origin: provenance.figures })
    };
    let people: BTreeMap<String, UnitPeople> = units.into_iter().map(own).collect();
    check_p4045_units(table, &people, context.units);
    Some(People::Layer(people))
}

/// A period has exactly the units of the plan.
fn check_p4045_units(
    table: &Fields<'_>,
    people: &BTreeMap<String, UnitPeople>,
    planned: &Register,
) {
    if !planned.is_whole() {
        return;
    }
    let planned: BTreeSet<&str> = planned.ids().collect();
    let absent = planned.iter().find(|id| !people.contains_key(**id));
    let strange = people.keys().find(|id| !planned.contains(id.as_str()));
    let cause = match (absent, strange) {
        (Some(id), _) => text!(
            "the layer does not have the unit `{id}` of the plan's demand layer",
            "图层中没有规划需求图层的村（社区）`{id}`"
        ),
        (None, Some(id)) => text!(
            "the layer has a unit `{id}`, which the plan's demand layer does not",
            "图层中有村（社区）`{id}`，而规划的需求图层没有"
        ),
        (None, None) => return,
    };
    let action = text!(
        "give each period's layer exactly the units of `[data] demand`, with the same ids",
        "使每期图层与 `[data]` 的 `demand` 有完全相同的村（社区）和编号"
    );
    table.push(Code::PERIOD_UNITS_DIFFER, "demand", cause, action);
}
