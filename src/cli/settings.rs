//! What the arguments mean; every conflict among them is found before any file is opened.

use super::args::SolveArgs;
use super::edits::EditArgs;
use super::failure::Failure;
use super::limits::{LimitArgs, settings_record};
use super::paths::model_file;
use super::terminal::Terminal;
use crate::run::package::Package;
use crate::run::{EditsRecord, InputRecord, IssueRecord, RunRecord, Timing, VERSION};
use crate::solve::{Limits, StageReport};
use std::path::PathBuf;
use std::time::Instant;

/// What `yike solve` is to do.
#[derive(Debug, Clone)]
pub(crate) struct SolveSettings {
    /// The plan file.
    pub(crate) plan: PathBuf,
    /// With what it is read beside its file.
    pub(crate) edits: EditArgs,
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
    pub(crate) fn resolve(typed: SolveArgs, terminal: &Terminal<'_>) -> Result<Self, Failure> {
        let limits = typed.limits.limits()?;
        let package = typed.package.package(terminal)?;
        if let Some(file) = &typed.lp_file {
            let writes = |name: &str| package.writes(name);
            model_file("--lp-file", file, Some(&typed.out), writes)?;
        }
        Ok(Self {
            plan: typed.plan,
            edits: typed.edits,
            out: typed.out,
            limits,
            limit_args: typed.limits,
            lp_file: typed.lp_file,
            strict_network: typed.strict_network,
            comparison: !typed.no_comparison,
            package,
        })
    }

    /// The record of a run that solved since `solving`, on `threads`, in `stages`.
    pub(crate) fn record(
        &self,
        (inputs, warnings): (Vec<InputRecord>, Vec<IssueRecord>),
        read_s: f64,
        solving: Instant,
        (threads, stages): (usize, &[StageReport]),
    ) -> RunRecord {
        RunRecord {
            version: VERSION.into(),
            command: "solve".into(),
            inputs,
            warnings,
            edits: EditsRecord::of(&self.edits.edits()),
            settings: Some(settings_record(&self.limits)),
            package: Some(self.package.clone()),
            timing: Timing {
                read_s,
                solve_s: solving.elapsed().as_secs_f64(),
                threads,
                stages_s: stages.iter().map(|stage| stage.time.seconds()).collect(),
            },
        }
    }
}
