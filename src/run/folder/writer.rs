//! Writing a folder: all files or none, as far as a file system allows.

use super::files::{TEMPORARY, make, settle, stage, temporary_in};
use super::{
    FORMAT, FileRecord, FolderRecord, Output, RECORD, RunFolder, RunKind, TIMING, WriteError,
    sha256,
};
use crate::run::outputs::JOURNAL;
use crate::run::plan::to_bytes;
use crate::run::record::VERSION;
use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A folder being written. Each file is written whole to a temporary file beside its place and flushed to disk as it comes;
/// [`FolderWriter::finish`] puts them in their places. A failure before that leaves the folder as it was.
#[derive(Debug)]
pub struct FolderWriter {
    folder: PathBuf,
    kind: RunKind,
    staged: Vec<(NamedTempFile, FileRecord)>,
    nested: Vec<(String, FolderWriter)>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// The names of the files, in the order in which they were written.
    pub names: Vec<String>,
    /// Files of an earlier run that this one does not write and that were removed.
    pub removed: Vec<String>,
    /// Files of an earlier run that this one does not write and that somebody has changed since: they are still there.
    pub kept: Vec<String>,
}

impl FolderWriter {
    /// Begins to write a run of this kind to `folder`, which is made when missing. Temporary files that a broken-off run left
    /// are removed.
    ///
    /// # Errors
    ///
    /// When the folder cannot be made.
    pub fn begin(folder: &Path, kind: RunKind) -> Result<Self, WriteError> {
        make(folder)?;
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        for entry in entries {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(TEMPORARY.0) && name.ends_with(TEMPORARY.1) {
                // One that stays harms nobody.
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(Self { folder: folder.into(), kind, staged: Vec::new(), nested: Vec::new() })
    }

    /// Writes a file beside its place.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn put(&mut self, output: &Output) -> Result<(), WriteError> {
        let file = stage(&self.folder, &self.folder.join(&*output.name), &output.bytes)?;
        self.add(&output.name, file, || Ok(Cow::Borrowed(&output.bytes)))
    }

    /// A temporary file to be filled by the caller, then handed to [`FolderWriter::adopt`].
    ///
    /// # Errors
    ///
    /// When it cannot be made, or its place is taken by a folder.
    pub fn open(&self, name: &str) -> Result<NamedTempFile, WriteError> {
        let path = self.folder.join(name);
        if path.is_dir() {
            return Err(WriteError::IsFolder { path });
        }
        temporary_in(&self.folder).map_err(|source| WriteError::File { path, source })
    }

    /// Takes a file that the caller has filled.
    ///
    /// # Errors
    ///
    /// When it cannot be read again or flushed to disk.
    pub fn adopt(&mut self, name: &str, file: NamedTempFile) -> Result<(), WriteError> {
        let path = file.path().to_owned();
        file.as_file()
            .sync_all()
            .map_err(|source| WriteError::File { path: self.folder.join(name), source })?;
        self.add(name, file, || fs::read(&path).map(Cow::Owned))
    }

    fn add<'a>(
        &mut self,
        name: &str,
        file: NamedTempFile,
        bytes: impl Fn() -> io::Result<Cow<'a, [u8]>>,
    ) -> Result<(), WriteError> {
        debug_assert!(self.kind.writes(name), "RunKind::writes does not know {name}");
        let hash = match name {
            TIMING => None,
            _ => Some(sha256(
                &bytes()
                    .map_err(|source| WriteError::File { path: self.folder.join(name), source })?,
            )),
        };
        let record = FileRecord { name: name.into(), sha256: hash };
        self.staged.push((file, record));
        Ok(())
    }

    /// Takes the folder of a part of this run, of this name within it; it is finished with this one.
    pub fn nest(&mut self, name: &str, part: FolderWriter) {
        self.nested.push((name.into(), part));
    }

