//! Reading a folder, for every command that reads runs.

use super::{FORMAT, FileRecord, FolderRecord, RECORD, RunKind, sha256, sha256_of_file};
use crate::domain::{Feature, Phrase, Text, phrase, said, text};
use crate::read::other_file::instead_of_run;
use crate::read::{Code, Issue, Place, Problems, Severity, read_features, system_text};
use crate::run::outputs::JOURNAL;
use crate::run::record::{Format, InputRecord};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The folder of a run, whose record was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunFolder {
    path: PathBuf,
    record: FolderRecord,
}

/// A file that is not as the record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Altered {
    /// It is not there, or cannot be read.
    Missing(String),
    /// Its content is another.
    Changed(String),
}

impl Altered {
    /// The file's name.
    pub fn name(&self) -> &str {
        match self {
            Altered::Missing(name) | Altered::Changed(name) => name,
        }
    }
}

pub(super) const AGAIN: Phrase = phrase("make the run again", "重新运行");

const NAME_OUT: Phrase = phrase(
    "name the folder that `--out` named when the run was made",
    "指定运行时 `--out` 所给的文件夹",
);

impl RunFolder {
    /// Reads the record of the folder at `path`; of its files nothing yet.
    ///
    /// # Errors
    ///
    /// When there is no such folder, it has no record, the record is of another format or cannot be read, or a run was broken
    /// off while it wrote there; see [`Code`].
    pub fn open(path: &Path) -> Result<Self, Problems> {
        let shown = path.display().to_string();
        if let Some((cause, action)) = instead_of_run(path) {
            return Err(problem(Code::FILE_UNREADABLE, &shown, cause, action));
        }
        if let Err(error) = fs::read_dir(path) {
            let cause = match error.kind() {
                ErrorKind::NotFound => text!("there is no such folder", "没有这个文件夹"),
                _ => system_text(&error),
            };
            return Err(problem(Code::FILE_UNREADABLE, &shown, cause, NAME_OUT));
        }
        let file = path.join(RECORD);
        let Ok(bytes) = fs::read(&file) else {
            let older = RunKind::ALL.iter().find(|kind| path.join(kind.answer()).is_file());
            return Err(match older {
                Some(kind) => {
                    let answer = kind.answer();
                    let cause = text!(
                        "the folder has `{answer}` but no `{RECORD}`: an earlier version of Yike wrote it, or not all of it is there",
                        "文件夹中有 `{answer}` 但没有 `{RECORD}`：由早期版本的 Yike 写成，或文件不全"
                    );
                    problem(Code::NO_RUN, &shown, cause, AGAIN)
                }
                None => {
                    let cause = text!(
                        "the folder has no file that a run writes",
                        "文件夹中没有运行所写的文件"
                    );
                    problem(Code::NO_RUN, &shown, cause, NAME_OUT)
                }
            });
        };
        let shown_file = file.display().to_string();
        let record: FolderRecord = parse(&bytes, FORMAT)
            .map_err(|cause| problem(Code::RUN_UNREADABLE, &shown_file, cause, AGAIN))?;
        if !record.whole {
            let cause = text!(
                "a run was broken off while it wrote here: files of two runs may stand side by side",
                "有运行在写入此处时中断：可能混有两次运行的文件"
            );
            return Err(problem(Code::RUN_FILES_DIFFER, &shown, cause, AGAIN));
        }
        Ok(Self { path: path.into(), record })
    }

    /// Reads the record of the folder at `path`, which is to hold a run of one of `kinds`.
    ///
    /// # Errors
    ///
    /// As [`RunFolder::open`]; and when the run is of another kind.
    pub fn open_of(path: &Path, kinds: &[RunKind]) -> Result<Self, Problems> {
        let folder = Self::open(path)?;
        if kinds.contains(&folder.kind()) {
            return Ok(folder);
        }
        let named = |kind: RunKind| {
            let (word, answer) = (kind.word(), kind.answer());
            text!("{word} (`{answer}`)", "`{word}`（`{answer}`）")
        };
        let held = named(folder.kind());
        let taken: Vec<Text> = kinds.iter().map(|&kind| named(kind)).collect();
        let taken = Text::list(&taken);
        let cause = text!(
            "what the folder holds is {held}; what is taken here: {taken}",
            "文件夹中的是{held}；此处可用的是：{taken}";
            held, taken
        );
        let parts: Vec<String> = folder.parts().into_iter().map(String::from).collect();
        let action = match (folder.kind(), kinds.contains(&RunKind::Plan)) {
            (RunKind::Schedule, true) if !parts.is_empty() => {
                let parts = Text::names(&parts);
                text!(
                    "name the folder of one of its periods: {parts}",
                    "指定其中一期的文件夹：{parts}";
                    parts
                )
            }
            _ => text!(
                "name the folder of a run that it takes",
                "指定此命令可用的运行结果所在的文件夹"
            ),
        };
        let shown = path.display().to_string();
        Err(problem(Code::RUN_OF_OTHER_KIND, &shown, cause, action))
    }

