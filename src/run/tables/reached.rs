//! What can be reached over roads: the `reach.geojson` of `yike reach`.

use crate::run::table::Unit::{Kilometres, Text};
use crate::run::table::{Columns, Kind, Place, Shape, Table};
use crate::travel::roads::ReachableArea;

const KIND: Kind = Kind::new(
    "reach",
    "Reach",
    "可及范围",
    "the roads from which sites are reached, and what lies beside them",
);

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
    let columns = Columns::<Row<'a>>::new()
        .computed("kind", "Kind", "类型", Text, |row| row.kind)
        .about("`area` or `roads`")
        .computed("site", "Site id", "点位编号", Text, |row| row.site)
        .about("null for all together")
        .computed("how", "How", "方式", Text, |row| row.how)
        .computed("road_km", "Roads, km", "道路长度（公里）", Kilometres, |row| {
            row.reached.length.metres() / 1000.0
        });
    let named = sites.iter().map(|(id, reached)| (Some(id.as_str()), reached));
    let own: Vec<(Option<&str>, &ReachableArea)> = named.chain([(None, all)]).collect();
    let rows = own.iter().flat_map(|&(site, reached)| {
        ["area", "roads"].map(|kind| Row { kind, site, how, reached })
    });
    let mut table = Table::new(KIND, columns, rows).placed(move |row| {
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
