//! What the arguments of `yike locate` mean; every conflict among them is found before any file is opened.

use super::super::crs::of_maps;
use super::super::csv::CsvArgs;
use super::super::failure::{Failure, refuse};
use super::super::paths::model_file;
use super::super::roads;
use super::args::{FurtherArgs, LocateArgs, RunArgs};
use super::question::QuestionOptions;
use super::source;
use crate::domain::crs::Crs;
use crate::domain::{phrase, text};
use crate::read::location::InstanceSource;
use crate::run::RunKind;
use crate::run::placement::LocateSettings;
use crate::solve::{Backend, LocateLimits, Ranks};
use crate::units::{Seconds, Share};
use std::path::PathBuf;

/// What `yike locate` is to do.
#[derive(Debug)]
pub(crate) struct Settings {
    /// Where the instance comes from.
    pub(crate) source: InstanceSource,
    /// The roads that distances are of.
    pub(crate) network: Option<roads::NetworkOptions>,
    /// What is asked.
    pub(crate) asked: QuestionOptions,
    /// The placements to rank, if any.
    pub(crate) ranks: Option<Ranks>,
    /// Whether it is asked which sites the placements have in common.
    pub(crate) common: bool,
    /// Whether that is asked of placements that lose nothing, since no loss was named.
    pub(crate) is_usual_loss: bool,
    /// Of how many steps the worth is asked for, if of any.
    pub(crate) worth: Option<usize>,
    /// How far to go.
    pub(crate) limits: LocateLimits,
    /// A placement to start from.
    pub(crate) start: Option<PathBuf>,
    /// A placement to audit instead of solving.
    pub(crate) audit: Option<PathBuf>,
    /// Who goes where in it.
    pub(crate) assignment: Option<PathBuf>,
    /// Where the outputs go.
    pub(crate) out: Option<PathBuf>,
    /// The system that maps are written in.
    pub(crate) crs: Crs,
    /// How CSV is written.
    pub(crate) csv: CsvArgs,
    /// Where the compact model goes, by option.
    pub(crate) models: Vec<(Model, PathBuf)>,
}

/// A format of models.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Model {
    Lp,
    Mps,
}

impl Model {
    pub(crate) fn option(self) -> &'static str {
        match self {
            Model::Lp => "--lp-file",
            Model::Mps => "--mps-file",
        }
    }
}

impl Settings {
    /// Resolves the arguments. Errors with the option at fault and what to write instead.
    pub(crate) fn resolve(typed: LocateArgs) -> Result<Self, Failure> {
        let LocateArgs { problem, source, network, question, further, run } = typed;
        let asked = QuestionOptions::resolve(problem, question)?;
        let source = source::resolve(source)?;
        let network = roads::NetworkOptions::resolve(&network)?;
        super::roads::check(network.as_ref(), &source)?;
        refuse_idle(&run, &further)?;
        let ranks = ranks(&further)?;
        let limits = match run.audit {
            Some(_) => run.limits.limits_of(Backend::default())?,
            None => run.limits.limits()?,
        };
        let limits = LocateLimits {
            gap: limits.gap,
            time: limits.time,
            threads: limits.threads,
            compact: run.compact,
            backend: limits.backend,
            ..LocateLimits::default()
        };
        let models: Vec<(Model, PathBuf)> = [(Model::Lp, run.lp_file), (Model::Mps, run.mps_file)]
            .into_iter()
            .filter_map(|(model, file)| Some((model, file?)))
            .collect();
        for (model, file) in &models {
            model_file(model.option(), file, run.out.as_deref(), |name| {
                RunKind::Placement.writes(name)
            })?;
        }
        Ok(Self {
            source,
            network,
            asked,
            ranks,
            common: further.common,
            is_usual_loss: further.common && further.lose.is_none(),
            worth: further.worth.map(|steps| steps as usize),
            limits,
            start: run.start,
            audit: run.audit,
            assignment: run.assignment,
            out: run.out,
            crs: of_maps(run.crs.as_deref())?,
            csv: run.csv,
            models,
        })
    }

    /// For the record of the run; none when nothing is solved.
    pub(crate) fn record(&self) -> Option<LocateSettings> {
        self.audit.is_none().then(|| LocateSettings {
            gap: self.limits.gap.fraction(),
            time_limit_s: self.limits.time.map(Seconds::seconds),
            compact: self.limits.compact,
            start: self.start.is_some(),
            alternatives: self.ranks.map(|ranks| ranks.count - 1),
            differ: self.ranks.map(|ranks| ranks.differ),
            lose: self.ranks.and_then(|ranks| ranks.lose).map(Share::fraction),
            worth: self.worth,
        })
    }
}

/// The placements to rank, if any are asked for.
fn ranks(typed: &FurtherArgs) -> Result<Option<Ranks>, Failure> {
    let usual = typed.common.then_some(1);
    let Some(count) = typed.alternatives.or(usual) else { return Ok(None) };
    let mut ranks = Ranks::best(count as usize + 1);
    if let Some(differ) = typed.differ {
        ranks = ranks.with_differ(differ as usize);
    }
    if let Some(text) = &typed.lose {
        let lose = Share::parse(text).map_err(|error| Failure::option("--lose", &error))?;
        ranks = ranks.with_lose(lose);
    } else if typed.common {
        ranks = ranks.with_lose(Share::default());
    }
    Ok(Some(ranks))
}

/// Errors with an option that does nothing beside the others.
fn refuse_idle(run: &RunArgs, further: &FurtherArgs) -> Result<(), Failure> {
    let solving = [
        ("--alternatives", further.alternatives.is_some()),
        ("--common", further.common),
        ("--worth", further.worth.is_some()),
        ("--start", run.start.is_some()),
        ("--time-limit", run.limits.time_limit.is_some()),
        ("--gap", run.limits.gap.is_some()),
        ("--compact", run.compact),
        ("--solver", run.limits.solver.is_some()),
    ];
    if run.audit.is_some()
        && let Some((option, _)) = solving.iter().find(|(_, given)| *given)
    {
        return refuse(
            text!(
                "{option}: --audit is given too, and nothing is solved",
                "{option}：已给出 --audit，不作求解"
            ),
            phrase("leave one of them out", "请去掉其中一个"),
        );
    }
    run.csv.check(run.out.as_deref())?;
    if run.limits.solver.is_some() && !run.compact {
        return refuse(
            phrase(
                "--solver: the search has its own linear programs",
                "--solver：搜索法自带线性规划",
            ),
            phrase("leave it out, or give --compact too", "请去掉此选项，或同时给出 --compact"),
        );
    }
    Ok(())
}
