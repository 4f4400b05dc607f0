//! The journal of a sweep in its folder: opened, thrown away, and why it cannot be used.

use super::SweepArgs;
use crate::cli::failure::Failure;
use crate::run::WriteError;
use crate::write::sweep::{JOURNAL, Journal, JournalError};

pub(super) fn open_journal(typed: &SweepArgs, key: &str, count: u64) -> Result<Journal, Failure> {
    let failed = |source| WriteError::Folder { path: typed.out.clone(), source };
    std::fs::create_dir_all(&typed.out).map_err(failed)?;
    let path = typed.out.join(JOURNAL);
    if typed.restart && path.is_file() && Journal::is_one(&path) {
        std::fs::remove_file(&path)
            .map_err(|source| journal_failed(JournalError::File { path: path.clone(), source }))?;
    }
    Journal::open(&path, key, count).map_err(journal_failed)
}

pub(super) fn journal_failed(error: JournalError) -> Failure {
    let help = match &error {
        JournalError::Other { .. } | JournalError::NotOurs { .. } => {
            "name another folder with --out; a journal can be thrown away with --restart"
        }
        JournalError::Busy { .. } => "wait until it ends, or name another folder with --out",
        _ => "mend the folder, then run the same command again: it resumes where it ended",
    };
    match error {
        JournalError::File { .. } => {
            Failure::Journal { cause: error.to_string().into(), help: help.into() }
        }
        _ => Failure::usage(error.to_string(), help),
    }
}
