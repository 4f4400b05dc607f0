//! The plan file itself: its text, its keys, and the sections that stand alone.

use super::catalogue::Code;
use super::fields::Fields;
use super::issue::Place;
use super::node::{Lines, Table};
use super::register::Register;
use super::sink::Sink;
use super::source::{InputFile, Role, open};
use crate::domain::{Group, GroupIdx, Name, Setting, TravelMethod};
use crate::units::Speed;
use std::path::Path;
use std::rc::Rc;
use toml::de::DeTable;
use typed_index_collections::TiVec;

/// 120 km/h.
const ABSURD_M_PER_S: f64 = 120.0 / 3.6;

/// Above this factor a detour is likely a slip.
const UNLIKELY_DETOUR: f64 = 3.0;

/// Above this factor nothing is a detour, and distances around the Earth would be too long to be lengths.
const MOST_DETOUR: f64 = 20.0;

const SECTIONS: &[&str] = &[
    "plan",
    "data",
    "demand",
    "travel",
    "tier",
    "target",
    "funding",
    "commitment",
    "objective",
];

/// Opens the plan file; none when its text cannot be read at all.
pub(super) fn open_plan<'s>(sink: &'s Sink, path: &Path) -> Option<(Fields<'s>, InputFile)> {
    let name = path.display().to_string();
    let source = open(sink, path, &name, Role::Plan)?;
    let lines = Lines::new(&source.text);
    match DeTable::parse(&source.text) {
        Ok(table) => {
            let table = Rc::new(Table::from_toml(table.get_ref(), &lines));
            let fields = Fields::new(sink, Place::file(&name), table, SECTIONS);
            fields.refuse_unknown();
            Some((fields, source.record))
        }
        Err(error) => {
            let spot = error.span().map(|span| lines.spot(span.start));
            let place = Place {
                line: spot.map(|(line, _)| line),
                column: spot.map(|(_, column)| column),
                ..Place::file(&name)
            };
            let cause = format!(
                "the text is not TOML here: {}",
                error.message().replace('\n', "; ")
            );
            sink.push(Code::TOML_MALFORMED, place, cause, "repair the text there");
            None
        }
    }
}

/// `[plan]`: its name and its year.
pub(super) fn read_heading(root: &Fields<'_>) -> Option<(Name, Option<i32>)> {
    let plan = root.required("plan", |root, field| root.table(field, &["name", "period"]))?;
    let name = plan.required("name", Fields::name);
    let period = plan
        .has("period")
        .then(|| check_p4015_period(&plan))
        .flatten();
    plan.refuse_unknown();
    Some((name?, period))
}

fn check_p4015_period(plan: &Fields<'_>) -> Option<i32> {
    let year = plan.figure("period")?;
    if year.fract() == 0.0 && (1900.0..=2200.0).contains(&year) {
        return Some(year as i32);
    }
    let cause = format!("`period` is {year}, which is not a year from 1900 to 2200");
    plan.push(
        Code::PERIOD_NOT_A_YEAR,
        "period",
        cause,
        "write the year that the plan is for",
    );
    None
}

/// `[demand]`: the groups of people, and whom the tiers serve.
#[derive(Debug)]
pub(super) struct Groups {
    pub(super) list: TiVec<GroupIdx, Group>,
    pub(super) register: Register,
    pub(super) served: Option<GroupIdx>,
}

