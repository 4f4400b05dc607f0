//! What the commands and their options are, for programs that offer them in another language.

use super::args::CommandLine;
use clap::{ArgAction, CommandFactory};
use serde::Serialize;

/// A command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CommandAbout {
    /// Its word.
    pub name: String,
    /// What it does.
    pub about: String,
    /// Its arguments and options, those of every command left out.
    pub options: Vec<OptionAbout>,
}

/// An argument or an option of a command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OptionAbout {
    /// Its word, without hyphens before it; of an argument its name.
    pub name: String,
    /// Whether it is an argument, told by its place.
    pub is_argument: bool,
    /// Whether it takes no value.
    pub is_flag: bool,
    /// Whether it may be given again.
    pub is_repeated: bool,
    /// What stands for its value in help, for instance `FILE`.
    pub value: String,
    /// The words that it takes; empty where it takes others.
    pub words: Vec<String>,
    /// What each of the words means; empty where they say it themselves.
    pub meanings: Vec<String>,
    /// Under what it stands in help; empty where it stands under nothing of its own.
    pub heading: String,
    /// What it means.
    pub about: String,
}

/// The commands in the order of `yike --help`.
pub fn commands() -> Vec<CommandAbout> {
    let mut all = CommandLine::command();
    all.build();
    let commands = all.get_subcommands().filter(|command| command.get_name() != "help");
    commands
        .map(|command| CommandAbout {
            name: command.get_name().to_owned(),
            about: command.get_about().map(ToString::to_string).unwrap_or_default(),
            options: options(command),
        })
        .collect()
}

fn options(command: &clap::Command) -> Vec<OptionAbout> {
    let own = command.get_arguments().filter(|argument| {
        let id = argument.get_id().as_str();
        !argument.is_global_set() && id != "help" && id != "version"
    });
    own.map(|argument| {
        let takes = argument.get_action().takes_values();
        let value = argument.get_value_names().and_then(|names| names.first());
        let words = argument.get_possible_values();
        let meanings = words.iter().filter(|_| takes).filter_map(|word| word.get_help());
        OptionAbout {
            name: argument.get_long().unwrap_or(argument.get_id().as_str()).to_owned(),
            is_argument: argument.is_positional(),
            is_flag: !takes,
            is_repeated: matches!(argument.get_action(), ArgAction::Append)
                || argument.get_num_args().is_some_and(|count| count.max_values() > 1),
            value: value.map(ToString::to_string).unwrap_or_default(),
            words: words.iter().filter(|_| takes).map(|word| word.get_name().to_owned()).collect(),
            meanings: meanings.map(ToString::to_string).collect(),
            heading: argument.get_help_heading().unwrap_or_default().to_owned(),
            about: argument.get_help().map(ToString::to_string).unwrap_or_default(),
        }
    })
    .collect()
}
