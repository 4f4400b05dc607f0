//! The journal: a line for each answer of many solves, added and flushed to disk at once.
//!
//! ```text
//! yike-journal-1 FINGERPRINT
//! CHECKSUM {"number":17,"seconds":0.05,"status":"proved",…}
//! ```
//!
//! A line counts when it ends in a newline and its checksum (the first 16 digits of the SHA-256 of what follows it)
//! fits; what was being written when a run was killed is cut off, and its answer found again. The first line with an
//! answer's number counts. The fingerprint does not say which part of a sweep was to be solved, so that the lines of any
//! journal of the same sweep can be added to another.

use crate::domain::{Text, text, told};
use crate::run::folder::system_text;
use crate::scenario::Part;
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Seek, SeekFrom, Write};
use std::marker::PhantomData;
use std::num::NonZeroU64;
use std::path::{Path, PathBuf};

/// What a journal has a line of.
pub trait JournalLine: Sized {
    /// Its number, of which a journal has one.
    fn number(&self) -> u64;

    /// The line: text without a line break.
    fn to_text(&self) -> String;

    /// What [`JournalLine::to_text`] gave; none where it is something else.
    fn from_text(text: &[u8]) -> Option<Self>;
}

fn checksum(text: &[u8]) -> String {
    let digest = Sha256::digest(text);
    let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    digits[..16].to_owned()
}

/// None for a line that is not whole.
fn decode<L: JournalLine>(line: &[u8]) -> Option<L> {
    let (sum, text) = line.strip_suffix(b"\n")?.split_at_checked(16)?;
    let text = text.strip_prefix(b" ")?;
    if checksum(text).as_bytes() != sum {
        return None;
    }
    L::from_text(text)
}

const HEAD: &str = "yike-journal-1";

/// Why a journal cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum JournalError {
    /// It is of another plan, sweep or frontier, or of other settings. Repair: another folder, or start afresh.
    Other {
        /// The journal.
        path: PathBuf,
    },
    /// The file there is no journal. Repair: another folder.
    NotOurs {
        /// The file.
        path: PathBuf,
    },
    /// There is none. Repair: name the folder of a sweep.
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// Another run is writing it. Repair: wait for it.
    Busy {
        /// The journal.
        path: PathBuf,
    },
    /// Reading or writing failed. Repair: make room, or allow writing.
    File {
        /// The journal.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl JournalError {
    /// What is wrong.
    pub fn text(&self) -> Text {
        let (Self::Other { path }
        | Self::NotOurs { path }
        | Self::Missing { path }
        | Self::Busy { path }
        | Self::File { path, .. }) = self;
        let path = path.display();
        match self {
            Self::Other { .. } => text!(
                "{path} is of another plan, another sweep or other settings",
                "{path} 属于另一规划、另一组情景或另一设置"
            ),
            Self::NotOurs { .. } => {
                text!("{path} is not a journal of Yike", "{path} 不是 Yike 的日志")
            }
            Self::Missing { .. } => text!("there is no journal {path}", "没有日志 {path}"),
            Self::Busy { .. } => {
                text!("{path} is being written by another run", "{path} 正由另一次运行写入")
            }
            Self::File { source, .. } => {
                let says = system_text(source);
                text!("cannot read or write {path}: {says}", "无法读写 {path}：{says}"; says)
            }
        }
    }
}

told!(JournalError);

impl std::error::Error for JournalError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// An open journal of the answers of many solves. Memory: nine bytes an answer.
#[derive(Debug)]
pub struct Journal<L> {
    path: PathBuf,
    file: File,
    /// The first line.
    head: String,
    /// Where each answer's line begins.
    at: Vec<Option<NonZeroU64>>,
    end: u64,
    over: u64,
    lines: PhantomData<L>,
}

