//! `docs/commands.md`: what each command takes. `docs/commands.zh.md`, which is written by hand and is what help in Chinese
//! says, has the same rows.

use clap::Arg;
use clap::builder::StyledStr;
use std::fmt::Write;
use std::fs;
use yike::cli::{CommandAbout, OptionAbout, command_line, commands};

/// Options that so many commands have are described once.
const COMMON: usize = 3;

const HEAD: &str = "\n| | value | what |\n|---|---|---|\n";

pub(super) fn page() -> String {
    let mut text = String::from(
        "# The commands\n\n\
         [中文](commands.zh.md)\n\n\
         Made from the program's own arguments, as `outputs.md` is; `yike help COMMAND` prints what one takes.\n\n\
         Tables and JSON go to stdout, everything else to stderr. [Exit codes](exit-codes.md) are for scripts.\n\n\
         ## Options of every command\n",
    );
    let mut program = command_line();
    program.build();
    let is_everywhere = |own: &Arg| own.is_global_set() || own.get_id() == "help";
    parsed(&mut text, program.get_arguments().filter(|own| is_everywhere(own)));
    text += "\n## Options of several commands\n";
    let all = commands();
    let mut common: Vec<&OptionAbout> = Vec::new();
    for option in all.iter().flat_map(|command| &command.options) {
        if is_common(option, &all) && !common.contains(&option) {
            common.push(option);
        }
    }
    text += HEAD;
    common.iter().for_each(|option| row(&mut text, option));
    let _ = write!(text, "\n## `yike`\n\n{}.\n", said(program.get_about()));
    parsed(&mut text, program.get_arguments().filter(|own| !is_everywhere(own)));
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
    let help = program.find_subcommand("help").expect("`yike help`");
    let _ = write!(text, "\n## `yike help`\n\n{}.\n", said(help.get_about()));
    parsed(&mut text, help.get_positionals());
    text
}

/// A table of what the program or `yike help` takes, which `commands` leaves out.
fn parsed<'a>(text: &mut String, own: impl Iterator<Item = &'a Arg>) {
    *text += HEAD;
    for own in own {
        let name = match own.get_long() {
            Some(long) => format!("`--{long}`"),
            None => format!("`{}`", own.get_value_names().expect("a name")[0]),
        };
        let words: Vec<String> = match own.get_action().takes_values() {
            true => own.get_possible_values().iter().map(|word| word.get_name().into()).collect(),
            false => Vec::new(),
        };
        let meanings = own.get_possible_values();
        let meanings = meanings.iter().filter_map(|word| word.get_help().map(ToString::to_string));
        let meanings: Vec<String> = meanings.collect();
        // What the parser says of its own options also tells of `-h`.
        let about = said(own.get_help());
        let about = about.split(" (see").next().unwrap_or_default();
        let value = match &words[..] {
            [] => String::new(),
            words => format!("`{}`", words.join("`, `")),
        };
        cells(text, [name, value, format!("{about}{}", each(&words, &meanings))]);
    }
}

fn said(text: Option<&StyledStr>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
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
    let meanings = each(&option.words, &option.meanings);
    cells(text, [name(option), value, format!("{}{again}{meanings}", option.about)]);
}

/// What each word means, on a line of its own.
fn each(words: &[String], meanings: &[String]) -> String {
    let pairs = words.iter().zip(meanings);
    pairs.map(|(word, meaning)| format!("<br>`{word}`: {meaning}")).collect()
}

fn cells(text: &mut String, cells: [String; 3]) {
    let _ = writeln!(text, "| {} |", cells.map(|cell| cell.replace('|', "\\|")).join(" | "));
}

/// What a page has but for its texts: sections, rows with their words, the options that it names.
fn skeleton(page: &str) -> Vec<String> {
    let code = |text: &str| text.split('`').skip(1).step_by(2).collect::<Vec<_>>().join(" ");
    let lines = page.lines().filter_map(|line| {
        if let Some(heading) = line.strip_prefix("## ") {
            Some(format!("## {}", code(heading)))
        } else if line.starts_with("**") {
            Some("**".to_owned())
        } else if let Some(row) = line.strip_prefix("| `") {
            let [name, value, text] = row.splitn(3, " | ").collect::<Vec<_>>()[..] else {
                panic!("{line} has no three cells");
            };
            let words = text
                .split("<br>")
                .skip(1)
                .map(|part| code(part).split(' ').next().map(str::to_owned));
            Some(format!("{name} {value} {:?}", words.collect::<Vec<_>>()))
        } else {
            let named = code(line);
            named
                .starts_with("--")
                .then_some(named)
                .filter(|_| line.contains("several") || line.contains("共有"))
        }
    });
    lines.collect()
}

/// The sign of a row's text: its FNV-1a hash in four digits.
fn sign(row: &str) -> String {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let hash = row.bytes().fold(0x811c_9dc5, step);
    format!("<!-- {:04x} -->", (hash >> 16) ^ (hash & 0xffff))
}

/// Who changes what an option means in English is told to look at the Chinese.
#[test]
fn rows_in_chinese_are_of_the_english_as_it_is() {
    let chinese = fs::read_to_string("docs/commands.zh.md").expect("readable");
    let english = page();
    let rows = |page| str::lines(page).filter(|line| line.starts_with("| `"));
    assert_eq!(rows(&english).count(), rows(&chinese).count());
    for (english, chinese) in rows(&english).zip(rows(&chinese)) {
        let sign = sign(english);
        assert!(
            chinese.ends_with(&format!(" {sign} |")),
            "say in Chinese what this row of docs/commands.zh.md now means, and end it in {sign}:\n{english}\n{chinese}"
        );
    }
}

#[test]
fn the_chinese_page_has_the_rows_of_the_english_one() {
    let chinese = fs::read_to_string("docs/commands.zh.md").expect("readable");
    let english = page();
    let [english, own] = [&english, &chinese].map(|page| skeleton(page));
    for (at, (english, own)) in english.iter().zip(&own).enumerate() {
        assert_eq!(english, own, "row {at} of docs/commands.zh.md");
    }
    assert_eq!(english.len(), own.len());
    let is_chinese =
        |text: &str| text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
    for line in chinese.lines().filter(|line| !line.is_empty() && !line.starts_with("|--")) {
        let text =
            line.strip_prefix("| `").map_or(line, |row| row.splitn(3, " | ").nth(2).unwrap_or(""));
        let is_code = line.starts_with("## `") || line.starts_with('[');
        for part in text.split("<br>") {
            assert!(is_code || is_chinese(part), "{line}");
        }
    }
}
