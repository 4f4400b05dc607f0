//! The calls into the library's other layers, with their answers in the shapes that the commands use.

use super::failure::Failure;
use std::path::{Path, PathBuf};
use yike::domain::{Layout, Problem, StatedLayout};
use yike::travel::Arcs;
use yike::write::{InputRecord, IssueRecord};

/// A plan that was read.
pub(crate) struct Loaded {
    pub(crate) problem: Problem,
    pub(crate) warnings: Vec<IssueRecord>,
    pub(crate) inputs: Vec<InputRecord>,
}

/// A layout that was read.
pub(crate) struct LoadedLayout {
    pub(crate) stated: StatedLayout,
    pub(crate) warnings: Vec<IssueRecord>,
    pub(crate) input: InputRecord,
}

/// What the catalogue says of a code.
pub(crate) struct CodeEntry {
    pub(crate) code: String,
    pub(crate) severity: &'static str,
    pub(crate) title: &'static str,
    pub(crate) meaning: &'static str,
    pub(crate) repair: &'static str,
}

// PLACEHOLDERS until `read` and `plan::complete` are merged: the bodies in the comments are what they become.

pub(crate) fn read_plan(path: &Path) -> Result<Loaded, Failure> {
    Err(Failure::usage(
        format!("{}: reading is not built in yet", path.display()),
        "merge the read layer",
    ))
}

pub(crate) fn read_layout(path: &Path, _problem: &Problem) -> Result<LoadedLayout, Failure> {
    Err(Failure::usage(
        format!("{}: reading is not built in yet", path.display()),
        "merge the read layer",
    ))
}

pub(crate) fn complete(problem: &Problem, _arcs: &Arcs, stated: StatedLayout) -> Layout {
    let today = Layout::today(problem);
    Layout {
        choices: stated.choices,
        leaders: stated.leaders.unwrap_or(today.leaders),
        payments: stated.payments.unwrap_or(today.payments),
        rations: stated.rations.unwrap_or_default(),
    }
}

pub(crate) fn catalogue() -> Vec<CodeEntry> {
    Vec::new()
}

/// The files that were read, as paths from here: layers are named from the plan's folder.
pub(crate) fn input_paths(plan: &Path, inputs: &[InputRecord]) -> Vec<PathBuf> {
    let folder = plan.parent().unwrap_or(Path::new(""));
    inputs
        .iter()
        .map(|input| match input.role.as_str() {
            "plan" | "layout" => PathBuf::from(&input.path),
            _ => folder.join(&input.path),
        })
        .collect()
}
