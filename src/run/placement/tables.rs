//! The tables and layers of a placement: its sites, its demand, and who goes where.

use super::report::{Load, PlacementReport, rounded, rule_word};
use crate::domain::{Feature, LonLat};
use crate::plan::location::{Assignment, Ledger, LocationAudit, Part};
use crate::run::table::{Cell, Column, Kind, Place, Shape, Source, Table, Unit, Within, heading};
use crate::run::tables::TableSpec;
use std::borrow::Cow;

/// Up to so many demand points are shown on the map.
pub const MOST_POINTS: usize = 1_000_000;
/// Up to so many demand points have their lines shown.
pub const MOST_LINKS: usize = 100_000;
/// Shares below this are a solver's rounding.
const NOTHING: f64 = 1e-6;

const SITES: Kind = Kind {
    name: "sites",
    file: "placement",
    en: "Sites",
    zh: "点位",
    about: "sites and whether they are open",
    prefix: "plan_",
};

const DEMAND: Kind = Kind {
    name: "demand",
    file: "demand",
    en: "Demand",
    zh: "需求点",
    about: "demand and where it goes",
    prefix: "plan_",
};

const LINKS: Kind = Kind {
    name: "links",
    file: "links",
    en: "Links",
    zh: "服务关系",
    about: "straight lines between places; distances are those of the instance",
    prefix: "",
};

const ASSIGNMENT: Kind = Kind {
    name: "assignment",
    file: "assignment",
    en: "Assignment",
    zh: "分配",
    about: "where every demand point goes, by share; what is not covered or not served stands in a row without site",
    prefix: "",
};

pub(super) struct SiteRow<'a> {
    report: PlacementReport<'a>,
    site: usize,
    open: bool,
    load: Load,
}

fn site_columns<'a>() -> Vec<Column<'a, SiteRow<'a>>> {
    let column = |name: &str, en: &str, zh: &str, unit, get: fn(&SiteRow<'a>) -> Cell| {
        Column::new(name, heading(en, zh), unit, get)
    };
    let number = Unit::Number;
    vec![
        column("id", "Site id", "点位编号", Unit::Text, |row| {
            Cell::text(row.report.instance.site_ids().label(row.site))
        })
        .from(Source::Input)
        .within(Within::Tables),
        column("open", "Open", "是否启用", Unit::Flag, |row| Cell::Flag(row.open)),
        column("rule", "Rule", "规则", Unit::Text, |row| {
            Cell::text(rule_word(row.report.instance.rules()[row.site]))
        })
        .from(Source::Input)
        .about("`free`, `existing`, `required` or `forbidden`"),
        column("fixed_cost", "Fixed cost", "固定成本", number, |row| {
            Cell::Number(row.report.instance.fixed_costs()[row.site])
        })
        .from(Source::Input),
        column("capacity", "Capacity", "容量", number, |row| {
            Cell::number(row.report.instance.capacities().map(|all| all[row.site]))
        })
        .from(Source::Input)
        .about("empty where it is not known"),
        column("demand_points", "Demand points", "需求点数", Unit::Count, |row| {
            Cell::count(row.load.points)
        })
        .about("with weight, that go there"),
        column("weight_served", "Weight served", "服务权重", number, |row| {
            Cell::Number(rounded(row.load.weight, 6))
        }),
        column("utilisation", "Utilisation", "利用率", Unit::Share, |row| {
            Cell::number(row.report.utilisation(row.site, row.load))
        })
        .about("1 where the capacity is used up"),
    ]
}

/// Every site and what is decided about it. `yike locate --start` reads the CSV of it.
pub fn sites_table<'a>(report: PlacementReport<'a>, audit: &LocationAudit) -> Table<'a> {
    let (open, loads) = (report.is_open(), report.loads(audit));
    let rows = loads.into_iter().enumerate().map(|(site, load)| SiteRow {
        report,
        site,
        open: open[site],
        load,
    });
    let table = Table::new(SITES, site_columns(), rows.collect());
    if !report.has_site_places() {
        return table;
    }
    table.placed(move |site| {
        let id = report.instance.site_ids().label(site);
        place(id, report.site_features.map(|features| &features[site]), report.site_place(site))
    })
}