    /// Puts all files in their places, the record last. Before the first file moves, the record of an earlier run gives way
    /// to one that says so: whoever reads the folder after this run was broken off is told, and is not given a mixture.
    ///
    /// # Errors
    ///
    /// When a file cannot be put in its place.
    pub fn finish(self) -> Result<Written, WriteError> {
        let before = RunFolder::open_any(&self.folder);
        let mut record = FolderRecord {
            format: FORMAT.into(),
            kind: self.kind,
            version: VERSION.into(),
            whole: false,
            files: self.staged.iter().map(|(_, record)| record.clone()).collect(),
        };
        let mut own: Vec<String> = record.files.iter().map(|file| file.name.clone()).collect();
        own.extend(self.nested.iter().map(|(name, _)| format!("{name}/{RECORD}")));
        let earlier = before.iter().flat_map(RunFolder::names).map(String::from);
        let leftovers: Vec<String> = earlier.filter(|name| !own.contains(name)).collect();
        let mut marked = record.clone();
        marked.files.extend(leftovers.iter().map(|name| FileRecord {
            name: name.clone(),
            sha256: before.as_ref().and_then(|before| before.hash_of(name)),
        }));
        write_record(&self.folder, &marked)?;
        let mut written = Written::default();
        for (name, part) in self.nested {
            let folder = part.folder.clone();
            part.finish()?;
            let path = folder.join(RECORD);
            let bytes = fs::read(&path).map_err(|source| WriteError::File { path, source })?;
            let sha256 = Some(sha256(&bytes));
            record.files.push(FileRecord { name: format!("{name}/{RECORD}"), sha256 });
        }
        for (file, own) in self.staged {
            settle(file, &self.folder.join(&own.name))?;
            written.names.push(own.name);
        }
        if let Some(before) = &before {
            for name in leftovers {
                match name.strip_suffix(&format!("/{RECORD}")) {
                    // The folder of a period that this run does not have.
                    Some(part) => clear(&self.folder, part, &mut written),
                    None => remove(before, &name, name.clone(), &mut written),
                }
            }
            // It grows while a run goes on, so that no record has it.
            let journal = self.folder.join(JOURNAL);
            let ended = before.kind().has_journal() && !self.kind.has_journal();
            if ended && fs::remove_file(journal).is_ok() {
                written.removed.push(JOURNAL.into());
            }
        }
        record.whole = true;
        write_record(&self.folder, &record)?;
        Ok(written)
    }
}

/// Removes a file of an earlier run, unless somebody has changed it since; it is told as `shown`.
fn remove(run: &RunFolder, name: &str, shown: String, written: &mut Written) {
    let path = run.path().join(name);
    let Ok(bytes) = fs::read(&path) else { return };
    let ours = name == TIMING || run.hash_of(name).is_some_and(|hash| hash == sha256(&bytes));
    match ours && fs::remove_file(&path).is_ok() {
        true => written.removed.push(shown),
        false => written.kept.push(shown),
    }
}

/// Removes a part of an earlier run: its files by its own record, then the folder, if nothing else is in it.
fn clear(folder: &Path, part: &str, written: &mut Written) {
    let path = folder.join(part);
    if let Some(run) = RunFolder::open_any(&path) {
        for name in run.names() {
            remove(&run, name, format!("{part}/{name}"), written);
        }
    }
    // Without its record what is left is no run any more.
    if fs::remove_file(path.join(RECORD)).is_ok() {
        written.removed.push(format!("{part}/{RECORD}"));
    }
    // A folder that has other files stays.
    let _ = fs::remove_dir(path);
}

fn write_record(folder: &Path, record: &FolderRecord) -> Result<(), WriteError> {
    let path = folder.join(RECORD);
    settle(stage(folder, &path, &to_bytes(record))?, &path)
}

/// Writes a folder of these outputs.
///
/// # Errors
///
/// When a file cannot be written; what was there before is then still there.
pub fn write_folder(
    folder: &Path,
    kind: RunKind,
    outputs: &[Output],
) -> Result<Written, WriteError> {
    let mut writer = FolderWriter::begin(folder, kind)?;
    for output in outputs {
        writer.put(output)?;
    }
    writer.finish()
}
