//! The folder of a plan that init makes: what it wrote there before, and what was edited since.

use crate::cli::failure::{Failure, refuse};
use crate::cli::terminal::Terminal;
use crate::domain::{phrase, text};
use crate::run::folder::sha256;
use crate::run::{Output, write_one};
use crate::setup::{InitRecord, LAYERS, Merged, PLAN, RECORD, kept_name, layer_file, merge};
use std::path::{Path, PathBuf};

/// What init may write.
fn names() -> impl Iterator<Item = String> {
    LAYERS.into_iter().map(layer_file).chain([PLAN, RECORD].map(String::from))
}

/// Whether init may write a file of this name.
pub(super) fn is_written(name: &str) -> bool {
    names().any(|own| own == name)
}

/// The folder, and the record of what init wrote last.
pub(super) struct Folder {
    path: PathBuf,
    record: Option<InitRecord>,
}

impl Folder {
    /// Errors where a file of init's names is there that it did not write.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let record = InitRecord::in_folder(path);
        let known = |name: &str| {
            let written = |record: &InitRecord| record.files.iter().any(|file| file.name == name);
            name == PLAN || name == RECORD || record.as_ref().is_some_and(written)
        };
        let strange = names().filter(|name| path.join(name).exists());
        let strange: Vec<String> =
            strange.filter(|name| record.is_none() || !known(name)).collect();
        match strange[..] {
            [] => Ok(Self { path: path.into(), record }),
            _ => {
                let (strange, path) = (strange.join(", "), path.display());
                refuse(
                    text!(
                        "--out: {strange} in {path} would be written over, and yike init did not write it",
                        "--out：{path} 中的 {strange} 将被覆盖，而它们不是 yike init 生成的"
                    ),
                    text!(
                        "name another folder, or move what is there",
                        "请指定其他文件夹，或移走已有文件"
                    ),
                )
            }
        }
    }

    /// What was chosen the last time.
    pub(super) fn choices(&self) -> &[(String, String)] {
        self.record.as_ref().map_or(&[], |record| &record.choices)
    }

    /// The recorded hash of a file, and whether the file still has it.
    fn is_as_written(&self, name: &str) -> Option<bool> {
        let file = self.record.as_ref()?.files.iter().find(|file| file.name == name)?;
        let bytes = std::fs::read(self.path.join(name)).ok()?;
        Some(file.sha256.as_deref() == Some(&*sha256(&bytes)))
    }

    /// Layers are made anew: one that was edited since is kept under another name, and told.
    pub(super) fn save_edited(
        &self,
        files: &[Output],
        terminal: &mut Terminal<'_>,
    ) -> Result<(), Failure> {
        for output in files {
            let path = self.path.join(&*output.name);
            let same = || std::fs::read(&path).is_ok_and(|bytes| bytes == output.bytes);
            if self.is_as_written(&output.name) != Some(false) || same() {
                continue;
            }
            let saved = (1..).map(|number| kept_name(&output.name, number));
            let Some(saved) = saved.take(1_000).find(|name| !self.path.join(name).exists()) else {
                continue;
            };
            if let Ok(bytes) = std::fs::read(&path) {
                write_one(&self.path.join(&saved), &bytes)?;
            }
            let name = &output.name;
            terminal.warning(text!(
                "{name} was edited since init wrote it; it is made anew of the tables, and what was there is now {saved}",
                "{name} 在生成后被改动过；现按表格重新生成，原文件另存为 {saved}"
            ))?;
        }
        Ok(())
    }

    /// Removes layers of the last run that there are no more, where they are as it wrote them.
    pub(super) fn remove_left(
        &self,
        files: &[Output],
        terminal: &mut Terminal<'_>,
    ) -> Result<(), Failure> {
        let before = self.record.iter().flat_map(|record| &record.files);
        for file in before.filter(|file| !files.iter().any(|output| output.name == file.name)) {
            let name = &file.name;
            let said = match self.is_as_written(name) {
                Some(true) if std::fs::remove_file(self.path.join(name)).is_ok() => {
                    phrase("removed, since no table has it any more", "已删除：表格中不再有此内容")
                }
                Some(_) => phrase(
                    "left there, though no table has it any more",
                    "仍保留：表格中已无此内容",
                ),
                None => continue,
            };
            terminal.note(text!("{name}: {said}", "{name}：{said}"; said))?;
        }
        Ok(())
    }
}

/// The text of the plan file: with the edits of the one that is there.
pub(super) fn plan_text(folder: &Folder, fresh: &str) -> Result<Merged, Failure> {
    let path = folder.path.join(PLAN);
    let new = || Merged { text: fresh.into(), updated: Vec::new(), kept: Vec::new() };
    let Some(record) = &folder.record else { return Ok(new()) };
    let mine = match std::fs::read_to_string(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(new()),
        // Editors may save it in another encoding: it is there, and its edits count.
        mine => mine.ok(),
    };
    mine.and_then(|mine| merge(&record.plan, &mine, fresh)).ok_or_else(|| {
        let path = path.display();
        Failure::usage(
            text!(
                "{path} is not TOML in UTF-8, so that its edits cannot be kept",
                "{path} 不是 UTF-8 编码的有效 TOML，无法保留其中的改动"
            ),
            text!(
                "save it as UTF-8 and repair it (yike check says where), or remove it to have it made anew",
                "请另存为 UTF-8 并修复（yike check 会指出位置），或删除后重新生成"
            ),
        )
    })
}
