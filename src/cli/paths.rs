//! Where outputs go, so that they can go there, and over nothing that they should not.

use super::failure::{Failure, refuse};
use crate::domain::{Phrase, Text, phrase, text};
use crate::run::folder::{try_file, try_folder};
use clap::{ArgMatches, Command};
use std::path::{Path, PathBuf};

/// The options and arguments that name outputs.
const OUTPUTS: [&str; 5] = ["out", "report", "lp_file", "mps_file", "output"];

/// The arguments that take `-` for standard input or output.
const STREAMS: [(&str, &str); 3] = [("convert", "input"), ("convert", "output"), ("matrix", "out")];

/// Tries whether what a command is to write could be written, before the work that it takes to make it. By the name of
/// its value an output is a file or a folder (`DIR`).
pub(crate) fn try_outputs(command: &Command, matches: &ArgMatches) -> Result<(), Failure> {
    let Some((name, typed)) = matches.subcommand() else {
        return Ok(());
    };
    let Some(command) = command.find_subcommand(name) else {
        return Ok(());
    };
    for argument in command.get_arguments() {
        let id = argument.get_id().as_str();
        let path = typed.try_get_one::<PathBuf>(id).ok().flatten();
        let Some(path) = path else { continue };
        let option = argument.get_long().map_or(id.to_owned(), |long| format!("--{long}"));
        if path == Path::new("-") {
            if STREAMS.contains(&(name, id)) {
                continue;
            }
            let stream = match OUTPUTS.contains(&id) {
                true => phrase("standard output", "标准输出"),
                false => phrase("standard input", "标准输入"),
            };
            return refuse(
                text!("{option}: {stream} (-) is not for this", "{option}：此处不能用{stream}（-）"; stream),
                phrase(
                    "name a file; `yike convert` and the --out of `yike matrix` take -",
                    "请给出文件名；只有 `yike convert` 和 `yike matrix` 的 --out 可用 -",
                ),
            );
        }
        if !OUTPUTS.contains(&id) {
            continue;
        }
        let is_folder = argument.get_value_names().is_some_and(|names| names[0] == "DIR");
        let shown = path.display();
        match is_folder {
            true if path.exists() && !path.is_dir() => refuse(
                text!("{option}: {shown} is a file", "{option}：{shown} 是文件"),
                phrase("name a folder", "请给出文件夹"),
            )?,
            true => try_folder(path)?,
            false if path.is_dir() => refuse(
                text!("{option}: {shown} is a folder", "{option}：{shown} 是文件夹"),
                phrase("name a file", "请给出文件名"),
            )?,
            false => try_file(path)?,
        }
    }
    // The problems of `locate` are commands of their own.
    try_outputs(command, typed)
}

/// What to do where a model would take the place of another file.
pub(crate) const OTHER_MODEL: Phrase =
    phrase("give the model another name", "请给模型文件另取名称");

/// Errors when the model's file is the name of an output in `out`.
pub(crate) fn model_file(
    option: &str,
    file: &Path,
    out: Option<&Path>,
    writes: impl Fn(&str) -> bool,
) -> Result<(), Failure> {
    if out.is_some_and(|out| is_output(out, writes, file)) {
        let file = file.display();
        return refuse(
            text!("{option}: {file} is the name of an output", "{option}：{file} 与输出文件同名"),
            phrase(
                "give the model another name, for instance model.lp",
                "请给模型文件另取名称，例如 model.lp",
            ),
        );
    }
    Ok(())
}

/// Whether two paths lead to one file, as far as that can be told.
fn same_file(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}

/// Errors when a run would write over one of its inputs; `writes` tells the names that it may write to `out`.
pub(crate) fn refuse_to_overwrite(
    out: Option<&Path>,
    writes: impl Fn(&str) -> bool,
    inputs: &[PathBuf],
) -> Result<(), Failure> {
    let is_output =
        |input: &&PathBuf| out.is_some_and(|folder| is_output(folder, &writes, &file_of(input)));
    refuse_inputs(
        "--out",
        inputs.iter().filter(is_output),
        phrase(
            "name another folder, so that what the run reads stays",
            "请指定另一个文件夹，以免覆盖所读文件",
        ),
    )
}

/// Errors when `output`, which `option` asks for, is one of the inputs.
pub(crate) fn refuse_to_overwrite_with(
    option: &str,
    output: &Path,
    inputs: &[PathBuf],
    help: Phrase,
) -> Result<(), Failure> {
    let is_it = |input: &&PathBuf| same_file(&file_of(input), output);
    refuse_inputs(option, inputs.iter().filter(is_it), help)
}

fn refuse_inputs<'a>(
    option: &str,
    inputs: impl Iterator<Item = &'a PathBuf>,
    help: Phrase,
) -> Result<(), Failure> {
    let names: Vec<String> = inputs.map(|input| file_of(input).display().to_string()).collect();
    match names.is_empty() {
        true => Ok(()),
        false => {
            let names = Text::names(&names);
            let cause = text!(
                "{option}: {names} would be written over",
                "{option}：将覆盖 {names}";
                names
            );
            refuse(cause, help)
        }
    }
}

/// Whether `file` is one that may be written to `folder`, where `writes` tells the names.
fn is_output(folder: &Path, writes: impl Fn(&str) -> bool, file: &Path) -> bool {
    let is_output = |file: &Path| {
        let within = match file.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let name = file.file_name().and_then(|name| name.to_str());
        name.is_some_and(&writes) && same_file(within, folder)
    };
    is_output(file) || file.canonicalize().is_ok_and(|file| is_output(&file))
}

/// The file of `FILE.gpkg#LAYER`.
pub(crate) fn file_of(path: &Path) -> PathBuf {
    let text = path.to_str().unwrap_or_default();
    match text.rsplit_once('#') {
        Some((file, _)) if !path.exists() => file.into(),
        _ => path.to_owned(),
    }
}