fn place<'a>(id: Cow<'a, str>, feature: Option<&'a Feature>, at: Option<LonLat>) -> Place<'a> {
    let shape = match (feature, at) {
        (Some(feature), _) => Shape::Feature(feature, id.clone()),
        (None, Some(at)) => Shape::Point(at),
        (None, None) => Shape::Nowhere,
    };
    Place { id: Some(id), shape }
}

pub(super) struct DemandRow<'a> {
    report: PlacementReport<'a>,
    demand: usize,
    cover: f64,
    /// The part that is best served.
    main: Option<Part>,
    sites: usize,
}

fn demand_columns<'a>() -> Vec<Column<'a, DemandRow<'a>>> {
    let column = |name: &str, en: &str, zh: &str, unit, get: fn(&DemandRow<'a>) -> Cell| {
        Column::new(name, heading(en, zh), unit, get)
    };
    let number = Unit::Number;
    vec![
        column("weight", "Weight", "权重", number, |row| {
            Cell::Number(row.report.instance.weights()[row.demand])
        })
        .from(Source::Input),
        column("covered", "Covered", "是否覆盖", Unit::Flag, |row| Cell::Flag(row.cover > 0.0)),
        column("cover", "Cover", "覆盖程度", Unit::Share, |row| Cell::Number(row.cover)),
        column("site", "Served by", "服务点位", Unit::Text, |row| {
            Cell::maybe(row.main, |part| {
                Cell::text(row.report.instance.site_ids().label(part.site as usize))
            })
        })
        .about("the site that serves the largest share; null where nobody does"),
        column("distance", "Distance", "距离", number, |row| {
            Cell::number(row.main.map(|part| rounded(part.distance, 3)))
        })
        .about("in the instance's unit"),
        column("sites", "Sites", "服务点位数", Unit::Count, |row| Cell::count(row.sites)),
    ]
}

/// Every demand point that has a place, with how it is covered.
pub fn demand_layer<'a>(report: PlacementReport<'a>, audit: &'a LocationAudit) -> Table<'a> {
    let instance = report.instance;
    let ledger = Ledger::new(instance, report.question, &audit.assignment);
    let rows: Vec<DemandRow<'a>> = (0..instance.points())
        .map(|demand| {
            let served = || ledger.parts(demand).filter(|part| part.cover > 0.0);
            DemandRow {
                report,
                demand,
                cover: served().map(|part| part.share * part.cover).sum(),
                main: served()
                    .reduce(|best, next| if next.share > best.share { next } else { best }),
                sites: served().count(),
            }
        })
        .collect();
    let mut table = Table::new(DEMAND, demand_columns(), rows).placed(move |demand| {
        let id = instance.demand_ids().label(demand);
        let feature = report.demand_features.map(|features| &features[demand]);
        place(id, feature, report.demand_place(demand))
    });
    let unit = instance.unit().word();
    if !unit.is_empty() {
        table.about = format!("{}; distances in {unit}", DEMAND.about).into();
    }
    table
}

/// A part of a demand point's people that a site serves; without a site what nobody does.
#[derive(Clone, Copy)]
pub(super) struct PartRow<'a> {
    report: PlacementReport<'a>,
    demand: usize,
    share: f64,
    part: Option<Part>,
}

impl PartRow<'_> {
    fn weight(&self) -> f64 {
        self.report.instance.weights()[self.demand]
    }

    fn demand_id(&self) -> Cell {
        Cell::text(self.report.instance.demand_ids().label(self.demand))
    }

    fn site_id(&self) -> Cell {
        Cell::maybe(self.part, |part| {
            Cell::text(self.report.instance.site_ids().label(part.site as usize))
        })
    }
}

