//! The folder of a plan that init makes: what it wrote there before, and what was edited since.

use crate::cli::failure::{Failure, refuse};
use crate::cli::terminal::Terminal;
use crate::domain::{Text, phrase, text};
use crate::run::folder::sha256;
use crate::run::{Output, write_one};
use crate::setup::{InitRecord, LAYERS, Merged, PLAN, RECORD, layer_file, merge};
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
        let text = std::fs::read_to_string(path.join(RECORD)).ok();
        let record = text.as_deref().and_then(InitRecord::read);
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
                let path = path.display();
                let strange = Text::both(|language| language.list(&strange));
                refuse(
                    text!(
                        "--out: {strange} in {path} would be written over, and yike init did not write it",
                        "--out：将覆盖 {path} 中的 {strange}，而它不是 yike init 写的";
                        strange
                    ),
                    phrase(
                        "name another folder, or move what is there",
                        "请指定另一个文件夹，或移走原有文件",
                    ),
                )
            }
        }
    }

    /// The files that are no tables of the planner's.
    pub(super) fn own(&self) -> Vec<PathBuf> {
        let listed = std::fs::read_dir(&self.path).into_iter().flatten().flatten();
        let saved = listed.map(|entry| entry.path()).filter(|path| is_saved(path));
        names().map(|name| self.path.join(name)).chain(saved).collect()
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
            let saved = (1..).map(|number| saved_name(&output.name, number));
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

/// The name under which a layer that was edited is kept.
fn saved_name(name: &str, number: usize) -> String {
    let stem = name.trim_end_matches(".geojson");
    match number {
        1 => format!("{stem}.edited.geojson"),
        _ => format!("{stem}.edited-{number}.geojson"),
    }
}

fn is_saved(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    names().any(|own| name.starts_with(&format!("{}.edited", own.trim_end_matches(".geojson"))))
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
            phrase(
                "save it as UTF-8 and repair it (yike check says where), or remove it to have it made anew",
                "请另存为 UTF-8 并修复（yike check 会指出位置），或删除后重新生成",
            ),
        )
    })
}