    /// The same of a folder in which a run was broken off.
    pub(super) fn open_any(path: &Path) -> Option<Self> {
        let bytes = fs::read(path.join(RECORD)).ok()?;
        let record = serde_json::from_slice(&bytes).ok()?;
        Some(Self { path: path.into(), record })
    }

    /// The SHA-256 that the record has of a file.
    pub(crate) fn hash_of(&self, name: &str) -> Option<String> {
        self.file(name)?.sha256.clone()
    }

    fn file(&self, name: &str) -> Option<&FileRecord> {
        self.record.files.iter().find(|file| file.name == name)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it holds.
    pub fn kind(&self) -> RunKind {
        self.record.kind
    }

    /// The version of Yike that wrote it.
    pub fn version(&self) -> &str {
        &self.record.version
    }

    /// The names of its files, in the order in which they were written.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.record.files.iter().map(|file| file.name.as_str())
    }

    /// Whether the run wrote a file of this name.
    pub fn has(&self, name: &str) -> bool {
        self.file(name).is_some()
    }

    /// The names of the folders within it that hold parts of the run: the periods of a schedule.
    pub fn parts(&self) -> Vec<&str> {
        let suffix = format!("/{RECORD}");
        let names = self.names();
        names.filter_map(|name| name.strip_suffix(&suffix)).collect()
    }

    /// The folder of a part, if it is the one that belongs to this run.
    ///
    /// # Errors
    ///
    /// When the part's record is not the one that the run wrote: its files are of another run; and as
    /// [`RunFolder::open_of`].
    pub fn part(&self, name: &str) -> Result<Self, Problems> {
        self.bytes(&format!("{name}/{RECORD}"))?;
        Self::open_of(&self.path.join(name), &[RunKind::Plan])
    }

    /// What else stands in the folder, by name.
    pub fn others(&self) -> Vec<String> {
        let parts = self.parts();
        let entries = fs::read_dir(&self.path).into_iter().flatten().flatten();
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut others: Vec<String> = names
            .filter(|name| name != RECORD && !self.has(name) && !parts.contains(&&**name))
            // It grows while the run goes on, so that the record cannot have its hash.
            .filter(|name| !self.kind().has_journal() || name != JOURNAL)
            .collect();
        others.sort();
        others
    }

    /// Every file that is not as the record says. Cost: reads them all.
    pub fn altered(&self) -> Vec<Altered> {
        let files = self.record.files.iter();
        let altered = files.filter_map(|file| {
            let Ok(found) = sha256_of_file(&self.path.join(&file.name)) else {
                return Some(Altered::Missing(file.name.clone()));
            };
            let expected = file.sha256.as_ref()?;
            (*expected != found).then(|| Altered::Changed(file.name.clone()))
        });
        altered.collect()
    }

