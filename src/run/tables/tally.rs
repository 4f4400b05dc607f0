//! How often each site is chosen in a sweep: `sites.geojson`.

use super::names;
use crate::domain::{Problem, Site, SiteIdx, Town};
use crate::run::table::Unit::{Count, Share, Text};
use crate::run::table::{Columns, Head, Kind, Place, Table};
use crate::run::words::{OFTEN, ORIGINS};
use crate::scenario::{SiteCounts, SiteTally};

pub(crate) const KIND: Kind = Kind::new(
    "sites",
    "Sites",
    "点位",
    "how often each site is chosen: plan_chosen plans do a work there; core: every plan, optional: some, never: none",
)
.behind_properties();

pub(crate) struct Row<'a> {
    site: &'a Site,
    town: &'a Town,
    often: &'static str,
    counts: &'a SiteCounts,
    plans: u64,
}

impl Row<'_> {
    fn share(&self, count: u64) -> Option<f64> {
        (self.plans > 0).then(|| count as f64 / self.plans as f64)
    }
}

/// The columns. The caller's own id, geometry and properties stand before them.
pub(crate) fn columns<'a>() -> Columns<'a, Row<'a>> {
    Columns::<Row<'a>>::new()
        .input(names::NAME, "Site", "点位", Text, |row| &row.site.name)
        .input(names::TOWN, "Town id", "镇街编号", Text, |row| &row.town.id)
        .input("town_name", "Town", "镇街", Text, |row| &row.town.name)
        .input("figures_origin", "Figures are", "数据来源", &ORIGINS, |row| {
            row.site.provenance.figures.word()
        })
        .input("position_origin", "Position is", "位置来源", &ORIGINS, |row| {
            row.site.provenance.position.word()
        })
        .computed("often", "How often", "入选情况", &OFTEN, |row| row.often)
        .computed("chosen", "Chosen", "入选方案数", Count, |row| row.counts.chosen)
        .about("plans that do a work here")
        .computed("chosen_share", "Share chosen", "入选比例", Share, |row| {
            row.share(row.counts.chosen)
        })
        .computed("stands", "Stands", "存在方案数", Count, |row| row.counts.stands)
        .about("plans in which a facility stands here")
        .computed("stands_share", "Share standing", "存在比例", Share, |row| {
            row.share(row.counts.stands)
        })
        .computed("works", "Works", "任务", Text, |row| {
            let counts = row.counts.works.iter();
            counts.map(|(work, plans)| format!("{work}: {plans}")).collect::<Vec<_>>().join("; ")
        })
        .about("in how many plans each is done, by its id")
}

/// What the columns are.
pub fn tally_heads() -> Vec<Head> {
    columns().heads
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
    Table::new(KIND, columns(), rows).placed(move |row| {
        let site = &problem.sites[SiteIdx::from(row)];
        Place::of(&site.id, &site.feature)
    })
}
