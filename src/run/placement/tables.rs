//! The tables and layers of a placement: its sites, its demand, and who goes where.

use super::alternatives::{self, alternatives_table};
use super::infeasible::{self, conflicts_table, repairs_table};
use super::report::{Load, PlacementReport, rule_word};
use super::worth::{self, worth_table};
use crate::domain::location::Instance;
use crate::domain::{Feature, LonLat};
use crate::plan::location::{Assignment, Ledger, LocationAudit, Part};
use crate::run::numbers::rounded;
use crate::run::table::Unit::{Count, Flag, Number, Share, Text};
use crate::run::table::{Columns, Kind, Place, Shape, Table};
use crate::run::tables::TableSpec;
use crate::run::words::OFTEN;
use std::borrow::Cow;

/// Up to so many demand points are shown on the map.
pub const MOST_POINTS: usize = 1_000_000;
/// Up to so many demand points have their lines shown.
pub const MOST_LINKS: usize = 100_000;
/// Shares below this are a solver's rounding.
const NOTHING: f64 = 1e-6;

const SITES: Kind = Kind::new("sites", "Sites", "点位", "sites and whether they are open")
    .in_file("placement")
    .behind_properties();

const DEMAND: Kind =
    Kind::new("demand", "Demand", "需求点", "demand and where it goes").behind_properties();

const LINKS: Kind = Kind::new(
    "links",
    "Links",
    "服务关系",
    "straight lines between places; distances are those of the instance",
);

const ASSIGNMENT: Kind = Kind::new(
    "assignment",
    "Assignment",
    "分配",
    "where every demand point goes, by share; what is not covered or not served stands in a row without site",
);

pub(super) struct SiteRow<'a> {
    report: PlacementReport<'a>,
    site: usize,
    open: bool,
    load: Load,
}

impl<'a> SiteRow<'a> {
    fn instance(&self) -> &'a Instance {
        self.report.instance
    }
}

fn site_columns<'a>() -> Columns<'a, SiteRow<'a>> {
    Columns::<SiteRow<'a>>::new()
        .input("id", "Site id", "点位编号", Text, |row| {
            row.instance().site_ids().label(row.site)
        })
        .in_tables_alone()
        .computed("open", "Open", "是否启用", Flag, |row| row.open)
        .input("rule", "Rule", "规则", Text, |row| rule_word(row.instance().rules()[row.site]))
        .about("`free`, `existing`, `required` or `forbidden`")
        .input("fixed_cost", "Fixed cost", "固定成本", Number, |row| {
            row.instance().fixed_costs()[row.site]
        })
        .input("capacity", "Capacity", "容量", Number, |row| {
            row.instance().capacities().map(|all| all[row.site])
        })
        .about("empty where it is not known")
        .computed("demand_points", "Demand points", "需求点数", Count, |row| row.load.points)
        .about("with weight, that go there")
        .computed("weight_served", "Weight served", "服务权重", Number, |row| {
            rounded(row.load.weight, 6)
        })
        .computed("utilisation", "Utilisation", "利用率", Share, |row| {
            row.report.utilisation(row.site, row.load)
        })
        .about("1 where the capacity is used up")
        .claimed("often", "How often", "选中频度", &OFTEN, |row| {
            let known = row.report.common?[row.site]?;
            Some(known.word())
        })
        .about("in how many of the placements within the loss of `--lose` it is open; empty where that was not asked or is not known")
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
    let table = Table::new(SITES, site_columns(), rows);
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
    instance: &'a Instance,
    demand: usize,
    cover: f64,
    /// The part that is best served.
    main: Option<Part>,
    sites: usize,
}

fn demand_columns<'a>() -> Columns<'a, DemandRow<'a>> {
    Columns::<DemandRow<'a>>::new()
        .input("weight", "Weight", "权重", Number, |row| row.instance.weights()[row.demand])
        .computed("covered", "Covered", "是否覆盖", Flag, |row| row.cover > 0.0)
        .computed("cover", "Cover", "覆盖程度", Share, |row| row.cover)
        .computed("site", "Served by", "服务点位", Text, |row| {
            row.main.map(|part| row.instance.site_ids().label(part.site as usize))
        })
        .about("the site that serves the largest share; null where nobody does")
        .computed("distance", "Distance", "距离", Number, |row| {
            row.main.map(|part| rounded(part.distance, 3))
        })
        .about("in the instance's unit")
        .computed("sites", "Sites", "服务点位数", Count, |row| row.sites)
}

