//! The journal of a sweep in its folder: opened, thrown away, and why it cannot be used.

use super::SweepArgs;
use crate::cli::failure::Failure;
use crate::domain::phrase;
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
