//! Tables of a run as files: `plan.xlsx` and CSV.

mod csv;
mod xlsx;

pub(crate) use csv::{MARK, records};
pub use csv::{codes_csv, codes_csv_as_given, guarded, mark, marked, table_csv};
pub use xlsx::workbook;
