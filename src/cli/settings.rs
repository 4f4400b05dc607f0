//! What the arguments mean; every conflict among them is found before any file is opened.

use super::args::SolveArgs;
use super::crs::of_maps;
use super::failure::Failure;
use super::limits::LimitArgs;
use super::outputs::{is_output, package};
use std::path::{Path, PathBuf};
use yike::run::package::Package;
use yike::solve::Limits;

/// What `yike solve` is to do.
#[derive(Debug, Clone)]
pub(crate) struct SolveSettings {
    /// The plan file.
    pub(crate) plan: PathBuf,
    /// Where the outputs go.
    pub(crate) out: PathBuf,
    /// How far to go.
    pub(crate) limits: Limits,
    /// The arguments for that.
    pub(crate) limit_args: LimitArgs,
    /// Where the model goes, if anywhere.
    pub(crate) lp_file: Option<PathBuf>,
    /// People and sites off the roads are refused.
    pub(crate) strict_network: bool,
    /// Plans with periods are compared with what others plan who see less.
    pub(crate) comparison: bool,
    /// The system that maps are written in.
    pub(crate) package: Package,
}

impl SolveSettings {
    /// Resolves the arguments. Errors with the option at fault and what to write instead.
    pub(crate) fn resolve(typed: SolveArgs) -> Result<Self, Failure> {
        let limits = typed.limits.limits()?;
        folder(&typed.out)?;
        let package = package(of_maps(typed.crs.as_deref())?, &typed.formats, typed.lang);
        if let Some(file) = &typed.lp_file {
            let writes = |name: &str| package.writes(name);
            model_file("--lp-file", file, Some(&typed.out), writes)?;
        }
        Ok(Self {
            plan: typed.plan,
            out: typed.out,
            limits,
            limit_args: typed.limits,
            lp_file: typed.lp_file,
            strict_network: typed.strict_network,
            comparison: !typed.no_comparison,
            package,
        })
    }
}

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
    writes: impl Fn(&str) -> bool,
) -> Result<(), Failure> {
    if file.is_dir() {
        return Err(Failure::usage(
            format!("{option}: {} is a folder", file.display()),
            "name a file",
        ));
    }
    if out.is_some_and(|out| is_output(out, writes, file)) {
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
