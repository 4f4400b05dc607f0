//! The plan file: its text, its keys, and the sections that refer to nothing else.

use super::catalogue::Code;
use super::fields::Fields;
use super::issue::{Place, Usual};
use super::node::{Lines, Table, Value};
use super::other_file::instead_of_plan;
use super::register::{Kind, Register};
use super::sink::Sink;
use super::source::{InputFile, Role, open};
use crate::domain::{Group, GroupIdx, GroupRate, Name, said, text};
use crate::units::Share;
use std::path::Path;
use std::rc::Rc;
use toml::de::DeTable;
use typed_index_collections::TiVec;

/// The keys of `[plan]`.
pub(super) const PLAN_KEYS: &[&str] = &["name", "period", "periods", "start"];
/// The keys of `[demand]`.
pub(super) const DEMAND_KEYS: &[&str] = &["groups", "served", "scale", "years"];
const SECTIONS: &[&str] = &[
    "plan",
    "data",
    "demand",
    "travel",
    "tier",
    "target",
    "rule",
    "area",
    "funding",
    "commitment",
    "objective",
    "period",
    "spending",
];

/// Opens the plan file; none when its text cannot be read at all.
pub(super) fn open_plan<'s>(sink: &'s Sink, path: &Path) -> Option<(Fields<'s>, InputFile)> {
    let (text, record) = open_plan_text(sink, path)?;
    Some((plan_fields(sink, &record.path, &text)?, record))
}

/// The text of the plan file.
pub(super) fn open_plan_text(sink: &Sink, path: &Path) -> Option<(String, InputFile)> {
    let name = path.display().to_string();
    if let Some((cause, action)) = instead_of_plan(path) {
        return sink.refuse(Code::FILE_UNREADABLE, Place::file(&name), cause, action);
    }
    let source = open(sink, path, &name, Role::Plan)?;
    Some((source.text, source.record))
}

/// The fields of the plan in the file `name`; none when its text is not TOML.
pub(super) fn plan_fields<'s>(sink: &'s Sink, name: &str, text: &str) -> Option<Fields<'s>> {
    let table = toml_table(sink, name, text)?;
    Some(fields_of_plan(sink, name, table))
}

/// The fields of a plan's table.
pub(super) fn fields_of_plan<'s>(sink: &'s Sink, name: &str, table: Table) -> Fields<'s> {
    let fields = Fields::new(sink, Place::file(name), Rc::new(table), SECTIONS);
    fields.refuse_unknown();
    fields
}

/// A TOML text as a table; none when it is not TOML (P1010).
pub(super) fn toml_table(sink: &Sink, name: &str, text: &str) -> Option<Table> {
    let lines = Lines::new(text);
    match DeTable::parse(text) {
        Ok(table) => Some(Table::from_toml(table.get_ref(), &lines)),
        Err(error) => {
            let spot = error.span().map(|span| lines.spot(span.start));
            let place = Place {
                line: spot.map(|(line, _)| line),
                column: spot.map(|(_, column)| column),
                ..Place::file(name)
            };
            let says = said(error.message().replace('\n', "; "));
            let cause =
                text!("the text is not TOML here: {says}", "文本在此处不是 TOML：{says}"; says);
            sink.refuse(Code::TOML_MALFORMED, place, cause, Usual)
        }
    }
}

/// `[plan]`: its name and its year.
pub(super) fn read_heading(root: &Fields<'_>) -> Option<(Name, Option<i32>)> {
    let plan = root.required("plan", |root, field| root.table(field, PLAN_KEYS))?;
    let name = plan.required("name", Fields::name);
    let period = plan.has("period").then(|| check_p4015_year(&plan, "period")).flatten();
    plan.refuse_unknown();
    Some((name?, period))
}

/// A number as a year from 1900 to 2200.
pub(super) fn year_of(number: f64) -> Option<i32> {
    (number.fract() == 0.0 && (1900.0..=2200.0).contains(&number)).then_some(number as i32)
}