/// Every demand point that has a place, with how it is covered.
pub fn demand_layer<'a>(report: PlacementReport<'a>, audit: &'a LocationAudit) -> Table<'a> {
    let instance = report.instance;
    let ledger = Ledger::new(instance, report.question, &audit.assignment);
    let rows: Vec<DemandRow<'a>> = (0..instance.points())
        .map(|demand| {
            let served = || ledger.parts(demand).filter(|part| part.cover > 0.0);
            DemandRow {
                instance,
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
    instance: &'a Instance,
    demand: usize,
    share: f64,
    part: Option<Part>,
}

impl<'a> PartRow<'a> {
    fn weight(&self) -> f64 {
        self.instance.weights()[self.demand]
    }

    fn demand_id(&self) -> Cow<'a, str> {
        self.instance.demand_ids().label(self.demand)
    }

    fn site_id(&self) -> Option<Cow<'a, str>> {
        self.part.map(|part| self.instance.site_ids().label(part.site as usize))
    }

    fn distance(&self, places: i32) -> Option<f64> {
        self.part.map(|part| rounded(part.distance, places))
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
            rows.push(PartRow { instance, demand, share: part.share, part: Some(part) });
        }
        if left > NOTHING {
            rows.push(PartRow { instance, demand, share: left, part: None });
        }
    }
    rows
}

fn assignment_columns<'a>() -> Columns<'a, PartRow<'a>> {
    Columns::<PartRow<'a>>::new()
        .input("demand", "Demand id", "需求点编号", Text, PartRow::demand_id)
        .input("weight", "Weight", "权重", Number, PartRow::weight)
        .computed("site", "Site id", "点位编号", Text, PartRow::site_id)
        .computed("share", "Share", "比例", Number, |row| rounded(row.share, 9))
        .computed("distance", "Distance", "距离", Number, |row| row.distance(6))
        .about("in the instance's unit")
        .computed("cover", "Cover", "覆盖程度", Share, |row| row.part.map(|part| part.cover))
        .about("at that distance")
}

/// Where every demand point goes; empty for questions of sites alone. The shares of a point add up to 1.
pub fn assignment_table<'a>(report: PlacementReport<'a>, audit: &'a LocationAudit) -> Table<'a> {
    Table::new(ASSIGNMENT, assignment_columns(), parts(report, audit))
}

fn link_columns<'a>() -> Columns<'a, PartRow<'a>> {
    Columns::<PartRow<'a>>::new()
        .computed("demand", "Demand id", "需求点编号", Text, PartRow::demand_id)
        .computed("site", "Site id", "点位编号", Text, PartRow::site_id)
        .computed("share", "Share", "比例", Number, |row| rounded(row.share, 9))
        .computed("weight", "Weight", "权重", Number, |row| rounded(row.weight() * row.share, 6))
        .computed("distance", "Distance", "距离", Number, |row| row.distance(3))
        .about("in the instance's unit")
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
    let mut specs = vec![
        TableSpec::layer(SITES, site_columns()),
        TableSpec::layer(DEMAND, demand_columns()),
        TableSpec::layer(LINKS, link_columns()),
        TableSpec::table(ASSIGNMENT, assignment_columns()),
        alternatives::spec(),
        worth::spec(),
    ];
    specs.extend(infeasible::specs());
    specs
}

/// The tables of a report that go beyond its placement.
pub fn further_tables<'a>(report: &PlacementReport<'a>) -> Vec<Table<'a>> {
    let tables = [
        alternatives_table(report),
        worth_table(report),
        conflicts_table(report),
        repairs_table(report),
    ];
    tables.into_iter().flatten().collect()
}
