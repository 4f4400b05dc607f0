//! Who is not covered, and why: `uncovered.geojson`.

use super::names;
use crate::domain::{DemandUnit, Site, Tier};
use crate::run::figures::{Uncovered, uncovered};
use crate::run::report::Decided;
use crate::run::table::Unit::{Kilometres, Minutes, People, Share, Text};
use crate::run::table::{Columns, Kind, Place, Shape, Table};
use crate::run::words::WHYS;

pub(super) const KIND: Kind = Kind::new(
    "uncovered",
    "Not covered",
    "未覆盖",
    "villages and communities of whose people some are not covered, a feature for each tier, and why",
)
.behind_properties();

#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    decided: Decided<'a>,
    row: Uncovered,
}

impl<'a> Row<'a> {
    fn unit(&self) -> &'a DemandUnit {
        &self.decided.problem.units[self.row.unit]
    }

    fn tier(&self) -> &'a Tier {
        &self.decided.problem.tiers[self.row.tier]
    }

    fn nearest(&self) -> Option<&'a Site> {
        self.row.why.nearest().map(|arc| &self.decided.problem.sites[arc.site])
    }
}

/// The columns. The caller's own id, geometry and properties stand before them.
pub(super) fn columns<'a>() -> Columns<'a, Row<'a>> {
    Columns::<Row<'a>>::new()
        .input(names::NAME, "Village or community", "村（社区）", Text, |row| &row.unit().name)
        .input(names::TOWN, "Town id", "镇街编号", Text, |row| {
            &row.decided.problem.towns[row.unit().town].id
        })
        .computed(names::TIER, "Tier id", "层级编号", Text, |row| &row.tier().id)
        .computed("tier_name", "Tier", "层级", Text, |row| &row.tier().name)
        .computed(names::PEOPLE, "Not covered", "未覆盖人数", People, |row| row.row.people)
        .about("of the tier's group")
        .computed(names::SHARE, "Share of the unit", "占本村（社区）比例", Share, |row| {
            row.row.people / row.unit().people_of(row.tier().group)
        })
        .computed(names::WHY, "Why", "原因", &WHYS, |row| row.row.why.word())
        .about("`no-way`: no way leads from there, and no site of the unit may serve the tier; `out-of-reach`: no site that may serve the tier is in reach, whatever is built; `not-built`: such a site is in reach, but none has the tier in this layout; `full`: a facility is in reach, its places are taken")
        .computed("nearest", "Nearest such site, id", "最近点位编号", Text, |row| {
            row.nearest().map(|site| &site.id)
        })
        .about("null out of reach")
        .computed("nearest_name", "Nearest such site", "最近点位", Text, |row| {
            row.nearest().map(|site| &site.name)
        })
        .computed(names::KM, "Distance, km", "距离（公里）", Kilometres, |row| {
            row.row.why.nearest().map(|arc| arc.distance.metres() / 1000.0)
        })
        .computed("min", "Time, min", "时间（分钟）", Minutes, |row| {
            row.row.why.nearest().map(|arc| arc.time.minutes())
        })
}

/// The layer: a feature for each unit and tier of whose people some are not covered, by tier, most people first.
pub fn uncovered_layer(decided: Decided<'_>) -> Table<'_> {
    let found = uncovered(&decided);
    let rows: Vec<Row<'_>> = found.into_iter().map(|row| Row { decided, row }).collect();
    let places = rows.clone();
    Table::new(KIND, columns(), rows).placed(move |row| {
        let row = &places[row];
        let unit = row.unit();
        Place {
            id: Some(format!("{}-{}", unit.id, row.tier().id).into()),
            shape: Shape::Feature(&unit.feature, (&*unit.id).into()),
        }
    })
}
