//! Who is not covered, and why: `uncovered.geojson`.

use crate::domain::{DemandUnit, Tier};
use crate::run::figures::{Uncovered, uncovered};
use crate::run::report::Decided;
use crate::run::table::{Cell, Column, Kind, Place, Shape, Source, Table, Unit, heading};
use crate::run::words::WHYS;

pub(super) const KIND: Kind = Kind {
    name: "uncovered",
    file: "uncovered",
    en: "Not covered",
    zh: "未覆盖",
    about: "villages and communities of whose people some are not covered, a feature for each tier, and why",
    prefix: "plan_",
};

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
}

/// The columns. The caller's own id, geometry and properties stand before them.
pub(super) fn columns<'a>() -> Vec<Column<'a, Row<'a>>> {
    let column = |name: &str, en: &str, zh: &str, unit, get: fn(&Row<'a>) -> Cell| {
        Column::new(name, heading(en, zh), unit, get)
    };
    let text = Unit::Text;
    vec![
        column("name", "Village or community", "村（社区）", text, |row| {
            Cell::text(&row.unit().name)
        })
        .from(Source::Input),
        column("town", "Town id", "镇街编号", text, |row| {
            Cell::text(&row.decided.problem.towns[row.unit().town].id)
        })
        .from(Source::Input),
        column("tier", "Tier id", "层级编号", text, |row| Cell::text(&row.tier().id)),
        column("tier_name", "Tier", "层级", text, |row| Cell::Name(row.tier().name.clone())),
        column("people", "Not covered", "未覆盖人数", Unit::People, |row| Cell::Number(row.row.people))
            .about("of the tier's group"),
        column("share", "Share of the unit", "占本村（社区）比例", Unit::Share, |row| {
            Cell::Number(row.row.people / row.unit().people_of(row.tier().group))
        }),
        column("why", "Why", "原因", text, |row| {
            Cell::Code(&WHYS, row.row.why.word().into())
        })
        .coded(&WHYS)
        .about("`out-of-reach`: no site that may serve the tier is in reach, whatever is built; `not-built`: such a site is in reach, but none has the tier in this layout; `full`: a facility is in reach, its places are taken"),
        column("nearest", "Nearest such site, id", "最近点位编号", text, |row| {
            Cell::maybe(row.row.why.nearest(), |arc| {
                Cell::text(&row.decided.problem.sites[arc.site].id)
            })
        })
        .about("null out of reach"),
        column("nearest_name", "Nearest such site", "最近点位", text, |row| {
            Cell::maybe(row.row.why.nearest(), |arc| {
                Cell::text(&row.decided.problem.sites[arc.site].name)
            })
        }),
        column("km", "Distance, km", "距离（公里）", Unit::Kilometres, |row| {
            Cell::number(row.row.why.nearest().map(|arc| arc.distance.metres() / 1000.0))
        }),
        column("min", "Time, min", "时间（分钟）", Unit::Minutes, |row| {
            Cell::number(row.row.why.nearest().map(|arc| arc.time.minutes()))
        }),
    ]
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
