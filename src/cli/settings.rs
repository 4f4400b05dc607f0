//! What the words typed mean, every conflict among them found before any file is opened.

use super::args::{SolveArgs, Solver};
use super::crs::of_maps;
use super::failure::Failure;
use super::outputs::package;
use std::path::{Path, PathBuf};
use yike::run::SettingsRecord;
use yike::run::package::Package;
use yike::solve::{Backend, Limits};
use yike::units::{Seconds, Share};
use yike::write::NAMES;

/// What `yike solve` is to do.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SolveSettings {
    /// The plan file.
    pub(crate) plan: PathBuf,
    /// Where the outputs go.
    pub(crate) out: PathBuf,
    /// How far to go.
    pub(crate) limits: Limits,
    /// Where the model goes, if anywhere.
    pub(crate) lp_file: Option<PathBuf>,
    /// People and sites off the roads are refused.
    pub(crate) strict_network: bool,
    /// Plans with periods are compared with what others plan who see less.
    pub(crate) comparison: bool,
    /// The system that maps are written in.
    pub(crate) package: Package,
    /// A slower solver was taken because the usual one is not built in.
    pub(crate) slower: bool,
}

impl SolveSettings {
    /// Resolves what was typed. Errors with the option at fault and what to write instead.
    pub(crate) fn resolve(typed: SolveArgs) -> Result<Self, Failure> {
        let limits = limits(
            &typed.gap,
            typed.time_limit.as_deref(),
            typed.threads,
            typed.solver,
        )?;
        folder(&typed.out)?;
        if let Some(file) = &typed.lp_file {
            model_file("--lp-file", file, Some(&typed.out), &NAMES)?;
        }
        Ok(Self {
            plan: typed.plan,
            out: typed.out,
            slower: typed.solver.is_none() && limits.backend == Backend::Microlp,
            limits,
            lp_file: typed.lp_file,
            strict_network: typed.strict_network,
            comparison: !typed.no_comparison,
            package: package(of_maps(typed.crs.as_deref())?, &typed.formats, typed.lang),
        })
    }

    /// For the record of the run.
    pub(crate) fn record(&self) -> SettingsRecord {
        SettingsRecord {
            solver: self.limits.backend.word().into(),
            gap: self.limits.gap.fraction(),
            time_limit_s: self.limits.time.map(Seconds::seconds),
        }
    }
}

/// How far to go.
pub(crate) fn limits(
    gap_asked: &str,
    time: Option<&str>,
    threads_asked: Option<usize>,
    solver: Option<Solver>,
) -> Result<Limits, Failure> {
    let mut limits = Limits::default();
    limits.gap = gap(gap_asked)?;
    limits.time = time_limit(time)?;
    limits.threads = threads(threads_asked)?;
    limits.backend = backend(solver)?;
    Ok(limits)
}

/// The gap asked for.
pub(crate) fn gap(text: &str) -> Result<Share, Failure> {
    Share::parse(text).map_err(|error| Failure::option("--gap", &error))
}

/// The time allowed, above 0.
pub(crate) fn time_limit(text: Option<&str>) -> Result<Option<Seconds>, Failure> {
    let time = text
        .map(Seconds::parse)
        .transpose()
        .map_err(|error| Failure::option("--time-limit", &error))?;
    if time.is_some_and(|time| time.seconds() <= 0.0) {
        return Err(Failure::usage(
            "--time-limit: no time is allowed",
            "give a time above 0, for instance \"60 s\", or leave the option out",
        ));
    }
    Ok(time)
}

/// The threads allowed: what was asked for, or as many as the machine has.
pub(crate) fn threads(asked: Option<usize>) -> Result<usize, Failure> {
    if asked == Some(0) {
        return Err(Failure::usage(
            "--threads: at least one thread is needed",
            "give 1 or more, or leave the option out",
        ));
    }
    Ok(asked.unwrap_or_else(|| Limits::default().threads))
}

/// The solver asked for, or the one that is built in.
pub(crate) fn backend(asked: Option<Solver>) -> Result<Backend, Failure> {
    let asked = asked.map(|solver| match solver {
        Solver::Highs => Backend::Highs,
        Solver::Microlp => Backend::Microlp,
    });
    match asked.or_else(Backend::built_in_default) {
        Some(backend) if backend.is_built_in() => Ok(backend),
        Some(backend) => Err(Failure::usage(
            format!(
                "--solver: {} is not built into this program",
                backend.word()
            ),
            match Backend::built_in_default() {
                Some(other) => format!("use --solver {}, or build yike with it", other.word()),
                None => NO_SOLVER.into(),
            },
        )),
        None => Err(Failure::usage(
            "no solver is built into this program",
            NO_SOLVER,
        )),
    }
}

const NO_SOLVER: &str = "build yike with `--features highs` or `--features microlp`; `yike check` and `yike audit` need none";

/// Errors when `folder` is there but not a folder.
pub(crate) fn folder(folder: &Path) -> Result<(), Failure> {
    if folder.exists() && !folder.is_dir() {
        return Err(Failure::usage(
            format!("--out: {} is a file", folder.display()),
            "name a folder",
        ));
    }
    Ok(())
}

/// Errors when the model's file is a folder, or the name of an output in `out`.
pub(crate) fn model_file(
    option: &str,
    file: &Path,
    out: Option<&Path>,
    names: &[&str],
) -> Result<(), Failure> {
    if file.is_dir() {
        return Err(Failure::usage(
            format!("{option}: {} is a folder", file.display()),
            "name a file",
        ));
    }
    let taken = |out: &Path| names.iter().any(|name| same_file(&out.join(name), file));
    if out.is_some_and(taken) {
        return Err(Failure::usage(
            format!("{option}: {} is the name of an output", file.display()),
            "give the model another name, for instance model.lp",
        ));
    }
    Ok(())
}

/// Whether two paths lead to one file, as far as that can be told.
pub(crate) fn same_file(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}