/// The year in `field`.
pub(super) fn check_p4015_year(plan: &Fields<'_>, field: &str) -> Option<i32> {
    let year = plan.figure(field)?;
    if let Some(year) = year_of(year) {
        return Some(year);
    }
    let cause = text!(
        "`{field}` is {year}, which is not a year from 1900 to 2200",
        "`{field}` 为 {year}，不是 1900 至 2200 之间的年份"
    );
    let action = text!("write the year that the plan is for", "写明规划的目标年");
    plan.refuse(Code::PERIOD_NOT_A_YEAR, field, cause, action)
}

/// `[demand]`: the groups of people, and the group that tiers serve.
#[derive(Debug)]
pub(super) struct Groups {
    pub(super) list: TiVec<GroupIdx, Group>,
    pub(super) register: Register,
    pub(super) served: Option<GroupIdx>,
}

impl Groups {
    /// The properties that count groups.
    pub(super) fn fields(&self) -> Vec<String> {
        let counted = self.list.iter().filter(|group| group.rate.is_none());
        counted.map(|group| group.field.clone()).collect()
    }
}

/// A group as a share of residents or of an earlier group that a property counts.
fn read_rate(groups: &Fields<'_>, id: &str, read: &Groups) -> Option<GroupRate> {
    let table = groups.table(id, &["of", "share", "source"])?;
    table.refuse_unknown();
    let share = table.required("share", |table, field| table.quantity(field, Share::parse));
    let of = table.required("of", |table, field| {
        if table.text(field)?.trim() == "residents" {
            return Some(None);
        }
        let of: GroupIdx = table.reference(field, &read.register)?;
        let counted = read.list.get(of).is_some_and(|own| own.rate.is_none());
        if counted {
            return Some(Some(of));
        }
        let named = table.text(field)?;
        let cause = text!(
            "`{named}` is not an earlier group that a property counts",
            "`{named}` 不是前面由字段计数的人群"
        );
        let action =
            text!("name such a group, or \"residents\"", "写明这样的人群，或写 `residents`");
        table.refuse(Code::UNKNOWN_GROUP, field, cause, action)
    });
    table.text("source");
    Some(GroupRate { of: of?, share: share? })
}

/// `[demand]`.
pub(super) fn read_groups(root: &Fields<'_>) -> Groups {
    let mut read = Groups {
        list: TiVec::new(),
        register: Register::of(Kind::GROUP, [], |id| id).incomplete(),
        served: None,
    };
    let Some(demand) = root.required("demand", |root, field| root.table(field, DEMAND_KEYS)) else {
        return read;
    };
    demand.refuse_unknown();
    let Some((groups, ids)) = demand.required("groups", Fields::table_by) else {
        return read;
    };
    if ids.is_empty() {
        let cause = text!("no group of people is named", "没有写明任何人群");
        let action = text!(
            "name at least one group and its property, for instance \"60+\" = \"aged_60\"",
            "至少写明一个人群及其字段，例如 `\"60+\" = \"aged_60\"`"
        );
        demand.push(Code::FIELD_MISSING, "groups", cause, action);
        return read;
    }
    read.register = Register::of(Kind::GROUP, &ids, |id| id);
    for id in &ids {
        // A group whose property is wrong keeps its position.
        let is_rate = matches!(groups.node(id).map(|node| &node.value), Some(Value::Table(_)));
        let rate = if is_rate { read_rate(&groups, id, &read) } else { None };
        let field = match is_rate {
            true => String::new(),
            false => groups.required(id, Fields::text).unwrap_or_default(),
        };
        read.list.push(Group { id: id.clone(), field, rate });
    }
    read.served = match read.list.len() {
        1 if !demand.has("served") => Some(GroupIdx::from(0)),
        _ => demand.required("served", |demand, field| demand.reference(field, &read.register)),
    };
    read
}