impl<L: JournalLine> Journal<L> {
    /// Whether the file at `path` is a journal, of this version or another.
    pub fn is_one(path: &Path) -> bool {
        let word = HEAD.trim_end_matches(char::is_numeric);
        let mut first = vec![0; word.len()];
        let read = File::open(path).and_then(|mut file| file.read_exact(&mut first));
        read.is_ok() && first == word.as_bytes()
    }

    /// Opens the journal at `path` for `count` answers of what has this fingerprint, or begins it.
    ///
    /// # Errors
    ///
    /// When it is of something else, or another run has it, or it cannot be read and written.
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
            head: format!("{HEAD} {fingerprint}\n"),
            at: vec![None; usize::try_from(count).unwrap_or(usize::MAX)],
            end: 0,
            over: 0,
            lines: PhantomData,
        };
        journal.resume()?;
        Ok(journal)
    }

    fn failed(&self, source: io::Error) -> JournalError {
        JournalError::File { path: self.path.clone(), source }
    }

    /// Reads what is there, and cuts off what was being written when the last run ended.
    fn resume(&mut self) -> Result<(), JournalError> {
        let file = self.file.try_clone().map_err(|source| self.failed(source))?;
        let mut lines = Lines::begin(file, &self.path, &self.head)?;
        while let Some((at, kept)) = lines.next::<L>().map_err(|source| self.failed(source))? {
            self.enter(kept.number(), at);
        }
        let good = lines.good;
        let begin = || -> io::Result<u64> {
            self.file.set_len(good)?;
            if good > 0 {
                return Ok(good);
            }
            let mut file = &self.file;
            file.seek(SeekFrom::Start(0))?;
            file.write_all(self.head.as_bytes())?;
            file.sync_all()?;
            Ok(self.head.len() as u64)
        };
        let begun = begin();
        self.end = begun.map_err(|source| self.failed(source))?;
        Ok(())
    }

    fn enter(&mut self, number: u64, at: u64) {
        let slot = usize::try_from(number).ok().and_then(|number| self.at.get_mut(number));
        if let Some(slot) = slot
            && slot.is_none()
        {
            *slot = NonZeroU64::new(at);
            self.over += 1;
        }
    }

    /// How many answers it has.
    pub fn over(&self) -> u64 {
        self.over
    }

    /// Which answers it has, by number.
    pub fn which_are_over(&self) -> Vec<bool> {
        self.at.iter().map(Option::is_some).collect()
    }

    /// The numbers of `part` without an answer, in order.
    pub fn missing(&self, part: Part) -> impl Iterator<Item = u64> {
        let numbers = part.numbers(self.at.len() as u64);
        numbers.filter(|&number| self.at[number as usize].is_none())
    }

    /// Adds an answer; when this returns, no kill and no power cut loses it.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn add(&mut self, answer: &L) -> Result<(), JournalError> {
        let text = answer.to_text();
        let line = format!("{} {text}\n", checksum(text.as_bytes()));
        self.append(line.as_bytes(), &[(answer.number(), self.end)])
    }

    /// Throws the journal away, when all that it was for is written.
    ///
    /// # Errors
    ///
    /// When the file cannot be removed.
    pub fn remove(self) -> Result<(), JournalError> {
        let Self { path, file, .. } = self;
        drop(file);
        std::fs::remove_file(&path).map_err(|source| JournalError::File { path, source })
    }

    /// Adds the answers of the journal at `other`, of the same sweep, that are missing here: those of a shard that another
    /// machine has solved. Returns how many these are. `other` is only read; what in it is damaged or being written is left out.
    ///
    /// # Errors
    ///
    /// When there is no journal, or it is of another sweep, or a file cannot be read or written.
    pub fn absorb(&mut self, other: &Path) -> Result<u64, JournalError> {
        let failed = |source: io::Error| match source.kind() {
            ErrorKind::NotFound => JournalError::Missing { path: other.into() },
            _ => JournalError::File { path: other.into(), source },
        };
        let file = File::open(other).map_err(failed)?;
        let mut lines = Lines::begin(file, other, &self.head)?;
        let before = self.over;
        let (mut text, mut starts) = (Vec::new(), Vec::new());
        while let Some((_, kept)) = lines.next::<L>().map_err(failed)? {
            let number = kept.number();
            if self.at.get(number as usize) == Some(&None) {
                starts.push((number, self.end + text.len() as u64));
                text.extend_from_slice(&lines.line);
            }
            if text.len() > WRITTEN_AT_ONCE {
                self.append(&text, &starts)?;
                (text, starts) = (Vec::new(), Vec::new());
            }
        }
        self.append(&text, &starts)?;
        Ok(self.over - before)
    }

    /// Writes whole lines at the end, which begin with these numbers at these places.
    fn append(&mut self, lines: &[u8], starts: &[(u64, u64)]) -> Result<(), JournalError> {
        let write = || -> io::Result<()> {
            let mut file = &self.file;
            file.seek(SeekFrom::Start(self.end))?;
            file.write_all(lines)?;
            file.sync_data()
        };
        write().map_err(|source| self.failed(source))?;
        self.end += lines.len() as u64;
        starts.iter().for_each(|&(number, at)| self.enter(number, at));
        Ok(())
    }

    /// The answer of `number`; none when it is missing.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or has changed since.
    pub fn kept(&self, number: u64) -> Result<Option<L>, JournalError> {
        let at = usize::try_from(number).ok().and_then(|number| *self.at.get(number)?);
        let Some(at) = at else {
            return Ok(None);
        };
        let read = || -> io::Result<L> {
            let mut file = &self.file;
            file.seek(SeekFrom::Start(at.get()))?;
            let mut line = Vec::new();
            BufReader::new(file).read_until(b'\n', &mut line)?;
            let changed = || io::Error::new(ErrorKind::InvalidData, "the file has changed");
            decode(&line).ok_or_else(changed)
        };
        read().map(Some).map_err(|source| self.failed(source))
    }

    /// The answers, in the order of their numbers.
    pub fn all(&self) -> impl Iterator<Item = Result<L, JournalError>> {
        (0..self.at.len() as u64).filter_map(|number| self.kept(number).transpose())
    }
}

