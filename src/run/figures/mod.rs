//! What the outputs say, counted once from a problem, a layout and its audit; no format here.

mod coverage;
mod origins;
mod published;
mod reach;
mod service;
mod supply;
mod towns;
mod works;

pub use coverage::coverage_of;
pub use origins::{
    ModelledMoney, OriginCount, Sort, modelled_funding, modelled_possible_works, modelled_units,
    modelled_works, origin_counts,
};
pub use published::{Disagreement, disagreements};
pub use reach::straight_reach;
pub use service::{Served, Uncovered, WhyUncovered, uncovered};
pub use supply::{TownSupply, supply_of_towns};
pub use towns::{TownFigures, town_figures};
pub use works::{
    Facilities, WorkRow, WorkTotal, facilities, led_by, sole_of_its_place, untouched, work_totals,
    works,
};
