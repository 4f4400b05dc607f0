//! Every table and layer of a plan's run, a file each: its columns over its rows.
//!
//! Columns that are made for each tier, group of people or source of money follow from the [`Dimensions`] of the plan.

mod access;
mod allocations;
mod coverage;
mod demand;
mod dimensions;
mod fairness;
mod links;
mod money;
pub(crate) mod names;
mod network;
pub(crate) mod permitted;
mod reach;
mod reached;
mod record;
mod sites;
pub(super) mod tally;
mod targets;
mod towns;
mod uncovered;
mod works;

pub use access::access_table;
pub use allocations::allocations_layer;
pub use coverage::coverage_table;
pub use demand::demand_layer;
pub use dimensions::{Dimensions, TierDimension};
pub use fairness::fairness_table;
pub use links::links_layer;
pub use money::money_table;
pub use network::{NetworkPoints, network_layer, network_of, network_text};
pub use permitted::permitted_table;
pub use reach::{outermost, reach_layer};
pub use reached::reached_layer;
pub use record::record_table;
pub use sites::sites_layer;
pub use tally::{tally_heads, tally_layer};
pub use targets::targets_table;
pub use towns::towns_layer;
pub use uncovered::uncovered_layer;
pub use works::works_table;

use super::plan::PlanJson;
use super::report::{Decided, Report};
use super::table::{Columns, Head, Kind, Table};

/// A kind of table with the columns that it has for a plan of these dimensions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSpec {
    /// What it is.
    pub kind: Kind,
    /// Whether its rows have places.
    pub is_layer: bool,
    /// Its columns.
    pub heads: Vec<Head>,
}

impl TableSpec {
    /// A table with these columns.
    pub(crate) fn table<R>(kind: Kind, columns: Columns<'_, R>) -> Self {
        Self { kind, is_layer: false, heads: columns.heads }
    }

    /// A layer with these columns.
    pub(crate) fn layer<R>(kind: Kind, columns: Columns<'_, R>) -> Self {
        Self { kind, is_layer: true, heads: columns.heads }
    }
}

/// Every table and layer that a plan's run may have, for plans of these dimensions: layers first.
pub fn specs(dimensions: &Dimensions) -> Vec<TableSpec> {
    vec![
        TableSpec::layer(sites::KIND, sites::columns(dimensions)),
        TableSpec::layer(demand::KIND, demand::columns(dimensions)),
        TableSpec::layer(links::KIND, links::columns()),
        TableSpec::layer(towns::KIND, towns::columns(dimensions)),
        TableSpec::layer(uncovered::KIND, uncovered::columns()),
        TableSpec::layer(allocations::KIND, allocations::columns()),
        TableSpec::layer(reach::KIND, reach::columns()),
        TableSpec::layer(network::KIND, network::columns()),
        TableSpec::table(targets::KIND, targets::columns(dimensions)),
        TableSpec::table(works::KIND, works::columns(dimensions)),
        TableSpec::table(coverage::KIND, coverage::columns()),
        TableSpec::table(access::KIND, access::columns()),
        TableSpec::table(fairness::KIND, fairness::columns()),
        TableSpec::table(money::KIND, money::columns()),
        TableSpec::table(record::KIND, record::columns()),
        TableSpec::table(permitted::KIND, permitted::columns()),
    ]
}

/// The columns of the sites' table.
pub fn sites_heads(dimensions: &Dimensions) -> Vec<Head> {
    sites::columns(dimensions).heads
}

/// The layers of a layout, in the order in which they are written.
pub fn layers<'a>(report: &Report<'a>, decided: Decided<'a>) -> Vec<Table<'a>> {
    let mut layers = vec![
        sites_layer(decided),
        demand_layer(report, decided),
        links_layer(decided),
        towns_layer(decided),
        uncovered_layer(decided),
    ];
    layers.extend(allocations_layer(decided));
    layers.extend(reach_layer(decided));
    layers
}

/// The tables of a run beside its layers.
pub fn tables<'a>(report: &Report<'a>, plan: &'a PlanJson) -> Vec<Table<'a>> {
    let mut tables = vec![
        targets_table(report, plan),
        works_table(report.problem, plan),
        money_table(plan),
        coverage_table(report.problem, plan),
        access_table(report.problem, plan),
        fairness_table(report.problem, plan),
        record_table(report.problem, plan),
    ];
    tables.extend(report.decided().map(permitted_table));
    tables
}
