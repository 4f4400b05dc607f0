//! Where outputs go, so that they go over nothing that they should not.

use super::failure::{Failure, refuse};
use std::path::{Path, PathBuf};

/// Errors when the folder of outputs, where one is asked for, is there but not a folder.
pub(crate) fn folder(out: Option<&Path>) -> Result<(), Failure> {
    if let Some(folder) = out.filter(|folder| folder.exists() && !folder.is_dir()) {
        return refuse(format!("--out: {} is a file", folder.display()), "name a folder");
    }
    Ok(())
}

/// Errors when the model's file is a folder, or the name of an output in `out`.
pub(crate) fn model_file(
    option: &str,
    file: &Path,
    out: Option<&Path>,
    writes: impl Fn(&str) -> bool,
) -> Result<(), Failure> {
    if file.is_dir() {
        return refuse(format!("{option}: {} is a folder", file.display()), "name a file");
    }
    if out.is_some_and(|out| is_output(out, writes, file)) {
        return refuse(
            format!("{option}: {} is the name of an output", file.display()),
            "give the model another name, for instance model.lp",
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
        "name another folder, so that what the run reads stays",
    )
}

/// Errors when `output`, which `option` asks for, is one of the inputs.
pub(crate) fn refuse_to_overwrite_with(
    option: &str,
    output: &Path,
    inputs: &[PathBuf],
    help: &str,
) -> Result<(), Failure> {
    let is_it = |input: &&PathBuf| same_file(&file_of(input), output);
    refuse_inputs(option, inputs.iter().filter(is_it), help)
}

fn refuse_inputs<'a>(
    option: &str,
    inputs: impl Iterator<Item = &'a PathBuf>,
    help: &str,
) -> Result<(), Failure> {
    let names: Vec<String> = inputs.map(|input| file_of(input).display().to_string()).collect();
    match names.is_empty() {
        true => Ok(()),
        false => refuse(format!("{option}: {} would be written over", names.join(", ")), help),
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
fn file_of(path: &Path) -> PathBuf {
    let text = path.to_str().unwrap_or_default();
    match text.rsplit_once('#') {
        Some((file, _)) if !path.exists() => file.into(),
        _ => path.to_owned(),
    }
}
