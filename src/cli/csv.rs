//! How tables in CSV are written, an option of every command that writes some.

use super::failure::{Failure, refuse};
use crate::domain::phrase;
use crate::run::Output;
use crate::write::tables::marked;
use clap::Args;
use std::path::Path;

/// How tables in CSV are written.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(crate) struct CsvArgs {
    /// Begin CSV with a byte-order mark, by which Excel knows UTF-8
    #[arg(long)]
    pub(crate) csv_bom: bool,
}

impl CsvArgs {
    /// Refuses the option where no folder is written.
    pub(crate) fn check(self, out: Option<&Path>) -> Result<(), Failure> {
        match self.csv_bom && out.is_none() {
            true => refuse(
                phrase("--csv-bom: nothing is written", "--csv-bom：没有要写入的文件"),
                phrase("leave it out, or give --out DIR too", "请去掉此选项，或同时给出 --out DIR"),
            ),
            false => Ok(()),
        }
    }

    /// The outputs as they are written.
    pub(crate) fn of(self, made: Vec<Output>) -> Vec<Output> {
        match self.csv_bom {
            true => made.into_iter().map(marked).collect(),
            false => made,
        }
    }
}
