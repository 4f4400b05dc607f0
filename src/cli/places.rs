//! The places of outputs, tried before the work that fills them.

use clap::{ArgMatches, Command};
use std::path::PathBuf;
use yike::run::folder::{WriteError, try_file, try_folder};

/// The options and arguments that name outputs.
const OUTPUTS: [&str; 4] = ["out", "lp_file", "mps_file", "output"];

/// Tries whether what a command is to write could be written; by the name of its value an output is a file or a folder
/// (`DIR`).
pub(super) fn try_outputs(command: &Command, matches: &ArgMatches) -> Result<(), WriteError> {
    let Some((name, typed)) = matches.subcommand() else {
        return Ok(());
    };
    let Some(command) = command.find_subcommand(name) else {
        return Ok(());
    };
    for argument in command.get_arguments() {
        let id = argument.get_id().as_str();
        if !OUTPUTS.contains(&id) {
            continue;
        }
        let is_folder = argument.get_value_names().is_some_and(|names| names[0] == "DIR");
        let attempt = if is_folder { try_folder } else { try_file };
        if let Ok(Some(path)) = typed.try_get_one::<PathBuf>(id) {
            attempt(path)?;
        }
    }
    // The problems of `locate` are commands of their own.
    try_outputs(command, typed)
}
