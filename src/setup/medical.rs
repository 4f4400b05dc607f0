//! Hospitals and clinics.

use super::asked::{Asked, Part};
use super::findings::{Findings, RowFinding};
use super::people::twice_over;
use super::placing::place;
use super::table::Table;
use super::towns::Towns;
use crate::domain::{Feature, Properties};
use crate::read::Code;
use geo::{Geometry, InteriorPoint};
use std::collections::BTreeMap;

/// The layer of a table.
pub(super) fn features(
    table: &Table,
    towns: &Towns,
    asked: &Asked,
    findings: &mut Findings,
) -> Vec<(Option<String>, Feature)> {
    if table.column("name").is_none() {
        table.lacks(Part::Medical, "name", findings);
        return Vec::new();
    }
    let spots = place(table, towns, Part::Medical, asked.leave_out, findings);
    let (mut seen, mut twice, mut made) = (BTreeMap::new(), Vec::new(), Vec::new());
    for (row, spot) in table.given.rows.iter().zip(spots) {
        let (Some(spot), Some(name)) = (spot, table.text(row, "name")) else { continue };
        let town = &towns.list[spot.town];
        let id = table.id(row).unwrap_or_else(|| format!("{}-{name}", town.id));
        if let Some(first) = seen.insert(id.clone(), row.number) {
            twice.push(RowFinding { number: row.number, cause: twice_over(&id, first) });
            continue;
        }
        let mut own = Properties::new();
        own.insert("id".into(), id.into());
        own.insert("name".into(), name.into());
        own.insert("town".into(), town.id.as_str().into());
        if spot.geometry.is_none() {
            own.insert("position_origin".into(), "modelled".into());
        }
        own.extend(table.rest(row));
        let at = spot.geometry.as_ref().and_then(InteriorPoint::interior_point);
        let geometry = Geometry::Point(at.unwrap_or(town.middle));
        made.push((None, Feature { geometry, properties: own }));
    }
    findings.rows(Code::DUPLICATE_ID, table.name(), table.column("id").or(Some("id")), &twice, |own| {
        own.say("leave one of the rows, or give each its own code", "请保留其中一行，或为每行填写唯一编码").into()
    });
    made
}
