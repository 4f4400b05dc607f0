//! Questions about a plan, held against what trying everything gives.

mod clashes;
mod conflict_files;
mod mended;
mod why;
mod why_cli;
mod without;
mod worth;
