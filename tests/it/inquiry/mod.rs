//! Questions about plans: every answer held against all layouts of small plans, tried one after another.

mod why;
mod why_cli;
mod worth;
