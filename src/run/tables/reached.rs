//! What can be reached over roads: the `reach.geojson` of `yike reach`.

use crate::run::table::{Cell, Column, Kind, Place, Shape, Table, Unit, heading};
use crate::travel::roads::ReachableArea;

const KIND: Kind = Kind {
    name: "reach",
    file: "reach",
    en: "Reach",
    zh: "可及范围",
    about: "the roads from which sites are reached, and what lies beside them",
    prefix: "",
};

struct Row<'a> {
    kind: &'static str,
    site: Option<&'a str>,
    how: &'a str,
    reached: &'a ReachableArea,
}

/// The layer: for each site, then for all together, the area (`kind` = `area`) and the roads (`kind` = `roads`) from which it
/// is reached. `how` says in words by which roads, by whom and how far.
pub fn reached_layer<'a>(
    sites: &'a [(String, ReachableArea)],
    all: &'a ReachableArea,
    how: &'a str,
) -> Table<'a> {
    let column = |name: &str, en: &str, zh: &str, unit, get: fn(&Row<'a>) -> Cell| {
        Column::new(name, heading(en, zh), unit, get)
    };
    let columns = vec![
        column("kind", "Kind", "类型", Unit::Text, |row| Cell::text(row.kind))
            .about("`area` or `roads`"),
        column("site", "Site id", "点位编号", Unit::Text, |row| {
            Cell::maybe(row.site, Cell::text)
        })
        .about("null for all together"),
        column("how", "How", "方式", Unit::Text, |row| Cell::text(row.how)),
        column("road_km", "Roads, km", "道路长度（公里）", Unit::Kilometres, |row| {
            Cell::Number(row.reached.length.metres() / 1000.0)
        }),
    ];
    let named = sites.iter().map(|(id, reached)| (Some(id.as_str()), reached));
    let own: Vec<(Option<&str>, &ReachableArea)> = named.chain([(None, all)]).collect();
    let rows = own.iter().flat_map(|&(site, reached)| {
        ["area", "roads"].map(|kind| Row { kind, site, how, reached })
    });
    let mut table = Table::new(KIND, columns, rows.collect()).placed(move |row| {
        let (site, reached) = own[row / 2];
        let (kind, feature) = match row % 2 {
            0 => ("area", &reached.area),
            _ => ("roads", &reached.lines),
        };
        let id = format!("{}-{kind}", site.unwrap_or("all"));
        Place { id: Some(id.clone().into()), shape: Shape::Feature(feature, id.into()) }
    });
    table.about = how.to_owned().into();
    table
}
