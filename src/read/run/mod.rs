//! The folder that a run wrote: as files, for others to judge, or as what they say ([`stated`]).

mod stated;

pub use stated::read_stated;

use super::catalogue::Code;
use super::issue::{Place, Problems};
use super::sink::{Sink, settle};
use super::source::{Role, open_bytes, push_unreadable};
use std::collections::BTreeMap;
use std::path::Path;

/// The files of a run's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunFolder {
    /// The files that runs write, by name, with their content.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What else is in the folder, by name.
    pub others: Vec<String>,
}

/// Files of which a run has one, at the least, whatever else it lost.
const OWN: [&str; 4] = ["plan.json", "layout.geojson", "summary.md", "timing.json"];

/// What tells the folders of other commands.
const OF_OTHERS: [(&str, &str); 4] = [
    ("robust.json", "robust"),
    ("scenarios.json", "sweep"),
    ("frontier.json", "frontier"),
    ("placement.json", "locate"),
];

/// What tells a folder of periods.
const OF_PERIODS: &str = "schedule.json";

/// Reads the folder at `path`. `is_name` tells the files that runs write.
///
/// # Errors
///
/// When there is no such folder, it has none of these files, it is of a plan over several periods, or one of them cannot be
/// read; see [`Code`].
pub fn read_run(path: &Path, is_name: impl Fn(&str) -> bool) -> Result<RunFolder, Problems> {
    let sink = Sink::default();
    let read = read(&sink, path, is_name, false);
    let (folder, _) = settle(read, sink)?;
    Ok(folder)
}

/// Whether the folder at `path` is of a plan over several periods.
pub fn is_of_periods(path: &Path) -> bool {
    path.join(OF_PERIODS).is_file()
}

/// Reads what stands beside the periods' folders in the folder at `path`; those are named among the others.
///
/// # Errors
///
/// As [`read_run`].
pub fn read_run_of_periods(
    path: &Path,
    is_name: impl Fn(&str) -> bool,
) -> Result<RunFolder, Problems> {
    let sink = Sink::default();
    let read = read(&sink, path, is_name, true);
    let (folder, _) = settle(read, sink)?;
    Ok(folder)
}

fn read(
    sink: &Sink,
    path: &Path,
    is_name: impl Fn(&str) -> bool,
    with_periods: bool,
) -> Option<RunFolder> {
    let shown = path.display().to_string();
    let unreadable = |error| push_unreadable(sink, &shown, &error);
    let mut inside = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable).ok()? {
        let entry = entry.map_err(unreadable).ok()?;
        inside.push(entry.file_name().to_string_lossy().into_owned());
    }
    inside.sort();
    if !with_periods && inside.iter().any(|name| name == OF_PERIODS) {
        let years = inside
            .iter()
            .filter(|name| path.join(name).is_dir())
            .map(String::as_str);
        let years: Vec<&str> = years.collect();
        let cause = "the folder is of a plan over several periods";
        let action = match years[..] {
            [] => "it has no layouts, so that there is nothing to look at".into(),
            _ => format!("name the folder of one of them: {}", years.join(", ")),
        };
        sink.push(Code::RUN_OF_PERIODS, Place::file(&shown), cause, action);
        return None;
    }
    let mut folder = RunFolder {
        files: BTreeMap::new(),
        others: Vec::new(),
    };
    for name in inside {
        if !is_name(&name) {
            folder.others.push(name);
            continue;
        }
        let file = path.join(&name);
        let whole = open_bytes(sink, &file, &file.display().to_string(), Role::Layer)?;
        folder.files.insert(name, whole.bytes);
    }
    // A plan's own folder may have `towns.geojson` too.
    if !OWN.iter().any(|name| folder.files.contains_key(*name)) {
        let cause = "the folder has no file that a run of `yike solve` or `yike audit` writes";
        let action = "name the folder that `--out` named when the run was made";
        sink.push(Code::NO_RUN, Place::file(&shown), cause, action);
        return None;
    }
    let other = OF_OTHERS
        .iter()
        .find(|(file, _)| folder.others.iter().any(|name| name == file));
    if let Some((_, command)) = other.filter(|_| !folder.files.contains_key(OWN[0])) {
        let cause = format!("the folder is of `yike {command}`, not of `solve` or `audit`");
        let action = "nothing but runs of `solve` and `audit` is verified or compared so far";
        sink.push(Code::NO_RUN, Place::file(&shown), cause, action);
        return None;
    }
    Some(folder)
}
