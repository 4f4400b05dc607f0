//! The calls into the library's other layers, with their answers in the shapes that the commands use.

use super::failure::{Failure, refuse};
use super::issues::issues;
use super::terminal::Terminal;
use crate::domain::{
    Horizon, Language, PeriodIdx, Phrase, Problem, StatedLayout, Text, phrase, text,
};
use crate::read::sweep::{PlanEdits, read_plan_with};
use crate::read::{self, InputFile, Role};
use crate::run::outputs::{ALLOCATIONS, LAYOUT};
use crate::run::tables::{NetworkPoints, network_of, network_text};
use crate::run::{InputRecord, IssueRecord};
use crate::travel::Arcs;
use crate::travel::roads::NetworkReport;
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
    only: Phrase,
) -> Result<(Loaded, Option<PeriodIdx>), Failure> {
    let mut loaded = read_plan(path, edits)?;
    let shown = path.display();
    let Some(horizon) = &loaded.horizon else {
        return match period {
            Some(_) => refuse(
                text!(
                    "--period: {shown}: the plan has no periods",
                    "--period：{shown}：规划未分期"
                ),
                phrase("leave it out, or name a plan with periods", "请去掉此选项，或指定分期规划"),
            ),
            None => Ok((loaded, None)),
        };
    };
    let years: Vec<i32> = horizon.periods().iter().map(|own| own.year).collect();
    let years_listed: Vec<String> = years.iter().map(i32::to_string).collect();
    let listed = Text::names(&years_listed);
    let Some(year) = period else {
        return refuse(
            text!("{shown}: the plan has periods, and {only}", "{shown}：规划分期，而{only}"; only),
            text!(
                "ask about one of them with --period ({listed}), or name a plan of one year: leave `periods` out, and what belongs to them",
                "请用 --period 指定其中一期（{listed}），或改用单一年份的规划：去掉 `periods` 及其所属内容";
                listed
            ),
        );
    };
    let Some(position) = years.iter().position(|own| *own == year) else {
        return refuse(
            text!(
                "--period: {shown}: no period ends in {year}",
                "--period：{shown}：没有到 {year} 年为止的规划期"
            ),
            text!("name one of {listed}", "可选：{listed}"; listed),
        );
    };
    let period = PeriodIdx::from(position);
    loaded.problem = horizon.periods()[period].problem.clone();
    Ok((loaded, Some(period)))
}

/// The same of a plan of one year; `only` says why it must be one.
pub(crate) fn read_one_year(
    path: &Path,
    edits: &PlanEdits,
    only: Phrase,
) -> Result<Loaded, Failure> {
    let shown = path.display();
    let loaded = read_plan(path, edits)?;
    match loaded.horizon.is_some() {
        true => refuse(
            text!("{shown}: the plan has periods, and {only}", "{shown}：规划分期，而{only}"; only),
            phrase(
                "name a plan of one year: leave `periods` out, and what belongs to them",
                "请改用单一年份的规划：去掉 `periods` 及其所属内容",
            ),
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
                phrase(
                    "--strict-network: the plan does not travel over roads",
                    "--strict-network：规划未按路网计算出行",
                ),
                phrase(
                    "leave it out, or give the plan roads: [travel] method = \"roads\"",
                    "请去掉此选项，或在规划中使用路网：`[travel] method = \"roads\"`",
                ),
            ),
            false => Ok(()),
        };
    };
    let lines = network_lines(network, &points);
    tell_off_road(&lines, strict && !network.is_whole(), "`snap`", terminal)
}

/// What is not on roads, a line each.
pub(crate) fn network_lines(network: &NetworkReport, points: &NetworkPoints) -> Vec<Text> {
    let [english, chinese] =
        [Language::English, Language::Chinese].map(|own| network_text(network, points, own));
    english.into_iter().zip(chinese).map(|(english, chinese)| Text::new(english, chinese)).collect()
}

/// Says what is not on roads. Errors where that is to be refused; `snap` allows more.
pub(crate) fn tell_off_road(
    lines: &[Text],
    is_refused: bool,
    snap: &str,
    terminal: &mut Terminal<'_>,
) -> Result<(), Failure> {
    if is_refused {
        let lines = Text::join(lines, ("; ", "；"));
        return refuse(
            text!("--strict-network: {lines}", "--strict-network：{lines}"; lines),
            text!(
                "correct the positions or the roads, allow more with {snap}, or leave --strict-network out",
                "请更正位置或道路，用 {snap} 放宽距离，或去掉 --strict-network"
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
