//! Why a command could not do its work.

use super::exit::Exit;
use super::issues::{issue, issues};
use crate::domain::{Text, text};
use crate::read::{Issue, Problems};
use crate::run::{IssueRecord, WriteError};
use crate::solve::SolveError;
use crate::units::UnitError;
use std::io;

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The arguments are wrong.
    Usage { cause: Text, help: Text },
    /// The value of an option cannot be read.
    Option(Text),
    /// The files are wrong: everything found in them.
    Input(Vec<IssueRecord>),
    /// An output could not be written.
    Write(WriteError),
    /// The solver failed.
    Solve(SolveError),
    /// The journal of a run could not be read or written.
    Journal { cause: Text, help: Text },
    /// The terminal, or what reads our output, failed.
    Output(io::Error),
}

impl Failure {
    pub(crate) fn usage(cause: impl Into<Text>, help: impl Into<Text>) -> Self {
        Self::Usage { cause: cause.into(), help: help.into() }
    }

    /// An option whose value cannot be read.
    pub(crate) fn option(option: &str, error: &UnitError) -> Self {
        let error = Text::from(error);
        Self::Option(text!("{option}: {error}", "{option}：{error}"; error))
    }

    /// How the run ends. When what reads our output has gone, that is its right.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Failure::Usage { .. } | Failure::Option(_) | Failure::Input(_) => Exit::BadInput,
            Failure::Solve(SolveError::NotBuiltIn { .. }) => Exit::BadInput,
            Failure::Write(_) | Failure::Solve(_) | Failure::Journal { .. } => Exit::Fault,
            Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            Failure::Output(_) => Exit::Fault,
        }
    }
}

/// The arguments are wrong: why, and what to do.
pub(crate) fn refuse<T>(cause: impl Into<Text>, help: impl Into<Text>) -> Result<T, Failure> {
    Err(Failure::usage(cause, help))
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Self {
        Self::Input(issues(&problems.issues))
    }
}

impl From<Issue> for Failure {
    fn from(found: Issue) -> Self {
        Self::Input(vec![issue(&found)])
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        Self::Write(error)
    }
}

impl From<SolveError> for Failure {
    fn from(error: SolveError) -> Self {
        Self::Solve(error)
    }
}