/// The parts of every demand point, what nobody serves at the end of each.
fn parts<'a>(report: PlacementReport<'a>, audit: &'a LocationAudit) -> Vec<PartRow<'a>> {
    let instance = report.instance;
    let ledger = Ledger::new(instance, report.question, &audit.assignment);
    let points = match audit.assignment {
        Assignment::Nobody => 0,
        _ => instance.points(),
    };
    let mut rows = Vec::new();
    for demand in 0..points {
        let mut left = 1.0;
        for part in ledger.parts(demand).filter(|part| part.cover > 0.0) {
            left -= part.share;
            rows.push(PartRow { report, demand, share: part.share, part: Some(part) });
        }
        if left > NOTHING {
            rows.push(PartRow { report, demand, share: left, part: None });
        }
    }
    rows
}

fn assignment_columns<'a>() -> Vec<Column<'a, PartRow<'a>>> {
    let column = |name: &str, en: &str, zh: &str, unit, get: fn(&PartRow<'a>) -> Cell| {
        Column::new(name, heading(en, zh), unit, get)
    };
    let number = Unit::Number;
    vec![
        column("demand", "Demand id", "需求点编号", Unit::Text, PartRow::demand_id)
            .from(Source::Input),
        column("weight", "Weight", "权重", number, |row| Cell::Number(row.weight()))
            .from(Source::Input),
        column("site", "Site id", "点位编号", Unit::Text, PartRow::site_id),
        column("share", "Share", "比例", number, |row| Cell::Number(rounded(row.share, 9))),
        column("distance", "Distance", "距离", number, |row| {
            Cell::number(row.part.map(|part| rounded(part.distance, 6)))
        })
        .about("in the instance's unit"),
        column("cover", "Cover", "覆盖程度", Unit::Share, |row| {
            Cell::number(row.part.map(|part| part.cover))
        })
        .about("at that distance"),
    ]
}

/// Where every demand point goes; empty for questions of sites alone. The shares of a point add up to 1.
pub fn assignment_table<'a>(report: PlacementReport<'a>, audit: &'a LocationAudit) -> Table<'a> {
    Table::new(ASSIGNMENT, assignment_columns(), parts(report, audit))
}

fn link_columns<'a>() -> Vec<Column<'a, PartRow<'a>>> {
    let column = |name: &str, en: &str, zh: &str, unit, get: fn(&PartRow<'a>) -> Cell| {
        Column::new(name, heading(en, zh), unit, get)
    };
    let number = Unit::Number;
    vec![
        column("demand", "Demand id", "需求点编号", Unit::Text, PartRow::demand_id),
        column("site", "Site id", "点位编号", Unit::Text, PartRow::site_id),
        column("share", "Share", "比例", number, |row| Cell::Number(rounded(row.share, 9))),
        column("weight", "Weight", "权重", number, |row| {
            Cell::Number(rounded(row.weight() * row.share, 6))
        }),
        column("distance", "Distance", "距离", number, |row| {
            Cell::number(row.part.map(|part| rounded(part.distance, 3)))
        })
        .about("in the instance's unit"),
    ]
}

/// A straight line from each demand point with weight to each site that serves it. Polygons of which only the outline is
/// known have no lines.
pub fn links_layer<'a>(report: PlacementReport<'a>, audit: &'a LocationAudit) -> Table<'a> {
    let ends = |row: &PartRow<'a>| {
        let (from, to) =
            (report.demand_place(row.demand)?, report.site_place(row.part?.site as usize)?);
        (row.weight() > 0.0).then_some((from, to))
    };
    let rows = parts(report, audit).into_iter();
    let (rows, places): (Vec<_>, Vec<_>) = rows.filter_map(|row| Some((row, ends(&row)?))).unzip();
    Table::new(LINKS, link_columns(), rows)
        .placed(move |row| Place { id: None, shape: Shape::Line(places[row].0, places[row].1) })
}

/// Every table and layer that a placement's run may have: layers first.
pub fn specs() -> Vec<TableSpec> {
    vec![
        TableSpec::layer(SITES, &site_columns()),
        TableSpec::layer(DEMAND, &demand_columns()),
        TableSpec::layer(LINKS, &link_columns()),
        TableSpec::table(ASSIGNMENT, &assignment_columns()),
    ]
}