/// Bytes of lines from other journals that wait to be written.
const WRITTEN_AT_ONCE: usize = 1 << 20;

/// The lines of a journal, one after the other.
struct Lines {
    reader: BufReader<File>,
    line: Vec<u8>,
    /// Where the last whole line ends.
    good: u64,
}

impl Lines {
    /// Those behind the head of the journal at `path`, which must be this one, or cut off while it was written.
    fn begin(mut file: File, path: &Path, head: &str) -> Result<Self, JournalError> {
        let read = || -> io::Result<Self> {
            file.seek(SeekFrom::Start(0))?;
            let mut reader = BufReader::new(file);
            let mut line = Vec::new();
            // A file that is no journal may be one endless line.
            reader.by_ref().take(head.len() as u64).read_until(b'\n', &mut line)?;
            Ok(Self { reader, line, good: 0 })
        };
        let path = || path.to_owned();
        let mut own = read().map_err(|source| JournalError::File { path: path(), source })?;
        if own.line == head.as_bytes() {
            own.good = head.len() as u64;
            Ok(own)
        } else if head.as_bytes().starts_with(&own.line) {
            Ok(own)
        } else if own.line.starts_with(HEAD.as_bytes()) {
            Err(JournalError::Other { path: path() })
        } else {
            Err(JournalError::NotOurs { path: path() })
        }
    }

    /// The next line that is not damaged, and where it begins. None when the rest is not whole.
    fn next<L: JournalLine>(&mut self) -> io::Result<Option<(u64, L)>> {
        loop {
            self.line.clear();
            let length = self.reader.read_until(b'\n', &mut self.line)? as u64;
            if self.line.last() != Some(&b'\n') {
                return Ok(None);
            }
            let at = self.good;
            self.good += length;
            if let Some(kept) = decode(&self.line) {
                return Ok(Some((at, kept)));
            }
        }
    }
}
