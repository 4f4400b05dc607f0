//! How tables in CSV are written, an option of every command that writes some.

use clap::Args;

/// How tables in CSV are written.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(crate) struct CsvArgs {
    /// Begin CSV with a byte-order mark, by which Excel knows UTF-8
    #[arg(long)]
    pub(crate) csv_bom: bool,
}
