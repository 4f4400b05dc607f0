//! A file as a stream of bytes: unpacked where it is packed as a whole, and counted on the way.

use crate::read::hashed::Hashed;
use crate::read::sink::Sink;
use crate::read::source::{INSTANCE_LIMIT_BYTES, InputFile, Role, find, push_unreadable};
use bzip2::read::MultiBzDecoder;
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{BufRead, BufReader, Error, Read, Result as IoResult, copy, sink as nowhere};
use std::path::Path;

/// How a file is packed as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Plain,
    Gzip,
    Bzip2,
}

impl Packing {
    fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0x1f, 0x8b, ..] => Packing::Gzip,
            [b'B', b'Z', b'h', b'1'..=b'9', ..] => Packing::Bzip2,
            _ => Packing::Plain,
        }
    }

    /// Its name; none where nothing is packed.
    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            Packing::Plain => None,
            Packing::Gzip => Some("gzip"),
            Packing::Bzip2 => Some("bzip2"),
        }
    }
}

/// The most bytes that a file of `stored` bytes may unpack to. Extracts unpack to some 2 (PBF) to 20 (XML) times their
/// size, small ones that repeat themselves to more.
pub(super) fn most_unpacked(stored: u64) -> u64 {
    const SMALL: u64 = 64 << 20;
    const TIMES: u64 = 50;
    SMALL + TIMES * stored
}

/// The file as it is stored.
type Stored = Hashed<BufReader<File>>;

/// A file that is being read.
pub(super) struct Stream {
    source: Unpacked,
    stored: u64,
    /// What may yet be unpacked.
    left: u64,
    is_over: bool,
}

enum Unpacked {
    Plain(Stored),
    Gzip(Box<MultiGzDecoder<Stored>>),
    Bzip2(MultiBzDecoder<Stored>),
}

impl Stream {
    /// Opens the file; none, with an issue, where it cannot be read.
    pub(super) fn open(sink: &Sink, path: &Path, name: &str) -> Option<(Self, Packing)> {
        let file = find(sink, path, name, INSTANCE_LIMIT_BYTES)?;
        let stored = file.metadata().map_or(0, |facts| facts.len());
        let mut tee = Stored::new(BufReader::with_capacity(1 << 16, file));
        let first = tee.inner.fill_buf().map(Packing::of);
        let packing = first.map_err(|error| push_unreadable(sink, name, &error)).ok()?;
        let source = match packing {
            Packing::Plain => Unpacked::Plain(tee),
            Packing::Gzip => Unpacked::Gzip(Box::new(MultiGzDecoder::new(tee))),
            Packing::Bzip2 => Unpacked::Bzip2(MultiBzDecoder::new(tee)),
        };
        let left = most_unpacked(stored).min(INSTANCE_LIMIT_BYTES);
        Some((Self { source, stored, left, is_over: false }, packing))
    }

    /// The bytes of the file as it is stored.
    pub(super) fn stored(&self) -> u64 {
        self.stored
    }

    /// The most bytes that it may unpack to, where it went beyond them.
    pub(super) fn exceeded(&self) -> Option<u64> {
        self.is_over.then(|| most_unpacked(self.stored).min(INSTANCE_LIMIT_BYTES))
    }

    /// What is recorded of the file. Reads the rest of it.
    pub(super) fn record(self, name: &str) -> IoResult<InputFile> {
        let mut tee = match self.source {
            Unpacked::Plain(tee) => tee,
            Unpacked::Gzip(packed) => packed.into_inner(),
            Unpacked::Bzip2(packed) => packed.into_inner(),
        };
        copy(&mut tee, &mut nowhere())?;
        Ok(tee.record(Role::Network, name, 0))
    }
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> IoResult<usize> {
        let count = match &mut self.source {
            Unpacked::Plain(tee) => return tee.read(buffer),
            Unpacked::Gzip(packed) => packed.read(buffer)?,
            Unpacked::Bzip2(packed) => packed.read(buffer)?,
        };
        match self.left.checked_sub(count as u64) {
            Some(left) => self.left = left,
            None => {
                self.is_over = true;
                return Err(Error::other("it unpacks to too much"));
            }
        }
        Ok(count)
    }
}
