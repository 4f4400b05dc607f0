//! Travel over roads: `yike matrix`, `yike reach`, and what `yike locate --network` needs of it.

mod args;
mod matrix;
mod points;
mod reach;

pub(crate) use args::{MatrixArgs, NetworkArgs, ReachArgs};
pub(crate) use points::{NetworkOptions, Roads, places};
pub(crate) use {matrix::run as run_matrix, reach::run as run_reach};
