//! How often each site is chosen in a sweep: `sites.geojson`.

use crate::domain::Problem;
use crate::run::table::{Cell, Column, Kind, Place, Shape, Table, Unit, heading};
use crate::run::words::OFTEN;
use crate::scenario::{SiteCounts, SiteTally};
use serde_json::json;

const KIND: Kind = Kind {
    name: "sites",
    file: "sites",
    en: "Sites",
    zh: "点位",
    about: "how often each site is chosen: plan_chosen plans do a work there; core: every plan, optional: some, never: none",
    prefix: "plan_",
};

struct Row<'a> {
    often: &'static str,
    counts: &'a SiteCounts,
    plans: u64,
}

impl Row<'_> {
    fn share(&self, count: u64) -> Cell {
        Cell::number((self.plans > 0).then(|| count as f64 / self.plans as f64))
    }
}

/// The layer: every site in the plan's order.
pub fn tally_layer<'a>(problem: &'a Problem, tally: &'a SiteTally) -> Table<'a> {
    let column = |name: &str, en: &str, zh: &str, unit, get: fn(&Row<'a>) -> Cell| {
        Column::new(name, heading(en, zh), unit, get)
    };
    let columns = vec![
        column("often", "How often", "入选情况", Unit::Text, |row| {
            Cell::Code(&OFTEN, row.often.into())
        }),
        column("chosen", "Chosen", "入选方案数", Unit::Count, |row| {
            Cell::count(row.counts.chosen)
        })
        .about("plans that do a work here"),
        column(
            "chosen_share",
            "Share chosen",
            "入选比例",
            Unit::Share,
            |row| row.share(row.counts.chosen),
        ),
        column("stands", "Stands", "存在方案数", Unit::Count, |row| {
            Cell::count(row.counts.stands)
        })
        .about("plans in which a facility stands here"),
        column(
            "stands_share",
            "Share standing",
            "存在比例",
            Unit::Share,
            |row| row.share(row.counts.stands),
        ),
        column("works", "Works", "任务", Unit::List, |row| {
            Cell::Json(json!(row.counts.works))
        })
        .about("an object: plans by work done"),
    ];
    let sites = tally.sites.iter().enumerate();
    let rows = sites.map(|(position, counts)| Row {
        often: tally.often(position).word(),
        counts,
        plans: tally.plans,
    });
    Table::new(KIND, columns, rows.collect()).placed(move |row| {
        let site = &problem.sites[crate::domain::SiteIdx::from(row)];
        Place {
            id: Some((&*site.id).into()),
            shape: Shape::Feature(&site.feature, (&*site.id).into()),
        }
    })
}
