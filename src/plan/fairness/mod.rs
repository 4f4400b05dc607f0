//! Fairness: how what a layout gives is spread over the people.
//!
//! Inequality measures are of a distribution: [`Portion`]s, people with the value that each of them has. A value is a burden
//! (the way to a facility) or a good (places in reach, by floating catchments). What a layout means for towns, settings and
//! groups, beside today, is in [`fairness`].

mod catchment;
mod gains;
mod gini;
mod kolm_pollak;
mod portion;
mod report;
mod supply;
mod theil;
mod ways;
mod worst;
mod worst_town;

pub use catchment::{Catchment, floating_catchment};
pub use gains::Gains;
pub use gini::gini;
pub use kolm_pollak::{AVERSION, kappa, kolm_pollak};
pub use portion::{Portion, Worth, mean};
pub use report::{AccessRow, Fairness, Inequality, InequalityRow, Subject, WayFigures, fairness};
pub use supply::{Supplied, Supply, supplied, supply};
pub use theil::{Theil, theil, theil_of_groups};
pub(crate) use ways::ways_unserved;
pub use ways::{Way, Ways, way_kappa, way_portions, ways, ways_today};
pub use worst::{WORST, worst_off};
pub use worst_town::worst_town;