/// `[demand]`.
pub(super) fn read_groups(root: &Fields<'_>) -> Groups {
    let new_register = |ids| Register::new("group", Code::UNKNOWN_GROUP, ids);
    let mut read = Groups {
        list: TiVec::new(),
        register: new_register(Vec::new()).incomplete(),
        served: None,
    };
    let Some(demand) = root.required("demand", |root, field| {
        root.table(field, &["groups", "served"])
    }) else {
        return read;
    };
    demand.refuse_unknown();
    let Some(groups) = demand.required("groups", |demand, field| demand.table(field, &[])) else {
        return read;
    };
    let ids: Vec<String> = groups.entries().map(|(id, _)| id.to_owned()).collect();
    let groups = groups.also_known(ids.clone());
    if ids.is_empty() {
        let action = "name at least one group and its property, for instance \"60+\" = \"aged_60\"";
        demand.push(
            Code::FIELD_MISSING,
            "groups",
            "no group of people is named",
            action,
        );
        return read;
    }
    for id in &ids {
        // A group whose property is wrong keeps its place.
        let field = groups.required(id, Fields::text).unwrap_or_default();
        read.list.push(Group {
            id: id.clone(),
            field,
        });
    }
    read.register = new_register(ids.into_iter().map(Some).collect());
    read.served = match read.list.len() {
        1 if !demand.has("served") => Some(GroupIdx::from(0)),
        _ => demand
            .required("served", |demand, field| {
                demand.reference(field, &read.register)
            })
            .map(GroupIdx::from),
    };
    read
}

/// `[travel]`.
pub(super) fn read_travel(root: &Fields<'_>) -> Option<TravelMethod> {
    let keys = ["method", "detour", "speed"];
    let travel = root.required("travel", |root, field| root.table(field, &keys))?;
    travel.required("method", |travel, field| {
        travel.word(field, &["straight-line"], |word| {
            (word == "straight-line").then_some(())
        })
    });
    let detour = travel.required("detour", check_p5005_detour);
    let speeds = travel.required("speed", read_speeds);
    travel.refuse_unknown();
    let (speed_urban, speed_rural) = speeds?;
    Some(TravelMethod::StraightLine {
        detour: detour?,
        speed_urban,
        speed_rural,
    })
}

fn check_p5005_detour(travel: &Fields<'_>, field: &str) -> Option<f64> {
    let detour = travel.figure(field)?;
    if detour > MOST_DETOUR {
        let cause =
            format!("the detour is {detour:e}; no way is {MOST_DETOUR} times the straight line");
        let action = "write a factor of 1 or more, usually 1.2 to 1.5";
        travel.push(Code::QUANTITY_OUT_OF_RANGE, field, cause, action);
        return None;
    }
    if detour > UNLIKELY_DETOUR {
        let cause =
            format!("a detour of {detour} is more than roads and paths make, even in mountains");
        let action = "check the factor, usually 1.2 to 1.5; percent are not meant here";
        travel.push(Code::UNLIKELY_FIGURE, field, cause, action);
    }
    if detour >= 1.0 {
        return Some(detour);
    }
    let cause = format!("the detour is {detour}; no way is shorter than the straight line");
    travel.push(
        Code::DETOUR_BELOW_ONE,
        field,
        cause,
        "write a factor of 1 or more, usually 1.2 to 1.5",
    );
    None
}

fn read_speeds(travel: &Fields<'_>, field: &str) -> Option<(Speed, Speed)> {
    let is_table = matches!(travel.node(field)?.value, super::node::Value::Table(_));
    if !is_table {
        let speed = read_speed(travel, field)?;
        return Some((speed, speed));
    }
    let words = Setting::ALL.map(Setting::word);
    let speeds = travel.table(field, &words)?;
    let [urban, rural] = words.map(|word| speeds.required(word, read_speed));
    speeds.refuse_unknown();
    Some((urban?, rural?))
}

/// A speed, with the warning P5006 above 120 km/h.
fn read_speed(fields: &Fields<'_>, field: &str) -> Option<Speed> {
    let speed = fields.quantity(field, Speed::parse)?;
    if speed.metres_per_second() > ABSURD_M_PER_S {
        let cause = format!("a speed of {speed} is faster than anybody travels to care");
        fields.push(
            Code::SPEED_ABSURD,
            field,
            cause,
            "check the unit: `km/h` or `m/s`",
        );
    }
    Some(speed)
}
