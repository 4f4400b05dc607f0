//! Splits text into words and lines with their numbers, chunk by chunk, so that files of 10⁹ bytes are never in memory
//! as a whole.

use crate::domain::text;
use crate::read::FileFault;
use crate::read::source::hex;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Error, ErrorKind, Read, Result};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

const CHUNK_BYTES: usize = 4 << 20;

/// The longest line.
const MOST_LINE_BYTES: usize = 256 << 20;

/// The words and lines of a file. Another thread reads the file ahead and computes its checksum.
#[derive(Debug)]
pub(super) struct Words {
    chunks: Receiver<Result<Arc<Vec<u8>>>>,
    reader: JoinHandle<(u64, String)>,
    chunk: Arc<Vec<u8>>,
    at: usize,
    line: usize,
    error: Option<Error>,
}

impl Words {
    /// The words of `file`.
    pub(super) fn new(file: File) -> Self {
        let (send, chunks) = sync_channel(2);
        Self {
            chunks,
            reader: std::thread::spawn(move || pump(file, &send)),
            chunk: Arc::default(),
            at: 0,
            line: 1,
            error: None,
        }
    }

    /// The number of the line of the last word or line, from 1.
    pub(super) fn line(&self) -> usize {
        self.line
    }

    /// The next word; none at the end or after a read error.
    pub(super) fn word(&mut self) -> Option<&[u8]> {
        loop {
            while let Some(byte) = self.chunk.get(self.at) {
                if !byte.is_ascii_whitespace() {
                    let rest = &self.chunk[self.at..];
                    let end = rest.iter().position(u8::is_ascii_whitespace);
                    let start = self.at;
                    self.at += end.unwrap_or(rest.len());
                    return Some(&self.chunk[start..self.at]);
                }
                self.line += usize::from(*byte == b'\n');
                self.at += 1;
            }
            if !self.refill() {
                return None;
            }
        }
    }

    /// The rest of the line of the last word, or else the next line that is not blank, trimmed.
    pub(super) fn rest_of_line(&mut self) -> Option<&[u8]> {
        let start = {
            let length = self.word()?.len();
            self.at - length
        };
        let rest = &self.chunk[start..];
        let end = rest.iter().position(|&byte| byte == b'\n');
        self.at = start + end.unwrap_or(rest.len());
        Some(self.chunk[start..self.at].trim_ascii_end())
    }

    /// Skips the rest of the line of the last word.
    pub(super) fn skip_line(&mut self) {
        let rest = self.chunk.get(self.at..).unwrap_or_default();
        let end = rest.iter().position(|&byte| byte == b'\n');
        self.at += end.unwrap_or(rest.len());
    }

    /// The next chunk; false at the end.
    fn refill(&mut self) -> bool {
        match self.chunks.recv() {
            Ok(Ok(chunk)) => {
                self.chunk = chunk;
                self.at = 0;
                true
            }
            Ok(Err(error)) => {
                self.error = Some(error);
                self.chunk = Arc::default();
                self.at = 0;
                false
            }
            Err(_) => false,
        }
    }

    /// Reads the rest. Returns the length and checksum of the file, or the error that stopped the reading.
    pub(super) fn finish(mut self) -> Result<(u64, String)> {
        while self.refill() {}
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.reader.join().expect("the reader does not panic")),
        }
    }
}

/// Sends the file in chunks that end with a line, until the receiver hangs up.
fn pump(mut file: File, send: &SyncSender<Result<Arc<Vec<u8>>>>) -> (u64, String) {
    let mut checksum = Sha256::new();
    let (mut bytes, mut rest) = (0, Vec::new());
    loop {
        let mut chunk = std::mem::take(&mut rest);
        chunk.reserve_exact(CHUNK_BYTES);
        let read = file.by_ref().take(CHUNK_BYTES as u64).read_to_end(&mut chunk);
        let ends = match read {
            Ok(read) => read < CHUNK_BYTES,
            Err(error) => {
                // If the receiver has hung up, an issue has already been reported.
                send.send(Err(error)).unwrap_or_default();
                break;
            }
        };
        if !ends {
            let after = chunk.iter().rposition(|&byte| byte == b'\n');
            rest = chunk.split_off(after.map_or(0, |at| at + 1));
            if rest.len() > MOST_LINE_BYTES {
                let text = text!("a line has more than 256 MB", "有一行超过 256 MB");
                let error = Error::new(ErrorKind::InvalidData, FileFault(text));
                send.send(Err(error)).unwrap_or_default();
                break;
            }
        }
        let chunk = Arc::new(chunk);
        if send.send(Ok(Arc::clone(&chunk))).is_err() {
            break;
        }
        checksum.update(&**chunk);
        bytes += chunk.len() as u64;
        if ends {
            break;
        }
    }
    (bytes, hex(&checksum.finalize()))
}

/// A word as a number, `nan` and `inf` included; none when it is not one.
pub(super) fn number(word: &[u8]) -> Option<f64> {
    plain(word).or_else(|| std::str::from_utf8(word).ok()?.parse().ok())
}

/// The powers of ten that are exact in double precision.
const POWERS: [f64; 16] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// Parses at most 15 digits with at most one point: digits and power are exact, so that their quotient is the nearest
/// number (Clinger 1990). Most numbers are of this form, and this takes a third of the time of the general parser.
fn plain(word: &[u8]) -> Option<f64> {
    if word.len() > 16 {
        return None;
    }
    let (mut digits, mut behind, mut point) = (0_u64, 0, false);
    for &byte in word {
        match byte {
            b'0'..=b'9' => {
                digits = digits * 10 + u64::from(byte - b'0');
                behind += usize::from(point);
            }
            b'.' if !point => point = true,
            _ => return None,
        }
    }
    let count = word.len() - usize::from(point);
    ((1..=15).contains(&count)).then(|| digits as f64 / POWERS[behind])
}

/// A word as a whole number.
pub(super) fn whole(word: &[u8]) -> Option<usize> {
    std::str::from_utf8(word).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn numbers_are_read_as_the_standard_library_reads_them(word in "-?[0-9]{0,17}[.]?[0-9]{0,17}(e-?[0-9]{1,3})?") {
            let wanted = word.parse::<f64>().ok();
            proptest::prop_assert_eq!(number(word.as_bytes()), wanted);
        }
    }
}
