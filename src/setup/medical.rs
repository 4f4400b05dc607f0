//! Hospitals and clinics.

use super::asked::{Asked, Part};
use super::findings::Findings;
use super::ids::Ids;
use super::placing::{place, say_middle};
use super::table::Table;
use super::towns::Towns;
use crate::domain::{Feature, Members};
use geo::{Geometry, InteriorPoint};

/// A feature with its id beside its properties, where it has one there.
type Made = (Option<String>, Feature);

/// The features of a table, beside those that other tables gave.
pub(super) fn features(
    others: &[Made],
    table: &Table,
    towns: &Towns,
    asked: &Asked,
    findings: &mut Findings,
) -> Vec<Made> {
    if table.column("name").is_none() {
        table.lacks("name", findings);
        return Vec::new();
    }
    let spots = place(table, towns, Part::Medical, asked.leave_out, findings);
    let taken = others.iter().filter_map(|(_, own)| own.properties.get("id")?.as_str());
    let (mut ids, mut made) = (Ids::after(taken), Vec::new());
    for (row, spot) in table.given.rows.iter().zip(spots) {
        let (Some(spot), Some(name)) = (spot, table.text(row, "name")) else { continue };
        let town = &towns.list[spot.town];
        let make = || format!("{}-{name}", town.id);
        let Some(id) = ids.take(table, row, make, findings) else { continue };
        let mut own = Members::new();
        own.insert("id".into(), id.into());
        own.insert("name".into(), name.into());
        own.insert("town".into(), town.id.as_str().into());
        own.extend(table.rest(row, spot.geometry.is_some()));
        let at = spot.geometry.as_ref().and_then(InteriorPoint::interior_point);
        let geometry = Geometry::Point(at.unwrap_or_else(|| {
            say_middle(table.name(), findings);
            town.middle
        }));
        made.push((None, Feature::new(geometry, own)));
    }
    made
}
