//! The journal of a run in its folder: opened, thrown away, and why it cannot be used.

use super::failure::Failure;
use crate::domain::phrase;
use crate::run::WriteError;
use crate::run::outputs::JOURNAL;
use crate::write::journal::{Journal, JournalError, JournalLine};
use std::path::Path;

/// Opens the journal of `out` for `count` answers of what has the fingerprint `key`; begins it, with `restart` anew.
pub(crate) fn open_journal<L: JournalLine>(
    out: &Path,
    restart: bool,
    key: &str,
    count: u64,
) -> Result<Journal<L>, Failure> {
    let failed = |source| WriteError::Folder { path: out.to_owned(), source };
    std::fs::create_dir_all(out).map_err(failed)?;
    let path = out.join(JOURNAL);
    if restart && path.is_file() && Journal::<L>::is_one(&path) {
        std::fs::remove_file(&path)
            .map_err(|source| journal_failed(JournalError::File { path: path.clone(), source }))?;
    }
    Journal::open(&path, key, count).map_err(journal_failed)
}

pub(crate) fn journal_failed(error: JournalError) -> Failure {
    let help = match &error {
        JournalError::Other { .. } | JournalError::NotOurs { .. } => phrase(
            "name another folder with --out; a journal can be thrown away with --restart",
            "请用 --out 指定另一个文件夹；用 --restart 可丢弃原有日志",
        ),
        JournalError::Busy { .. } => phrase(
            "wait until it ends, or name another folder with --out",
            "请等待其结束，或用 --out 指定另一个文件夹",
        ),
        _ => phrase(
            "mend the folder, then run the same command again: it resumes where it ended",
            "请修复该文件夹，再运行同一命令：将从中断处继续",
        ),
    };
    let cause = error.text();
    match error {
        JournalError::File { .. } => Failure::Journal { cause, help: help.into() },
        _ => Failure::usage(cause, help),
    }
}
