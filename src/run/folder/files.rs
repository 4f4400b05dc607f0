//! Putting outputs in their place: all or nothing, as far as a file system allows.

use crate::domain::{Text, text};
use crate::read::system_text;
use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::{fmt, fs};
use tempfile::NamedTempFile;

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
        Self { name: name.into(), bytes: content.into() }
    }
}

/// Why outputs could not be written. What was there before is still there.
#[derive(Debug)]
#[non_exhaustive]
pub enum WriteError {
    /// The folder could not be made. Repair: name a folder that may be written.
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The place of a file is taken by a folder. Repair: move the folder or write elsewhere.
    IsFolder {
        /// The path.
        path: PathBuf,
    },
    /// A file could not be written. Repair: make room, or allow writing.
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl From<&WriteError> for Text {
    fn from(error: &WriteError) -> Self {
        match error {
            WriteError::Folder { path, source } => {
                let (path, source) = (path.display(), system_text(source));
                text!(
                    "cannot make the folder {path}: {source}",
                    "无法建立文件夹 {path}：{source}";
                    source
                )
            }
            WriteError::IsFolder { path } => {
                let path = path.display();
                text!("cannot write {path}: it is a folder", "无法写入 {path}：它是文件夹")
            }
            WriteError::File { path, source } => {
                let (path, source) = (path.display(), system_text(source));
                text!("cannot write {path}: {source}", "无法写入 {path}：{source}"; source)
            }
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Folder { source, .. } | Self::File { source, .. } => Some(source),
            Self::IsFolder { .. } => None,
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Text::from(self).fmt(f)
    }
}

/// Writes one file, whole or not at all, its folder made when missing.
pub fn write_one(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    write_together([(path.to_owned(), bytes)])
}

/// Writes files that belong together: where one cannot be written, none is. Their folders are made when missing.
pub fn write_together<'a>(
    files: impl IntoIterator<Item = (PathBuf, &'a [u8])>,
) -> Result<(), WriteError> {
    let staged = files.into_iter().map(|(path, bytes)| {
        let folder = folder_of(&path);
        make(folder)?;
        Ok((stage(folder, &path, bytes)?, path))
    });
    let staged: Vec<_> = staged.collect::<Result<_, WriteError>>()?;
    staged.into_iter().try_for_each(|(file, path)| settle(file, &path))
}

/// The folder of a file; the present one of a bare name.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Tries whether a file could be written at `path`, as [`write_one`] will, before the work that it takes to make it. Nothing
/// stays of the trial.
///
/// # Errors
///
/// When the file could not be written.
pub fn try_file(path: &Path) -> Result<(), WriteError> {
    if path.is_dir() {
        return Err(WriteError::IsFolder { path: path.into() });
    }
    try_folder(folder_of(path))
}

/// Tries whether files could be written to `folder`, which may be missing; see [`try_file`].
///
/// # Errors
///
/// When the folder could not be made, or no file in it.
pub fn try_folder(folder: &Path) -> Result<(), WriteError> {
    let nearest = folder.ancestors().find(|ancestor| ancestor.exists());
    let nearest = nearest.filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let attempt = || {
        let mut file = temporary_in(nearest)?;
        file.write_all(&[0; TRIED_BYTES])?;
        file.as_file().sync_all()
    };
    // The error names the temporary file, which nobody asked for.
    attempt().map_err(|error| {
        let (path, source) = (folder.into(), error.kind().into());
        match folder.is_dir() {
            true => WriteError::File { path, source },
            false => WriteError::Folder { path, source },
        }
    })
}

/// So much room is asked for before the work begins: about what a small run writes.
const TRIED_BYTES: usize = 1 << 16;

pub(super) fn make(folder: &Path) -> Result<(), WriteError> {
    fs::create_dir_all(folder).map_err(|source| WriteError::Folder { path: folder.into(), source })
}

pub(super) fn stage(folder: &Path, path: &Path, bytes: &[u8]) -> Result<NamedTempFile, WriteError> {
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

/// How the names of temporary files begin and end.
pub(super) const TEMPORARY: (&str, &str) = (".yike-", ".tmp");

/// A temporary file that others may read as they may any new file (the default is the owner alone).
pub(super) fn temporary_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

pub(super) fn settle(file: NamedTempFile, path: &Path) -> Result<(), WriteError> {
    file.persist(path)
        .map(drop)
        .map_err(|failed| WriteError::File { path: path.into(), source: failed.error })
}
