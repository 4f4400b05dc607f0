//! A file that is hashed and counted as it is read.

use super::source::{InputFile, Role, hex};
use sha2::{Digest, Sha256};
use std::fmt;
use std::io::{Read, Result};

/// A reader of a file, with the SHA-256 and the number of the bytes so far.
pub(super) struct Hashed<R> {
    pub(super) inner: R,
    hash: Sha256,
    bytes: u64,
}

impl<R> Hashed<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, hash: Sha256::new(), bytes: 0 }
    }

    /// What is recorded of the file, all of which was read.
    pub(super) fn record(self, role: Role, name: &str, features: usize) -> InputFile {
        let sha256 = hex(&self.hash.finalize());
        InputFile { role, path: name.into(), bytes: self.bytes, sha256, features }
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let count = self.inner.read(buffer)?;
        self.hash.update(&buffer[..count]);
        self.bytes += count as u64;
        Ok(count)
    }
}

impl<R> fmt::Debug for Hashed<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hashed({} bytes)", self.bytes)
    }
}
