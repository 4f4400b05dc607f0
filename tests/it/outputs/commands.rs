//! `docs/commands.md`: what each command takes.

use std::fmt::Write;
use yike::cli::{CommandAbout, OptionAbout, commands};

/// Options that so many commands have are described once.
const COMMON: usize = 3;

const HEAD: &str = "\n| | value | what |\n|---|---|---|\n";

pub(super) fn page() -> String {
    let mut text = String::from(
        "# The commands\n\n\
         Made from the program's own arguments, as `outputs.md` is; `yike help COMMAND` prints what one takes.\n\n\
         Tables and JSON go to stdout, everything else to stderr. Of every command `--json` makes the answer JSON, `--quiet` leaves\n\
         out all messages but errors. [Exit codes](exit-codes.md) are for scripts.\n\n\
         ## Options of several commands\n",
    );
    let all = commands();
    let mut common: Vec<&OptionAbout> = Vec::new();
    for option in all.iter().flat_map(|command| &command.options) {
        if is_common(option, &all) && !common.contains(&option) {
            common.push(option);
        }
    }
    text += HEAD;
    common.iter().for_each(|option| row(&mut text, option));
    for command in &all {
        let _ = write!(text, "\n## `yike {}`\n\n{}.\n", command.name, command.about);
        let (common, own): (Vec<&OptionAbout>, Vec<&OptionAbout>) =
            command.options.iter().partition(|option| is_common(option, &all));
        let mut heading = None;
        for option in own {
            if heading != Some(&option.heading) {
                if !option.heading.is_empty() {
                    let _ = write!(text, "\n**{}**\n", option.heading);
                }
                text += HEAD;
                heading = Some(&option.heading);
            }
            row(&mut text, option);
        }
        if !common.is_empty() {
            let names: Vec<String> = common.into_iter().map(name).collect();
            let _ = write!(text, "\nAs of several commands: {}.\n", names.join(", "));
        }
    }
    text
}

fn is_common(option: &OptionAbout, all: &[CommandAbout]) -> bool {
    let have = all.iter().filter(|command| command.options.contains(option));
    !option.is_argument && have.count() >= COMMON
}

fn name(option: &OptionAbout) -> String {
    match option.is_argument {
        true => format!("`{}`", option.value),
        false => format!("`--{}`", option.name),
    }
}

fn row(text: &mut String, option: &OptionAbout) {
    let value = match (option.is_flag || option.is_argument, &option.words[..]) {
        (true, []) => String::new(),
        (_, []) => format!("`{}`", option.value),
        (_, words) => format!("`{}`", words.join("`, `")),
    };
    let again = match option.is_repeated && !option.about.contains("may be ") {
        true => "; may be repeated",
        false => "",
    };
    let cells = [name(option), value, format!("{}{again}", option.about)];
    let _ = writeln!(text, "| {} |", cells.map(|cell| cell.replace('|', "\\|")).join(" | "));
}
