//! The calls into the library's other layers, with their answers in the shapes that the commands use.

use super::failure::{Failure, refuse};
use super::issues::issues;
use super::terminal::Terminal;
use crate::domain::{Horizon, PeriodIdx, Problem, StatedLayout};
use crate::read::sweep::{PlanEdits, read_plan_with};
use crate::read::{self, InputFile, Role};
use crate::run::outputs::{ALLOCATIONS, LAYOUT};
use crate::run::tables::{network_of, network_text};
use crate::run::{InputRecord, IssueRecord, Language};
use crate::travel::Arcs;
use std::path::{Path, PathBuf};

/// A plan that was read.
pub(crate) struct Loaded {
    pub(crate) problem: Problem,
    /// The periods of a plan over several.
    pub(crate) horizon: Option<Horizon>,
    pub(crate) warnings: Vec<IssueRecord>,
    pub(crate) inputs: Vec<InputRecord>,
}

/// A layout that was read.
pub(crate) struct LoadedLayout {
    pub(crate) stated: StatedLayout,
    pub(crate) warnings: Vec<IssueRecord>,
    pub(crate) input: InputRecord,
}

/// Reads the plan and its layers, with these changes. Errors with everything found in them.
pub(crate) fn read_plan(path: &Path, edits: &PlanEdits) -> Result<Loaded, Failure> {
    let files = read_plan_with(path, edits)?;
    Ok(Loaded {
        problem: files.problem,
        horizon: files.horizon,
        warnings: issues(&files.warnings),
        inputs: inputs(&files.inputs),
    })
}

/// The same of a plan of one year, or of one period of a plan, which is planned alone then and named beside; `only` says why
/// it must be one.
pub(crate) fn read_period(
    path: &Path,
    edits: &PlanEdits,
    period: Option<i32>,
    only: &str,
) -> Result<(Loaded, Option<PeriodIdx>), Failure> {
    let mut loaded = read_plan(path, edits)?;
    let shown = path.display();
    let Some(horizon) = &loaded.horizon else {
        return match period {
            Some(_) => refuse(
                format!("--period: {shown}: the plan has no periods"),
                "leave it out, or name a plan with periods",
            ),
            None => Ok((loaded, None)),
        };
    };
    let years: Vec<i32> = horizon.periods().iter().map(|own| own.year).collect();
    let listed = years.iter().map(i32::to_string).collect::<Vec<_>>().join(", ");
    let Some(year) = period else {
        return refuse(
            format!("{shown}: the plan has periods, and {only}"),
            format!(
                "ask about one of them with --period ({listed}), or name a plan of one year: leave `periods` out, and what belongs to them"
            ),
        );
    };
    let Some(position) = years.iter().position(|own| *own == year) else {
        return refuse(
            format!("--period: {shown}: no period ends in {year}"),
            format!("name one of {listed}"),
        );
    };
    let period = PeriodIdx::from(position);
    loaded.problem = horizon.periods()[period].problem.clone();
    Ok((loaded, Some(period)))
}

/// The same of a plan of one year; `only` says why it must be one.
pub(crate) fn read_one_year(path: &Path, edits: &PlanEdits, only: &str) -> Result<Loaded, Failure> {
    let loaded = read_plan(path, edits)?;
    match loaded.horizon.is_some() {
        true => refuse(
            format!("{}: the plan has periods, and {only}", path.display()),
            "name a plan of one year: leave `periods` out, and what belongs to them",
        ),
        false => Ok(loaded),
    }
}

/// Reads a layout of the plan. Errors with everything found in it.
pub(crate) fn read_layout(path: &Path, problem: &Problem) -> Result<LoadedLayout, Failure> {
    let (stated, warnings, file) = read::read_layout(path, problem)?;
    Ok(LoadedLayout { stated, warnings: issues(&warnings), input: input(file) })
}

/// Reads the layout of the run in `folder`, whole.
pub(crate) fn read_run_layout(folder: &Path, problem: &Problem) -> Result<LoadedLayout, Failure> {
    let beside = Some(folder.join(ALLOCATIONS)).filter(|path| path.is_file());
    let (stated, warnings, file) =
        read::read_written_layout(&folder.join(LAYOUT), beside.as_deref(), problem)?;
    Ok(LoadedLayout { stated, warnings: issues(&warnings), input: input(file) })
}

/// Says what of a plan's people and sites is not on its roads. Errors where that is to be refused.
pub(crate) fn tell_network(
    problem: &Problem,
    arcs: &Arcs,
    strict: bool,
    terminal: &mut Terminal<'_>,
) -> Result<(), Failure> {
    let Some((network, points)) = network_of(problem, arcs) else {
        return match strict {
            true => refuse(
                "--strict-network: the plan does not travel over roads",
                "leave it out, or give the plan roads: [travel] method = \"roads\"",
            ),
            false => Ok(()),
        };
    };
    let lines = network_text(network, &points, Language::English);
    tell_off_road(&lines, strict && !network.is_whole(), "`snap`", terminal)
}

/// Says what is not on roads. Errors where that is to be refused; `snap` allows more.
pub(crate) fn tell_off_road(
    lines: &[String],
    is_refused: bool,
    snap: &str,
    terminal: &mut Terminal<'_>,
) -> Result<(), Failure> {
    if is_refused {
        return refuse(
            format!("--strict-network: {}", lines.join("; ")),
            format!(
                "correct the positions or the roads, allow more with {snap}, or leave --strict-network out"
            ),
        );
    }
    for line in lines {
        terminal.warning(line)?;
    }
    Ok(())
}

/// The files read, for the record.
pub(crate) fn inputs<'a>(files: impl IntoIterator<Item = &'a InputFile>) -> Vec<InputRecord> {
    files.into_iter().cloned().map(input).collect()
}

/// A file read, for the record.
pub(crate) fn input(file: InputFile) -> InputRecord {
    InputRecord {
        role: file.role.word().into(),
        path: file.path,
        bytes: file.bytes,
        sha256: file.sha256,
        features: (file.role != Role::Plan).then_some(file.features),
    }
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