    /// The content of a file, whether or not it is as the record says; none where it cannot be read.
    pub fn bytes_as_found(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.path.join(name)).ok()
    }

    /// The content of a file of the run.
    ///
    /// # Errors
    ///
    /// When the run wrote no such file, it is not there any more, or it is not the one that the run wrote.
    pub fn bytes(&self, name: &str) -> Result<Vec<u8>, Problems> {
        let path = self.path.join(name);
        let shown = path.display().to_string();
        let Some(file) = self.file(name) else {
            return Err(
                self.unreadable(name, text!("the run has no such file", "运行结果中没有此文件"))
            );
        };
        let bytes = fs::read(&path).map_err(|error| self.unreadable(name, system_text(&error)))?;
        match &file.sha256 {
            Some(expected) if *expected != sha256(&bytes) => {
                let cause = text!(
                    "this is not the file that the run wrote: `{RECORD}` has another SHA-256",
                    "这不是运行所写的文件：`{RECORD}` 中的 SHA-256 不同"
                );
                let action = text!(
                    "make the run again, or put the file back; `yike verify` says what is different",
                    "重新运行，或放回原文件；`yike verify` 可说明差异"
                );
                Err(problem(Code::RUN_FILES_DIFFER, &shown, cause, action))
            }
            _ => Ok(bytes),
        }
    }

    /// What a record of the run says.
    ///
    /// # Errors
    ///
    /// As [`RunFolder::parse`].
    pub fn record<T: Format + DeserializeOwned>(&self) -> Result<T, Problems> {
        self.parse(T::FILE, T::FORMAT)
    }

    /// The file that says everything, as JSON.
    ///
    /// # Errors
    ///
    /// As [`RunFolder::bytes`]; and when it is no JSON.
    pub fn answer(&self) -> Result<Value, Problems> {
        let name = self.kind().answer();
        from_json(&self.bytes(name)?).map_err(|cause| self.unreadable(name, cause))
    }

    fn unreadable(&self, name: &str, cause: Text) -> Problems {
        let shown = self.path.join(name).display().to_string();
        problem(Code::RUN_UNREADABLE, &shown, cause, AGAIN)
    }

    /// The files that the run read.
    ///
    /// # Errors
    ///
    /// When the file that says everything cannot be read; see [`RunFolder::bytes`].
    pub fn inputs(&self) -> Result<Vec<InputRecord>, Problems> {
        let name = self.kind().answer();
        let stated: StatedInputs =
            from_json(&self.bytes(name)?).map_err(|cause| self.unreadable(name, cause))?;
        let of_run = stated.run.map(|run| run.inputs);
        Ok(of_run.or(stated.inputs).unwrap_or_default())
    }

    /// What a JSON file of the run says.
    ///
    /// # Errors
    ///
    /// As [`RunFolder::bytes`]; and when its format is not `format`, or it is not in that format.
    pub fn parse<T: DeserializeOwned>(&self, name: &str, format: &str) -> Result<T, Problems> {
        parse(&self.bytes(name)?, format).map_err(|cause| self.unreadable(name, cause))
    }

    /// The features of a layer of the run, in WGS84, with their ids where they have one.
    ///
    /// # Errors
    ///
    /// As [`RunFolder::bytes`]; and when it is no layer.
    pub fn features(&self, name: &str) -> Result<Vec<(Option<String>, Feature)>, Problems> {
        self.bytes(name)?;
        match read_features(&self.path.join(name), None, None) {
            Ok(file) => Ok(file.features),
            // A plan may serve nobody.
            Err(problems) if is_of_nothing(&problems) => Ok(Vec::new()),
            Err(problems) => Err(problems),
        }
    }
}

fn is_of_nothing(problems: &Problems) -> bool {
    let mut errors = problems.issues.iter();
    errors.all(|issue| issue.code == Code::LAYER_EMPTY || issue.severity() == Severity::Warning)
}

/// What the bytes of a JSON file in `format` say, or why they say nothing.
pub(crate) fn parse<T: DeserializeOwned>(bytes: &[u8], format: &str) -> Result<T, Text> {
    let own: Stated = from_json(bytes)?;
    if own.format != format {
        let own = own.format;
        return Err(text!(
            "the format is `{own}`; this program reads `{format}`",
            "格式为 `{own}`；本程序读取 `{format}`"
        ));
    }
    from_json(bytes)
}

fn from_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Text> {
    serde_json::from_slice(bytes).map_err(|error| {
        let says = said(error);
        text!("this is not what Yike writes: {says}", "这不是 Yike 所写的内容：{says}"; says)
    })
}

#[derive(serde::Deserialize)]
struct Stated {
    format: String,
}

/// What a run says of the files that it read: in its record, or beside all else where it has none.
#[derive(serde::Deserialize)]
struct StatedInputs {
    run: Option<StatedRun>,
    inputs: Option<Vec<InputRecord>>,
}

#[derive(serde::Deserialize)]
struct StatedRun {
    inputs: Vec<InputRecord>,
}

/// One problem about a file.
pub(crate) fn problem(
    code: Code,
    file: &str,
    cause: impl Into<Text>,
    action: impl Into<Text>,
) -> Problems {
    Problems {
        issues: vec![Issue {
            code,
            place: Place::file(file),
            cause: cause.into(),
            action: action.into(),
        }],
    }
}
