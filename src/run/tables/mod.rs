//! Every table and layer of a plan's run, a file each: its columns over its rows.
//!
//! Columns that are made for each tier, group of people or source of money follow from the [`Dimensions`] of the plan.

mod coverage;
mod demand;
mod dimensions;
mod links;
mod money;
mod network;
mod reach;
mod reached;
mod record;
mod sites;
mod tally;
mod targets;
mod towns;
mod uncovered;
mod works;

pub use coverage::coverage_table;
pub use demand::demand_layer;
pub use dimensions::{Dimensions, TierDimension};
pub use links::links_layer;
pub use money::money_table;
pub use network::{NetworkPoints, network_layer, network_of, network_text};
pub use reach::{outermost, reach_layer};
pub use reached::reached_layer;
pub use record::record_table;
pub use sites::sites_layer;
pub use tally::tally_layer;
pub use targets::targets_table;
pub use towns::towns_layer;
pub use uncovered::uncovered_layer;
pub use works::works_table;

use super::plan::PlanJson;
use super::report::{Decided, Report};
use super::table::{Head, Kind, Table};

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

/// Every table and layer that a plan's run may have, for plans of these dimensions: layers first.
pub fn specs(dimensions: &Dimensions) -> Vec<TableSpec> {
    let spec = |kind, is_layer, heads| TableSpec {
        kind,
        is_layer,
        heads,
    };
    vec![
        spec(sites::KIND, true, heads(&sites::columns(dimensions))),
        spec(demand::KIND, true, heads(&demand::columns(dimensions))),
        spec(links::KIND, true, heads(&links::columns())),
        spec(towns::KIND, true, heads(&towns::columns(dimensions))),
        spec(uncovered::KIND, true, heads(&uncovered::columns())),
        spec(reach::KIND, true, heads(&reach::columns())),
        spec(network::KIND, true, heads(&network::columns())),
        spec(targets::KIND, false, heads(&targets::columns())),
        spec(works::KIND, false, heads(&works::columns(dimensions))),
        spec(coverage::KIND, false, heads(&coverage::columns())),
        spec(money::KIND, false, heads(&money::columns())),
        spec(record::KIND, false, heads(&record::columns())),
    ]
}

fn heads<R>(columns: &[super::table::Column<'_, R>]) -> Vec<Head> {
    columns.iter().map(|column| column.head().clone()).collect()
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
    layers.extend(reach_layer(decided));
    layers
}

/// The tables of a run beside its layers.
pub fn tables<'a>(report: &Report<'a>, plan: &'a PlanJson) -> Vec<Table<'a>> {
    vec![
        targets_table(report, plan),
        works_table(report.problem, plan),
        money_table(plan),
        coverage_table(report.problem, plan),
        record_table(report.problem, plan),
    ]
}
