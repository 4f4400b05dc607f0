//! Tables of a run as files: `plan.xlsx` and CSV.

mod csv;
mod xlsx;

pub use csv::{guarded, table_csv, table_csv_as_given};
pub use xlsx::workbook;
