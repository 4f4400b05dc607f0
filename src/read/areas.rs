//! `[[area]]`: parts of the plan made of towns.

use super::catalogue::Code;
use super::fields::Fields;
use super::register::{Kind, Register, register_ids};
use crate::domain::{Area, AreaIdx, Name, TownIdx, text};
use typed_index_collections::TiVec;

/// The areas that were read.
#[derive(Debug)]
pub(super) struct Areas {
    pub(super) register: Register,
    pub(super) list: TiVec<AreaIdx, Option<Area>>,
}

/// Reads all areas.
pub(super) fn read_areas(root: &Fields<'_>, towns: &Register) -> Areas {
    let mut tables = root.tables("area", &["id", "name", "towns"]);
    let register = register_ids(Kind::AREA, &mut tables);
    let list = tables.iter().map(|table| read_area(table, towns)).collect();
    Areas { register, list }
}

fn read_area(table: &Fields<'_>, towns: &Register) -> Option<Area> {
    let id = table.id("id");
    let name = table.name("name").or_else(|| id.clone().map(Name::plain));
    let towns: Option<Vec<TownIdx>> =
        table.required("towns", |table, field| table.references(field, towns));
    if towns.as_ref().is_some_and(Vec::is_empty) && table.sound() {
        let cause = text!("the area has no town", "片区没有镇街");
        let action =
            text!("name its towns by their ids, or remove it", "按编号写明其镇街，或删去该片区");
        table.push(Code::FIELD_BLANK, "towns", cause, action);
    }
    table.refuse_unknown();
    table.if_sound(Area { id: id?, name: name?, towns: towns? })
}
