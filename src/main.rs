//! The program: see `yike --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    yike::cli::main()
}
