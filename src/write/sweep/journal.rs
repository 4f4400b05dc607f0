//! The journal: a line for each scenario that ended, added and flushed to disk at once.
//!
//! ```text
//! yike-journal-1 FINGERPRINT
//! CHECKSUM {"number":17,"seconds":0.05,"status":"proved",…}
//! ```
//!
//! A line counts when it ends in a newline and its checksum (the first 16 digits of the SHA-256 of what follows it)
//! fits; what was being written when a sweep was killed is cut off, and its scenario solved again. The first line with a
//! scenario's number counts.

use crate::domain::{Name, Stage};
use crate::run::plan::NameJson;
use crate::scenario::{
    AimFigures, DoneWork, FinishedScenario, LayoutFigures, Row, RowStatus, TierFigures,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;
use thiserror::Error;

const HEAD: &str = "yike-journal-1";

/// Why a journal cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum JournalError {
    /// It is of another plan or sweep, or of other settings. Repair: another folder, or start afresh.
    #[error("{} is of another plan, another sweep or other settings", path.display())]
    Other {
        /// The journal.
        path: PathBuf,
    },
    /// The file there is no journal. Repair: another folder.
    #[error("{} is not a journal of Yike", path.display())]
    NotOurs {
        /// The file.
        path: PathBuf,
    },
    /// Another run is writing it. Repair: wait for it.
    #[error("{} is being written by another run", path.display())]
    Busy {
        /// The journal.
        path: PathBuf,
    },
    /// Reading or writing failed. Repair: make room, or allow writing.
    #[error("cannot read or write {}: {source}", path.display())]
    File {
        /// The journal.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// A scenario as the journal holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// The row.
    pub row: Row,
    /// How long it took, in seconds.
    pub seconds: f64,
}

/// An open journal. Memory: nine bytes a scenario.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    /// Where each scenario's line begins.
    at: Vec<Option<std::num::NonZeroU64>>,
    end: u64,
    over: u64,
}

impl Journal {
    /// Opens the journal at `path` for `count` scenarios of the sweep with this fingerprint, or begins it.
    ///
    /// # Errors
    ///
    /// When it is of another sweep, or another run has it, or it cannot be read and written.
    pub fn open(path: &Path, fingerprint: &str, count: u64) -> Result<Self, JournalError> {
        let failed = |source| JournalError::File { path: path.into(), source };
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(JournalError::Busy { path: path.into() }),
            // A file system without locks.
            Err(TryLockError::Error(_)) => {}
        }
        let mut journal = Self {
            path: path.into(),
            file,
            at: vec![None; usize::try_from(count).unwrap_or(usize::MAX)],
            end: 0,
            over: 0,
        };
        journal.resume(fingerprint)?;
        Ok(journal)
    }

    fn failed(&self, source: io::Error) -> JournalError {
        JournalError::File { path: self.path.clone(), source }
    }

    /// Reads what is there, and cuts off what was being written when the last run ended.
    fn resume(&mut self, fingerprint: &str) -> Result<(), JournalError> {
        let head = format!("{HEAD} {fingerprint}\n");
        let read = self.scan(&head);
        let good = match read.map_err(|source| self.failed(source))? {
            Scanned::Whole(good) => good,
            Scanned::Foreign => {
                return Err(JournalError::NotOurs { path: self.path.clone() });
            }
            Scanned::Other => {
                return Err(JournalError::Other { path: self.path.clone() });
            }
        };
        let begin = || -> io::Result<u64> {
            self.file.set_len(good)?;
            if good > 0 {
                return Ok(good);
            }
            let mut file = &self.file;
            file.seek(SeekFrom::Start(0))?;
            file.write_all(head.as_bytes())?;
            file.sync_all()?;
            Ok(head.len() as u64)
        };
        let begun = begin();
        self.end = begun.map_err(|source| self.failed(source))?;
        Ok(())
    }

    fn scan(&mut self, head: &str) -> io::Result<Scanned> {
        let mut file = self.file.try_clone()?;
        file.seek(SeekFrom::Start(0))?;
        let mut lines = BufReader::new(file);
        let mut line = Vec::new();
        // A file that is no journal may be one endless line.
        let mut first = lines.by_ref().take(head.len() as u64);
        first.read_until(b'\n', &mut line)?;
        if line != head.as_bytes() {
            // A head that was cut off while it was written.
            if head.as_bytes().starts_with(&line) {
                return Ok(Scanned::Whole(0));
            }
            let ours = line.starts_with(HEAD.as_bytes());
            return Ok(if ours { Scanned::Other } else { Scanned::Foreign });
        }
        let (mut at, mut good) = (head.len() as u64, head.len() as u64);
        loop {
            line.clear();
            let length = lines.read_until(b'\n', &mut line)? as u64;
            if line.last() != Some(&b'\n') {
                return Ok(Scanned::Whole(good));
            }
            if let Some(kept) = decode(&line) {
                self.enter(kept.row.number, at);
            }
            at += length;
            good = at;
        }
    }

    fn enter(&mut self, number: u64, at: u64) {
        let slot = usize::try_from(number).ok().and_then(|number| self.at.get_mut(number));
        if let Some(slot) = slot
            && slot.is_none()
        {
            *slot = std::num::NonZeroU64::new(at);
            self.over += 1;
        }
    }

    /// How many scenarios are over.
    pub fn over(&self) -> u64 {
        self.over
    }

    /// Which scenarios are over, by number.
    pub fn which_are_over(&self) -> Vec<bool> {
        self.at.iter().map(Option::is_some).collect()
    }

    /// Adds a scenario that ended; when this returns, no kill and no power cut loses it.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn add(&mut self, ended: &FinishedScenario) -> Result<(), JournalError> {
        let line = encode(ended);
        let at = self.end;
        let write = || -> io::Result<()> {
            let mut file = &self.file;
            file.seek(SeekFrom::Start(at))?;
            file.write_all(line.as_bytes())?;
            file.sync_data()
        };
        write().map_err(|source| self.failed(source))?;
        self.end += line.len() as u64;
        self.enter(ended.row.number, at);
        Ok(())
    }

    /// The scenario of `number`; none when it is not over.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or has changed since.
    pub fn kept(&self, number: u64) -> Result<Option<Kept>, JournalError> {
        let at = usize::try_from(number).ok().and_then(|number| *self.at.get(number)?);
        let Some(at) = at else {
            return Ok(None);
        };
        let read = || -> io::Result<Kept> {
            let mut file = &self.file;
            file.seek(SeekFrom::Start(at.get()))?;
            let mut line = Vec::new();
            BufReader::new(file).read_until(b'\n', &mut line)?;
            let changed = || io::Error::new(io::ErrorKind::InvalidData, "the file has changed");
            decode(&line).ok_or_else(changed)
        };
        read().map(Some).map_err(|source| self.failed(source))
    }
}

