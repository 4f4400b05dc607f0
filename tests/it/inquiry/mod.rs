//! Questions about plans, against every layout of small ones.

mod alternatives;
mod commands;
