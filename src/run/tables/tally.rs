//! How often each site is chosen in a sweep: `sites.geojson`.

use crate::domain::{Problem, Site, Town};
use crate::run::table::{Cell, Column, Head, Kind, Place, Shape, Source, Table, Unit, heading};
use crate::run::words::{OFTEN, ORIGINS};
use crate::scenario::{SiteCounts, SiteTally};
use serde_json::json;

pub(crate) const KIND: Kind = Kind {
    name: "sites",
    file: "sites",
    en: "Sites",
    zh: "点位",
    about: "how often each site is chosen: plan_chosen plans do a work there; core: every plan, optional: some, never: none",
    prefix: "plan_",
};

pub(crate) struct Row<'a> {
    site: &'a Site,
    town: &'a Town,
    often: &'static str,
    counts: &'a SiteCounts,
    plans: u64,
}

impl Row<'_> {
    fn share(&self, count: u64) -> Cell {
        Cell::number((self.plans > 0).then(|| count as f64 / self.plans as f64))
    }
}

/// The columns. The caller's own id, geometry and properties stand before them.
pub(crate) fn columns<'a>() -> Vec<Column<'a, Row<'a>>> {
    let column = |name: &str, en: &str, zh: &str, unit, get: fn(&Row<'a>) -> Cell| {
        Column::new(name, heading(en, zh), unit, get)
    };
    vec![
        column("name", "Site", "点位", Unit::Text, |row| Cell::text(&row.site.name))
            .from(Source::Input),
        column("town", "Town id", "镇街编号", Unit::Text, |row| Cell::text(&row.town.id))
            .from(Source::Input),
        column("town_name", "Town", "镇街", Unit::Text, |row| Cell::text(&row.town.name))
            .from(Source::Input),
        column("figures_origin", "Figures are", "数据来源", Unit::Text, |row| {
            Cell::Code(&ORIGINS, row.site.provenance.figures.word().into())
        })
        .coded(&ORIGINS)
        .from(Source::Input),
        column("position_origin", "Position is", "位置来源", Unit::Text, |row| {
            Cell::Code(&ORIGINS, row.site.provenance.position.word().into())
        })
        .coded(&ORIGINS)
        .from(Source::Input),
        column("often", "How often", "入选情况", Unit::Text, |row| {
            Cell::Code(&OFTEN, row.often.into())
        })
        .coded(&OFTEN),
        column("chosen", "Chosen", "入选方案数", Unit::Count, |row| {
            Cell::count(row.counts.chosen)
        })
        .about("plans that do a work here"),
        column("chosen_share", "Share chosen", "入选比例", Unit::Share, |row| {
            row.share(row.counts.chosen)
        }),
        column("stands", "Stands", "存在方案数", Unit::Count, |row| {
            Cell::count(row.counts.stands)
        })
        .about("plans in which a facility stands here"),
        column("stands_share", "Share standing", "存在比例", Unit::Share, |row| {
            row.share(row.counts.stands)
        }),
        column("works", "Works", "任务", Unit::List, |row| Cell::Json(json!(row.counts.works)))
            .about("an object: plans by work done"),
    ]
}

/// What the columns are.
pub fn tally_heads() -> Vec<Head> {
    let columns = columns();
    columns.iter().map(|column| column.head().clone()).collect()
}

/// The layer: every site in the plan's order.
pub fn tally_layer<'a>(problem: &'a Problem, tally: &'a SiteTally) -> Table<'a> {
    let sites = tally.sites.iter().zip(&problem.sites).enumerate();
    let rows = sites.map(|(position, (counts, site))| Row {
        site,
        town: &problem.towns[site.town],
        often: tally.often(position).word(),
        counts,
        plans: tally.plans,
    });
    Table::new(KIND, columns(), rows.collect()).placed(move |row| {
        let site = &problem.sites[crate::domain::SiteIdx::from(row)];
        Place {
            id: Some((&*site.id).into()),
            shape: Shape::Feature(&site.feature, (&*site.id).into()),
        }
    })
}
