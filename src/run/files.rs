//! Putting outputs in their place: all or nothing, as far as a file system allows.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;
use thiserror::Error;

/// An output, made in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// File name.
    pub name: Cow<'static, str>,
    /// Content.
    pub bytes: Vec<u8>,
}

impl Output {
    /// An output of `name` and content.
    pub fn new(name: impl Into<Cow<'static, str>>, content: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            bytes: content.into(),
        }
    }
}

/// Why outputs could not be written. What was there before is still there.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The folder could not be made. Repair: name a folder that may be written.
    #[error("cannot make the folder {}: {source}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The place of a file is taken by a folder. Repair: move the folder or write elsewhere.
    #[error("cannot write {}: it is a folder", path.display())]
    IsFolder {
        /// The path.
        path: PathBuf,
    },
    /// A file could not be written. Repair: make room, or allow writing.
    #[error("cannot write {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Writes all outputs into `folder` (made when missing) and returns their paths.
///
/// Every output is first written whole to a temporary file beside its target and flushed to disk; only when
/// all are there are they renamed, in order. A failure before that leaves the folder as it was.
pub fn write_all(folder: &Path, outputs: &[Output]) -> Result<Vec<PathBuf>, WriteError> {
    let outputs = outputs
        .iter()
        .map(|output| (&*output.name, &output.bytes[..]));
    write_each(folder, outputs)
}

/// The same for files whose names are made at run time.
pub fn write_named(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<Vec<PathBuf>, WriteError> {
    let files = files.iter().map(|(name, bytes)| (&name[..], &bytes[..]));
    write_each(folder, files)
}

fn write_each<'a>(
    folder: &Path,
    files: impl Iterator<Item = (&'a str, &'a [u8])>,
) -> Result<Vec<PathBuf>, WriteError> {
    make(folder)?;
    let mut waiting = Vec::new();
    for (name, bytes) in files {
        let path = folder.join(name);
        waiting.push((stage(folder, &path, bytes)?, path));
    }
    let mut written = Vec::with_capacity(waiting.len());
    for (file, path) in waiting {
        settle(file, &path)?;
        written.push(path);
    }
    Ok(written)
}

/// Writes one file, whole or not at all, its folder made when missing.
pub fn write_one(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    make(folder)?;
    settle(stage(folder, path, bytes)?, path)
}

fn make(folder: &Path) -> Result<(), WriteError> {
    fs::create_dir_all(folder).map_err(|source| WriteError::Folder {
        path: folder.into(),
        source,
    })
}

fn stage(folder: &Path, path: &Path, bytes: &[u8]) -> Result<NamedTempFile, WriteError> {
    if path.is_dir() {
        return Err(WriteError::IsFolder { path: path.into() });
    }
    let write = || {
        let mut file = temporary_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        Ok(file)
    };
    // The error names the temporary file, which nobody asked for.
    write().map_err(|error: io::Error| WriteError::File {
        path: path.into(),
        source: error.kind().into(),
    })
}

/// A temporary file that others may read as they may any new file (the default is the owner alone).
pub(crate) fn temporary_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".yike-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

pub(crate) fn settle(file: NamedTempFile, path: &Path) -> Result<(), WriteError> {
    file.persist(path)
        .map(drop)
        .map_err(|failed| WriteError::File {
            path: path.into(),
            source: failed.error,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_leaves_the_folder_as_it_was() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("a"), "old").expect("written");
        fs::create_dir(folder.path().join("b")).expect("made");
        let outputs = [Output::new("a", "new"), Output::new("b", "new")];
        let failed = write_all(folder.path(), &outputs).expect_err("b is a folder");
        assert!(failed.to_string().contains('b'));
        assert_eq!(
            fs::read_to_string(folder.path().join("a")).expect("read"),
            "old"
        );
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 2);
    }
}
