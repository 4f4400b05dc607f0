//! How far to go: the options that every command that solves has in common.

use super::failure::{Failure, refuse};
use super::package::words;
use super::terminal::Terminal;
use crate::domain::{Phrase, Text, phrase, text};
use crate::run::SettingsRecord;
use crate::solve::{Backend, Limits, Parts};
use crate::units::{Seconds, Share};
use clap::Args;
use clap::builder::TypedValueParser;

/// How far to go.
#[derive(Debug, Clone, Args, Default)]
pub(crate) struct LimitArgs {
    /// Stop after this time with the best so far, for instance "60 s" or "10 min"; each aim of a plan may use half of what is
    /// left, the last all of it; the result then depends on the machine [default: no limit]
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    pub(crate) time_limit: Option<String>,
    /// Stop when a value is proved to be this near to the best, for instance "0.1 %" [default: 0 %]
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true)]
    pub(crate) gap: Option<String>,
    /// Threads, at most as many as the machine has; the result does not depend on it [default: that many]
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<usize>,
    /// The solver [default: highs when built in, else microlp]
    #[arg(long, value_parser = solvers())]
    pub(crate) solver: Option<Backend>,
}

fn solvers() -> impl TypedValueParser<Value = Backend> {
    words([
        (Backend::Highs, "highs", "HiGHS"),
        (Backend::Microlp, "microlp", "microlp, in pure Rust and slower"),
    ])
}

impl LimitArgs {
    /// What the options mean. Errors with the option at fault and what to write instead.
    pub(crate) fn limits(&self) -> Result<Limits, Failure> {
        self.limits_of(backend(self.solver)?)
    }

    /// The same with this solver, whether or not it is built in.
    pub(crate) fn limits_of(&self, backend: Backend) -> Result<Limits, Failure> {
        Ok(Limits {
            gap: gap(self.gap.as_deref().unwrap_or("0 %"))?,
            time: time_limit("--time-limit", self.time_limit.as_deref())?,
            threads: threads(self.threads)?,
            backend,
            parts: Parts::default(),
        })
    }

    /// Says where a slower solver or fewer threads are taken than one would think.
    pub(crate) fn note(&self, terminal: &mut Terminal<'_>) -> Result<(), Failure> {
        if self.solver.is_none() && Backend::built_in_default() == Some(Backend::Microlp) {
            terminal.note(text!(
                "note: HiGHS is not built in; solving with microlp, which is slower",
                "说明：本程序未内置 HiGHS，改用较慢的 microlp 求解"
            ))?;
        }
        let most = Limits::default().threads;
        if let Some(asked) = self.threads.filter(|&asked| asked > most) {
            terminal.note(text!(
                "note: --threads {asked}: the machine has {most}, which are used",
                "说明：--threads {asked}：本机只有 {most} 个线程，按此数使用"
            ))?;
        }
        Ok(())
    }
}

/// The limits, for the record of the run.
pub(crate) fn settings_record(limits: &Limits) -> SettingsRecord {
    SettingsRecord {
        solver: limits.backend.word().into(),
        gap: limits.gap.fraction(),
        time_limit_s: limits.time.map(Seconds::seconds),
    }
}

/// The gap asked for.
fn gap(text: &str) -> Result<Share, Failure> {
    Share::parse(text).map_err(|error| Failure::option("--gap", &error))
}

/// The time that `option` allows, above 0.
pub(crate) fn time_limit(option: &str, text: Option<&str>) -> Result<Option<Seconds>, Failure> {
    let time =
        text.map(Seconds::parse).transpose().map_err(|error| Failure::option(option, &error))?;
    if time.is_some_and(|time| time.seconds() <= 0.0) {
        return refuse(
            text!("{option}: no time is allowed", "{option}：时限为 0"),
            phrase(
                "give a time above 0, for instance \"60 s\", or leave the option out",
                "请给出大于 0 的时间，例如 \"60 s\"，或去掉此选项",
            ),
        );
    }
    Ok(time)
}

/// The threads allowed: what was asked for, at most as many as the machine has: more of them take long to begin, and
/// gain nothing.
fn threads(asked: Option<usize>) -> Result<usize, Failure> {
    if asked == Some(0) {
        return refuse(
            phrase("--threads: at least one thread is needed", "--threads：至少需要一个线程"),
            phrase("give 1 or more, or leave the option out", "请给出 1 或更大的数，或去掉此选项"),
        );
    }
    let most = Limits::default().threads;
    Ok(asked.map_or(most, |asked| asked.min(most)))
}

/// The solver asked for, or the one that is built in.
fn backend(asked: Option<Backend>) -> Result<Backend, Failure> {
    match asked.or_else(Backend::built_in_default) {
        Some(backend) if backend.is_built_in() => Ok(backend),
        Some(backend) => {
            let asked = backend.word();
            let cause = text!(
                "--solver: {asked} is not built into this program",
                "--solver：本程序未内置 {asked}"
            );
            refuse(cause, other_solver())
        }
        None => {
            refuse(phrase("no solver is built into this program", "本程序未内置求解器"), NO_SOLVER)
        }
    }
}

/// What to do where a solver is not built in.
fn other_solver() -> Text {
    let Some(other) = Backend::built_in_default() else { return NO_SOLVER.into() };
    let other = other.word();
    text!(
        "use --solver {other}, or build yike with it",
        "请用 --solver {other}，或在编译 yike 时加入该求解器"
    )
}

const NO_SOLVER: Phrase = phrase(
    "build yike with `--features highs` or `--features microlp`; `yike check` and `yike audit` need none",
    "请用 `--features highs` 或 `--features microlp` 编译 yike；`yike check` 和 `yike audit` 不需要求解器",
);