enum Scanned {
    /// Ours, good up to this length.
    Whole(u64),
    /// A journal of another sweep.
    Other,
    /// No journal.
    Foreign,
}

#[derive(Serialize, Deserialize)]
struct Line {
    number: u64,
    seconds: f64,
    status: String,
    reason: Option<NameJson>,
    aims: Vec<Option<[Option<f64>; 3]>>,
    layout: Option<LayoutLine>,
}

#[derive(Serialize, Deserialize)]
struct LayoutLine {
    cost: i64,
    running: i64,
    sources: Vec<i64>,
    tiers: Vec<(f64, f64, u32, u32)>,
    works: Vec<(u32, String, bool)>,
}

fn checksum(text: &[u8]) -> String {
    let digest = Sha256::digest(text);
    let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    digits[..16].to_owned()
}

fn encode(ended: &FinishedScenario) -> String {
    let row = &ended.row;
    let line = Line {
        number: row.number,
        seconds: ended.time.as_secs_f64(),
        status: row.status.word().into(),
        reason: row.reason.as_ref().map(NameJson::from),
        aims: row.aims.iter().map(|aim| aim.map(|aim| [aim.value, aim.bound, aim.gap])).collect(),
        layout: row.layout.as_ref().map(|layout| LayoutLine {
            cost: layout.cost_yuan,
            running: layout.running_cost_yuan,
            sources: layout.sources_yuan.clone(),
            tiers: layout
                .tiers
                .iter()
                .map(|tier| (tier.people, tier.covered, tier.standing, tier.new))
                .collect(),
            works: layout
                .works
                .iter()
                .map(|done| (done.site, done.work.clone(), done.stands))
                .collect(),
        }),
    };
    let text = serde_json::to_string(&line).expect("plain figures and text");
    format!("{} {text}\n", checksum(text.as_bytes()))
}

/// None for a line that is not whole.
fn decode(line: &[u8]) -> Option<Kept> {
    let (sum, text) = line.strip_suffix(b"\n")?.split_at_checked(16)?;
    let text = text.strip_prefix(b" ")?;
    if checksum(text).as_bytes() != sum {
        return None;
    }
    let line: Line = serde_json::from_slice(text).ok()?;
    let mut aims = [None; Stage::ALL.len()];
    for (own, aim) in aims.iter_mut().zip(line.aims) {
        *own = aim.map(|[value, bound, gap]| AimFigures { value, bound, gap });
    }
    let layout = line.layout.map(|layout| LayoutFigures {
        cost_yuan: layout.cost,
        running_cost_yuan: layout.running,
        sources_yuan: layout.sources,
        tiers: layout
            .tiers
            .into_iter()
            .map(|(people, covered, standing, new)| TierFigures { people, covered, standing, new })
            .collect(),
        works: layout
            .works
            .into_iter()
            .map(|(site, work, stands)| DoneWork { site, work, stands })
            .collect(),
    });
    let row = Row {
        number: line.number,
        status: RowStatus::from_word(&line.status)?,
        reason: line.reason.as_ref().map(Name::from),
        aims,
        layout,
    };
    let seconds = Duration::try_from_secs_f64(line.seconds).ok()?.as_secs_f64();
    Some(Kept { row, seconds })
}
